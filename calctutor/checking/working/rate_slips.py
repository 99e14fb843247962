"""What went wrong in an equation between rates?

A derivative, whose factor is not what the relation gives (`2x dx/dt + 3y dy/dt = 0` for x^2 + y^2 = 25 answers the derivative
by y with 3y), a rate that is missing, or rates that were multiplied.
"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.checking.tasks import Task
from calctutor.checking.working.equality import free_letters, same
from calctutor.checking.working.rates import RATE, Branch, gap, tidy, total
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


def has_rates(equation: Tree) -> bool:
    return any(z.startswith(RATE) for z in free_letters(equation))


def relation_of(equation: Tree, written: Sequence[Tree]) -> Tree | None:
    """The last relation in the same letters."""
    letters = {z.removeprefix(RATE) for z in free_letters(equation)}
    return next((one for one in reversed(written) if not has_rates(one) and free_letters(one) == letters), None)


def misses_rate(equation: Tree, relations: Sequence[Tree]) -> str:
    """A letter whose rate is missing: the equation would be right if the rates that are not in it were 1."""
    letters = {z for relation in relations for z in free_letters(relation)}
    missing = {name(RATE + z): number(1) for z in letters if RATE + z not in free_letters(equation)}
    if not missing or not has_rates(equation):
        return ""
    ones = [replace(total(gap(relation), letters), missing) for relation in relations]
    fits = any(same(gap(equation), sign).equal for one in ones for sign in (one, negative(one)))
    return min(str(z.value).removeprefix(RATE) for z in missing) if fits else ""


def multiplied_rates(relation: Tree, equation: Tree) -> bool:
    """`A' = x' y'` for A = x y."""
    product = relation.args[1]
    rates = {name(z): name(RATE + z) for z in free_letters(product)}
    return product.head == "*" and same(replace(product, rates), equation.args[1]).equal


def told_values(known: dict[str, Tree], written: Sequence[Tree], equation: Tree) -> dict[Tree, Tree]:
    """The values that are known or were said, but for those of the letters that the equation is about."""
    said = {str(e.args[0].value): e.args[1] for e in written if e.args[0].head == "name" and not free_letters(e.args[1])}
    return {name(z): value for z, value in (known | said).items() if z not in free_letters(equation)}


def as_claimed(equation: Tree, branches: Sequence[Branch]) -> list[Branch]:
    """The branches where a rate is what the wrong equation makes of it."""
    for z in sorted(free_letters(equation)):
        if z.startswith(RATE):
            zero, one = (replace(gap(equation), {name(z): number(k)}) for k in (0, 1))
            return [b._replace(rates={**b.rates, z: linear_root(zero, one)}) for b in branches]
    return []
