"""What is told about a mistake that explains an answer?"""

from __future__ import annotations

from typing import NamedTuple

from calctutor.checking.verdicts import WRONG, Judged
from calctutor.notation.tree import Tree

Sentence = tuple[str | Tree, ...]


class Place(NamedTuple):
    """The step of this solution where it happened: the question, what was written for it, what it should be, and the rule."""

    before: Tree
    wrote: Tree | None = None
    should: Tree | None = None
    rule: str = ""
    formula: Tree | None = None


class Slip(NamedTuple):
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


class Diagnosis(NamedTuple):
    """Every explanation that was found, best first; the terms of the answer that are right, and the others; the true answer.

    `settled` is a verdict that only algebra could give, where numbers had decided nothing.
    """

    slips: tuple[Slip, ...] = ()
    right_terms: tuple[Tree, ...] = ()
    solution: Tree | None = None
    settled: Judged | None = None
    odd_terms: tuple[Tree, ...] = ()

    @property
    def refuted(self) -> bool:
        """Was an answer that numbers left open found wrong?"""
        return self.settled is not None and self.settled.verdict == WRONG
