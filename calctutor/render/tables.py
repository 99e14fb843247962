"""How does a table fill the width it is given?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.blocks import Sentence, Table
from calctutor.notation.writing import Row
from calctutor.notation.writing.boxes import blank, joined, row_width
from calctutor.render.paper import Paper
from calctutor.render.sentences import wrapped

GAP = 2
NARROWEST_COLUMN = 4
MOST_ROWS = 40


def table(block: Table, paper: Paper, width: int) -> list[Row]:
    """Headings, a line, and the rows; too wide columns are wrapped, and what is too long says how much it leaves out."""
    numeric = (*block.numeric, *[False] * len(block.headings))
    head: list[Sentence] = [(heading,) for heading in block.headings]
    widths = column_widths([head, *block.rows[:MOST_ROWS]], paper, width)
    rows = table_row(head, widths, numeric, paper, ".note")
    across = sum(widths, GAP * (len(widths) - 1))
    rows.append((("─" * across if paper.style.unicode else "-" * across, ".border"),))
    for cells in block.rows[:MOST_ROWS]:
        rows += table_row(list(cells), widths, numeric, paper, None)
    left_out = len(block.rows) - MOST_ROWS
    return rows if left_out <= 0 else [*rows, ((paper.words(f"… ({left_out} more rows)"), ".note"),)]


def column_widths(rows: Sequence[Sequence[Sentence]], paper: Paper, width: int) -> list[int]:
    """As wide as the widest cell; then the widest columns give way until everything fits."""
    unlimited = 10**6
    cells = [[max(map(row_width, wrapped(cell, paper, unlimited))) for cell in row] for row in rows]
    widths = [max(column) for column in zip(*cells, strict=True)]
    while sum(widths) + GAP * (len(widths) - 1) > width and max(widths) > NARROWEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def table_row(cells: list[Sentence], widths: list[int], numeric: tuple[bool, ...], paper: Paper, role: str | None) -> list[Row]:
    columns = [wrapped(cell, paper, size, role) for cell, size in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    return [_across([column[i] if i < len(column) else () for column in columns], widths, numeric) for i in range(height)]


def _across(cells: list[Row], widths: list[int], numeric: tuple[bool, ...]) -> Row:
    parts: list[Row] = []
    for cell, size, right in zip(cells, widths, numeric, strict=False):
        spare = blank(size - row_width(cell))
        parts += [blank(GAP) if parts else (), spare if right else (), cell, () if right else spare]
    return joined(parts)
