"""What is each quantity of a random variable, by its definition?

Trees that numbers can evaluate: E(X) is the integral of x f(x), divided by the mass of f where f is no density yet. So an
answer is judged without any rule of calculus and without sympy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from calctutor.engines.probability.asking import INFINITIES, Law
from calctutor.notation.tree import Tree, add, call, constant, divide, multiply, name, names, negative, number, power
from calctutor.notation.tree import replace as put_in

Range = tuple[str, Tree, Tree]
ONE, TWO, E = number(1), number(2), constant("e")


@dataclass(frozen=True, slots=True)
class Chance:
    """One question about one law. `of` is the letter that it is about, `g` a function of the value, `bounds` a range, `share` a
    probability, `other` a second law; `ranges` are the letters of a joint density; of a
    discounted reward, `g` is the discount. With `raw`, the density counts as it stands,
    whatever its mass.
    """

    law: Law
    asked: str
    of: str = ""
    g: Tree | None = None
    bounds: tuple[Tree, Tree] | None = None
    share: Tree | None = None
    other: Law | None = None
    ranges: tuple[Range, ...] = ()
    sample: tuple[Fraction, ...] = ()
    reward: Tree | None = None
    raw: bool = False

    @property
    def x(self) -> Tree:
        return name(self.law.x)

    @property
    def sign(self) -> str:
        return "S" if self.law.discrete else "I"

    @property
    def whole(self) -> bool:
        """Does f hold for every number, so that nothing needs to be said outside its support?"""
        return (self.law.low, self.law.high) == (INFINITIES[1], INFINITIES[0])

    @property
    def question(self) -> Tree | None:
        """What was asked, as a tree that numbers evaluate; None where only a worked solution tells."""
        return DEFINITIONS[self.asked](self) if self.asked in DEFINITIONS else None

    # Integrals.

    def total(self, g: Tree = ONE, low: Tree | None = None, high: Tree | None = None) -> Tree:
        """The integral (or the sum) of g f over the support, or from `low` to `high`."""
        inside = self.law.f if g == ONE else multiply(g, self.law.f)
        if self.ranges:
            (y, c, d), (x, a, b) = self.inner_first()
            return Tree("I", (Tree("I", (inside, name(y), c, d)), name(x), a, b))
        ends = (self.law.low if low is None else low, self.law.high if high is None else high)
        return Tree(self.sign, (inside, self.x, *ends))

    def inner_first(self) -> tuple[Range, Range]:
        """The range that may depend on the other letter, and that of the other letter."""
        first, second = self.ranges
        moves = second[0] in {*names(first[1]), *names(first[2])}
        return (first, second) if moves else (second, first)

    @property
    def mass(self) -> Tree:
        return ONE if self.raw or self.law.title else self.total()

    def shared(self, tree: Tree) -> Tree:
        """`tree`, divided by the mass where it is not 1 for sure."""
        return tree if self.mass == ONE else divide(tree, self.mass)

    def expected(self, g: Tree) -> Tree:
        return self.shared(self.total(g))

    @property
    def density(self) -> Tree:
        return self.shared(self.law.f)

    def density_at(self, place: Tree) -> Tree:
        return self.shared(put_in(self.law.f, {self.x: place}))

    def up_to(self, place: Tree) -> Tree:
        """F at a place of the support."""
        inside = "t" if self.law.x != "t" else "s"
        f = put_in(self.law.f, {self.x: name(inside)})
        return self.shared(Tree("I", (f, name(inside), self.law.low, place)))

    def between(self, low: Tree, high: Tree) -> Tree:
        """The probability of a range, as much of it as the support has."""
        return self.shared(self.total(ONE, _end(low, self.law.low, "max"), _end(high, self.law.high, "min")))

    # Moments.

    @property
    def letter(self) -> Tree:
        """The letter whose mean or variance is asked for."""
        return name(self.of) if self.of else self.x

    def mean(self, letter: Tree | None = None) -> Tree:
        return self.expected(letter or self.letter)

    def second(self, letter: Tree | None = None) -> Tree:
        return self.expected(power(letter or self.letter, TWO))

    def variance(self, letter: Tree | None = None) -> Tree:
        return less(self.second(letter), power(self.mean(letter), TWO))

    def covariance(self) -> Tree:
        x, y = (name(letter) for letter, _, _ in self.ranges)
        return less(self.expected(multiply(x, y)), multiply(self.mean(x), self.mean(y)))

    def correlation(self) -> Tree:
        x, y = (name(letter) for letter, _, _ in self.ranges)
        return divide(self.covariance(), Tree("sqrt", (multiply(self.variance(x), self.variance(y)),)))

    def marginal(self, letter: str) -> Tree | None:
        """The density of one letter; None where the region has first to be seen from the other side."""
        (y, c, d), (x, a, b) = self.inner_first()
        if letter == x:
            return self.shared(Tree("I", (self.law.f, name(y), c, d)))
        turned = x in {*names(c), *names(d)}
        return None if turned else self.shared(Tree("I", (self.law.f, name(x), a, b)))

    def ends(self, letter: str) -> tuple[Tree, Tree]:
        """The range of a letter of a joint density."""
        return next((low, high) for x, low, high in self.ranges if x == letter)

    def partner(self, letter: str) -> str:
        return next(x for x, _, _ in self.ranges if x != letter)

    # Two laws.

    def crossed(self, first: Law, second: Law) -> Tree:
        """-E(ln q) under p."""
        p = replace(self, law=first, other=None)
        return negative(p.total(Tree("ln", (second.f,))))

    def entropy(self) -> Tree:
        return self.expected(negative(Tree("ln", (self.density,))))

    # The same question, asked of something else.

    def unnormalised(self) -> Chance:
        return replace(self, raw=True)

    def over(self, low: Tree, high: Tree) -> Chance:
        return replace(self, law=replace(self.law, low=low, high=high))


def less(one: Tree, other: Tree) -> Tree:
    return add(one, negative(other))


def _end(asked: Tree, own: Tree, which: str) -> Tree:
    """The end of a range inside the support."""
    if own in INFINITIES or asked == own:
        return asked
    return own if asked in INFINITIES else call(which, asked, own)


def _normaliser(chance: Chance) -> Tree:
    """By what to multiply, or which value the letter `of` needs, for the mass 1."""
    law = chance.law
    f = put_in(law.f, {name(chance.of): ONE}) if chance.of else law.f
    return divide(ONE, replace(chance, law=replace(law, f=f)).total())


def _marginal(chance: Chance) -> Tree | None:
    return chance.marginal(chance.of)


def _conditional(chance: Chance) -> Tree | None:
    """The density of `of` where the other letter is known."""
    below = chance.marginal(chance.partner(chance.of))
    return None if below is None else divide(chance.density, below)


def _generating(chance: Chance) -> Tree:
    return chance.expected(power(E, multiply(name(chance.of), chance.x)))


def _both(chance: Chance) -> tuple[Law, Law]:
    return chance.law, chance.other or chance.law


DEFINITIONS: Mapping[str, Callable[[Chance], Tree | None]] = {
    "mass": lambda p: p.total(),
    "constant": _normaliser,
    "density": lambda p: p.density,
    "cdf": lambda p: p.up_to(p.x),
    "between": lambda p: p.between(*p.bounds) if p.bounds else None,
    "expect": lambda p: p.expected(p.g) if p.g else None,
    "mean": lambda p: p.mean(),
    "variance": lambda p: p.variance(),
    "deviation": lambda p: Tree("sqrt", (p.variance(),)),
    "mgf": _generating,
    "entropy": lambda p: p.entropy(),
    "marginal": _marginal,
    "conditional": _conditional,
    "covariance": lambda p: p.covariance(),
    "correlation": lambda p: p.correlation(),
    "kl": lambda p: less(p.crossed(*_both(p)), p.crossed(p.law, p.law)),
    "cross-entropy": lambda p: p.crossed(*_both(p)),
    "reward": lambda p: p.total(),
}
"""Quantity -> its definition. The median, the mode, independence, estimates and the density of g(X) have ways of their own."""

__all__ = ["Chance", "less"]
