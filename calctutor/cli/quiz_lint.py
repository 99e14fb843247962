"""`calctutor quiz lint`: read, draw, work, and say what is to be mended."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.cli import screen

if TYPE_CHECKING:
    from calctutor.quiz.findings import Report


def lint(
    file: Annotated[str, typer.Argument(help="The quiz file.")],
    seeds: Annotated[int, typer.Option("--seeds", min=1, max=10_000, help="How many quizzes to draw from it.")] = 20,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes; 0: one a core.")] = 0,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Is a quiz file ready for students? Runs its sample answers and works every question with many seeds.

    Ends with 0 when nothing must be mended, 1 for errors, 2 for a file that cannot be read.

    \b
    calctutor quiz lint examples/week1.toml --seeds 2
    calctutor quiz lint examples/integrals.toml --seeds 1 --format json
    """
    from calctutor.checking.crew import Crew
    from calctutor.cli.progress import bar
    from calctutor.quiz.files import read_text
    from calctutor.quiz.linting import lint as linted

    here = screen.Screen(format, theme, width, no_color)
    text = read_text(file)
    gc.enable()  # it is off while modules are loaded, and this may take a while
    crew = Crew(workers or os.cpu_count() or 1, timeout)
    try:
        with bar("checking") as watch:
            report = linted(text, crew, seeds, watch)
    finally:
        crew.shutdown(wait=False, cancel_futures=True)
    show(here, file, report)
    return report.exit_code


def show(here: screen.Screen, file: str, report: Report) -> None:
    if here.format is screen.Format.json:
        here.data({**report.data, "file": file, "exit_code": report.exit_code})
        return
    from calctutor.narrate.quiz_lint import page

    here.show(page(file, report))
