"""Are two expressions of a working equal, as it is meant there?

As numbers; but for a constant where one is integrated; along the curve where there is one; to the digits that are given where
numbers were rounded.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb

from calctutor.balls.curves import agree_on_curve
from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoNumber, NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.tape import ball
from calctutor.balls.verdicts import Verdict
from calctutor.checking.shapes import entries, reshaped, shape
from calctutor.checking.working.meaning import Curve
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, add, derivative, multiply, name, negative, replace, walk

BITS = 192
VECTORS = ("tuple", "list")


def integrated_by(*trees: Tree) -> str:
    """The letter of an integral without bounds; empty where there is none."""
    found = (str(n.args[1].value) for tree in trees for n in walk(tree) if n.head == "I" and len(n.args) == 2)
    return next(found, "")


def same(a: Tree, b: Tree, x: str = "", curve: Curve | None = None) -> Verdict:
    """The verdict on a = b; with `x`, but for a constant."""
    if a.head in VECTORS or b.head in VECTORS:
        b = reshaped(a, b)
        if shape(a) != shape(b):
            return Verdict("undecided", remarks=("shape",))
    if x:
        a, b = slope(a, x), slope(b, x)
    found = compare(a, b)
    if found.kind == "undecided" and any(node.head == "L" and node.value is None for t in (a, b) for node in walk(t)):
        found = compare(from_the_right(a), from_the_right(b))
    if found.kind == "undecided" and not x and not free_letters(a) | free_letters(b):
        from calctutor.checking.working.existence import compared

        found = compared(a, b) or found
    if curve and found.kind == "different" and set(free_names(a)) | set(free_names(b)) <= {curve.x, curve.y}:
        along = agree_on_curve(curve.equation, add(curve.slope, a, negative(b)), curve.x, curve.y)
        return along if along.kind != "different" else found
    return found


def from_the_right(tree: Tree) -> Tree:
    """Limits of functions that are real on one side only are limits from there."""
    args = tuple(map(from_the_right, tree.args))
    return Tree("L", args, "+") if tree.head == "L" and tree.value is None else tree.with_args(args) if args else tree


def slope(tree: Tree, x: str) -> Tree:
    """The derivative by x, where integrals without bounds have been differentiated already."""
    by = name(x)
    if tree.head == "I" and tree.args[1:] == (by,):
        return tree.args[0]
    if tree.head in ("+", "neg"):
        return tree.with_args(tuple(slope(arg, x) for arg in tree.args))
    if tree.head == "*":
        varying = [arg for arg in tree.args if x in free_letters(arg)]
        fixed = [arg for arg in tree.args if x not in free_letters(arg)]
        if len(varying) == 1 and fixed:
            return multiply(*fixed, slope(varying[0], x))
    if tree.head == "/" and x not in free_letters(tree.args[1]):
        return tree.with_args((slope(tree.args[0], x), tree.args[1]))
    return derivative(tree, by)


def free_letters(tree: Tree) -> set[str]:
    """The letters whose values a tree depends on: not the bound ones of integrals, limits and values at a point."""
    if tree.head == "name":
        return {str(tree.value)}
    if tree.head == "at" or (tree.head in ("I", "L") and len(tree.args) > 2):
        inner, x, *rest = tree.args
        return (free_letters(inner) - {str(x.value)}).union(*map(free_letters, rest))
    return set().union(*map(free_letters, tree.args))


def value(tree: Tree) -> Any:
    """The ball of a tree without free letters, or None."""
    try:
        with Precision(BITS):
            found = compiled(tree).value({})
    except (NoNumber, NoValue, KeyError):
        return None
    return found if found.is_finite() else None


def is_constant(tree: Tree) -> bool:
    return not free_letters(tree)


# Rounding.


ONCE, AGAIN = 0.501, 2.5
"""Units of the last place by which a rounded number may be off; and one that was worked out from rounded numbers."""


def rounded(a: Tree, b: Tree, exact: set[Fraction], rough: bool = False, units: float = ONCE) -> bool:
    """Is b the number a, up to the rounding of its decimals? Those of `exact` were not rounded."""
    if shape(a) != shape(reshaped(a, b)):
        return False
    return all(_rounded(p, q, exact, rough, units) for _, p, q in entries(a, reshaped(a, b)))


def _rounded(a: Tree, b: Tree, exact: set[Fraction], rough: bool, units: float) -> bool:
    wanted = value(a)
    if wanted is None or not is_constant(b):
        return False
    loose = {node: places(node.value) for node in walk(b) if node.head == "number" and node.value not in exact}
    loose = {node: digits for node, digits in loose.items() if digits is not None and (digits or rough)}
    found = _between(b, {node: digits for node, digits in loose.items() if digits is not None}, units)
    if found is None or not loose or not found.overlaps(wanted):
        return False
    return bool(rough or abs(found - wanted) < (abs(wanted) + arb(10) ** -6) / 10)


def places(number: Fraction | int) -> int | None:
    """Decimal places of a number; None for one that is no decimal."""
    return next((k for k in range(20) if 10**k % Fraction(number).denominator == 0), None)


def _between(tree: Tree, loose: dict[Tree, int], units: float) -> Any:
    """The value where each loose number may be off by so many units of its last place."""
    words = {node: name(f"loose_{k}") for k, node in enumerate(loose)}
    try:
        with Precision(BITS):
            env = {
                f"loose_{k}": ball(Fraction(node.value)) + arb(0, units * 10.0**-digits)
                for k, (node, digits) in enumerate(loose.items())
            }
            return compiled(replace(tree, dict(words.items()))).value(env)
    except (NoNumber, NoValue):
        return None


def decimals(*trees: Tree) -> set[Fraction]:
    """The numbers that stand in these trees."""
    return {Fraction(node.value) for tree in trees for node in walk(tree) if node.head == "number"}
