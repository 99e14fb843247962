"""Is one concrete question a good one? Worked, and its own answer judged, in a process that can be stopped."""

from __future__ import annotations

from dataclasses import dataclass

from calctutor.checking.answer import judge
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import UNKNOWN, Judged
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, number
from calctutor.notation.writing import text
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.judging import JUDGES, rules_of
from calctutor.quiz.solving import right_answer, solved, task_of
from calctutor.steps import Solution, every_step

LONGEST = 40
"""Steps after which a question counts as too hard."""


@dataclass(frozen=True)
class Examined:
    """What was found: `complaint` is a code of `findings.CODES` or empty, `about` says more; the answer as text."""

    complaint: str = ""
    about: str = ""
    answer: str = ""
    steps: int = 0
    rules: tuple[str, ...] = ()


def examined(question: Drawn) -> Examined:
    """What there is to complain of. Raises nothing but what is an error of this program."""
    try:
        if question.kind == "rule":
            return Examined(answer=", ".join(rules_of(question)))
        if question.kind in JUDGES and question.kind != "work":
            return _own(question)
        return _worked(question)
    except StudentError as problem:
        return Examined("not-solved", problem.reason)


def _own(question: Drawn) -> Examined:
    """A choice or a number: is what it says readable?"""
    if question.kind == "number":
        from calctutor.notation.reading import read
        from calctutor.quiz.judging import near

        near(read(question.answer[0]), question)
        return Examined(answer=question.answer[0])
    return Examined(answer=", ".join(question.choices[i] for i in question.correct))


def _worked(question: Drawn) -> Examined:
    task = task_of(question)
    solution = solved(question) if task.kind not in ("same", "descend-step") else None
    answer = right_answer(task, solution)
    if answer is None:
        return Examined("not-solved", "no answer was found")
    steps = [step for step in every_step(solution.steps if solution else ()) if not step.small]
    said, rules = text(answer), tuple(dict.fromkeys(step.rule for step in steps))
    judged = settled(task._replace(strict=False), answer)
    complaint = {"correct": "", "undecided": "undecided", "wrong": "disagrees"}[judged.verdict]
    if solution is not None and not complaint:
        easy = answer == number(0) or (not steps and task.kind != "probability")
        complaint = _complaint(solution, len(steps), easy)
    return Examined(complaint, f"answer {said}", said, len(steps), rules)


def settled(task: Task, answer: Tree) -> Judged:
    """The verdict by numbers, or where they do not decide, by what is worked out."""
    from calctutor.checking.diagnosis import diagnose

    judged = judge(task, answer)
    if judged.verdict != UNKNOWN:
        return judged
    return diagnose(task, answer, judged.suspicion, judged.entries).settled or judged


def _complaint(solution: Solution, steps: int, easy: bool) -> str:
    if not solution.complete:
        return "no-steps"
    if steps > LONGEST:
        return "too-hard"
    return "trivial" if easy else ""
