"""What is told about a mistake that explains an answer?"""

from __future__ import annotations

from dataclasses import dataclass

from calctutor.notation.tree import Tree

Sentence = tuple[str | Tree, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The step of this solution where it happened: the question, what was written for it, what it should be, and the rule."""

    before: Tree
    wrote: Tree | None = None
    should: Tree | None = None
    rule: str = ""
    formula: Tree | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake (or several together) that leads to the answer.

    `changes` counts the places; `vague` is 0 for what says why, more for what only says where. `solved` is the problem to which
    the answer would be right, where the question was misread.
    """

    mistake: str
    title: str
    text: Sentence
    changes: int = 1
    vague: int = 0
    place: Place | None = None
    also: tuple[tuple[str, str], ...] = ()
    solved: Tree | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Every explanation that was found, best first; the parts of the answer that are right; the true answer."""

    slips: tuple[Slip, ...] = ()
    right_terms: tuple[Tree, ...] = ()
    solution: Tree | None = None
    refuted: bool = False
