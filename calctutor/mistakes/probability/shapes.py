"""How do people get generating functions and entropies wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import TWO, Chance, Pair, is_finite, of_truth, slip
from calctutor.notation.tree import Tree, divide, name, negative, replace


@slip("sign-of-t", "mgf", "e^(-tx) for e^(tx)", "exponential(k)", "k/(k+t)")
def laplace_transform(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is E(e^(-tX)). In the moment generating function the exponent is positive."""
    if truth := p.truth():
        yield replace(truth, {name(p.of): negative(name(p.of))}), answer


@slip("logarithm-of-mgf", "mgf", "the logarithm of M was given", "exponential(k)", "ln(k/(k-t))")
def cumulants(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is ln M(t). The moment generating function is M(t) itself, the expected value of e^(tX)."""
    if truth := p.truth():
        yield Tree("ln", (truth,)), answer


@slip("entropy-sign", "entropy", "the minus of the entropy forgotten", "exponential(k)", "ln(k) - 1")
def entropy_sign(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not: the entropy is the expected value of minus the logarithm of the density."""
    yield from of_truth(p, answer, negative)


@slip("entropy-in-bits", "entropy kl cross-entropy", "the logarithm with base 2", "uniform(0, 4)", "2", what="entropy")
def in_bits(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You used the logarithm with base 2. Here the natural logarithm is meant; the two differ by the factor ln 2."""
    if truth := p.truth():
        yield divide(truth, Tree("ln", (TWO,))), answer


@slip("mean-put-into-the-logarithm", "entropy", "-ln f at the mean", "normal(m, s)", "ln(s*sqrt(2*pi))", vague=1)
def logarithm_at_the_mean(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the mean into -ln f. The entropy is the expected value of -ln f(X): the part with x in it has to be averaged too."""
    yield negative(Tree("ln", (p.density_at(p.mean()),))), answer


@slip("logarithm-not-averaged", "entropy", "the logarithm was integrated without the density", "2*x", "1 - ln(2)", on="0..1")
def unweighted(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated -ln f alone. The entropy is its expected value: multiply by the density before you integrate."""
    if is_finite(p):
        yield p.total(divide(negative(Tree("ln", (p.density,))), p.f)), answer
