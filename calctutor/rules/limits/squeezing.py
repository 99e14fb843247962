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
    if not g.has(near.x):
        return -abs(g), abs(g)
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


def _size(part: tuple[Expr, Expr]) -> Expr:
    """The largest absolute value between two ends. With letters in them, one end is minus the other."""
    return part[1] if part[0] == -part[1] else max(abs(part[0]), abs(part[1]))


def _products(parts: list[Any]) -> tuple[Expr, Expr]:
    if any(end.free_symbols for part in parts for end in part):
        size = times([_size(part) for part in parts])
        return -size, size
    ends = [sp.Integer(1)]
    for part in parts:
        ends = [end * other for end in ends for other in part]
    return min(ends), max(ends)


@rule("Squeeze theorem", "L(f, x, a) = L(v, x, a)", formula="-v <= f <= v", example="lim(x^2*sin(1/x), x, 0)")
def squeeze(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{u} stays between {low} and {high}, so −{bound} ≤ {f} ≤ {bound}. Both bounds go to 0, and what is caught between them
    does too.
    """
    if not f.is_Mul:
        return None
    parts = [factor for factor in f.args if factor.has(x) and bounds(factor, near) and put_in(factor, near) is None]
    u, v = times(parts), times([factor for factor in f.args if factor not in parts])
    if not parts or not v.has(x) or near.known(v) != 0:
        return None
    low, high = bounds(u, near) or (0, 0)
    size = _size((low, high)) * _positive(v, near)
    tree = near.algebra.tree
    return Rewrite(where={"v": size}, given={"u": tree(u), "low": tree(low), "high": tree(high), "bound": tree(size)})


def _positive(v: Expr, near: Near) -> Expr:
    """|v|, without bars where the sign is known."""
    c, core = v.as_coeff_Mul()
    sign = near.sign(core)
    return abs(c) * (core * sign if sign else sp.Abs(core))


@rule("Floor at infinity", "L(f, x, a) = L(g, x, a)", formula="u - 1 < floor(u) <= u", example="lim(floor(x)/x, x, oo)")
def floor_at_infinity(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{whole} differs from {u} by less than 1, and {rest} goes to 0: the difference plays no part in the end."""
    found = [factor for factor in sp.Mul.make_args(f) if factor.func in (sp.floor, sp.ceiling) and factor.has(x)]
    if not found or not f.is_Mul or near.known(f / found[0]) != 0:
        return None
    tree, u = near.algebra.tree, found[0].args[0]
    given = {"whole": tree(found[0]), "u": tree(u), "rest": tree(f / found[0])}
    return Rewrite(where={"g": f / found[0] * u}, given=given)


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
