"""What do the terms of a sum share, and which brackets are better multiplied out?"""

from __future__ import annotations

from typing import Any

import sympy as sp

Expr = Any


HIGHEST_POWER = 12
"""Brackets are not multiplied out beyond this power."""


def factored(expr: Expr) -> Expr | None:
    """A sum whose terms share a factor that is worth taking out."""
    return sp.together(expr) if expr.is_Add and not has_fractions(expr) and _shares_factor(expr) else None


def collected(expr: Expr) -> Expr | None:
    """A polynomial, or brackets within brackets, multiplied out where that is shorter."""
    if not expandable(expr):
        return None
    if expr.is_polynomial(*expr.free_symbols):
        return sp.expand(expr)
    return multiplied_out(expr) if _brackets(expr) > expr.is_Mul else None


def multiplied_out(expr: Expr) -> Expr:
    """Without brackets but for one: a power of e that all terms share stands in front."""
    terms = sp.expand_mul(expr)
    return factored(terms) or terms


def _brackets(expr: Expr) -> int:
    """How many brackets are open at once, outside of functions."""
    if expr.is_Mul:
        return max((1 + _brackets(part) for part in expr.args if part.is_Add), default=0)
    return max(map(_brackets, expr.args)) if expr.is_Add else 0


def collected_brackets(expr: Expr) -> Expr | None:
    """What the terms share taken out, and every bracket that is left a polynomial without brackets of its own."""
    whole = factored(expr) or expr
    factors = [_without_brackets(factor) for factor in sp.Mul.make_args(whole)]
    return sp.Mul(*factors) if whole.is_Mul else None


def _without_brackets(factor: Expr) -> Expr:
    """A polynomial with its common number in front: 6(2x + 1) for 2(3x + 3x + 3)."""
    base, exponent = factor.as_base_exp()
    nested = base.is_Add and any(part.is_Add for term in base.args for part in sp.Mul.make_args(term))
    if not (nested and exponent == 1 and base.is_polynomial(*base.free_symbols) and expandable(base)):
        return factor
    return sp.factor_terms(sp.expand(base))


def _shares_factor(expr: Expr) -> bool:
    """Is there a power of e or of a bracket in every term? A common power of x alone stays where it is: 2x sin x + x² cos x."""
    common = set.intersection(
        *({f.as_base_exp()[0] if f.func is not sp.exp else f for f in sp.Mul.make_args(t)} for t in expr.args)
    )
    return any(not factor.is_Symbol and not factor.is_number for factor in common)


def has_fractions(expr: Expr) -> bool:
    return any(sp.fraction(term)[1].free_symbols for term in expr.args)


def expandable(expr: Expr) -> bool:
    """Small enough to be multiplied out, which sympy does inside of functions and exponents as well: bounded powers, bounded
    number of terms.
    """
    terms = 1
    for base, exponent in map(_power, sp.Mul.make_args(expr)):
        if base.is_Add:
            times = _times(exponent)
            if times > HIGHEST_POWER:
                return False
            terms *= min(len(base.args) ** times, 10**6)
    return terms <= 2000 and all(map(expandable, expr.args))


def _power(factor: Expr) -> tuple[Expr, Expr]:
    """The base and the exponent; e^(n ln(u)) is a power of u."""
    if isinstance(factor, sp.exp):
        logs = [part for part in sp.Mul.make_args(factor.exp) if isinstance(part, sp.log)]
        return (logs[0].args[0], factor.exp / logs[0]) if logs else (factor, sp.Integer(1))
    return factor.as_base_exp() if factor.is_Pow else (factor, sp.Integer(1))


def _times(exponent: Expr) -> int:
    """How often a base is multiplied by itself: an exponent that is a sum, as (x + 5)^3, leaves its number, 125."""
    number = exponent.xreplace(dict.fromkeys(exponent.free_symbols, sp.Integer(0)))
    return int(abs(number)) if number.is_Rational else 0
