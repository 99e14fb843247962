"""What does a writer keep in mind while it writes?

`Hand` writes flat, everything on one line; the two-dimensional writer overrides how brackets are drawn and what goes in layers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from calctutor.notation.tree import Tree
from calctutor.notation.writing.boxes import Picture, beside, written
from calctutor.notation.writing.letters import Style
from calctutor.notation.writing.precedence import Fold, looser, open_ended


class Hand(Fold[Picture]):
    """A writer at work: its style, its table, whether it stacks fractions, and what it has written so far.

    A head that is not in the table is a function, written by the form under `function`.
    """

    def __init__(self, style: Style, table: Mapping[str, Form], stacks: bool = False) -> None:
        super().__init__(lambda tree, _: table.get(tree.head, table["function"])(tree, self))
        self.style = style
        self.stacks = stacks

    def sign(self, unicode: str, ascii: str) -> Picture:
        return written(unicode if self.style.unicode else ascii)

    def group(self, tree: Tree, least: int, also: bool = False) -> Picture:
        """`tree` in a place that asks for `least`, in parentheses if it needs them (or if `also` says so)."""
        return self.parentheses(self.of(tree)) if also or looser(tree, least) else self.of(tree)

    def parentheses(self, inside: Picture) -> Picture:
        return self.bracketed(inside, "(", ")")

    def bracketed(self, inside: Picture, left: str, right: str) -> Picture:
        return beside(written(left), inside, written(right))

    def minus(self, after: Picture, role: str | None = None) -> Picture:
        return beside(written("-", role), after)

    def arguments(self, trees: Sequence[Tree]) -> Picture:
        return self.parentheses(separated([self.of(tree) for tree in trees], ", "))

    def trails(self, tree: Tree) -> bool:
        """Would a factor after `tree` be read as part of it?"""
        return open_ended(tree)

    def flat(self, tree: Tree) -> Picture:
        """`tree` on one line."""
        return self.of(tree)

    def layer(self, tree: Tree) -> Picture:
        """`tree` with something over or under it in the same columns; its marks, if not coloured, are underlined here."""
        return self.of(tree)


Form: TypeAlias = Callable[[Tree, Hand], Picture]


def separated(pictures: Sequence[Picture], separator: str) -> Picture:
    parts = [part for picture in pictures for part in (written(separator), picture)]
    return beside(*parts[1:])
