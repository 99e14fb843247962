"""Which characters may a line have, and what is to be done about the others?"""

from __future__ import annotations

from calctutor.errors import StudentError

_INVISIBLE_SPACES = frozenset("\u200b\u2060\ufeff")
_SEPARATORS = frozenset("\x1c\x1d\x1e\x1f\x85")

STRANGE = {
    "\\": "a \\ starts a LaTeX command, as in \\sin(x)", "%": "write x/100 for a percentage", "&": "use the word `and`",
    "$": "leave the $ out", "@": "write a * b for a product", ":": "write a / b for a quotient", "#": "leave it out",
    "°": "write pi/180 for a degree: angles are in radians here", "±": "give the two cases one by one",
    "∇": 'a gradient is a command of its own: calctutor gradient "x^2*y"', "∂": "write d/dx (x^2), or ∂/∂x (x^2*y)",
    "‖": "write sqrt(x^2 + y^2) for the length of (x, y)", "∑": "give the terms one by one", "∏": "give the factors one by one",
    ".": "write 0.5 for a decimal number, or a * b for a product",
}  # fmt: skip
"""Characters that have no meaning -> what to do instead."""


def check_text(text: str, longest: int) -> str:
    """The text with plain spaces and letters in place of exotic ones, character for character.

    Raises `StudentError` for text that is too long or holds characters that no terminal should see.
    """
    if len(text) > longest:
        cut = "".join(map(_visible, text[:60])) + " ..."
        reason = f"this has {len(text):,} characters; at most {longest:,} are read"
        raise StudentError("too-long", reason, cut, (0, 60), "shorten it or name its parts")
    return text if text.isascii() and text.isprintable() else _cleaned(text)


def _cleaned(text: str) -> str:
    cleaned = "".join(map(_plain, text))
    if not cleaned.isprintable():
        at = next(at for at, character in enumerate(cleaned) if not character.isprintable())
        reason = f"there is an invisible character, U+{ord(text[at]):04X}"
        shown = "".join(map(_visible, cleaned))
        raise StudentError("control-character", reason, shown, (at, at + 1), "type it again without it")
    return cleaned


def _plain(character: str) -> str:
    """A space for every kind of space, `x` for `𝑥`, itself for anything else."""
    if (character.isspace() and character not in _SEPARATORS) or character in _INVISIBLE_SPACES:
        return " "
    if "\U0001d400" <= character <= "\U0001d7ff" or "\uff01" <= character <= "\uff5e":
        from unicodedata import normalize

        return normalize("NFKC", character)
    return character


def _visible(character: str) -> str:
    return character if character.isprintable() else " " if character.isspace() else "�"


def strange_character(text: str, at: int) -> StudentError:
    """The error about the first character from `at` on that is not a space."""
    at += len(text[at:]) - len(text[at:].lstrip())
    character = text[at]
    remedy = STRANGE.get(character, "use a Latin or a Greek letter" if character.isalpha() else "leave it out")
    if character == ":" and text.lstrip().startswith("lambda "):
        remedy = f"leave the lambda out: {text[at + 1 :].strip()}"
    return StudentError("strange-character", f"the character {character} has no meaning here", text, (at, at + 1), remedy)
