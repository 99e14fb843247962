"""What does a text become when its letters have values, and how is it written again?"""

from __future__ import annotations

from collections.abc import Iterable

from calctutor.errors import StudentError
from calctutor.notation.filling import Values, filled, numeral, rational, tidied
from calctutor.notation.reading import read, read_values
from calctutor.notation.tree import Tree
from calctutor.notation.writing import ASCII, python, text


def words(letters: Iterable[str]) -> list[str]:
    """The names that have to be declared to be read whole."""
    return [letter for letter in letters if len(letter) > 1]


def put(typed: str, values: Values, names: tuple[str, ...] = ()) -> str:
    """`typed` with the values put in, in the student's notation; unchanged where there are none. Raises `StudentError`."""
    if not values:
        return typed
    letters = [*names, *words(values)]
    if "=" in typed and "==" not in typed and not any(sign in typed for sign in "<>!"):
        return ", ".join(f"{letter}={spelled(filled(tree, values))}" for letter, tree in _assignments(typed, letters))
    return spelled(filled(read(typed, letters), values))


def _assignments(typed: str, letters: list[str]) -> list[tuple[str, Tree]]:
    return list(read_values(typed, letters).items())


def spelled(tree: Tree) -> str:
    """The tree as it would be typed: as short as it can be, and such that it can be read."""
    short = text(tree, ASCII)
    try:
        read(short)
    except StudentError:
        return python(tree)
    return short


__all__ = ["Values", "filled", "numeral", "put", "rational", "spelled", "tidied", "words"]
