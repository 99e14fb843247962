"""What is the simplest form of a square root? No square factor under it, no fraction under it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, applied, base_and_power, is_rational, linear, small
from calctutor.steps import Rewrite

Expr = Any


@lru_cache(maxsize=2048)
def simplest(e: Expr, x: Expr) -> Expr:
    """e with the square roots of quotients of polynomials in their simplest form."""
    if not small(e, 80):
        return e
    positive = _positive(e, x)
    return e.replace(lambda p: _has_square_root(p, x), lambda p: _power(p, positive, x))


def _positive(e: Expr, x: Expr) -> list[Expr]:
    """The polynomials that stand under roots of their own in e: wherever e is real they are positive."""
    found = {p.base for p in e.atoms(sp.Pow) if _has_square_root(p, x) and p.base.is_polynomial(x)}
    return sorted(found, key=lambda p: p.sort_key())


def _has_square_root(p: Expr, x: Expr) -> bool:
    return bool(
        p.is_Pow and p.exp.is_Rational and p.exp.q == 2 and p.base.has(x) and is_rational(p.base, x) and small(p.base, 40)
    )


def _power(p: Expr, positive: list[Expr], x: Expr) -> Expr:
    """√(s² q) = |s| √q, and √(n/d) = √(n d)/|d|, or √n/√d where d is known to be positive."""
    for known in positive:
        other = sp.cancel(p.base / known)
        if other.has(x) and other.is_polynomial(x):
            return (sp.sqrt(sp.expand(other)) * sp.sqrt(known)) ** (2 * p.exp)
    top, bottom = sp.fraction(sp.factor(p.base))
    for known in positive if bottom.has(x) else ():
        ratio = sp.cancel(bottom / known)
        if ratio.is_positive or ratio.is_negative:
            return (sp.sqrt(sp.expand(top / ratio)) / sp.sqrt(known)) ** (2 * p.exp)
    if bottom.has(x) or any(n > 1 for n in _multiplicities(top, x)):
        outside, inside = _square_part(top * bottom, x)
        if sp.cancel(inside / x).is_positive and (outside / bottom).as_base_exp()[0] == x:
            return (outside / bottom * sp.sqrt(inside)) ** (2 * p.exp)  # √(x³) is real only where x is not negative
        return (sp.Abs(outside / bottom) * sp.sqrt(inside)) ** (2 * p.exp)
    return p


def _multiplicities(top: Expr, x: Expr) -> list[int]:
    return [int(n) for base, n in map(base_and_power, sp.Mul.make_args(top)) if base.has(x) and n.is_Integer]


def _square_part(e: Expr, x: Expr) -> tuple[Expr, Expr]:
    """(s, q) with e = s² q."""
    outside, inside = [sp.Integer(1)], [sp.Integer(1)]
    for base, n in map(base_and_power, sp.Mul.make_args(sp.factor(e))):
        half, odd = divmod(n, 2) if base.has(x) and n.is_Integer else (sp.Integer(0), n)
        outside.append(base**half)
        inside.append(base**odd)
    return sp.Mul(*outside), sp.expand(sp.Mul(*inside))


def slope_of(e: Expr, x: Expr) -> Expr:
    """The derivative by x, with 1/a rather than sign(a)/|a| for the slope of ln|a|, and its roots in their simplest form."""
    plain = e.replace(lambda a: a.func is sp.log and a.args[0].func is sp.Abs, lambda a: sp.log(a.args[0].args[0]))
    slope = simplest(plain.diff(x), x)
    symbolic = any(p.exp.free_symbols - {x} for p in slope.atoms(sp.Pow) if p.base.has(x))
    return sp.powsimp(slope) if symbolic else slope


@rule(
    "Squares out of the root",
    "I(f, x) = I(g, x)",
    formula="sqrt(a^2*b) = abs(a)*sqrt(b)",
    example="1/sqrt(x^3 - 3*x + 2)",
    least=3,
)
def squares_out(f: Expr, x: Expr) -> Rewrite | None:
    """What stands under the root has a square as a factor or a fraction bar; the root of the square stands outside."""
    if f.is_Add:
        return None
    outside = sp.Mul(*(p for p in sp.Mul.make_args(f) if not p.atoms(sp.Function)))
    g = sp.powsimp(simplest(outside, x)) * (f / outside)
    return Rewrite(where={"g": g}) if g != f else None


@rule(
    "A sign stands outside", "I(f, x) = h*I(g, x)", formula="1/abs(a) = sgn(a)/a", example="1/(abs(x)*sqrt(x^2 - 1))", least=2
)
def sign_outside(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """The integrand breaks off where {w} is 0, and on either side of that place the sign of {w} is one and the same: it
    stands outside like a number.
    """
    for factor in sp.Mul.make_args(f):
        base, n = base_and_power(factor)
        if base.func is sp.Abs and base.has(x) and n.is_Integer and n.is_negative and n % 2:
            w = base.args[0]
            yield Rewrite(where={"g": f / factor * w**n, "h": sp.sign(w), "w": w}, price=0, final=True)
            return


SIGN = sp.Symbol("sign", real=True)
"""The sign of x while a root is being written by an angle."""


@rule(
    "Substitution for an arcsecant",
    "I(f, x) = h*I(F, u)",
    formula="sqrt(sec(u)^2 - 1) = sgn(x)*tan(u)",
    example="asec(x)/(x^2*sqrt(x^2 - 1))",
)
def by_arcsecant(f: Expr, x: Expr) -> Rewrite | None:
    """With {u} as the new letter, {x} is one over a cosine (or a sine). The sine is not negative where {u} lies, so the
    root has the sign of {x} in it, which stands outside.
    """
    for e in applied(f, x, (sp.asec, sp.acsc)):
        ab = linear(e.args[0], x)
        if ab is None or ab[1] != 0:
            continue
        c, s = (sp.cos(NEW), sp.sin(NEW)) if e.func is sp.asec else (sp.sin(NEW), sp.cos(NEW))
        F = _by_angle(f.xreplace({e: NEW}), x, ab[0], c, s)
        if F is None:
            continue
        slope = (1 / (ab[0] * c)).diff(NEW)
        h, F = (sp.sign(x), F.xreplace({SIGN: sp.Integer(1)})) if F.has(SIGN) else (sp.Integer(1), F)
        lines = ((x, " = ", 1 / (ab[0] * c)), (sp.Symbol("dx"), " = ", slope, " du"))
        F = sp.powsimp(sp.factor_terms(F * slope))
        return Rewrite(let={"u": e}, where={"F": F, "h": h}, lines=lines, final=e not in sp.Mul.make_args(f) or h.has(x))
    return None


def _by_angle(f: Expr, x: Expr, a: Expr, c: Expr, s: Expr) -> Expr | None:
    """f with x = 1/(a c) and √(a² x² − 1) = sign(x) s/c; None where another root is left."""
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if p.exp.is_Rational and p.exp.q == 2 and p.base.has(x):
            k = sp.cancel(p.base / (a**2 * x**2 - 1))
            if k.has(x):
                return None
            f = f.xreplace({p: (sp.sqrt(k) * SIGN * s / c) ** (2 * p.exp)})
    f = f.xreplace({x: 1 / (a * c)})
    f = sp.powsimp(f.replace(lambda p: p.is_Pow and p.base == SIGN, lambda p: SIGN ** (p.exp % 2)))
    return f if not f.has(SIGN) or SIGN in sp.Mul.make_args(f) else None
