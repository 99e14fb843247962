"""What do the words of a problem give? `Find dr/dt when r = 3 and r' = 2`: values, what is asked for, the curves of a region.

What a problem gives is not wrong: it is taken down, or passed over, and the working is judged by it.
"""

from __future__ import annotations

import re

from calctutor.checking.verdicts import WRONG
from calctutor.checking.working.conditions import Conditions
from calctutor.checking.working.definitions import Definitions
from calctutor.checking.working.equality import free_letters, is_constant, value
from calctutor.checking.working.meaning import plain
from calctutor.checking.working.outcomes import Outcome
from calctutor.checking.working.problem import is_label
from calctutor.checking.working.prose import poses
from calctutor.checking.working.related import Relating
from calctutor.checking.working.statements import Read
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, name

REGION = re.compile(r"\b(?:area|region|between|bounded|enclosed|intersect\w*)\b", re.IGNORECASE)
STARTS = re.compile(r"\b(?:start\w*|begin\w*|initial\w*)\b", re.IGNORECASE)


class Posing:
    """The problem as its words give it."""

    def __init__(self, definitions: Definitions, conditions: Conditions, relating: Relating | None) -> None:
        self.meaning, self.base = definitions.meaning, definitions.base
        self.conditions, self.relating = conditions, relating
        self.region: list[Tree] = []
        """The right sides of the curves `y = f(x)` that bound a region."""

    def judged(self, text: str, read: Read) -> Outcome | None:
        """What is said of a statement that belongs to the problem; None for one of the working."""
        if read.problem or read.first is None:
            return None
        if REGION.search(text) and (outcome := self._another_curve(read)):
            return outcome
        if not poses(text):
            return None
        if len(read.parts) == 1:
            return self._asked_for(read.first)
        right = read.trees[-1]
        return self._value(text, read.first, right) if len(read.parts) == 2 and is_constant(right) else None

    def _asked_for(self, first: Tree) -> Outcome | None:
        """`find f'(2)`, `find dr/dt`: named, and not stated to be anything."""
        return Outcome(note="asked for") if is_label(first) or first.head == "apply" else None

    def _value(self, text: str, first: Tree, right: Tree) -> Outcome | None:
        """A value of a letter or of a rate."""
        if self.relating is not None:
            return self.relating.given_anew(Tree("=", (first, right))) if is_label(first) else None
        if first.head != "name":
            return None
        letter, curve = plain(str(first.value)), self.meaning.curve
        if curve and letter in (curve.x, curve.y):
            return Outcome(note="given")
        if any(letter in known.letters for known in self.meaning.functions.values()):
            if STARTS.search(text):
                self.meaning.letters[f"{letter}0"] = right
            return Outcome(note="given")
        return None

    def _another_curve(self, read: Read) -> Outcome | None:
        """`y = x^2 and y = 2x`: two curves, and where they meet both hold."""
        first, right = read.first, read.trees[-1]
        if first != name("y") or len(read.parts) != 2 or free_letters(right) - {self.meaning.x}:
            return None
        self.region.append(right)
        self.meaning.functions.pop("y", None)
        self.base.add(self.meaning.x)
        if len(self.region) == 2:
            self.conditions.given(Tree("=", (self.region[0], self.region[1])))
        return Outcome(note="a curve")

    def below_zero(self, read: Read) -> Outcome | None:
        """An area between two curves that is said to be a negative number."""
        first = read.first
        if len(self.region) != 2 or first is None or first.head != "name" or str(first.value) not in ("A", "Area"):
            return None
        for tree in read.trees[1:]:
            meant = self.meaning.resolved(tree)
            size = value(meant)
            if size is not None and size < 0:
                made = Step(first, tree, (first, meant), kind="equation", mistake="area-negative")
                return Outcome(WRONG, "is a negative number", slip=made)
        return None
