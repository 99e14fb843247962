"""In which order does a textbook write terms and factors?

Terms by falling degree, constants last, the sign in front positive if a two-term sum can have it so; factors: numbers,
constants, letters, brackets, roots, exponentials, logarithms, other functions. Whatever was written before in some
order is written so again.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

Expr = Any
Given = tuple[Expr, ...] | None


def terms(expr: Expr, given: Given = None) -> list[Expr]:
    """The terms of a sum, in the order in which they were given or else in textbook order."""
    places = {term: place for place, written in enumerate(given or ()) for term in sp.Add.make_args(written)}
    ordered = sorted(expr.args, key=lambda term: (places.get(term, len(places)), _term_key(term)))
    if not given and len(ordered) == 2 and _is_negative(ordered[0]) and not _is_negative(ordered[1]):
        ordered.reverse()
    return ordered


def _is_negative(term: Expr) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)


def _term_key(term: Expr) -> tuple[Any, ...]:
    """Falling total degree in the letters, then letters in alphabetical order, then the expression's own order."""
    powers = map(_base_exponent, sp.Mul.make_args(term))
    degrees = [(base.name, exponent) for base, exponent in powers if base.is_Symbol and exponent.is_Number]
    total = sum(exponent for _, exponent in degrees)
    return (
        -total,
        tuple((letter, -exponent) for letter, exponent in sorted(degrees)),
        _text_key(term),
    )


def _base_exponent(factor: Expr) -> tuple[Expr, Expr]:
    if factor.func is sp.exp and factor.args[0].is_Rational:
        return sp.E, factor.args[0]
    return factor.as_base_exp() if factor.is_Pow else (factor, sp.Integer(1))


def _text_key(expr: Expr) -> Any:
    return expr.sort_key()


def fraction(expr: Expr, given: Given = None) -> tuple[list[Expr], list[Expr]]:
    """The factors above and below the bar, each in order. A negative numeric exponent puts a factor below; e^(-x) stays
    above.
    """
    above: list[Expr] = []
    below: list[Expr] = []
    for factor in sp.Mul.make_args(expr):
        base, exponent = _base_exponent(factor)
        if factor.is_Rational:
            above += [sp.Integer(factor.p)] if factor.p != 1 else []
            below += [sp.Integer(factor.q)] if factor.q != 1 else []
        elif exponent.is_Rational and exponent.is_negative:
            below.append(sp.Pow(base, -exponent))
        else:
            above.append(factor)
    places = _places(given)
    return _arranged(above, places), _arranged(below, places)


def _places(given: Given) -> dict[Expr, int]:
    """Where each factor was written; a factor of a factor counts where that stood."""
    places: dict[Expr, int] = {}
    for place, written in enumerate(given or ()):
        for factor in sp.Mul.make_args(written):
            base, exponent = _base_exponent(factor)
            places.setdefault(factor, place)
            places.setdefault(base, place)
            if exponent.is_Number:
                places.setdefault(sp.Pow(base, -exponent), place)
    return places


def _arranged(factors: list[Expr], places: dict[Expr, int]) -> list[Expr]:
    def key(factor: Expr) -> tuple[Any, ...]:
        if factor.is_Number:
            return (-1, 0, 0)
        base = _base_exponent(factor)[0]
        return (places.get(factor, places.get(base, len(places))), _category(factor), _text_key(factor))

    return sorted(factors, key=key)


LAST = (sp.tan, sp.cot, sp.tanh, sp.coth)
"""Functions that stand behind their like: sec(x) tan(x)."""


def _category(factor: Expr) -> int:
    base, exponent = _base_exponent(factor)
    if not factor.free_symbols:
        return 8 if factor.has(sp.log) else 1  # 2ˣ ln 2, but 2π r
    if base.is_Symbol and exponent.is_Rational:
        return 2
    if base.is_Add and exponent.is_Integer:
        # (x² + 1) eˣ, but eˣ (sin x + cos x): a bracket with functions in it reads best at the end
        return 3 if base.is_polynomial(*base.free_symbols) else 9
    if base.is_Symbol or exponent.is_Rational:
        return 5 if isinstance(base, LAST) else 4
    if factor.func is sp.exp or factor.is_Pow:
        return 6
    return 7
