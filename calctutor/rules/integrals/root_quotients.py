"""Which integrands with a root become quotients of polynomials when x over the root gets a letter?

Abel's substitution. For the root of a x² + b the letter u = x/√(a x² + b) works wherever the rest depends on x² only;
for the root of a x⁴ + b x² + c it works wherever the rest has the same symmetry as that root.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, small
from calctutor.steps import Rewrite

Expr = Any
Y = sp.Symbol("y", real=True)
"""x², where x occurs in no other way."""


@rule(
    "Quotient by the root as the new letter",
    "I(f, x) = I(F, u)",
    formula="u = x/sqrt(a x^2 + b)",
    example="1/((x^2 + 2)*sqrt(x^2 + 1))",
    least=4,
)
def by_quotient(f: Expr, x: Expr) -> Rewrite | None:
    """The slope of {u} is b over the third power of the root, and {x}² and the square of the root are quotients of
    polynomials in {u}², so the root is gone.
    """
    found = _odd_root(f, x)
    if found is None:
        return None
    R, Q, k = found
    if sp.degree(Q, Y) != 1:
        return None
    a, b = sp.Poly(Q, Y).all_coeffs()
    if b == 0:
        return None
    square, below = b * NEW**2 / (1 - a * NEW**2), b / (1 - a * NEW**2)
    F = sp.factor(sp.together(R.xreplace({Y: square}) * below ** ((k + 3) / 2) / b))
    root = sp.sqrt(Q.xreplace({Y: x**2}))
    lines = ((x**2, " = ", square), (root**2, " = ", below), ("du = ", b / root**3, " dx"))
    return Rewrite(let={"u": x / root}, where={"F": F}, lines=lines, price=3, final=False)


@rule(
    "Quotient by a symmetric root as the new letter",
    "I(f, x) = I(F, u)",
    formula="u = x/sqrt(a x^4 + b x^2 + c)",
    example="(1 - x^2)/((1 + x^2)*sqrt(x^4 + 1))",
    least=3,
)
def by_symmetric_quotient(f: Expr, x: Expr) -> Rewrite | None:
    """What is left of the integrand when the slope of {u} is taken from it depends on {u} alone: both have the same
    symmetry between {x} and a multiple of 1/{x}.
    """
    found = _odd_root(f, x)
    if found is None:
        return None
    R, Q, k = found
    if sp.degree(Q, Y) != 2 or Q.subs(Y, 0) == 0:
        return None
    a, _, c = sp.Poly(Q, Y).all_coeffs()
    # du = (c − a x⁴)/Q^(3/2) dx
    left = R * Q ** ((k + 3) / 2) / (c - a * Y**2)
    F = _through_quotient(sp.cancel(left), sp.Poly(Q - Y / NEW**2, Y))
    if F is None:
        return None
    root = sp.sqrt(Q.xreplace({Y: x**2}))
    line = ("du = ", (c - a * x**4) / root**3, " dx")
    return Rewrite(let={"u": x / root}, where={"F": sp.factor(F)}, lines=(line,), price=2, final=True)


def _through_quotient(left: Expr, relation: Any) -> Expr | None:
    """A quotient of polynomials in y as one in u alone, when y is bound by a quadratic equation; None where it depends on
    which root y is.
    """
    top, bottom = (sp.rem(sp.Poly(e, Y), relation) for e in sp.fraction(left))
    (p, q), (r, s) = ((e.coeff_monomial(Y), e.coeff_monomial(1)) for e in (top, bottom))
    if sp.cancel(p * s - q * r) != 0:
        return None
    return sp.cancel(p / r if r != 0 else q / s)


def _odd_root(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(R, Q, k) with f = R(x²) Q(x²)^(k/2) for the one root in f, where k is odd."""
    if not small(f, 60):
        return None
    under = {p.base for p in f.atoms(sp.Pow) if p.base.has(x) and p.exp.is_Rational and not p.exp.is_Integer}
    if len(under) != 1:
        return None
    Q = under.pop()
    r = sp.Dummy("r", positive=True)
    R = f.xreplace({p: r ** (2 * p.exp) for p in f.atoms(sp.Pow) if p.base == Q and p.exp.is_Rational})
    if not Q.is_polynomial(x) or not R.is_rational_function(x, r) or any(p.exp.q > 2 for p in f.atoms(sp.Pow) if p.base == Q):
        return None
    Q = sp.expand(Q)
    if sp.expand(Q.xreplace({x: -x}) - Q) != 0 or sp.cancel(R.xreplace({r: -r}) + R) != 0:
        return None
    inside = sp.cancel(sp.cancel(R / r).subs(r, sp.sqrt(Q)))
    if sp.cancel(inside.xreplace({x: -x}) - inside) != 0:
        return None
    in_y = {x: sp.sqrt(sp.Symbol("y", positive=True))}
    back = {sp.Symbol("y", positive=True): Y}
    return sp.cancel(inside.xreplace(in_y)).xreplace(back), sp.expand(Q.xreplace(in_y)).xreplace(back), sp.Integer(1)
