"""How do roots of quartics and cubics without real brackets in pairs become elliptic integrals? With half an angle.

Where the quartic under the root has no real zeros, x is a multiple of the tangent of half the angle of F. A cubic with one
real zero becomes such a quartic when the root of x less the zero is the new letter.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, known_negative, linear, neat, root, small
from calctutor.steps import Rewrite

Expr = Any
HALF = sp.Rational(1, 2)
DX = sp.Symbol("dx")


@rule(
    "Half an angle under a quartic root",
    "I(f, x) = c*I(F, u)",
    formula="a x^4 + b x^2 + c = c (1 - m sin(u)^2)/cos(u/2)^4",
    example="1/sqrt(x^4 + 1)",
    least=2,
)
def by_half_angle(f: Expr, x: Expr) -> Rewrite | None:
    """With {x} as a multiple of the tangent of half the angle {w}, the quartic is a constant less a multiple of a squared sine,
    over a power of the cosine that cancels with dx. What is left is an elliptic integral in its standard form; here m is {m}.
    """
    if not f.is_Pow or f.exp != -HALF or not f.base.is_polynomial(x) or sp.degree(f.base, x) != 4:
        return None
    poly = sp.Poly(f.base, x)
    A, B, C = (poly.coeff_monomial(x**k) for k in (4, 2, 0))
    if sp.expand(poly.as_expr() - A * x**4 - B * x**2 - C) != 0 or not (A.is_number and B.is_number and C.is_number):
        return None
    if not (A > 0 and C > 0) or (m := HALF - B / (4 * root(A * C))) >= 1:
        return None
    q, size = sp.root(A / C, 4), sp.root(A * C, 4)
    t = sp.tan(NEW / 2)
    lines = ((x, " = ", t / q), (DX, " = ", 1 / (2 * q * sp.cos(NEW / 2) ** 2), " du"))
    F = 1 / sp.sqrt(1 - m * sp.sin(NEW) ** 2)
    where = {"F": F, "c": 1 / (2 * size)}
    return Rewrite(let={"u": 2 * sp.atan(q * x)}, where=where, lines=lines, given={"w": NEW, "m": m}, price=2, final=True)


@rule(
    "Root of a factor as the new letter",
    "I(f, x) = I(F, u)",
    formula="sqrt((x - p)*q) = u sqrt(q)",
    example="1/sqrt(x^3 + 1)",
    least=3,
)
def by_root_of_factor(f: Expr, x: Expr) -> Rewrite | None:
    """Under the root stands a cubic with one real zero, {p}, so it is real on one side of it only. With the root of the factor
    as {u}, it comes out of the root, and what stays inside has even powers only.
    """
    under = {p.base for p in f.atoms(sp.Pow) if p.base.has(x) and p.exp.is_Rational and not p.exp.is_Integer}
    if len(under) != 1 or not small(f, 60):
        return None
    Q = under.pop()
    found = _one_zero(Q, x)
    if found is None or not f.xreplace({p: p.base for p in f.atoms(sp.Pow) if p.base == Q}).is_rational_function(x):
        return None
    p, sign, rest = found
    new = sp.Symbol("u", positive=True)
    h = p + sign * new**2
    inside = sp.expand(rest.xreplace({x: h}))
    F = f.replace(lambda e: e.is_Pow and e.base == Q and not e.exp.is_Integer, lambda e: (new * sp.sqrt(inside)) ** (2 * e.exp))
    F = F.xreplace({x: h}) * h.diff(new)
    F = sp.powsimp(sp.factor_terms(F)).xreplace({new: NEW})
    lines = ((x, " = ", h.xreplace({new: NEW})), (DX, " = ", 2 * sign * NEW, " du"))
    F = neat(F, NEW)
    return Rewrite(let={"u": sp.sqrt(sign * (x - p))}, where={"F": F}, lines=lines, given={"p": p}, price=2)


def _one_zero(Q: Expr, x: Expr) -> tuple[Expr, int, Expr] | None:
    """(p, sign, rest) with Q = sign (x − p) rest, where rest is a quadratic that is positive everywhere."""
    if not Q.is_polynomial(x) or sp.degree(Q, x) != 3 or Q.free_symbols != {x}:
        return None
    if (binomial := sp.Poly(Q, x)).length() == 2 and binomial.TC().is_Rational and binomial.LC().is_Rational:
        ratio = -binomial.TC() / binomial.LC()  # x³ + c is 0 at minus the cube root of c, rational or not
        p = sp.sign(ratio) * sp.cbrt(abs(ratio))
        sign = sp.sign(binomial.LC())
        return (p, int(sign), abs(binomial.LC()) * (x**2 + p * x + p**2)) if p != 0 else None
    c, factors = sp.factor_list(Q)
    lines = [e for e, n in factors if n == 1 and linear(e, x)]
    if len(lines) != 1 or len(factors) != 2 or not c.is_Rational:
        return None
    a, b = linear(lines[0], x)  # type: ignore[misc]
    p = sp.cancel(-b / a)
    rest = sp.cancel(Q / (x - p))
    return None if not known_negative(sp.discriminant(rest, x)) else (p, sign := 1 if rest.subs(x, 0) > 0 else -1, sign * rest)
