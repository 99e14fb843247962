"""Which component of an answer is meant, where each is given under a name?

`x = 0.8, y = 0` is a point, `f_x = 2xy, f_y = x^2` a gradient, `f_xx = 2y, f_xy = 2x, f_yy = 0` a Hessian, in any order.
"""

from __future__ import annotations

import re

_PARTIAL = r"(?:∂|d|\\partial\s*)"
_LABELS = (
    re.compile(r"(?:[A-Za-z]\s*_)?\s*\{?\s*(?P<letters>[A-Za-z]\w*?)\s*\}?(?:\s*_?\s*\{?\s*(?:1|new|k\s*\+\s*1)\s*\}?|['′])?"),
    re.compile(rf"{_PARTIAL}\s*\w\s*/\s*{_PARTIAL}\s*(?P<letters>[A-Za-z]\w*)"),
    re.compile(rf"\\frac\s*\{{\s*{_PARTIAL}\s*\w\s*\}}\s*\{{\s*{_PARTIAL}\s*(?P<letters>[A-Za-z]\w*)\s*\}}"),
)
"""A letter, perhaps as an index or with a mark that it is new; a partial derivative in three ways of writing it."""

Named = dict[tuple[str, ...], str]


def named(parts: list[str], wrt: tuple[str, ...]) -> Named | None:
    """The components by the letters of their names; None where one has no name, or two the same."""
    found: Named = {}
    for part in parts:
        label, equals, value = part.partition("=")
        letters = _letters(label.strip(), wrt) if equals and "=" not in value else None
        if letters is None or letters in found:
            return None
        found[letters] = value
    return found


def _letters(label: str, wrt: tuple[str, ...]) -> tuple[str, ...] | None:
    for pattern in _LABELS:
        if match := pattern.fullmatch(label):
            letters = (match["letters"],) if match["letters"] in wrt else tuple(match["letters"])
            if set(letters) <= set(wrt):
                return letters
    return None


def arranged(parts: list[str], wrt: tuple[str, ...]) -> str | None:
    """A vector, or a matrix of second derivatives, in the order of the letters; None where the names do not say one."""
    found = named(parts, wrt)
    if found is None:
        return None
    if set(found) == {(x,) for x in wrt}:
        return f"({', '.join(found[x,] for x in wrt)})"
    rows = [[found.get((x, y)) or found.get((y, x)) for y in wrt] for x in wrt]
    if set(map(len, found)) != {2} or any(entry is None for row in rows for entry in row):
        return None
    return f"[{', '.join('[' + ', '.join(map(str, row)) + ']' for row in rows)}]"
