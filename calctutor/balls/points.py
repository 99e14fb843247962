"""At which points is it worth looking at an expression?

First a few plain numbers of both signs, small and large. Then, for functions that bend, jump or end somewhere, a point in every
interval between the places where they do: those places are zeros of quantities that the tape of a program knows (the argument
of an `abs`, 1 - u and 1 + u for an arcsin, the two sides of a condition). Nothing is random but for a seeded last resort.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from calctutor.balls.breaks import Point, quantities_of, zeros
from calctutor.balls.functions import TAME, Row, nonzero
from calctutor.balls.jets import Derivative
from calctutor.balls.outcomes import Precision
from calctutor.balls.simple import fractions, simplest
from calctutor.balls.tape import Instruction, Program

_POSITIVE = fractions("2 1/2 3/2 3 1/3 5/4 7 1/10 4/5 12 1")
_MIXED = fractions("-1 -2 -1/2 7/3 -3 -5/3 10 -1/5 -15/2 1/7 -40")
"""Their length is prime, so that any stride through them reaches all."""

MOST_NAMES = 6


@lru_cache(maxsize=512)
def plain(names: tuple[str, ...]) -> tuple[Point, ...]:
    """Points for these names: the first are the simplest; every other one has all coordinates positive."""
    return tuple(
        {n: numbers[(k * (j % 10 + 1) + j) % len(numbers)] for j, n in enumerate(names)}
        for k in range(len(_POSITIVE))
        for numbers in (_POSITIVE, _MIXED)
    )


@lru_cache(maxsize=64)
def scattered(names: tuple[str, ...], count: int = 60) -> tuple[Point, ...]:
    """Seeded points of all sizes, for expressions that are defined hardly anywhere."""
    dice = random.Random("calctutor " + " ".join(names))

    def coordinate() -> Fraction:
        size = dice.choice((1, 1, 1, 4, 30, 1000, 10**6))
        return Fraction(dice.randint(-64 * size, 64 * size), 64)

    return tuple({n: coordinate() for n in names} for _ in range(count))


def nearby(place: Point) -> Iterator[Point]:
    """Points around one, closer and closer, for expressions that are defined on a narrow set."""
    for distance in (5, 61, 997, 9973):
        for sign in (1, -1):
            yield {n: v + Fraction(sign, distance + 2 * k) for k, (n, v) in enumerate(place.items())}


# Where functions bend, jump or end --------------------------------------------------------------------------


def tame(*programs: Program) -> bool:
    """Meromorphic, so that agreement on one interval is agreement on all."""
    return all(_tame(step) for program in programs for step in program.code)


def _tame(step: Instruction) -> bool:
    row = step.row
    if isinstance(row, Row):
        return step.head in TAME or (step.head == "^" and row.margins in (None, nonzero))
    return isinstance(row, Derivative) and tame(row.body)


def between(programs: list[Program], names: tuple[str, ...]) -> tuple[list[Point], list[Point]]:
    """Points inside the intervals between the breaks of these programs, and the breaks themselves where they are rational."""
    quantities = [q for program in programs for q in quantities_of(program)]
    start = plain(names)[0]
    origins = [{**start, n: Fraction(0)} for n in names[:MOST_NAMES]]
    if not quantities or not names:
        return [], origins
    with Precision(64):
        breaks = {n: zeros(quantities, n, start) for n in names[:MOST_NAMES]}
    inner = {n: _gaps(sorted(set(found))) for n, found in breaks.items() if found}
    edges = origins + [{**start, n: b} for n, found in breaks.items() for b in found if b.denominator < 10**6]
    return [*_combined(inner, start), *({**start, n: u} for n, found in inner.items() for u in found if len(names) > 1)], edges


def _combined(inner: dict[str, list[Fraction]], start: Point) -> Iterator[Point]:
    """All names away from their plain values at once, each going through its gaps."""
    for k in range(max(map(len, inner.values()), default=0)):
        yield {**start, **{n: found[-1 - k % len(found)] for n, found in inner.items()}}


def _gaps(breaks: list[Fraction]) -> list[Fraction]:
    """A simple number below, between and above the breaks."""
    inside = [simplest((7 * a + b) / 8, (a + 7 * b) / 8) for a, b in pairwise(breaks)]
    return [Fraction(floor(breaks[0]) - 1), *inside, Fraction(ceil(breaks[-1]) + 1)]
