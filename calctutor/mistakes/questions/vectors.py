"""How are gradients, Jacobians and directional derivatives misread?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from calctutor.mistakes.questions.misreadings import Pair, Problem, listed, misreading, partials
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number, power

MOST_PERMUTED = 4
"""So many components are tried in every order."""


@misreading("gradient-summed", "gradient", "the partial derivatives were added up", "x^2*y", "2*x*y + x^2")
def summed(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A gradient is a vector: keep the partial derivatives apart, one component each."""
    yield add(*partials(problem)), answer


@misreading("gradient-swapped", "gradient", "the components are in another order", "x^2*y", "(x^2, 2*x*y)")
def swapped(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The first component is the derivative by the first letter, and so on."""
    slopes = partials(problem)
    if len(slopes) <= MOST_PERMUTED:
        for order in list(permutations(slopes))[1:]:
            yield listed(*order), answer


@misreading("gradient-as-normal", "gradient", "the normal of the graph was given", "x^2*y", "(2*x*y, x^2, -1)")
def normal(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """With the −1 behind it is normal to the graph, a surface in space; the gradient has one component a variable."""
    yield listed(*partials(problem), negative(number(1))), answer
    yield listed(*map(negative, partials(problem)), number(1)), answer


@misreading("gradient-negative", "gradient", "the gradient points downhill", "x^2*y", "(-2*x*y, -x^2)")
def downhill(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient itself points uphill; its negative is the direction of descent."""
    yield listed(*map(negative, partials(problem))), answer


@misreading("gradient-as-length", "gradient", "the length of the gradient was given", "x*y", "sqrt(y^2 + x^2)")
def length(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is how long the gradient is. The gradient is the vector itself."""
    yield _norm(partials(problem)), answer


def _norm(parts: list[Tree]) -> Tree:
    return Tree("sqrt", (add(*(power(part, number(2)) for part in parts)),))


@misreading(
    "gradient-normalised", "gradient", "the gradient was scaled to length 1", "x*y", "(y/sqrt(x^2+y^2), x/sqrt(x^2+y^2))"
)
def unit(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The direction is right; but the length of the gradient says how steep it is, and is kept."""
    yield listed(*(divide(part, _norm(partials(problem))) for part in partials(problem))), answer


@misreading("gradient-all-differentiated", "gradient", "every component differentiates both variables", "x^2*y", "(2*x, 2*x)")
def everything_everywhere(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """In each component only one letter moves; the others are constants and stay."""
    if len(problem.wrt) == 2:
        mixed = derivative(problem.f, *map(name, problem.wrt))
        yield listed(mixed, mixed), answer


@misreading("gradient-one-component", "gradient", "a component is missing", "x^2*y", "2*x*y")
def one_component(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient has one component for every variable."""
    for part in partials(problem) if len(problem.wrt) > 1 else ():
        yield part, answer


@misreading("jacobian-transposed", "jacobian", "rows and columns are exchanged", "(x^2*y, x+y)", "[[2*x*y, 1], [x^2, 1]]")
def transposed(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """One row is one function, one column one variable."""
    rows = problem.question.args
    yield listed(*(listed(*(row.args[i] for row in rows)) for i in range(len(problem.wrt)))), answer


@misreading(
    "jacobian-in-another-order", "jacobian", "rows or columns are in another order", "(x^2*y, x+y)", "[[x^2, 2*x*y], [1, 1]]"
)
def another_order(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The first row belongs to the first function, the first column to the first letter, and so on."""
    rows = problem.question.args
    if max(len(rows), len(problem.wrt)) <= MOST_PERMUTED:
        yield from ((listed(*order), answer) for order in list(permutations(rows))[1:])
        for places in list(permutations(range(len(problem.wrt))))[1:]:
            yield listed(*(listed(*(row.args[i] for i in places)) for row in rows)), answer


@misreading("direction-not-normalised", "directional", "the direction was not scaled to length 1", "x^2*y", "16", at="x=1,y=2",
            direction="3,4")  # fmt: skip
def not_normalised(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A direction counts only as a direction: divide it by its length first."""
    terms = zip(partials(problem), problem.about["direction"], strict=True)
    yield add(*(multiply(part, v) for part, v in terms)), answer


@misreading("direction-divided-by-the-square", "directional", "divided by the square of the length", "x^2*y", "16/25", at="x=1,y=2",
            direction="3,4")  # fmt: skip
def by_square(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A vector is scaled to length 1 by dividing it by its length: the root of the sum of the squares."""
    terms = zip(partials(problem), problem.about["direction"], strict=True)
    squares = add(*(power(v, number(2)) for v in problem.about["direction"]))
    yield divide(add(*(multiply(part, v) for part, v in terms)), squares), answer


@misreading(
    "directional-as-vector", "directional", "the products were not added", "x^2*y", "(4, 0)", at="x=1,y=2", direction="1,0"
)
def as_vector(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A directional derivative is one number: add the products of the components."""
    terms = list(zip(partials(problem), problem.about["direction"], strict=True))
    size = _norm(list(problem.about["direction"]))
    yield listed(*(multiply(part, v) for part, v in terms)), answer
    yield listed(*(divide(multiply(part, v), size) for part, v in terms)), answer


@misreading(
    "directional-as-gradient", "directional", "the gradient was given", "x^2*y", "(4, 1)", at="x=1,y=2", direction="3,4"
)
def as_gradient(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the gradient. How much of it lies along the direction?"""
    yield listed(*partials(problem)), answer


@misreading(
    "directional-terms-subtracted", "directional", "the products were subtracted", "x^2*y", "8/5", at="x=1,y=2", direction="3,4"
)
def subtracted(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A scalar product adds the products of the components."""
    size = _norm(list(problem.about["direction"]))
    first, *rest = (multiply(part, v) for part, v in zip(partials(problem), problem.about["direction"], strict=True))
    yield divide(add(first, *map(negative, rest)), size), answer


@misreading("directional-components-crossed", "directional", "the components of the direction are exchanged", "x^2*y", "19/5", at="x=1,y=2",
            direction="3,4")  # fmt: skip
def crossed(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The derivative by the first letter goes with the first component of the direction."""
    size = _norm(list(problem.about["direction"]))
    turned = zip(partials(problem), reversed(problem.about["direction"]), strict=True)
    yield divide(add(*(multiply(part, v) for part, v in turned)), size), answer
