"""Where is a log-likelihood of several letters largest, if no formula tells? By Newton's method, from seeded places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from flint import arb_mat

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import derivatives, evaluate
from calctutor.engines.probability.estimation.numbers import BITS, bound_of
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.log_likelihood import Sample
from calctutor.notation.tree import Tree, add, multiply, name, number
from calctutor.notation.tree import replace as put_in

STARTS, ROUNDS = 6, 60
SMALL = 1e-24


class Top(NamedTuple):
    """A flat place of a function of several letters, its slopes there, and whether it is curved downwards there."""

    place: dict[str, Fraction]
    slope: float
    bends: bool


def largest_by_newton(known: Known, logarithm: Tree, letters: Sequence[str], sample: Sample) -> Top | None:
    """The best of the flat places that Newton's method finds from seeded starts; steps that lead down are halved."""
    found: list[tuple[float, dict[str, Fraction]]] = []
    for start in _starts(known, letters, sample):
        place = _climbed(known, logarithm, start)
        if place is not None:
            found.append((float(evaluate(logarithm, place, BITS).ball.mid()), place))
    if not found:
        return None
    place = max(found, key=lambda pair: pair[0])[1]
    slopes, curves = _curved(logarithm, place)
    return Top(place, max(abs(float(s.mid())) for s in slopes), _negative_definite(curves))


def _starts(known: Known, letters: Sequence[str], sample: Sample) -> Iterable[dict[str, Fraction]]:
    """First the middle of the values, with their spread for what must be positive; then places drawn at random."""
    random = Random(11)
    ordered = sorted(sample)
    middle, spread = ordered[len(ordered) // 2], max(ordered[-1] - ordered[0], Fraction(1, 8)) / 4
    for turn in range(STARTS):
        start = {}
        for letter in letters:
            low, high = (bound_of(ends.get(letter)) for ends in (known.lower, known.upper))
            grown = Fraction(random.randint(1, 24), 8) if turn else Fraction(1)
            if low is not None and high is not None:
                start[letter] = low + (high - low) * grown / 4
            elif low is not None or high is not None:
                start[letter] = low + spread * grown if low is not None else high - spread * grown  # type: ignore[operator]
            else:
                start[letter] = middle + (grown - 1) * spread
        yield start


def _climbed(known: Known, logarithm: Tree, place: dict[str, Fraction]) -> dict[str, Fraction] | None:
    for _ in range(ROUNDS):
        try:
            slopes, curves = _curved(logarithm, place)
        except (NoValue, ValueError, ZeroDivisionError):
            return None
        step = _step(slopes, curves)
        if step is None:
            return None
        if max(abs(d) for d in step) < SMALL**0.5 and _negative_definite(curves):
            return place
        moved = _uphill(known, logarithm, place, step)
        if moved is None:
            return place if max(abs(d) for d in step) < SMALL**0.4 and _negative_definite(curves) else None
        place = moved
    return None


def _uphill(known: Known, logarithm: Tree, place: dict[str, Fraction], step: list[float]) -> dict[str, Fraction] | None:
    """The first of the step, its half, its quarter, ... that is allowed and does not lead down."""
    here = evaluate(logarithm, place, BITS).ball
    for halving in range(30):
        moved = {x: (at + Fraction(d) / 2**halving).limit_denominator(10**18)
                 for (x, at), d in zip(place.items(), step, strict=True)}  # fmt: skip
        if not all(_inside(known, x, at) for x, at in moved.items()):
            continue
        try:
            if not evaluate(logarithm, moved, BITS).ball < here:
                return moved
        except (NoValue, ValueError, ZeroDivisionError):
            continue
    return None


def _inside(known: Known, letter: str, place: Fraction) -> bool:
    low, high = (bound_of(ends.get(letter)) for ends in (known.lower, known.upper))
    return (low is None or place > low) and (high is None or place < high)


def _curved(tree: Tree, place: dict[str, Fraction]) -> tuple[list[Any], list[list[Any]]]:
    """First and second derivatives by power series along the letters and their diagonals, as balls."""
    letters = list(place)
    along = {pair: derivatives(_line(tree, place, pair), {"t": Fraction(0)}, "t", 2, BITS)
             for i, a in enumerate(letters) for pair in [(a, b) for b in letters[i:]]}  # fmt: skip
    slopes = [along[a, a][1] for a in letters]
    own = {a: along[a, a][2] for a in letters}
    mixed = {pair: (both[2] - own[pair[0]] - own[pair[1]]) / 2 for pair, both in along.items() if pair[0] != pair[1]}
    curves = [[own[a] if a == b else mixed[(a, b) if (a, b) in mixed else (b, a)] for b in letters] for a in letters]
    return slopes, curves


def _line(tree: Tree, place: dict[str, Fraction], moving: Sequence[str]) -> Tree:
    """The function along a line through the place in which the letters of `moving` grow."""
    t = name("t")
    return put_in(tree, {name(x): add(number(at), multiply(number(int(x in moving)), t)) for x, at in place.items()})


def _step(slopes: list[Any], curves: list[list[Any]]) -> list[float] | None:
    """Newton's step, or where the function is not curved downwards a short way along the slope."""
    if not _negative_definite(curves):
        steep = max(abs(float(s.mid())) for s in slopes) or 1.0
        return [float(s.mid()) / steep / 4 for s in slopes]
    moved = arb_mat(curves).solve(arb_mat([[s] for s in slopes]))
    return [-float(moved[i, 0].mid()) for i in range(len(slopes))]


def _negative_definite(curves: list[list[Any]]) -> bool:
    """The leading minors change their sign, from negative on."""
    minors = [arb_mat([row[:k] for row in curves[:k]]).det() for k in range(1, len(curves) + 1)]
    return all(bool((-minor if k % 2 == 0 else minor) > 0) for k, minor in enumerate(minors))


__all__ = ["Top", "largest_by_newton"]
