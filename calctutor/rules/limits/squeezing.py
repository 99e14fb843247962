"""Which limits are caught between two others? Something bounded times something that goes to 0 or grows beyond all bounds."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.algebra import product as times
from calctutor.rulebook import rule
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.values import infinite, put_in
from calctutor.steps import Rewrite

Expr = Any

BOUNDED = {"sin": (-1, 1), "cos": (-1, 1), "atan": (-sp.pi / 2, sp.pi / 2), "tanh": (-1, 1), "sign": (-1, 1), "erf": (-1, 1)}


def bounds(g: Expr, near: Near) -> tuple[Expr, Expr] | None:
    """Numbers between which g stays: for a bounded function, its powers, and sums and products of these."""
    if g.is_number:
        return g, g
    if type(g).__name__ in BOUNDED:
        low, high = BOUNDED[type(g).__name__]
        return sp.sympify(low), sp.sympify(high)
    if g.is_Pow and g.exp.is_Integer and g.exp.is_positive:
        inside = bounds(g.base, near)
        return inside and _powers(inside, g.exp)
    if g.is_Add or g.is_Mul:
        parts = [bounds(arg, near) for arg in g.args]
        if None in parts:
            return None
        return _sums(parts) if g.is_Add else _products(parts)
    return None


def _powers(inside: tuple[Expr, Expr], n: Expr) -> tuple[Expr, Expr]:
    ends = [end**n for end in inside]
    return (sp.Integer(0) if n.is_even and inside[0] < 0 < inside[1] else min(ends)), max(ends)


def _sums(parts: list[Any]) -> tuple[Expr, Expr]:
    return sp.Add(*(low for low, _ in parts)), sp.Add(*(high for _, high in parts))


def _products(parts: list[Any]) -> tuple[Expr, Expr]:
    ends = [sp.Integer(1)]
    for part in parts:
        ends = [end * other for end in ends for other in part]
    return min(ends), max(ends)


@rule("Squeeze theorem", "L(f, x, a) = L(v, x, a)", formula="-abs(v) <= u*v <= abs(v)", example="lim(x^2*sin(1/x), x, 0)")
def squeeze(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{u} stays between {low} and {high}, so {f} is caught between {multiples} of ±{v}, and these go to 0."""
    if not f.is_Mul:
        return None
    parts = [factor for factor in f.args if factor.has(x) and bounds(factor, near) and put_in(factor, near) is None]
    u, v = times(parts), times([factor for factor in f.args if factor not in parts])
    if not parts or not v.has(x) or near.known(v) != 0:
        return None
    low, high = bounds(u, near) or (0, 0)
    tree = near.algebra.tree
    given = {"u": tree(u), "low": tree(low), "high": tree(high), "multiples": "multiples" if abs(low) != 1 or high != 1 else "the two values"}
    return Rewrite(where={"v": v}, given=given)


@rule("Bounded beside unbounded", "L(f, x, a) = L(g, x, a)", formula="", example="lim(x + sin(x), x, oo)")
def bounded_beside_unbounded(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{u} stays between {low} and {high}, so it cannot keep {g} from going to infinity."""
    if not f.is_Add:
        return None
    parts = [term for term in f.args if term.has(x) and bounds(term, near) and put_in(term, near) is None]
    rest = f - sp.Add(*parts)
    if not parts or not rest.has(x) or not infinite(near.known(rest)):
        return None
    low, high = bounds(sp.Add(*parts), near) or (0, 0)
    tree = near.algebra.tree
    return Rewrite(where={"g": rest}, given={"u": tree(sp.Add(*parts)), "low": tree(low), "high": tree(high)})
