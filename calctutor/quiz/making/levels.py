"""What makes a question easy or hard? The length of its worked solution, and how deep one rule stands inside another.

Steps are counted as on the page of the worked solution, without those that are said in passing (the derivative of x, of a
constant) and without the last one, which tidies. Several variables are counted together, and a step that serves twice counts
once.
"""

from __future__ import annotations

from typing import NamedTuple


class Level(NamedTuple):
    """The least and most steps, the least and most depth, the largest number in the question, the length of the answer."""

    steps: tuple[int, int]
    depth: tuple[int, int]
    numbers: int
    answer: int

    def fits(self, steps: int, depth: int) -> bool:
        return self.steps[0] <= steps <= self.steps[1] and self.depth[0] <= depth <= self.depth[1]


LEVELS: dict[str, dict[int, Level]] = {
    # family          steps     depth  numbers  answer's length
    "derivatives": {
        1: Level((1, 3), (1, 3), 6, 24),
        2: Level((4, 5), (2, 4), 9, 32),
        3: Level((6, 8), (2, 5), 9, 48),
        4: Level((9, 11), (3, 7), 9, 64),
        5: Level((12, 17), (3, 10), 9, 96),
    },
    "integrals": {
        1: Level((1, 2), (1, 2), 6, 24),
        2: Level((3, 4), (2, 4), 9, 32),
        3: Level((5, 6), (2, 5), 9, 48),
        4: Level((7, 9), (3, 8), 9, 64),
        5: Level((10, 20), (3, 12), 9, 96),
    },
    "limits": {
        1: Level((1, 1), (1, 1), 6, 8),
        2: Level((2, 2), (1, 2), 9, 8),
        3: Level((3, 4), (1, 4), 9, 12),
        4: Level((5, 7), (2, 6), 9, 16),
        5: Level((8, 18), (2, 9), 9, 20),
    },
    "probability": {
        1: Level((0, 2), (0, 2), 6, 24),
        2: Level((3, 5), (1, 4), 9, 32),
        3: Level((6, 8), (1, 5), 9, 48),
        4: Level((9, 12), (1, 7), 9, 64),
        5: Level((13, 40), (1, 12), 9, 96),
    },
    "several": {
        1: Level((1, 4), (1, 3), 6, 32),
        2: Level((5, 8), (1, 4), 9, 48),
        3: Level((9, 13), (2, 5), 9, 72),
        4: Level((14, 20), (2, 6), 9, 110),
        5: Level((21, 40), (2, 8), 9, 200),
    },
}
"""Family of topics -> level -> what a question of that level is like."""

HARDEST = 5
