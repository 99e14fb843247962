"""`calctutor jacobian`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.gradient import ConstantsOption, PlaceOption, VariablesOption
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor jacobian "r*cos(t)" "r*sin(t)"'


def jacobian(
    expressions: Annotated[
        list[str] | None, typer.Argument(help="The functions, one argument each, or one vector `[f, g]`.")
    ] = None,
    vars: VariablesOption = None,
    constants: ConstantsOption = None,
    at: PlaceOption = None,
    determinant: Annotated[
        bool, typer.Option("--det", help="Insist on the determinant: an error where there is none.")
    ] = False,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Find the matrix of all partial derivatives of several functions, row by row, and its determinant where it is square.

    \b
    calctutor jacobian "r*cos(t)" "r*sin(t)"
    calctutor jacobian "x^2*y" "x + y^2" --at x=1,y=2
    calctutor jacobian "[u*v, u + v, u - v]" --format json
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking import free_names
    from calctutor.engines.several_asking import listed, which_place, which_variables
    from calctutor.narrate import jacobian as told
    from calctutor.notation.reading import read

    here = screen.Screen(format, theme, width, no_color)
    given = expressions or [typed(None, "function to differentiate", EXAMPLE)]
    chosen, fixed = listed(vars), listed(constants)
    read_in = [read(text, [*chosen, *fixed]) for text in given]
    trees = [f for tree in read_in for f in (tree.args if tree.head in ("list", "tuple") else (tree,))]
    quoted = " ".join(f'"{text}"' for text in given)
    variables = which_variables(trees, quoted, chosen, fixed)
    place = which_place(at, variables, [letter for f in trees for letter in free_names(f)])
    job = Job("calctutor.engines.jacobian:differentiate", trees, variables, place, determinant)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(trees, variables),)))
    return here.solution(job.result(timeout, quoted), lambda solution: told.page(solution, steps.value, quoted))
