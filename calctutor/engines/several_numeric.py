"""Where is a system of equations 0, when no algebra finds out? Newton's method from a grid of starting points in a box.

The derivatives come from power series, so nothing here depends on the rules. What is found is numeric, and need not be all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from calctutor.balls.jets import jet
from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.tape import Program, environment
from calctutor.notation.tree import Tree

BOX = 5.0
"""The search starts from points with coordinates between -5 and 5, and keeps what it finds there."""

STARTS, MOST_FOUND = 121, 24
NEWTON, CLOSE, SMALL = 25, 1e-6, 1e-10


def zeros(system: Sequence[Tree], letters: Sequence[str]) -> list[dict[str, float]]:
    """Points of the box at which every tree of `system` is 0 to ten digits, in order of their coordinates."""
    programs = [compiled(tree) for tree in system]
    found: list[tuple[float, ...]] = []
    for start in starts(len(letters)):
        root = newton(programs, letters, start)
        if root and all(abs(c) <= BOX for c in root) and not any(_near(root, other) for other in found):
            found.append(tuple(0.0 if abs(c) < SMALL else c for c in root))
            if len(found) >= MOST_FOUND:
                break
    return [dict(zip(letters, root, strict=True)) for root in sorted(found)]


def starts(dimensions: int) -> Iterator[tuple[float, ...]]:
    """A grid that avoids the axes of symmetry; for many letters, a grid over the first few and a spread over the others."""
    side = max(2, round(STARTS ** (1 / min(dimensions, 4))))
    ticks = [BOX * (2 * (k + 0.5) / side - 1) + 0.037 for k in range(side)]
    for point in product(ticks, repeat=min(dimensions, 4)):
        yield (*point, *(ticks[(i * 7 + round(point[0] * 13)) % side] for i in range(dimensions - 4)))


def newton(system: Sequence[Program], letters: Sequence[str], start: Sequence[float]) -> tuple[float, ...] | None:
    """Where Newton's steps from `start` end, or None where they do not."""
    point = list(start)
    for _ in range(NEWTON):
        try:
            values, slopes = _linearised(system, letters, point)
        except (NoValue, OverflowError):
            return None
        step = solved(slopes, values)
        if step is None or max(map(abs, step)) > 100 * BOX:
            return None
        point = [c - s for c, s in zip(point, step, strict=True)]
        if max(map(abs, step)) < SMALL * (1 + max(map(abs, point))):
            return tuple(point) if max(map(abs, values)) < CLOSE else None
    return None


def _linearised(
    system: Sequence[Program], letters: Sequence[str], point: Sequence[float]
) -> tuple[list[float], list[list[float]]]:
    """The values at a point, and the slopes in every direction, from power series."""
    env = environment(dict(zip(letters, map(_ball, point), strict=True)))
    with Precision(64):
        jets = [[jet(program, env, x, 1) for x in letters] for program in system]
    return [float(row[0][0].mid()) for row in jets], [[float(part[1].mid()) for part in row] for row in jets]


def _ball(value: float) -> Any:
    from flint import arb

    return arb(value)


def _near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) < CLOSE * (1 + abs(a)) for a, b in zip(one, other, strict=True))


def solved(rows: list[list[float]], right: list[float]) -> list[float] | None:
    """The solution of a linear system by elimination with pivots, or None where it has none."""
    size = len(right)
    work = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for i in range(size):
        best = max(range(i, size), key=lambda k: abs(work[k][i]))
        if not abs(work[best][i]) > 1e-14:
            return None
        work[i], work[best] = work[best], work[i]
        for k in range(size):
            if k != i:
                factor = work[k][i] / work[i][i]
                work[k] = [a - factor * b for a, b in zip(work[k], work[i], strict=True)]
    return [work[i][size] / work[i][i] for i in range(size)]
