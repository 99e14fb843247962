"""When is an integrand the slope of a quotient as it stands?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.changing import in_two
from calctutor.rules.integrals.shapes import TRIG, base_and_power, base_angle, linear, small
from calctutor.steps import Rewrite

Expr = Any
S, C = sp.Symbol("s", real=True), sp.Symbol("c", real=True)
"""The sine and the cosine of the one angle."""

MOST_UNKNOWN = 40


@rule(
    "A quotient rule read backwards",
    "I(f, x) = p/q",
    formula="(p/q)' = (p' q - p q')/q^2",
    example="x^2/(x*sin(x) + cos(x))^2",
    least=2,
)
def quotient_backwards(f: Expr, x: Expr) -> Rewrite | None:
    """Below stands a power of {base}, as the quotient rule leaves it. With unknown coefficients in p, a sum of powers of {x}
    times sines and cosines, differentiating and comparing gives {p}: the integrand is a slope as it stands.
    """
    found = _over_power(f, x)
    if found is None:
        return None
    angle, base, n, P, D = found
    rate = linear(angle, x)[0]  # type: ignore[index]

    def slope(e: Expr) -> Expr:
        return e.diff(x) + rate * (C * e.diff(S) - S * e.diff(C))

    rows = [x**i * S**j * C**k for i in range(_degree(D, x) + 1) for j in range(_degree(D, S, C) + 1) for k in (0, 1)]
    letters = sp.symbols(f"c0:{len(rows)}")
    if len(rows) > MOST_UNKNOWN:
        return None
    N = sp.Add(*(c * row for c, row in zip(letters, rows, strict=True)))
    both = sp.rem(sp.Poly(sp.expand(slope(N) * D - (n - 1) * N * slope(D) - P), C), sp.Poly(C**2 + S**2 - 1, C))
    solution = sp.solve(sp.Poly(both.as_expr(), x, S, C).coeffs(), letters, dict=True)
    if not solution:
        return None
    p = N.subs(solution[0]).subs(dict.fromkeys(letters, 0)).xreplace({S: sp.sin(angle), C: sp.cos(angle)})
    return Rewrite(where={"p": p, "q": base ** (n - 1)}, given={"base": base}, price=2, final=True) if p.has(x) else None


def _over_power(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr, Expr] | None:
    """(angle, base, n, P, D) with f = P/Dⁿ and n > 1, where D, which is `base`, and P are polynomials in x, sine and cosine."""
    angle = base_angle(f, x, TRIG)
    powers = [(e, -n) for e, n in map(base_and_power, sp.Mul.make_args(f)) if e.is_Add and n.is_Integer and n < -1]
    if angle is None or len(powers) != 1 or not small(f, 40):
        return None
    base, n = powers[0]
    D, P = (in_two(e, angle, sp.sin, sp.cos).xreplace({sp.sin(angle): S, sp.cos(angle): C}) for e in (base, f * base**n))
    if not D.has(x) or not D.is_polynomial(x, S, C) or not P.is_polynomial(x, S, C):
        return None
    return angle, base, n, P, D


def _degree(e: Expr, *letters: Expr) -> int:
    return int(sp.Poly(e, *letters).total_degree())
