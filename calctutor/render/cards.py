"""How is a heading, or an answer that stands alone, drawn at once?

The same lines and the same heavy frame as `panels` draws, character for character, without loading a library for it: an
echo should be there at once, and a verdict that took a millisecond should not wait for its frame.
"""

from __future__ import annotations

import os

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Page, Prose
from calctutor.notation.writing import Row
from calctutor.notation.writing.boxes import cells, joined, row_width
from calctutor.render.equations import crop, equation
from calctutor.render.paper import WIDEST, Paper
from calctutor.render.sentences import wrapped
from calctutor.render.themes import THEMES, shade

HEAVY, PLAIN = ("┏", "━", "┓", "┃", "┗", "┛"), ("+", "-", "+", "|", "+", "+")
"""Upper left, horizontal, upper right, vertical, lower left, lower right."""


def fits(page: Page) -> bool:
    """Is there nothing on the page but headings, and answers made of sentences and single equations?"""
    return all(isinstance(block, Heading) or (isinstance(block, Answer) and _simple(block.body)) for block in page.blocks)


def _simple(body: tuple[Body, ...]) -> bool:
    return all(isinstance(part, (Equation, Prose)) for part in body) and sum(isinstance(part, Equation) for part in body) <= 1


def printed(page: Page, paper: Paper) -> str:
    """The page as text for `paper`."""
    paper = paper._replace(width=min(paper.width, WIDEST))
    return "".join(f"{row}\n" for block in page.blocks for row in _drawn(block, paper))


def _drawn(block: Block, paper: Paper) -> list[str]:
    if isinstance(block, Heading):
        return [_ink(row, paper).rstrip() for row in wrapped(block.sentence, paper, paper.width, ".heading", hanging=4)]
    return card(block, paper) if isinstance(block, Answer) else []


def card(block: Answer, paper: Paper) -> list[str]:
    """One answer in its frame: the title in the upper border, the verdict in the lower one if it fits."""
    role = ".sure" if block.sure else ".unsure"
    inner = paper.width - 4
    rows = [row for part in block.body for row in _rows(part, paper, inner)]
    verdict = f"{'✓' if block.sure else '?'} {block.verdict}" if block.verdict[:1] not in "✓✗?" else block.verdict
    bottom = paper.words(verdict) if block.verdict else ""
    if cells(bottom) > paper.width - 8:
        rows += wrapped((verdict,), paper, inner, role, hanging=2)
        bottom = ""
    left, line, right, side, low_left, low_right = HEAVY if paper.style.unicode else PLAIN
    title = _cropped(paper.words(block.title), paper)
    upper = f"{left}{line} {title} " + line * (paper.width - cells(title) - 5) + right
    lower = low_left + line * (paper.width - cells(bottom) - 5) + (f" {bottom} " if bottom else line * 2) + line + low_right
    edge = _ink(((side, role),), paper)
    middle = [f"{edge} {_ink(row, paper)}{' ' * (inner - row_width(row))} {edge}" for row in rows]
    return [_ink(((upper, role),), paper), *middle, _ink(((lower, role),), paper)]


def _cropped(title: str, paper: Paper) -> str:
    return "".join(text for text, _ in crop(((title, None),), paper.width - 6))


def _rows(part: Body, paper: Paper, width: int) -> list[Row]:
    if isinstance(part, Equation):
        return equation(part, paper, width)
    if isinstance(part, Prose):
        sign, role = {"note": ("", ".note"), "warning": ("! ", ".warning")}.get(part.tone, ("", None))
        return wrapped((sign, *part.sentence), paper, width, role, hanging=len(sign))
    return []


def _ink(row: Row, paper: Paper) -> str:
    """A row in the colours of its roles."""
    return "".join(_coloured(text, role, paper) for text, role in joined([row]))


def _coloured(text: str, role: str | None, paper: Paper) -> str:
    if not paper.colour or not role:
        return text
    colour, bold = shade(role, THEMES[paper.theme])
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        shown = f"38;2;{red};{green};{blue}"
    else:
        shown = f"38;5;{16 + 36 * round(red / 51) + 6 * round(green / 51) + round(blue / 51)}"
    return f"\x1b[{'1;' if bold else ''}{shown}m{text}\x1b[0m"
