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
    whom = "the function itself" if start == 0 else f"derivative number {start}"
    every = "Every derivative" if period == 1 else f"Derivative number {start + period}"
    if ratio == 1:
        return (f"{every} is {whom} again: from there on they repeat with period {period}.",)
    if ratio == -1:
        return (f"{every} is minus {whom}, so the derivatives repeat with period {2 * period}.",)
    further = (
        "every further derivative multiplies by it again" if period == 1 else f"every {period} derivatives multiply by it again"
    )
    return (f"Derivative number {start + period} is ", algebra.tree(ratio), f" times {whom}: {further}.")
