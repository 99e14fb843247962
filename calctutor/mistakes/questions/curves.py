"""How is the slope of a curve misread?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps

from calctutor.mistakes.questions.misreadings import Pair, Pairs, Problem, misreading
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number


def _curve(problem: Problem) -> tuple[Tree, Tree, Tree, Tree, Tree]:
    left, right = problem.f.args
    gap = add(left, negative(right))
    x, y = name(problem.wrt[0]), name(problem.about["of"])
    return gap, x, y, derivative(gap, x), derivative(gap, y)


def on_slope(id: str, title: str, question: str, wrong: str, vague: int = 0) -> Callable[[Pairs], Pairs]:
    """A mistake about y′ itself, not about y″."""

    def enter_it(pairs: Pairs) -> Pairs:
        @misreading(id, "implicit", title, question, wrong, vague)
        @wraps(pairs)
        def once(problem: Problem, answer: Tree) -> Iterator[Pair]:
            if problem.order == 1:
                yield from pairs(problem, answer)

        return once

    return enter_it


@on_slope("implicit-sign", "the sign of the slope", "x^2 + y^2 = 25", "x/y")
def implicit_sign(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """When the terms without y′ go to the other side of the equation they change their sign."""
    *_, fx, fy = _curve(problem)
    yield divide(fx, fy), answer


@on_slope("implicit-upside-down", "dx/dy was given for dy/dx", "y^3 = x", "3*y^2")
def upside_down(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is how fast the other letter changes with this one: turn the fraction over."""
    *_, fx, fy = _curve(problem)
    yield negative(divide(fy, fx)), answer


@on_slope("implicit-upside-down-sign", "the fraction is upside down and its sign lost", "x^2 + y^3 = 2", "3*y^2/(2*x)")
def upside_down_sign(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Solve for y′ again: what stands in front of it goes below."""
    *_, fx, fy = _curve(problem)
    yield divide(fy, fx), answer


@on_slope("implicit-not-divided", "not divided by the factor of y′", "x^2 + y^2 = 25", "-2*x")
def not_divided(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Every time y is differentiated a factor y′ comes in; what stands in front of it has to be divided by."""
    *_, fx, _ = _curve(problem)
    yield negative(fx), answer
    yield fx, answer


@on_slope("implicit-y-prime-missing", "y′ is missing", "x^2 + y^2 = 9", "-x")
def prime_missing(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """y depends on x: whenever y is differentiated the chain rule brings in a factor y′."""
    _, _, y, fx, fy = _curve(problem)
    # y differentiated like x, and the equation between the derivatives solved for y
    yield Tree("at", (add(fx, fy), y, answer)), number(0)
    # the power of y lowered to y' alone: the factor that the power rule leaves is lost
    yield divide(negative(fx), number(2)), answer


@on_slope("implicit-y-constant", "y was treated as a constant", "x^2*y + y = 3", "-2*x*y", 1)
def y_constant(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """y depends on x and is differentiated too, with a factor y′."""
    *_, fx, _ = _curve(problem)
    yield fx, answer
    yield negative(fx), answer


@on_slope("implicit-multiplied", "multiplied by the factor of y′ instead of divided", "y^2 = x^3", "6*x^2*y", 1)
def multiplied(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """y′ is to stand alone: what stands in front of it is divided by, on both sides."""
    *_, fx, fy = _curve(problem)
    yield multiply(fx, fy), answer
    yield negative(multiply(fx, fy)), answer


@misreading("implicit-first-derivative-given", "implicit", "the first derivative was given", "x*y = 4", "-y/x", order=2)
def first_given(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is y′. Differentiate it once more; y and y′ go on depending on x."""
    if problem.order == 2:
        yield _slope(problem), answer


@misreading("implicit-second-y-constant", "implicit", "y was treated as a constant in y′", "x*y = 4", "y/x^2", order=2)
def y_constant_later(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """y′ contains y, and y depends on x: when y′ is differentiated, y brings in a factor y′ again."""
    if problem.order == 2:
        yield derivative(_slope(problem), name(problem.wrt[0])), answer


@misreading("implicit-second-as-square", "implicit", "y′ was squared", "x*y = 4", "y^2/x^2", order=2)
def slope_squared(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """y″ is the derivative of y′, not its square."""
    if problem.order == 2:
        yield multiply(_slope(problem), _slope(problem)), answer


def _slope(problem: Problem) -> Tree:
    *_, fx, fy = _curve(problem)
    return negative(divide(fx, fy))
