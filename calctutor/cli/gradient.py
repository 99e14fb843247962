"""`calctutor gradient`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor gradient "x^2*y + sin(x*y)"'
VariablesOption = Annotated[
    str | None,
    typer.Option(
        "--vars", "--wrt", help="The variables, in this order: `--vars x,y`. By default every letter, alphabetically."
    ),
]
ConstantsOption = Annotated[str | None, typer.Option("--constants", help="Letters that are parameters: `--constants a,b`.")]
PlaceOption = Annotated[
    str | None, typer.Option("--at", help="A point: `--at x=1,y=2`, or `--at 1,2` in the order of the variables.")
]


def gradient(
    expression: Annotated[
        str | None,
        typer.Argument(help="A function of several variables, as you would write it, or LaTeX; `-` reads standard input."),
    ] = None,
    vars: VariablesOption = None,
    constants: ConstantsOption = None,
    at: PlaceOption = None,
    direction: Annotated[
        str | None, typer.Option("--direction", help="Also the derivative along this vector: `--direction 3,4`.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--form", help="A form of machine learning instead: least-squares, quadratic, logistic or softmax."),
    ] = None,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Find the gradient of a function of several variables, step by step.

    \b
    calctutor gradient "x^2*y + sin(x*y)"
    calctutor gradient "x^2 + 3y^2" --at x=1,y=2 --direction 3,4
    calctutor gradient "a*x^2 + b*y^2" --constants a,b
    calctutor gradient "(w*x + b - y)^2" --vars w,b --format json
    calctutor gradient --form least-squares
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking import free_names
    from calctutor.engines.several_asking import listed, which_direction, which_place, which_variables
    from calctutor.narrate import gradient as told
    from calctutor.notation.reading import read

    here = screen.Screen(format, theme, width, no_color)
    if form is not None:
        return _form(here, form, steps, timeout)
    text = typed(expression, "function to differentiate", EXAMPLE)
    chosen, fixed = listed(vars), listed(constants)
    tree = read(text, [*chosen, *fixed])
    variables = which_variables([tree], text, chosen, fixed)
    place = which_place(at, variables, free_names(tree))
    job = Job("calctutor.engines.gradient:differentiate", tree, variables, place, which_direction(direction, variables))
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(tree, variables),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, steps.value, text))


def _form(here: screen.Screen, form: str, steps: screen.Detail, timeout: float) -> int:
    """A gradient in matrix form."""
    from calctutor.blocks import Page
    from calctutor.engines.several_forms import NOT_COVERED, which_form
    from calctutor.narrate import matrix_forms as told

    chosen = which_form(form)
    job = Job("calctutor.engines.matrix_forms:differentiate", chosen.id)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(chosen.title, chosen.function),)))
    return here.solution(job.result(timeout, form), lambda solution: told.page(solution, steps.value, NOT_COVERED))
