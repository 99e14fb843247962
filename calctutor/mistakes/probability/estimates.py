"""How do people get estimates by maximum likelihood wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import ONE, Chance, Pair, inverse, of_truth, root, slip, squared, told
from calctutor.notation.tree import Tree, add, divide, multiply, negative


@slip("estimate-upside-down", "estimate", "the estimate upside down", "exponential(k)", "2", data="1,2,3")
def estimate_inverted(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is one over the estimate. Solve the equation for the parameter once more."""
    yield from of_truth(p, answer, inverse)


@slip("sum-for-mean", "estimate", "the number of values was lost", "poisson(l)", "6", data="1,2,3")
def count_lost(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The number n of values is lost: every value of the sample has its own term in the log-likelihood, the constant ones too."""
    if truth := p.truth():
        yield from told(answer, multiply(truth, p.count), divide(truth, p.count))


@slip("estimate-sign", "estimate", "the sign of the derivative of a logarithm", "exponential(k)", "-1/2", data="1,2,3")
def estimate_sign(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not: look at the derivative of each logarithm, and at the sign of each term."""
    yield from of_truth(p, answer, negative)


@slip("divided-by-n-less-one", "estimate", "divided by n - 1", "normal(m, s)", "1", data="1,2,3", of="s")
def bessel(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You divided by n - 1. That makes the estimate of a variance unbiased, but the likelihood is largest with n."""
    if truth := p.truth():
        more = divide(p.count, add(p.count, negative(ONE)))
        yield from told(answer, multiply(truth, more), multiply(truth, Tree("sqrt", (more,))))


@slip("square-of-the-estimate", "estimate", "the square of the estimate, or its root", "rayleigh(s)", "7/3", data="1,2,3")
def estimate_squared(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Your answer is the square of the estimate, or its root: see which power of the parameter is asked for."""
    yield from of_truth(p, answer, squared, root)


@slip(
    "matched-the-mean", "estimate", "the mean was matched, and the likelihood not looked at", "uniform(0, b)", "4", data="1,2,3"
)
def matched(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You made the mean of the distribution equal to that of the sample. The likelihood is largest somewhere else: it has no flat place here, so look at the ends."""
    if found := p.matching_mean(answer):
        yield found
