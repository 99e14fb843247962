"""What when a quotient of polynomials stands beside the root of a quadratic? It is taken apart; each part keeps the root."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import base_and_power, is_rational, linear, quadratic
from calctutor.steps import Rewrite

Expr = Any
HALF = sp.Rational(1, 2)


@rule(
    "Partial fractions beside a root",
    "I(f, x) = I(g, x)",
    formula="p sqrt(q)/d = (s + A/(x - a) + B/(x - b))/sqrt(q)",
    example="sqrt(x^2 + 1)/(x + 1)",
    least=3,
)
def beside_root(f: Expr, x: Expr) -> Rewrite | None:
    """The root is brought below, {Q} above. What stands beside the root is then divided and split into partial fractions: a
    polynomial over the root, and numbers over a bracket and the root.
    """
    found = _rational_beside_root(f, x)
    if found is None:
        return None
    rational, Q = found
    bottom = sp.fraction(sp.together(rational))[1]
    if not bottom.has(x) or any(p.has(x) and not linear(p, x) for p, _ in sp.factor_list(bottom)[1]):
        return None
    parts = sp.Add.make_args(sp.apart(rational, x))
    whole = sp.Add(*(p for p in parts if p.is_polynomial(x)))
    broken = [p for p in parts if not p.is_polynomial(x)]
    if len(broken) + (whole != 0) < 2:
        return None
    return Rewrite(where={"g": sp.Add(*(p / sp.sqrt(Q) for p in (whole, *broken))), "Q": Q})


def _rational_beside_root(f: Expr, x: Expr) -> tuple[Expr, Expr] | None:
    """(R, Q) with f = R/√Q for a quotient of polynomials R and a quadratic Q."""
    roots = [(e, n) for e, n in map(base_and_power, sp.Mul.make_args(f)) if n.is_Rational and n.q == 2 and quadratic(e, x)]
    if len(roots) != 1 or roots[0][1] < -HALF:
        return None
    Q, n = roots[0]
    R = f / Q**n * Q ** (n + HALF)
    return (R, Q) if is_rational(R, x) else None
