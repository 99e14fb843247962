"""What goes wrong whatever is asked: the sign of the whole answer, or its inverse?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import Chance, Pair, inverse, of_truth, slip
from calctutor.notation.tree import Tree, negative


@slip("sign-of-the-answer", "mass constant mean mgf reward median mode quantile", "the sign of the whole answer",
      "exponential(k)", "-1/k", what="mean", vague=1)  # fmt: skip
def whole_sign(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not."""
    yield from of_truth(p, answer, negative)


@slip("answer-upside-down", "mean variance deviation mgf", "the answer upside down", "geometric(p)", "p", what="mean", vague=1)
def upside_down(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Your answer is one over what is right."""
    yield from of_truth(p, answer, inverse)
