"""How is it said what is assumed of letters?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.blocks import Piece
from calctutor.notation.tree import Tree


def assumptions(assumed: Sequence[Tree]) -> tuple[Piece, ...]:
    """`  with k > 0, n an integer`, for the end of a heading."""
    said: list[Piece] = []
    for i, relation in enumerate(assumed):
        said.append(", " if i else "  with ")
        said += [relation.args[0], " an integer"] if relation.head == "integer" else [relation]
    return tuple(said)
