"""How do people get two random variables wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import ONE, Chance, Pair, of_truth, slip, squared, told
from calctutor.notation.tree import Tree, divide, multiply, name, negative, number, replace


@slip("marginal-over-the-wrong-letter", "marginal", "integrated over the wrong letter", "x + y^2", "1/2 + y^2",
      on="x=0..1,y=0..1", of="x")  # fmt: skip
def wrong_marginal(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated over the letter that should stay. For the density of one letter, integrate over the other one."""
    other = next(letter for letter in p.letters if letter != p.of)
    found = p.of_letter("marginal", other)
    if found is not None:
        yield from told(answer, found, replace(found, {name(other): name(p.of)}))
        yield multiply(found, p.mass), answer
        yield multiply(replace(found, {name(other): name(p.of)}), p.mass), answer


@slip("marginal-over-a-rectangle", "marginal", "the region was taken for a rectangle", "8*x*y", "4x", on="x=0..1,y=0..x",
      of="x")  # fmt: skip
def rectangle(p: Chance, answer: Tree) -> Iterator[Pair]:
    """For a given value of this letter, the other one runs only over the part of the region that lies there: its bounds depend on the letter."""
    yield from told(answer, *p.over(number(0), ONE))


@slip(
    "joint-density-given", "marginal conditional", "the joint density was given", "x + y", "x + y", on="x=0..1,y=0..1", of="x"
)
def joint_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the joint density itself: the other letter has still to be integrated away, or the density divided by."""
    yield from told(answer, p.density, p.f)


@slip("marginal-for-conditional", "conditional", "the marginal density was given", "x + y", "y + 1/2", on="x=0..1,y=0..1",
      of="y")  # fmt: skip
def marginal_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the density of this letter alone. Where the other letter is known, divide the joint density by the density of that one."""
    yield from told(answer, p.of_letter("marginal", p.of))


@slip("divided-by-the-wrong-marginal", "conditional", "divided by the density of the wrong letter", "x + y", "(x+y)/(y+1/2)",
      on="x=0..1,y=0..1", of="y")  # fmt: skip
def wrong_divisor(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You divided by the density of the letter that is asked for. Divide by the density of the one that is known."""
    other = next(letter for letter in p.letters if letter != p.of)
    yield from told(answer, p.of_letter("conditional", other))


@slip("region-is-no-rectangle", "independence", "the region was not looked at", "8*x*y", "yes", on="x=0..1,y=0..x")
def product_is_not_enough(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That the formula is a product is not enough: which values of one letter are possible depends on the other here."""
    truth = p.truth()
    if truth is not None and answer == name("yes") and truth != answer and p.with_moving_region():
        yield answer, answer


@slip(
    "not-the-product-of-the-marginals", "independence", "the marginals were not multiplied", "x + y", "yes", on="x=0..1,y=0..1"
)
def not_a_product(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Find both marginal densities and multiply them: the two are independent only if that is the joint density at every place."""
    if answer == name("yes") and p.truth() == name("no") and not p.with_moving_region():
        yield answer, answer


@slip("product-taken-for-dependence", "independence", "a product was taken for dependence", "4*x*y", "no", on="x=0..1,y=0..1")
def product_seen(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Find both marginal densities and multiply them: on this region, their product is the joint density at every place."""
    if answer == name("no") and p.truth() == name("yes"):
        yield answer, answer


@slip("product-of-the-means-forgotten", "covariance", "E(XY) for the covariance", "x + y", "1/3", on="x=0..1,y=0..1")
def product_alone(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is E(XY). For the covariance, take the product of the two means off."""
    yield p.expected(multiply(*map(name, p.letters))), answer


@slip("product-of-the-means", "expect covariance", "the product of the means was given", "x + y", "49/144",
      on="x=0..1,y=0..1", expect="x*y")  # fmt: skip
def means_multiplied(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is E(X) E(Y). It would be E(XY) only if the two were uncorrelated: integrate the product times the joint density."""
    if p.letters:
        yield multiply(*(p.mean(name(letter)) for letter in p.letters)), answer


@slip("correlation-not-divided", "correlation", "the covariance was given", "x + y", "-1/144", on="x=0..1,y=0..1")
def not_divided(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the covariance. The correlation is the covariance divided by both standard deviations."""
    yield from told(answer, p.instead("covariance"))


@slip("divided-by-the-variances", "correlation", "divided by the variances", "x + y", "-144/121", on="x=0..1,y=0..1")
def by_variances(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You divided by the variances. Divide the covariance by the standard deviations, their square roots."""
    if covariance := p.instead("covariance"):
        yield divide(covariance, multiply(*(p.variance(name(letter)) for letter in p.letters))), answer


@slip("correlation-squared", "correlation", "the square of the correlation, or its sign", "x + y", "1/121",
      on="x=0..1,y=0..1")  # fmt: skip
def correlation_squared(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the square of the correlation, or the correlation with the other sign: the covariance keeps its sign, and is divided once."""
    yield from of_truth(p, answer, squared, negative)


@slip("the-other-letter", "mean variance deviation", "the same of the other letter", "x*y^2", "3/4", on="x=0..1,y=0..1", of="x")
def other_letter(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is right for the other letter."""
    for letter in p.letters:
        if letter != p.of:
            yield from told(answer, p.of_letter(p.asked, letter))
