"""Which simple number is meant? The fraction in a ball or between two bounds that a person would have written."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any

from calctutor.balls.tape import ball


def fractions(text: str) -> tuple[Fraction, ...]:
    """A list of them as it is written: `1/2 3 -7/5`."""
    return tuple(map(Fraction, text.split()))


def rational(u: Any) -> Fraction:
    """The simplest number in a ball, if it is simple at all; else its middle."""
    middle = u.mid().fmpq()
    exact = Fraction(int(middle.p), int(middle.q))
    simple = exact.limit_denominator(10**5)
    return simple if u.contains(ball(simple)) or abs(simple - exact) < Fraction(1, 2**50) else exact.limit_denominator(10**9)


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
