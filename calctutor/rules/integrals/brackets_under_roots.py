"""How does a root of something other than a quadratic go away: of a binomial, of a square, of a product of powers?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, base_and_power, is_rational, linear, neat
from calctutor.steps import Rewrite

Expr = Any
HALF = sp.Rational(1, 2)


@rule(
    "Binomial under a root",
    "I(f, x) = I(F, u)",
    formula="u = root(a x^(-n) + b, q)",
    example="1/(x^(5/2)*sqrt(x^3 + 1))",
    least=3,
)
def binomial(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Taking x^n out of the bracket, the quotient {u} as the new letter makes everything a quotient of polynomials
    (Chebyshev's third case).
    """
    c, moving = f.as_independent(x, as_Add=False)
    m, bracket = sp.Integer(0), None
    for factor in sp.Mul.make_args(moving):
        base, n = base_and_power(factor)
        if base == x and n.is_Rational:
            m += n
        elif base.is_Add and n.is_Rational and not n.is_Integer and bracket is None:
            bracket = base, n
        else:
            return
    if bracket is None:
        return
    base, p = bracket
    b, rest = base.as_independent(x, as_Add=True)
    a, power = rest.as_independent(x, as_Add=False)
    if not power.is_Pow or power.base != x or b == 0 or not power.exp.is_Rational:
        return
    n, q = power.exp, p.q
    if not ((m + 1) / n + p).is_Integer or abs(n) * q > 60:
        return
    # u^q = (a xⁿ + b)/xⁿ, so xⁿ = b/(u^q − a); dx/x = −q u^(q−1)/(n (u^q − a)) du
    k = (m + 1) / n + p
    F = sp.factor(c * (b / (NEW**q - a)) ** k * NEW ** (q * p) * (-q * NEW ** (q - 1) / (n * (NEW**q - a))))
    u = base ** sp.Rational(1, q) / x ** (n / q)
    yield Rewrite(let={"u": u}, where={"F": F}, price=4)


@rule("Square root of a square", "I(f, x) = h*I(g, x)", formula="sqrt(g^2) = abs(g)", example="sqrt(x^4 + 2 + x^(-4))", least=2)
def perfect_square(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Under the root stands the square of {w}. Between its zeros {w} has one sign, which stands outside."""
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if not (p.exp.is_Rational and p.exp.q == 2 and p.base.has(x) and is_rational(p.base, x)):
            continue
        w = _square_root(sp.factor(p.base))
        if w is None:
            continue
        e = p.exp - HALF if p.exp > 0 else p.exp + HALF
        plain = w ** (2 * e) * (w if p.exp > 0 else 1 / w)
        ratio = sp.sqrt(p.base) / w if p.exp > 0 else w / sp.sqrt(p.base)
        yield Rewrite(where={"g": neat(f / p * plain, x), "h": ratio, "w": w}, price=1)


@rule(
    "Root of a product of powers",
    "I(f, x) = h*I(g, x)",
    formula="(a^m*b^n)^(1/q) = b^((m + n)/q)*(a/b)^(m/q)",
    example="1/((x - 1)*(x + 2)^3)^(1/4)",
    least=3,
)
def root_of_product(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """The powers under the root add up to a multiple of its index, so one bracket leaves the root and the quotient of
    the two stays inside. The
    factor in front is constant on every interval.
    """
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if not (p.exp.is_Rational and not p.exp.is_Integer and p.base.is_polynomial(x) and p.base.has(x)):
            continue
        c, factors = sp.factor_list(p.base)
        factors = [(e, n) for e, n in factors if e.has(x)]
        if (
            len(factors) != 2
            or any(linear(e, x) is None for e, _ in factors)
            or not (sum(n for _, n in factors) * p.exp).is_Integer
        ):
            continue
        (a, m), (b, n) = factors
        # Where the root is real, an odd power of a/b is positive, and so is a/b.
        ratio = c**p.exp * (a / b) ** (m * p.exp) if m % 2 and c.is_positive else (c * (a / b) ** m) ** p.exp
        plain = b ** ((m + n) * p.exp) * ratio
        yield Rewrite(where={"g": f / p * plain, "h": p / plain}, price=3)


def _square_root(e: Expr) -> Expr | None:
    parts = []
    for factor in sp.Mul.make_args(e):
        base, n = base_and_power(factor)
        if factor.is_Rational:
            r = sp.sqrt(factor)
            if not r.is_Rational:
                return None
            parts.append(r)
        elif n.is_Integer and n % 2 == 0:
            parts.append(base ** (n / 2))
        else:
            return None
    return sp.Mul(*parts) if any(part.is_Pow or part.is_Add for part in parts) else None
