"""Do two equations say the same?

They do when one is the other with its sides moved or exchanged, or multiplied by a number, a letter or a denominator of theirs.
They do not when a place where one of them holds is found at which the other does not. Everything else stays open.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from calctutor.balls.curves import places
from calctutor.balls.outcomes import NoValue
from calctutor.balls.points import plain
from calctutor.balls.simple import rational
from calctutor.balls.tape import ball
from calctutor.balls.values import decimal, evaluate
from calctutor.checking.answer import settled
from calctutor.checking.given import compared, under
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import UNKNOWN, WRONG, Example, Judged
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, add, multiply, name, negative, number, walk

LARGEST = 1000
"""A factor is a fraction of numbers up to this."""

BITS = 256
LITTLE = Fraction(1, 2**100)


def alike(task: Task, answer: Tree) -> Judged:
    """The verdict on an equation as an answer to an equation."""
    left, right = (add(side.args[0], negative(side.args[1])) for side in (task.f, answer))
    if same := _proportional(task, left, right):
        return same
    if found := _apart(task, left, right):
        return found
    return next(filter(None, (_proportional(task, *sides) for sides in _scaled(left, right))), Judged(UNKNOWN))


def _scaled(left: Tree, right: Tree) -> Iterator[tuple[Tree, Tree]]:
    """The two differences of the sides, one of them multiplied by what people multiply equations with."""
    bottoms = [node.args[1] for side in (left, right) for node in walk(side) if node.head == "/"]
    letters = map(name, sorted({*free_names(left), *free_names(right)}))
    for factor in dict.fromkeys((*bottoms, *letters)):
        if free_names(factor):
            yield left, multiply(factor, right)
            yield multiply(factor, left), right


def _proportional(task: Task, left: Tree, right: Tree) -> Judged | None:
    """left = k right, with the number k that one place shows."""
    ratio = _ratio(task, left, right)
    if ratio is None or ratio == 0 or max(abs(ratio.numerator), ratio.denominator) > LARGEST:
        return None
    verdict = compared(left, multiply(_number(ratio), right), task.let, task.given)
    return settled(task, [((), left, right, verdict)]) if verdict.equal else None


def _number(value: Fraction) -> Tree:
    return number(value) if value >= 0 else negative(number(-value))


def _ratio(task: Task, left: Tree, right: Tree) -> Fraction | None:
    letters = tuple(sorted({*free_names(left), *free_names(right)}))
    for point in plain(letters)[: 22 if letters else 1]:
        one, other = _at(under(left, task.given), point), _at(right, point)
        if one is not None and other is not None and not other.contains(0):
            try:
                return Fraction(rational(one / other))
            except (ValueError, ZeroDivisionError):
                return None
    return None


def _at(tree: Tree, point: Any) -> Any:
    try:
        found = evaluate(tree, point, BITS).ball
    except NoValue:
        return None
    return found if found.is_finite() else None


def _apart(task: Task, left: Tree, right: Tree) -> Judged | None:
    """A place where one of the equations holds and the other does not."""
    letters = tuple(sorted({*free_names(left), *free_names(right)}))
    for holds, fails, mine in ((left, right, True), (right, left, False)):
        for point in places(under(holds, task.given), letters):
            found = _at(under(fails, task.given), point)
            if found is not None and abs(found) > ball(LITTLE):
                shown = {letter: _simple(value) for letter, value in point.items()}
                value = decimal(found, 5)
                example = Example(shown, "0" if mine else value, value if mine else "0")
                return Judged(WRONG, "counterexample", 0, 30, example)
    return None


def _simple(value: Any) -> Fraction:
    """The middle of a ball as a fraction for the eye."""
    if isinstance(value, Fraction):
        return value
    middle = value.mid().fmpq()
    return Fraction(int(middle.p), int(middle.q)).limit_denominator(10**6)
