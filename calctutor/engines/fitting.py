"""Which numbers does a table hold, and which loss measures a model on them?

The table is text that nobody has vouched for: every cell is a finite number or the line and column are named.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass

from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name
from calctutor.notation.tree import Tree, names

LARGEST_FILE = 5_000_000
MOST_ROWS, MOST_COLUMNS = 20_000, 100


@dataclass(frozen=True, slots=True)
class Loss:
    """What one row costs, over the prediction p and the target t, and its slope by p. `says` is the idea behind it."""

    id: str
    title: str
    formula: Tree
    slope: Tree
    says: str


def _loss(id: str, title: str, formula: str, slope: str, says: str) -> Loss:
    return Loss(id, title, read(formula), read(slope), says)


LOSSES = {
    loss.id: loss
    for loss in (
        _loss(
            "mse",
            "mean squared error",
            "(p - t)^2",
            "2(p - t)",
            "The square makes a large error cost much more than a small one.",
        ),
        _loss(
            "mae",
            "mean absolute error",
            "abs(p - t)",
            "sign(p - t)",
            "Every error pulls with the same force, however large, so outliers matter less. At an error of "
            "exactly 0 the slope is taken as 0.",
        ),
        _loss(
            "huber",
            "Huber loss",
            "piecewise((p - t)^2/2, abs(p - t) <= 1, abs(p - t) - 1/2, abs(p - t) > 1)",
            "max(-1, min(1, p - t))",
            "A parabola for errors up to 1 and straight beyond: smooth at 0, and calm about outliers.",
        ),
        _loss(
            "logcosh",
            "log-cosh loss",
            "ln(cosh(p - t))",
            "tanh(p - t)",
            "Nearly a parabola for small errors and nearly straight for large ones.",
        ),
        _loss(
            "logistic",
            "cross-entropy",
            "-t*ln(p) - (1 - t)*ln(1 - p)",
            "(p - t)/(p*(1 - p))",
            "For a model that gives a probability p and targets that are 0 or 1: being sure of what is wrong costs most.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A model, its parameters, and the rows of the columns that it and its loss use."""

    model: Tree
    parameters: tuple[str, ...]
    target: str
    columns: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    loss: Loss


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
    values: list[float] = []
    for k, (cell, title) in enumerate(zip(cells, titles, strict=True)):
        value = _number(cell)
        if value is None:
            what = f"“{cell[:40]}” is not a number" if cell else "there is no number"
            raise StudentError(
                "not-a-number",
                f"line {number}, column {title} of {source}: {what}",
                line,
                _place(line, cells, k),
                "write a finite number, with a point for decimals",
            )
        values.append(value)
    return tuple(values)


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


def fitted(table: Sheet, model_text: str, start: dict[str, Tree], loss: str, target: str | None) -> Fit:
    """The model read with the names of the columns and of the parameters. Raises `StudentError` for names that are neither."""
    model = read(model_text, [*table.names, *start])
    used = [title for title in table.names if title in names(model)]
    wanted = _target(table, used, target, model_text)
    missing = [letter for letter in dict.fromkeys(names(model)) if letter not in start and letter not in table.names]
    if missing:
        raise StudentError(
            "missing-value",
            f"{missing[0]} is neither a column nor has it a start",
            model_text,
            (0, len(model_text)),
            "--start " + ",".join(f"{letter}=0" for letter in [*start, *missing]),
        )
    for letter in start:
        if letter in table.names or letter not in names(model):
            reason = f"{letter} is a column of the data" if letter in table.names else f"there is no {letter} in the model"
            raise StudentError(
                "unknown-node", reason, model_text, (0, len(model_text)), "--start gives the parameters of the model"
            )
    columns = (*(title for title in used if title != wanted), wanted)
    places = [table.names.index(title) for title in columns]
    rows = tuple(tuple(row[i] for i in places) for row in table.rows)
    chosen = LOSSES[loss]
    if loss == "logistic" and any(not 0 <= row[-1] <= 1 for row in rows):
        raise StudentError(
            "target", f"for the logistic loss the column {wanted} must hold numbers from 0 to 1", remedy="--loss mse"
        )
    return Fit(model, tuple(start), wanted, columns, rows, chosen)


def _target(table: Sheet, used: list[str], target: str | None, text: str) -> str:
    if target is not None:
        wanted = read_name(target)
        if wanted in table.names:
            return wanted
        raise StudentError(
            "unknown-node",
            f"there is no column {wanted}",
            target,
            (0, len(target)),
            "the columns are " + ", ".join(table.names),
        )
    others = [title for title in table.names if title not in used]
    if "y" in others or len(others) == 1:
        return "y" if "y" in others else others[0]
    raise StudentError(
        "which-target",
        "it is not clear which column the model should predict",
        text,
        (0, len(text)),
        f"--target {(others or list(table.names))[-1]}",
    )
