"""How is something chosen at random so that the same seed chooses the same on every machine?

Only `random()` of Python's generator is promised to give the same numbers in every version, so everything is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Choices that depend on the words of the key alone."""

    def __init__(self, *key: object) -> None:
        self._random = Random("/".join(map(str, key)))  # a text seeds through SHA-512, not through hash()

    def below(self, n: int) -> int:
        """One of 0, ..., n - 1."""
        return int(self._random.random() * n)

    def between(self, low: int, high: int) -> int:
        """One of low, ..., high."""
        return low + self.below(high - low + 1)

    def of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        waiting = list(choices)
        return [waiting.pop(self.below(len(waiting))) for _ in choices]

    def split(self, total: int, parts: int) -> list[int]:
        """So many numbers from 1 up with this sum, as far as there is enough to go round."""
        sizes = [1] * parts
        for _ in range(total - parts):
            sizes[self.below(parts)] += 1
        return sizes
