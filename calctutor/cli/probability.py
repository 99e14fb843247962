"""`calctutor probability`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.cli.worker import Job

EXAMPLE = 'calctutor probability "exponential(k)"'


def probability(
    density: Annotated[
        str | None,
        typer.Argument(
            help="A density, as `k*exp(-k*x)`, or a distribution, as `normal(mu, sigma)`; `-` reads standard input."
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="The support: `0..oo`.")] = None,
    assume: Annotated[
        list[str] | None, typer.Option("--assume", help="What is known of a letter: `k>0`, `a<b`, `0<p<1`; may be repeated.")
    ] = None,
    wrt: Annotated[str | None, typer.Option("--wrt", help="The letter of the value, where it is not x.")] = None,
    discrete: Annotated[
        bool, typer.Option("--discrete", help="The value is a whole number: sums instead of integrals.")
    ] = False,
    between: Annotated[str | None, typer.Option("--between", help="The probability of a range: `0..1`, `2..oo`.")] = None,
    expect: Annotated[list[str] | None, typer.Option("--expect", help="An expected value, as `x^2`; may be repeated.")] = None,
    cdf: Annotated[bool, typer.Option("--cdf", help="The distribution function.")] = False,
    mean: Annotated[bool, typer.Option("--mean", help="The mean (shown by default, with the variance).")] = False,
    variance: Annotated[bool, typer.Option("--variance", help="The variance.")] = False,
    median: Annotated[bool, typer.Option("--median", help="The value below which half of the probability lies.")] = False,
    quantile: Annotated[
        list[str] | None, typer.Option("--quantile", help="The value below which this share lies: `0.95`; may be repeated.")
    ] = None,
    mode: Annotated[bool, typer.Option("--mode", help="The value with the largest density.")] = False,
    mgf: Annotated[bool, typer.Option("--mgf", help="The moment generating function.")] = False,
    entropy: Annotated[bool, typer.Option("--entropy", help="The entropy, in natural units.")] = False,
    no_plot: Annotated[bool, typer.Option("--no-plot", help="No picture.")] = False,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 30,
) -> int:
    """Work out what follows from a probability density: mass, areas, expected values.

    \b
    calctutor probability "k*exp(-k*x)" --on 0..oo --assume "k>0"
    calctutor probability "normal(mu, sigma)" --mean
    calctutor probability "12*x^2*(1-x)" --on 0..1 --between 0..1/2
    """
    from calctutor.blocks import Page
    from calctutor.engines.probability_asking import Wanted, which_law, which_support
    from calctutor.narrate import probability as told
    from calctutor.notation.reading import read

    here = screen.Screen(format, theme, width, no_color)
    text = typed(density, "density", EXAMPLE)
    law = which_law(text, on, assume or (), wrt, discrete)
    parts = tuple(
        what
        for what, asked in (
            ("cdf", cdf),
            ("mean", mean),
            ("variance", variance),
            ("median", median),
            ("mode", mode),
            ("mgf", mgf),
            ("entropy", entropy),
        )
        if asked
    )
    names = [law.x] if len(law.x) > 1 else []
    expected = tuple(read(g, [*names, *(p for p in law.parameters if len(p) > 1)]) for g in expect or ())
    bounds = which_support(between) if between else None
    shares = tuple(read(share) for share in quantile or ())
    default = () if parts or expected or bounds or shares else ("cdf", "mean", "variance")
    wanted = Wanted(expected, bounds, shares, parts or default, not no_plot)
    job = Job("calctutor.engines.probability:find", law, wanted)
    if here.format is not screen.Format.json:
        here.show(Page((told.heading(law),)))
    return here.solution(job.result(timeout, text), lambda solution: told.page(solution, steps.value, _again(text, on, assume)))


def _again(text: str, on: str | None, assume: list[str] | None) -> str:
    """The same random variable, for the next command."""
    return " ".join([f'"{text}"', *([f'--on "{on}"'] if on else []), *(f'--assume "{given}"' for given in assume or ())])
