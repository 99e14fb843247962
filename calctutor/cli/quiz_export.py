"""`calctutor quiz export`: a quiz as Moodle XML, as Markdown, or as a page to be printed, with its key apart."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.narrate.quiz_sheet import Sheet

PATIENCE = 300.0
"""Seconds that working out the key may take."""


class Kind(StrEnum):
    moodle_xml = "moodle-xml"
    markdown = "markdown"
    html = "html"


def export(
    file: Annotated[str, typer.Argument(help="The quiz file.")],
    to: Annotated[Kind, typer.Option("--to", help="What it is written as.")] = Kind.markdown,
    seed: Annotated[str, typer.Option("--seed", help="Which of the quizzes that the file can give.")] = "0",
    key: Annotated[bool, typer.Option("--key", help="What is right, in place of the questions.")] = False,
) -> int:
    """Write a quiz for Moodle, as Markdown, or as a page to be printed. It goes to standard output.

    \b
    calctutor quiz export examples/week1.toml --to html --seed 3
    calctutor quiz export examples/week1.toml --to html --seed 3 --key
    calctutor quiz export examples/week1.toml --to moodle-xml
    """
    from calctutor.cli.worker import Job
    from calctutor.narrate.quiz_sheet import sheet
    from calctutor.quiz.drawing import draw
    from calctutor.quiz.files import read_quiz

    if key and to is Kind.moodle_xml:
        raise StudentError("no-key", "Moodle XML holds its key itself", remedy="--to html --key, or --to markdown --key")
    quiz = draw(read_quiz(file), seed)
    needed = key or to is Kind.moodle_xml
    nothing = (None,) * len(quiz.questions)
    answers = Job("calctutor.quiz.answers:answers", quiz.questions).result(PATIENCE) if needed else nothing
    sys.stdout.write(written(sheet(quiz, answers), to, key))
    return 0


def written(sheet: Sheet, to: Kind, key: bool) -> str:
    """The text of the file."""
    from calctutor.render import sheet_html, sheet_markdown, sheet_moodle

    writers = {
        (Kind.html, False): sheet_html.html, (Kind.html, True): sheet_html.html_key,
        (Kind.markdown, False): sheet_markdown.markdown, (Kind.markdown, True): sheet_markdown.markdown_key,
        (Kind.moodle_xml, False): sheet_moodle.moodle,
    }  # fmt: skip
    return writers[to, key](sheet)
