"""How do people get medians, quantiles and modes wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import INFINITY, ONE, TWO, Chance, Pair, is_finite, slip, told
from calctutor.notation.tree import Tree, add, divide, multiply, negative


@slip("mean-for-median", "median", "the mean was given", "exponential(k)", "1/k")
def mean_as_median(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the mean. The median is the place up to which half of the probability lies: solve F(x) = 1/2."""
    yield p.mean(), answer


@slip("middle-of-the-support", "median mean", "the middle of the support was given", "2*x", "1/2", on="0..1")
def middle(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the middle of the support, which would be right only for a density that is symmetric about it."""
    low, high = p.support
    if not p.letters and is_finite(p):
        yield divide(add(low, high), TWO), answer


@slip("mode-for-median", "median", "the mode was given", "rayleigh(s)", "s", vague=1)
def mode_as_median(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is where the density is largest. The median is the place up to which half of the probability lies."""
    yield from told(answer, p.instead("mode"))


@slip("density-is-half", "median", "f(x) = 1/2 was solved, and not F(x) = 1/2", "2*x", "1/4", on="0..1")
def density_half(p: Chance, answer: Tree) -> Iterator[Pair]:
    """There the density is 1/2. The median is where F is 1/2: half of the area lies below it."""
    yield p.density_at(answer), divide(ONE, TWO)


@slip("other-tail", "quantile", "the share above, and not below", "exponential(1)", "ln(10/9)", quantile="0.9")
def other_tail(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That share lies above your value, and not below it: solve F(x) = p, and not 1 - F(x) = p."""
    if p.share is not None:
        yield p.up_to(answer), add(ONE, negative(p.share))


@slip("share-put-into-f", "quantile", "F was evaluated, and not inverted", "2*x", "1/16", on="0..1", quantile="1/4")
def forward(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the share into F. The quantile is the other way: find the x at which F is that share."""
    if p.share is not None:
        yield p.up_to(p.share), answer


@slip(
    "share-of-the-support", "quantile", "a share of the support, and not of the area", "2*x", "1/4", on="0..1", quantile="1/4"
)
def share_of_the_way(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You went that share of the way through the support. It is the share of the area that counts: solve F(x) = p."""
    if p.share is not None and is_finite(p):
        low, high = p.support
        yield add(low, multiply(p.share, add(high, negative(low)))), answer


@slip("height-for-mode", "mode", "the largest density, and not its place", "6*x*(1-x)", "3/2", on="0..1")
def height(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is how large the density gets. The mode is the x at which it gets so large."""
    if truth := p.truth():
        yield p.density_at(truth), answer


@slip("mean-for-mode", "mode", "the mean was given", "gamma(a, b)", "a/b", assume=("a>1",))
def mean_as_mode(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the mean. The mode is where the density is largest: look for the x at which its derivative is 0."""
    yield p.mean(), answer


@slip("end-for-mode", "mode", "an end of the support was given", "6*x*(1-x)", "1", on="0..1", vague=1)
def end_as_mode(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is an end of the support, and the density is larger elsewhere."""
    yield from told(answer, *(end for end in p.support if end not in (INFINITY, negative(INFINITY))))
