"""What does a statement of a working say, in trees?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from calctutor.checking.working.lines import Statement
from calctutor.checking.working.pieces import Piece, expression
from calctutor.engines.asking import free_names
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree


class Read(NamedTuple):
    """A statement in trees; None for the empty left side of a line that goes on. `problem` says why it could not be read."""

    parts: tuple[Piece | None, ...]
    rough: frozenset[int] = frozenset()
    problem: str = ""

    @property
    def first(self) -> Tree | None:
        return self.parts[0].trees[0] if self.parts and self.parts[0] else None

    @property
    def trees(self) -> list[Tree]:
        return [tree for part in self.parts if part for tree in part.trees]


def read_statement(statement: Statement, functions: Iterable[str] = ()) -> Read:
    """Both sides in trees; what stands behind a `>` is a condition and left out. `functions` are letters that are applied."""
    try:
        parts = tuple(_plain(expression(part, functions)) if part else None for part in statement.parts)
    except StudentError as problem:
        return Read((), problem=problem.reason)
    return Read(parts, statement.rough)


def _plain(piece: Piece) -> Piece:
    if any(tree.head in ("<", ">", "<=", ">=", "!=") for tree in piece.trees):
        return piece._replace(trees=tuple(tree.args[0] if len(tree.args) == 2 else tree for tree in piece.trees))
    return piece


def said(statements: list[Read]) -> dict[str, Tree]:
    """The formulas that letters are given, the first of each."""
    found: dict[str, Tree] = {}
    for s in statements:
        first, right = s.first, s.parts[1] if len(s.parts) > 1 else None
        if first is not None and first.head == "name" and right and free_names(right.trees[0]):
            found.setdefault(str(first.value), right.trees[0])
    return found
