"""What does a mistake about a random variable look at, and how is it entered?

Each mistake yields pairs of trees; where such a pair is equal, it explains the answer. They are written in the definitions of the
problem (its mass, its mean, F at a place), so that nothing has to be solved here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from calctutor.mistakes.book import Mistake, enter
from calctutor.notation.tree import Tree, constant, divide, negative, number, power

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

    def with_parameters(self, values: Sequence[Tree]) -> Tree | None:
        """The same question where the parameters have these values."""

    def with_moving_region(self) -> bool:
        """Do the ends of one range depend on the other letter?"""

    @property
    def discrete(self) -> bool: ...
    @property
    def new(self) -> Tree:
        """The letter of Y = g(X)."""

    def inside(self, truth: Tree) -> Tree:
        """A density of Y where it is not 0."""

    def matching_mean(self, answer: Tree) -> tuple[Tree, Tree] | None:
        """The mean of the distribution with this estimate, and that of the sample."""

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


def told(answer: Tree, *wrong: Tree | None) -> Iterator[Pair]:
    for tree in wrong:
        if tree is not None:
            yield tree, answer


def of_truth(p: Chance, answer: Tree, *changes: Callable[[Tree], Tree]) -> Iterator[Pair]:
    """What is right, changed in each of these ways."""
    if truth := p.truth():
        yield from told(answer, *(change(truth) for change in changes))


def inverse(tree: Tree) -> Tree:
    return divide(ONE, tree)


def halved(tree: Tree) -> Tree:
    return divide(tree, TWO)


def squared(tree: Tree) -> Tree:
    return power(tree, TWO)


def root(tree: Tree) -> Tree:
    return Tree("sqrt", (tree,))


def is_finite(p: Chance) -> bool:
    """Do both ends of the support lie in the finite?"""
    return INFINITY not in p.support and negative(INFINITY) not in p.support
