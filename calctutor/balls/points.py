"""At which points is it worth looking at an expression?

First a few plain numbers of both signs, small and large. Then, for functions that bend, jump or end somewhere, a point in every
interval between the places where they do: those places are zeros of quantities that the tape of a program knows (the argument
of an `abs`, 1 - u and 1 + u for an arcsin, the two sides of a condition). Nothing is random but for a seeded last resort.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import Any

from flint import arb

from calctutor.balls.branches import Branches
from calctutor.balls.functions import TAME, Row, nonzero
from calctutor.balls.jets import Derivative
from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.tape import VALUES, Instruction, Program, ball

Point = dict[str, Fraction]
Quantities = Callable[[dict[str, Any]], list[Any]]


def _fractions(text: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, text.split()))


_POSITIVE = _fractions("2 1/2 3/2 3 1/3 5/4 7 1/10 4/5 12 1")
_MIXED = _fractions("-1 -2 -1/2 7/3 -3 -5/3 10 -1/5 -15/2 1/7 -40")
"""Their length is prime, so that any stride through them reaches all."""

MOST_BREAKS = 14
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
    quantities = [q for program in programs for q in _quantities(program)]
    start = plain(names)[0]
    zeros = [{**start, n: Fraction(0)} for n in names[:MOST_NAMES]]
    if not quantities or not names:
        return [], zeros
    with Precision(64):
        breaks = {n: _breaks(quantities, n, start) for n in names[:MOST_NAMES]}
    inner = {n: _gaps(sorted(set(found))) for n, found in breaks.items() if found}
    edges = zeros + [{**start, n: b} for n, found in breaks.items() for b in found if b.denominator < 10**6]
    return [*_combined(inner, start), *({**start, n: u} for n, found in inner.items() for u in found if len(names) > 1)], edges


def _combined(inner: dict[str, list[Fraction]], start: Point) -> Iterator[Point]:
    """All names away from their plain values at once, each going through its gaps."""
    for k in range(max(map(len, inner.values()), default=0)):
        yield {**start, **{n: found[-1 - k % len(found)] for n, found in inner.items()}}


def _quantities(program: Program) -> list[Quantities]:
    """Functions that list, at an environment, everything whose zeros are breaks."""
    found: list[Quantities] = []
    steps = [(k, step) for k, step in enumerate(program.code) if isinstance(step.row, Row) and _breaks_somewhere(program, step)]
    if steps:
        found.append(_looking(program, steps))
    for step in program.code:
        if isinstance(step.row, Derivative):
            found.extend(_quantities(step.row.body))
        elif isinstance(step.row, Branches):
            found.extend(_of_branches(step.row))
    return found


def _of_branches(branches: Branches) -> list[Quantities]:
    borders = [border for case in branches.cases for border in case.condition.borders()]
    found: list[Quantities] = [lambda env, border=border: [border.difference(env)] for border in borders]  # type: ignore[misc]
    return found + [q for case in branches.cases for q in _quantities(case.value)]


def _breaks_somewhere(program: Program, step: Any) -> bool:
    """Not if its zero is plainly 0, on either side of which the plain points lie, and not if it is a constant."""
    row = step.row
    if not (row.margins or row.kinks):
        return False
    slots = [program.slot(k) for k in step.args]
    return any(s >= program.width for s in slots) or step.head not in _ZERO_AT_ZERO


_ZERO_AT_ZERO = {
    "ln",
    "sqrt",
    "abs",
    "sign",
    "heaviside",
    "relu",
    "^",
    "/",
    "root",
    "cot",
    "csc",
    "coth",
    "csch",
    "Ci",
    "Chi",
    "Ei",
}


def _looking(program: Program, steps: list[tuple[int, Any]]) -> Quantities:
    last = steps[-1][0]
    short = Program(program.inputs, program.code[:last], last - 1 if last else ~0, program.free)

    def look(env: dict[str, Any]) -> list[Any]:
        results = short.partial(env, VALUES)
        found: list[Any] = []
        for _, step in steps:
            args = [results[s] if (s := program.slot(j)) < len(results) else arb.nan() for j in step.args]
            row = step.row
            for f in (row.margins, row.kinks):
                found.extend(f(*args) if f else ())
        return found

    return look


# Zeros ------------------------------------------------------------------------------------------------------

_GRID = sorted(
    [Fraction(0)]
    + [s * u for s in (1, -1) for u in _fractions("1/100 1/10 3/10 3/5 9/10 6/5 17/10 5/2 4 6 9 14 30 100 1000 10000 1000000")]
)


def _breaks(quantities: list[Quantities], name: str, start: Point) -> list[Fraction]:
    """The zeros of all quantities as functions of one name: linear ones at once, others by sign changes on a grid."""
    env: dict[str, Any] = {n: ball(v) for n, v in start.items()}

    def at(t: Fraction) -> list[Any]:
        return [u for q in quantities for u in _listed(q, {**env, name: ball(t)})]

    first, second, third = (at(Fraction(k)) for k in (1, 2, 3))
    found: list[Fraction] = []
    curved: list[int] = []
    if not len(first) == len(second) == len(third):
        return []
    for k, (p, q, r) in enumerate(zip(first, second, third, strict=True)):
        if (p + r - 2 * q).contains(0):
            found.extend(_linear_zero(p, q))
        else:
            curved.append(k)
    if curved:
        found.extend(_sign_changes(at, curved))
    return list(dict.fromkeys(found))[:MOST_BREAKS]


def _listed(quantities: Quantities, env: dict[str, Any]) -> list[Any]:
    try:
        return quantities(env)
    except (NoValue, ValueError, ZeroDivisionError):
        return []


def _linear_zero(p: Any, q: Any) -> list[Fraction]:
    """Where the line through (1, p) and (2, q) crosses 0."""
    slope = q - p
    if slope.contains(0):
        return []
    zero = 1 - p / slope
    return [rational(zero)] if zero.is_finite() else []


def rational(u: Any) -> Fraction:
    """The simplest number in a ball, if it is simple at all; else its middle."""
    middle = u.mid().fmpq()
    exact = Fraction(int(middle.p), int(middle.q))
    simple = exact.limit_denominator(10**5)
    return simple if u.contains(ball(simple)) or abs(simple - exact) < Fraction(1, 2**50) else exact.limit_denominator(10**9)


def _sign_changes(at: Callable[[Fraction], list[Any]], curved: list[int]) -> list[Fraction]:
    found: list[Fraction] = []
    values = [(t, at(t)) for t in _GRID]
    for k in curved:
        signs = [(t, _sign(row, k)) for t, row in values]
        for (s, before), (t, after) in pairwise(signs):
            if before and after and before != after:
                found.append(_bisected(at, k, s, t, before))
            elif after == 0 and before is not None:
                found.append(t)
            elif (before is None) != (after is None):
                found.append((s + t) / 2)
    return found[:MOST_BREAKS]


def _sign(row: list[Any], k: int) -> int | None:
    if k >= len(row) or not row[k].is_finite():
        return None
    return 1 if row[k] > 0 else -1 if row[k] < 0 else 0


def _bisected(at: Callable[[Fraction], list[Any]], k: int, low: Fraction, high: Fraction, sign: int) -> Fraction:
    for _ in range(16):
        middle = (low + high) / 2
        found = _sign(at(middle), k)
        if not found:
            return middle
        low, high = (middle, high) if found == sign else (low, middle)
    return (low + high) / 2


# Nice numbers -----------------------------------------------------------------------------------------------


def _gaps(breaks: list[Fraction]) -> list[Fraction]:
    """A simple number below, between and above the breaks."""
    inside = [simplest((7 * a + b) / 8, (a + 7 * b) / 8) for a, b in pairwise(breaks)]
    return [Fraction(floor(breaks[0]) - 1), *inside, Fraction(ceil(breaks[-1]) + 1)]


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator in [low, high] (Stern and Brocot's tree)."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = ceil(low)
    if whole <= high:
        return Fraction(whole)
    below = floor(low)
    return below + 1 / simplest(1 / (high - below), 1 / (low - below))
