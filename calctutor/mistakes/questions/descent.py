"""How is a step of descent misread?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from calctutor.mistakes.questions.misreadings import Pair, Problem, listed, misreading, partials
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number


def _start(problem: Problem) -> list[Tree]:
    return [problem.about["start"][x] for x in problem.wrt]


def _stepped(problem: Problem, step: Callable[[Tree, Tree], Tree]) -> Tree:
    """The start changed, component by component, by something made of a partial derivative and the rate."""
    pairs = zip(_start(problem), partials(problem), strict=True)
    return listed(*(add(a, step(slope, problem.about["rate"])) for a, slope in pairs))


def _one_step(problem: Problem) -> bool:
    return problem.order == 1


@misreading(
    "ascent-instead-of-descent", "descend-step", "a step uphill", "x^2 + 3*y^2", "(6/5, 8/5)", at="x=1,y=1", rate="1/10"
)
def ascent(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient points uphill: a step of descent goes against it, so subtract."""
    if _one_step(problem):
        yield _stepped(problem, lambda slope, eta: multiply(eta, slope)), answer


@misreading(
    "learning-rate-forgotten",
    "descend-step",
    "the learning rate is missing",
    "x^2 + 3*y^2",
    "(-1, -5)",
    at="x=1,y=1",
    rate="1/10",
)
def no_rate(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient is multiplied by the learning rate before it is subtracted."""
    if _one_step(problem):
        yield _stepped(problem, lambda slope, eta: negative(slope)), answer


@misreading(
    "divided-by-learning-rate",
    "descend-step",
    "divided by the learning rate",
    "x^2 + 3*y^2",
    "(-19, -59)",
    at="x=1,y=1",
    rate="1/10",
)
def divided_rate(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The learning rate is a factor: it makes the step small."""
    if _one_step(problem):
        yield _stepped(problem, lambda slope, eta: negative(divide(slope, eta))), answer


@misreading("sequential-update", "descend-step", "the second component used the new first one", "x^2 + x*y + y^2", "(7/10, 73/100)",
            at="x=1,y=1", rate="1/10")  # fmt: skip
def sequential(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Work out all components of the gradient at the old point, before any letter gets its new value."""
    if not _one_step(problem):
        return
    now: dict[str, Tree] = dict(problem.about["start"])
    for x in problem.wrt:
        slope = derivative(problem.f, name(x))
        for letter, value in now.items():
            slope = Tree("at", (slope, name(letter), value))
        now[x] = add(now[x], negative(multiply(problem.about["rate"], slope)))
    yield listed(*(now[x] for x in problem.wrt)), answer


@misreading("value-used-as-gradient", "descend-step", "the value was used as the gradient", "x^2 + 3*y^2", "(3/5, 3/5)", at="x=1,y=1",
            rate="1/10")  # fmt: skip
def value_as_gradient(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Subtract the slopes, not the height: each component has its own partial derivative."""
    if _one_step(problem):
        yield listed(*(add(a, negative(multiply(problem.about["rate"], problem.f))) for a in _start(problem))), answer


@misreading(
    "only-the-step", "descend-step", "only the step was given", "x^2 + 3*y^2", "(-1/5, -3/5)", at="x=1,y=1", rate="1/10"
)
def only_step(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the step alone. Where does it lead from the point where you are?"""
    if _one_step(problem):
        step = [multiply(problem.about["rate"], slope) for slope in partials(problem)]
        yield listed(*map(negative, step)), answer
        yield listed(*step), answer


@misreading(
    "component-not-moved", "descend-step", "a component was not moved", "x^2 + 3*y^2", "(4/5, 1)", at="x=1,y=1", rate="1/10"
)
def not_moved(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Each component takes its own step, along its own slope."""
    moved = list(problem.question.args)
    if _one_step(problem) and len(moved) > 1:
        for i, start in enumerate(_start(problem)):
            yield listed(*moved[:i], start, *moved[i + 1 :]), answer


@misreading(
    "only-the-gradient", "descend-step", "only the gradient was given", "x^2 + 3*y^2", "(2, 6)", at="x=1,y=1", rate="1/10"
)
def only_gradient(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the gradient at the start. Multiply it by the learning rate and subtract it from the point."""
    if _one_step(problem):
        yield listed(*partials(problem)), answer


@misreading("gradient-not-reevaluated", "descend-step", "the gradient was not worked out anew", "x^2 + 3*y^2", "(3/5, -1/5)", at="x=1,y=1",
            rate="1/10", order=2)  # fmt: skip
def not_reevaluated(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """After the first step you are somewhere else, and the slopes there are others: work out the gradient at the new point."""
    if problem.order > 1:
        steps = number(problem.order)
        yield _stepped(problem, lambda slope, eta: negative(multiply(steps, eta, slope))), answer


@misreading(
    "one-step-too-few", "descend-step", "a step is missing", "x^2 + 3*y^2", "(4/5, 2/5)", at="x=1,y=1", rate="1/10", order=2
)
def too_few(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the point after the first step."""
    if problem.order > 1:
        yield _stepped(problem, lambda slope, eta: negative(multiply(eta, slope))), answer


@misreading(
    "step-decimal-point",
    "descend-step",
    "the decimal point of the step",
    "x^2 + 3*y^2",
    "(0.98, 0.94)",
    at="x=1,y=1",
    rate="1/10",
)
def decimal_point(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The step has the right digits, but its decimal point is in the wrong place: multiply rate and slope again."""
    if _one_step(problem):
        for shift in (number(10), number(Fraction(1, 10)), number(Fraction(1, 100))):
            yield _stepped(problem, partial(_shifted, shift)), answer


def _shifted(shift: Tree, slope: Tree, eta: Tree) -> Tree:
    return negative(multiply(shift, eta, slope))
