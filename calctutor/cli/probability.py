"""`calctutor probability`: parse, ask, show."""

from __future__ import annotations

from typing import Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.errors import StudentError

EXAMPLE = 'calctutor probability "exponential(k)"'
Texts = list[str] | None


def probability(
    density: Annotated[
        Texts,
        typer.Argument(
            help="A density, as `k*exp(-k*x)`, or a distribution, as `normal(mu, sigma)`; `-` reads standard input."
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The support: `0..oo`, `x=0..1`; of two letters `x=0..1,y=0..x`.")
    ] = None,
    assume: Annotated[
        Texts, typer.Option("--assume", help="What is known of a letter: `k>0`, `a<b`, `0<p<1`; repeat it.")
    ] = None,
    wrt: Annotated[str | None, typer.Option("--wrt", help="The letter of the value, where it is not x.")] = None,
    discrete: Annotated[
        bool, typer.Option("--discrete", help="The value is a whole number: sums in place of integrals.")
    ] = False,
    between: Annotated[str | None, typer.Option("--between", help="The probability of a range: `0..1`, `2..oo`.")] = None,
    expect: Annotated[Texts, typer.Option("--expect", help="The expected value of a function, as `x^2`; repeat it.")] = None,
    cdf: Annotated[bool, typer.Option("--cdf", help="The distribution function.")] = False,
    mean: Annotated[bool, typer.Option("--mean", help="The mean (with cdf and variance this is the default).")] = False,
    variance: Annotated[bool, typer.Option("--variance", help="The variance.")] = False,
    median: Annotated[bool, typer.Option("--median", help="The value below which half of the probability lies.")] = False,
    quantile: Annotated[
        Texts, typer.Option("--quantile", help="The value below which this share lies: `0.95`; repeat it.")
    ] = None,
    mode: Annotated[bool, typer.Option("--mode", help="The value with the largest density.")] = False,
    mgf: Annotated[bool, typer.Option("--mgf", help="The moment generating function.")] = False,
    entropy: Annotated[bool, typer.Option("--entropy", help="The entropy, in natural units.")] = False,
    joint: Annotated[bool, typer.Option("--joint", help="The density is one of two letters.")] = False,
    likelihood: Annotated[bool, typer.Option("--likelihood", help="Estimate every letter of the density from --data.")] = False,
    data: Annotated[
        str | None, typer.Option("--data", help="The sample: `1,2,3`, a CSV file, `-`, or letters: `x1..xn`.")
    ] = None,
    column: Annotated[str | None, typer.Option("--column", help="The column of a CSV file; by default its first.")] = None,
    kl: Annotated[
        bool, typer.Option("--kl", help="The Kullback-Leibler divergence of the second density from the first.")
    ] = False,
    cross_entropy: Annotated[bool, typer.Option("--cross-entropy", help="The cross-entropy of two densities.")] = False,
    transform: Annotated[str | None, typer.Option("--transform", help="The density of a function of X, as `x^2`.")] = None,
    reparameterize: Annotated[
        str | None,
        typer.Option("--reparameterize", help="For normal(m, s): E of this function, and its gradient, by x = m + s z."),
    ] = None,
    reward: Annotated[
        bool, typer.Option("--reward", help="Two functions of t, discount and reward: what is it worth over time?")
    ] = False,
    no_plot: Annotated[bool, typer.Option("--no-plot", help="No picture.")] = False,
    steps: screen.DetailOption = screen.Detail.normal,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 30,
) -> int:
    """Work out what follows from a probability density: mass, areas, expected values, estimates.

    \b
    calctutor probability "k*exp(-k*x)" --on 0..oo --assume "k>0"
    calctutor probability "normal(mu, sigma)" --mean --entropy
    calctutor probability "12*x^2*(1-x)" --on 0..1 --between 0..1/2
    calctutor probability "poisson(lambda)" --expect "k^2"
    calctutor probability --joint "x + y" --on "x=0..1,y=0..1"
    calctutor probability "exponential(k)" --likelihood --data 1,2,3
    calctutor probability --kl "normal(m1, s1)" "normal(m2, s2)"
    calctutor probability "normal(0, 1)" --transform "x^2"
    calctutor probability "normal(mu, sigma)" --reparameterize "x^2"
    calctutor probability --reward "exp(-k*t)" "1 - exp(-t)" --assume "k>0"

    \b
    Distributions: uniform(a, b), exponential(rate), normal(mean, deviation),
    gamma(shape, rate), beta(a, b), laplace(middle, scale), logistic(middle, scale),
    cauchy(middle, scale), weibull(shape, scale), pareto(least, shape),
    rayleigh(scale), student(degrees); bernoulli(p), binomial(n, p),
    poisson(mean), geometric(p).
    """
    from calctutor.blocks import Page
    from calctutor.cli.samples import sample_of
    from calctutor.cli.worker import Job
    from calctutor.engines.probability.requests import Given, requested
    from calctutor.narrate import probability as told
    from calctutor.narrate.probability_uses import heading_of

    here = screen.Screen(format, theme, width, no_color)
    texts = density if density and len(density) > 1 else [typed(density[0] if density else None, "density", EXAMPLE)]
    marked = {"cdf": cdf, "mean": mean, "variance": variance, "median": median, "mode": mode, "mgf": mgf, "entropy": entropy}
    parts = tuple(what for what, wanted in marked.items() if wanted)
    kinds = {"joint": joint, "likelihood": likelihood, "kl": kl, "cross_entropy": cross_entropy, "transform": transform,
             "reparameterize": reparameterize, "reward": reward}  # fmt: skip
    chosen = [kind for kind, wanted in kinds.items() if wanted]
    if len(chosen) > 1:
        raise StudentError("two-questions", f"--{chosen[0]} and --{chosen[1]} are two questions", remedy="ask one at a time")
    given = Given(texts, on, tuple(assume or ()), wrt, discrete, between, tuple(expect or ()), tuple(quantile or ()), parts,
                  sample_of(data, column), transform or reparameterize, not no_plot)  # fmt: skip
    asked = requested(chosen[0] if chosen else "density", given)
    job = Job(asked.work, *asked.args)
    if here.format is not screen.Format.json:
        here.show(Page((heading_of(asked.kind, asked.args),)))
    return here.solution(job.result(timeout, texts[0]), lambda solution: told.page(solution, steps.value, given.again()))
