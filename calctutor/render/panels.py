"""How is a page drawn in panels?

A panel a step: number and rule in the upper border, the rule in general in the lower one, and in between what happens. The
answer stands in a heavy frame with what was computed to check it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Let, Next, Page, Panel, Prose, Table
from calctutor.notation.tree import Tree, mark, name
from calctutor.notation.writing import Row, Style, line, text
from calctutor.notation.writing.boxes import blank, joined, row_width
from calctutor.render.equations import ROWS_OF_A_NAME, broken, crop, equation
from calctutor.render.naming import elided
from calctutor.render.paper import WIDEST, Paper
from calctutor.render.sentences import maths, wrapped
from calctutor.render.tables import table

MOST_ROWS = 40
"""Rows of one panel; an equation that needs more is shortened, and a table says how much it leaves out."""


class Frame(NamedTuple):
    """The signs of a frame: corners, then the horizontal and the vertical line."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    across: str
    down: str


ROUND, HEAVY, PLAIN = Frame(*"╭╮╰╯─│"), Frame(*"┏┓┗┛━┃"), Frame(*"++++-|")


def rows(page: Page, paper: Paper) -> Iterator[Row]:
    """The whole page, row by row."""
    paper = paper._replace(width=min(paper.width, WIDEST))
    for block in page.blocks:
        yield from BLOCKS[type(block)](block, paper)


# What stands alone on the page.


def heading(block: Heading, paper: Paper) -> list[Row]:
    return wrapped(block.sentence, paper, paper.width, ".heading", hanging=4)


def following(block: Next, paper: Paper) -> list[Row]:
    """Commands are never broken, so that they can be copied: side by side if they fit, or one a row."""
    commands = [paper.words(command) for command in block.commands]
    together = "next  " + "    ".join(commands)
    if len(together) <= paper.width:
        return [((together, ".next"),)]
    return [(("next  " if not i else "      ", ".next"), (command, ".next")) for i, command in enumerate(commands)]


# Panels.


def panel(block: Panel, paper: Paper) -> list[Row]:
    inner = paper.width - 4
    frame = ROUND if paper.style.unicode else PLAIN
    number = f"{block.number}  " if block.number is not None else ""
    top = joined((((number, ".number"),), ((paper.words(block.title), ".title"),)))
    bottom = general(block, paper.style)
    inside = body(block.body, paper, inner)
    if row_width(bottom) > inner - 4:
        inside += wrapped(_general_sentence(block), paper, inner, ".formula", hanging=6)
        bottom = ()
    return framed(inside, paper.width, frame, ".border", top, bottom)


def general(block: Panel, style: Style) -> Row:
    """`(xⁿ)′ = n xⁿ⁻¹,  n = 2`"""
    parts = [] if block.formula is None else [text(elided(block.formula, WIDEST), style)]
    parts += [f"{text(name(letter), style)} = {text(elided(value, WIDEST), style)}" for letter, value in block.parameters]
    return ((",  ".join(parts), ".formula"),) if parts else ()


def _general_sentence(block: Panel) -> tuple[Any, ...]:
    pieces: list[Any] = ["rule: ", block.formula] if block.formula is not None else ["with "]
    for i, (letter, value) in enumerate(block.parameters):
        pieces += [",  " if i or block.formula is not None else "", name(letter), " = ", value]
    return tuple(pieces)


def answer(block: Answer, paper: Paper) -> list[Row]:
    frame = HEAVY if paper.style.unicode else PLAIN
    role = ".sure" if block.sure else ".unsure"
    inside = body(block.body, paper, paper.width - 4)
    verdict = f"{'✓' if block.sure else '?'} {block.verdict}" if block.verdict[:1] not in "✓✗?" else block.verdict
    bottom: Row = ((paper.words(verdict), role),) if block.verdict else ()
    if row_width(bottom) > paper.width - 8:
        inside += wrapped((verdict,), paper, paper.width - 4, role, hanging=2)
        bottom = ()
    return framed(inside, paper.width, frame, role, ((paper.words(block.title), role),), bottom)


def framed(inside: list[Row], width: int, frame: Frame, role: str, top: Row, bottom: Row) -> list[Row]:
    """`inside` with a frame around it: `top` in its upper border at the left, `bottom` in the lower one at the right."""
    inner = width - 4
    top, bottom = crop(top, inner - 2), crop(bottom, inner - 2)
    side: Row = ((frame.down, role),)
    filled = [joined((side, ((" ", None),), row, blank(inner - row_width(row) + 1), side)) for row in inside]
    return [_border(width, frame.top_left, frame.top_right, frame.across, role, top, False), *filled,
            _border(width, frame.bottom_left, frame.bottom_right, frame.across, role, bottom, True)]  # fmt: skip


def _border(width: int, left: str, right: str, across: str, role: str, words: Row, at_end: bool) -> Row:
    if not words:
        return ((left + across * (width - 2) + right, role),)
    line_of = across * (width - row_width(words) - 5)
    before, after = (left + line_of, across + right) if at_end else (left + across, line_of + right)
    return joined((((before + " ", role),), words, ((" " + after, role),)))


# What stands in a panel.


def body(blocks: tuple[Body, ...], paper: Paper, width: int) -> list[Row]:
    """The rows of what stands in a panel, with air between two equations that take several rows."""
    rows: list[Row] = []
    before: tuple[Body, int] | None = None
    for block in blocks:
        inside = BODIES[type(block)](block, paper, width)
        crowded = before and isinstance(block, Equation) and isinstance(before[0], Equation) and max(before[1], len(inside)) > 2
        rows += [()] * bool(crowded) + inside
        before = (block, len(inside))
    return rows


def prose(block: Prose, paper: Paper, width: int) -> list[Row]:
    sign, role = {"note": ("", ".note"), "warning": ("! ", ".warning")}.get(block.tone, ("", None))
    return wrapped((sign, *block.sentence), paper, width, role, hanging=len(sign))


def let(block: Let, paper: Paper, width: int) -> list[Row]:
    """`let u = x²,  v = sin(3x)` in one row, or one letter a row."""
    parts = [_definition(letter, value, paper) for letter, value in block.letters]
    separated = [part for i, part in enumerate(parts) for part in ([((",  ", ".let"),)] if i else []) + [part]]
    one = joined([(("let ", ".let"),), *separated])
    if row_width(one) <= width:
        return [one]
    return [row for i, pair in enumerate(block.letters) for row in _one_letter(pair, not i, paper, width)]


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


BODIES: dict[type, Callable[[Any, Paper, int], list[Row]]] = {Prose: prose, Let: let, Equation: equation, Table: table}


def _loose(block: Block, paper: Paper) -> list[Row]:
    """Something of a panel's inside that stands on the page itself."""
    return BODIES[type(block)](block, paper, paper.width)


BLOCKS: dict[type, Callable[[Any, Paper], list[Row]]] = {
    Heading: heading, Panel: panel, Answer: answer, Next: following, **dict.fromkeys(BODIES, _loose),
}  # fmt: skip
