"""Where does gradient descent go from a point?

Exactly as long as the numbers stay rational and small; otherwise to sixty digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, derivative, divide, name, negative, number

BITS = 256
MOST_STEPS = 200
SIMPLE = 10**24
"""A fraction with a denominator up to this is taken for the value when it agrees with it to sixty digits."""


def descended(f: Tree, wrt: tuple[str, ...], start: Mapping[str, Tree], rate: Tree, steps: int = 1) -> Tree:
    """The point after so many steps of x - rate * gradient, as a list. Raises `StudentError` where there is no gradient."""
    if not 1 <= steps <= MOST_STEPS:
        raise StudentError("steps", f"the number of steps is a whole number from 1 to {MOST_STEPS}", remedy="--order 2")
    eta = exact(rate, {})
    point = {letter: exact(tree, {}) for letter, tree in start.items()}
    for _ in range(steps):
        slopes = {x: exact(derivative(f, name(x)), point) for x in wrt}
        point = {**point, **{x: point[x] - eta * slopes[x] for x in wrt}}
    return as_list(point[x] for x in wrt)


def exact(tree: Tree, point: Mapping[str, Fraction]) -> Fraction:
    """The value as a fraction: the simple one that lies in the ball, or the middle of it."""
    try:
        ball = evaluate(tree, point, BITS).ball
    except NoValue:
        ball = None
    if ball is None or not ball.is_finite():
        raise StudentError("no-value", "the gradient has no value on the way", remedy="choose another start")
    middle = ball.mid().fmpq()
    value = Fraction(int(middle.p), int(middle.q))
    simple = value.limit_denominator(SIMPLE)
    return simple if abs(simple - value) < Fraction(1, 2**200) else value.limit_denominator(10**60)


def as_list(values: Iterable[Fraction]) -> Tree:
    return Tree("list", tuple(map(signed, values)))


def signed(value: Fraction) -> Tree:
    """A fraction as it is written: a minus in front, whole numbers without a denominator."""
    size = abs(value)
    whole = number(int(size)) if size.denominator == 1 else divide(number(size.numerator), number(size.denominator))
    return negative(whole) if value < 0 else whole
