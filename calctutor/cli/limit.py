"""`calctutor limit`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor limit "sin(x)/x" --to x=0'


def limit(
    expression: Annotated[
        str | None, typer.Argument(help="The function, as you would write it, or LaTeX; `-` reads standard input.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="Where the variable goes: `--to x=0`, `--to x=oo`, `--to x=-oo`.")
    ] = None,
    side: Annotated[str | None, typer.Option("--side", help="From the right (`+`) or from the left (`-`) only.")] = None,
    assume: Annotated[list[str] | None, typer.Option("--assume", help="What is known of letters: `k>0`, `0<k<1`.")] = None,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Find where a function goes, step by step.

    \b
    calctutor limit "sin(x)/x" --to x=0
    calctutor limit "(3x^2 + 1)/(2x^2 - x)" --to x=oo
    calctutor limit "abs(x)/x" --to x=0 --side +
    calctutor limit "(sqrt(x + h) - sqrt(x))/h" --to h=0
    calctutor limit "(1 + 1/n)^n" --to n=oo --format json
    calctutor limit "e^(-k x)" --to x=oo --assume k>0
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking_where import which_assumptions, which_end, which_side
    from calctutor.narrate import limit as told
    from calctutor.notation.reading import read

    here = screen.Screen(format, theme, width, no_color)
    text = typed(expression, "function", EXAMPLE)
    f, x, a, typed_side = which_end(to, read(text), text)
    way = which_side(side) or typed_side
    assumed = which_assumptions(assume or [])
    job = Job("calctutor.engines.limit:find", f, x, a, way, assumed=assumed)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(f, x, a, way, assumed),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, steps.value, text))
