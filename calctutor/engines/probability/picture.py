"""What does a density look like, and the part of it that a probability is the area of? Points for a picture, in numbers."""

from __future__ import annotations

import math
from fractions import Fraction

from calctutor.balls.outcomes import NoValue
from calctutor.balls.programs import compiled
from calctutor.balls.tape import ball
from calctutor.balls.values import evaluate
from calctutor.notation.tree import Tree, names

COLUMNS = 160
LEAST = 0.003
"""A tail is cut off where it is lower than this share of the top."""

Points = tuple[tuple[float, ...], tuple[float, ...]]


def curve(f: Tree, x: str, low: Tree, high: Tree, bounds: tuple[Tree, Tree] | None = None) -> dict[str, Points] | None:
    """Points of the density, and of the part between `bounds`; None where letters have no numbers."""
    if set(names(f)) - {x} or any(names(end) for end in (low, high, *(bounds or ()))):
        return None
    window = _window(f, x, _number(low), _number(high), [v for b in bounds or () if math.isfinite(v := _number(b))])
    line = _points(f, x, *window)
    found = {"density": line}
    if bounds is not None:
        ends = [min(max(_number(b), window[0]), window[1]) for b in bounds]
        found["area"] = _points(f, x, *ends)
    return found


def _number(tree: Tree) -> float:
    if "oo" in (tree.value, *(arg.value for arg in tree.args)):
        return -math.inf if tree.head == "neg" else math.inf
    return float(evaluate(tree, {}, 64).ball.mid())


def _value(f: Tree, x: str, place: float) -> float:
    try:
        found = compiled(f).value({x: ball(Fraction(place).limit_denominator(10**9))})
    except (NoValue, ValueError, ZeroDivisionError):
        return 0.0
    return float(found.mid()) if found.is_finite() else 0.0


def _window(f: Tree, x: str, low: float, high: float, inside: list[float]) -> tuple[float, float]:
    """The support, or as much of it as there is anything to see."""
    if math.isfinite(low) and math.isfinite(high):
        return low, high
    places = [way * 2**k / 8 for k in range(11) for way in (-1, 1)]
    start = low if math.isfinite(low) else high if math.isfinite(high) else 0.0
    tried = sorted(p for p in {start, *(start + p for p in places), *inside} if low <= p <= high)
    heights = {p: _value(f, x, p) for p in tried}
    top = max(heights.values())
    seen = [p for p in tried if heights[p] > LEAST * top] + inside
    left = low if math.isfinite(low) else min(seen)
    right = high if math.isfinite(high) else max(seen)
    return (left, right) if right > left else (left, left + 1)


def _points(f: Tree, x: str, low: float, high: float) -> Points:
    xs = [low + (high - low) * i / COLUMNS for i in range(COLUMNS + 1)]
    ys = [_value(f, x, place) for place in xs]
    cap = 4 * sorted(ys)[int(0.9 * len(ys))] or max(ys)  # a density may be infinite at an end
    return tuple(xs), tuple(min(y, cap) if cap else y for y in ys)


__all__ = ["curve"]
