"""Of which levels are there questions about a topic?

A technique that takes four steps has no question of one step, and the derivative of a sine none of twenty. Where a topic stands
here, these are its levels; where it does not, it has all of them. The rows were found by drawing, and are checked by drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calctutor.errors import NO_METHOD, StudentError
from calctutor.quiz.making.levels import HARDEST

ALL = tuple(range(1, HARDEST + 1))

RANGES: Mapping[str, str] = {
    "partial-fractions": "345",
    "integrate-period-by-period": "",
    "eulers-second-substitution": "",
    "eulers-third-substitution": "",
}
"""Topic -> its levels; nothing where no tidy question is known."""


def levels_of(topic: str) -> tuple[int, ...]:
    """The levels of a topic, in order."""
    return tuple(map(int, RANGES[topic])) if topic in RANGES else ALL


def nearest(topic: str, level: int, among: Iterable[int] = ALL) -> list[int]:
    """Those of some levels that the topic has, the nearest to a level first."""
    return sorted(set(among) & set(levels_of(topic)), key=lambda other: (abs(other - level), other))


def require(topic: str, wanted: Iterable[int]) -> None:
    """Raises `StudentError` that names the levels there are, where none of those wanted is among them."""
    there = levels_of(topic)
    if there and not set(wanted) & set(there):
        raise StudentError(
            "level", f"there are no questions about {topic} of level {', '.join(map(str, wanted))}, only of {said(there)}",
            remedy=f"--level {_typed(there)}", exit_code=NO_METHOD,
        )  # fmt: skip


def said(levels: tuple[int, ...]) -> str:
    """`1`, `2 and 3`, `1, 3 and 4`, or `2 to 5`."""
    if len(levels) > 2 and levels[-1] - levels[0] == len(levels) - 1:
        return f"{levels[0]} to {levels[-1]}"
    return " and ".join(filter(None, (", ".join(map(str, levels[:-1])), str(levels[-1]))))


def _typed(levels: tuple[int, ...]) -> str:
    return str(levels[0]) + (f"-{levels[-1]}" if len(levels) > 1 else "")
