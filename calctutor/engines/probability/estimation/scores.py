"""For which letters are all derivatives of a log-likelihood 0: all at once, one after the other, or by numbers?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.quantiles import neat

Expr = Any
MOST_DEGREE = 4
"""Polynomial equations of higher degree are left to numbers."""
MOST_OPERATIONS = 60


@dataclass(slots=True)
class Solved:
    """Letters in closed form, in the order in which they were eliminated: each in terms of those that `left` names, with the
    equations those still have to obey.
    """

    values: dict[Expr, Expr] = field(default_factory=dict)
    left: dict[Expr, Expr] = field(default_factory=dict)


def solved(known: Known, slopes: Sequence[Expr], unknown: Sequence[Expr]) -> Solved:
    """All at once where that gives one allowed solution; and otherwise every letter that its own equation gives, put into the
    other equations.
    """
    if together := _at_once(known, slopes, unknown):
        return Solved(together)
    found = Solved(left=dict(zip(unknown, slopes, strict=True)))
    for letter in list(unknown):
        value = _own_root(known, found.left[letter], letter)
        if value is not None:
            del found.left[letter]
            found.values = {x: v.subs(letter, value) for x, v in found.values.items()} | {letter: value}
            found.left = {x: sp.expand(shortened(slope.subs(letter, value))) for x, slope in found.left.items()}
    return found


def shortened(expr: Expr) -> Expr:
    return sp.powsimp(sp.expand_log(sp.cancel(expr) if expr.is_rational_function() else expr, force=True))


def _at_once(known: Known, slopes: Sequence[Expr], unknown: Sequence[Expr]) -> dict[Expr, Expr]:
    """The one solution that obeys the conditions."""
    tops = [sp.numer(sp.together(s)) for s in slopes]
    degrees = [sp.Poly(t, *unknown).total_degree() if t.is_polynomial(*unknown) else None for t in tops]
    if any(degree is not None and degree > MOST_DEGREE for degree in degrees):
        return {}
    if None in degrees and (len(tops) > 1 or tops[0].has(sp.polygamma, sp.Abs) or tops[0].count_ops() > MOST_OPERATIONS):
        return {}
    try:
        found = sp.solve(tops, list(unknown), dict=True)
    except NotImplementedError:
        return {}
    good = []
    for one in found:
        values = {x: neat(one[x]) for x in unknown if x in one}
        real = all(v.is_real is not False and not v.has(*unknown, sp.I, sp.CRootOf) for v in values.values())
        if len(values) == len(unknown) and real and allowed(known, values):
            good.append(values)
    return good[0] if len(good) == 1 else {}


def allowed(known: Known, values: dict[Expr, Expr]) -> bool:
    """Does no condition on an estimated letter fail?"""
    for x, value in values.items():
        for bound, way in ((known.lower.get(x.name), 1), (known.upper.get(x.name), -1)):
            if bound is not None and known.sign(way * (value - bound)) in (-1, 0):
                return False
    return True


def _own_root(known: Known, slope: Expr, letter: Expr) -> Expr | None:
    """What its own equation says of a letter: c + d·x^p = 0 after division by a power of it."""
    if not slope.has(letter) or (slope.has(sp.polygamma) and any(p.has(letter) for p in slope.atoms(sp.polygamma))):
        return None
    by_power: dict[Expr, list[Expr]] = {}
    for term in sp.Add.make_args(sp.expand(sp.expand_power_base(slope, force=True), log=False)):
        constant, g = term.as_independent(letter, as_Add=False)
        base, exponent = sp.powsimp(g).as_base_exp() if g != 1 else (letter, sp.Integer(0))
        if base != letter:
            return None
        by_power.setdefault(sp.expand(exponent), []).append(constant)
    if len(by_power) != 2:
        return None
    (low, a), (high, b) = ((e, sp.Add(*cs)) for e, cs in by_power.items())
    value = shortest(sp.powsimp((-a / b) ** (1 / sp.cancel(high - low))))
    return value if allowed(known, {letter: value}) and not value.has(sp.I) else None


__all__ = ["Solved", "allowed", "solved"]
