"""What does an integrand look like? The questions that the guards of the rules ask."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import gcd, lcm
from typing import Any

import sympy as sp

Expr = Any

TRIG = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)
HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)
INVERSE_TRIG = (sp.asin, sp.acos, sp.atan, sp.acot, sp.asec, sp.acsc)
INVERSE_HYPERBOLIC = (sp.asinh, sp.acosh, sp.atanh, sp.acoth, sp.asech, sp.acsch)
INVERSE = (*INVERSE_TRIG, *INVERSE_HYPERBOLIC)

NEW = sp.Symbol("u", real=True)
"""The letter that a substitution brings in."""


def coefficients(e: Expr, x: Expr, degree: int) -> tuple[Expr, ...] | None:
    """The coefficients of a polynomial of exactly this degree, highest first."""
    if not e.has(x) or not e.is_polynomial(x):
        return None
    poly = sp.Poly(e, x)
    return tuple(poly.all_coeffs()) if poly.degree() == degree else None


def linear(e: Expr, x: Expr) -> tuple[Expr, Expr] | None:
    """(a, b) with e = a x + b."""
    if e == x:
        return sp.Integer(1), sp.Integer(0)
    if not (e.is_Add or e.is_Mul):
        return None
    found = coefficients(e, x, 1)
    return (found[0], found[1]) if found else None


def quadratic(e: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    found = coefficients(e, x, 2)
    return (found[0], found[1], found[2]) if found else None


def base_and_power(factor: Expr) -> tuple[Expr, Expr]:
    return factor.as_base_exp() if factor.is_Pow else (factor, sp.Integer(1))


def factors_of(f: Expr) -> list[Expr]:
    """The factors of a product in a fixed order."""
    return sorted(sp.Mul.make_args(f), key=lambda e: e.sort_key())


def top_and_bottom(f: Expr) -> tuple[Expr, Expr]:
    return sp.fraction(sp.together(f))  # type: ignore[no-any-return]


def is_rational(f: Expr, x: Expr) -> bool:
    """A quotient of polynomials in x?"""
    return bool(f.is_rational_function(x))


def root(e: Expr) -> Expr:
    """The square root with every letter taken for positive: √(a²) = a. Its square is e, whatever the letters are."""
    return as_if_positive(e, sp.sqrt)


def as_if_positive(e: Expr, change: Any) -> Expr:
    """`change` applied to e with every letter taken for positive."""
    letters = {s: sp.Symbol(s.name, positive=True) for s in e.free_symbols}
    inside = sp.factor_terms(e.xreplace(letters))
    return sp.powdenest(change(inside)).xreplace({new: old for old, new in letters.items()})


def known_negative(e: Expr) -> bool:
    """Is it negative, when every letter is positive?"""
    positive = e.xreplace({s: sp.Symbol(s.name, positive=True) for s in e.free_symbols})
    return bool(positive.is_negative or sp.expand(positive).is_negative)


def inner(f: Expr, x: Expr) -> list[Expr]:
    """All parts of f that contain x, the small ones first."""
    found = {e for e in sp.preorder_traversal(f) if e.has(x) and e != x and not isinstance(e, sp.Tuple)}
    return sorted(
        (e for e in found if e.is_Add or e.is_Mul or e.is_Pow or e.is_Function), key=lambda e: (e.count_ops(), e.sort_key())
    )


def applied(f: Expr, x: Expr, kinds: Iterable[Any]) -> list[Expr]:
    """The applications in f of functions of these kinds to something with x, in a fixed order."""
    found: list[Expr] = [e for e in f.atoms(sp.Function) if isinstance(e, tuple(kinds))]
    found = [e for e in found if e.has(x)]
    return sorted(found, key=lambda e: e.sort_key())


@lru_cache(maxsize=4096)
def operations(e: Expr) -> int:
    return int(e.count_ops())


def longest_term(e: Expr) -> int:
    """The operations of the longest term, since a sum is integrated term by term."""
    return max(map(operations, sp.Add.make_args(e)))


def small(e: Expr, most: int = 120) -> bool:
    return operations(e) <= most


@lru_cache(maxsize=2048)
def neat(e: Expr, x: Expr) -> Expr:
    """The shortest of a few exact forms, bounded by size."""
    if not small(e, 80):
        return e
    forms = [e]
    if is_rational(e, x):
        forms += [sp.cancel(e), sp.factor(e)]
    else:
        forms += [sp.together(e), sp.powsimp(sp.cancel(e)) if small(e, 35) else e]
        forms += [joined(form, x) for form in forms[:2]]
    return min(forms, key=lambda form: (form.count_ops(), len(str(form))))


def joined(e: Expr, x: Expr) -> Expr:
    """√q over q as 1 over √q, also where q below is written as a product of its factors."""
    for p in sp.Mul.make_args(e):
        base, n = base_and_power(p)
        rest = e / p
        if n.is_Rational and n.q == 2 and n.is_positive and base.is_polynomial(x) and is_rational(rest, x):
            shorter = sp.cancel(rest * base)
            if sp.degree(sp.fraction(shorter)[1], x) < sp.degree(sp.fraction(sp.together(rest))[1], x):
                return sp.factor(shorter) * base ** (n - 1)
    return e


def angles(f: Expr, x: Expr, kinds: Iterable[Any]) -> list[Expr]:
    """The different arguments of these functions in f."""
    return sorted({e.args[0] for e in applied(f, x, kinds)}, key=lambda e: e.sort_key())


def base_angle(f: Expr, x: Expr, kinds: Iterable[Any]) -> Expr | None:
    """The angle of which all angles of f are whole multiples, when there is one and each is linear in x."""
    found = angles(f, x, kinds)
    if not found or any(linear(angle, x) is None for angle in found):
        return None
    ratios = [sp.cancel(angle / found[0]) for angle in found]
    if not all(ratio.is_Rational for ratio in ratios):
        return None
    base = sp.expand(common_unit(ratios) * found[0])
    return -base if base.could_extract_minus_sign() else base


def common_unit(ratios: list[Expr]) -> Expr:
    """The largest number of which all these rational numbers are whole multiples."""
    return sp.Rational(gcd(*(abs(int(r.p)) for r in ratios)), lcm(*(int(r.q) for r in ratios)))


def by_functions(v: Expr, x: Expr) -> Expr:
    """v with its terms collected by the functions in them: x² ln(q) + ln(q) is (x² + 1) ln(q)."""
    if not v.is_Add:
        return v
    collected: dict[Expr, Expr] = {}
    for term in v.args:
        rational = sp.Mul(*(p for p in sp.Mul.make_args(term) if is_rational(p, x)))
        collected[term / rational] = collected.get(term / rational, 0) + rational
    return sp.Add(*(sp.factor(rational) * functions for functions, rational in collected.items()))
