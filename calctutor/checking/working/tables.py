"""What does a table of iterates state? Each row gives the letters of one step their values, and perhaps that of f there.

k    x      f(x)
0    2      4
1    1.6    2.56
"""

from __future__ import annotations

import re

from calctutor.checking.working.words import SAID

PARTED = re.compile(r"\s*(?:\||&|\t|\s{2,})\s*")
"""What parts columns whose headings have several words."""
CELL = re.compile(r"\s*(?:\||&|\t|\s{2,}|\s)\s*")
RULER = re.compile(r"^[\s|:+&-]*-{2,}[\s|:+&-]*$|^\s*\\hline\s*$")
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e-?\d+)?")
COUNTER = re.compile(r"(?:k|n|i|#|it|iter|iteration|step)\.?", re.IGNORECASE)
LETTER = re.compile(r"([xyw])(?:_?\{?[kni]\}?)?")
VALUE = re.compile(r"f(?:\([^)]*\))?")
SLOPE = re.compile(r"f'(?:\([^)]*\))?")
LEAST_ROWS = 2


def spelled_out(lines: list[str]) -> list[str]:
    """The lines, with the rows of tables as statements (`x1 = 1.6; f(x1) = 2.56`) and their headings empty."""
    found = list(lines)
    for place, line in enumerate(lines):
        columns = _columns(line)
        rows = _rows(lines, place + 1, len(columns)) if columns else {}
        if not columns and _heads_numbers(lines, place):
            found[place] = ""
        if len(rows) >= LEAST_ROWS:
            found[place] = ""
            found[place + 1 : max(rows) + 1] = [""] * (max(rows) - place)
            for step, (number, cells) in enumerate(rows.items()):
                found[number] = _stated(columns, cells, step)
    return found


def _cells(line: str, parted: re.Pattern[str] = CELL) -> list[str]:
    bare = line.strip().strip("|").strip().removesuffix("\\\\").strip()
    return [cell for cell in parted.split(bare.replace("$", "")) if cell]


def _columns(line: str) -> list[str]:
    """The headings, if the line has nothing but the headings of such a table, a letter among them."""
    for cells in (list(map(_heading, _cells(line, PARTED))), _cells(line)):
        known = all(any(kind.fullmatch(cell) for kind in (COUNTER, LETTER, VALUE, SLOPE)) for cell in cells)
        if known and len(cells) > 1 and any(LETTER.fullmatch(cell) for cell in cells):
            return cells
    return []


def _heading(cell: str) -> str:
    """`step k` is k, `value of x` is x; words alone count the steps where one of them says so."""
    cell = re.split(r"\s*[=:]\s*", cell.strip())[0]
    words = cell.split()
    told = [word for word in words if word.lower().strip(".,") not in SAID]
    counts = any(COUNTER.fullmatch(word) for word in words)
    return told[0] if len(told) == 1 else "k" if counts and not told else cell


def _heads_numbers(lines: list[str], place: int) -> bool:
    """Is it the heading of a table that is not understood? Then it is no statement."""
    cells = _cells(lines[place], PARTED)
    width, words = len(cells), not all(NUMBER.fullmatch(cell) for cell in cells)
    return width > 1 and words and "=" not in lines[place] and len(_rows(lines, place + 1, width)) >= LEAST_ROWS


def _rows(lines: list[str], start: int, width: int) -> dict[int, list[str]]:
    """The rows of numbers below a heading, by their places."""
    rows: dict[int, list[str]] = {}
    for place in range(start, len(lines)):
        cells = _cells(lines[place])
        if len(cells) == width and all(NUMBER.fullmatch(cell) for cell in cells):
            rows[place] = cells
        elif not RULER.match(lines[place]):
            break
    return rows


def _stated(columns: list[str], cells: list[str], step: int) -> str:
    """`x1 = 1.6; f(x1) = 2.56`; the counter says which step it is."""
    for column, cell in zip(columns, cells, strict=True):
        if COUNTER.fullmatch(column) and cell.isdigit():
            step = int(cell)
    letters = [found[1] for column in columns if (found := LETTER.fullmatch(column))]
    place = ", ".join(f"{letter}{step}" for letter in letters)
    parts = []
    for column, cell in zip(columns, cells, strict=True):
        if found := LETTER.fullmatch(column):
            parts.append(f"{found[1]}{step} = {cell}")
        elif not COUNTER.fullmatch(column):
            parts.append(f"f{'′' if SLOPE.fullmatch(column) else ''}({place}) = {cell}".replace("′", "'"))
    return "; ".join(parts)
