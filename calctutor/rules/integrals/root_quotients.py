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
    formula="u = x/root(a x^n + b, n)",
    example="1/((x^3 - 1)*(x^3 + 2)^(1/3))",
    least=3,
)
def by_quotient(f: Expr, x: Expr) -> Rewrite | None:
    """The powers of {x} and of the root add up so that the integrand is a quotient of polynomials in {u}: the power of {x}
    under the root is b uⁿ/(1 − a uⁿ), and what stands under it is b/(1 − a uⁿ).
    """
    found = _powers_and_root(f, x)
    if found is None:
        return None
    R, m, Q, j, n = found
    a, b = sp.Poly(Q, Y).all_coeffs()
    below = b / (1 - a * NEW**n)
    # du = b/Q^(1 + 1/n) dx, and x^m Q^(j/n) dx = u^m Q^((m + j + n + 1)/n) du/b
    F = R.xreplace({Y: NEW**n * below}) * NEW**m * below ** ((m + j + n + 1) / n) / b
    root = sp.root(Q.xreplace({Y: x**n}), n)
    lines = ((x**n, " = ", NEW**n * below), ("du = ", b / root ** (n + 1), " dx"))
    return Rewrite(let={"u": x / root}, where={"F": sp.factor(sp.together(F))}, lines=lines, price=2)


def _powers_and_root(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr, Expr] | None:
    """(R, m, Q, j, n) with f = R(xⁿ) x^m Q(xⁿ)^(j/n), where Q is linear in xⁿ and n divides m + j + 1."""
    under = [p for p in sp.Mul.make_args(f) if p.is_Pow and p.base.has(x) and p.exp.is_Rational and not p.exp.is_Integer]
    if len(under) != 1 or not small(f, 60):
        return None
    Q, power = under[0].as_base_exp()
    n, rest = power.q, f / under[0]
    in_y = _in_power(sp.expand(Q), x, n)
    if n < 3 or in_y is None or sp.degree(in_y, Y) != 1 or in_y.subs(Y, 0) == 0 or not rest.is_rational_function(x):
        return None
    m = next((k for k in range(n) if _in_power(sp.cancel(rest / x**k), x, n) is not None), None)
    if m is None or (m + power.p + 1) % n:
        return None
    return _in_power(sp.cancel(rest / x**m), x, n), sp.Integer(m), in_y, sp.Integer(power.p), sp.Integer(n)


def _in_power(e: Expr, x: Expr, n: int) -> Expr | None:
    """A quotient of polynomials in xⁿ as one in y; None where other powers are left."""
    if not e.is_rational_function(x):
        return None
    polynomials = [sp.Poly(part, x) for part in sp.fraction(sp.together(e))]
    if any(k[0] % n for poly in polynomials for k in poly.monoms()):
        return None
    top, bottom = (sp.Add(*(c * Y ** (k[0] // n) for k, c in poly.terms())) for poly in polynomials)
    return top / bottom


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
