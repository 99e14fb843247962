"""What does the command line show, where, and how?

Results go to standard output, everything else to standard error. The format, theme and width come from options, then
from the environment (`NO_COLOR`, `TERM=dumb`, `COLUMNS`, `CALCTUTOR_THEME`), then from the terminal.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.errors import UNDECIDED, StudentError

if TYPE_CHECKING:
    from calctutor.blocks import Page
    from calctutor.steps import Solution


class Format(StrEnum):
    panels = "panels"
    plain = "plain"
    json = "json"


class Theme(StrEnum):
    dark = "dark"
    light = "light"


class Detail(StrEnum):
    brief = "brief"
    normal = "normal"
    full = "full"


FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]
DetailOption = Annotated[Detail, typer.Option("--steps", help="A line a step, a panel a step, or a panel for every constant.")]
ThemeOption = Annotated[Theme | None, typer.Option("--theme", help="Colours for a dark or a light background.")]
WidthOption = Annotated[
    int | None, typer.Option("--width", min=20, max=400, help="Columns to use; by default those of the terminal.")
]
ColourOption = Annotated[bool, typer.Option("--no-color", help="No colours; parts are underlined instead.")]
DataOption = Annotated[
    str | None, typer.Option("--data-dir", help="Where this is kept; also CALCTUTOR_DATA. By default your own folder.")
]
TimeOption = Annotated[float, typer.Option("--timeout", min=0.1, max=86400, help="Seconds that the computation may take.")]


@dataclass(frozen=True, slots=True)
class Screen:
    """How this run writes."""

    format: Format
    theme: Theme | None
    width: int | None
    no_color: bool

    def show(self, page: Page) -> None:
        from calctutor import render

        render.show(page, self.format.value, sys.stdout, self.columns, self._theme(), self._colour())
        sys.stdout.flush()
        if self.format is Format.panels and len(page.blocks) == 1:
            import calctutor.render.panels  # noqa: F401  (a heading: its panels will follow, and may be got ready meanwhile)

    def solution(self, solution: Solution, page: Callable[[Solution], Page]) -> int:
        """Show a solution and return the exit code. What does not hold is reported, and never shown as true."""
        if trouble := failure(solution):
            raise trouble
        if self.format is Format.json:
            from calctutor.render.json import solution_data

            self.data(solution_data(solution))
        else:
            self.show(page(solution))
        return 0 if solution.verified.verdict in ("proved", "agrees") else UNDECIDED

    def data(self, data: object) -> None:
        import json

        sys.stdout.write(json.dumps(data, ensure_ascii=True, indent=2) + "\n")

    @property
    def columns(self) -> int:
        """How wide the page may be."""
        return self.width or shutil.get_terminal_size((80, 24)).columns

    def _theme(self) -> str:
        return self.theme or os.environ.get("CALCTUTOR_THEME") or background()

    def _colour(self) -> bool:
        return not self.no_color and colour(sys.stdout.isatty())


def failure(solution: Solution) -> StudentError | None:
    """The report of a step or an answer that was proved not to hold: an error of this program."""
    from calctutor.notation.writing import text
    from calctutor.steps import every_step

    another = solution.about.get("another_way")
    steps = (*solution.steps, *(another.steps if another else ()))
    wrong = [step for step in every_step(steps) if step.holds == "fails"]
    if not wrong and solution.verified.verdict != "fails":
        return None
    where = f"the step “{wrong[0].title}” at {text(wrong[0].before)}" if wrong else "the answer"
    reason = f"{where} did not survive its check, so nothing is shown; this is an error in calctutor"
    return StudentError("does-not-hold", reason,
                        remedy="please report the problem that you typed", exit_code=UNDECIDED)  # fmt: skip


def colour(is_terminal: bool) -> bool:
    """May colours be used on such a stream? `FORCE_COLOR` counts as a terminal."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal or bool(os.environ.get("FORCE_COLOR"))


def background() -> str:
    """Many terminals say in COLORFGBG which of the sixteen colours is behind the text; 7 and 15 are the light ones."""
    return "light" if os.environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15") else "dark"


def show_problem(problem: StudentError, as_data: bool = False) -> None:
    """Say on standard error what went wrong: as a picture of the place, or as JSON for machines."""
    if as_data:
        import json

        from calctutor.render.json import problem_data

        sys.stderr.write(json.dumps(problem_data(problem), indent=2) + "\n")
        return
    from calctutor.render.problem import problem_text

    width = shutil.get_terminal_size((80, 24)).columns
    encoding = (getattr(sys.stderr, "encoding", None) or "ascii").lower()
    unicode = encoding.startswith("utf")
    sys.stderr.write(problem_text(problem, width, unicode, colour(sys.stderr.isatty())) + "\n")
