"""Where does chance come from? From the seed alone, the same on every machine and in every version of Python.

Python promises that `random.Random(seed).random()` goes on giving the same numbers, and promises it of no other method. So
everything here is made of `random()`: a whole number below n is the integer part of n times it. A text as a seed goes through
SHA-512, so no `hash()` is involved. Each question has a seed of its own, so that adding one changes none of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """A stream of choices that depends on `seed` and `name` alone."""

    def __init__(self, seed: int | str, name: str) -> None:
        self._random = Random(f"calctutor-quiz/1|{seed}|{name}").random

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return min(int(self._random() * n), n - 1)

    def one_of(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order: Fisher and Yates, from the end."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
