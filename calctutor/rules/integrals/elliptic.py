"""Which integrals are elliptic, and how are they brought to the forms that have names?

F, E and Π are the names of three integrals over an angle. A root of a product of two quadratics in x² becomes one of them
when x is a multiple of a sine.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, base_and_power, known_negative, linear, root
from calctutor.rules.integrals.special import NOTHING
from calctutor.steps import Rewrite

Expr = Any
HALF = sp.Rational(1, 2)
DX = sp.Symbol("dx")


def _under(base: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(A, m, angle) with base = A (1 − m sin² angle) for an angle linear in x; cos² is 1 − sin²."""
    if not base.is_Add:
        return None
    one, rest = base.as_independent(x, as_Add=True)
    k, square = rest.as_independent(x, as_Add=False)
    if not square.is_Pow or square.exp != 2 or square.base.func not in (sp.sin, sp.cos) or not linear(square.base.args[0], x):
        return None
    A, B = (one, k) if square.base.func is sp.sin else (one + k, -k)
    return None if A == 0 or known_negative(A) else (A, sp.cancel(-B / A), square.base.args[0])


def _slope(angle: Expr, x: Expr) -> Expr:
    return linear(angle, x)[0]  # type: ignore[index]


@rule(
    "Elliptic integral of the first kind",
    "I(f, x) = g",
    formula="I(1/sqrt(1 - m sin(x)^2), x) = elliptic_f(x, m) + C",
    example="1/sqrt(1 - sin(x)^2/2)",
)
def elliptic_first(f: Expr, x: Expr) -> Rewrite | None:
    """F(φ, m), the elliptic integral of the first kind, is the name of the integral of
    1/√(1 − m sin²t) from 0 to φ; here m is {m}.
    """
    if not f.is_Pow or f.exp != -HALF or (found := _under(f.base, x)) is None:
        return None
    A, m, angle = found
    g = sp.elliptic_f(angle, m) / (root(A) * _slope(angle, x))
    return Rewrite(where={"g": g}, given={"m": m}, remarks=(NOTHING,), final=True)


@rule(
    "Elliptic integral of the second kind",
    "I(f, x) = g",
    formula="I(sqrt(1 - m sin(x)^2), x) = elliptic_e(x, m) + C",
    example="sqrt(1 - sin(x)^2/2)",
)
def elliptic_second(f: Expr, x: Expr) -> Rewrite | None:
    """E(φ, m), the elliptic integral of the second kind, is the name of the integral of
    √(1 − m sin²t) from 0 to φ; here m is {m}. The length of an ellipse is such an integral.
    """
    if not f.is_Pow or f.exp != HALF or (found := _under(f.base, x)) is None:
        return None
    A, m, angle = found
    g = root(A) * sp.elliptic_e(angle, m) / _slope(angle, x)
    return Rewrite(where={"g": g}, given={"m": m}, remarks=(NOTHING,), final=True)


@rule(
    "Elliptic integral of the third kind",
    "I(f, x) = g",
    formula="I(1/((1 - n sin(x)^2)*sqrt(1 - m sin(x)^2)), x) = elliptic_pi(n, x, m) + C",
    example="1/((1 - sin(x)^2/3)*sqrt(1 - sin(x)^2/2))",
)
def elliptic_third(f: Expr, x: Expr) -> Rewrite | None:
    """Π(n, φ, m), the elliptic integral of the third kind, is the name of the integral
    of 1/((1 − n sin²t)√(1 − m sin²t)) from 0 to φ; here n is {n} and m is {m}.
    """
    powers = dict(map(base_and_power, sp.Mul.make_args(f)))
    if sorted(powers.values(), key=str) != [-1, -HALF]:
        return None
    below, rooted = (next(_under(b, x) for b, n in powers.items() if n == k) for k in (-1, -HALF))
    if below is None or rooted is None or below[2] != rooted[2]:
        return None
    (A, n, angle), (B, m, _) = below, rooted
    g = sp.elliptic_pi(n, angle, m) / (A * root(B) * _slope(angle, x))
    return Rewrite(where={"g": g}, given={"n": n, "m": m}, remarks=(NOTHING,), final=True)


@rule(
    "Legendre's substitution",
    "I(f, x) = I(F, u)",
    formula="x = a sin(u)",
    example="1/sqrt((1 - x^2)*(1 - x^2/4))",
    least=2,
)
def legendre(f: Expr, x: Expr) -> Rewrite | None:
    """Under the root stands a product of two brackets in {square}. With {x} as a multiple of a sine the first becomes a cosine,
    which cancels, and what is left is an elliptic integral in its standard form.
    """
    found = _two_brackets(f, x)
    if found is None:
        return None
    c, (a, b), (p, q), n = found
    # x = √(a/b) sin u: √(a − b x²) = √a cos u, dx = √(a/b) cos u du
    h = root(a / b) * sp.sin(NEW)
    F = c / root(b) * (p - sp.cancel(q * a / b) * sp.sin(NEW) ** 2) ** n
    lines = ((x, " = ", h), (DX, " = ", h.diff(NEW), " du"), (sp.sqrt(a - b * x**2), " = ", root(a) * sp.cos(NEW)))
    return Rewrite(
        let={"u": sp.asin(x / root(a / b))},
        where={"F": F},
        given={"square": x**2},
        lines=lines,
        remarks=_only(f, x, root(a / b), q),
    )


def _only(f: Expr, x: Expr, end: Expr, q: Expr) -> tuple[str, ...]:
    """Two brackets that are both negative far out, under one root: real there as well, where the sine does not reach."""
    roots = [p for p in f.atoms(sp.Pow) if p.base.has(x) and abs(p.exp) == HALF]
    if len(roots) > 1 or known_negative(q) or not q.is_number:
        return ()
    from calctutor.notation.algebra import Algebra
    from calctutor.notation.writing import text

    shown = text(Algebra().tree(end))
    return (f"only for -{shown} < {{x}} < {shown}",)


def _two_brackets(f: Expr, x: Expr) -> tuple[Expr, tuple[Expr, Expr], tuple[Expr, Expr], Expr] | None:
    """c, (a, b), (p, q), n with f = c (a − b x²)^(−1/2) (p − q x²)^n, n = ±1/2, and a, b, p positive."""
    c, moving = f.as_independent(x, as_Add=False)
    brackets: list[tuple[Expr, Expr, Expr]] = []
    for factor in sp.Mul.make_args(moving):
        base, n = base_and_power(factor)
        if abs(n) != HALF or not base.is_polynomial(x):
            return None
        parts = _split(base, x)
        if parts is None:
            return None
        c *= parts[0] ** n
        brackets += [(p, q, n) for p, q in parts[1]]
    if len(brackets) != 2:
        return None
    for (a, b, k), (p, q, n) in (brackets, brackets[::-1]):
        if k == -HALF and not known_negative(a) and not known_negative(b) and b != 0 and _first(a / b, p, q):
            return c, (a, b), (p, q), n
    return None


def _first(end: Expr, p: Expr, q: Expr) -> bool:
    """Is the bracket that ends at x² = `end` the one that the domain around 0 ends with?"""
    return not known_negative(p) and not known_negative(p - q * end)


def _split(base: Expr, x: Expr) -> tuple[Expr, list[tuple[Expr, Expr]]] | None:
    """(number, [(p, q), ...]) with base the product of number and the p − q x²."""
    number, factors = sp.factor_list(base, x) if base.free_symbols == {x} else (sp.Integer(1), [(base, 1)])
    merged = _pairs(factors, x)
    if merged is None:
        return None
    found = []
    for e in merged:
        poly = sp.Poly(e, x)
        if poly.degree() != 2 or poly.coeff_monomial(x) != 0 or poly.coeff_monomial(1) == 0:
            return None
        p, q = poly.coeff_monomial(1), -poly.coeff_monomial(x**2)
        sign = -1 if known_negative(p) else 1
        number *= sign
        found.append((sign * p, sign * q))
    return None if known_negative(number) else (number, found)


def _pairs(factors: list[tuple[Expr, int]], x: Expr) -> list[Expr] | None:
    """x − p and x + p as one bracket."""
    left = [e for e, n in factors if n == 1]
    if len(left) != len(factors):
        return None
    merged = []
    while left:
        e = left.pop(0)
        if sp.degree(e, x) == 1:
            turned = sp.expand(e.xreplace({x: -x}))
            partner = next((o for o in left if sp.expand(o - turned) == 0 or sp.expand(o + turned) == 0), None)
            if partner is None:
                return None
            left.remove(partner)
            e = sp.expand(e * partner)
        merged.append(e)
    return merged
