"""`calctutor implicit`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor implicit "x^2 + x*y + y^2 = 7" --wrt x'


def implicit(
    equation: Annotated[str | None, typer.Argument(help="The equation of the curve; `-` reads standard input.")] = None,
    wrt: Annotated[str | None, typer.Option("--wrt", help="The variable to differentiate by; by default x.")] = None,
    of: Annotated[
        str | None, typer.Option("--of", help="The variable that depends on it; by default the other letter.")
    ] = None,
    order: Annotated[int, typer.Option("--order", min=1, max=2, help="2 for the second derivative along the curve.")] = 1,
    at: Annotated[str | None, typer.Option("--at", help="Slope and tangent at a point of the curve: `--at x=1,y=2`.")] = None,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Find dy/dx on a curve that is given by an equation, step by step.

    \b
    calctutor implicit "x^2 + y^2 = 25" --wrt x
    calctutor implicit "x^2 + x*y + y^2 = 7" --wrt x --at x=1,y=2
    calctutor implicit "x^2/4 + y^2/9 = 1" --wrt x --order 2
    calctutor implicit "sin(x*y) = x" --wrt x --format plain
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking import which_curve, which_point_on_curve
    from calctutor.narrate import implicit as told
    from calctutor.notation.reading import read, read_name

    here = screen.Screen(format, theme, width, no_color)
    text = typed(equation, "equation to differentiate", EXAMPLE)
    named = [read_name(letter) for letter in (wrt, of) if letter]
    tree, x, y = which_curve(read(text, named), text, read_name(wrt) if wrt else None, read_name(of) if of else None)
    point = which_point_on_curve(at, x, y)
    job = Job("calctutor.engines.implicit:differentiate", tree, x, y, point, order)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(tree, x, y, order),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, steps.value, text))
