"""What are the real solutions of one equation in one letter, as far as a textbook would write them down?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.several_points import sign
from calctutor.notation.algebra import Algebra

Expr = Any
HIGHEST_DEGREE = 24


def real_roots(algebra: Algebra, expr: Expr, x: Expr) -> list[Expr] | None:
    """The real x with expr = 0, in ascending order where they are numbers; None where they have no simple form or no end."""
    if expr.is_polynomial(x):
        polynomial = sp.Poly(expr, x)
        if polynomial.degree() > HIGHEST_DEGREE:
            return None
        found = _of_polynomial(algebra, polynomial)
    else:
        found = _of_function(algebra, expr, x)
    return None if found is None else sorted(set(found), key=_order)


def _order(root: Expr) -> tuple[int, float, str]:
    return (0, float(root), "") if root.is_number else (1, 0.0, str(root))


def _of_polynomial(algebra: Algebra, polynomial: Any) -> list[Expr] | None:
    coefficients = polynomial.all_coeffs()
    if all(c.is_Rational for c in coefficients):
        parts = [_of_factor(algebra, factor.all_coeffs()) for factor, _ in polynomial.factor_list()[1]]
        return None if any(part is None for part in parts) else [root for part in parts for root in part or ()]
    return _of_factor(algebra, coefficients) if len(coefficients) <= 3 else None


def _of_factor(algebra: Algebra, coefficients: list[Expr]) -> list[Expr] | None:
    """Of a linear or quadratic factor, of a xⁿ + b, and of a x⁴ + b x² + c."""
    degree, first, last = len(coefficients) - 1, coefficients[0], coefficients[-1]
    if degree == 1:
        return [_neat(-last / first)]
    if degree == 2:
        return _quadratic(algebra, *coefficients)
    if not any(coefficients[1:-1]):
        return _binomial(algebra, -last / first, degree)
    if degree == 4 and coefficients[1] == coefficients[3] == 0:
        squares = _quadratic(algebra, first, coefficients[2], last)
        return None if squares is None else [r for s in squares for r in _binomial(algebra, s, 2) or ()]
    return None


def _quadratic(algebra: Algebra, a: Expr, b: Expr, c: Expr) -> list[Expr] | None:
    inside = sp.expand(b**2 - 4 * a * c)
    positive = sign(algebra, inside)
    if positive is None:
        return None
    if positive < 0:
        return []
    root = sp.sqrt(inside)
    return [_neat((-b + root) / (2 * a)), _neat((-b - root) / (2 * a))]


def _binomial(algebra: Algebra, value: Expr, degree: int) -> list[Expr] | None:
    """The real solutions of xⁿ = value."""
    positive = sign(algebra, value)
    if positive is None:
        return None
    size = sp.Integer(0) if positive == 0 else sp.root(abs(value), degree)
    if degree % 2:
        return [size if positive >= 0 else -size]
    return [] if positive < 0 else [size, -size]


def _neat(value: Expr) -> Expr:
    return sp.expand(sp.radsimp(value)) if value.is_number else sp.cancel(value)


def _of_function(algebra: Algebra, expr: Expr, x: Expr) -> list[Expr] | None:
    """Of a F(g(x)) + b with F an exponential, a logarithm or a root; the periodic functions have no end of solutions."""
    holders = [f for f in expr.atoms(sp.exp, sp.log) if f.has(x)]
    if len(holders) != 1:
        return None
    held = sp.Dummy("held", real=True)
    rest = expr.xreplace({holders[0]: held})
    if rest.has(x) or not rest.is_polynomial(held) or sp.degree(rest, held) != 1:
        return None
    value = real_roots(algebra, rest, held)
    if not value or not value[0].is_number:
        return None
    return _undone(algebra, holders[0], value[0], x)


def _undone(algebra: Algebra, holder: Expr, value: Expr, x: Expr) -> list[Expr] | None:
    if holder.func is sp.log:
        return real_roots(algebra, holder.args[0] - sp.exp(value), x)
    return real_roots(algebra, holder.args[0] - sp.log(value), x) if (sign(algebra, value) or 0) > 0 else []
