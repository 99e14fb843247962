"""How do people get changes of variables, and rewards that come later, wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import ONE, TWO, Chance, Pair, slip, told
from calctutor.notation.tree import Tree, derivative, divide, multiply, negative, replace

# A function of the value.


@slip("slope-forgotten", "transform", "the factor |dx/dy| is missing", "exponential(1)", "e^(-y/2)", transform="2*x")
def no_slope(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the inverse into the density, and that is all. The density stretches with the axis: multiply by |dx/dy|."""
    if p.g is not None:
        yield replace(answer, {p.new: p.g}), p.density


@slip("slope-upside-down", "transform", "|dy/dx| for |dx/dy|", "exponential(1)", "2*e^(-y/2)", transform="2*x")
def slope_inverted(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You multiplied by the slope of the function. It is the slope of its inverse that counts: |dx/dy|, one over it."""
    if p.g is not None:
        slope = Tree("abs", (derivative(p.g, p.x),))
        yield replace(answer, {p.new: p.g}), multiply(p.density, slope)


@slip("slope-without-bars", "transform", "dx/dy without its bars", "uniform(0, 1)", "-e^(-y)", transform="-ln(x)")
def no_bars(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The function falls, so dx/dy is negative, but a density is not: take its size."""
    if truth := p.truth():
        yield negative(p.inside(truth)), answer


@slip(
    "not-inverted", "transform", "the function was put in, and not its inverse", "exponential(1)", "e^(-2*y)", transform="2*x"
)
def function_put_in(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the function itself into the density. Solve y = g(x) for x, and put that in."""
    if p.g is not None:
        y = p.new
        forward = replace(p.g, {p.x: y})
        inside = replace(p.density, {p.x: forward})
        yield from told(answer, inside, multiply(inside, Tree("abs", (derivative(forward, y),))))


@slip("one-branch-only", "transform", "only one of the two x for each y", "normal(0, 1)", "e^(-y/2)/(2*sqrt(2*pi*y))",
      transform="x^2")  # fmt: skip
def one_branch(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Two values of x give the same y here. What both of them contribute has to be added."""
    if truth := p.truth():
        yield divide(p.inside(truth), TWO), answer


# Rewards.


@slip("discount-forgotten", "reward", "the discount is missing", "exp(-k*t); exp(-t)", "1", assume=("k>0",))
def no_discount(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You added up the rewards as if a later one counted as much as one now. Multiply by the discount before you integrate."""
    if p.g is not None:
        yield p.total(divide(ONE, p.g)), answer


@slip("reward-forgotten", "reward", "the reward is missing", "exp(-k*t); exp(-t)", "1/k", assume=("k>0",))
def no_reward(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated the discount alone. Multiply it by the reward at each time."""
    if p.g is not None:
        yield p.total(divide(p.g, p.f)), answer


@slip("integrals-multiplied", "reward", "two integrals multiplied", "exp(-k*t); exp(-2*t)", "1/(2*k)", assume=("k>0",))
def multiplied_integrals(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The integral of a product is not the product of the integrals: multiply first, and integrate then."""
    if p.g is not None:
        yield multiply(p.total(divide(ONE, p.g)), p.total(divide(p.g, p.f))), answer
