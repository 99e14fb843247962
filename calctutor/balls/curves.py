"""Is this expression the slope of a curve F(x, y) = 0?

Points on the curve are found by sign changes and Newton's method; near each, the curve is followed to neighbouring x and the
slope is read off by interpolation. The implicit rule, -F_x/F_y, is not used, so that it can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, pairwise
from math import factorial
from typing import Any

from flint import arb

from calctutor.balls.jets import interpolation, jet
from calctutor.balls.outcomes import NoNumber, NoValue, Precision, TooWide
from calctutor.balls.programs import compiled
from calctutor.balls.tape import Program, ball
from calctutor.balls.values import decimal
from calctutor.balls.verdicts import Counterexample, Verdict
from calctutor.notation.tree import Tree, add, negative

_BITS = 512
_STEP = Fraction(1, 2**40)
_REACH = 4
_WANTED = 6
_DIGITS = 30
_STARTS = [Fraction(q) for q in (["1", "2", "1/2", "-1", "3/2", "0", "-1/2", "3", "1/3", "-2", "1/10", "5", "-3"])]
_GRID = [Fraction(k, 4) for k in range(-24, 25)] + [Fraction(k) for k in (7, 9, 12, 20, 50)]


def agree_on_curve(curve: Tree, candidate: Tree, x: str = "x", y: str = "y", order: int = 1) -> Verdict:
    """The verdict on candidate = dy/dx (or d^order y/dx^order) along the curve, at real points of it.

    `curve` is F(x, y), meant to be 0, or an equation; both trees may contain no other names. The verdict is approximate.
    """
    try:
        equation, slope = compiled(_as_function(curve)), compiled(candidate)
    except NoNumber:
        return Verdict("undecided", remarks=("no-number",))
    agreed = 0
    with Precision(_BITS):
        for at, height in _points(equation, x, y):
            try:
                followed = _followed(equation, x, y, at, height, order)
                claimed = slope.value({x: ball(at), y: height})
            except NoValue:
                continue
            if not _alike(followed, claimed):
                return _different(x, y, at, height, claimed, followed)
            agreed += 1
            if agreed == _WANTED:
                break
    return Verdict("agrees" if agreed else "undecided", agreed, _DIGITS, approximate=True)


def _as_function(curve: Tree) -> Tree:
    return add(curve.args[0], negative(curve.args[1])) if curve.head == "=" else curve


def _alike(a: Any, b: Any) -> bool:
    return bool(abs(a - b) < (1 + abs(a) + abs(b)) * arb(10) ** -_DIGITS)


def _different(x: str, y: str, at: Fraction, height: Any, claimed: Any, followed: Any) -> Verdict:
    middle = height.mid().fmpq()
    place = {x: at, y: Fraction(int(middle.p), int(middle.q)).limit_denominator(10**6)}
    example = Counterexample(place, decimal(claimed, 6), decimal(followed, 6))
    return Verdict("different", 0, _DIGITS, example, approximate=True)


def _points(equation: Program, x: str, y: str) -> Iterator[tuple[Fraction, Any]]:
    """Real points of the curve at simple x, two for each x at most."""
    for at in _STARTS:
        for root in islice(_roots_by_sign(equation, {x: ball(at)}, y), 2):
            yield at, root


def places(equation: Tree, letters: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Some real points where `equation` is 0: simple numbers for all but the last of its letters, and a ball for that one."""
    if not letters:
        return
    try:
        program = compiled(equation)
    except NoNumber:
        return
    *others, y = letters
    with Precision(_BITS):
        for k in range(len(_STARTS) if others else 1):
            env = {letter: _STARTS[(k + 3 * i) % len(_STARTS)] for i, letter in enumerate(others)}
            balls = {letter: ball(value) for letter, value in env.items()}
            starts = [*_roots_by_sign(program, balls, y), *(_newton(program, balls, y, ball(t)) for t in (1, -1, 100))]
            yield from ({**env, y: root} for root in starts if root is not None)


def _roots_by_sign(equation: Program, env: dict[str, Any], y: str) -> Iterator[Any]:
    """Roots between neighbours of the grid at which the sign changes."""
    signs = [(t, _value(equation, {**env, y: ball(t)})) for t in _GRID]
    for (low, before), (high, after) in pairwise(signs):
        if before is not None and after is not None and (before > 0) != (after > 0):
            root = _newton(equation, env, y, ball((low + high) / 2))
            if root is not None:
                yield root


def _value(equation: Program, env: dict[str, Any]) -> Any:
    try:
        return equation.value(env)
    except NoValue:
        return None


def _newton(equation: Program, env: dict[str, Any], y: str, start: Any) -> Any:
    """A simple root near `start`, or None."""
    guess = start
    for _ in range(40):
        try:
            value, slope = jet(equation, {**env, y: guess}, y, 1)
        except NoValue:
            return None
        if slope.contains(0):
            return None
        change = (value / slope).mid()
        guess = (guess - change).mid()
        if abs(change) < arb(2) ** (20 - _BITS):
            return guess
    return None


def _followed(equation: Program, x: str, y: str, at: Fraction, height: Any, order: int) -> Any:
    """The derivative of y along the curve, from its heights at nearby x."""
    total = arb(0)
    for k, weight in interpolation(2 * _REACH + 1, order):
        near = _newton(equation, {x: ball(at + k * _STEP)}, y, height)
        if near is None or abs(near - height) > 2**-8:
            raise TooWide
        total += near * ball(weight)
    return total * factorial(order) / ball(_STEP**order)
