"""How do people get expected values wrong: a mean, a variance, the expected value of a function?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import ONE, TWO, Chance, Pair, is_finite, of_truth, slip, told
from calctutor.notation.tree import Tree, add, divide, multiply, name, negative, power, replace


@slip("factor-x-forgotten", "mean expect", "the function itself is missing in the integral", "exponential(k)", "1")
def no_factor(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated the density alone, and that is its mass. An expected value is the integral of the function times the density."""
    yield p.total(), answer


@slip("density-forgotten", "mean expect", "the density is missing in the integral", "2*x", "1/2", on="0..1")
def no_density(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated the function without the density. Each value counts as much as its density: multiply by it."""
    if not p.letters and is_finite(p):
        inside = p.x if p.asked == "mean" else p.g
        if inside is not None:
            yield divide(p.total(divide(inside, p.f)), ONE), answer


@slip("function-of-the-mean", "expect", "g(E(X)) for E(g(X))", "uniform(0, 1)", "1/4", expect="x^2")
def of_the_mean(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the mean into the function. The expected value of a function is not the function of the mean: integrate it times the density."""
    if p.g is not None and p.g != multiply(*map(name, p.letters)):
        letters = p.letters or (str(p.x.value),)
        yield replace(p.g, {name(x): p.mean(name(x)) for x in letters}), answer


@slip("mean-in-place-of-expectation", "expect", "the mean was given", "uniform(0, 1)", "1/2", expect="x^2", vague=1)
def plain_mean(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the mean of the value itself. Here another function of it is averaged."""
    if not p.letters:
        yield p.mean(), answer


@slip("variance-for-second-moment", "expect", "the variance was given", "normal(m, s)", "s^2", expect="x^2")
def variance_as_moment(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the variance. E(X²) is larger than it by the square of the mean."""
    if p.g == power(p.x, TWO):
        yield p.variance(), answer


@slip("square-of-the-mean-forgotten", "variance", "E(X²) for the variance", "exponential(k)", "2/k^2")
def second_moment(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is E(X²). The variance is what is left of it when the square of the mean is taken off."""
    yield p.second(), answer


@slip("mean-not-squared", "variance", "the mean was subtracted without its square", "exponential(k)", "2/k^2 - 1/k")
def mean_subtracted(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You took off the mean itself. It is the square of the mean that has to be taken off E(X²)."""
    yield add(p.second(), negative(p.mean())), answer


@slip("square-of-the-mean-added", "variance", "the square of the mean was added", "exponential(k)", "3/k^2")
def mean_added(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You added the square of the mean to E(X²): it has to be taken off."""
    yield add(p.second(), power(p.mean(), TWO)), answer


@slip("variance-reversed", "variance covariance", "the two terms of the difference exchanged", "exponential(k)", "-1/k^2")
def turned_difference(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not: the product of the means is taken off, and not the other way round."""
    yield from of_truth(p, answer, negative)


@slip("deviation-for-variance", "variance", "the standard deviation was given", "exponential(k)", "1/k")
def deviation_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the standard deviation. The variance is its square."""
    yield Tree("sqrt", (p.variance(),)), answer


@slip("variance-for-deviation", "deviation", "the variance was given", "exponential(k)", "1/k^2")
def variance_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the variance. The standard deviation is its square root."""
    yield p.variance(), answer


@slip("variance-as-mean-squared", "variance", "the square of the mean was given", "uniform(0, 1)", "1/4", vague=1)
def squared_mean(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the square of the mean. The variance is E(X²) less it."""
    yield power(p.mean(), TWO), answer


@slip("counted-from-nought", "mean", "the first value was counted as 0", "geometric(p)", "(1-p)/p")
def from_nought(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Your answer is one off: you counted the values from 0 where they begin at 1, or the other way round."""
    if p.parameters and (truth := p.truth()):
        yield from told(answer, add(truth, negative(ONE)), add(truth, ONE))
