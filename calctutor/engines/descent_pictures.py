"""Which points make the pictures of a walk? The curve, the contour lines, the loss against the step, and the fitted model."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calctutor.engines.descent_problems import DataLoss, Problem

if TYPE_CHECKING:
    from calctutor.engines.descent import Place

SAMPLES = 160
GRID = (150, 60)
LEVELS = 9
MOST_WORK = 1_000_000
"""Rows of data times points of the grid up to which contour lines are drawn."""

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Lists of points. `levels` are contour lines, each a list of points on it; `model` is the fitted curve over its data."""

    letters: tuple[str, ...]
    path: list[Pair]
    curve: list[Pair]
    levels: list[list[Pair]]
    losses: list[float]
    data: list[Pair]
    model: list[Pair]
    axes: tuple[str, str]


def pictures(problem: Problem, places: Sequence[Place]) -> Pictures:
    """What can be drawn of this walk."""
    size = len(problem.letters)
    near = _near([place.point for place in places])
    path: list[Pair] = []
    curve: list[Pair] = []
    levels: list[list[Pair]] = []
    if size == 1:
        path = [(x[0], place.f) for x, place in zip(near, places, strict=False)]
        curve = _curve(problem, near)
    elif size == 2:
        path = [(x[0], x[1]) for x in near]
        levels = _contours(problem, path)
    data, model, axes = _fitted(problem, places[-1].point) if isinstance(problem, DataLoss) else ([], [], ("", ""))
    return Pictures(tuple(problem.letters), path, curve, levels, [place.f for place in places], data, model, axes)


def _near(points: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """The beginning of the walk, up to where it runs off so far that nothing else could be seen."""
    if len(points) < 3:
        return list(points)
    first = max(math.dist(points[0], points[1]), 1e-9)
    reach = 30 * max(first, math.hypot(*points[0]))
    kept = [x for x in points if all(abs(value) < 1e9 for value in x)]
    found: list[Sequence[float]] = []
    for x in kept:
        if math.dist(x, points[0]) > reach:
            break
        found.append(x)
    return found


def _value(problem: Problem, x: Sequence[float]) -> float:
    try:
        found = problem.value(x)
    except (ArithmeticError, ValueError):
        return math.nan
    return found if math.isfinite(found) else math.nan


def _around(values: Sequence[float], share: float = 0.25) -> Pair:
    low, high = min(values), max(values)
    margin = share * (high - low) or max(abs(low), 1.0) * 0.5
    return low - margin, high + margin


def _curve(problem: Problem, near: Sequence[Sequence[float]]) -> list[Pair]:
    low, high = _around([x[0] for x in near])
    xs = [low + (high - low) * i / (SAMPLES - 1) for i in range(SAMPLES)]
    return [(x, y) for x in xs if not math.isnan(y := _value(problem, [x]))]


def _contours(problem: Problem, path: Sequence[Pair]) -> list[list[Pair]]:
    if isinstance(problem, DataLoss) and len(problem.fit.rows) * GRID[0] * GRID[1] > MOST_WORK:
        return []
    (left, right), (bottom, top) = _around([x for x, _ in path]), _around([y for _, y in path])
    half = max(right - left, (top - bottom)) / 8
    if right - left < half:
        left, right = left - half / 2, right + half / 2
    if top - bottom < half:
        bottom, top = bottom - half / 2, top + half / 2
    xs = [left + (right - left) * i / (GRID[0] - 1) for i in range(GRID[0])]
    ys = [bottom + (top - bottom) * j / (GRID[1] - 1) for j in range(GRID[1])]
    grid = [[_value(problem, (x, y)) for x in xs] for y in ys]
    heights = sorted(value for row in grid for value in row if not math.isnan(value))
    if not heights or heights[0] == heights[-1]:
        return []
    return [points for level in _levels(heights) if (points := _crossings(xs, ys, grid, level))]


def _levels(heights: Sequence[float]) -> list[float]:
    """Heights between the lowest and the highest, closer together below, where the walk ends."""
    low, high = heights[0], heights[int(len(heights) * 0.97)]
    return [low + (high - low) * ((k + 1) / (LEVELS + 1)) ** 2 for k in range(LEVELS)]


def _crossings(xs: Sequence[float], ys: Sequence[float], grid: Sequence[Sequence[float]], level: float) -> list[Pair]:
    """Where the level is crossed on the lines of the grid."""
    found: list[Pair] = []
    for j, row in enumerate(grid):
        found += [(x, ys[j]) for x in _roots(xs, row, level)]
    for i, x in enumerate(xs):
        found += [(x, y) for y in _roots(ys, [row[i] for row in grid], level)]
    return found


def _roots(places: Sequence[float], heights: Sequence[float], level: float) -> list[float]:
    found = []
    for a, b, p, q in zip(places, places[1:], heights, heights[1:], strict=False):
        if (p - level) * (q - level) < 0:
            found.append(a + (b - a) * (level - p) / (q - p))
    return found


def _fitted(problem: DataLoss, end: Sequence[float]) -> tuple[list[Pair], list[Pair], tuple[str, str]]:
    """The data and the model over its one column; nothing when it has several."""
    columns = problem.fit.columns
    if len(columns) != 2:
        return [], [], ("", "")
    data = [(row[0], row[1]) for row in problem.fit.rows]
    low, high = _around([x for x, _ in data], 0.05)
    xs = [low + (high - low) * i / (SAMPLES - 1) for i in range(SAMPLES)]
    return (
        data,
        [(x, y) for x, y in zip(xs, _safely(lambda x: problem.predicted(end, (x, 0.0)), xs), strict=True) if not math.isnan(y)],
        (columns[0], columns[1]),
    )


def _safely(f: Callable[[float], float], xs: Sequence[float]) -> list[float]:
    found = []
    for x in xs:
        try:
            found.append(f(x))
        except (ArithmeticError, ValueError):
            found.append(math.nan)
    return found
