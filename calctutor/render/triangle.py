"""How is a right triangle drawn? With its angle at the lower left, and what its sides are beside them."""

from __future__ import annotations

from calctutor.blocks import Triangle
from calctutor.notation.writing import Row
from calctutor.notation.writing.boxes import blank, joined, row_width
from calctutor.render.equations import crop
from calctutor.render.paper import Paper
from calctutor.render.sentences import maths

HEIGHT = 5


def triangle(block: Triangle, paper: Paper, width: int) -> list[Row]:
    """The rows of the drawing; labels that are too long for the width are shortened."""
    slant, upright, floor, corner = ("╱", "│", "─", "┘") if paper.style.unicode else ("/", "|", "-", "+")
    angle, opposite, beside, hypotenuse = (
        maths(part, paper) for part in (block.angle, block.opposite, block.beside, block.hypotenuse)
    )
    middle, left = HEIGHT // 2, row_width(hypotenuse) + 4
    rows: list[Row] = []
    for k in range(HEIGHT):
        lead = hypotenuse if k == middle else ()
        inside = joined((blank(1), angle)) if k == HEIGHT - 1 else ()
        room = max(k - row_width(inside), 0)
        line = ((slant, ".border"),), inside, blank(room), ((upright, ".border"),)
        tail = joined((blank(2), opposite)) if k == middle else ()
        rows.append(joined((lead, blank(left + HEIGHT - 1 - k - row_width(lead)), *line, tail)))
    base = floor * (HEIGHT + (row_width(angle) > HEIGHT - 2))
    rows.append(joined((blank(left), ((base + corner, ".border"),))))
    rows.append(joined((blank(max(left + (len(base) - row_width(beside)) // 2, 0)), beside)))
    return [crop(row, width) for row in rows]
