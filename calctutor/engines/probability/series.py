"""Which series is a sum over whole numbers made of: a polynomial, a power, factorials?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.notation.algebra import OWN

Expr = Any


def falling(k: Expr, m: int) -> Expr:
    """k(k - 1)...(k - m + 1)."""
    return sp.Mul(*(k - i for i in range(m)))


def in_falling_powers(polynomial: Expr, k: Expr) -> list[Expr]:
    """The coefficients of 1, k, k(k - 1), ... in a polynomial."""
    found, rest = [], sp.Poly(polynomial, k)
    for i in range(rest.degree() + 1):
        rest, remainder = sp.div(rest, sp.Poly(k - i, k))
        found.append(remainder.as_expr())
    return found


@dataclass
class Series:
    """A summand as a polynomial times ratio^k, perhaps over k! or times binomial(n, k)."""

    polynomial: Expr
    ratio: Expr
    factor: Expr
    factorial: bool = False
    n: Expr = None


def taken_apart(f: Expr, k: Expr) -> Series | None:
    """The summand as a `Series`, or None."""
    found = Series(sp.Integer(1), sp.Integer(1), sp.Integer(1))
    for part in sp.Mul.make_args(sp.powsimp(sp.expand_power_exp(sp.expand_power_base(f)), deep=False)):
        if not _enter(found, part, k):
            return None
    return found


def _enter(found: Series, part: Expr, k: Expr) -> bool:
    if not part.has(k):
        found.factor *= part
        return True
    if part.is_polynomial(k):
        found.polynomial *= part
        return True
    base, e = (sp.E, part.args[0]) if isinstance(part, sp.exp) else part.as_base_exp()
    if isinstance(base, sp.factorial) and base.args[0] == k and e == -1 and not found.factorial:
        found.factorial = True
        return True
    if part.func is OWN["binomial"] and part.args[1] == k and found.n is None:
        found.n = part.args[0]
        return True
    e = sp.expand(e)
    if not base.has(k) and e.is_polynomial(k) and sp.degree(e, k) == 1:
        found.ratio *= base ** e.coeff(k, 1)
        found.factor *= base ** e.coeff(k, 0)
        return True
    return False


__all__ = ["Series", "falling", "in_falling_powers", "taken_apart"]
