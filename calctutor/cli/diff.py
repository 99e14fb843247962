"""`calctutor diff`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.worker import Job, Standby

EXAMPLE = 'calctutor diff "x^2 sin(3x)"'


def diff(
    expression: Annotated[
        str | None, typer.Argument(help="The function, as you would write it, or LaTeX; `-` reads standard input.")
    ] = None,
    wrt: Annotated[str | None, typer.Option("--wrt", help="Differentiate by this variable; the others are constants.")] = None,
    order: Annotated[int, typer.Option("--order", help="How often to differentiate.")] = 1,
    at: Annotated[
        str | None, typer.Option("--at", help="Also value, slope and tangent at this point: `--at x=1` or `--at 1`.")
    ] = None,
    first_principles: Annotated[
        bool, typer.Option("--first-principles", help="Work the limit of the difference quotient.")
    ] = False,
    another_way: Annotated[
        bool, typer.Option("--another-way", help="Also show a second derivation, where there is one.")
    ] = False,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Differentiate a function of one variable, step by step.

    \b
    calctutor diff "x**2*sin(x)"
    calctutor diff "x^2 sin(3x)" --at x=1
    calctutor diff "ln(x)/x" --order 2
    calctutor diff "x^2" --first-principles
    calctutor diff "sin(x)/x" --another-way
    calctutor diff "\\frac{x^2}{\\sin x}" --format json
    """
    from calctutor.engines.asking import which_derivative, which_point
    from calctutor.notation.reading import read, read_name

    here = screen.Screen(format, theme, width, no_color)
    text = typed(expression, "function to differentiate", EXAMPLE)
    named = [read_name(wrt)] if wrt else []
    tree = read(text, named)
    tree, x, times = which_derivative(tree, text, wrt, at)
    order *= times
    point = which_point(at, x)
    if first_principles or another_way:
        task = "first_principles" if first_principles else "another_way"
        job = Job(f"calctutor.engines.{task}:differentiate", tree, x, order, point)
        checker = None
    else:
        job = Job("calctutor.engines.derivative:solve", tree, x, order, point)
        checker = Standby("calctutor.verify:checked")  # loads the balls while the other loads sympy

    from calctutor.blocks import Page
    from calctutor.narrate import derivative  # loaded while the worker loads sympy

    if here.format is not screen.Format.json:
        here.show(Page((derivative.heading(tree, x, order),)))
    solution = job.result(timeout, text)
    if checker:
        checker.ask(solution)
        solution = checker.result(timeout, text)
    return here.solution(solution, lambda solution: derivative.page(solution, steps.value, text))
