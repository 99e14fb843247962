"""Where did an answer about a random variable slip? Loads sympy only for what numbers do not reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from calctutor.checking.nearly import rounded
from calctutor.checking.probability.chance import Chance
from calctutor.checking.probability.judging import out_of_reach, places_of, ranges_of
from calctutor.checking.probability.working import answer_of, part_of, worked_ranges
from calctutor.checking.slips import Slip
from calctutor.checking.telling import slip
from calctutor.engines.asking import free_names
from calctutor.engines.probability.asking import formula_of
from calctutor.mistakes.probability import SLIPS
from calctutor.notation.tree import Tree, name, names, number, power
from calctutor.notation.tree import replace as put_in

if TYPE_CHECKING:
    from calctutor.checking.inquiry import Inquiry


def explained(inquiry: Inquiry) -> Iterator[Slip]:
    """The mistakes that lead to exactly this answer."""
    chance: Chance = inquiry.task.about["chance"]
    problem = Looked(chance)
    part = part_of(chance) if chance.question is None else None
    trees = (inquiry.answer, *((chance.question,) if chance.question else ()))
    places = places_of(chance, *trees, chance.x, ranges=(*worked_ranges(chance, part), *ranges_of(chance)))
    if inquiry.answer.head == "piecewise" and (truth := problem.truth()) and places.same(problem.inside(truth), inquiry.answer):
        yield slip("outside-of-the-support")
        return
    for mistake, (quantities, pairs) in SLIPS.items():
        if chance.asked not in quantities:
            continue
        if inquiry.late():
            return
        for one, other in pairs(problem, inquiry.answer):
            if one == other or (not _slow(one, other) and (places.same(one, other) or _rounded(one, other, inquiry.answer))):
                yield slip(mistake)
                break


def _rounded(value: Tree, other: Tree, answer: Tree) -> bool:
    """Is the answer a decimal number that rounds this value?"""
    return other == answer and answer.head == "number" and not free_names(value) and rounded(value, answer, {})


def _slow(*trees: Tree) -> bool:
    return any(out_of_reach(tree) for tree in trees)


class Looked:
    """A problem as the mistakes look at it: by definitions, and by the engine where those are out of reach."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.asked, self.of = chance.asked, chance.of
        self.x, self.f, self.g = chance.x, chance.law.f, chance.g
        self.support = (chance.law.low, chance.law.high)
        self.bounds, self.share = chance.bounds, chance.share
        self.parameters = chance.law.meanings
        self.discrete = chance.law.discrete
        self.letters = tuple(x for x, _, _ in chance.ranges)
        self._truth: list[Tree | None] = []

    @property
    def mass(self) -> Tree:
        return self.chance.mass

    @property
    def density(self) -> Tree:
        return self.chance.density

    @property
    def count(self) -> Tree:
        return number(len(self.chance.sample)) if self.chance.sample else name("n")

    @property
    def new(self) -> Tree:
        """The letter of Y."""
        return name("y" if "y" not in (*self.chance.law.parameters, self.chance.law.x) else "w")

    def truth(self) -> Tree | None:
        if not self._truth:
            self._truth.append(self._reached(self.chance))
        return self._truth[0]

    def _reached(self, chance: Chance) -> Tree | None:
        question = chance.question
        return answer_of(chance) if question is None or out_of_reach(question) else question

    # Integrals.

    def total(self, g: Tree = number(1), low: Tree | None = None, high: Tree | None = None) -> Tree:  # noqa: B008 (trees are frozen)
        return self.chance.total(g, low, high)

    def up_to(self, place: Tree) -> Tree:
        return self.chance.up_to(place)

    def expected(self, g: Tree) -> Tree:
        found = self._reached(replace(self.chance, asked="expect", g=g)) if self.letters else None
        return found or self.chance.expected(g)

    def mean(self, letter: Tree | None = None) -> Tree:
        return self.expected(letter or self.chance.letter)

    def second(self, letter: Tree | None = None) -> Tree:
        return self.expected(power(letter or self.chance.letter, number(2)))

    def variance(self, letter: Tree | None = None) -> Tree:
        letter = letter or self.chance.letter
        found = self._reached(replace(self.chance, asked="variance", of=str(letter.value))) if self.letters else None
        return found or self.chance.variance(letter)

    # The same question, otherwise.

    def unnormalised(self) -> Tree | None:
        return self.chance.unnormalised().question

    def over(self, low: Tree, high: Tree) -> tuple[Tree, ...]:
        if self.letters and not self.of:
            return ()
        moved = self._moved(low, high) if self.letters else self.chance.over(low, high)
        return tuple(q for q in (moved.question, moved.unnormalised().question) if q is not None)

    def _moved(self, low: Tree, high: Tree) -> Chance:
        """The joint density where the other letter has these ends."""
        other = self.chance.partner(self.of)
        ranges = tuple((x, low, high) if x == other else (x, a, b) for x, a, b in self.chance.ranges)
        return replace(self.chance, ranges=ranges)

    def density_at(self, place: Tree) -> Tree:
        return self.chance.density_at(place)

    def with_parameter(self, place: int, value: Tree) -> Tree | None:
        return self.with_parameters([value if k == place else tree for k, (tree, _) in enumerate(self.chance.law.meanings)])

    def with_parameters(self, values: Sequence[Tree]) -> Tree | None:
        law = self.chance.law
        found = formula_of(law, values)
        if found is None:
            return None
        f, low, high = found
        other = replace(self.chance, law=replace(law, f=f, low=low, high=high))
        if other.question is not None:
            return other.question
        changed = {old: new for (old, _), new in zip(law.meanings, values, strict=True) if old != new}
        truth = self.truth()
        return put_in(truth, changed) if truth is not None and all(old.head == "name" for old in changed) else None

    def instead(self, asked: str) -> Tree | None:
        return self._reached(replace(self.chance, asked=asked))

    def of_letter(self, asked: str, letter: str) -> Tree | None:
        return self._reached(replace(self.chance, asked=asked, of=letter))

    def reversed_laws(self) -> Tree | None:
        first, second = self.chance.law, self.chance.other
        return None if second is None else self._reached(replace(self.chance, law=second, other=first))

    def own_entropy(self) -> Tree | None:
        return replace(self.chance, asked="entropy", other=None).question

    # What single mistakes ask.

    def with_moving_region(self) -> bool:
        """Do the ends of one range depend on the other letter?"""
        return any(set(names(end)) & set(self.letters) for _, low, high in self.chance.ranges for end in (low, high))

    def inside(self, truth: Tree) -> Tree:
        """A density of Y where it is not 0."""
        return truth.args[0].args[0] if truth.head == "piecewise" else truth

    def matching_mean(self, answer: Tree) -> tuple[Tree, Tree] | None:
        """The mean of the distribution with this estimate, and that of the sample."""
        law, sample, put = self.chance.law, self.chance.sample, {name(self.of): answer}
        if not sample or len(law.parameters) > 1:
            return None
        fitted = replace(law, f=put_in(law.f, put), low=put_in(law.low, put), high=put_in(law.high, put))
        average = number(sum(sample, Fraction(0)) / len(sample))
        return replace(self.chance, law=fitted, asked="mean", of="").mean(), average


__all__ = ["explained"]
