"""Why is a line wrong, as far as it and the lines before it say so by themselves?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.checking.slips import Slip
from calctutor.checking.telling import slip
from calctutor.checking.working.naming import questions
from calctutor.checking.working.slips import bounds, changed, equations, limits
from calctutor.checking.working.verdicts import Step

VAGUE = 2
"""What is as vague as that speaks of the problem and not of the line."""


def first(step: Step) -> Slip | None:
    """What is seen before any question is answered."""
    return next(_at_once(step), None)


def _at_once(step: Step) -> Iterator[Slip]:
    if step.mistake:
        yield slip(step.mistake, {"letter": step.about} if step.about is not None else {})
    for way in (bounds.put_in, bounds.substituted, limits.hospital, equations.solved, equations.put_in):
        yield from way(step)


def last(step: Step) -> Slip | None:
    """Only what has changed, where nothing says why."""
    return next(_at_last(step), None)


def _at_last(step: Step) -> Iterator[Slip]:
    if step.kind != "step":
        yield from equations.factored(step)
        return
    inner = limits.below_the_sign(step)
    if inner is not None:
        yield from changed.told(*inner.meant)
    elif step.meant[0].head == "L":
        yield slip("limit-another-value")
    elif not questions(step.meant[0]) and not questions(step.meant[1]):
        yield from changed.told(*step.meant)
