"""What is it to misread a whole question?

Each mistake yields pairs of trees; where such a pair is equal, it explains the answer. The trees may ask for derivatives, which are
evaluated, so nothing has to be solved here.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from calctutor.mistakes.book import Mistake, enter
from calctutor.notation.tree import Tree, derivative, name

Pair = tuple[Tree, Tree]


class Problem(Protocol):
    """What a mistake may look at."""

    @property
    def kind(self) -> str: ...
    @property
    def f(self) -> Tree: ...
    @property
    def wrt(self) -> tuple[str, ...]: ...
    @property
    def question(self) -> Tree: ...
    @property
    def let(self) -> Mapping[str, Tree]: ...
    @property
    def order(self) -> int: ...
    @property
    def about(self) -> Mapping[str, Any]: ...


Pairs = Callable[[Problem, Tree], Iterator[Pair]]
MISREADINGS: dict[str, tuple[frozenset[str], Pairs]] = {}
"""Mistake -> the kinds of question that it is made on, and its pairs."""

DERIVATIVES = "diff partial chain"


def misreading(
    id: str, kinds: str, title: str, question: str, wrong: str, vague: int = 0, **options: Any
) -> Callable[[Pairs], Pairs]:
    """Enter a mistake about a whole question; its docstring is what the student is told."""

    def enter_it(pairs: Pairs) -> Pairs:
        text = " ".join((pairs.__doc__ or "").split())
        enter(Mistake(id, title, text, kinds.split()[0], question, wrong, vague=vague, options=options))
        MISREADINGS[id] = frozenset(kinds.split()), pairs
        return pairs

    return enter_it


def listed(*parts: Tree) -> Tree:
    """The parts as one vector."""
    return Tree("list", parts)


def partials(problem: Problem) -> list[Tree]:
    """The derivatives by all letters of the question, one after the other."""
    return [derivative(problem.f, name(x)) for x in problem.wrt]
