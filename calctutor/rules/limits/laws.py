"""How is a limit put together from those of its parts? Sums, constant factors, quotients, products, compositions."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, name, negative, replace
from calctutor.rulebook import rule
from calctutor.rules.derivatives import top_and_bottom
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.reading_off import continuous, equal, lim, sign_of
from calctutor.rules.limits.values import JUMPS, finite, infinite, multiplied, put_in
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Sum law",
    "L(f, x, a) = L(g, x, a) + L(h, x, a)",
    formula="lim(f + g, x, a) = lim(f, x, a) + lim(g, x, a)",
    example="lim(sin(x)/x + cos(x), x, 0)",
)
def sum_law(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Every term has a limit of its own, so the limit of the sum is the sum of the limits."""
    if not f.is_Add:
        return None
    parts = near.algebra.parts(f)
    values = [near.known(-part if sign_of(part) == -1 else part) for part in parts]
    if None in values or _against(parts, values):
        return None
    letters = [f"t{i}" for i in range(len(parts))]
    signed = [negative(lim(t)) if sign_of(part) == -1 else lim(t) for t, part in zip(letters, parts, strict=True)]
    where = {t: part / sign_of(part) for t, part in zip(letters, parts, strict=True)}
    return Rewrite(where=where, equation=equal(lim("f"), add(*signed)))


def _against(parts: list[Expr], values: list[Expr]) -> bool:
    """Do two infinities pull in opposite directions?"""
    signs = {
        sign_of(part) * (1 if value == sp.oo else -1) for part, value in zip(parts, values, strict=True) if infinite(value)
    }
    return len(signs) > 1


@rule(
    "Constant factor", "L(c*g, x, a) = c*L(g, x, a)", formula="lim(c f, x, a) = c lim(f, x, a)", example="lim(5*ln(x)/x, x, oo)"
)
def constant_factor(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The factor {c} does not contain {x}: it stands outside."""
    c, g = f.as_independent(x, as_Add=False) if f.is_Mul else (sp.Integer(1), f)
    if c == 1 or near.known(g) is None or (infinite(near.known(g)) and near.sign(c) in (None, 0)):
        return None
    if c.is_Rational and c.p in (1, -1) and c.q != 1:
        sign, below = sp.Integer(c.p), sp.Integer(c.q)
        inner = equal(lim("f"), Tree("/", (lim("g") if sign == 1 else negative(lim("g")), name("d"))))
        return Rewrite(where={"c": c, "g": g, "d": below}, equation=inner)
    if c == -1:
        return Rewrite(where={"c": c, "g": g}, equation=equal(lim("f"), negative(lim("g"))))
    return Rewrite(where={"c": c, "g": g})


@rule(
    "Quotient law",
    "L(u/v, x, a) = L(u, x, a)/L(v, x, a)",
    formula="lim(u/v, x, a) = lim(u, x, a)/lim(v, x, a)",
    example="lim((1 + sin(x)/x)/cos(x), x, 0)",
)
def quotient_law(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Top and bottom have limits, and that of the bottom is not 0."""
    u, v = top_and_bottom(f, x)
    if v == 1 or not v.has(x) or not u.has(x):
        return None
    below = near.known(v)
    if below is None or below == 0 or near.sign(below if finite(below) else v) in (None, 0):
        return None
    above = near.known(u)
    if above is None or (infinite(above) and infinite(below)):
        return None
    return Rewrite(let={"u": u, "v": v})


@rule(
    "Product law",
    "L(u*v, x, a) = L(u, x, a)*L(v, x, a)",
    formula="lim(u v, x, a) = lim(u, x, a) lim(v, x, a)",
    example="lim(atan(x)*ln(x)/x, x, oo)",
)
def product_law(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Every factor has a limit of its own, so the limit of the product is the product of the limits."""
    if not f.is_Mul:
        return None
    for u in sorted((factor for factor in f.args if factor.has(x)), key=lambda g: put_in(g, near) is None):
        v = f / u
        values = [near.known(u), near.known(v)] if v.has(x) else [None]
        if None not in values and multiplied(values, near) is not None:
            return Rewrite(let={"u": u, "v": v})
    return None


@rule(
    "Limit inside a continuous function",
    "L(f, x, a) = g",
    formula="lim(f(g(x)), x, a) = f(lim(g(x), x, a))",
    example="lim(cos(sin(x)/x), x, 0)",
)
def composition(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{holder} is continuous at the limit of the inside, so the limit may be taken inside."""
    inside = _inside(f, x)
    if inside is None or put_in(inside, near) is not None:
        return None
    value = near.known(inside)
    if value is None:
        return None
    d = symbol("d0")
    outer = f.xreplace({inside: d})
    outside = Near(near.algebra, d, value, 0, lambda _: None)
    if infinite(value) or type(f).__name__ in JUMPS or outer.has(x) or not continuous(outer, outside):
        return None
    tree, where = near.literal(near.algebra.tree(outer), outer, d)
    hole = next(letter for letter, meaning in where.items() if meaning == d)
    after = replace(tree, {name(hole): lim("g")})
    where.pop(hole)
    return Rewrite(where={**where, "g": inside}, equation=equal(lim("f"), after), given={"holder": _holder(outer)})


def _inside(f: Expr, x: Expr) -> Expr | None:
    """What the outermost function of f is applied to, when that is more than x."""
    if not (f.is_Pow or f.is_Function) or f.is_Piecewise:
        return None
    moving = [arg for arg in f.args if arg.has(x)]
    return moving[0] if len(moving) == 1 and moving[0] != x else None


def _holder(outer: Expr) -> str:
    names = {"exp": "The exponential function", "Pow": "The power", "log": "The logarithm", "Abs": "The absolute value"}
    return names.get(type(outer).__name__, type(outer).__name__)
