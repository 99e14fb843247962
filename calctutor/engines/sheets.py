"""Which numbers does a table hold?

The table is text that nobody has vouched for: every cell that is asked for is a finite number, or its line and column are
named.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass

from calctutor.errors import StudentError
from calctutor.notation.reading import read_name

LARGEST_FILE = 5_000_000
MOST_ROWS, MOST_COLUMNS = 20_000, 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a file, by name, and its rows."""

    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]


def sheet(text: str, source: str) -> Sheet:
    """The table in `text`: a line of names, then numbers. Raises `StudentError` with the line and the column to blame."""
    lines = text.splitlines()
    delimiter = _delimiter(lines[0] if lines else "")
    parsed = _parsed(lines, delimiter, source)
    header = next(parsed, None)
    if header is None:
        raise StudentError("no-rows", f"{source} is empty", remedy="the first line names the columns, as x,y")
    titles = _titles(header[1], lines[header[0] - 1], source)
    rows = tuple(_row(cells, titles, number, lines, source) for number, cells in parsed)
    if not rows:
        raise StudentError(
            "no-rows", f"{source} has names of columns but no rows", lines[0], (0, len(lines[0])), "add a row of numbers"
        )
    return Sheet(titles, rows)


def column_of(text: str, source: str, title: str | None = None) -> tuple[float, ...]:
    """The numbers of one column, of the first if no `title` is given; the other columns may hold anything, and a file that
    begins with a number has no titles. Raises `StudentError`.
    """
    lines = text.splitlines()
    rows = list(_parsed(lines, _delimiter(lines[0] if lines else ""), source))
    titles = rows.pop(0)[1] if rows and (title or _number(rows[0][1][0]) is None) else []
    if title is not None and title not in titles:
        known = ", ".join(titles[:MOST_COLUMNS])
        raise StudentError("column", f"there is no column {title} in {source}: it has {known}", remedy=f"--column {titles[0]}")
    if not rows:
        raise StudentError("no-rows", f"there are no numbers in {source}", remedy="write one number a line")
    k = titles.index(title) if title else 0
    return tuple(_cell(cells, k, titles[k] if titles else "1", number, lines, source) for number, cells in rows)


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _parsed(lines: list[str], delimiter: str, source: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line that holds any, with its number."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if reader.line_num > MOST_ROWS + 1:
                    raise StudentError("too-long", f"{source} has more than {MOST_ROWS:,} rows", remedy="use a part of it")
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise StudentError("not-a-table", f"line {reader.line_num} of {source} cannot be read as a row: {error}") from None


def _titles(cells: list[str], line: str, source: str) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        raise StudentError("too-long", f"{source} has more than {MOST_COLUMNS} columns")
    if all(_number(cell) is not None for cell in cells):
        raise StudentError(
            "no-header",
            f"the first line of {source} must name the columns, and it holds numbers",
            line,
            (0, len(line)),
            "put a line such as x,y before it",
        )
    titles: list[str] = []
    for k, cell in enumerate(cells, 1):
        try:
            titles.append(read_name(cell))
        except StudentError as problem:
            raise StudentError(
                "not-a-name",
                f"line 1, column {k} of {source}: {problem.reason}",
                line,
                _place(line, cells, k - 1),
                "name the columns by letters or words, as x, y or price",
            ) from None
    if len(set(titles)) < len(titles):
        raise StudentError(
            "twice", f"two columns of {source} have the same name", line, (0, len(line)), "give each a name of its own"
        )
    return tuple(titles)


def _row(cells: list[str], titles: tuple[str, ...], number: int, lines: list[str], source: str) -> tuple[float, ...]:
    line = lines[number - 1]
    if len(cells) != len(titles):
        raise StudentError(
            "not-a-row",
            f"line {number} of {source} has {len(cells)} cells, and there are {len(titles)} columns",
            line,
            (0, len(line)),
            "every line needs one number a column",
        )
    return tuple(_cell(cells, k, title, number, lines, source) for k, title in enumerate(titles))


def _cell(cells: list[str], k: int, title: str, number: int, lines: list[str], source: str) -> float:
    """The number in one cell of a line."""
    cell = cells[k] if k < len(cells) else ""
    value = _number(cell)
    if value is not None:
        return value
    what = f"“{cell[:40]}” is not a number" if cell else "there is no number"
    line = lines[number - 1]
    place = _place(line, cells, k) if k < len(cells) else (0, len(line))
    raise StudentError("not-a-number", f"line {number}, column {title} of {source}: {what}", line, place,
                       "write a finite number, with a point for decimals")  # fmt: skip


def _number(cell: str) -> float | None:
    try:
        value = float(cell) if "_" not in cell else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _place(line: str, cells: list[str], k: int) -> tuple[int, int]:
    """Where a cell stands in its line, found from the left."""
    start = 0
    for cell in cells[:k]:
        start = max(line.find(cell, start), start) + len(cell) + 1
    found = line.find(cells[k], start) if cells[k] else start
    found = min(max(found, 0), len(line))
    return found, found + max(len(cells[k]), 1)


__all__ = ["LARGEST_FILE", "Sheet", "column_of", "sheet"]
