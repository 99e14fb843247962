"""What when the factors of the bottom are not rational, or repeated and of a high degree?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.factoring import real_split
from calctutor.rules.integrals.fractions import factored, fraction
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Factor over the real numbers",
    "I(f, x) = I(g, x)",
    formula="x^4 + 1 = (x^2 + sqrt(2) x + 1)*(x^2 - sqrt(2) x + 1)",
    example="1/(x^4 + 1)",
    least=3,
)
def real_factors(f: Expr, x: Expr) -> Rewrite | None:
    """The bottom has no rational factors, but with roots as coefficients it is a product of linear and quadratic
    ones; partial fractions follow.
    """
    found = None if f.is_Add else fraction(f, x)
    if found is None or sp.degree(found[0], x) >= sp.degree(found[1], x):
        return None
    factors = factored(found[1], x)
    if len(factors) != 1 or factors[0][1] != 1 or sp.degree(factors[0][0], x) < 2:
        return None
    g = real_split(found[0], found[1], x)
    if g is None or g == f:
        return None
    return Rewrite(where={"g": sp.Add(*map(_one_bar, sp.Add.make_args(g)))}, price=2, final=True)


def _one_bar(term: Expr) -> Expr:
    """(2 - √2 x)/(4 q) rather than (1/2 - √2 x/4)/q."""
    top, bottom = sp.fraction(term)
    over, under = sp.fraction(sp.together(top))
    return sp.Mul(sp.Rational(1, under), over, 1 / bottom) if under.is_Integer else term


@rule(
    "Reduce a repeated factor",
    "I(f, x) = h + I(g, x)",
    formula="I(p/q^2, x) = r/q + I(s/q, x)",
    example="x^2/(x^4 + 1)^2",
    least=3,
)
def hermite(f: Expr, x: Expr) -> Rewrite | None:
    """The bottom has a repeated factor. A fraction with unknown coefficients over one power less is differentiated
    and compared: what is left
    to integrate has simple factors only.
    """
    found = None if f.is_Add else fraction(f, x)
    if found is None or sp.degree(found[0], x) >= sp.degree(found[1], x) or sp.degree(found[1], x) > 16:
        return None
    factors = factored(found[1], x)
    if all(n == 1 for _, n in factors) or max(sp.degree(p, x) for p, _ in factors) < 3:
        return None
    bottom = sp.Poly(found[1], x)
    common = sp.gcd(bottom, bottom.diff(x))
    simple = sp.quo(bottom, common)
    m, n = common.degree(), simple.degree()
    rs, ss = sp.symbols(f"r0:{m}"), sp.symbols(f"s0:{n}")
    r, s = (sp.Poly(sum(c * x**k for k, c in enumerate(cs)), x) for cs in (rs, ss))
    rest = sp.quo(common.diff(x) * simple, common)
    both = sp.Poly(found[0], x) - (r.diff(x) * simple - r * rest + s * common)
    solution = sp.solve(both.all_coeffs(), [*rs, *ss], dict=True)
    if not solution:
        return None
    h = sp.factor(r.as_expr().subs(solution[0])) / sp.factor(common.as_expr())
    g = sp.factor(s.as_expr().subs(solution[0])) / sp.factor(simple.as_expr())
    return Rewrite(where={"h": h, "g": g}, price=2, final=True)


@rule("Cancel", "I(f, x) = I(g, x)", formula="a b/(a c) = b/c", example="(x^2 - 1)/(x - 1)")
def cancel(f: Expr, x: Expr) -> Rewrite | None:
    """Top and bottom have a factor in common."""
    found = None if f.is_Add else fraction(f, x)
    if found is None or sp.gcd(sp.Poly(found[0], x), sp.Poly(found[1], x)).degree() < 1:
        return None
    return Rewrite(where={"g": sp.cancel(f)}, price=0, final=True)
