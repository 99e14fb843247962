"""Are these the critical points? `x = 0 or x = 2` below f'(x), where nobody wrote f'(x) = 0.

Such a line answers f'(x) = 0 if words say so, or if one of its values is a root; otherwise a value of x was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from calctutor.checking.verdicts import UNKNOWN
from calctutor.checking.working.equality import free_letters, is_constant, same
from calctutor.checking.working.equating import Equating
from calctutor.checking.working.outcomes import Chain, Outcome
from calctutor.checking.working.statements import Read
from calctutor.checking.working.vectors import put
from calctutor.notation.tree import Tree, name, number

CRITICAL = re.compile(r"\b(?:critical|stationary|turning|extrem\w+|max\w*|min\w*|zeros?|roots?)\b", re.IGNORECASE)


class Criticals:
    """The values that a line gives to the letter of a function whose derivative stands above."""

    def __init__(self, equating: Equating) -> None:
        self.equating, self.meaning, self.conditions = equating, equating.meaning, equating.conditions

    def judged(self, text: str, reads: list[Read], read: Read, chains: list[Chain]) -> Outcome | None:
        """What is said of a value of x; None where it is left to the equations, or is no value of x."""
        x = self.meaning.x
        if not _gives(read, x) or any(x in free_letters(equation) for equation in self.conditions.true):
            return None
        slope = next((chain for chain in reversed(chains) if self._is_slope(chain, x)), None)
        if slope is None:
            return None
        values = [value for one in reads if _gives(one, x) for value in one.trees[1:]]
        if CRITICAL.search(text) or any(self._is_root(slope, value) for value in values):
            self.equating.set_to_zero(slope)
            return None
        if len(reads) == len(values) and chains[-1] is slope:
            return Outcome(UNKNOWN, f"a value of {x} that was chosen, or meant as a solution of {slope.label}({x}) = 0?")
        return Outcome(note=f"a value of {x}")

    def _is_slope(self, chain: Chain, x: str) -> bool:
        """The derivative of a function of x alone."""
        f = self.meaning.functions.get(chain.label[:-1]) if chain.label.endswith("'") else None
        return f is not None and f.letters == (x,) and not chain.label.endswith("''")

    def _is_root(self, slope: Chain, value: Tree) -> bool:
        here = (slope.truth, self.meaning.resolved(slope.last))
        return any(same(put(tree, (self.meaning.x,), (value,)), number(0)).equal for tree in here)


def _gives(read: Read, x: str) -> bool:
    """`x = 2`, `x = ±2`."""
    return read.first == name(x) and len(read.parts) == 2 and all(map(is_constant, _rest(read)))


def _rest(read: Read) -> Iterable[Tree]:
    return read.trees[1:]
