"""By which ways is a wrong answer explained?

One function a way, each giving the slips that lead to exactly this answer: misreadings of the whole question, one false rule at
one place of the solution, the same at every place, false algebra before or after, two false rules, and slips of the pen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from calctutor.balls.equality import compare
from calctutor.checking.inquiry import Inquiry
from calctutor.checking.integrated import integrated
from calctutor.checking.lying import hospital, lied, lied_twice, told
from calctutor.checking.miscalculated import algebra_after, algebra_first
from calctutor.checking.pen import pen_slips
from calctutor.checking.slips import Slip
from calctutor.checking.telling import slip
from calctutor.mistakes.questions import MISREADINGS
from calctutor.notation.tree import Tree


def impossible(inquiry: Inquiry) -> Iterator[Slip]:
    """What is seen before any derivation: a pole between the bounds, a division by 0."""
    if inquiry.task.kind == "integrate":
        from calctutor.checking.guessing import without_rules

        yield from without_rules(inquiry.task, inquiry.answer)


def misread(inquiry: Inquiry) -> Iterator[Slip]:
    """The whole question taken for another one."""
    task = inquiry.task
    for mistake, (kinds, pairs) in MISREADINGS.items():
        if task.kind not in kinds or mistake == "opposite-sign" or (task.kind == "integrate" and not task.about["bounds"]):
            continue
        for left, right in pairs(task, inquiry.answer):
            if _same(inquiry, left, right):
                yield slip(mistake, inquiry.holes())
                break


def _same(inquiry: Inquiry, left: Tree, right: Tree) -> bool:
    if right is inquiry.answer:
        return inquiry.print.matches(left)
    return compare(left, right, dict(inquiry.task.let)).equal


def typed(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule on a product or a fraction as typed, where algebra makes something simpler of it first."""
    from calctutor.checking.typed import answers

    for explanation, wrong in answers(inquiry):
        if inquiry.print.matches(wrong):
            yield explanation


def curved(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule on one side of an equation whose curve is differentiated."""
    if inquiry.task.kind == "implicit" and inquiry.task.order == 1:
        from calctutor.checking.curves import candidates

        yield from told(candidates(inquiry.task), inquiry.print, inquiry)


def by_pen(inquiry: Inquiry) -> Iterator[Slip]:
    """All but one sign, number or factor is right."""
    yield from pen_slips(inquiry.task, inquiry.answer, inquiry.print, inquiry.wrong)


STAGES: tuple[Callable[[Inquiry], Iterator[Slip]], ...] = (
    impossible, misread, lied, hospital, typed, curved, integrated, algebra_first, algebra_after, by_pen, lied_twice,
)  # fmt: skip


def of_chance(inquiry: Inquiry) -> Iterator[Slip]:
    """What people get wrong about a random variable."""
    from calctutor.checking.probability.explaining import explained

    yield from explained(inquiry)


def stages_of(inquiry: Inquiry) -> tuple[Callable[[Inquiry], Iterator[Slip]], ...]:
    return (of_chance,) if inquiry.task.kind == "probability" else STAGES


LAST = (algebra_after, by_pen, lied_twice)
"""Looked for only when nothing else explains the answer."""
