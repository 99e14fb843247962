"""How is the graph of a computation drawn? As trees from the output down; what was drawn before is only named again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calctutor.blocks import Branch, Forest, Panel, Prose
from calctutor.narrate.decimals import shown
from calctutor.notation.tree import Tree, mark, name, replace
from calctutor.steps import Solution

if TYPE_CHECKING:
    pass


DEEPEST = 7
"""Levels of one drawn tree; what hangs deeper is drawn as a tree of its own."""


MOST_BRANCHES = 60


def coloured(letter: str) -> Tree:
    return mark(letter, name(letter))


def in_colours(tree: Tree, letters: Mapping[Tree, Tree]) -> Tree:
    return replace(tree, dict(letters))


def node_colours(solution: Solution) -> dict[Tree, Tree]:
    return {name(row.node): coloured(row.node) for row in solution.about["forward"]}


def value_shown(value: float | None) -> str:
    return "" if value is None else f" = {shown(value)}"


def drawn_graph(solution: Solution) -> Panel:
    why = (
        "Every node is one operation on the nodes below it. A node that is used in several places is drawn once "
        "and named where "
        "it is used again."
    )
    return Panel("The graph", (Forest(_Drawing(solution).roots()), Prose((why,))))


class _Drawing:
    """Trees from the output down. What has been drawn is only named again."""

    def __init__(self, solution: Solution) -> None:
        self.rows = {row.node: row for row in solution.about["forward"]}
        self.colours = node_colours(solution)
        self.drawn: set[str] = set()
        self.waiting = [solution.about["output"]]

    def roots(self) -> tuple[Branch, ...]:
        roots: list[Branch] = []
        while self.waiting:
            node = self.waiting.pop(0)
            if node not in self.drawn and len(self.drawn) < MOST_BRANCHES:
                roots.append(self._branch(node, 1))
        left_out = len(self.rows) - len(self.drawn)
        return (*roots, Branch((f"… ({left_out} more nodes)",))) if left_out else tuple(roots)

    def _branch(self, node: str, depth: int) -> Branch:
        row = self.rows[node]
        if row.operation is None:
            self.drawn.add(node)
            return Branch((coloured(node), value_shown(row.value)))
        if node in self.drawn:
            return Branch((coloured(node), "  (above)"))
        if depth > DEEPEST or len(self.drawn) >= MOST_BRANCHES:
            self.waiting.append(node)
            return Branch((coloured(node), "  (below)" if len(self.drawn) < MOST_BRANCHES else "  …"))
        self.drawn.add(node)
        operation = in_colours(row.operation, self.colours)
        return Branch(
            (coloured(node), " = ", operation, value_shown(row.value)), tuple(self._branch(t, depth + 1) for t in row.takes)
        )
