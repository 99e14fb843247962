"""Where does an integrand have another formula: |u|, max, min, sign, steps, cases? And which, between two such seams?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import sympy as sp

from calctutor.notation.algebra import OWN
from calctutor.rules.integrals.shapes import small

Expr = Any


BENT = (sp.Abs, sp.sign, sp.Heaviside, sp.Max, sp.Min, sp.Piecewise, OWN["relu"])
"""Functions with another formula on the other side."""

MOST_SEAMS = 8


@dataclass(frozen=True, slots=True)
class Region:
    """The integrand between two seams (or on to infinity): `formula`, None where it has none; `upto` is the seam at its
    right end, None for the last.
    """

    formula: Expr | None
    upto: Expr | None


def bends(f: Expr, x: Expr) -> list[Expr]:
    """The parts of f with seams, the outermost first. The bars of ln|u| are no seam: they belong to the logarithm."""
    barred = {a.args[0] for a in f.atoms(sp.log) if a.args[0].func is sp.Abs}
    found = [g for g in f.atoms(*BENT) if g.has(x) and g not in barred]
    return sorted(found, key=lambda g: (-g.count_ops(), g.sort_key()))


def borders(g: Expr, x: Expr) -> list[Expr]:
    """The quantities that are 0 on the seams of g."""
    if g.func in (sp.Max, sp.Min):
        return [a - b for a, b in combinations(sorted(g.args, key=lambda e: e.sort_key()), 2)]
    if g.is_Piecewise:
        relations = {r for _, c in g.args for r in c.atoms(sp.core.relational.Relational)}
        return [r.lhs - r.rhs for r in sorted(relations, key=lambda r: r.sort_key())]
    return [g.args[0]]


def seams(found: list[Expr], x: Expr) -> list[Expr] | None:
    """Where the formula changes, from left to right; None where that cannot be said."""
    places: set[Expr] = set()
    for g in found:
        for border in borders(g, x):
            for changing in sp.fraction(sp.together(border)):  # the sign changes at zeros and at poles
                zeros = real_zeros(changing, x) if changing.has(x) else []
                if zeros is None:
                    return None
                places |= set(zeros)
    if any(place.free_symbols for place in places):
        return list(places) if len(places) == 1 else None
    return sorted(places, key=lambda place: float(place.evalf(30)))


def real_zeros(u: Expr, x: Expr) -> list[Expr] | None:
    """All real zeros of u, or None where they cannot be written down."""
    if u.is_polynomial(x):
        zeros = sp.roots(sp.Poly(u, x))
        if u.free_symbols != {x}:
            return list(zeros) if sp.degree(u, x) == 1 else None
        return [z for z in zeros if z.is_real] if sum(zeros.values()) == sp.degree(u, x) else None
    if not small(u, 15) or u.free_symbols != {x}:
        return None
    return solutions(u, x, sp.S.Reals)


SURRENDERS = (NotImplementedError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
"""What sympy's solver raises where it does not know how to go on."""


def solutions(u: Expr, x: Expr, domain: Any) -> list[Expr] | None:
    """All zeros of u in the domain, in a fixed order, or None where sympy does not find finitely many."""
    try:
        solved = sp.solveset(u, x, domain)
    except SURRENDERS:
        return None
    known = isinstance(solved, sp.FiniteSet) or solved is sp.S.EmptySet
    return sorted(solved, key=sp.default_sort_key) if known else None


def regions(f: Expr, x: Expr, places: list[Expr]) -> list[Region] | None:
    """The formula of f between each two neighbouring seams; None where some sign cannot be told."""
    found: list[Region] = []
    for point, upto in zip(_samples(places), [*places, None], strict=True):
        try:
            formula = straightened(f, x, point)
        except LookupError:
            return None
        if found and found[-1].formula == formula:
            found.pop()
        found.append(Region(formula, upto))
    return found


def _samples(places: list[Expr]) -> list[Expr]:
    """A point inside every region."""
    if not places:
        return [sp.Integer(0)]
    h = sp.Dummy("h", positive=True) if places[0].free_symbols else sp.Integer(1)
    inner = [(a + b) / 2 for a, b in pairwise(places)]
    return [places[0] - h, *inner, places[-1] + h]


def straightened(f: Expr, x: Expr, point: Expr) -> Expr | None:
    """f with every bent part replaced by its formula around the point; None outside of all cases. Raises `LookupError`."""
    while found := bends(f, x):
        g = found[-1]  # what stands inside another comes first
        formula = FORMULAS[g.func](g, lambda u: _sign(u, x, point)) if g.func in FORMULAS else _case(g, x, point)
        if formula is None:
            return None
        f = f.xreplace({g: formula})
    return f


def _sign(u: Expr, x: Expr, point: Expr) -> int:
    value = sp.expand(u.xreplace({x: point}))
    if value.is_number:
        value = value.evalf(30)
    if value.is_positive or value.is_negative:
        return 1 if value.is_positive else -1
    raise LookupError


def _extreme(way: int) -> Callable[[Expr, Callable[[Expr], int]], Expr]:
    def chosen(g: Expr, sign: Callable[[Expr], int]) -> Expr:
        return next(a for a in g.args if all(a == b or sign(a - b) == way for b in g.args))

    return chosen


FORMULAS: dict[Any, Callable[[Expr, Callable[[Expr], int]], Expr]] = {
    sp.Abs: lambda g, sign: sign(g.args[0]) * g.args[0],
    sp.sign: lambda g, sign: sp.Integer(sign(g.args[0])),
    sp.Heaviside: lambda g, sign: sp.Integer(max(0, sign(g.args[0]))),
    OWN["relu"]: lambda g, sign: g.args[0] if sign(g.args[0]) > 0 else sp.Integer(0),
    sp.Max: _extreme(1),
    sp.Min: _extreme(-1),
}
"""What each of these is where the signs of what stands inside are known."""


def _case(g: Expr, x: Expr, point: Expr) -> Expr | None:
    """The formula of a piecewise function around the point."""
    for value, condition in g.args:
        holds = condition.xreplace({x: point})
        if holds not in (sp.true, sp.false):
            raise LookupError
        if holds == sp.true:
            return value
    return None
