"""`calctutor hessian`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.gradient import ConstantsOption, PlaceOption, VariablesOption
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor hessian "x^2*y + sin(x*y)"'


def hessian(
    expression: Annotated[
        str | None,
        typer.Argument(help="A function of several variables, as you would write it, or LaTeX; `-` reads standard input."),
    ] = None,
    vars: VariablesOption = None,
    constants: ConstantsOption = None,
    at: PlaceOption = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Show the steps of this entry only: `--only x,y`; may be repeated.")
    ] = None,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 30,
) -> int:
    """Find the matrix of second partial derivatives, and at a point its eigenvalues and what they mean.

    \b
    calctutor hessian "x^2*y + sin(x*y)"
    calctutor hessian "x^2 + x*y + 2y^2" --at x=0,y=0
    calctutor hessian "tanh(a*x + b*y)^2" --vars a,b --only a,b
    calctutor hessian "x^2 + x*y + 2y^2" --at 0,0 --format json
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking import free_names
    from calctutor.engines.several_asking import listed, which_entries, which_place, which_variables
    from calctutor.narrate import hessian as told
    from calctutor.notation.reading import read

    here = screen.Screen(format, theme, width, no_color)
    text = typed(expression, "function to differentiate", EXAMPLE)
    chosen, fixed = listed(vars), listed(constants)
    tree = read(text, [*chosen, *fixed])
    variables = which_variables([tree], text, chosen, fixed)
    entries = which_entries(only or (), variables)
    place = which_place(at, variables, free_names(tree))
    job = Job("calctutor.engines.hessian:differentiate", tree, variables, place)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(tree, variables),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, steps.value, text, entries))
