"""How does one undo a product rule? Integration by parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import sympy as sp

from calctutor.notation.algebra import OWN
from calctutor.rulebook import rule, template
from calctutor.rules.integrals.shapes import (
    HYPERBOLIC,
    INVERSE,
    TRIG,
    base_and_power,
    by_functions,
    factors_of,
    is_rational,
    longest_term,
    neat,
    operations,
    small,
)
from calctutor.rules.integrals.surds import slope_of
from calctutor.steps import Rewrite

Expr = Any
DU, DV = sp.Symbol("du"), sp.Symbol("dv")
LOGARITHM = " to be differentiated: its slope is free of the logarithm (LIATE: logarithms come first)."
INVERSE_FUNCTION = " to be differentiated: its slope is free of the inverse function (LIATE: inverse functions come early)."
ALGEBRAIC = " to be differentiated: it gets simpler each time, and what stands beside it can be integrated (LIATE)."
SLOPE = " to be integrated, because it is the slope of something known; the rest is differentiated."
NAMED_FUNCTION = " to be differentiated: its slope is the integrand that it is the name of."
ALONE = (LOGARITHM, INVERSE_FUNCTION, NAMED_FUNCTION)
NAMED = (sp.erf, sp.erfc, sp.erfi, sp.Ei, sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.fresnels, sp.fresnelc, sp.LambertW, OWN["li"])
"""Functions that are names of integrals."""


@rule("Integration by parts", "I(f, x) = u*v - I(g, x)", formula="I(u, v) = u v - I(v, u)", example="x*e^x", asks=True, least=2)
def parts(f: Expr, x: Expr, search: Any) -> Iterator[Rewrite]:
    """{reason} This is the product rule, read backwards."""
    for u, dv, reason in choices(f, x):
        v = search.value(dv, 4 if reason in ALONE else 3 if u.is_polynomial(x) else 2) if dv != 1 else x
        if v is None or not small(v) or v.has(sp.Piecewise):
            continue
        v, du = by_functions(v, x), neat(slope_of(u, x), x)
        g = _left_over(v, du, x)
        if longest_term(g) > longest_term(f) + 12:
            continue
        lines = (_differential(DU, du), _differential(DV, dv))
        chosen = ("Take ", dv if reason is SLOPE else u, reason)
        where = {"g": g, "s": du}
        first = None if du == 1 else template("u*v - I(v*s, x)")
        yield Rewrite(let={"u": u, "v": v}, where=where, given={"reason": chosen}, lines=lines, unsimplified=first)


def _left_over(v: Expr, du: Expr, x: Expr) -> Expr:
    """v du in its shortest form; where the terms of v cancel something each, as a sum."""
    whole = neat(v * du, x).replace(lambda p: p.is_Pow and p.base.is_Add and p.exp.is_Integer and p.exp < 0, _primitive)
    if not v.is_Add or is_rational(whole, x):
        return whole
    terms = sp.Add(*(neat(term * du, x) for term in v.args))
    return terms if longest_term(terms) < longest_term(whole) else whole


def _primitive(p: Expr) -> Expr:
    """1/(2 x² + 2) as 1/2 times 1/(x² + 1)."""
    content, base = p.base.as_content_primitive()
    return content**p.exp * base**p.exp


def _differential(letter: Expr, slope: Expr) -> tuple[Expr | str, ...]:
    if slope == 1:
        return (letter, " = dx")
    return (letter, " = (", slope, ") dx") if slope.is_Add else (letter, " = ", slope, " dx")


def choices(f: Expr, x: Expr) -> Iterator[tuple[Expr, Expr, str]]:
    """What to differentiate and what to integrate, by LIATE: logarithms, inverse functions, algebraic, trigonometric,
    exponential.
    """
    if f.is_Add:
        return
    factors = factors_of(f)
    first = [p for p in factors if p.has(x) and _to_differentiate(*base_and_power(p))]
    for factor in first:
        yield factor, f / factor, _early(base_and_power(factor)[0])
    if f.is_Mul and not first:
        yield from _products(f, factors, x)


def _early(base: Expr) -> str:
    """Why a function of this kind is differentiated rather than integrated."""
    return LOGARITHM if base.func is sp.log else INVERSE_FUNCTION if isinstance(base, INVERSE) else NAMED_FUNCTION


def _to_differentiate(base: Expr, n: Expr) -> bool:
    return isinstance(base, (sp.log, *INVERSE, *NAMED)) and bool(n.is_Integer and n.is_positive)


def _products(f: Expr, factors: list[Expr], x: Expr) -> Iterator[tuple[Expr, Expr, str]]:
    algebraic = sp.Mul(*(p for p in factors if p.is_polynomial(x)))
    rest = f / algebraic
    if algebraic.has(x) and rest.has(x) and _transcendental(rest, x):
        yield algebraic, rest, ALGEBRAIC
    if (algebraic / x**2).is_polynomial(x) and not algebraic.is_Add:
        yield algebraic / x, x * rest, SLOPE  # as x² e^(−x²) is x times x e^(−x²)
    if not _transcendental(f, x) and not f.has(sp.log, *INVERSE):
        return
    if operations(f) > 40:
        return
    for count in (1, 2):
        for chosen in combinations([p for p in factors if p.has(x)], count):
            dv = sp.Mul(*chosen)
            u = f / dv
            if u.has(x) and dv.has(x) and (u, dv) != (algebraic, rest):
                yield u, dv, SLOPE


def _transcendental(e: Expr, x: Expr) -> bool:
    return e.has(sp.exp, *TRIG, *HYPERBOLIC) or any(p.exp.has(x) for p in e.atoms(sp.Pow))
