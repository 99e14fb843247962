"""`calctutor partial`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor partial "x^2*y + sin(x*y)" --wrt x'


def partial(
    expression: Annotated[
        str | None,
        typer.Argument(help="A function of several variables, as you would write it, or LaTeX; `-` reads standard input."),
    ] = None,
    wrt: Annotated[
        list[str] | None,
        typer.Option("--wrt", help="The variable; several, as `x,y`, for higher and mixed orders: the first is taken first."),
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="Also the value at a point: `--at x=1,y=2`.")] = None,
    both_orders: Annotated[bool, typer.Option("--both-orders", help="Work the opposite order too, and compare.")] = False,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Differentiate by one variable while the others are held constant, step by step.

    \b
    calctutor partial "x^2*y + sin(x*y)" --wrt x
    calctutor partial "x^2*y + sin(x*y)" --wrt x,y --both-orders
    calctutor partial "x^2*y + sin(x*y)" --wrt y --at x=1,y=2
    calctutor partial "e^(a*x)*y" --wrt x --wrt x --format json
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking import free_names, unwrapped, which_variable
    from calctutor.engines.several_asking import listed, which_place
    from calctutor.narrate import partial as told
    from calctutor.notation.reading import read

    here = screen.Screen(format, theme, width, no_color)
    text = typed(expression, "function to differentiate", EXAMPLE)
    by = [letter for part in wrt or () for letter in listed(part)]
    tree = read(text, by)
    if not by:
        tree, by = unwrapped(tree)
    by = by or [which_variable(tree, text, "partial")]
    place = which_place(at, free_names(tree) or by)
    job = Job("calctutor.engines.partial:differentiate", tree, by, place, both_orders)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(tree, by),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, steps.value, text))
