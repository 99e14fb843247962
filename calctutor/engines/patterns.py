"""Do the derivatives of a function follow a pattern that can be proved?

Only what is certain is said: if some derivative is a constant multiple of an earlier one, all later ones follow; if one
is 0, all later ones are.
"""

from __future__ import annotations

from typing import Any

from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree

Expr = Any
Sentence = tuple[str | Tree, ...]


def pattern(answers: list[Expr], x: Expr, algebra: Algebra) -> Sentence:
    """A sentence about all further derivatives, or an empty one. `answers` are f, f′, f″, ..."""
    for n in range(1, len(answers)):
        if answers[n] == 0:
            return (f"Derivative number {n} is 0, and so is every later one.",)
        for earlier in range(n):
            ratio = answers[n] / answers[earlier]
            if not ratio.has(x):
                return _repeats(n - earlier, earlier, ratio, algebra)
    return ()


def _repeats(period: int, start: int, ratio: Expr, algebra: Algebra) -> Sentence:
    """What follows from: derivative number start + period is ratio times number start. It is about later ones only."""
    origin = "the function itself on" if start == 0 else f"number {start} on"
    whom = "the function itself" if start == 0 else f"derivative number {start}"
    later = f"Derivative number {start + period}"
    if ratio == 1:
        again = "all further ones are equal to it" if period == 1 else f"from there on they repeat with period {period}"
        return (f"{later} is {whom} again: {again}.",)
    if ratio == -1:
        return (f"{later} is minus {whom}: from {origin} they repeat with period {2 * period}.",)
    further = "each further one multiplies by it again" if period == 1 else f"every {period} further ones multiply by it again"
    return (f"{later} is ", algebra.tree(ratio), f" times {whom}: {further}.")
