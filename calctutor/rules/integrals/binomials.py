"""How does x^m (a + b xⁿ)^p get simpler where no new letter helps? By formulas that bring m and p nearer to 0."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import base_and_power
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Reduction formula for a binomial",
    "I(f, x) = h + k*I(g, x)",
    formula="I(x^m B^p, x) = x^(m - n + 1) B^(p + 1)/(b r) - a (m - n + 1)/(b r) I(x^(m - n) B^p, x)",
    example="x^3/sqrt(x^3 + 1)",
    least=3,
)
def reduce_binomial(f: Expr, x: Expr) -> Rewrite | None:
    """Parts, with the slope of {bracket} as a part of what is integrated, leads to the same integral with a power nearer to 0.
    Comparing the slopes of both sides shows it. (In the formula B = a + b xⁿ and r = n p + m + 1.)
    """
    found = _binomial(f, x)
    if found is None:
        return None
    c, m, a, b, n, p = found
    B, r = a + b * x**n, n * p + m + 1
    if r == 0:
        return None
    if m >= n:
        h, k, g = x ** (m - n + 1) * B ** (p + 1) / (b * r), -a * (m - n + 1) / (b * r), x ** (m - n) * B**p
    elif m <= -2:
        h, k, g = x ** (m + 1) * B ** (p + 1) / (a * (m + 1)), -b * (r + n) / (a * (m + 1)), x ** (m + n) * B**p
    elif p > 0:
        h, k, g = x ** (m + 1) * B**p / r, a * n * p / r, x**m * B ** (p - 1)
    elif p < -1:
        low = a * n * (p + 1)
        h, k, g = -(x ** (m + 1)) * B ** (p + 1) / low, (r + n) / low, x**m * B ** (p + 1)
    else:
        return None
    return Rewrite(where={"h": c * h, "k": c * k, "g": g}, given={"bracket": B}, price=2, final=True)


def _binomial(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr, Expr, Expr] | None:
    """(c, m, a, b, n, p) with f = c x^m (a + b xⁿ)^p and n > 2, where neither the bracket nor its quotient by xⁿ, under the
    root, makes a new letter (Chebyshev's cases).
    """
    c, moving = f.as_independent(x, as_Add=False)
    powers = dict(map(base_and_power, sp.Mul.make_args(moving)))
    m, brackets = powers.pop(x, sp.Integer(0)), list(powers.items())
    if len(brackets) != 1 or not m.is_Integer or not brackets[0][1].is_Rational or brackets[0][1].is_Integer:
        return None
    base, p = brackets[0]
    a, rest = base.as_independent(x, as_Add=True)
    b, power = rest.as_independent(x, as_Add=False)
    if not power.is_Pow or power.base != x or not power.exp.is_Integer or power.exp < 3 or a == 0:
        return None
    n = power.exp
    solvable = ((m + 1) / n).is_Integer or ((m + 1) / n + p).is_Integer
    return None if solvable else (c, m, a, b, n, p)
