"""How is a computational graph drawn? As a tree of lines with rich, and as source text for Mermaid and Graphviz."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

from calctutor.blocks import Branch, Forest, Sentence
from calctutor.notation.writing import Row
from calctutor.notation.writing.boxes import joined
from calctutor.render.paper import Paper, clean
from calctutor.render.sentences import pieces

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree as Lines

Labels = Iterable[tuple[str, str, tuple[str, ...]]]
"""Of every node its name, what is written in it, and the nodes that it takes."""


def forest(block: Forest, paper: Paper, width: int) -> list[Row]:
    """The rows of all trees, in the characters that the paper can show."""
    return [row for root in block.roots for row in _rows(root, paper, width)]


def _rows(root: Branch, paper: Paper, width: int) -> list[Row]:
    from rich.console import Console

    console = Console(file=StringIO(), width=width, legacy_windows=False, force_terminal=False)
    lines = console.render_lines(_lines(root, paper), console.options.update(width=width), pad=False)
    drawn = (lambda text: text) if paper.style.unicode else ascii_lines
    return [joined(((drawn(s.text), _role(s.style)),) for s in line) for line in lines]


def _role(style: object) -> str | None:
    """Labels carry their role with them; what has none is a line of the drawing."""
    meta = getattr(style, "meta", None) or {}
    return meta.get("role", ".border") or None


def _lines(branch: Branch, paper: Paper) -> Lines:
    """Without recursion: a network may be deep."""
    from rich.tree import Tree as Lines

    top = Lines(_label(branch.sentence, paper))
    waiting = [(branch, top)]
    while waiting:
        parent, drawn = waiting.pop()
        waiting += [(part, drawn.add(_label(part.sentence, paper))) for part in parent.parts]
    return top


def _label(sentence: Sentence, paper: Paper) -> Text:
    from rich.style import Style
    from rich.text import Text

    label = Text(no_wrap=True, overflow="ellipsis")
    for spelled, role, _ in pieces(sentence, paper, None):
        label.append(spelled, Style(meta={"role": role or ""}))
    return label


def ascii_lines(row: str) -> str:
    """The lines of a tree as a typewriter draws them."""
    return row.translate(str.maketrans("├└│─", "|`|-"))


# Source text for other programs.


def mermaid(labels: Labels) -> str:
    """A flow chart for Mermaid, inputs at the top. Only quoted labels hold what came from outside."""
    ids: dict[str, str] = {}
    rows, arrows = ["flowchart TD"], list[str]()
    for name, label, takes in labels:
        ids[name] = f"n{len(ids)}"
        opening, closing = ('["', '"]') if takes else ('(["', '"])')
        rows.append(f"    {ids[name]}{opening}{_escaped(label)}{closing}")
        arrows += [f"    {ids[taken]} --> {ids[name]}" for taken in takes]
    return "\n".join([*rows, *arrows]) + "\n"


def _escaped(label: str) -> str:
    signs = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;", "#": "&#35;", "*": "&#42;", "_": "&#95;", "`": "&#96;"}
    return "".join(signs.get(c, c) for c in clean(label))


def dot(labels: Labels) -> str:
    """A directed graph for Graphviz, inputs at the top."""
    ids: dict[str, str] = {}
    rows, arrows = ["digraph {", "    rankdir=TB;", "    node [shape=box];"], list[str]()
    for name, label, takes in labels:
        ids[name] = f"n{len(ids)}"
        quoted = clean(label).replace("\\", "\\\\").replace('"', '\\"')
        shape = "" if takes else ", shape=ellipse"
        rows.append(f'    {ids[name]} [label="{quoted}"{shape}];')
        arrows += [f"    {ids[taken]} -> {ids[name]};" for taken in takes]
    return "\n".join([*rows, *arrows, "}"]) + "\n"
