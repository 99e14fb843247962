"""What are value, slope and tangent at a point?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, multiply, name, negative, replace

Expr = Any


@dataclass(frozen=True, slots=True)
class AtPoint:
    """What is known of f at a point: exact trees, decimals, or `remark` where there is no value."""

    point: Tree
    value_put_in: Tree
    value: Tree | None = None
    value_decimal: str = ""
    slope_put_in: Tree | None = None
    slope: Tree | None = None
    slope_decimal: str = ""
    tangent: Tree | None = None
    remark: str = ""


def at_point(algebra: Algebra, f: Tree, value_and_slope: list[Expr], x: str, point: Tree) -> AtPoint:
    """Value, slope and tangent line of f at x = point. The slope is evaluated from its formula, so where that has no
    value neither is given.
    """
    where, place = {symbol(x): algebra.expression(point)}, {name(x): point}
    height, slope = (_exact(expr.xreplace(where)) for expr in value_and_slope)
    put_in = replace(f, place), replace(algebra.tree(value_and_slope[1]), place)
    if height is None:
        return AtPoint(point, put_in[0], remark="f has no value here, so it has no derivative here either.")
    tree = algebra.tree(height)
    if slope is None:
        remark = "The formula for the slope has no value here: only the definition can tell whether there is a derivative."
        return AtPoint(point, put_in[0], tree, _decimal(tree), put_in[1], remark=remark)
    slope_tree = algebra.tree(slope)
    return AtPoint(point, put_in[0], tree, _decimal(tree), put_in[1], slope_tree, _decimal(slope_tree),
                   _tangent(algebra, height, slope, x, algebra.expression(point)))  # fmt: skip


def _exact(expr: Expr) -> Expr | None:
    """The value, or None where it is not a real number."""
    import sympy as sp

    return None if expr.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I) or expr.is_Relational else expr


def _tangent(algebra: Algebra, height: Expr, slope: Expr, x: str, point: Expr) -> Tree:
    """y = f(a) + f′(a) (x − a), multiplied out when the numbers are rational."""
    line = height + slope * (symbol(x) - point)
    if height.is_Rational and slope.is_Rational and point.is_Rational:
        return algebra.tree(line.expand())
    distance = name(x) if point == 0 else add(name(x), negative(algebra.tree(point)))
    rise = distance if slope == 1 else multiply(algebra.tree(slope), distance)
    if slope == 0:
        return algebra.tree(height)
    return rise if height == 0 else add(algebra.tree(height), rise)


def _decimal(tree: Tree) -> str:
    """Six significant digits where that says more than the exact form."""
    if tree.head == "number":
        return ""
    from calctutor.balls.values import value  # loaded only when a point was asked for

    return value(tree, {}, 6)
