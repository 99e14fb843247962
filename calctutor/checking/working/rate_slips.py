"""Which derivative went wrong in an equation between rates? The one whose factor is not what the relation gives.

`2x dx/dt + 3y dy/dt = 0` for x^2 + y^2 = 25 answers the derivative by y with 3y.
"""

from __future__ import annotations

from calctutor.checking.tasks import Task
from calctutor.checking.working.equality import same
from calctutor.checking.working.rates import RATE, gap, tidy
from calctutor.notation.tree import Tree, add, derivative, divide, name, negative, number, replace
from calctutor.notation.writing import text


def wrong_factor(relation: Tree, equation: Tree, moving: frozenset[str]) -> tuple[Task, Tree] | None:
    """The derivative of the relation by the first such letter, and what was written for it."""
    bare = gap(equation)
    asked = {z: derivative(gap(relation), name(z)) for z in sorted(moving)}
    found = {z: _factor(bare, z, moving) for z in asked}
    if not any(same(asked[z], found[z]).equal for z in asked) and any(same(asked[z], negative(found[z])).equal for z in asked):
        found = {z: negative(found[z]) for z in asked}
    z = next((z for z in asked if not same(asked[z], found[z]).equal), None)
    if z is None:
        return None
    return Task("partial", text(gap(relation)), gap(relation), (z,), asked[z]), tidy(found[z])


def _factor(bare: Tree, z: str, moving: frozenset[str]) -> Tree:
    """What stands beside the rate of z."""
    without = replace(bare, {name(RATE + other): number(0) for other in moving})
    return difference(replace(bare, {name(RATE + other): number(int(other == z)) for other in moving}), without)


def linear_root(zero: Tree, one: Tree) -> Tree:
    """The root of what is `zero` at 0 and `one` at 1, and linear."""
    return negative(divide(zero, difference(one, zero)))


def difference(a: Tree, b: Tree) -> Tree:
    return add(a, negative(b))
