"""How do people get divergences and cross-entropies wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import Chance, Pair, of_truth, slip, told
from calctutor.notation.tree import Tree, negative


@slip("divergence-reversed", "kl cross-entropy", "the two densities exchanged", "exponential(a) || exponential(b)",
      "ln(b/a) + a/b - 1")  # fmt: skip
def reversed_laws(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the divergence of the first from the second. The expected value is taken under the first density, and that is the one you average with."""
    yield from told(answer, p.reversed_laws())


@slip("cross-entropy-for-divergence", "kl", "the cross-entropy was given", "exponential(a) || exponential(b)", "b/a - ln(b)")
def cross_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the cross-entropy. For the divergence, take the entropy of the first density off."""
    yield from told(answer, p.instead("cross-entropy"))


@slip("divergence-for-cross-entropy", "cross-entropy", "the divergence was given", "exponential(a) || exponential(b)",
      "ln(a/b) + b/a - 1")  # fmt: skip
def divergence_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the divergence. The cross-entropy is larger than it by the entropy of the first density."""
    yield from told(answer, p.instead("kl"))


@slip("entropy-for-cross-entropy", "cross-entropy", "the entropy of the first was given", "exponential(a) || exponential(b)",
      "1 - ln(a)")  # fmt: skip
def entropy_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the entropy of the first density. Inside the logarithm of a cross-entropy stands the second one."""
    yield from told(answer, p.own_entropy())


@slip(
    "divergence-sign", "kl cross-entropy", "the logarithm upside down", "exponential(a) || exponential(b)", "ln(b/a) - b/a + 1"
)
def divergence_sign(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not: a divergence is the expected value of ln p - ln q, and never negative."""
    yield from of_truth(p, answer, negative)
