"""How is the result of a step written before the next step uses it? As it would be on paper."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rules.integrals.finishing import bars_out, signs_joined
from calctutor.rules.integrals.surd_constants import surds_tidied

Expr = Any


def tidied(value: Expr, x: Expr) -> Expr:
    """The value with the signs of x joined to its roots, its surds in simplest form, and no |…| around what is positive."""
    value = surds_tidied(bars_out(value.replace(lambda p: _has_fractions(p, x), _without_fractions), x), x)
    if value.has(sp.sign):
        value = signs_joined(value, x)
    value = value.replace(_is_log_of_root, _without_root).replace(_is_half_of_an_angle, _in_sides)
    return value.replace(lambda e: e.func is sp.log and e.args[0].func is sp.Abs, lambda e: _without_bars(e, x))


def _has_fractions(p: Expr, x: Expr) -> bool:
    """1/(x²/4 + 1) and the like."""
    below = p.is_Pow and p.exp.is_Integer and p.exp.is_negative and p.base.is_Add and p.base.has(x)
    return bool(below and not all(t.as_coeff_Mul()[0].is_Integer for t in p.base.args) and p.base.is_polynomial(x))


def _without_fractions(p: Expr) -> Expr:
    """4/(x² + 4) for 1/(x²/4 + 1)."""
    content, base = p.base.as_content_primitive()
    return content**p.exp * base**p.exp if content.is_Rational else p


def _without_bars(log: Expr, x: Expr) -> Expr:
    inside = log.args[0].args[0]
    return sp.log(inside) if inside.is_Add and _positive(inside, x) else log


def _is_half_of_an_angle(e: Expr) -> bool:
    """tan(arctan(w)/2) or tan(arcsin(w)/2)"""
    return e.func is sp.tan and (2 * e.args[0]).func in (sp.atan, sp.asin)


def _in_sides(e: Expr) -> Expr:
    """The tangent of half an angle by the sides of its triangle: the one opposite over the one beside it and the hypotenuse."""
    angle = 2 * e.args[0]
    w = angle.args[0]
    return w / (1 + (sp.sqrt(1 + w**2) if angle.func is sp.atan else sp.sqrt(1 - w**2)))


def _is_log_of_root(e: Expr) -> bool:
    """ln √q or ln|√q|"""
    inside = e.args[0].args[0] if e.func is sp.log and e.args[0].func is sp.Abs else e.args[0] if e.func is sp.log else None
    return inside is not None and inside.is_Pow and inside.exp.is_Rational and inside.exp.q % 2 == 0 and not inside.is_number


def _without_root(log: Expr) -> Expr:
    """1/2 ln q for ln √q: where the root is real, q is not negative."""
    base, n = (log.args[0].args[0] if log.args[0].func is sp.Abs else log.args[0]).as_base_exp()
    return n * sp.log(base)


def _positive(q: Expr, x: Expr) -> bool:
    """Is q, a polynomial in x or in one function of x, positive everywhere?"""
    try:
        poly = sp.Poly(q, x) if q.is_polynomial(x) else sp.Poly(q)
    except sp.PolynomialError:
        return False
    if len(poly.gens) != 1 or not poly.gens[0].has(x) or not poly.LC().is_positive or poly.degree() % 2:
        return False
    if all(c.is_Rational for c in poly.all_coeffs()):
        return bool(poly.count_roots() == 0)
    return bool(poly.degree() == 2 and poly.discriminant().is_negative)
