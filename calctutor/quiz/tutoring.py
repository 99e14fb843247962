"""What does a student hear about an answer? Judged and explained, for one person who waits.

Belongs in a process that can be stopped.
"""

from __future__ import annotations

from typing import NamedTuple

from calctutor.checking.slips import Diagnosis
from calctutor.checking.tasks import Task, read_answer
from calctutor.checking.verdicts import CORRECT, Judged
from calctutor.errors import StudentError
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.judging import is_row, judge
from calctutor.quiz.outcomes import Outcome
from calctutor.quiz.solving import task_of


class Told(NamedTuple):
    """What came of an answer; for the kinds of `calctutor check` with everything that its pages need."""

    outcome: Outcome
    task: Task | None = None
    judged: Judged | None = None
    diagnosis: Diagnosis | None = None


def answered(question: Drawn, answer: str) -> Told:
    """The outcome of one answer, explained. Never raises for anything that may stand in an answer."""
    if not is_row(question):
        return Told(judge(question, answer))
    try:
        return _checked(question, answer)
    except StudentError as problem:
        return Told(Outcome.unreadable(problem))


def _checked(question: Drawn, answer: str) -> Told:
    from calctutor.checking.answer import judge as judged_answer
    from calctutor.checking.examples import illustrated
    from calctutor.checking.form import formed

    task = task_of(question)
    tree = read_answer(task, answer)
    judged = formed(illustrated(task, judged_answer(task, tree)), tree, question.options.get("form"), task.strict)
    diagnosis = Diagnosis()
    if judged.verdict != CORRECT and judged.certainty not in ("proved", "agrees"):
        from calctutor.checking.diagnosis import diagnose

        diagnosis = diagnose(task, tree, judged.suspicion, judged.entries)
    if diagnosis.settled:
        judged = diagnosis.settled._replace(answer=tree)
    slip = diagnosis.slips[0] if diagnosis.slips else None
    remarks = tuple(remark.code for remark in judged.remarks)
    return Told(
        Outcome(judged.verdict, slip.mistake if slip else "", slip.title if slip else "", remarks=remarks),
        task,
        judged,
        diagnosis,
    )
