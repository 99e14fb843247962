"""Where is a log-likelihood of one letter largest, if no formula tells? At a root of its derivative, enclosed."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.log_likelihood import Sample
from calctutor.notation.tree import Tree

CLOSE = Fraction(1, 10**12)
BITS = 128
TELLS = 1e-9
"""Two heights that differ by less are not told apart: their places are known to `CLOSE` only."""
SHARES = 48
"""So many places between the least and the largest value are looked at."""
POWERS = range(-12, 13)


class Root(NamedTuple):
    """A place between `low` and `high`, at whose sides the derivative is proved to be positive and negative; `rivals` are other
    such places, where the likelihood is less, `equals` those where it was not shown to be less.
    """

    low: Fraction
    high: Fraction
    rivals: tuple[Fraction, ...] = ()
    equals: tuple[Fraction, ...] = ()

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2


def sign_at(tree: Tree, letter: str, place: Fraction) -> int | None:
    """1, -1, or None where it is not decided."""
    try:
        ball = evaluate(tree, {letter: place}, BITS).ball
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return None
    return 1 if ball > 0 else -1 if ball < 0 else None


def largest_at_a_root(known: Known, slope: Tree, logarithm: Tree, letter: str, sample: Sample) -> Root | None:
    """The place of the largest of all maxima that the places looked at lead to."""
    signs = [(place, sign) for place in places(known, letter, sample) if (sign := sign_at(slope, letter, place))]
    turns = [(a, b) for (a, one), (b, other) in pairwise(signs) if one == 1 and other == -1]
    ends = [halved(slope, letter, *turn) for turn in turns]
    if not ends:
        return None
    heights = {end: evaluate(logarithm, {letter: (end[0] + end[1]) / 2}, BITS).ball for end in ends}
    best = max(ends, key=lambda end: float(heights[end].mid()))
    less = {(a + b) / 2: bool(heights[best] - heights[a, b] > TELLS) for a, b in ends if (a, b) != best}
    return Root(*best, tuple(p for p, sure in less.items() if sure), tuple(p for p, sure in less.items() if not sure))


def halved(slope: Tree, letter: str, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """A shorter interval at whose ends the derivative still has the two signs."""
    while high - low > CLOSE * (1 + abs(low)):
        middle = ((low + high) / 2).limit_denominator(10**16)
        sign = sign_at(slope, letter, middle)
        if sign is None:
            break
        low, high = (middle, high) if sign == 1 else (low, middle)
    return low, high


def places(known: Known, letter: str, sample: Sample) -> list[Fraction]:
    """Where to look: around the values for a letter that may be any number, by powers of 2 from its bounds."""
    low, high = (bound_of(ends.get(letter)) for ends in (known.lower, known.upper))
    if low is not None and high is not None:
        return [low + (high - low) * Fraction(k, SHARES) for k in range(1, SHARES)]
    steps = sorted({Fraction(2) ** k * share for k in POWERS for share in (1, Fraction(5, 4), Fraction(3, 2), Fraction(7, 4))})
    if low is not None:
        return [low + step for step in steps]
    if high is not None:
        return [high - step for step in reversed(steps)]
    least, most = min(sample), max(sample)
    inside = [least + (most - least) * Fraction(k, 2 * SHARES) for k in range(2 * SHARES + 1)] if most > least else [least]
    return [*(least - step for step in reversed(steps)), *inside, *(most + step for step in steps)]


def bound_of(bound: Any) -> Fraction | None:
    return Fraction(int(bound.p), int(bound.q)) if bound is not None and bound.is_Rational else None


__all__ = ["Root", "bound_of", "halved", "largest_at_a_root", "places", "sign_at"]
