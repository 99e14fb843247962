"""How are the parts u, v and w told apart where there are no colours? By a row under them: `u~ ~~~v~~~`."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from calctutor.notation.writing.boxes import Picture, Row, cells, row_text, widened, written


def underlined(piece: Picture) -> Picture:
    """`piece` with one more row, the letters of its marked parts under them; they then need no colours any more."""
    roles = column_roles(piece.rows, piece.width)
    if not any(roles):
        return piece
    plain = tuple(((row_text(row), None),) if row else () for row in piece.rows)
    return Picture((*plain, widened(written(underline(roles)), piece.width)[0]), piece.base, piece.width)


def column_roles(rows: Sequence[Row], width: int) -> list[str | None]:
    """The role that is met in each column. Roles that start with a dot are no letters but colours of the page, and a letter
    that stands for itself, raised or not, needs no other one below it.
    """
    found: list[str | None] = [None] * width
    for row in rows:
        at = 0
        for text, role in row:
            size = cells(text)
            if role and role != normalize("NFKC", text.strip()) and not role.startswith("."):
                found[at : at + size] = [role] * size
            at += size
    return found


def underline(roles: Sequence[str | None]) -> str:
    """`~~~v~~~` under what is marked v."""
    out = ""
    while len(out) < len(roles):
        role = roles[len(out)]
        end = len(out)
        while end < len(roles) and roles[end] == role:
            end += 1
        out += " " * (end - len(out)) if role is None else label(role, end - len(out))
    return out.rstrip()


def label(role: str, width: int) -> str:
    """Tildes with the letter in their middle, or only tildes where it has no room."""
    if len(role) > width:
        return "~" * width
    before = (width - len(role)) // 2
    return "~" * before + role + "~" * (width - len(role) - before)
