"""`calctutor integrate`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.definite import definite, ranges_of
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor integrate "x e^x"'


def integrate(
    expression: Annotated[
        str | None, typer.Argument(help="The integrand, as you would write it, or LaTeX; `-` reads standard input.")
    ] = None,
    wrt: Annotated[str | None, typer.Option("--wrt", help="Integrate by this variable; the others are constants.")] = None,
    below: Annotated[str | None, typer.Option("--from", help="The lower bound: a number, a letter, `-oo`.")] = None,
    above: Annotated[str | None, typer.Option("--to", help="The upper bound: a number, a letter, `oo`.")] = None,
    over: Annotated[
        list[str] | None,
        typer.Option("--over", help="A range, as `y=0..x`; repeat it for iterated integrals, the inner first."),
    ] = None,
    assume: Annotated[
        list[str] | None, typer.Option("--assume", help="What is known of letters: `k>0`, `0<k<1`, `a<b`, `n integer`.")
    ] = None,
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
    """Integrate a function of one variable, step by step.

    \b
    calctutor integrate "x*e^x"
    calctutor integrate "1/(x^2 + 3x + 2)"
    calctutor integrate "a*cos(x)^2" --wrt x
    calctutor integrate "x ln(x)" --another-way
    calctutor integrate "\\frac{1}{1+x^2}" --format json
    calctutor integrate "abs(sin(2x))" --from 0 --to 2pi
    calctutor integrate "e^(-k x)" --from 0 --to oo --assume k>0
    calctutor integrate "x y" --over y=0..x --over x=0..1
    """
    from calctutor.blocks import Page
    from calctutor.engines.asking import integrand
    from calctutor.narrate import integral
    from calctutor.notation.reading import read, read_name

    here = screen.Screen(format, theme, width, no_color)
    text = typed(expression, "function to integrate", EXAMPLE)
    named = read_name(wrt) if wrt else None
    typed_tree = read(text, [named] if named else [])
    if ranges := ranges_of(typed_tree, named, below, above, over or [], text, assume or []):
        return definite(here, ranges, assume or [], another_way, steps.value, text, timeout)
    tree, x = integrand(typed_tree, named, text)
    task = "integral_ways" if another_way else "integral"
    job = Job(f"calctutor.engines.{task}:integrate", tree, x)
    if here.format is not screen.Format.json:
        here.show(Page((integral.heading(tree, x),)))
    return here.solution(job.result(timeout, text), lambda solution: integral.page(solution, steps.value, text))
