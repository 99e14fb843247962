"""Which further choices are made at random when a quiz is generated?"""

from __future__ import annotations

from calctutor.quiz.chance import Chance


class Dice(Chance):
    """A stream of choices that depends on the seed and the words of the key alone."""

    def __init__(self, seed: int | str, *key: object) -> None:
        super().__init__(seed, "/".join(map(str, key)))

    def between(self, low: int, high: int) -> int:
        """One of low, ..., high."""
        return low + self.below(high - low + 1)

    def split(self, total: int, parts: int) -> list[int]:
        """So many whole numbers from 1 up with this sum, or all 1 where it is too small."""
        sizes = [1] * parts
        for _ in range(total - parts):
            sizes[self.below(parts)] += 1
        return sizes
