"""`calctutor chain`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor chain "sin(exp(x^2))"'


def chain(
    expression: Annotated[str | None, typer.Argument(help="The composition; `-` reads standard input.")] = None,
    wrt: Annotated[
        list[str] | None, typer.Option("--wrt", help="The innermost variable; with --with it may be repeated.")
    ] = None,
    inner: Annotated[
        list[str] | None,
        typer.Option("--with", "--let", help='What a variable stands for: `--with "x=cos(t)"`; repeatable.'),
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="Also numbers at this point: `--at x=0.5`.")] = None,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Unravel a composition layer by layer: the slope of each layer, and their product.

    \b
    calctutor chain "sin(exp(x^2))"
    calctutor chain "sin(exp(x^2))" --at x=0.5
    calctutor chain "(sigmoid(w*x + b) - y)^2" --wrt w
    calctutor chain "x^2*y" --with "x=cos(t)" --with "y=sin(t)"
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking import which_point, which_variable
    from calctutor.narrate import layers as told
    from calctutor.notation.reading import read, read_name

    here = screen.Screen(format, theme, width, no_color)
    text = typed(expression, "composition to unravel", EXAMPLE)
    if inner:
        return _several(here, text, inner, wrt or [], at, steps.value, timeout)
    named = [read_name(letter) for letter in wrt or ()][-1:]
    tree = read(text, named)
    x = named[0] if named else which_variable(tree, text, "chain")
    point = which_point(at, x)
    job = Job("calctutor.engines.layers:unravel", tree, x, point)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(tree, x, point),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, steps.value, text))


def _several(
    here: screen.Screen, text: str, inner: list[str], wrt: list[str], at: str | None, detail: str, timeout: float
) -> int:
    """The chain rule of several variables: `--with` says what the variables stand for."""
    from calctutor.blocks import Page
    from calctutor.engines.several_asking import which_inner, which_place
    from calctutor.narrate import several_chain as told

    tree, meanings, by = which_inner(text, inner, wrt)
    job = Job("calctutor.engines.several_chain:differentiate", tree, meanings, by, which_place(at, by))
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(tree, meanings, by),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, detail, text))
