"""How is an integrand with one root read, and what is known of its antiderivative before it is looked for?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.shapes import NEW, base_and_power, linear, quadratic, small
from calctutor.steps import Rewrite

Expr = Any
DX = sp.Symbol("dx")
HALF = sp.Rational(1, 2)


def one_root(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(R, r, Q) with f = R(x, r), a rational function of x and r = √Q for the one quadratic Q that stands under a
    square root.
    """
    under = {p.base for p in f.atoms(sp.Pow) if p.base.has(x) and p.exp.is_Rational and not p.exp.is_Integer}
    if len(under) != 1 or not small(f):
        return None
    Q = under.pop()
    if not quadratic(Q, x) and not (Q.is_Mul and Q.is_polynomial(x) and sp.degree(Q, x) == 2):
        return None
    r = sp.Dummy("r", positive=True)
    R = f.replace(lambda p: p.is_Pow and p.base == Q and p.exp.is_Rational and not p.exp.is_Integer, lambda p: r ** (2 * p.exp))
    return (R, r, sp.expand(Q)) if R.is_rational_function(x, r) else None


@rule(
    "Polynomial over a root",
    "I(f, x) = g + k*I(h, x)",
    formula="I(P/sqrt(Q), x) = p sqrt(Q) + k I(1/sqrt(Q), x)",
    example="x^2*sqrt(x^2 - 1)",
    least=2,
)
def polynomial_over_root(f: Expr, x: Expr) -> Rewrite | None:
    """The answer is a polynomial times the root, and a multiple of the integral of 1 over the root. Differentiating
    and comparing gives the coefficients.
    """
    found = polynomial_and_root(f, x)
    if found is None:
        return None
    P, Q = found
    n = sp.degree(P, x)
    if n < 1 or n > 12:
        return None
    letters = sp.symbols(f"c0:{n}")
    k = sp.Symbol("k0")
    p = sum(c * x**i for i, c in enumerate(letters))
    both = sp.Poly(sp.expand(sp.diff(p, x) * Q + p * Q.diff(x) / 2 + k - P), x)
    solution = sp.solve(both.all_coeffs(), [*letters, k], dict=True)
    if not solution:
        return None
    p = sp.factor(p.subs(solution[0]))
    k = sp.factor(solution[0].get(k, 0))
    where = {"g": p * sp.sqrt(Q), "k": k, "h": 1 / sp.sqrt(Q)}
    return Rewrite(where=where, price=3) if k != 0 else Rewrite(where=where, equation=template("I(f, x) = g"), price=3)


def polynomial_and_root(f: Expr, x: Expr) -> tuple[Expr, Expr] | None:
    """P and Q with f = P/√Q for a quadratic Q."""
    found = None
    rest = []
    for factor in sp.Mul.make_args(f):
        base, n = base_and_power(factor)
        if n.is_Rational and n.q == 2 and quadratic(base, x) and n >= -HALF and found is None:
            found = base, n
        else:
            rest.append(factor)
    top = sp.Mul(*rest)
    if found is None or not top.is_polynomial(x):
        return None
    Q, n = found
    return sp.expand(top * Q ** (n + HALF)), Q


@rule(
    "Polynomial over an odd power of a root",
    "I(f, x) = g + k*I(h, x)",
    formula="I(P/Q^(n + 1/2), x) = p/Q^(n - 1/2) + k I(1/sqrt(Q), x)",
    example="x^4/(x^2 - 5)^(3/2)",
    least=2,
)
def polynomial_over_power(f: Expr, x: Expr) -> Rewrite | None:
    """The answer is a polynomial over one power less, and a multiple of the integral of 1 over the root. Differentiating and
    comparing gives the coefficients.
    """
    powers = [(e, -n) for e, n in map(base_and_power, sp.Mul.make_args(f)) if quadratic(e, x) and n.is_Rational and n.q == 2]
    if len(powers) != 1 or powers[0][1] < 1:
        return None
    (Q, n), P = powers[0], f * powers[0][0] ** powers[0][1]
    if not P.is_polynomial(x) or not P.has(x) or sp.degree(P, x) > 12:
        return None
    m = n - HALF
    letters = sp.symbols(f"c0:{max(2 * m, sp.degree(P, x))}")
    k, p = sp.Symbol("k0"), sum(c * x**i for i, c in enumerate(letters))
    # p/Q^(m − 1/2) has the slope (p′ Q − (m − 1/2) p Q′)/Q^(m + 1/2)
    both = sp.Poly(sp.expand(p.diff(x) * Q - (m - HALF) * p * Q.diff(x) + k * Q**m - P), x)
    solution = sp.solve(both.all_coeffs(), [*letters, k], dict=True)
    if not solution:
        return None
    p, k = (sp.factor(e.subs(solution[0]).subs(dict.fromkeys(letters, 0))) for e in (p, k))
    price = 4 if k == 0 and n < 3 else 3  # a low power alone is soon done with a triangle
    where = {"g": p / Q ** (m - HALF), "k": k, "h": 1 / sp.sqrt(Q)}
    return Rewrite(where=where, equation=None if k != 0 else template("I(f, x) = g"), price=price)


@rule("Reciprocal substitution", "I(f, x) = I(F, u)", formula="u = 1/x", example="1/(x*sqrt(2 + x - x^2))", least=3)
def by_reciprocal(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """With {u} as the new letter the powers below turn into powers above. The root of a square that this brings is an
    absolute value; the sign of
    {u} does not change on an interval and stands outside.
    """
    found = one_root(f, x)
    if found is None:
        return
    R, r, Q = found
    for p in _poles(R, x):
        abc = quadratic(sp.expand(Q.xreplace({x: x + p})), x)
        if abc is None:
            continue
        a, b, c = abc
        moved = a + b * NEW + c * NEW**2
        F = R.xreplace({x: p + 1 / NEW, r: r / NEW}) / NEW**2
        F = sp.factor(sp.together(F)).xreplace({r: sp.sqrt(moved)})
        sign = sp.sign(x - p)
        even = sp.cancel(R.xreplace({r: -r}) + R) != 0
        if even or sp.cancel(R.xreplace({r: -r}) - R) == 0:
            continue
        yield Rewrite(let={"u": 1 / (x - p)}, where={"F": -F, "h": sign}, equation=template("I(f, x) = h*I(F, u)"),
                      lines=((DX, " = ", -1 / NEW**2, " du"),), price=2)  # fmt: skip


def _poles(R: Expr, x: Expr) -> list[Expr]:
    """The p of every factor (x − p) below."""
    found = set()
    for factor in sp.Mul.make_args(sp.factor(sp.fraction(sp.together(R))[1])):
        base, _ = base_and_power(factor)
        if ab := linear(base, x):
            found.add(sp.cancel(-ab[1] / ab[0]))
    return sorted(found, key=lambda e: e.sort_key())
