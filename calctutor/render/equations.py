"""How does an equation stand in the width it is given?

Aligned on its relation; what is too wide is broken at its terms, then at its factors, and then its parts are given names. What
is printed has a bounded number of rows; what was computed has not been touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calctutor.blocks import Equation
from calctutor.notation.tree import Tree, add, multiply, names, walk
from calctutor.notation.writing import Picture, Row, picture
from calctutor.notation.writing.boxes import beside, blank, cells, coloured, joined, row_width, written
from calctutor.notation.writing.letters import RELATIONS
from calctutor.notation.writing.precedence import Fold, bare, unsigned
from calctutor.notation.writing.underlines import underlined
from calctutor.render import naming
from calctutor.render.naming import Names
from calctutor.render.paper import Paper

MOST_ROWS = 24
"""Rows that the right sides of an equation may be spread over, together."""
MOST_NAMES, ROWS_OF_A_NAME = 6, 4
ONE_A_ROW, TALL = 8, 12
"""A sum of more terms, or of terms that take more rows, is not printed one term a row: several share one."""
NARROW = 24
"""An equation whose right side would have less room than this starts a new row after its left side."""


def equation(block: Equation, paper: Paper, width: int) -> list[Row]:
    """The rows of `left = right = right ...`, with the definitions of the names that had to be given, if any."""
    sides = (block.left, *block.rights)
    functions = [str(node.value) for node in walk(block.left) if node.head == "apply"]
    given = Names([*functions, *(used for tree in sides for used in names(tree))])
    sign = f" {RELATIONS.get(block.relation, block.relation) if paper.style.unicode else paper.words(block.relation)} "
    left = fitting(block.left, given, width, paper)
    lead = indent(left, block.rights, width - len(sign), paper)
    room = width - lead - len(sign)
    (left, *rights), meanings = given.lettered([left, *(fitting(right, given, room, paper) for right in block.rights)])
    pieces = pieces_of(left, width, paper, ROWS_OF_A_NAME)
    on_one_row = pieces[-1].width == lead
    for i, right in enumerate(rights):
        first, *others = pieces_of(right, room, paper, max(MOST_ROWS // len(rights), 4))
        start = pieces.pop() if on_one_row and not i else written(" " * lead)
        pieces += [beside(start, written(sign), first), *indented(others, lead + len(sign))]
    return set_apart([*pieces, *definitions(meanings, paper, width)], paper)


def indent(left: Tree, rights: Sequence[Tree], width: int, paper: Paper) -> int:
    """Where the relation stands: after the left side, or near the margin if only there the right sides have room to stay
    whole.
    """
    pieces = broken(left, width, paper) or []
    room = width - pieces[-1].width if len(pieces) == 1 else 0
    whole_beside, whole_below = (all(drawn(right, columns, paper) for right in rights) for columns in (room, width - 1))
    enough = whole_beside or (room >= NARROW and not whole_below)
    return pieces[-1].width if pieces and enough and room else 1


def indented(pieces: Sequence[Picture], columns: int) -> list[Picture]:
    return [beside(written(" " * columns), piece) for piece in pieces]


def fitting(tree: Tree, given: Names, width: int, paper: Paper) -> Tree:
    """`tree` if it can be printed in `width` columns, or else the same with names for some of its parts."""
    return tree if broken(tree, width, paper) else given.shortened(tree, max(width - 6, 10))


def set_apart(pieces: Sequence[Picture], paper: Paper) -> list[Row]:
    """Their rows, with a blank one where a denominator would touch a numerator."""
    rows: list[Row] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        shown = finished(piece, paper)
        was_underlined = before is not None and len(finished(before, paper)) > before.height
        crowded = before is not None and before.below > 0 and piece.base > 0 and not was_underlined
        rows += [()] * crowded + shown
    return rows


def finished(piece: Picture, paper: Paper) -> list[Row]:
    """The rows of `piece`, with the letters of its marked parts under them where there are no colours."""
    return list(piece.rows if paper.colour else underlined(piece).rows)


def definitions(meanings: Sequence[tuple[Tree, Tree]], paper: Paper, width: int) -> list[Picture]:
    """`where A = ...`, in the order in which a reader meets the names."""
    pieces: list[Picture] = []
    for count, (letter, part) in enumerate(meanings[:MOST_NAMES]):
        lead = beside(written("      " if count else "where ", ".note"), picture(letter, paper.drawing), written(" = "))
        first, *others = pieces_of(part, width - lead.width, paper, ROWS_OF_A_NAME)
        pieces += [beside(lead, first), *indented(others, lead.width)]
    left_out = len(meanings) - MOST_NAMES
    return pieces if left_out <= 0 else [*pieces, _note(f"      {more(left_out, 'part')}", paper)]


def pieces_of(tree: Tree, width: int, paper: Paper, most: int) -> list[Picture]:
    """`tree` in at most so many pictures, one under the other, none wider than `width`."""
    return broken(tree, width, paper, most) or [cropped(picture(tree, paper.drawing), width, paper)]


def drawn(tree: Tree, width: int, paper: Paper) -> Picture | None:
    """Its picture if it fits. What is far too wide is not drawn at all, which could take for ever."""
    if Fold[int](naming.width).of(tree) > 4 * width + 40:
        return None
    whole = picture(tree, paper.drawing)
    return whole if whole.width <= width else None


def broken(tree: Tree, width: int, paper: Paper, most: int = MOST_ROWS) -> list[Picture] | None:
    """`tree` whole if it fits, or else at its terms, or at its factors; None if that is not enough."""
    whole = drawn(tree, width, paper)
    if whole is not None:
        return [whole]
    if tree.head == "mark":
        inside = broken(tree.args[0], width, paper, most)
        return [coloured(tree.value, piece) for piece in inside] if inside else None
    if tree.head in ("+", "*"):
        return (_terms if tree.head == "+" else _factors)(tree, width, paper, most)
    return None


def _terms(tree: Tree, width: int, paper: Paper, most: int) -> list[Picture] | None:
    """One term a row with its sign before it, or several where there are many or tall ones."""
    single = _rows_of_terms([[term] for term in tree.args], width, paper, most) if len(tree.args) <= ONE_A_ROW else None
    if single and height(single) <= TALL:
        return single
    return _rows_of_terms(list(packed(tree.args, width - 2)), width, paper, most)


def _rows_of_terms(chunks: Sequence[list[Tree]], width: int, paper: Paper, most: int) -> list[Picture] | None:
    pieces: list[Picture] = []
    for count, chunk in enumerate(chunks):
        if height(pieces) >= most and len(chunks) > count + 1:
            return [*pieces, _note(more(sum(map(len, chunks[count:])), "term"), paper)]
        minus, first = unsigned(chunk[0])
        rows = broken(add(first, *chunk[1:]), width - 2, paper, most)
        if rows is None:
            return None
        sign = "- " if minus else "+ " if count else ""
        pieces += [beside(written(sign if not i else "  "), row) for i, row in enumerate(rows)]
    return pieces


def _factors(tree: Tree, width: int, paper: Paper, most: int) -> list[Picture] | None:
    dot = "· " if paper.style.unicode else "* "
    chunks = list(packed(tree.args, width - 2))
    pieces: list[Picture] = []
    for count, chunk in enumerate(chunks):
        if height(pieces) >= most and len(chunks) > count + 1:
            return [*pieces, _note(more(sum(map(len, chunks[count:])), "factor"), paper)]
        row = drawn(multiply(*chunk), width - 2, paper) if len(chunk) > 1 else _alone(chunk[0], width - 2, paper)
        if row is None:
            return None
        pieces.append(beside(written(dot if count else ""), row))
    return pieces


def height(pieces: Sequence[Picture]) -> int:
    return sum(piece.height for piece in pieces)


def _alone(factor: Tree, width: int, paper: Paper) -> Picture | None:
    """A factor in a row of its own, still in the parentheses that it needs as a factor."""
    if bare(factor).head not in ("+", "neg"):
        return drawn(factor, width, paper)
    inside = drawn(factor, width - 2, paper)
    return beside(written("("), inside, written(")")) if inside and inside.height == 1 else inside


def packed(parts: Sequence[Tree], width: int) -> Iterator[list[Tree]]:
    """`parts` in groups that fit in `width` columns, in order."""
    measure = Fold[int](naming.width)
    group: list[Tree] = []
    room = width
    for part in parts:
        size = measure.of(part) + 3
        if group and size > room:
            yield group
            group, room = [], width
        group.append(part)
        room -= size
    yield group


def more(count: int, what: str) -> str:
    return f"… ({count} more {what}{'s' if count > 1 else ''})"


def _note(text: str, paper: Paper) -> Picture:
    return written(paper.words(text), ".note")


def cropped(whole: Picture, width: int, paper: Paper) -> Picture:
    """The last resort: a picture cut off at `width`, with three dots to say so."""
    if whole.width <= width:
        return whole
    dots = paper.words("…")
    rows = tuple(crop(row, width - len(dots)) for row in whole.rows)
    cut = Picture(
        tuple(joined((row, blank(width - len(dots) - row_width(row)))) for row in rows), whole.base, width - len(dots)
    )
    return beside(cut, written(dots))


def crop(row: Row, width: int) -> Row:
    """The first `width` columns of `row`."""
    kept: list[tuple[str, str | None]] = []
    for text, role in row:
        while cells(text) > width:
            text = text[:-1] if cells(text) - width < 8 else text[:width]
        kept.append((text, role))
        width -= cells(text)
    return tuple(kept)
