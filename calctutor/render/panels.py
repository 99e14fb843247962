"""How is a page drawn in panels?

A panel a step: number and rule in the upper border, the rule in general in the lower one, and in between what happens. The
answer stands in a heavy frame with what was computed to check it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from io import StringIO
from typing import Any, Literal

from rich import box
from rich.console import Console
from rich.panel import Panel as Frame
from rich.text import Text

from calctutor.blocks import (
    Answer,
    Block,
    Body,
    Equation,
    Forest,
    Heading,
    Ladder,
    Let,
    Next,
    Page,
    Panel,
    Plot,
    Prose,
    Table,
    Triangle,
)
from calctutor.notation.tree import Tree, mark, name
from calctutor.notation.writing import Row, Style, line
from calctutor.notation.writing import text as written
from calctutor.notation.writing.boxes import blank, joined, row_width
from calctutor.render import graph, ladder, plot, triangle
from calctutor.render.equations import ROWS_OF_A_NAME, broken, crop, equation
from calctutor.render.naming import elided
from calctutor.render.paper import WIDEST, Paper
from calctutor.render.sentences import maths, wrapped
from calctutor.render.tables import table
from calctutor.render.themes import THEMES, style

MOST_ROWS = 40
"""Rows of one panel; an equation that needs more is shortened, and a table says how much it leaves out."""


def printed(page: Page, paper: Paper) -> str:
    """The whole page as text for `paper`."""
    paper = paper._replace(width=min(paper.width, WIDEST))
    console = Console(
        file=StringIO(), width=paper.width, force_terminal=paper.colour, color_system=_colours(paper),
        no_color=not paper.colour, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for block in page.blocks:
        console.print(BLOCKS[type(block)](block, paper), no_wrap=True, overflow="ignore", crop=False)
    return "".join(f"{row.rstrip()}\n" for row in console.file.getvalue().splitlines())  # type: ignore[attr-defined]


def _colours(paper: Paper) -> Literal["truecolor", "256"] | None:
    if not paper.colour:
        return None
    return "truecolor" if os.environ.get("COLORTERM") in ("truecolor", "24bit") else "256"


def inked(rows: list[Row], paper: Paper) -> Text:
    """Rows as rich text, every part in the colour of its role."""
    theme = THEMES[paper.theme]
    return Text("\n").join(
        Text.assemble(*((text, style(role, theme)) for text, role in row), no_wrap=True, overflow="ignore") for row in rows
    )


# What stands alone on the page.


def heading(block: Heading, paper: Paper) -> Text:
    return inked(wrapped(block.sentence, paper, paper.width, ".heading", hanging=4), paper)


def following(block: Next, paper: Paper) -> Text:
    """Commands are never broken, so that they can be copied: side by side if they fit, or one a row."""
    commands = [paper.words(command) for command in block.commands]
    together = "next  " + "    ".join(commands)
    rows = [together] if len(together) <= paper.width else [("      " if i else "next  ") + c for i, c in enumerate(commands)]
    return inked([((row, ".next"),) for row in rows], paper)


# Panels.


def panel(block: Panel, paper: Paper) -> Frame:
    inner = paper.width - 4
    number = f"{block.number}  " if block.number is not None else ""
    heading, inside = block.title, body(block.body, paper, inner)
    if len(number + heading) > inner - 2:  # it goes on inside, behind its colon if it has one
        heading, _, rest = block.title.rpartition(": ")
        inside = [*wrapped((rest,), paper, inner, ".title", hanging=0), *inside]
    top = joined((((number, ".number"),), ((paper.words(heading), ".title"),)))
    bottom = general(block, paper.style)
    if row_width(bottom) > inner - 4:
        inside += wrapped(_general_sentence(block), paper, inner, ".formula", hanging=6)
        bottom = ()
    return framed(inside, paper, box.ROUNDED, ".border", top, bottom)


def general(block: Panel, letters: Style) -> Row:
    """`(xⁿ)′ = n xⁿ⁻¹,  n = 2`"""
    parts = [] if block.formula is None else [written(elided(block.formula, WIDEST), letters)]
    parts += [
        f"{written(name(letter), letters)} = {written(elided(value, WIDEST), letters)}" for letter, value in block.parameters
    ]
    return ((",  ".join(parts), ".formula"),) if parts else ()


def _general_sentence(block: Panel) -> tuple[Any, ...]:
    pieces: list[Any] = ["rule: ", block.formula] if block.formula is not None else ["with "]
    for i, (letter, value) in enumerate(block.parameters):
        pieces += [",  " if i or block.formula is not None else "", name(letter), " = ", value]
    return tuple(pieces)


def answer(block: Answer, paper: Paper) -> Frame:
    role = ".sure" if block.sure else ".unsure"
    inside = body(block.body, paper, paper.width - 4)
    verdict = f"{'✓' if block.sure else '?'} {block.verdict}" if block.verdict[:1] not in "✓✗?" else block.verdict
    bottom: Row = ((paper.words(verdict), role),) if block.verdict else ()
    if row_width(bottom) > paper.width - 8:
        inside += wrapped((verdict,), paper, paper.width - 4, role, hanging=2)
        bottom = ()
    return framed(inside, paper, box.HEAVY, role, ((paper.words(block.title), role),), bottom)


def framed(inside: list[Row], paper: Paper, signs: box.Box, role: str, top: Row, bottom: Row) -> Frame:
    """`inside` with a frame around it: `top` in its upper border at the left, `bottom` in the lower one at the right."""
    title, subtitle = (inked([crop(words, paper.width - 6)], paper) if words else None for words in (top, bottom))
    return Frame(
        inked(inside, paper), signs if paper.style.unicode else box.ASCII, width=paper.width, title=title, title_align="left",
        subtitle=subtitle, subtitle_align="right", border_style=style(role, THEMES[paper.theme]),
    )  # fmt: skip


# What stands in a panel.


def body(blocks: tuple[Body, ...], paper: Paper, width: int) -> list[Row]:
    """The rows of what stands in a panel, with air between two equations that take several rows."""
    rows: list[Row] = []
    before: tuple[Body, int] | None = None
    for block in blocks:
        inside = BODIES[type(block)](block, paper, width)
        crowded = before and isinstance(block, Equation) and _tall_beside(before, len(inside))
        rows += [()] * bool(crowded) + inside
        before = (block, len(inside))
    return rows


def _tall_beside(before: tuple[Body, int], height: int) -> bool:
    """Would an equation of this height run into what stands above it, another equation or a line of working?"""
    block, rows = before
    tall = height if isinstance(block, Prose) else max(rows, height)
    return isinstance(block, (Equation, Table, Triangle, Prose)) and tall > 2


def prose(block: Prose, paper: Paper, width: int) -> list[Row]:
    sign, role = {"note": ("", ".note"), "warning": ("! ", ".warning")}.get(block.tone, ("", None))
    return wrapped((sign, *block.sentence), paper, width, role, hanging=len(sign))


def let(block: Let, paper: Paper, width: int) -> list[Row]:
    """`let u = x²,  v = sin(3x)` in one row, or one letter a row; what follows from them beside it, or below in columns."""
    given = [_definition(letter, value, paper) for letter, value in block.letters]
    follows = [_definition(letter, value, paper) for letter, value in block.so]
    if follows and len(given) == 1:
        given, follows = [joined([given[0], ((",  so ", ".let"),), *_listed(follows)])], []
    first = max((row_width(row[0]) for row in (given, follows) if len(row) > 1), default=0)
    rows = [joined([((word, ".let"),), *_listed(row, first)]) for word, row in (("let ", given), ("so  ", follows)) if row]
    if all(row_width(row) <= width for row in rows):
        return rows
    return [row for i, pair in enumerate((*block.letters, *block.so)) for row in _one_letter(pair, not i, paper, width)]


def _listed(parts: list[Row], first: int = 0) -> list[Row]:
    """Definitions with commas between them, the second one not before the column that `first` leaves."""
    commas = [(((",", ".let"), (" " * (2 + max(first - row_width(part), 0) * (not i)), None))) for i, part in enumerate(parts)]
    return [piece for i, part in enumerate(parts) for piece in ([part, commas[i]] if i + 1 < len(parts) else [part])]


def _definition(letter: str, value: Tree, paper: Paper) -> Row:
    return tuple(
        (spelled, letter) for spelled, _ in joined((line(name(letter), paper.style), ((" = ", None),), maths(value, paper)))
    )


def _one_letter(pair: tuple[str, Tree], first: bool, paper: Paper, width: int) -> list[Row]:
    """`u = ...` in rows of its own; all of it is shown if it can be broken, and otherwise as much as fits."""
    letter, value = pair
    left = mark(letter, name(letter))
    room = width - len(letter) - 7
    short = value if broken(value, room, paper, ROWS_OF_A_NAME) else elided(value, room)
    inside = equation(Equation(left, (mark(letter, short),)), paper._replace(colour=True), width - 4)
    return [joined((((("let " if first else "    "), ".let"),) if not i else blank(4), row)) for i, row in enumerate(inside)]


BODIES: dict[type, Callable[[Any, Paper, int], list[Row]]] = {
    Prose: prose, Let: let, Equation: equation, Table: table, Forest: graph.forest, Ladder: ladder.ladder, Plot: plot.plot,
    Triangle: triangle.triangle,
}  # fmt: skip


def _loose(block: Block, paper: Paper) -> Text:
    """Something of a panel's inside that stands on the page itself."""
    return inked(BODIES[type(block)](block, paper, paper.width), paper)


BLOCKS: dict[type, Callable[[Any, Paper], Text | Frame]] = {
    Heading: heading, Panel: panel, Answer: answer, Next: following, **dict.fromkeys(BODIES, _loose),
}  # fmt: skip
