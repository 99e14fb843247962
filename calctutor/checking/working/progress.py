"""What is known of a working while one step after the other is judged?"""

from __future__ import annotations

from collections.abc import Mapping

from calctutor.balls.verdicts import Verdict
from calctutor.checking.working.equality import same
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.outcomes import Chain
from calctutor.notation.tree import Tree


class Progress:
    """The meaning of its letters, and what went wrong so far. `lines` tells on which line a label went wrong (0: it was only
    rounded)."""

    def __init__(self, meaning: Meaning, later: Mapping[str, Tree]) -> None:
        self.meaning, self.later = meaning, later
        self.lines: dict[str, int] = {}
        self.parts_slip = 0
        self.decomposed: Tree | None = None
        """An integrand in partial fractions, with the letters of its coefficients."""
        self.slips: list[int] = []

    def _same(self, a: Tree, b: Tree, chain: Chain) -> Verdict:
        return same(a, b, chain.x, self.meaning.curve)
