"""`calctutor quiz import`: a quiz from GIFT or Moodle XML; what is not understood is listed on standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from calctutor.quiz.importing.foreign import Foreign

LARGEST = 5_000_000
"""Characters of a file."""


def take_over(
    file: Annotated[str, typer.Argument(help="A file of GIFT or of Moodle XML.")],
    title: Annotated[str | None, typer.Option("--title", help="Its title; by default the name of the file.")] = None,
) -> int:
    """Make a quiz of a file of Moodle: GIFT, or Moodle XML with its STACK questions as far as they are plain calculus.

    The quiz goes to standard output. What was not understood is listed on standard error, with its place.

    \b
    calctutor quiz import examples/moodle.gift
    """
    from calctutor.cli.files import read_text
    from calctutor.quiz.writing import quiz_text
    from calctutor.render.paper import clean

    foreign = read(read_text(file, LARGEST))
    for note in foreign.notes:
        sys.stderr.write(clean(f"{note.place}: {note.what}") + "\n")
    quiz = foreign.quiz(title or Path(file).stem)
    sys.stderr.write(f"{len(quiz.questions)} questions taken over, {len(foreign.notes)} notes\n")
    sys.stdout.write(quiz_text(quiz, f"taken over from {clean(Path(file).name)}"))
    return 0


def read(text: str) -> Foreign:
    """By what the file looks like."""
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        from calctutor.quiz.importing.moodle import read_moodle

        return read_moodle(text)
    from calctutor.quiz.importing.gift import read_gift

    return read_gift(text)
