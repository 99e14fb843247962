"""Are two expressions equal?

In this order: the same tree; the same exact normal form; balls at many points, first with 64 bits and with more where these do
not decide. Two disjoint balls prove a difference, and the point is the counterexample. Balls that overlap to 60 digits wherever
both sides are real are strong evidence of equality, and called `agrees`, never `proved`. (A first glance at one point comes
before the algebra: it is cheap, and what it finds is a proof too.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from calctutor.balls.outcomes import NoNumber
from calctutor.balls.pairs import Pair
from calctutor.balls.verdicts import Counterexample, Verdict
from calctutor.notation.tree import Tree

__all__ = ["Counterexample", "Verdict", "compare"]


def compare(a: Tree, b: Tree, let: Mapping[str, Tree] | None = None) -> Verdict:
    """The verdict on a = b for real values of all names; the letters in `let` stand for their trees on both sides.

    Tuples, vectors and matrices are compared entry by entry. Never raises: what cannot be decided is `undecided`.
    """
    if a.head in _VECTORS or b.head in _VECTORS:
        return _entrywise(a, b, let)
    if a == b:
        return Verdict("proved")
    try:
        pair = Pair(a, b, let or {})
    except NoNumber:
        return Verdict("undecided", remarks=("no-number",))
    return pair.verdict()


_VECTORS = {"tuple", "list"}
_STRENGTH = ("different", "undecided", "agrees", "proved")


def _entrywise(a: Tree, b: Tree, let: Mapping[str, Tree] | None) -> Verdict:
    """The weakest verdict on any entry."""
    if not (a.head in _VECTORS and b.head in _VECTORS and len(a.args) == len(b.args) and a.args):
        return Verdict("undecided", remarks=("no-number",))
    verdicts = [compare(x, y, let) for x, y in zip(a.args, b.args, strict=True)]
    weakest = min(verdicts, key=lambda v: _STRENGTH.index(v.kind))
    return replace(weakest, remarks=tuple(dict.fromkeys(code for v in verdicts for code in v.remarks)))
