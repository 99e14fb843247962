"""Which mistakes are known?

A mistake is a rule that lies: a twin of a rule of the textbook with a false right side (`D(u*v, x) = D(u, x)*D(v, x)`), or a false
reading of a whole question. Every one brings an example and the wrong answer that it gives there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Expr = Any

Lie = tuple[str, Mapping[str, Expr]]
"""A false right side in the notation of the rulebook, and what its further letters stand for."""

Lies = Callable[[Expr, Expr, Mapping[str, Expr]], Iterator[Lie]]
"""The false right sides for one use of a rule: the question's f and x, and the parts that the rule named."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One way to be wrong.

    `id` is stable; `rules` are the ids of the rules that it falsifies, if it does; `text` is what the student is told, with
    `{holes}` for the parts of the step; `kind`, `question` and `wrong` are an example. `vague` mistakes describe what is
    wrong without saying why, and are told only after those that do.
    """

    id: str
    title: str
    text: str
    kind: str
    question: str
    wrong: str
    rules: tuple[str, ...] = ()
    lies: Lies | None = None
    vague: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)


MISTAKES: dict[str, Mistake] = {}
"""Every mistake by its id, the more telling ones first within a subject."""


_TWINS: dict[str, list[tuple[str, Lies]]] = {}
"""Rule -> the mistakes that falsify it, the more telling ones first, each with what it says instead."""


def enter(mistake: Mistake) -> Mistake:
    """Put a mistake into the book."""
    if mistake.id in MISTAKES:
        raise ValueError(f"two mistakes are called {mistake.id}")
    MISTAKES[mistake.id] = mistake
    if mistake.lies is not None:
        falsify(mistake.id, mistake.rules, mistake.lies)
    return mistake


def falsify(mistake: str, rules: Iterable[str], lies: Lies) -> None:
    """One more way in which a mistake of the book is made: these rules, told falsely."""
    for rule in rules:
        _TWINS.setdefault(rule, []).append((mistake, lies))


def twins_of(rule: str) -> list[tuple[Mistake, Lies]]:
    """The mistakes that falsify this rule, and what they say instead."""
    return [(MISTAKES[mistake], lies) for mistake, lies in _TWINS.get(rule, ())]


def saying(right_side: str) -> Lies:
    """A lie that is the same in every case."""

    def lies(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
        yield right_side, {}

    return lies
