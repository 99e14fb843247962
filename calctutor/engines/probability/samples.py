"""Which sample is meant by `1, 2, 3`, or by the letters `x1..xn`?"""

from __future__ import annotations

from fractions import Fraction

from calctutor.errors import StudentError

REMEDY = "--data 1,2,3, a CSV file, or --data x1..xn"


def sample_numbers(data: str | None) -> tuple[Fraction, ...]:
    """The numbers of `1,2,3`; none for letters, as `x1..xn`. Raises `StudentError`."""
    if data is None or not data.strip():
        raise StudentError("missing", "there is no sample", remedy=REMEDY)
    if letters_only(data):
        return ()
    numbers = [_number(piece) for piece in data.replace(";", ",").split(",") if piece.strip()]
    if not numbers or None in numbers:
        raise StudentError("data", "not every value of the sample is a number", data, (0, len(data)), "--data 1,2,3")
    return tuple(value for value in numbers if value is not None)


def letters_only(data: str) -> bool:
    """Is it x1..xn?"""
    return ".." in data and data.replace(" ", "").startswith(("x1..", "x_1.."))


def is_file(data: str) -> bool:
    """Neither letters nor numbers: then it is the name of a file."""
    pieces = [piece for piece in data.replace(";", ",").split(",") if piece.strip()]
    return not letters_only(data) and len(pieces) == 1 and _number(pieces[0]) is None


def _number(piece: str) -> Fraction | None:
    try:
        return Fraction(piece.strip())
    except (ValueError, ZeroDivisionError):
        return None


__all__ = ["is_file", "letters_only", "sample_numbers"]
