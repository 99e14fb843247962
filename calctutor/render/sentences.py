"""How does a sentence fill the rows it is given?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from calctutor.blocks import Sentence
from calctutor.notation.tree import Tree
from calctutor.notation.writing import Row, line
from calctutor.notation.writing.boxes import blank, joined, row_width
from calctutor.render.naming import elided
from calctutor.render.paper import Paper

LONGEST_MATHS = 120
"""Columns that an expression inside a sentence may take; what is longer is shown with its parts left out."""
UNBROKEN = 24
"""Maths of up to so many columns is not broken at the end of a row."""

_PIECES = re.compile(r"(\s+)")


def wrapped(sentence: Sentence, paper: Paper, width: int, role: str | None = None, hanging: int = 0) -> list[Row]:
    """`sentence` in rows of at most `width` columns; rows after the first are indented by `hanging`."""
    rows: list[list[Row]] = [[]]
    room = width
    gap: Row = ()
    for word in words(sentence, paper, role, width - hanging):
        size = row_width(word)
        if is_space(word):
            gap = word
        elif size + row_width(gap) <= room or not rows[-1]:
            rows[-1] += [gap if rows[-1] else (), word]
            room -= size + (row_width(gap) if len(rows[-1]) > 2 else 0)
            gap = ()
        else:
            rows.append([blank(hanging), word])
            room = width - hanging - size
            gap = ()
    return [joined(row) for row in rows]


def is_space(word: Row) -> bool:
    return all(text.isspace() for text, _ in word)


def words(sentence: Sentence, paper: Paper, role: str | None, width: int) -> Iterator[Row]:
    """Words and the spaces between them; a comma stays with the formula before it, and no word is wider than `width`."""
    word: list[Row] = []
    for text, own, is_word in pieces(sentence, paper, role):
        if is_word:
            word.append(((text, own),))
            continue
        yield from chopped(joined(word), width)
        word = []
        yield ((text, own),)
    yield from chopped(joined(word), width)


def pieces(sentence: Sentence, paper: Paper, role: str | None) -> Iterator[tuple[str, str | None, bool]]:
    """Texts with their roles, and whether each is (part of) a word or else a gap where a row may end."""
    for piece in sentence:
        spans = ((paper.words(piece), None),) if isinstance(piece, str) else maths(piece, paper)
        solid = isinstance(piece, Tree) and row_width(spans) <= UNBROKEN
        for text, own in spans:
            for part in [text] if solid else _PIECES.split(text):
                if part:
                    yield part, own or role, solid or not part.isspace()


def maths(tree: Tree, paper: Paper) -> Row:
    """An expression in a sentence: on one line, and never endless."""
    return line(elided(tree, LONGEST_MATHS), paper.style)


def chopped(word: Row, width: int) -> Iterator[Row]:
    """`word`, in pieces if it is wider than a row."""
    if not word:
        return
    if row_width(word) <= width:
        yield word
        return
    for text, role in word:
        for start in range(0, len(text), max(width, 1)):
            yield ((text[start : start + width], role),)
