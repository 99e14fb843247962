"""How do people misread the parameters of a distribution with a name?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import ONE, TWO, Chance, Pair, slip, told
from calctutor.notation.tree import Tree, divide, power

OF_NAMED = "mean variance deviation median mode mgf entropy cdf between density expect kl cross-entropy"
SCALED = ("rate", "scale")


@slip("rate-for-scale", OF_NAMED, "rate and scale exchanged", "exponential(k)", "k", what="mean")
def turned_over(p: Chance, answer: Tree) -> Iterator[Pair]:
    """One parameter was taken upside down: a rate is one over a scale. Look at the density again, where the parameter stands."""
    for place, (value, meaning) in enumerate(p.parameters):
        if meaning.removeprefix("the ") in SCALED:
            yield from told(answer, p.with_parameter(place, divide(ONE, value)))


@slip("variance-for-the-parameter", OF_NAMED, "the parameter was taken for the variance", "normal(m, s)", "s", what="variance")
def parameter_squared(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The second parameter is the standard deviation here, and you used it as if it were the variance, or the other way round."""
    for place, (value, meaning) in enumerate(p.parameters):
        if meaning == "the standard deviation":
            yield from told(answer, p.with_parameter(place, Tree("sqrt", (value,))), p.with_parameter(place, power(value, TWO)))


@slip("parameters-exchanged", OF_NAMED, "two parameters exchanged", "gamma(a, b)", "b/a", what="mean")
def exchanged(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The two parameters have changed places. The first line says what each of them is."""
    if len(p.parameters) == 2:
        (a, _), (b, _) = p.parameters
        yield from told(answer, p.with_parameters((b, a)))
