"""How is a step of descent misread?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from calctutor.mistakes.questions.misreadings import Pair, Pairs, Problem, listed, misreading, partials
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number

F = "x^2 + 3*y^2"
Steps = Callable[[Problem], Iterator[Tree]]
"""The points that a mistake leads to."""


def on_steps(id: str, title: str, wrong: str, f: str = F, order: int = 1) -> Callable[[Steps], Pairs]:
    """A mistake in one step (or, with an order of 2, in several) from (1, 1) at the rate 1/10; its docstring is what is told."""
    several = {"order": order} if order > 1 else {}
    options: dict[str, Any] = {"at": "x=1,y=1", "rate": "1/10", **several}

    def enter_it(steps: Steps) -> Pairs:
        def pairs(problem: Problem, answer: Tree) -> Iterator[Pair]:
            if (problem.order > 1) == (order > 1):
                yield from ((point, answer) for point in steps(problem))

        pairs.__doc__ = steps.__doc__
        return misreading(id, "descend-step", title, f, wrong, **options)(pairs)

    return enter_it


def _start(problem: Problem) -> list[Tree]:
    return [problem.about["start"][x] for x in problem.wrt]


def _stepped(problem: Problem, step: Callable[[Tree, Tree], Tree]) -> Tree:
    """The start changed, component by component, by something made of a partial derivative and the rate."""
    pairs = zip(_start(problem), partials(problem), strict=True)
    return listed(*(add(a, step(slope, problem.about["rate"])) for a, slope in pairs))


def _each_in_turn(right: list[Tree], wrong: list[Tree]) -> Iterator[Tree]:
    """The right point with one component, each in turn, that is wrong."""
    for i, component in enumerate(wrong if len(right) > 1 else ()):
        yield listed(*right[:i], component, *right[i + 1 :])


@on_steps("ascent-instead-of-descent", "a step uphill", "(6/5, 8/5)")
def ascent(problem: Problem) -> Iterator[Tree]:
    """The gradient points uphill: a step of descent goes against it, so subtract."""
    yield _stepped(problem, lambda slope, eta: multiply(eta, slope))


@on_steps("learning-rate-forgotten", "the learning rate is missing", "(-1, -5)")
def no_rate(problem: Problem) -> Iterator[Tree]:
    """The gradient is multiplied by the learning rate before it is subtracted."""
    yield _stepped(problem, lambda slope, eta: negative(slope))


@on_steps("divided-by-learning-rate", "divided by the learning rate", "(-19, -59)")
def divided_rate(problem: Problem) -> Iterator[Tree]:
    """The learning rate is a factor: it makes the step small."""
    yield _stepped(problem, lambda slope, eta: negative(divide(slope, eta)))


@on_steps("sequential-update", "the second component used the new first one", "(7/10, 73/100)", f="x^2 + x*y + y^2")
def sequential(problem: Problem) -> Iterator[Tree]:
    """Work out all components of the gradient at the old point, before any letter gets its new value."""
    now: dict[str, Tree] = dict(problem.about["start"])
    for x in problem.wrt:
        slope = derivative(problem.f, name(x))
        for letter, value in now.items():
            slope = Tree("at", (slope, name(letter), value))
        now[x] = add(now[x], negative(multiply(problem.about["rate"], slope)))
    yield listed(*(now[x] for x in problem.wrt))


@on_steps("value-used-as-gradient", "the value was used as the gradient", "(3/5, 3/5)")
def value_as_gradient(problem: Problem) -> Iterator[Tree]:
    """Subtract the slopes, not the height: each component has its own partial derivative."""
    yield listed(*(add(a, negative(multiply(problem.about["rate"], problem.f))) for a in _start(problem)))


@on_steps("only-the-step", "only the step was given", "(-1/5, -3/5)")
def only_step(problem: Problem) -> Iterator[Tree]:
    """That is the step alone. Where does it lead from the point where you are?"""
    step = [multiply(problem.about["rate"], slope) for slope in partials(problem)]
    yield listed(*map(negative, step))
    yield listed(*step)


@on_steps("component-not-moved", "a component was not moved", "(4/5, 1)")
def not_moved(problem: Problem) -> Iterator[Tree]:
    """Each component takes its own step, along its own slope."""
    yield from _each_in_turn(list(problem.question.args), _start(problem))


@on_steps("component-uphill", "one component went uphill", "(4/5, 8/5)")
def one_uphill(problem: Problem) -> Iterator[Tree]:
    """In every component the step is subtracted; where the slope is negative, the component grows."""
    uphill = _stepped(problem, lambda slope, eta: multiply(eta, slope))
    yield from _each_in_turn(list(problem.question.args), list(uphill.args))


@on_steps("only-the-gradient", "only the gradient was given", "(2, 6)")
def only_gradient(problem: Problem) -> Iterator[Tree]:
    """That is the gradient at the start. Multiply it by the learning rate and subtract it from the point."""
    yield listed(*partials(problem))


@on_steps("gradient-not-reevaluated", "the gradient was not worked out anew", "(3/5, -1/5)", order=2)
def not_reevaluated(problem: Problem) -> Iterator[Tree]:
    """After the first step you are somewhere else, and the slopes there are others: work out the gradient at the new point."""
    steps = number(problem.order)
    yield _stepped(problem, lambda slope, eta: negative(multiply(steps, eta, slope)))


@on_steps("one-step-too-few", "a step is missing", "(4/5, 2/5)", order=2)
def too_few(problem: Problem) -> Iterator[Tree]:
    """That is the point after the first step."""
    yield _stepped(problem, lambda slope, eta: negative(multiply(eta, slope)))


@on_steps("step-decimal-point", "the decimal point of the step", "(0.98, 0.94)")
def decimal_point(problem: Problem) -> Iterator[Tree]:
    """The step has the right digits, but its decimal point is in the wrong place: multiply rate and slope again."""
    for shift in (number(10), number(Fraction(1, 10)), number(Fraction(1, 100))):
        yield _stepped(problem, lambda slope, eta, shift=shift: negative(multiply(shift, eta, slope)))  # type: ignore[misc]
