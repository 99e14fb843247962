"""`calctutor descend`: parse, ask, show."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.files import read_text
from calctutor.cli.worker import Job
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.notation.tree import Tree

EXAMPLE = 'calctutor descend "x^2 + 4*y^2" --start x=2,y=1'
PATIENCE = 0.8
"""Seconds after which a walk that is not over shows how far it has come."""


class Method(StrEnum):
    gd = "gd"
    momentum = "momentum"
    nesterov = "nesterov"
    adam = "adam"
    newton = "newton"


class LossName(StrEnum):
    mse = "mse"
    mae = "mae"
    huber = "huber"
    logcosh = "logcosh"
    logistic = "logistic"


def descend(
    expression: Annotated[str | None, typer.Argument(help="The function to make small; `-` reads standard input.")] = None,
    start: Annotated[str | None, typer.Option("--start", "--from", help="Where the walk begins: `--start x=2,y=1`.")] = None,
    rate: Annotated[
        float | None, typer.Option("--rate", help="The learning rate η; by default 0.1 (momentum 0.02, newton 1).")
    ] = None,
    count: Annotated[int, typer.Option("--steps", min=1, max=100_000, help="The most steps that are taken.")] = 20,
    tolerance: Annotated[
        float, typer.Option("--tolerance", min=0.0, help="Stop when the gradient is shorter than this.")
    ] = 1e-8,
    method: Annotated[Method, typer.Option("--method", help="How to walk.")] = Method.gd,
    data: Annotated[
        str | None,
        typer.Option("--data", help="Fit a model to a CSV file (its first line names the columns); `-` reads standard input."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", help='The prediction, over columns and parameters: `--model "w*x + b"`.')
    ] = None,
    loss: Annotated[LossName, typer.Option("--loss", help="What an error costs.")] = LossName.mse,
    target: Annotated[
        str | None, typer.Option("--target", help="The column to predict; by default y, or the one that is not used.")
    ] = None,
    plot: Annotated[bool, typer.Option("--plot/--no-plot", help="Pictures of the walk.")] = True,
    detail: Annotated[
        screen.Detail, typer.Option("--detail", help="How much is told; `full` also works the gradient.")
    ] = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 60,
) -> int:
    """Walk downhill: the gradient worked once, every step in a table, and why it converges, zigzags or diverges.

    \b
    calctutor descend "x^2 + 4*y^2" --start x=2,y=1 --rate 0.1 --steps 10
    calctutor descend "x^4 - 3x^2 + x" --start x=2 --rate 0.02
    calctutor descend "(1-x)^2 + 100(y-x^2)^2" --start x=-1,y=1 --method newton
    calctutor descend --data examples/points.csv --model "w*x + b" --loss mse --start w=0,b=0 --rate 0.05
    """
    from calctutor.blocks import Page
    from calctutor.narrate import descent as told

    here = screen.Screen(format, theme, width, no_color)
    eta = _rate(rate, method)
    walk = {"method": method.value, "rate": eta, "steps": count, "tolerance": tolerance}
    if data is not None or model is not None:
        problem, begin, text, again = _fit(data, model, start, loss.value, target)
        title = told.heading(problem.model, begin, method.value, eta, problem.model, problem.loss.title)
    else:
        problem, begin, text, again = _formula(expression, start)
        title = told.heading(problem, begin, method.value, eta)
    job = Job("calctutor.cli.descend:worked", problem, begin, walk, plot and here.format is screen.Format.panels)
    solution, pictures = job.result(timeout, text)
    return here.solution(solution, lambda s: Page((title, *told.page(s, detail.value, again, pictures).blocks)))


def worked(problem: Any, start: dict[str, Tree], walk: dict[str, Any], drawn: bool) -> Any:
    """In the worker: the walk, with its progress on standard error when it takes long."""
    from calctutor.engines.descent import Asked, descend, fit
    from calctutor.notation.tree import Tree

    asked = Asked({letter: _as_float(value) for letter, value in start.items()}, **walk)
    progress = Progress() if sys.stderr.isatty() else None
    done = (descend if isinstance(problem, Tree) else fit)(problem, asked, drawn, progress)
    if progress is not None:
        progress.clear()
    return done


class Progress:
    """A bar on standard error, once it is clear that it takes a while."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.shown = False

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self.began > PATIENCE and now - self.last > 0.1:
            self.last, self.shown = now, True
            filled = 30 * done // of
            sys.stderr.write(f"\r  step {done} of {of}  [{'#' * filled}{'.' * (30 - filled)}]")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.shown:
            sys.stderr.write("\r" + " " * 70 + "\r")
            sys.stderr.flush()


def _as_float(tree: Tree) -> float:
    from calctutor.balls.values import evaluate

    return float(evaluate(tree, {}, 64).ball.mid())


def _rate(rate: float | None, method: Method) -> float:
    from calctutor.engines.descent_methods import RATES

    if rate is None:
        return RATES[method.value]
    if not 0 < rate < 1e12:
        raise StudentError(
            "rate", "the learning rate must be a positive number", f"--rate {rate:g}", (7, 7 + len(f"{rate:g}")), "--rate 0.1"
        )
    return rate


def _start(text: str | None, wanted: list[str], example: str) -> dict[str, Tree]:
    """The values of --start, which must be numbers. Raises `StudentError`."""
    from calctutor.notation.reading import read_values
    from calctutor.notation.tree import names

    if text is None:
        begin = ",".join(f"{letter}=1" for letter in wanted[:8])
        raise StudentError(
            "missing-value", "the walk needs a point to begin at", remedy=f"--start {begin}" if begin else example
        )
    values = read_values(text, wanted)
    for letter, value in values.items():
        if names(value):
            raise StudentError(
                "not-a-point", f"the start of {letter} must be a number", text, (0, len(text)), f"--start {letter}=1"
            )
    return values


def _formula(expression: str | None, start: str | None) -> tuple[Any, dict[str, Tree], str, str]:
    """The function, its start, what was typed, and the command without its rate."""
    from calctutor.engines.asking import free_names
    from calctutor.engines.assignments import words_in
    from calctutor.notation.reading import read

    text = typed(expression, "function to make small", EXAMPLE)
    tree = read(text, words_in(start))
    letters = free_names(tree)
    if not letters:
        raise StudentError("no-input", "there is no variable in this, so there is no way down", text, (0, len(text)), EXAMPLE)
    begin = _start(start, letters, EXAMPLE)
    unknown = [letter for letter in begin if letter not in letters]
    missing = [letter for letter in letters if letter not in begin]
    if unknown:
        raise StudentError(
            "unknown-node",
            f"there is no {unknown[0]} in the function",
            text,
            (0, len(text)),
            "--start " + ",".join(f"{x}=1" for x in letters),
        )
    if missing:
        raise StudentError(
            "missing-value",
            f"there is no start for {', '.join(missing)}",
            text,
            (0, len(text)),
            "--start " + ",".join(f"{x}=1" for x in letters),
        )
    return tree, begin, text, f'calctutor descend "{text}" --start {start}'


def _fit(
    data: str | None, model: str | None, start: str | None, loss: str, target: str | None
) -> tuple[Any, dict[str, Tree], str, str]:
    """The same for a model on data."""
    from calctutor.engines.fitting import fitted
    from calctutor.engines.sheets import LARGEST_FILE, sheet
    from calctutor.notation.reading import read_name

    if data is None or model is None:
        missing = "--data" if data is None else "--model"
        raise StudentError(
            "missing",
            f"a fit needs --data and --model; there is no {missing}",
            remedy='calctutor descend --data points.csv --model "w*x + b" --start w=0,b=0',
        )
    table = sheet(read_text(data, LARGEST_FILE), "standard input" if data == "-" else data)
    begin = _start(start, [], "--start w=0,b=0")
    begin = {read_name(letter): value for letter, value in begin.items()}
    problem = fitted(table, model, begin, loss, target)
    again = f'calctutor descend --data {data} --model "{model}" --start {start}' + ("" if loss == "mse" else f" --loss {loss}")
    return problem, begin, model, again
