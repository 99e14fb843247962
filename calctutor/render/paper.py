"""What can the place that is written to show, and how is a sentence made fit for it?

Text that came from outside (names, what a person typed) passes through `clean`, so that no control character ever reaches a
terminal.
"""

from __future__ import annotations

import os
import unicodedata
from typing import IO, NamedTuple

from calctutor.notation.vocabulary import GREEK
from calctutor.notation.writing import ASCII, UNICODE, Style

WIDEST, NARROWEST = 110, 60
"""Panels stop growing at the one, and below the other there are none."""

_LETTERS = {greek: english for english, greek in GREEK.items()}
_SIGNS = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "…": "...", "×": "x", "·": "*", "÷": "/",
    "π": "pi", "Γ": "Gamma", "∞": "oo", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "→": "->", "⇒": "=>", "′": "'", "″": "''",
    "‴": "'''", "√": "sqrt", "∫": "int ", "∂": "d", "Σ": "sum", "✓": "OK", "✗": "X", "⚠": "!", "±": "+-", "ℯ": "e",
    "█": "#", "░": ".", "─": "-", "│": "|", "├": "+", "└": "+",
    "•": "*", "°": " deg", "∈": "in", "∇": "grad ", "Δ": "Delta", "\N{NO-BREAK SPACE}": " ", "½": "1/2",
    "←": "<-", "↓": "v", "↑": "^",
}  # fmt: skip
_RAISED = {**dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True)), "ˣ": "x", "ᵃ": "a", "ᵐ": "m", "ᵏ": "k"}


class Paper(NamedTuple):
    """`width` in columns; `colour` whether roles are told apart by colours or by underlines; `theme` names the colours."""

    width: int
    style: Style = UNICODE
    colour: bool = False
    theme: str = "dark"

    @property
    def drawing(self) -> Style:
        """The style of pictures on this paper: parts without colours are underlined."""
        return self.style._replace(underlines=not self.colour)

    def words(self, text: str) -> str:
        """`text` in characters that can be shown here."""
        text = clean(text)
        return text if self.style.unicode or text.isascii() else ascii_only(text)


def clean(text: str) -> str:
    """`text` with everything that is not a printable character replaced."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " if c in "\n\t\r" else "�" for c in text)


def ascii_only(text: str) -> str:
    """`text` in ASCII: x² becomes x^2, θ becomes theta, what has no likeness becomes a question mark."""
    out = ""
    raised = False
    for character in text:
        if character in _RAISED:
            out += _RAISED[character] if raised else "^" + _RAISED[character]
        else:
            out += _likeness(character)
        raised = character in _RAISED
    return out


def _likeness(character: str) -> str:
    known = _SIGNS.get(character) or _LETTERS.get(character)
    if character.isascii() or known:
        return known or character
    return "".join(c for c in unicodedata.normalize("NFKD", character) if c.isascii()) or "?"


_SAMPLE = "╭─┏━✓′²ⁿ₁ᵃ√⎛⌠⎧π→≤’"


def shows_unicode(stream: IO[str]) -> bool:
    """Can `stream` encode the signs that pages are drawn with?"""
    try:
        _SAMPLE.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def shows_colour(stream: IO[str]) -> bool:
    """Is it a terminal that wants colours? `NO_COLOR` and `TERM=dumb` say no."""
    dumb = os.environ.get("TERM") in ("dumb", "unknown") or bool(os.environ.get("NO_COLOR"))
    return not dumb and hasattr(stream, "isatty") and stream.isatty()


def paper_for(stream: IO[str], width: int | None, theme: str, colour: bool | None) -> Paper:
    """The paper that `stream` is; what is None is found out."""
    if width is None:
        import shutil

        width = shutil.get_terminal_size((80, 24)).columns
    coloured = shows_colour(stream) if colour is None else colour
    return Paper(width, UNICODE if shows_unicode(stream) else ASCII, coloured, theme)
