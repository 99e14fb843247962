"""What is the whole verdict on one answer?

The one function for whoever builds on the checker: `examined(task, answer)` gives the verdict and, for what is not right, the
diagnosis.

    task = read_task("diff", "x^2*sin(x)", Options())      # raises StudentError for a question that cannot be read
    answer = read_answer(task, "2x*cos(x)")                # raises StudentError: such an answer is unreadable, never wrong
    judged, diagnosis = examined(task, answer)
    judged.verdict, judged.counterexample                  # "wrong", and a point where it is
    diagnosis.slips[0].mistake, diagnosis.slips[0].place   # "product-of-derivatives", and the step where it happened

A right answer is accepted on numbers alone, in about a millisecond and without sympy. A wrong one is explained by `explain`,
which loads sympy; it may be replaced by a function that does the same in a process that can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable

from calctutor.checking.answer import judge
from calctutor.checking.examples import illustrated
from calctutor.checking.slips import Diagnosis
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, WRONG, Judged
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree

Explain = Callable[..., Diagnosis]


def diagnosed(task: Task, answer: Tree, suspicion: str, wrong: tuple[tuple[int, ...], ...], solve: bool = False) -> Diagnosis:
    """The diagnosis in this process."""
    from calctutor.checking.diagnosis import diagnose

    return diagnose(task, answer, suspicion, wrong, solve=solve)


def examined(
    task: Task, answer: Tree, form: str | None = None, solve: bool = False, explain: Explain = diagnosed
) -> tuple[Judged, Diagnosis]:
    """The verdict, and why an answer is not right. A diagnosis that fails or runs out of time leaves the verdict as it is."""
    judged = illustrated(task, judge(task, answer))
    diagnosis = Diagnosis()
    if judged.verdict != CORRECT and not (judged.verdict == WRONG and judged.certainty in ("proved", "agrees")):
        try:
            diagnosis = explain(task, answer, judged.suspicion, judged.entries, solve=solve)
        except StudentError:
            diagnosis = Diagnosis()
        if diagnosis.settled:
            judged = diagnosis.settled._replace(answer=answer)
    return _formed(judged, answer, form, task.strict), diagnosis


def _formed(judged: Judged, answer: Tree, form: str | None, strict: bool) -> Judged:
    if form is None:
        return judged
    from calctutor.checking.form import formed

    return formed(judged, answer, form, strict)


def certain(task: Task, answer: Tree, judged: Judged, prove: Callable[..., bool]) -> Judged:
    """A right answer called proved, if `prove` finds a proof."""
    if judged.verdict != CORRECT or judged.certainty != "agrees":
        return judged
    try:
        return judged._replace(certainty="proved") if prove(task, answer) else judged
    except StudentError:
        return judged
