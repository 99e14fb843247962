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
    "critical-points": "34",
    "descent-steps": "123",
    "densities": "2345",
    "probability": "1234",
    "expected-values": "234",
    "distribution-functions": "23",
    "medians": "1",
    "variances": "23",
    "probabilities-of-ranges": "1",
    "normalizing-constants": "123",
    "joint-densities": "123",
    "derivative-of-a-derivative": "2345",
    "logarithm-with-a-changing-base": "2345",
    "leibniz-rule": "23",
    "fundamental-theorem-of-calculus": "1234",
    "reciprocal-rule": "123",
    "sum-rule-for-integrals": "2345",
    "products-of-sines-and-cosines-as-sums": "45",
    "hyperbolic-functions-as-powers-of-e": "45",
    "partial-fractions": "345",
    "squares-out-of-the-root": "345",
    "substitution-for-an-arcsecant": "345",
    "substitution-for-a-power-of-e": "345",
    "split-off-the-slope-of-the-bottom": "345",
    "difference-of-two-angles": "345",
    "multiply-out": "345",
    "reduce-a-repeated-factor": "5",
    "eulers-first-substitution": "5",
    "eulers-second-substitution": "",
    "eulers-third-substitution": "",
    "integrate-period-by-period": "",
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
