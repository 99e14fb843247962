"""Where do the pieces of a piecewise function join, and how?

At every end of a piece, value and slope of the formulas on both sides are compared exactly. What could not be decided
is said to be undecided; nothing is claimed about it.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

Expr = Any

SMOOTH, APART, UNDECIDED, EDGE = "smooth", "apart", "undecided", "edge"

SAID = {
    APART: " At {places} the pieces do not join smoothly: no derivative there.",
    UNDECIDED: " Whether there is a derivative at {places} was not decided, so none is given there.",
    EDGE: " At {places} the function ends.",
}
"""What is said of the ends of each kind."""


def open_pieces(f: Expr, x: Expr) -> tuple[list[tuple[int, Expr]], str]:
    """The pieces that are left, by their number, with conditions that leave out the ends without a slope; and what is said
    of those ends.
    """
    joins = {end: join(f, x, end) for end in ends_of(f, x)}
    away = [end for end, kind in joins.items() if kind != SMOOTH]
    told = "".join(
        SAID[kind].format(places=_places(x, [e for e in away if joins[e] == kind])) for kind in SAID if kind in joins.values()
    )
    if not away:
        return list(enumerate(condition for _, condition in f.args)), told
    conditions = [_between(condition, f.args[:i], away, x) for i, (_, condition) in enumerate(f.args)]
    return [(i, condition) for i, condition in enumerate(conditions) if condition != sp.false], told


def _places(x: Expr, ends: list[Expr]) -> str:
    from calctutor.notation.algebra import Algebra
    from calctutor.notation.writing import text

    return ", ".join(f"{x} = {text(Algebra().tree(end))}" for end in ends)


def _between(condition: Expr, earlier: Any, away: list[Expr], x: Expr) -> Expr:
    """The condition made to exclude the earlier ones and the given ends, so that it says by itself where its piece is."""
    others = [sp.Not(c) for _, c in earlier]
    return sp.And(condition, *others, *(sp.Ne(x, end) for end in away)).simplify()


def ends_of(f: Expr, x: Expr) -> list[Expr]:
    """The points at which one piece gives way to another, in order."""
    found = set()
    for _, condition in f.args:
        for relation in condition.atoms(sp.core.relational.Relational):
            boundary = relation.lhs - relation.rhs
            if boundary.is_polynomial(x) and sp.degree(boundary, x) == 1:
                found.add(-boundary.coeff(x, 0) / boundary.coeff(x, 1))
    return sorted(found, key=lambda end: end.sort_key())


def join(f: Expr, x: Expr, end: Expr) -> str:
    """How the formulas on the two sides of `end` meet there."""
    nearby = sp.Rational(1, 10**6)
    left, right = (_formula_at(f, x, end + side) for side in (-nearby, nearby))
    if left is None or right is None:
        return EDGE
    here = f.xreplace({x: end})
    values = [formula.xreplace({x: end}) for formula in (left, right)]
    slopes = [formula.diff(x).xreplace({x: end}) for formula in (left, right)]
    if not all(_is_number(v) for v in (here, *values, *slopes)):
        return UNDECIDED
    same = [sp.expand(here - values[0]) == 0, sp.expand(values[1] - values[0]) == 0, sp.expand(slopes[1] - slopes[0]) == 0]
    return SMOOTH if all(same) else APART if _surely_different(here, values, slopes) else UNDECIDED


def _surely_different(here: Expr, values: list[Expr], slopes: list[Expr]) -> bool:
    """Is some gap between the two sides proved to be other than 0?"""
    gaps = (here - values[0], values[1] - values[0], slopes[1] - slopes[0])
    return any(gap.is_number and sp.expand(gap).is_zero is False for gap in gaps)


def _is_number(value: Expr) -> bool:
    return not value.has(sp.zoo, sp.nan, sp.oo, -sp.oo) and not value.atoms(sp.Derivative, sp.Subs)


def _formula_at(f: Expr, x: Expr, point: Expr) -> Expr | None:
    return next((value for value, condition in f.args if condition.xreplace({x: point}) == sp.true), None)
