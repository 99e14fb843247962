"""Which wrong antiderivatives do 1/(x² + a²) and 1/√(a² − x²) lead to?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.mistakes.primitives import Guess

Expr = Any


def inverses(f: Expr, x: Expr) -> Iterator[Guess]:
    """The arctangent or the arcsine, with the number a at a wrong place."""
    top, bottom = sp.fraction(f)
    if top.has(x) or not bottom.has(x):
        return
    root = bottom.is_Pow and bottom.exp == sp.Rational(1, 2)
    square = bottom.base if root else bottom
    rest = square + x**2 if root else square - x**2
    if rest.has(x) or not rest.is_positive:
        return
    yield from (_arcsines if root else _arctangents)(f, top, sp.sqrt(rest), x)


def _arctangents(f: Expr, top: Expr, a: Expr, x: Expr) -> Iterator[Guess]:
    if a != 1:
        yield Guess("arctan-scale-lost", a * f, f, top * sp.atan(x / a))
        yield Guess("arctan-scale-squared", f / a, f, top * sp.atan(x / a) / a**2)
        yield Guess("arctan-inside-not-scaled", top / (1 + x**2) / a, f, top * sp.atan(x) / a)
        yield Guess("arctan-inside-not-scaled", top / (1 + x**2) / a**2, f, top * sp.atan(x) / a**2)
        yield Guess("arctan-inside-and-scale-lost", top / (1 + x**2), f, top * sp.atan(x))
        for scale in (a**2, a, sp.Integer(1)):
            written = top * sp.atan(x / a**2) / scale
            yield Guess("arctan-root-forgotten", sp.diff(written, x), f, written)


def _arcsines(f: Expr, top: Expr, a: Expr, x: Expr) -> Iterator[Guess]:
    yield Guess("arccos-for-arcsin", -f, f, top * sp.acos(x / a))
    if a != 1:
        yield Guess("arcsin-scale", f / a, f, top * sp.asin(x / a) / a)
        yield Guess("arcsin-inside-not-scaled", top / sp.sqrt(1 - x**2), f, top * sp.asin(x))
        yield Guess("arcsin-root-forgotten", top / sp.sqrt(a**4 - x**2), f, top * sp.asin(x / a**2))
