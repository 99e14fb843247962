"""When is an integrand the slope of a product with a power of e, as it stands?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.changing import in_two
from calctutor.rules.integrals.shapes import TRIG, base_angle, linear, small
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "A product rule read backwards",
    "I(f, x) = g",
    formula="(p e^q)' = (p' + p q') e^q",
    example="(2*x^2 + 1)*e^(x^2)",
    least=2,
)
def backwards(f: Expr, x: Expr) -> Rewrite | None:
    """The slope of p e^q is (p′ + p q′) e^q. With unknown coefficients in p, comparing gives {p}, so the integrand is
    a slope as it stands.
    """
    powers = [p for p in sp.Mul.make_args(f) if p.func is sp.exp and p.has(x)]
    if len(powers) != 1:
        return None
    q, rest = powers[0].args[0], sp.together(f / powers[0])
    if linear(q, x) and rest.is_polynomial(x):
        return None
    found = _with_roots(q, rest, x) or _with_half_angle(q, rest, x)
    return None if found is None else Rewrite(where={"g": found * powers[0], "p": found}, price=2, final=True)


def _with_roots(q: Expr, rest: Expr, x: Expr) -> Expr | None:
    """p for a rest that is a quotient of polynomials times powers w of brackets: p = s w with s′ + s (q′ + w′/w) = rest/w."""
    w = sp.Mul(*(p.base ** (p.exp % 1) for p in rest.atoms(sp.Pow) if p.exp.is_Rational and not p.exp.is_Integer))
    rest = sp.radsimp(sp.together(rest / w)) if w != 1 else rest
    if not small_fraction(rest, q, x):
        return None
    s = undetermined(rest, sp.together(q.diff(x) + w.diff(x) / w), sp.Integer(1), x)
    return None if s is None else sp.factor(s) * w


def _with_half_angle(q: Expr, rest: Expr, x: Expr) -> Expr | None:
    """p for a rest in sines and cosines, as a quotient of polynomials in t, the tangent of half the angle."""
    angle = base_angle(rest, x, TRIG)
    if angle is None or not linear(q, x) or not small(rest, 40):
        return None
    s, c = sp.sin(angle), sp.cos(angle)
    waves = in_two(rest, angle, sp.sin, sp.cos)
    if waves.is_polynomial(s, c):
        return None
    R = sp.cancel(waves.xreplace({s: 2 * T / (1 + T**2), c: (1 - T**2) / (1 + T**2)}))
    if R.has(x) or not small_fraction(R, T, T):
        return None
    rate = angle.diff(x) * (1 + T**2) / 2
    p = undetermined(R, q.diff(x), rate, T)
    return None if p is None else sp.factor(p).xreplace({T: sp.tan(angle / 2)})


T = sp.Symbol("t", real=True)


def small_fraction(rest: Expr, q: Expr, x: Expr) -> bool:
    if not rest.is_rational_function(x) or not q.is_rational_function(x):
        return False
    return all(sp.Poly(e, x).degree() <= 8 for e in (*sp.fraction(rest), *sp.fraction(sp.together(q))))


def undetermined(R: Expr, rate: Expr, slope: Expr, x: Expr) -> Expr | None:
    """The quotient p of polynomials with slope p′ + rate p = R, by comparing unknown coefficients; None without one.

    Below p stands the bottom of R with every power lowered by one, and the whole bottom where the rate has poles there.
    """
    top, bottom = (sp.Poly(e, x) for e in sp.fraction(sp.cancel(R)))
    poles = sp.Poly(sp.fraction(sp.together(rate))[1] * slope, x)
    low = sp.gcd(bottom, bottom.diff(x)) * sp.gcd(sp.quo(bottom, sp.gcd(bottom, bottom.diff(x))), poles)
    count = max(top.degree() + low.degree() - bottom.degree(), low.degree()) + 2
    letters = sp.symbols(f"c0:{count}")
    p = sum(c * x**k for k, c in enumerate(letters)) / low.as_expr()
    both = sp.numer(sp.together(slope * p.diff(x) + p * rate - R))
    solution = sp.solve(sp.Poly(sp.expand(both), x).all_coeffs(), letters, dict=True)
    return sp.cancel(p.subs(solution[0]).subs(dict.fromkeys(letters, 0))) if solution else None
