"""How are definite integrals misread?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.questions.misreadings import Pair, Problem, misreading
from calctutor.notation.tree import Tree, add, derivative, divide, negative, number, replace


@misreading("bounds-reversed", "integrate", "the bounds are the wrong way round", "x^2", "-7/3", below="1", above="2")
def reversed_bounds(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """It is the value at the upper bound minus the value at the lower one."""
    f, x, a, b = _definite(problem)
    yield Tree("I", (f, x, b, a)), answer


def _definite(problem: Problem) -> tuple[Tree, Tree, Tree, Tree]:
    f, x, a, b = problem.question.args
    return f, x, a, b


@misreading(
    "bounds-without-integration",
    "integrate",
    "the bounds were put into the integrand",
    "x^2",
    "3",
    below="1",
    above="2",
)
def no_integration(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The bounds go into an antiderivative, not into the integrand itself."""
    f, x, a, b = _definite(problem)
    yield add(replace(f, {x: b}), negative(replace(f, {x: a}))), answer


@misreading(
    "bounds-into-the-derivative", "integrate", "the bounds put into the derivative", "x^3", "9", vague=1, below="1", above="2"
)
def bounds_into_derivative(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The bounds go into an antiderivative; you put them into the derivative."""
    f, x, a, b = _definite(problem)
    at_b, at_a = (Tree("at", (derivative(f, x), x, end)) for end in (b, a))
    yield add(at_b, negative(at_a)), answer


@misreading("lower-bound-ignored", "integrate", "the value at the lower bound is missing", "x^2", "8/3", below="1", above="2")
def lower_ignored(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Subtract the value of the antiderivative at the lower bound; it is not always 0."""
    f, x, _, b = _definite(problem)
    yield Tree("I", (f, x, number(0), b)), answer


@misreading("bounds-added", "integrate", "the two values were added", "x^2", "3", vague=1, below="1", above="2")
def bounds_added(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The values of the antiderivative at the two bounds are subtracted, not added."""
    f, x, a, b = _definite(problem)
    yield add(Tree("I", (f, x, number(0), b)), Tree("I", (f, x, number(0), a))), answer


@misreading("upper-bound-ignored", "integrate", "only the lower bound was used", "x^2", "1/3", below="1", above="2", vague=1)
def upper_ignored(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The value at the upper bound comes first, and the one at the lower bound is subtracted from it."""
    f, x, a, _ = _definite(problem)
    yield Tree("I", (f, x, number(0), a)), answer


@misreading("average-for-integral", "integrate", "the average was given", "x^2", "4/3", below="0", above="2")
def average(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Divided by the length of the range it is the average value; the integral is the whole area."""
    *_, a, b = _definite(problem)
    yield divide(problem.question, add(b, negative(a))), answer


@misreading("bound-copied-wrongly", "integrate", "a bound was copied wrongly", "x^2", "9", below="0", above="2", vague=2)
def other_bound(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Everything fits if one bound were another one: compare it with what you were given."""
    f, x, a, b = _definite(problem)
    for k in (1, -1, 2):
        yield Tree("I", (f, x, a, add(b, number(k)))), answer
        yield Tree("I", (f, x, add(a, number(k)), b)), answer
    yield Tree("I", (f, x, negative(a), b)), answer
    yield Tree("I", (f, x, a, negative(b))), answer
