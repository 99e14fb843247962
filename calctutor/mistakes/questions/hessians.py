"""How are Hessians misread?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from calctutor.mistakes.questions.misreadings import Pair, Problem, listed, misreading, partials
from calctutor.notation.tree import Tree, derivative, multiply, name, number


def _matrix(problem: Problem, entry: Callable[[str, str], Tree]) -> Tree:
    return listed(*(listed(*(entry(x, y) for y in problem.wrt)) for x in problem.wrt))


def _second(problem: Problem, x: str, y: str) -> Tree:
    return derivative(problem.f, name(x), name(y))


def _outer(problem: Problem, x: str, y: str) -> Tree:
    return multiply(derivative(problem.f, name(x)), derivative(problem.f, name(y)))


@misreading("hessian-squares-on-diagonal", "hessian", "squares of the first derivatives on the diagonal", "x^2*y",
            "[[4*x^2*y^2, 2*x], [2*x, x^4]]")  # fmt: skip
def squares(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """On the diagonal stand second derivatives: differentiate the first one again, do not square it."""
    yield _matrix(problem, lambda x, y: _outer(problem, x, y) if x == y else _second(problem, x, y)), answer


@misreading("hessian-off-diagonal-zero", "hessian", "zeros beside the diagonal", "x^2*y", "[[2*y, 0], [0, 0]]")
def diagonal_only(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The mixed derivatives vanish only when the variables stand in separate terms."""
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else number(0)), answer


@misreading("hessian-outer-product", "hessian", "products of first derivatives", "x^2*y",
            "[[4*x^2*y^2, 2*x^3*y], [2*x^3*y, x^4]]")  # fmt: skip
def outer_product(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Each entry is a derivative of a derivative, not a product of two."""
    yield _matrix(problem, lambda x, y: _outer(problem, x, y)), answer


@misreading("hessian-mixed-as-products", "hessian", "the mixed entries are products of first derivatives", "x^2*y",
            "[[2*y, 2*x^3*y], [2*x^3*y, 0]]")  # fmt: skip
def mixed_products(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A mixed entry is the derivative of one first derivative by the other letter, not the product of two first derivatives."""
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else _outer(problem, x, y)), answer


@misreading("hessian-diagonal-swapped", "hessian", "the diagonal is in another order", "x^2*y", "[[0, 2*x], [2*x, 2*y]]")
def diagonal_swapped(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The entry in the first row and column belongs to the first letter."""
    turned = dict(zip(problem.wrt, reversed(problem.wrt), strict=True))
    yield _matrix(problem, lambda x, y: _second(problem, turned[x], turned[y])), answer


@misreading("hessian-mixed-first-derivatives", "hessian", "first derivatives beside the diagonal", "x^2*y",
            "[[2*y, x^2], [2*x*y, 0]]")  # fmt: skip
def first_beside(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Beside the diagonal stand second derivatives too: first by one letter, then by the other."""
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else derivative(problem.f, name(y))), answer
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else derivative(problem.f, name(x))), answer


@misreading("hessian-first-derivatives-on-diagonal", "hessian", "first derivatives on the diagonal", "x^2*y",
            "[[2*x*y, 2*x], [2*x, x^2]]")  # fmt: skip
def first_on_diagonal(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """On the diagonal stand second derivatives too: differentiate twice by the same letter."""
    yield _matrix(problem, lambda x, y: _once(problem, x) if x == y else _second(problem, x, y)), answer
    for i, x in enumerate(problem.wrt):
        rows = [list(row.args) for row in problem.question.args]
        rows[i][i] = _once(problem, x)
        yield listed(*(listed(*row) for row in rows)), answer


def _once(problem: Problem, x: str) -> Tree:
    return derivative(problem.f, name(x))


@misreading("hessian-gradient-given", "hessian", "the gradient was given", "x^2*y", "(2*x*y, x^2)")
def gradient_given(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Those are the first derivatives. The Hessian holds the second ones, one row for each of these."""
    yield listed(*partials(problem)), answer


@misreading("hessian-not-symmetric", "hessian", "the matrix is not symmetric", "x^2*y", "[[2*y, 2*x], [2*y, 0]]")
def not_symmetric(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """It does not matter in which order one differentiates, so the two entries that mirror each other are equal: check these."""
    rows = answer.args
    if len(rows) == len(problem.wrt) and all(len(row.args) == len(rows) for row in rows):
        for i in range(len(rows)):
            for j in range(len(rows)):
                if i != j and rows[i].args[j] != rows[j].args[i]:
                    yield _completed(problem, answer, i, j), answer


def _completed(problem: Problem, answer: Tree, p: int, q: int) -> Tree:
    """The right matrix, but for one entry, which is as given."""
    rows = [list(row.args) for row in problem.question.args]
    rows[p][q] = answer.args[p].args[q]
    return listed(*(listed(*row) for row in rows))
