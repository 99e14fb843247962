"""What would have been right? The engines' own answer to a task, for those who ask to see it. Loads sympy."""

from __future__ import annotations

from calctutor.checking.tasks import Task
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree
from calctutor.steps import Solution


def solution(task: Task) -> Tree | None:
    """The answer to an integral, a limit or a curve, or None where no method is known or there is none."""
    if task.kind == "probability":
        from calctutor.checking.probability.working import answer_of

        return answer_of(task.about["chance"])
    found = worked(task)
    return None if found is None or not answered(found) else found.answer


def worked(task: Task) -> Solution | None:
    """The whole solution of an integral, a limit or a curve, or None where no method is known."""
    try:
        return _worked(task)
    except StudentError:
        return None


def answered(found: Solution) -> bool:
    """Is there a value? A limit may not exist, an integral may diverge or have no closed form."""
    return bool(found.about.get("exists", True) and found.about.get("closed_form", True))


def _worked(task: Task) -> Solution | None:
    x = task.wrt[0] if task.wrt else "x"
    if task.kind == "integrate" and not task.about["bounds"]:
        from calctutor.engines.integral import integrate

        return integrate(task.f, x)
    if task.kind == "integrate":
        from calctutor.engines.definite import integrate as between

        low, high = task.about["bounds"]
        return between(task.f, x, low, high, task.given)
    if task.kind == "limit":
        from calctutor.engines.limit import find

        return find(task.f, x, task.about["to"], task.about["side"] or "", assumed=task.given)
    if task.kind == "implicit":
        from calctutor.engines.implicit import differentiate

        return differentiate(task.f, x, task.about["of"], order=task.order)
    return None
