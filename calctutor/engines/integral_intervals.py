"""On which intervals does an antiderivative hold, and where may its constant change?

An antiderivative is known but for a constant on every interval of the domain of its integrand, and the constants of two
intervals have nothing to do with each other. Where the formula found jumps inside such an interval, it is an antiderivative on
either side of the jump, and one that runs on needs another constant there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy as sp
from flint import arb

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.values import evaluate
from calctutor.engines.breaks import quantities
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, divide, multiply
from calctutor.rules.integrals.seams import real_zeros
from calctutor.rules.integrals.shapes import TRIG, base_angle, linear
from calctutor.steps import Expr

SIDES = (-1, 1)
NEAR = Fraction(1, 10**12)
LETTERS = (Fraction(13, 7), Fraction(17, 11), Fraction(23, 9), Fraction(31, 19))
"""Values for the other letters, where only the sides of a place are looked at."""

MOST = 12


@dataclass(frozen=True, slots=True)
class Intervals:
    """Where the constant may change: `breaks` of the integrand and `jumps` of the formula, as places (`pi/2 + n*pi` for a
    family with a whole number n); `parts` are the intervals of the domain in order, where there are finitely many.
    """

    breaks: tuple[Tree, ...] = ()
    jumps: tuple[Tree, ...] = ()
    parts: tuple[Tree, ...] = ()


def intervals(algebra: Algebra, f: Expr, F: Expr, x: str) -> Intervals:
    """The places where the constant may change. Nothing is said of places that cannot be written down."""
    X, n = symbol(x), _whole(f, x)
    breaking = places(f, X, n)
    broken = [p for p in breaking if not joined(algebra, f, X, p) and both_sides(algebra, f, X, p)]
    jumps = [p for p in places(F, X, n) if p not in broken and jumps_at(algebra, f, F, X, p)]
    parts: list[Tree] = []
    if all(p.is_number for p in broken):
        edges = [p for p in breaking if p.is_number and p not in broken and _is_edge(algebra, f, X, p)]
        parts = _parts(algebra, f, X, sorted([*broken, *edges], key=_number))
    shown = [tuple(_written(algebra, p, n) for p in found) for found in (broken, jumps)]
    return Intervals(shown[0], shown[1], tuple(parts) if len(parts) > 1 else ())


def _whole(f: Expr, x: str) -> Expr:
    """A letter that numbers the places of a family."""
    taken = {s.name for s in f.free_symbols} | {x}
    return next(symbol(letter) for letter in ("n", "m", "k", "n_0") if letter not in taken)


def _written(algebra: Algebra, place: Expr, n: Expr) -> Tree:
    """A family as π/2 + n π: where it starts, and then the steps."""
    step, start = place.coeff(n), place.xreplace({n: sp.Integer(0)})
    if step == 0:
        return algebra.tree(place)
    above, below = sp.fraction(sp.factor_terms(step / sp.pi))
    turns = multiply(*([algebra.tree(above)] if above != 1 else []), algebra.tree(n), algebra.tree(sp.pi))
    turns = turns if below == 1 else divide(turns, algebra.tree(below))
    return turns if start == 0 else add(algebra.tree(start), turns)


def places(f: Expr, x: Expr, n: Expr) -> list[Expr]:
    """Where f may break: zeros of what stands below, in logarithms and under roots; families carry the whole number n."""
    found: list[Expr] = []
    for u in quantities(f, x):
        for factor in sp.Mul.make_args(sp.factor_terms(u)):
            found += [p for p in _zeros(factor.base if factor.is_Pow else factor, x, n) if p not in found]
    return found[:MOST]


def _zeros(u: Expr, x: Expr, n: Expr) -> list[Expr]:
    if not u.has(x):
        return []
    if u.func in (sp.sin, sp.cos) and (ab := linear(u.args[0], x)):
        start = sp.Integer(0) if u.func is sp.sin else sp.pi / 2
        return [sp.expand((start + sp.pi * n - ab[1]) / ab[0])]
    if (angle := base_angle(u, x, TRIG)) is not None:
        return _turns(u, angle, x, n)
    if any(not e.exp.is_integer and e.base.has(x) for e in u.atoms(sp.Pow)):
        return []  # an equation with roots in it may take sympy for ever
    zeros = [z for z in (real_zeros(u, x) or []) if not z.has(sp.I)]
    return sorted(zeros, key=sp.default_sort_key)


def _turns(u: Expr, angle: Expr, x: Expr, n: Expr) -> list[Expr]:
    """The zeros of a quotient in the sine and cosine of one angle, by those of its numerator in w = tan(angle/2)."""
    t, w, (a, b) = sp.Dummy("t", real=True), sp.Dummy("w", real=True), linear(angle, x) or (1, 0)
    turned = sp.expand_trig(u.xreplace({angle: t})).rewrite([sp.tan, sp.cot, sp.sec, sp.csc], sp.cos)
    turned = turned.xreplace({sp.sin(t): 2 * w / (1 + w**2), sp.cos(t): (1 - w**2) / (1 + w**2)})
    if turned.free_symbols != {w} or not turned.is_rational_function(w):
        return []
    above, below = sp.fraction(sp.cancel(turned))
    zeros = [(2 * sp.atan(zero)) for zero in real_zeros(above, w) or []]
    if sp.degree(above, w) < sp.degree(below, w):
        zeros.append(sp.pi)  # where w is infinite
    zeros = sorted((zero + 2 * sp.pi if zero.is_negative else zero for zero in zeros), key=_number)
    if len(zeros) == 2 and sp.expand(zeros[1] - zeros[0] - sp.pi) == 0:
        return [sp.expand((zeros[0] + sp.pi * n - b) / a)]
    return [sp.expand((zero + 2 * sp.pi * n - b) / a) for zero in zeros]


def joined(algebra: Algebra, f: Expr, x: Expr, place: Expr) -> bool:
    """Has f a value at the place itself? Then its domain goes on there."""
    return _value(algebra, f, x, place, 0) is not None


def both_sides(algebra: Algebra, f: Expr, x: Expr, place: Expr) -> bool:
    return all(_value(algebra, f, x, place, side) is not None for side in SIDES)


def jumps_at(algebra: Algebra, f: Expr, F: Expr, x: Expr, place: Expr) -> bool:
    """Has f a value at the place, and F another value on its left than on its right?"""
    left, right = (_value(algebra, F, x, place, side) for side in SIDES)
    if left is None or right is None or not joined(algebra, f, x, place):
        return False
    return bool(abs(left - right) > 1e-3)


def _value(algebra: Algebra, f: Expr, x: Expr, place: Expr, side: int) -> Any:
    """The value of f at the place, or just beside it; None where it has none. Other letters take some value."""
    letters = sorted(f.free_symbols - {x}, key=str)
    env: dict[str, Any] = {s.name: LETTERS[k % len(LETTERS)] + k // len(LETTERS) for k, s in enumerate(letters)}
    env |= {s.name: 1 for s in place.free_symbols if s.name not in env}  # one member of a family stands for all
    try:
        at = evaluate(algebra.tree(place), env, 256).ball
        with Precision(256):
            here = at + arb(side * NEAR.numerator) / NEAR.denominator if side else at
        found = evaluate(algebra.tree(f), {**env, x.name: here}, 256).ball
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return None
    return found if found.is_finite() else None


def _number(place: Expr) -> float:
    return float(place.evalf(20))


def _is_edge(algebra: Algebra, f: Expr, x: Expr, place: Expr) -> bool:
    """Does the domain begin or end here?"""
    left, right = (_value(algebra, f, x, place, side) is not None for side in SIDES)
    return left != right


def _parts(algebra: Algebra, f: Expr, x: Expr, ends: list[Expr]) -> list[Tree]:
    """The intervals between the ends on which f is real, as conditions: x < 0, 0 < x < 1, ..."""
    found = []
    for low, high in pairwise([None, *ends, None]):
        inner = low if low is not None else high
        if inner is not None and _value(algebra, f, x, inner, 1 if low is not None else -1) is not None:
            found.append(_interval(algebra, x, low, high))
    return found


def _interval(algebra: Algebra, x: Expr, low: Expr | None, high: Expr | None) -> Tree:
    tree = algebra.tree
    if low is None or high is None:
        return Tree("<", (tree(x), tree(high))) if low is None else Tree(">", (tree(x), tree(low)))
    return Tree("and", (Tree("<", (tree(low), tree(x))), Tree("<", (tree(x), tree(high)))))
