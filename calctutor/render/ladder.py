"""How are the layers of a composition drawn? As a ladder: values are carried down it, and sensitivities back up."""

from __future__ import annotations

from itertools import pairwise

from calctutor.blocks import Ladder, Rung
from calctutor.notation.tree import Tree, mark
from calctutor.notation.writing import Row, line
from calctutor.notation.writing.boxes import blank, joined, row_width
from calctutor.render.equations import crop
from calctutor.render.naming import elided
from calctutor.render.paper import Paper

GAP = 2
HEADINGS = ("", "value ↓", "slope", "sensitivity ↑")


def ladder(block: Ladder, paper: Paper, width: int) -> list[Row]:
    """Two rows a layer: an arrow with the slope beside it, and the layer. With numbers there are three columns of them."""
    numbers = [(rung.value, rung.slope_value, rung.back) for rung in block.rungs]
    if not any(value for value, _, _ in numbers):
        return _drawn(block, paper, width, (0, 0, 0))
    widths = [
        max(map(len, (*column, heading))) for column, heading in zip(zip(*numbers, strict=True), HEADINGS[1:], strict=True)
    ]
    head = _row((), widths, HEADINGS[1:], paper, width, ".note")
    return [head, *_drawn(block, paper, width, tuple(widths))]


def _drawn(block: Ladder, paper: Paper, width: int, widths: tuple[int, ...]) -> list[Row]:
    across = _across(block, paper)
    rows = [_layer(block.rungs[0], paper, width, widths)]
    for _, rung in pairwise(block.rungs):
        rows += [_slope(rung, paper, width, widths, across), (("▼" if paper.style.unicode else "v", ".border"),)]
        rows.append(_layer(rung, paper, width, widths))
    return rows


def _across(block: Ladder, paper: Paper) -> int:
    """The widest question on the left of a slope, so that the answers stand under each other."""
    return max((row_width(line(rung.slope[0], paper.style)) for rung in block.rungs if rung.slope), default=0)


def _layer(rung: Rung, paper: Paper, width: int, widths: tuple[int, ...]) -> Row:
    role = str(rung.letter.value)
    sides = [rung.letter] if rung.meaning is None else [rung.letter, rung.meaning]
    spelled = joined(
        part for i, side in enumerate(sides) for part in ([((" = ", role),)] if i else []) + [_one(side, role, paper)]
    )
    return _row(spelled, widths, (rung.value, "", rung.back), paper, width, None)


def _one(side: Tree, role: str, paper: Paper) -> Row:
    return line(elided(mark(role, side), 60), paper.style)


def _slope(rung: Rung, paper: Paper, width: int, widths: tuple[int, ...], across: int) -> Row:
    assert rung.slope is not None
    question, answer = (line(elided(side, 40), paper.style) for side in rung.slope)
    bar = "│" if paper.style.unicode else "|"
    lead = joined((((f"{bar}   ", ".border"),), question, blank(across - row_width(question)), ((" = ", None),), answer))
    room = width - sum(widths) - GAP * sum(1 for w in widths if w)
    note: Row = ((f"   {paper.words(rung.rule)}", ".note"),)
    spelled = joined((lead, note)) if row_width(lead) + row_width(note) <= room else lead
    return _row(spelled, widths, ("", rung.slope_value, ""), paper, width, ".note")


def _row(
    left: Row, widths: tuple[int, ...] | list[int], cells: tuple[str, ...], paper: Paper, width: int, role: str | None
) -> Row:
    """`left`, and the numbers in their columns at the right."""
    columns = [((paper.words(cell).rjust(size), role),) for cell, size in zip(cells, widths, strict=True) if size]
    numbers = joined(part for column in columns for part in (blank(GAP), column))
    left = crop(left, width - row_width(numbers))
    return joined((left, blank(width - row_width(numbers) - row_width(left)), numbers)) if columns else left
