"""How is a walk downhill told? The gradient, the method, the first step as arithmetic, the walk, and why it went as it did."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose, Sentence
from calctutor.engines.descent_methods import METHODS, TITLES
from calctutor.narrate.decimals import shown
from calctutor.narrate.descent_plots import plots
from calctutor.narrate.descent_reasons import reasons
from calctutor.narrate.descent_walk import MOST_LETTERS, falling, first_step, walk
from calctutor.narrate.passing import BRIEF, FULL, NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import verdict
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

if TYPE_CHECKING:
    from calctutor.engines.descent_pictures import Pictures


def heading(f: Tree, start: Mapping[str, Tree], method: str, rate: float, model: Tree | None = None, loss: str = "") -> Heading:
    """What is made small, from where, and how."""
    what: Sentence = ("Minimise  ", f) if model is None else (f"Minimise the {loss} of  ", model)
    where: list[str | Tree] = []
    for i, (letter, value) in enumerate(list(start.items())[:MOST_LETTERS]):
        where += [", " if i else "", name(letter), " = ", value if len(text(value)) < 24 else "…"]
    return Heading((*what, "  from ", *where, f"  by {TITLES[method]}, η = {rate:g}"))


def page(solution: Solution, detail: str = NORMAL, command: str = "", pictures: Pictures | None = None) -> Page:
    """All panels after the heading; `command` is what was typed without its rate, for the one that is offered next."""
    about = solution.about
    blocks: list[Block] = []
    if detail == FULL:
        blocks += [block for worked in about["steps_of"] for block in tell(tuple(solution.steps[i] for i in worked), NORMAL)]
    blocks += [_gradient(solution), _method(solution)]
    if len(about["walk"].places) > 1 and detail != BRIEF:
        blocks.append(first_step(solution))
    blocks += [walk(solution), _why(solution), *plots(solution, pictures), _reached(solution), _next(solution, command)]
    return Page(tuple(blocks))


def _partial(solution: Solution, letter: str) -> Tree:
    return Tree("D", (name(falling(solution)), name(letter)), "partial")


# The gradient.


def _gradient(solution: Solution) -> Panel:
    problem = solution.about["problem"]
    return _gradient_of_loss(solution) if problem.kind == "data" else _gradient_of_formula(solution)


SLOPE = (
    "The slope says how fast {f} rises with the letter. Where it is positive the way down is to smaller "
    "values, where it is negative to larger ones."
)


UPHILL = (
    "The gradient collects the slopes. It points the way in which {f} rises fastest, and its length says "
    "how fast; against it {f} falls fastest."
)


def _gradient_of_formula(solution: Solution) -> Panel:
    letters, slopes = solution.about["letters"], solution.about["gradient"]
    body: list[Body] = [
        Equation(_partial(solution, letter), (slope,))
        for letter, slope in list(zip(letters, slopes, strict=True))[:MOST_LETTERS]
    ]
    body.append(Prose((f"Each slope was worked once, by {_rules(solution)}; --detail full shows how.",), "note"))
    idea = UPHILL if len(letters) > 1 else SLOPE
    return Panel("The gradient", (*body, Prose((idea.replace("{f}", falling(solution)),))))


def _rules(solution: Solution) -> str:
    titles = list(dict.fromkeys(step.title.lower() for step in solution.steps if step.rule not in ("simplify", "rewrite")))
    return "the " + ", the ".join(titles[:3]) + (" and others" if len(titles) > 3 else "")


def _gradient_of_loss(solution: Solution) -> Panel:
    """The error travels back: through the loss, then through the model."""
    about, problem = solution.about, solution.about["problem"]
    walk = about["report"]
    rows = f" over {walk.rows} rows" if walk is not None else ""
    body: list[Body] = [
        Prose(
            (
                f"L is the {problem.loss_title}{rows}, the mean of ",
                problem.row_loss,
                " with the prediction p = ",
                problem.model,
                " and the target t = ",
                name(problem.target),
                ". ",
                problem.says,
            )
        ),
        Equation(Tree("D", (name("L"), name("p")), "partial"), (problem.outer,)),
    ]
    body += [
        Equation(Tree("D", (name("p"), name(letter)), "partial"), (slope,))
        for letter, slope in zip(about["letters"], problem.inner, strict=True)
    ]
    why = (
        "The chain rule carries the error back: for each row the slope of the loss by its prediction, times the "
        "slope of the prediction by the "
        "parameter. The gradient of L is the mean of these products over all rows."
    )
    return Panel("The loss and its gradient", (*body, Prose((why,)), Prose((UPHILL.replace("{f}", "L"),))))


def _method(solution: Solution) -> Panel:
    about = solution.about
    method = METHODS[about["method"]]
    f = falling(solution)
    lines = [Prose((line.replace("∇f", f"∇{f}"),)) for line in method.formulas]
    point = (
        f"Here θ is the point ({', '.join(text(name(letter)) for letter in about['letters'][:MOST_LETTERS])})"
        + (", …" if len(about["letters"]) > MOST_LETTERS else "")
        + f", and the learning rate is η = {about['rate']:g}."
    )
    return Panel(
        TITLES[about["method"]].capitalize(), (*lines, Prose((method.says.replace("{f}", f),)), Prose((point,), "note"))
    )


def _why(solution: Solution) -> Panel:
    told = reasons(solution, falling(solution))
    return Panel("Why it went so", tuple(Prose((said,), tone) for said, tone in told))


# The end.


def _reached(solution: Solution) -> Answer:
    about = solution.about
    end = (
        min(about["walk"].places, key=lambda place: place.f)
        if about["walk"].stopped in ("far", "overflow", "no-value")
        else about["walk"].places[-1]
    )
    f = falling(solution)
    body: list[Body] = [
        Prose((name(letter), f" = {shown(value, 6)}"))
        for letter, value in list(zip(about["letters"], end.point, strict=True))[:24]
    ]
    body.append(Prose((f"{f} = {shown(end.f, 6)}", f"   after {end.k} steps" if end.k != 1 else "   after 1 step")))
    if about["report"] is not None:
        body += _report(about["report"])
    said = f"gradient {verdict(solution.verified)}"
    title = "Reached" if about["walk"].stopped in ("steps", "tolerance", "singular") else "The lowest place on the way"
    return Answer(tuple(body), said, solution.verified.verdict in ("agrees", "proved"), title)


def _report(report: Any) -> list[Body]:
    explained, target = "", text(name(report.target))
    if report.r_squared is not None:
        means = (
            f"so much of the variance of {target} the model explains"
            if report.r_squared >= 0
            else f"worse than always predicting the mean of {target}"
        )
        explained = f"R² = {shown(report.r_squared, 5)}: {means}. "
    return [Prose((f"{explained}The largest error in {report.rows} rows is {shown(report.largest_error, 4)}.",))]


def _rounded_down(rate: float) -> float:
    """To three digits, and never above a limit that lies just beyond."""
    unit = 10.0 ** (math.floor(math.log10(rate)) - 2)
    return math.floor(rate / unit + 1e-9) * unit


def _next(solution: Solution, command: str) -> Next:
    about = solution.about
    diagnosis, rate = about["diagnosis"], about["rate"]
    better = diagnosis.suggested if about["method"] == "gd" and diagnosis.at == "minimum" else None
    if better is not None and (rate >= diagnosis.limit or not 0.8 < better / rate < 1.25):
        return Next((f"{command} --rate {_rounded_down(better):g}",))
    return Next((f"{command} --method {'newton' if about['method'] != 'newton' else 'gd'}",))
