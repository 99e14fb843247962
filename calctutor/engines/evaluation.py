"""What are value, slope and tangent at a point?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.limits import check_tree
from calctutor.notation.tree import Tree, add, multiply, name, names, negative, replace, walk
from calctutor.notation.writing import text

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
    """Value, slope and tangent line of f at x = point. Where f has a corner, a jump or no value, that is said instead."""
    from calctutor.engines import sides  # loads the balls, which are only needed when a point was asked for

    place = {name(x): point}
    put_in = replace(f, place), replace(algebra.tree(value_and_slope[1]), place)
    check_tree(put_in[0], text(put_in[0]))
    where = {symbol(x): algebra.expression(point)}
    height, slope = (_exact(expr.xreplace(where)) for expr in value_and_slope)
    numeric = sides.can_be_looked_at(f, x)
    if numeric and not sides.has_slope(f, x, point):
        height, slope = (height if _decimal(put_in[0]) is not None else None), None
    if height is None:
        return AtPoint(point, put_in[0], remark="f has no real value here, so it has no derivative here either.")
    tree = algebra.tree(height)
    if slope is None:
        remark = sides.looked_at(f, x, point) if numeric else ""
        return AtPoint(point, put_in[0], tree, _decimal(tree) or "", put_in[1], remark=remark or NO_SLOPE)
    slope_tree = algebra.tree(slope)
    return AtPoint(point, put_in[0], tree, _decimal(tree) or "", put_in[1], slope_tree, _decimal(slope_tree) or "",
                   _tangent(algebra, height, slope, x, algebra.expression(point)))  # fmt: skip


NO_SLOPE = "The formula for the slope has no value here: only the definition can tell whether there is a derivative."


def _exact(expr: Expr) -> Expr | None:
    """The value, or None where it is not a real number."""
    import sympy as sp

    return None if expr.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I) or expr.is_Relational else expr


def _tangent(algebra: Algebra, height: Expr, slope: Expr, x: str, point: Expr) -> Tree:
    """y = f(a) + f′(a) (x − a), multiplied out when the numbers are rational."""
    line = height + slope * (symbol(x) - point)
    if height.is_Rational and slope.is_Rational and point.is_Rational:
        return algebra.tree(line.expand())
    if slope == 0:
        return algebra.tree(height)
    distance = algebra.tree(symbol(x) - point)
    rise = distance if slope == 1 else negative(distance) if slope == -1 else multiply(algebra.tree(slope), distance)
    return rise if height == 0 else add(algebra.tree(height), rise)


def _decimal(tree: Tree) -> str | None:
    """Six significant digits where that says more than the exact form, an empty text where not, None without a value."""
    from calctutor.balls.outcomes import NoValue, TooWide
    from calctutor.balls.values import value

    if (
        tree.head == "number"
        or (tree.head == "neg" and tree.args[0].head == "number")
        or any(n.head == "apply" for n in walk(tree))
    ):
        return ""
    try:
        return value(tree, {}, 6)
    except TooWide:
        return ""
    except NoValue:
        return "" if names(tree) else None
