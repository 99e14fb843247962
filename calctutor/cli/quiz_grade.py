"""`calctutor quiz grade`: read everything, judge every answer once, report."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.cli import screen
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.quiz.marks import Class

REPORTS = ("text", "markdown", "json", "csv", "junit")


def grade(
    file: Annotated[str, typer.Argument(help="The quiz file.")],
    answers: Annotated[list[str], typer.Argument(help="Files of answers: .toml, .json or .csv, one a student or one a class.")],
    seed: Annotated[
        str | None, typer.Option("--seed", help="The seed of everybody; by default what each file says, and else 0.")
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            "--report", help="Also write `text`, `markdown`, `json`, `csv` or `junit`, as `csv=grades.csv`; repeatable."
        ),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes; 0: one a core.")] = 0,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Grade what was handed in. Ends with 0 when everybody reaches the pass mark, 1 when not, 2 when a file cannot be read.

    \b
    calctutor quiz grade examples/week1.toml examples/week1-ada.toml
    calctutor quiz grade examples/week1.toml examples/week1-class.csv --format plain
    """
    from calctutor.checking.crew import Crew
    from calctutor.cli.progress import bar
    from calctutor.quiz.files import read_quiz
    from calctutor.quiz.grading import grade as graded_class
    from calctutor.quiz.submissions import submissions

    here = screen.Screen(format, theme, width, no_color)
    wanted = [which_report(text) for text in report or ()]
    quiz = read_quiz(file)
    handed, remarks = submissions(answers, [question.id for question in quiz.questions])
    if seed is not None and (other := next((one for one in handed if one.seed not in ("", seed)), None)):
        raise StudentError("seed", f"{other.student} took the quiz with the seed {other.seed}, not {seed}",
                           remedy="leave --seed out to grade each with the seed in the file")  # fmt: skip
    gc.enable()  # it is off while modules are loaded, and this may take a while
    crew = Crew(workers or os.cpu_count() or 1, timeout)
    try:
        with bar("judging") as watch:
            graded = graded_class(quiz, handed, seed or "0", crew, timeout, watch)
    finally:
        crew.shutdown(wait=False, cancel_futures=True)
    for kind, path in wanted:
        written(kind, path, graded, tuple(remarks))
    show(here, graded, tuple(remarks))
    return 0 if graded.passed else 1


def which_report(text: str) -> tuple[str, Path]:
    """Kind and file of `csv=grades.csv`."""
    kind, sign, path = text.partition("=")
    if not sign or not path or kind not in REPORTS:
        remedy = f"--report csv=grades.csv; the kinds are {', '.join(REPORTS)}"
        raise StudentError("report", f"a report is a kind and a file, not {text}", remedy=remedy)
    return kind, Path(path)


def written(kind: str, path: Path, graded: Class, remarks: tuple[str, ...]) -> None:
    from calctutor.narrate import quiz_grades
    from calctutor.quiz.keeping import write_safely
    from calctutor.quiz.reports import WRITERS

    if kind in WRITERS:
        write_safely(path, WRITERS[kind](graded))
    elif kind == "markdown":
        write_safely(path, quiz_grades.markdown(graded, remarks))
    else:
        from calctutor.render import plain_text
        from calctutor.render.paper import Paper

        write_safely(path, plain_text(quiz_grades.page(graded, remarks), Paper(100)))


def show(here: screen.Screen, graded: Class, remarks: tuple[str, ...]) -> None:
    if here.format is screen.Format.json:
        from calctutor.quiz.reports import data

        here.data({**data(graded), "remarks": list(remarks)})
        return
    from calctutor.narrate.quiz_grades import page

    here.show(page(graded, remarks))
