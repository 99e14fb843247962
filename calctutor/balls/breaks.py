"""Where does an expression bend, jump or end?

The breaks are zeros of quantities that the tape of a program knows: the argument of an `abs`, 1 - u and 1 + u for an arcsin,
the two sides of a condition. As functions of one name they are found at once where they are linear, on a grid otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flint import arb

from calctutor.balls.branches import Branches
from calctutor.balls.functions import Row
from calctutor.balls.jets import Derivative
from calctutor.balls.outcomes import NoValue
from calctutor.balls.simple import fractions, rational
from calctutor.balls.tape import VALUES, Program, ball

Point = dict[str, Fraction]
Quantities = Callable[[dict[str, Any]], list[Any]]
MOST_BREAKS = 14


def quantities_of(program: Program) -> list[Quantities]:
    """Functions that list, at an environment, everything whose zeros are breaks."""
    found: list[Quantities] = []
    steps = [(k, step) for k, step in enumerate(program.code) if isinstance(step.row, Row) and _breaks_somewhere(program, step)]
    if steps:
        found.append(_looking(program, steps))
    for step in program.code:
        if isinstance(step.row, Derivative):
            found.extend(quantities_of(step.row.body))
        elif isinstance(step.row, Branches):
            found.extend(_of_branches(step.row))
    return found


def _of_branches(branches: Branches) -> list[Quantities]:
    borders = [border for case in branches.cases for border in case.condition.borders()]
    found: list[Quantities] = [lambda env, border=border: [border.difference(env)] for border in borders]  # type: ignore[misc]
    return found + [q for case in branches.cases for q in quantities_of(case.value)]


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
    + [s * u for s in (1, -1) for u in fractions("1/100 1/10 3/10 3/5 9/10 6/5 17/10 5/2 4 6 9 14 30 100 1000 10000 1000000")]
)


def zeros(quantities: list[Quantities], name: str, start: Point) -> list[Fraction]:
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
