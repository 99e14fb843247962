"""How are pieces of writing put together on paper?

A `Picture` is a rectangle of characters with a baseline; each row is a tuple of spans, a span a text and the role (`u`, `v`,
...) whose colour it carries. One line of text is a picture with one row. Nothing here knows what the characters mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Span = tuple[str, str | None]
Row = tuple[Span, ...]


class Picture(NamedTuple):
    """Rows of equal width, the index of the row that stands on the line, and the width in terminal cells."""

    rows: tuple[Row, ...]
    base: int
    width: int

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def below(self) -> int:
        """How many rows hang under the baseline."""
        return len(self.rows) - self.base - 1


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes: two for a wide character, none for a combining one."""
    if text.isascii() or not any(unicodedata.east_asian_width(c) in "WF" or unicodedata.combining(c) for c in text):
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def written(text: str, role: str | None = None) -> Picture:
    """One row of text."""
    return Picture((((text, role),) if text else (),), 0, cells(text))


EMPTY = written("")


def joined(rows: Iterable[Row]) -> Row:
    """One row after the other; neighbours of the same role become one span."""
    spans: list[Span] = []
    for row in rows:
        for text, role in row:
            if spans and spans[-1][1] == role:
                spans[-1] = (spans[-1][0] + text, role)
            elif text:
                spans.append((text, role))
    return tuple(spans)


def blank(width: int) -> Row:
    return ((" " * width, None),) if width > 0 else ()


def row_width(row: Row) -> int:
    return sum(cells(text) for text, _ in row)


def row_text(row: Row) -> str:
    return "".join(text for text, _ in row)


def coloured(role: str, picture: Picture) -> Picture:
    """`picture` in the colour of `role`, except where a part inside it has a colour of its own."""
    rows = tuple(joined(((text, own or role),) for text, own in row) for row in picture.rows)
    return Picture(rows, picture.base, picture.width)


def beside(*pictures: Picture) -> Picture:
    """Side by side, on one baseline."""
    if all(picture.height == 1 for picture in pictures):
        return Picture((joined(picture.rows[0] for picture in pictures),), 0, sum(p.width for p in pictures))
    above = max(picture.base for picture in pictures)
    below = max(picture.below for picture in pictures)
    columns = [raised_to(picture, above, below) for picture in pictures]
    rows = tuple(joined(column[i] for column in columns) for i in range(above + below + 1))
    return Picture(rows, above, sum(picture.width for picture in pictures))


def raised_to(picture: Picture, above: int, below: int) -> tuple[Row, ...]:
    """Its rows with blank ones added, so that `above` stand over the baseline and `below` under it."""
    empty = blank(picture.width)
    return (empty,) * (above - picture.base) + picture.rows + (empty,) * (below - picture.below)


def widened(picture: Picture, width: int, align: str = "left") -> tuple[Row, ...]:
    """Its rows, filled up with spaces to `width`; `align` is left, right or centre."""
    spare = width - picture.width
    before = {"left": 0, "right": spare, "centre": spare // 2}[align]
    return tuple(joined((blank(before), row, blank(spare - before))) for row in picture.rows)


def stacked(pictures: Sequence[Picture], base: int, align: str = "left") -> Picture:
    """On top of each other; the baseline is row number `base` of the whole."""
    width = max(picture.width for picture in pictures)
    rows = tuple(row for picture in pictures for row in widened(picture, width, align))
    return Picture(rows, base, width)


def column(characters: Sequence[str], base: int) -> Picture:
    """A tall sign, one character a row."""
    return Picture(tuple(((character, None),) for character in characters), base, 1)


def tall(signs: str, height: int) -> str:
    """A bracket of `height` rows from its `signs`: alone, top, middle, bottom, and the waist of a brace if it has one."""
    alone, top, middle, bottom, *waist = tuple(signs)
    if height == 1:
        return alone
    inner = [middle] * (height - 2)
    if waist and inner:
        inner[len(inner) // 2] = waist[0]
    return top + "".join(inner) + bottom


def fenced(picture: Picture, left: str, right: str) -> Picture:
    """Between brackets as tall as itself; `left` and `right` as `tall` takes them, or empty for none."""
    sides = [column(tall(signs, picture.height), picture.base) if signs else EMPTY for signs in (left, right)]
    return beside(sides[0], picture, sides[1])
