"""`calctutor critical`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.gradient import ConstantsOption, VariablesOption
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor critical "x^3 + y^3 - 3x*y"'


def critical(
    expression: Annotated[
        str | None,
        typer.Argument(
            help="A function of one or several variables, as you would write it, or LaTeX; `-` reads standard input."
        ),
    ] = None,
    vars: VariablesOption = None,
    constants: ConstantsOption = None,
    subject_to: Annotated[
        list[str] | None,
        typer.Option("--subject-to", help="A constraint, as `x + y = 10`: Lagrange multipliers. May be repeated."),
    ] = None,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 30,
) -> int:
    """Find the points where the gradient is 0, and say of each whether it is a minimum, a maximum or a saddle point.

    \b
    calctutor critical "x^3 + y^3 - 3x*y"
    calctutor critical "x^4 + y^4"
    calctutor critical "x*y" --subject-to "x + y = 10"
    calctutor critical "x^2*y" --subject-to "x^2 + y^2 = 3" --format json
    """
    from calctutor.blocks import Page
    from calctutor.engines.several_asking import listed, which_constraint, which_variables
    from calctutor.narrate import critical as told
    from calctutor.narrate import lagrange
    from calctutor.notation.reading import read

    here = screen.Screen(format, theme, width, no_color)
    text = typed(expression, "function", EXAMPLE)
    chosen, fixed = listed(vars), listed(constants)
    tree = read(text, [*chosen, *fixed])
    equations = [which_constraint(read(given, [*chosen, *fixed]), given) for given in subject_to or ()]
    variables = which_variables([tree, *equations], text, chosen, fixed)
    job = (
        Job("calctutor.engines.several_lagrange:find", tree, variables, equations)
        if equations
        else Job("calctutor.engines.critical:find", tree, variables)
    )
    page = lagrange.page if equations else told.page
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(tree, equations),)))
    return here.solution(job.result(timeout, text), lambda solution: page(solution, steps.value, text))
