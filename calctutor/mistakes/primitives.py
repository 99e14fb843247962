"""Which integrals are known by heart? Only as much as is needed to know what a false use of them looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

Expr = Any


@dataclass(frozen=True, slots=True)
class Guess:
    """What a false rule leads to: the derivative of the result, the part of the integrand where it was used, what was written."""

    mistake: str
    slope: Expr
    part: Expr
    written: Expr | None = None


def linear(u: Expr, x: Expr) -> Expr | None:
    """a, when u = a x + b with constants a and b and a is not 0."""
    slope = sp.diff(u, x)
    return None if slope.has(x) or slope == 0 else slope


def composition(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """f = outside(u) at u = inside, with the inside more than x itself: outside, inside and the letter u."""
    u = sp.Dummy("u", real=True)
    if not (f.is_Pow or f.is_Function):
        return None
    inside = [arg for arg in f.args if arg.has(x)]
    if len(inside) != 1 or inside[0] == x:
        return None
    return f.func(*(u if arg.has(x) else arg for arg in f.args)), inside[0], u


def primitive(f: Expr, x: Expr) -> Expr | None:
    """An antiderivative from the table, for sums of constant multiples of table functions of a x + b; else None."""
    if not f.has(x):
        return f * x
    if f.is_Add:
        parts = [primitive(term, x) for term in f.args]
        return None if None in parts else sp.Add(*parts)
    c, g = f.as_independent(x, as_Add=False)
    if c != 1:
        inner = primitive(g, x)
        return None if inner is None else c * inner
    return _known(f, x)


def _known(f: Expr, x: Expr) -> Expr | None:
    if f == x:
        return x**2 / 2
    inside = [arg for arg in f.args if arg.has(x)]
    a = linear(inside[0], x) if len(inside) == 1 else None
    if a is None:
        return _inverse(f, x)
    u = inside[0]
    if f.is_Pow and f.exp.has(x):
        return f / (a * sp.log(f.base))
    if f.is_Pow:
        return sp.log(sp.Abs(u)) / a if f.exp == -1 else u ** (f.exp + 1) / (f.exp + 1) / a
    known = TABLE.get(f.func)
    return None if known is None else known(u) / a


def _inverse(f: Expr, x: Expr) -> Expr | None:
    """The arctangent from 1/(x² + a²), the arcsine from 1/√(a² − x²)."""
    if not f.is_Pow or f.exp not in (-1, -sp.Rational(1, 2)):
        return None
    square = f.base - x**2 if f.exp == -1 else f.base + x**2
    if square.has(x) or not square.is_positive:
        return None
    a = sp.sqrt(square)
    return sp.atan(x / a) / a if f.exp == -1 else sp.asin(x / a)


TABLE = {
    sp.sin: lambda u: -sp.cos(u), sp.cos: sp.sin, sp.exp: sp.exp, sp.sinh: sp.cosh, sp.cosh: sp.sinh,
    sp.tan: lambda u: -sp.log(sp.Abs(sp.cos(u))), sp.log: lambda u: u * sp.log(u) - u,
}  # fmt: skip
