"""How is a verdict written for machines?"""

from __future__ import annotations

from calctutor.checking.slips import Diagnosis, Slip
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import Judged
from calctutor.errors import StudentError
from calctutor.narrate.verdict import sentence_text
from calctutor.notation.tree import Tree, unmarked
from calctutor.notation.writing import python
from calctutor.render.json import SCHEMA, problem_data


def verdict_data(task: Task, judged: Judged, diagnosis: Diagnosis, typed: str) -> dict[str, object]:
    """The verdict as JSON-ready data; the names and codes are documented and do not change within a schema."""
    found = judged.counterexample
    return {
        "schema": SCHEMA, "kind": task.kind, "question": python(task.question), "answer": typed,
        "read": None if judged.answer is None else python(unmarked(judged.answer)),
        "verdict": judged.verdict, "certainty": judged.certainty, "points": judged.points, "digits": judged.digits,
        "counterexample": None if found is None else {
            "point": {letter: str(value) for letter, value in found.point.items()},
            "expected": found.expected, "given": found.given, "entry": list(found.entry)},
        "wrong_entries": [list(entry) for entry in judged.entries],
        "remarks": [{"code": remark.code, "text": remark.text} for remark in judged.remarks],
        "slip": slip_data(diagnosis.slips[0]) if diagnosis.slips else None,
        "other_slips": [slip_data(slip) for slip in diagnosis.slips[1:]],
        "right_terms": [python(term) for term in diagnosis.right_terms],
        "exit_code": judged.exit_code,
    }  # fmt: skip


def unreadable_data(kind: str, question: str, answer: str, problem: StudentError) -> dict[str, object]:
    """An answer that cannot be read is never called wrong."""
    return {**problem_data(problem), "kind": kind, "question": question, "answer": answer, "verdict": "unreadable"}


def slip_data(slip: Slip) -> dict[str, object]:
    def code(tree: Tree | None) -> str | None:
        return None if tree is None else python(unmarked(tree))

    place = slip.place
    step = None if place is None else {
        "rule": place.rule, "before": code(place.before), "wrote": code(place.wrote), "should": code(place.should)}  # fmt: skip
    return {
        "mistake": slip.mistake, "title": slip.title, "text": sentence_text(slip.text), "changes": slip.changes, "step": step,
        "also": [mistake for mistake, _ in slip.also], "solved": code(slip.solved),
    }  # fmt: skip
