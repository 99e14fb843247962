"""How do people get a density and its distribution function wrong: its mass, F, the probability of a range?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.probability.looking import INFINITY, ONE, Chance, Pair, inverse, of_truth, slip, told
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, negative, number

# The density.


NUMBERS = "mean variance deviation between expect cdf mgf entropy marginal covariance"


@slip("density-not-normalised", NUMBERS, "the mass was not divided by", "x*(1-x)", "1/12", on="0..1")
def unnormalised(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The function has not the mass 1 yet: integrate it over its support first, and divide by what you get."""
    if p.mass != ONE:
        yield from told(answer, p.unnormalised())


@slip("mass-in-place-of-constant", "constant", "the mass itself was given", "x*(1-x)", "1/6", on="0..1")
def mass_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the mass. The constant must bring it to 1, so it is one over the mass."""
    yield from of_truth(p, answer, inverse)


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
    yield from told(answer, p.density, p.f)


@slip("distribution-for-density", "density", "F was given for f", "x", "x^2", on="0..1")
def distribution_given(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is the distribution function F. The density is its derivative: the function itself, divided by its mass."""
    yield from told(answer, p.up_to(p.x))


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
    yield from of_truth(p, answer, negative)


@slip("density-at-the-ends", "between", "f put in at the ends, and not F", "2*x", "1", on="0..1", between="0..1/2")
def density_difference(p: Chance, answer: Tree) -> Iterator[Pair]:
    """You put the ends of the range into the density f. A probability is an area: integrate f first."""
    if p.bounds and not p.discrete:
        low, high = map(p.density_at, p.bounds)
        yield from told(answer, add(high, negative(low)), high)


@slip("length-of-the-range", "between", "the length of the range was given", "2*x", "1/2", on="0..1", between="1/2..1")
def length(p: Chance, answer: Tree) -> Iterator[Pair]:
    """That is how long the range is. Its probability is the area over it: integrate the density from its lower end to its upper one."""
    if p.bounds and not p.discrete and INFINITY not in p.bounds:
        yield add(p.bounds[1], negative(p.bounds[0])), answer


@slip("end-of-the-range-left-out", "between", "an end of the range was left out", "binomial(4, 1/2)", "1/4", between="3..4")
def end_left_out(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The values at both ends of the range belong to it: add their probabilities too."""
    if p.bounds and p.discrete:
        low, high = p.bounds
        later, earlier = add(low, ONE), add(high, negative(ONE)) if high != INFINITY else high
        yield from told(answer, *(p.total(ONE, a, b) for a, b in ((later, high), (low, earlier), (later, earlier))))


# The bounds of the support.


@slip("bounds-of-the-support", "mass constant mean variance deviation expect entropy cdf", "other bounds than those of the support",
      "x/2", "1/6", on="0..2", what="mean")  # fmt: skip
def other_bounds(p: Chance, answer: Tree) -> Iterator[Pair]:
    """The integral runs over the support of the density, and nothing else: put its ends in as bounds."""
    low, high = p.support
    minus = negative(INFINITY)
    for ends in ((number(0), high), (number(0), ONE), (number(0), INFINITY), (low, INFINITY), (minus, high), (minus, INFINITY),
                 (number(-1), ONE), (low, ONE)):  # fmt: skip
        if ends != (low, high) and answer != number(0):  # 0 is what any range about 0 gives for an odd integrand
            yield from told(answer, *p.over(*ends))
