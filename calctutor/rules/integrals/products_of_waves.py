"""How is a product of sines and cosines a sum of sines and cosines of several angles?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import TRIG, applied, base_and_power, linear
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Products of sines and cosines as sums",
    "I(f, x) = I(g, x)",
    formula="sin(a) cos(b) = (sin(a + b) + sin(a - b))/2",
    example="sin(3*x)*cos(5*x)",
    least=2,
)
def product_to_sum(f: Expr, x: Expr) -> Rewrite | None:
    """A product of sines and cosines, or a power of one, is a sum of sines and cosines of several angles, which can
    be integrated at once.
    """
    if any(linear(w.args[0], x) is None for w in applied(f, x, (sp.sin, sp.cos))):
        return None
    found = waves(f, x)
    if len({w.args[0] for w, _ in found}) == 1 and (_even(found) or _only(f, found, x)):
        return None  # the double angle, or one letter for the other function, is quicker
    g = linearised(f, x)
    if g is None or g == f:
        return None
    return Rewrite(where={"g": g}, price=1 if sum(int(n) for _, n in found) <= 4 else 2)


def _even(found: list[tuple[Expr, Expr]]) -> bool:
    return all(n % 2 == 0 for _, n in found)


def _only(f: Expr, waves: list[tuple[Expr, Expr]], x: Expr) -> bool:
    """Is there nothing with x beside these sines and cosines?"""
    return not (f / sp.Mul(*(w**n for w, n in waves))).has(x)


def waves(f: Expr, x: Expr) -> list[tuple[Expr, Expr]]:
    """The sines and cosines among the factors, with their powers."""
    found = [base_and_power(p) for p in sp.Mul.make_args(f)]
    return [(b, n) for b, n in found if isinstance(b, (sp.sin, sp.cos)) and b.has(x) and n.is_Integer and n.is_positive]


def linearised(f: Expr, x: Expr) -> Expr | None:
    """The product with its sines and cosines as a sum of waves: a list of amplitudes by angle."""
    found = sorted(waves(f, x), key=lambda w: w[0].sort_key())
    total = sum(int(n) for _, n in found)
    if not 2 <= total <= 16:
        return None
    rest = f / sp.Mul(*(w**n for w, n in found))
    if any(w.has(x) for w in applied(rest, x, TRIG)):
        return None
    terms: dict[tuple[Any, Expr], Expr] = {(sp.cos, sp.Integer(0)): sp.Integer(1)}
    for wave, n in found:
        for _ in range(int(n)):
            terms = _times(terms, wave)
    parts = [c * kind(angle) * rest for (kind, angle), c in terms.items() if c != 0]
    return sp.Add(*parts)


def _times(terms: dict[tuple[Any, Expr], Expr], wave: Expr) -> dict[tuple[Any, Expr], Expr]:
    """Every term times one more wave, by the sum formulas."""
    found: dict[tuple[Any, Expr], Expr] = {}
    b = wave.args[0]
    for (kind, a), c in terms.items():
        plus, minus = sp.expand(a + b), sp.expand(a - b)
        if kind is sp.cos and wave.func is sp.cos:
            new = [(sp.cos, plus, 1), (sp.cos, minus, 1)]
        elif kind is sp.sin and wave.func is sp.sin:
            new = [(sp.cos, minus, 1), (sp.cos, plus, -1)]
        elif kind is sp.sin:
            new = [(sp.sin, plus, 1), (sp.sin, minus, 1)]
        else:
            new = [(sp.sin, plus, 1), (sp.sin, minus, -1)]
        for k, angle, sign in new:
            if angle.could_extract_minus_sign():
                angle, sign = -angle, sign * (-1 if k is sp.sin else 1)
            found[k, angle] = found.get((k, angle), sp.Integer(0)) + sign * c / 2
    return found
