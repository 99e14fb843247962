"""Which wrong slopes does an implicit equation lead to, when a rule lies on one of its sides?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calctutor.checking.lies import Candidate, Derivation
from calctutor.checking.tasks import Task
from calctutor.engines.implicit_curve import Curve
from calctutor.notation.tree import Tree, add, divide, name, negative, number
from calctutor.notation.tree import replace as put_in


def candidates(task: Task) -> Iterator[Candidate]:
    """The slopes that come out when one side is differentiated with a lie and the equation is solved for y′ as it should be."""
    x, y = task.wrt[0], task.about["of"]
    curve = Curve(task.f, x, y)
    sides = [_derivation(curve, side, x) for side in task.f.args]
    truths = [side.algebra.tree(side.value) for side in sides]
    for i, side in enumerate(sides):
        for several in (side.single, side.everywhere):
            for candidate in several():
                both = [candidate.answer if i == j else truths[j] for j in range(2)]
                yield replace(candidate, answer=_solved(curve, add(both[0], negative(both[1])), y))


class _Side(Derivation):
    """One side of the equation, in which y is a function of x."""

    def __init__(self, curve: Curve, side: Tree, x: str) -> None:
        self.curve = curve
        super().__init__(side, (x,), curve.algebra)


def _derivation(curve: Curve, side: Tree, x: str) -> Derivation:
    y = {name(curve.y): Tree("apply", (name(x),), curve.y)}
    return _Side(curve, put_in(side, y), x)


def _solved(curve: Curve, gap: Tree, y: str) -> Tree:
    """y′, from an expression that is linear in it and must be 0."""
    plain = {Tree("apply", (name(curve.x),), y): name(y), Tree("apply", (name(curve.x),), f"{y}'"): curve.primed}
    gap = put_in(gap, plain)
    at_0, at_1 = (put_in(gap, {curve.primed: number(k)}) for k in (0, 1))
    return negative(divide(at_0, add(at_1, negative(at_0))))
