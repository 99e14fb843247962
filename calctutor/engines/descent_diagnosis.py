"""Why did it converge, crawl, zigzag or run away? The rate against the curvature at the minimum.

Near a minimum f is nearly a quadratic, and gradient descent multiplies the error along each eigenvector of the Hessian by
1 − ηλ at every step. It shrinks as long as η < 2/λmax; the error changes sides at each step where ηλ > 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from calctutor.engines.descent_methods import FRICTION, Point, Singular, eigenvalues, solved
from calctutor.engines.descent_problems import Problem

MOST_LETTERS = 20
SMALL, FLAT, ROUNDING, NARROW = 1e-9, 1e-6, 1e-12, 100


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`at` says where the Hessian was taken: `minimum` or `end`; `limit` is the largest rate that converges (for gd,
    momentum and
    nesterov); `zigzag` the share of steps that turned back on the one before; `factor` what each step does to the error.
    """

    at: str
    point: list[float]
    lowest: float | None
    highest: float | None
    limit: float | None
    suggested: float | None
    factor: float | None
    zigzag: float
    downhill: bool


def diagnosed(problem: Problem, path: Sequence[Point], method: str, rate: float) -> Diagnosis:
    """What the Hessian at the minimum (found by Newton's method from the lowest place), or at the end, says about the rate."""
    turned = _turned(path)
    downhill = len(path) < 2 or _height(problem, path[-1]) <= _height(problem, path[0])
    least = min(path, key=lambda x: _height(problem, x))
    minimum = _minimum(problem, least) if len(least) <= MOST_LETTERS else None
    point = minimum or list(path[-1])
    values = _curvatures(problem, point) if len(point) <= MOST_LETTERS else []
    if not values or not values[-1] > 0 or _flat(problem, path[0], values) or (minimum is None and values[0] < 0):
        if values and minimum is not None:
            values = [0.0 if abs(value) < FLAT else value for value in values]
        return Diagnosis(
            "minimum" if minimum else "end",
            point,
            values[0] if values else None,
            values[-1] if values else None,
            None,
            None,
            None,
            turned,
            downhill,
        )
    low, high = values[0], values[-1]
    suggested = 2 / (low + high) if low > high / NARROW else 1 / high
    factor = max(abs(1 - rate * low), abs(1 - rate * high)) if method == "gd" else None
    return Diagnosis(
        "minimum" if minimum else "end", point, low, high, _limit(method, high), suggested, factor, turned, downhill
    )


def _flat(problem: Problem, start: Point, values: Sequence[float]) -> bool:
    """Is there no curvature left, compared with the start?"""
    return values[-1] <= FLAT * max(1.0, *map(abs, _curvatures(problem, start)), 1.0)


def _limit(method: str, high: float) -> float | None:
    """The rate beyond which the method does not settle at a quadratic with this curvature."""
    limits = {
        "gd": 2 / high,
        "momentum": 2 * (1 + FRICTION) / high,
        "nesterov": 2 * (1 + FRICTION) / ((1 + 2 * FRICTION) * high),
    }
    return limits.get(method)


def _height(problem: Problem, x: Sequence[float]) -> float:
    try:
        found = problem.value(x)
    except (ArithmeticError, ValueError):
        return math.inf
    return found if math.isfinite(found) else math.inf


def _turned(path: Sequence[Point]) -> float:
    """The share of steps that go back against the step before."""
    steps = [[b - a for a, b in zip(x, y, strict=True)] for x, y in pairwise(path)]
    pairs = list(pairwise(steps))[:1000]
    if not pairs:
        return 0.0
    return sum(any(a * b < 0 and abs(b) > SMALL for a, b in zip(s, t, strict=True)) for s, t in pairs) / len(pairs)


def _curvatures(problem: Problem, x: Sequence[float]) -> list[float]:
    try:
        found = eigenvalues(problem.hessian(list(x)))
    except (ArithmeticError, ValueError):
        return []
    if not all(map(math.isfinite, found)):
        return []
    return [0.0 if abs(value) <= ROUNDING * abs(found[-1]) else value for value in found]


def _minimum(problem: Problem, x: Sequence[float]) -> Point | None:
    """A minimum near x, by Newton's method with the Hessian lifted until it points downhill; None where none is found."""
    here = list(x)
    for _ in range(100):
        try:
            slopes, hessian = problem.slopes(here), problem.hessian(here)
            following = _downhill(problem, here, slopes, hessian)
            arrived = math.hypot(*slopes) <= 1e-9 * (1 + math.hypot(*here)) and math.dist(here, following) <= 1e-5 * (
                1 + math.hypot(*here)
            )
            if arrived:
                return _settled(here) if eigenvalues(hessian)[0] > -SMALL else None
            here = following
        except (ArithmeticError, ValueError, Singular):
            return None
    return None


def _settled(point: Point) -> Point:
    """Coordinates that are 0 for all that Newton's method can tell are 0."""
    least = 1e-9 * (1 + math.hypot(*point))
    return [0.0 if abs(value) <= least else value for value in point]


def _downhill(problem: Problem, x: Point, slopes: Point, hessian: list[list[float]]) -> Point:
    """The first shortened step that does not rise. Raises `Singular` where there is none."""
    values = eigenvalues(hessian)
    lift = max(0.0, -values[0]) * 1.1 + (1e-6 * max(abs(values[-1]), 1e-12) if values[0] < SMALL * abs(values[-1]) else 0.0)
    lifted = [[entry + (lift if i == j else 0.0) for j, entry in enumerate(row)] for i, row in enumerate(hessian)]
    direction = solved(lifted, slopes)
    height, share = _height(problem, x), 1.0
    while share > 1e-6:
        following = [a - share * d for a, d in zip(x, direction, strict=True)]
        if _height(problem, following) <= height + 1e-15 * abs(height):
            return following
        share /= 2
    raise Singular
