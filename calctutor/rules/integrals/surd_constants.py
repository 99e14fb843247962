"""How are the constants of an antiderivative written when they are sums of square roots, one perhaps under another?"""

from __future__ import annotations

from math import lcm
from typing import Any

import sympy as sp

Expr = Any


def surds_tidied(value: Expr, x: Expr) -> Expr:
    """The value with the number before each term as one fraction without roots below, and arctan((2x + p)/√q) in that form."""
    if not any(_is_surd(p) for p in value.atoms(sp.Pow)):
        return value
    return sp.Add(*(_term_tidied(term, x) for term in sp.Add.make_args(value)))


def _is_surd(p: Expr) -> bool:
    return bool(p.exp.is_Rational and p.exp.q == 2 and p.base.is_number and p.base.is_positive)


def _term_tidied(term: Expr, x: Expr) -> Expr:
    c, moving = term.as_independent(x, as_Add=False)
    # A sum of roots in front is not opened again: it stays one fraction.
    return sp.Mul(_number(c), moving.replace(sp.atan, lambda a: _arctangent(a, x)))


def _number(c: Expr) -> Expr:
    """√s for a number whose square is a simpler sum of roots, otherwise one fraction with no root below."""
    if not c.is_number or not c.is_real or c.is_Rational or c.atoms(sp.Function, sp.NumberSymbol):
        return c
    if any(p.exp.q > 2 for p in c.atoms(sp.Pow)) or not all(p.base.is_positive for p in c.atoms(sp.Pow)):
        return c
    if not any(p.base.is_Add for p in c.atoms(sp.Pow)):
        return sp.factor_terms(sp.together(sp.radsimp(sp.expand(c)))) if c.has(sp.Add) else c
    top, bottom = (sp.expand(sp.expand(e) ** 2) for e in sp.fraction(sp.together(c)))
    found = sp.sign(c) * _root(sp.radsimp(sp.expand(top) / sp.expand(bottom)))
    return found if found.count_ops() <= c.count_ops() else c


def _root(e: Expr) -> Expr:
    """√e for a sum of roots over whole numbers, with squares taken out and the bar outside."""
    p, q = sp.fraction(sp.together(e))
    k, rest = sp.expand(p * q).as_content_primitive()
    outside, inside = sp.sqrt(k).as_coeff_Mul()
    plain = sp.sqrtdenest(sp.sqrt(sp.expand(inside**2 * rest)))
    return sp.factor_terms(plain * outside / q) if plain.is_Add else plain * outside / q


def _arctangent(a: Expr, x: Expr) -> Expr:
    """arctan(k (x + s)) as arctan((m x + m s)/√n), where the square of k is m²/n; multiplied out, where that is shorter."""
    opened = sp.expand(a)
    if opened.count_ops() < a.count_ops():
        return sp.atan(opened)
    front, whole = a.as_independent(x, as_Add=False)
    still, moving = whole.as_independent(x, as_Add=True)
    c, letter = moving.as_independent(x, as_Add=False)
    k = front * c
    if not k.is_number or not any(p.base.is_Add or still != 0 for p in k.atoms(sp.Pow)):
        return sp.atan(a)
    n, shift = sp.radsimp(sp.expand(1 / sp.expand(k**2))), sp.expand(still / c)
    m = lcm(*(int(t.as_coeff_Mul()[0].q) for t in sp.Add.make_args(shift)))
    found = (m * letter + sp.expand(m * shift)) / _root(sp.expand(n * m**2))
    return sp.sign(k) * sp.atan(found) if found.count_ops() <= a.count_ops() else sp.atan(a)
