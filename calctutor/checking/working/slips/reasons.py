"""Why is a line wrong, as far as it and the lines before it say so by themselves?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.balls.equality import compare
from calctutor.checking.slips import Slip
from calctutor.checking.telling import slip
from calctutor.checking.working.asking import worked_out
from calctutor.checking.working.equality import VECTORS
from calctutor.checking.working.questions import questions
from calctutor.checking.working.slips import bounds, changed, equations, limits
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import name, walk

VAGUE = 2
"""What is as vague as that speaks of the problem and not of the line."""


def first(step: Step) -> Slip | None:
    """What is seen before any question is answered."""
    return next(_at_once(step), None)


def _at_once(step: Step) -> Iterator[Slip]:
    if step.mistake:
        yield slip(step.mistake, {"letter": step.about} if step.about is not None else {})
    for way in (bounds.put_in, bounds.substituted, bounds.put_back, limits.hospital, equations.solved, equations.put_in):
        yield from way(step)


def last(step: Step) -> Slip | None:
    """Only what has changed, where nothing says why."""
    return next(_at_last(step), None)


def _at_last(step: Step) -> Iterator[Slip]:
    if step.kind != "step":
        for way in (equations.coefficient, equations.factored, equations.unsolved):
            yield from way(step)
        return
    if step.task is not None and step.task.kind == "descend-step":
        yield slip("descent-entry-wrong", {"letter": name(_odd_entry(step))})
        return
    inner = limits.below_the_sign(step)
    if inner is not None:
        yield from changed.told(*inner.meant)
    elif any(node.head == "L" for node in walk(step.meant[0])):
        yield slip("limit-another-value")
    elif found := worked_out(step):
        yield from changed.told(*found)
    elif not questions(step.meant[0]) and not questions(step.meant[1]):
        yield from changed.told(*step.meant)


def _odd_entry(step: Step) -> str:
    """The letter of the first entry of a step that is not what it should be."""
    assert step.task is not None
    pairs = zip(step.task.wrt, *(side.args if side.head in VECTORS else (side,) for side in step.meant), strict=False)
    return next((x for x, a, b in pairs if compare(a, b).kind == "different"), step.task.wrt[0])
