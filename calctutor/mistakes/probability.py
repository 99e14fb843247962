"""How do people get a random variable wrong?

Each mistake yields pairs of trees; where such a pair is equal, it explains the answer. They are written in the definitions of the
problem (its mass, its mean, F at a place), so that nothing has to be solved here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from calctutor.mistakes.book import Mistake, enter
from calctutor.notation.tree import Tree, add, constant, derivative, divide, multiply, name, negative, number, power, replace

Pair = tuple[Tree, Tree]
ONE, TWO = number(1), number(2)
INFINITY = constant("oo")


class Chance(Protocol):
    """What a mistake may look at: the law (density `f` of the value `x` on `support`), the question and what is known of it."""

    asked: str
    of: str

    @property
    def x(self) -> Tree: ...
    @property
    def f(self) -> Tree: ...
    @property
    def support(self) -> tuple[Tree, Tree]: ...
    @property
    def mass(self) -> Tree: ...
    @property
    def density(self) -> Tree: ...
    @property
    def g(self) -> Tree | None: ...
    @property
    def bounds(self) -> tuple[Tree, Tree] | None: ...
    @property
    def share(self) -> Tree | None: ...
    @property
    def count(self) -> Tree: ...
    @property
    def parameters(self) -> tuple[tuple[Tree, str], ...]: ...
    def truth(self) -> Tree | None:
        """What would be right."""

    def total(self, g: Tree = ..., low: Tree | None = ..., high: Tree | None = ...) -> Tree: ...
    def expected(self, g: Tree) -> Tree: ...
    def up_to(self, place: Tree) -> Tree: ...
    def mean(self, letter: Tree | None = ...) -> Tree: ...
    def second(self, letter: Tree | None = ...) -> Tree: ...
    def variance(self, letter: Tree | None = ...) -> Tree: ...
    def unnormalised(self) -> Tree | None:
        """The same question of the function as it stands, its mass taken for 1."""

    def over(self, low: Tree, high: Tree) -> tuple[Tree, ...]:
        """The same question with another support (of a joint density, of the other letter): divided by the mass there, or not."""

    def density_at(self, place: Tree) -> Tree: ...

    def with_parameter(self, place: int, value: Tree) -> Tree | None:
        """The same question where the parameter at `place` has another value."""

    def instead(self, asked: str) -> Tree | None:
        """What another quantity of the same problem is."""

    def of_letter(self, asked: str, letter: str) -> Tree | None:
        """The same for another letter of a joint density."""

    @property
    def letters(self) -> tuple[str, ...]: ...
    def reversed_laws(self) -> Tree | None:
        """The same question with the two laws exchanged."""

    def own_entropy(self) -> Tree | None:
        """The entropy of the first law."""


Pairs = Callable[[Chance, Tree], Iterator[Pair]]
SLIPS: dict[str, tuple[frozenset[str], Pairs]] = {}
"""Mistake -> the quantities that it is made on, and its pairs; the more telling ones first."""


def slip(
    id: str, asked: str, title: str, question: str, wrong: str, vague: int = 0, **options: Any
) -> Callable[[Pairs], Pairs]:  # fmt: skip
    """Enter a mistake about the quantities `asked`; its docstring is what the student is told."""

    def enter_it(pairs: Pairs) -> Pairs:
        text = " ".join((pairs.__doc__ or "").split())
        given = {"what": asked.split()[0], **options}
        enter(Mistake(id, title, text, "probability", question, wrong, vague=vague, options=given))
        SLIPS[id] = frozenset(asked.split()), pairs
        return pairs

    return enter_it


def _told(answer: Tree, *wrong: Tree | None) -> Iterator[Pair]:
    for tree in wrong:
        if tree is not None:
            yield tree, answer


# The density.

NUMBERS = "mean variance deviation between expect cdf mgf entropy marginal covariance"


@slip("density-not-normalised", NUMBERS, "the mass was not divided by", "x*(1-x)", "1/12", on="0..1")
def unnormalised(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The function has not the mass 1 yet: integrate it over its support first, and divide by what you get."""
    if p.mass != ONE:
        yield from _told(answer, p.unnormalised())


@slip("mass-in-place-of-constant", "constant", "the mass itself was given", "x*(1-x)", "1/6", on="0..1")
def mass_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the mass. The constant must bring it to 1, so it is one over the mass."""
    if truth := p.truth():
        yield divide(ONE, truth), answer


@slip("constant-in-place-of-mass", "mass", "one over the mass was given", "x*(1-x)", "6", on="0..1")
def constant_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is what the function has to be multiplied with. The mass is the integral itself."""
    yield divide(ONE, p.total()), answer


@slip("multiplied-by-the-mass", "density", "multiplied by the mass", "x*(1-x)", "x*(1-x)/6", on="0..1")
def multiplied(p: Chance, answer: Tree) -> Iterator[Pair]:
    """To bring the mass to 1, divide the function by its mass."""
    yield multiply(p.f, p.total()), answer


# F and f.


@slip("density-for-distribution", "cdf", "f was given for F", "2*x", "2x", on="0..1")
def density_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the density f itself. The distribution function F is its integral from the lower end of the support up to x."""
    yield from _told(answer, p.density, p.f)


@slip("distribution-for-density", "density", "F was given for f", "x", "x^2", on="0..1")
def distribution_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the distribution function F. The density is its derivative: the function itself, divided by its mass."""
    yield from _told(answer, p.up_to(p.x))


@slip("tail-for-distribution", "cdf", "1 - F was given for F", "exponential(k)", "e^(-k*x)")
def tail(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the probability of a value above x. F(x) is the probability of a value of at most x."""
    yield add(ONE, negative(p.up_to(p.x))), answer


@slip("lower-end-forgotten", "cdf", "the lower end of the support was not put in", "exponential(k)", "-e^(-k*x)")
def antiderivative_alone(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Your answer has the right slope, but F must be 0 at the lower end of the support: subtract the value of the antiderivative there."""
    yield derivative(answer, p.x), p.density


@slip("differentiated-for-distribution", "cdf", "differentiated instead of integrated", "exponential(k)", "-k^2*e^(-k*x)")
def slope_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You differentiated the density. F is its integral, from the lower end of the support up to x."""
    yield derivative(p.f, p.x), answer


@slip("outside-of-the-support", "cdf density marginal transform", "right inside the support, and wrong outside of it",
      "exponential(k)", "{1 if x < 0; 1 - e^(-k*x) otherwise}", what="cdf")  # fmt: skip
def wrong_outside(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Inside the support your answer is right. Below the support F is 0 and above it 1; a density is 0 on both sides."""
    yield from ()  # seen before anything else, since all pairs are compared inside the support


# A range.


@slip("complement", "between", "the probability of everything else", "exponential(2)", "e^(-2)", between="0..1")
def complement(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the probability that the value lies outside of the range: one less it."""
    if truth := p.truth():
        yield add(ONE, negative(truth)), answer


@slip("range-beyond-the-support", "between", "the range reaches beyond the support", "3*x^2", "8", on="0..1", between="0..2")
def beyond(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Outside of its support the density is 0. Integrate only over the part of the range that lies inside."""
    if p.bounds:
        yield p.total(ONE, *p.bounds), answer


@slip("lower-bound-of-the-range-forgotten", "between", "F at the lower end was not subtracted", "exponential(2)", "1 - e^(-4)",
      between="1..2")  # fmt: skip
def only_up_to(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is everything up to the upper end of the range. What lies below the lower end has to be taken off."""
    if p.bounds and p.bounds[1] != INFINITY:
        yield p.up_to(p.bounds[1]), answer


@slip("range-reversed", "between", "the ends of the range exchanged", "exponential(2)", "e^(-4) - e^(-2)", between="1..2")
def reversed_range(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not: F at the upper end less F at the lower end. A probability is never negative."""
    if truth := p.truth():
        yield negative(truth), answer


@slip("density-at-the-ends", "between", "f put in at the ends, and not F", "2*x", "1", on="0..1", between="0..1/2")
def density_difference(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the ends of the range into the density f. A probability is an area: integrate f first."""
    if p.bounds:
        low, high = map(p.density_at, p.bounds)
        yield from _told(answer, add(high, negative(low)), high)


# The bounds of the support.


@slip("bounds-of-the-support", "mass constant mean variance deviation expect entropy cdf", "other bounds than those of the support",
      "x/2", "1/6", on="0..2", what="mean")  # fmt: skip
def other_bounds(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The integral runs over the support of the density, and nothing else: put its ends in as bounds."""
    low, high = p.support
    minus = negative(INFINITY)
    for ends in ((number(0), high), (number(0), ONE), (number(0), INFINITY), (low, INFINITY), (minus, high), (minus, INFINITY),
                 (number(-1), ONE), (low, ONE)):  # fmt: skip
        if ends != (low, high):
            yield from _told(answer, *p.over(*ends))


# Expected values.


@slip("factor-x-forgotten", "mean expect", "the function itself is missing in the integral", "exponential(k)", "1")
def no_factor(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated the density alone, and that is its mass. An expected value is the integral of the function times the density."""
    yield p.total(), answer


@slip("density-forgotten", "mean expect", "the density is missing in the integral", "2*x", "1/2", on="0..1")
def no_density(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated the function without the density. Each value counts as much as its density: multiply by it."""
    if not p.letters and INFINITY not in p.support and negative(INFINITY) not in p.support:
        inside = p.x if p.asked == "mean" else p.g
        if inside is not None:
            yield divide(p.total(divide(inside, p.f)), ONE), answer


@slip("function-of-the-mean", "expect", "g(E(X)) for E(g(X))", "uniform(0, 1)", "1/4", expect="x^2")
def of_the_mean(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the mean into the function. The expected value of a function is not the function of the mean: integrate it times the density."""
    if p.g is not None:
        letters = p.letters or (str(p.x.value),)
        yield replace(p.g, {name(x): p.mean(name(x)) for x in letters}), answer


@slip("mean-in-place-of-expectation", "expect", "the mean was given", "uniform(0, 1)", "1/2", expect="x^2", vague=1)
def plain_mean(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the mean of the value itself. Here another function of it is averaged."""
    if not p.letters:
        yield p.mean(), answer


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
    if truth := p.truth():
        yield negative(truth), answer


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
        yield from _told(answer, add(truth, negative(ONE)), add(truth, ONE))


# Parameters.

OF_NAMED = "mean variance deviation median mode mgf entropy cdf between density expect kl cross-entropy"
SCALED = ("rate", "scale")


@slip("rate-for-scale", OF_NAMED, "rate and scale exchanged", "exponential(k)", "k", what="mean")
def turned_over(p: Chance, answer: Tree) -> Iterator[Pair]:
    """One parameter was taken upside down: a rate is one over a scale. Look at the density again, where the parameter stands."""
    for place, (value, meaning) in enumerate(p.parameters):
        if meaning.removeprefix("the ") in SCALED:
            yield from _told(answer, p.with_parameter(place, divide(ONE, value)))


@slip("variance-for-the-parameter", OF_NAMED, "the parameter was taken for the variance", "normal(m, s)", "s", what="variance")
def parameter_squared(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The second parameter is the standard deviation here, and you used it as if it were the variance, or the other way round."""
    for place, (value, meaning) in enumerate(p.parameters):
        if meaning == "the standard deviation":
            yield from _told(
                answer, p.with_parameter(place, Tree("sqrt", (value,))), p.with_parameter(place, power(value, TWO))
            )


@slip("parameters-exchanged", OF_NAMED, "two parameters exchanged", "gamma(a, b)", "b/a", what="mean")
def exchanged(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The two parameters have changed places. The first line says what each of them is."""
    if len(p.parameters) == 2 and (truth := p.truth()):
        (a, _), (b, _) = p.parameters
        if a.head == b.head == "name":
            yield replace(truth, {a: b, b: a}), answer


# Places.


@slip("mean-for-median", "median", "the mean was given", "exponential(k)", "1/k")
def mean_as_median(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the mean. The median is the place up to which half of the probability lies: solve F(x) = 1/2."""
    yield p.mean(), answer


@slip("middle-of-the-support", "median mean", "the middle of the support was given", "2*x", "1/2", on="0..1")
def middle(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the middle of the support, which would be right only for a density that is symmetric about it."""
    low, high = p.support
    if not p.letters and INFINITY not in p.support and negative(INFINITY) not in p.support:
        yield divide(add(low, high), TWO), answer


@slip("mode-for-median", "median", "the mode was given", "rayleigh(s)", "s", vague=1)
def mode_as_median(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is where the density is largest. The median is the place up to which half of the probability lies."""
    yield from _told(answer, p.instead("mode"))


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
    yield from _told(answer, *(end for end in p.support if end not in (INFINITY, negative(INFINITY))))


# Generating function and entropy.


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
    if truth := p.truth():
        yield negative(truth), answer


@slip("entropy-in-bits", "entropy kl cross-entropy", "the logarithm with base 2", "uniform(0, 4)", "2", what="entropy")
def in_bits(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You used the logarithm with base 2. Here the natural logarithm is meant; the two differ by the factor ln 2."""
    if truth := p.truth():
        yield divide(truth, Tree("ln", (TWO,))), answer


@slip("logarithm-not-averaged", "entropy", "the logarithm was integrated without the density", "2*x", "1 - ln(2)", on="0..1")
def unweighted(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated -ln f alone. The entropy is its expected value: multiply by the density before you integrate."""
    if INFINITY not in p.support and negative(INFINITY) not in p.support:
        yield p.total(divide(negative(Tree("ln", (p.density,))), p.f)), answer


# Two letters.


@slip("marginal-over-the-wrong-letter", "marginal", "integrated over the wrong letter", "x + y^2", "1/2 + y^2",
      on="x=0..1,y=0..1", of="x")  # fmt: skip
def wrong_marginal(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You integrated over the letter that should stay. For the density of one letter, integrate over the other one."""
    other = next(letter for letter in p.letters if letter != p.of)
    found = p.of_letter("marginal", other)
    if found is not None:
        yield from _told(answer, found, replace(found, {name(other): name(p.of)}))
        yield multiply(found, p.mass), answer
        yield multiply(replace(found, {name(other): name(p.of)}), p.mass), answer


@slip("marginal-over-a-rectangle", "marginal", "the region was taken for a rectangle", "8*x*y", "4x", on="x=0..1,y=0..x",
      of="x")  # fmt: skip
def rectangle(p: Chance, answer: Tree) -> Iterator[Pair]:
    """For a given value of this letter, the other one runs only over the part of the region that lies there: its bounds depend on the letter."""
    yield from _told(answer, *p.over(number(0), ONE))


@slip(
    "joint-density-given", "marginal conditional", "the joint density was given", "x + y", "x + y", on="x=0..1,y=0..1", of="x"
)
def joint_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the joint density itself: the other letter has still to be integrated away, or the density divided by."""
    yield from _told(answer, p.density, p.f)


@slip("marginal-for-conditional", "conditional", "the marginal density was given", "x + y", "y + 1/2", on="x=0..1,y=0..1",
      of="y")  # fmt: skip
def marginal_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the density of this letter alone. Where the other letter is known, divide the joint density by the density of that one."""
    yield from _told(answer, p.of_letter("marginal", p.of))


@slip("divided-by-the-wrong-marginal", "conditional", "divided by the density of the wrong letter", "x + y", "(x+y)/(y+1/2)",
      on="x=0..1,y=0..1", of="y")  # fmt: skip
def wrong_divisor(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You divided by the density of the letter that is asked for. Divide by the density of the one that is known."""
    other = next(letter for letter in p.letters if letter != p.of)
    yield from _told(answer, p.of_letter("conditional", other))


@slip("region-is-no-rectangle", "independence", "the region was not looked at", "8*x*y", "yes", on="x=0..1,y=0..x")
def product_is_not_enough(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That the formula is a product is not enough: which values of one letter are possible depends on the other here."""
    truth = p.truth()
    if truth is not None and answer == name("yes") and truth != answer and p.with_moving_region():  # type: ignore[attr-defined]
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
    yield from _told(answer, p.instead("covariance"))


@slip("divided-by-the-variances", "correlation", "divided by the variances", "x + y", "-144/121", on="x=0..1,y=0..1")
def by_variances(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You divided by the variances. Divide the covariance by the standard deviations, their square roots."""
    if covariance := p.instead("covariance"):
        yield divide(covariance, multiply(*(p.variance(name(letter)) for letter in p.letters))), answer


@slip("correlation-squared", "correlation", "the square of the correlation, or its sign", "x + y", "1/121",
      on="x=0..1,y=0..1")  # fmt: skip
def correlation_squared(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the square of the correlation, or the correlation with the other sign: the covariance keeps its sign, and is divided once."""
    if truth := p.truth():
        yield from _told(answer, power(truth, TWO), negative(truth))


@slip("the-other-letter", "mean variance deviation", "the same of the other letter", "x*y^2", "3/4", on="x=0..1,y=0..1", of="x")
def other_letter(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is right for the other letter."""
    for letter in p.letters:
        if letter != p.of:
            yield from _told(answer, p.of_letter(p.asked, letter))


# Estimates.


@slip("estimate-upside-down", "estimate", "the estimate upside down", "exponential(k)", "2", data="1,2,3")
def estimate_inverted(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is one over the estimate. Solve the equation for the parameter once more."""
    if truth := p.truth():
        yield divide(ONE, truth), answer


@slip("sum-for-mean", "estimate", "the number of values was lost", "poisson(l)", "6", data="1,2,3")
def count_lost(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The number n of values is lost: every value of the sample has its own term in the log-likelihood, the constant ones too."""
    if truth := p.truth():
        yield from _told(answer, multiply(truth, p.count), divide(truth, p.count))


@slip("estimate-sign", "estimate", "the sign of the derivative of a logarithm", "exponential(k)", "-1/2", data="1,2,3")
def estimate_sign(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not: look at the derivative of each logarithm, and at the sign of each term."""
    if truth := p.truth():
        yield negative(truth), answer


@slip("divided-by-n-less-one", "estimate", "divided by n - 1", "normal(m, s)", "1", data="1,2,3", of="s")
def bessel(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You divided by n - 1. That makes the estimate of a variance unbiased, but the likelihood is largest with n."""
    if truth := p.truth():
        more = divide(p.count, add(p.count, negative(ONE)))
        yield from _told(answer, multiply(truth, more), multiply(truth, Tree("sqrt", (more,))))


@slip("square-of-the-estimate", "estimate", "the square of the estimate, or its root", "rayleigh(s)", "7/3", data="1,2,3")
def estimate_squared(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Your answer is the square of the estimate, or its root: see which power of the parameter is asked for."""
    if truth := p.truth():
        yield from _told(answer, power(truth, TWO), Tree("sqrt", (truth,)))


@slip(
    "matched-the-mean", "estimate", "the mean was matched, and the likelihood not looked at", "uniform(0, b)", "4", data="1,2,3"
)
def matched(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You made the mean of the distribution equal to that of the sample. The likelihood is largest somewhere else: it has no flat place here, so look at the ends."""
    if found := p.matching_mean(answer):  # type: ignore[attr-defined]
        yield found


# Two laws.


@slip("divergence-reversed", "kl cross-entropy", "the two densities exchanged", "exponential(a) || exponential(b)",
      "ln(b/a) + a/b - 1")  # fmt: skip
def reversed_laws(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the divergence of the first from the second. The expected value is taken under the first density, and that is the one you average with."""
    yield from _told(answer, p.reversed_laws())


@slip("cross-entropy-for-divergence", "kl", "the cross-entropy was given", "exponential(a) || exponential(b)", "b/a - ln(b)")
def cross_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the cross-entropy. For the divergence, take the entropy of the first density off."""
    yield from _told(answer, p.instead("cross-entropy"))


@slip("divergence-for-cross-entropy", "cross-entropy", "the divergence was given", "exponential(a) || exponential(b)",
      "ln(a/b) + b/a - 1")  # fmt: skip
def divergence_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the divergence. The cross-entropy is larger than it by the entropy of the first density."""
    yield from _told(answer, p.instead("kl"))


@slip("entropy-for-cross-entropy", "cross-entropy", "the entropy of the first was given", "exponential(a) || exponential(b)",
      "1 - ln(a)")  # fmt: skip
def entropy_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the entropy of the first density. Inside the logarithm of a cross-entropy stands the second one."""
    yield from _told(answer, p.own_entropy())


@slip(
    "divergence-sign", "kl cross-entropy", "the logarithm upside down", "exponential(a) || exponential(b)", "ln(b/a) - b/a + 1"
)
def divergence_sign(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not: a divergence is the expected value of ln p - ln q, and never negative."""
    if truth := p.truth():
        yield negative(truth), answer


# A function of the value.


@slip("slope-forgotten", "transform", "the factor |dx/dy| is missing", "exponential(1)", "e^(-y/2)", transform="2*x")
def no_slope(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the inverse into the density, and that is all. The density stretches with the axis: multiply by |dx/dy|."""
    if p.g is not None:
        yield replace(answer, {p.new: p.g}), p.density  # type: ignore[attr-defined]


@slip("slope-upside-down", "transform", "|dy/dx| for |dx/dy|", "exponential(1)", "2*e^(-y/2)", transform="2*x")
def slope_inverted(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You multiplied by the slope of the function. It is the slope of its inverse that counts: |dx/dy|, one over it."""
    if p.g is not None:
        slope = Tree("abs", (derivative(p.g, p.x),))
        yield replace(answer, {p.new: p.g}), multiply(p.density, slope)  # type: ignore[attr-defined]


@slip("slope-without-bars", "transform", "dx/dy without its bars", "uniform(0, 1)", "-e^(-y)", transform="-ln(x)")
def no_bars(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The function falls, so dx/dy is negative, but a density is not: take its size."""
    if truth := p.truth():
        yield negative(p.inside(truth)), answer  # type: ignore[attr-defined]


@slip(
    "not-inverted", "transform", "the function was put in, and not its inverse", "exponential(1)", "e^(-2*y)", transform="2*x"
)
def function_put_in(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the function itself into the density. Solve y = g(x) for x, and put that in."""
    if p.g is not None:
        y = p.new  # type: ignore[attr-defined]
        forward = replace(p.g, {p.x: y})
        inside = replace(p.density, {p.x: forward})
        yield from _told(answer, inside, multiply(inside, Tree("abs", (derivative(forward, y),))))


@slip("one-branch-only", "transform", "only one of the two x for each y", "normal(0, 1)", "e^(-y/2)/(2*sqrt(2*pi*y))",
      transform="x^2")  # fmt: skip
def one_branch(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Two values of x give the same y here. What both of them contribute has to be added."""
    if truth := p.truth():
        yield divide(p.inside(truth), TWO), answer  # type: ignore[attr-defined]


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


# Whatever is asked.


@slip("sign-of-the-answer", "mass constant mean mgf reward median mode quantile", "the sign of the whole answer",
      "exponential(k)", "-1/k", what="mean", vague=1)  # fmt: skip
def whole_sign(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The size is right and the sign is not."""
    if truth := p.truth():
        yield negative(truth), answer


@slip("answer-upside-down", "mean variance deviation mgf", "the answer upside down", "geometric(p)", "p", what="mean", vague=1)
def upside_down(p: Chance, answer: Tree) -> Iterator[Pair]:
    """Your answer is one over what is right."""
    if truth := p.truth():
        yield divide(ONE, truth), answer


__all__ = ["SLIPS", "Chance"]
