"""Does a candidate give what the student wrote? Asked hundreds of times, so a glance at two points comes before the proof."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoNumber, NoValue, Precision
from calctutor.balls.points import plain
from calctutor.balls.programs import compiled
from calctutor.balls.tape import ball
from calctutor.balls.values import functions
from calctutor.notation.tree import Tree

BITS = 64
REMEMBERED = 8192
"""Values of candidates that are kept: other answers to the same question are compared with the same candidates."""

POINTS = 3


class Fingerprint:
    """What a tree is worth at the first plain points where it is real. Vectors have an entry for each component."""

    def __init__(self, tree: Tree, names: tuple[str, ...], let: Mapping[str, Tree] | None = None) -> None:
        self.tree, self.let = tree, dict(let or {})
        self.meanings = tuple(sorted(self.let.items()))
        self.free: tuple[str, ...] = ()
        self.points: list[tuple[dict[str, Any], Any]] = []
        self.numbers: list[int] = []
        self.parts = [Fingerprint(part, names, let) for part in tree.args] if tree.head in ("list", "tuple") else []
        if not self.parts:
            self._look(tuple(sorted(n for n in names if n not in self.let)))

    def _look(self, names: tuple[str, ...]) -> None:
        try:
            program = compiled(self.tree, self.let)
        except NoNumber:
            return
        self.free = tuple(sorted({*names, *program.free}))
        for number, point in enumerate(plain(self.free)[: 22 if self.free else 1]):
            value = _value(program, point, functions(self.tree, 0))
            if value is not None:
                self.points.append((point, value))
                self.numbers.append(number)
            if len(self.points) == POINTS:
                return

    def matches(self, candidate: Tree, sure: bool = True) -> bool:
        """Is the candidate equal to this tree? With `sure`, a glance is not enough."""
        if self.parts:
            if candidate.head not in ("list", "tuple") or len(candidate.args) != len(self.parts):
                return False
            return all(part.matches(c, sure) for part, c in zip(self.parts, candidate.args, strict=True))
        if candidate.head in ("list", "tuple") or not self.points:
            return False
        return self._glance(candidate) and (not sure or compare(candidate, self.tree, self.let).equal)

    def _glance(self, candidate: Tree) -> bool:
        seen = 0
        for number, (_, value) in zip(self.numbers, self.points, strict=True):
            found = _remembered(candidate, self.meanings, self.free, number)
            if found is not None and not found.overlaps(value):
                return False
            seen += found is not None
        return seen > 0


@lru_cache(maxsize=REMEMBERED)
def _remembered(candidate: Tree, meanings: tuple[tuple[str, Tree], ...], free: tuple[str, ...], number: int) -> Any:
    """The candidate's value at one of the plain points; None where it has none."""
    try:
        program = compiled(candidate, dict(meanings))
    except NoNumber:
        return None
    return _value(program, plain(free)[number], functions(candidate, 0))


def _value(program: Any, point: Mapping[str, Any], env: Mapping[str, Any]) -> Any:
    with Precision(BITS):
        try:
            found = program.value({**env, **{name: ball(value) for name, value in point.items()}})
        except NoValue:
            return None
    return found if found.is_finite() or found.is_exact() else None
