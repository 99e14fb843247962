"""Do the steps of a problem of probability hold, when its letters are put for numbers that obey the conditions?

Integrals over infinite ranges are costly to evaluate, so each is evaluated once for each of a few seeded choices of the
letters. What has no integral with bounds in it goes the usual way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.probability.conditions import Bounds
from calctutor.notation.tree import Tree, number, unmarked, walk
from calctutor.notation.tree import replace as put_in
from calctutor.steps import Asked, Step, Verified
from calctutor.verify import FAILS, verify, worst

BITS, ENOUGH = 64, 30
CHOICES, WANTED = 4, 2
"""So many choices of the letters are tried, until so many of them give numbers; values must share `ENOUGH` bits."""


class Numbers:
    """The values of trees at a few choices of the letters of a problem; each tree is evaluated once."""

    def __init__(self, bounds: Bounds, letters: Sequence[str] = (), choices: int = CHOICES) -> None:
        self.meaning, random = bounds.meaning(letters), Random(7)
        self.choices = [bounds.choice(letters, random) for _ in range(choices if self.meaning else 1)]
        self._found: dict[tuple[Tree, int], Any] = {}

    def put(self, tree: Tree, choice: int) -> Tree:
        """`tree` with numbers for its letters."""
        return put_in(unmarked(tree), self.choices[choice])

    def value(self, tree: Tree, choice: int) -> Any:
        """A ball, or None where no number is found."""
        key = tree, choice
        if key not in self._found:
            try:
                ball = evaluate(self.put(tree, choice), {}, BITS).ball
                self._found[key] = ball if ball.is_finite() else None
            except (NoValue, ValueError, ZeroDivisionError, OverflowError):
                self._found[key] = None
        return self._found[key]

    def same(self, one: Tree, other: Tree) -> str:
        """`agrees`, `fails` or `undecided`."""
        if unmarked(one) == unmarked(other):
            return "proved"
        found: list[str] = []
        for choice in range(len(self.choices)):
            found.append(self._same_at(one, other, choice))
            if found[-1] == FAILS or found.count("agrees") == WANTED:
                break
        return FAILS if FAILS in found else "agrees" if "agrees" in found else "undecided"

    def _same_at(self, one: Tree, other: Tree, choice: int) -> str:
        a, b = self.value(one, choice), self.value(other, choice)
        if a is None or b is None:
            return "undecided"
        if not a.overlaps(b):
            return FAILS
        gap = abs(a - b).upper()
        return "agrees" if gap < (1 + abs(a).upper()) * 2.0**-ENOUGH else "undecided"


def checked(steps: Iterable[Step], numbers: Numbers) -> tuple[Step, ...]:
    """The steps, each saying whether it holds."""
    return tuple(_checked(step, numbers) for step in steps)


def _checked(step: Step, numbers: Numbers) -> Step:
    if step.holds in ("agrees", "proved"):
        return step
    if not _between_bounds(step.before):
        return verify([step], numbers.meaning)[0]
    asked = tuple(Asked(a.place, _checked(a.step, numbers), a.told, a.role) for a in step.asked)
    holds = worst([numbers.same(step.before, step.after), numbers.same(step.before, step.answer)])
    if holds == "undecided" and numbers.same(step.before, step.answer) == "agrees":
        holds = "agrees"  # the form between them has no number of its own, as a limit that is still to be taken
    return replace(step, asked=asked, holds=holds)


def _between_bounds(tree: Tree) -> bool:
    """A value: an integral or a sum with bounds, or a bracket with its ends."""
    return any((node.head == "I" and len(node.args) == 4) or node.head in ("S", "at") for node in walk(tree))


def answer_verified(question: Tree, answer: Tree, numbers: Numbers) -> Verified:
    """The whole answer against quadrature of the question."""
    verdict = numbers.same(question, answer)
    count = min(len(numbers.choices), WANTED)
    note = ""
    if verdict == "agrees":
        note = "matches quadrature" + (" at some values of the letters" if numbers.choices[0] else "")
    return Verified(verdict, count, note)


FAR = (2, 4, 6)
"""Powers of ten between which the tails are measured."""


def grows(question: Tree, numbers: Numbers) -> str:
    """Does the integral really not settle? Its share between far powers of ten does not shrink on one side. `agrees` where
    that is seen in numbers.
    """
    f, x, low, high = question.args
    for way, end in ((1, high), (-1, low)):
        if not any(node.value == "oo" for node in walk(end)):
            continue
        places = [number(way * 10**k) for k in FAR]
        shares = [numbers.value(Tree("I", (f, x, *ends)), 0) for ends in pairwise(places)]
        if None not in shares and abs(shares[1]) > abs(shares[0]) / 2 and abs(shares[0]) > 0:
            return "agrees"
    return "undecided"


__all__ = ["Numbers", "answer_verified", "checked", "grows"]
