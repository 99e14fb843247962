"""How are definite integrals misread?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from calctutor.mistakes.questions.misreadings import Pair, Pairs, Problem, misreading
from calctutor.notation.tree import Tree, add, derivative, divide, negative, number, replace

Values = Callable[[Tree, Tree, Tree, Tree], Iterator[Tree]]
"""The values that a mistake leads to, from the integrand, its letter and the two bounds."""

ZERO = number(0)


def on_bounds(
    id: str, title: str, wrong: str, f: str = "x^2", below: str = "1", above: str = "2", vague: int = 0
) -> Callable[[Values], Pairs]:
    """A mistake about an integral between bounds; its docstring is what the student is told."""

    def enter_it(values: Values) -> Pairs:
        def pairs(problem: Problem, answer: Tree) -> Iterator[Pair]:
            yield from ((value, answer) for value in values(*problem.question.args))

        pairs.__doc__ = values.__doc__
        return misreading(id, "integrate", title, f, wrong, vague, below=below, above=above)(pairs)

    return enter_it


@on_bounds("bounds-reversed", "the bounds are the wrong way round", "-7/3")
def reversed_bounds(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """It is the value at the upper bound minus the value at the lower one."""
    yield Tree("I", (f, x, b, a))


@on_bounds("bounds-without-integration", "the bounds were put into the integrand", "3")
def no_integration(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """The bounds go into an antiderivative, not into the integrand itself."""
    yield add(replace(f, {x: b}), negative(replace(f, {x: a})))


@on_bounds("bounds-into-the-derivative", "the bounds put into the derivative", "9", f="x^3", vague=1)
def bounds_into_derivative(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """The bounds go into an antiderivative; you put them into the derivative."""
    at_b, at_a = (Tree("at", (derivative(f, x), x, end)) for end in (b, a))
    yield add(at_b, negative(at_a))


@on_bounds("lower-bound-ignored", "the value at the lower bound is missing", "8/3")
def lower_ignored(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """Subtract the value of the antiderivative at the lower bound; it is not always 0."""
    yield Tree("I", (f, x, ZERO, b))


@on_bounds("bounds-added", "the two values were added", "3", vague=1)
def bounds_added(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """The values of the antiderivative at the two bounds are subtracted, not added."""
    yield add(Tree("I", (f, x, ZERO, b)), Tree("I", (f, x, ZERO, a)))


@on_bounds("upper-bound-ignored", "only the lower bound was used", "1/3", vague=1)
def upper_ignored(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """The value at the upper bound comes first, and the one at the lower bound is subtracted from it."""
    yield Tree("I", (f, x, ZERO, a))


@on_bounds("average-for-integral", "the average was given", "4/3", below="0")
def average(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """Divided by the length of the range it is the average value; the integral is the whole area."""
    yield divide(Tree("I", (f, x, a, b)), add(b, negative(a)))


@on_bounds("bound-copied-wrongly", "a bound was copied wrongly", "9", below="0", vague=2)
def other_bound(f: Tree, x: Tree, a: Tree, b: Tree) -> Iterator[Tree]:
    """Everything fits if one bound were another one: compare it with what you were given."""
    for k in (1, -1, 2):
        yield Tree("I", (f, x, a, add(b, number(k))))
        yield Tree("I", (f, x, add(a, number(k)), b))
    yield Tree("I", (f, x, negative(a), b))
    yield Tree("I", (f, x, a, negative(b)))
