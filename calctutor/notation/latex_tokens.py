"""What are the pieces of a line of LaTeX?"""

from __future__ import annotations

from collections.abc import Collection

from calctutor.errors import StudentError
from calctutor.notation.tokens import Token


def is_latex(text: str) -> bool:
    """LaTeX is recognised by its backslashes."""
    return "\\" in text


def latex_tokens(text: str, names: Collection[str] = ()) -> list[Token]:
    """The tokens of a line of LaTeX, of the same kinds as those of the student's notation."""
    raise StudentError("latex", "not yet", text)
