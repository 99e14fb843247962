"""How is a function integrated whose seams never end: with ⌊x⌋ in it, or with corners that come back, as |sin x| has?

Between two neighbouring seams by one formula, in which the number n of the piece is a constant; what the pieces before it
have added up to is a sum over them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

from calctutor.notation.algebra import symbol
from calctutor.rulebook import rule
from calctutor.rules.integrals.seams import bends, borders, solutions, straightened
from calctutor.rules.integrals.shapes import TRIG, angles, base_angle, linear, small
from calctutor.steps import Rewrite

Expr = Any

STEPS = (sp.floor, sp.ceiling)


@rule(
    "Integrate between the jumps",
    "I(f, x) = g",
    formula="I(floor(x), x) = x floor(x) - floor(x)*(floor(x) + 1)/2 + C",
    example="floor(x)",
    asks=True,
    least=2,
)
def between_jumps(f: Expr, x: Expr, search: Any) -> Rewrite | None:
    """Between two jumps {step} is a whole number n, a constant. Each piece starts where the one before has ended, so the
    differences at the jumps are added up.
    """
    step, g = _one_step(f, x)
    if step is None or not small(f, 40):
        return None
    n, k = symbol("n"), sp.Dummy("k", integer=True)
    a, b = linear(step.args[0], x)  # type: ignore[misc]
    if n in f.free_symbols or not a.is_number:
        return None
    piece = search.antiderivative(g.xreplace({step: n}))
    if piece is None or piece.has(sp.Piecewise):
        return None
    jump = sp.expand(piece.xreplace({x: (k - b) / a, n: k - 1}) - piece.xreplace({x: (k - b) / a, n: k}))
    total = _summed(jump, k, n)
    if total is None:
        return None
    lines = (
        ("For ", n, " = ", step, " the integral of ", g.xreplace({step: n}), " is ", piece, " + ", symbol("c_n"), "."),
        ("At the jump to ", symbol("k"), " the pieces meet if ", symbol("c_k"), " − ", symbol("c_(k-1)"), " = ",
         jump.xreplace({k: symbol("k")}), "."),
        ("Added up from 1 to ", n, ":  ", symbol("c_n"), " = ", total, "."),
    )  # fmt: skip
    whole = _as_typed((piece + total).xreplace({n: step}), f)
    return Rewrite(where={"g": whole, "step": step}, lines=lines, price=2, final=True)


def _one_step(f: Expr, x: Expr) -> tuple[Expr | None, Expr]:
    """The one ⌊a x + b⌋ in f, and f with every ⌈u⌉ written as −⌊−u⌋; (None, f) where there are several or none."""
    g = f.replace(sp.ceiling, lambda u: -sp.floor(-u))
    found = [e for e in g.atoms(sp.floor) if e.has(x)]
    if len(found) != 1 or linear(found[0].args[0], x) is None or bends(g, x):
        return None, f
    return found[0], g


def _as_typed(g: Expr, f: Expr) -> Expr:
    """With ⌈u⌉ again, where that is what the integrand has."""
    return g if f.has(sp.floor) else g.replace(sp.floor, lambda u: -sp.ceiling(-u))


def _summed(jump: Expr, k: Expr, n: Expr) -> Expr | None:
    """The sum of the jumps from 1 to n in closed form: its difference from n − 1 to n is the jump at n, and it is 0 at 0."""
    total = sp.summation(jump, (k, 1, n))
    if total.has(sp.Sum, sp.Piecewise, sp.nan, sp.zoo):
        return None
    total = sp.factor(total)
    gap = sp.simplify(total - total.xreplace({n: n - 1}) - jump.xreplace({k: n}))
    return total if gap == 0 and sp.simplify(total.xreplace({n: sp.Integer(0)})) == 0 else None


@rule(
    "Integrate period by period",
    "I(f, x) = g",
    formula="I(abs(sin(x)), x) = 2 floor(x/pi) - cos(x - pi floor(x/pi)) + C",
    example="abs(sin(x))",
    asks=True,
    least=2,
)
def by_periods(f: Expr, x: Expr, search: Any) -> Rewrite | None:
    """The integrand repeats itself with period {P}. Over the n periods that lie behind, it has added up n times the same
    amount; within the one that has begun, it is integrated from its start.
    """
    angle = base_angle(f, x, TRIG) if bends(f, x) and small(f, 30) else None
    if angle is None or f.xreplace({x: sp.Dummy()}).has(x) or _outside(f, x, angle):
        return None
    a = linear(angle, x)[0]  # type: ignore[index]
    if not a.is_number:
        return None
    found = (_over(f, x, P, search) for P in (_period(f, x, a), 2 * sp.pi / abs(a)))
    return next((rewrite for rewrite in found if rewrite is not None), None)


def _over(f: Expr, x: Expr, P: Expr, search: Any) -> Rewrite | None:
    """With this period; None where it cannot be done or comes out with powers of −1, which the double period avoids."""
    places = _seams_of_a_period(f, x, P)
    if not places:
        return None
    start = places[0]
    ends = [*places, start + P]
    try:
        formulas = [straightened(f, x, (p + q) / 2) for p, q in pairwise(ends)]
    except LookupError:
        return None
    values = [None if p is None else search.antiderivative(p) for p in formulas]
    if any(v is None or v.has(sp.Piecewise, sp.floor) for v in values):
        return None
    rewrite = _counted(x, P, ends, formulas, values)
    return None if any(p.base == -1 for p in rewrite.where["g"].atoms(sp.Pow)) else rewrite


def _outside(f: Expr, x: Expr, angle: Expr) -> bool:
    """Does x occur elsewhere than in these angles?"""
    return bool(f.xreplace({e: sp.Dummy() for e in f.atoms(*TRIG)}).has(x))


def _period(f: Expr, x: Expr, a: Expr) -> Expr:
    """π/|a| where f repeats itself after that already, otherwise 2π/|a|."""
    half = sp.pi / abs(a)
    again = f.xreplace({x: x + half}).replace(lambda e: isinstance(e, TRIG), lambda e: e.func(sp.expand(e.args[0])))
    return half if again == f else 2 * half


def _seams_of_a_period(f: Expr, x: Expr, P: Expr) -> list[Expr] | None:
    """The seams from 0 on, within one period; None where they cannot be written down."""
    places: set[Expr] = set()
    for g in bends(f, x):
        for border in borders(g, x):
            for zero in _zeros(border, x) or [sp.nan]:
                if zero is sp.nan:
                    return None
                places |= {sp.expand(zero + m * P) for m in range(-8, 9)}
    inside = {p for p in places if 0 <= float(p.evalf(30)) < float(P.evalf(30)) - 1e-12}
    return sorted(inside, key=lambda p: float(p.evalf(30)))


def _zeros(u: Expr, x: Expr) -> list[Expr] | None:
    """The zeros of u over two turns: those of one sine or cosine, of p sin + q cos, or of either less a number."""
    waves = angles(u, x, TRIG)
    if len(waves) != 1 or (ab := linear(waves[0], x)) is None:
        return None
    t = sp.Dummy("t", real=True)
    p, q = (u.coeff(kind(waves[0])) for kind in (sp.sin, sp.cos))
    if p * q != 0 and sp.expand(u - p * sp.sin(waves[0]) - q * sp.cos(waves[0])) == 0:
        return [sp.expand((sp.pi * m - sp.atan(q / p) - ab[1]) / ab[0]) for m in range(-8, 9)]
    solved = solutions(u.xreplace({waves[0]: t}), t, sp.Interval.Ropen(0, 2 * sp.pi))
    if not solved:
        return None
    return [sp.expand((zero + 2 * sp.pi * m - ab[1]) / ab[0]) for zero in solved for m in range(-4, 5)]


def _counted(x: Expr, P: Expr, ends: list[Expr], formulas: list[Expr | None], values: list[Expr | None]) -> Rewrite:
    """What one period adds, and the antiderivative within it, written for the place in the period."""
    start, n = ends[0], symbol("n")
    count = sp.floor(sp.expand((x - start) / P))
    place = x - P * count
    sofar, cases = sp.Integer(0), []
    lines: list[tuple[Expr | str, ...]] = []
    for (p, q), formula, value in zip(pairwise(ends), formulas, values, strict=True):
        shift = sp.simplify(sofar - value.xreplace({x: p}))  # type: ignore[union-attr]
        piece = value + shift
        lines.append(("From ", p, " to ", q, " the integrand is ", formula, "; from there its integral is ", piece, "."))
        cases.append((piece.xreplace({x: place}), sp.Lt(place, q)))
        sofar = sp.simplify(piece.xreplace({x: q}))
    within = cases[0][0] if len(cases) == 1 else sp.Piecewise(*cases[:-1], (cases[-1][0], True))
    lines.append(("A whole period adds ", sofar, ", and ", n, " = ", count, " of them lie behind."))
    g = sp.Piecewise(*((v + sofar * count, c) for v, c in within.args)) if within.is_Piecewise else within + sofar * count
    return Rewrite(where={"g": g, "P": P}, lines=tuple(lines), price=2, final=True)
