"""How is a walk downhill told? The gradient, the method, the first step as arithmetic, the walk, and why it went as it did."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from calctutor.blocks import Answer, Block, Body, Curve, Equation, Heading, Next, Page, Panel, Plot, Prose, Sentence, Table
from calctutor.engines.descent_methods import METHODS, TITLES
from calctutor.narrate.decimals import factor, shown
from calctutor.narrate.descent_reasons import reasons, stopped
from calctutor.narrate.passing import BRIEF, FULL, NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import verdict
from calctutor.notation.tree import Tree, mark, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

if TYPE_CHECKING:
    from calctutor.engines.descent import Place
    from calctutor.engines.descent_pictures import Pair, Pictures

MOST_PLACES = 16
MOST_LETTERS = 8


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
        blocks.append(_first(solution))
    blocks += [_walk(solution), _why(solution), *_plots(solution, pictures), _reached(solution), _next(solution, command)]
    return Page(tuple(blocks))


def _letter(solution: Solution) -> str:
    """What is made small: L for a loss, f for a formula, unless the problem has an f of its own."""
    if solution.about["problem"].kind == "data":
        return "L"
    return next(letter for letter in ("f", "F", "g", "G", "h") if letter not in solution.about["letters"])


def _partial(solution: Solution, letter: str) -> Tree:
    return Tree("D", (name(_letter(solution)), name(letter)), "partial")


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
    return Panel("The gradient", (*body, Prose((idea.replace("{f}", _letter(solution)),))))


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
    f = _letter(solution)
    lines = [Prose((line.replace("∇f", f"∇{f}"),)) for line in method.formulas]
    point = (
        f"Here θ is the point ({', '.join(text(name(letter)) for letter in about['letters'][:MOST_LETTERS])})"
        + (", …" if len(about["letters"]) > MOST_LETTERS else "")
        + f", and the learning rate is η = {about['rate']:g}."
    )
    return Panel(
        TITLES[about["method"]].capitalize(), (*lines, Prose((method.says.replace("{f}", f),)), Prose((point,), "note"))
    )


# The walk.


def _first(solution: Solution) -> Panel:
    """The first step, letter by letter, as it is calculated by hand."""
    about = solution.about
    place, rate = about["walk"].places[0], about["rate"]
    assert place.step is not None
    rows: list[tuple[Sentence, ...]] = []
    for letter, x, slope, change in list(zip(about["letters"], place.point, place.gradient, place.step, strict=True))[
        :MOST_LETTERS
    ]:
        rows.append(
            (
                (mark(letter, name(letter)),),
                (shown(x),),
                (shown(slope),),
                (_arithmetic(about["method"], x, slope, change, rate),),
            )
        )
    says = FIRST_STEP[about["method"]].replace("{f}", _letter(solution))
    table = Table(("", "start", "slope", "new value"), tuple(rows), (False, True, True, False))
    return Panel("The first step", (table, Prose((says,))))


def _arithmetic(method: str, x: float, slope: float, change: float, rate: float) -> str:
    """`2 - 0.1 · 4 = 1.6`"""
    if method == "adam":
        used = f"{shown(rate)} · {factor(slope)}/(√{factor(slope)}² + 1e-8)"
    elif method == "newton":
        used = f"{shown(rate)} · {factor(-change / rate if rate else 0.0)}"
    else:
        used = f"{shown(rate)} · {factor(slope)}"
    return f"{shown(x)} - {used} = {shown(x + change)}"


FIRST_STEP = {
    "gd": "A slope says which way to move: where it is positive {f} rises with the letter, so the letter is made "
    "smaller, and the other way round.",
    "momentum": "At first there is no speed, so the first step is that of gradient descent; from then on v remembers.",
    "nesterov": "At first there is no speed, so the first step is that of gradient descent; from then on the "
    "gradient is taken ahead.",
    "adam": "In the first step m and s are corrected to the slope and its square, so every letter moves by about "
    "η, whatever its slope.",
    "newton": "The number after η is the entry of d, the solution of H d = gradient: the slope divided by how "
    "fast the slope changes.",
}


def _walk(solution: Solution) -> Panel:
    walk, letters = solution.about["walk"], solution.about["letters"]
    places: Sequence[Place] = walk.places
    single = len(letters) == 1
    shown_places = list(places) if len(places) <= MOST_PLACES else [*places[: MOST_PLACES - 5], None, *places[-4:]]
    rows = tuple(_row(place, single) for place in shown_places)
    f = _letter(solution)
    point = (
        text(name(letters[0]))
        if single
        else f"({', '.join(text(name(letter)) for letter in letters[:3])}{', …' if len(letters) > 3 else ''})"
    )
    headings = ("k", point, f, "slope", "step") if single else ("k", point, f, f"∇{f}", f"|∇{f}|", "|step|")
    numeric = (True,) * len(headings)
    return Panel("The walk", (Table(headings, rows, numeric), Prose((stopped(solution, f),))))


def _row(place: Place | None, single: bool) -> tuple[Sentence, ...]:
    if place is None:
        return tuple(("…",) for _ in range(5 if single else 6))
    step = "" if place.step is None else shown(place.step[0], 4) if single else shown(_length(place.step), 4)
    if single:
        return (str(place.k),), (shown(place.point[0], 6),), (shown(place.f),), (shown(place.gradient[0], 4),), (step,)
    return (
        (str(place.k),),
        (_tuple(place.point),),
        (shown(place.f),),
        (_tuple(place.gradient),),
        (shown(place.norm, 4),),
        (step,),
    )


def _tuple(values: Sequence[float]) -> str:
    return "(" + ", ".join(shown(value, 4) for value in values[:3]) + (", …)" if len(values) > 3 else ")")


def _length(values: Sequence[float]) -> float:
    return math.hypot(*values)


def _why(solution: Solution) -> Panel:
    told = reasons(solution, _letter(solution))
    return Panel("Why it went so", tuple(Prose((said,), tone) for said, tone in told))


# Pictures.


def _plots(solution: Solution, pictures: Pictures | None) -> list[Block]:
    if pictures is None:
        return []
    f = _letter(solution)
    plots = [_data(pictures), _landscape(pictures, f), _losses(pictures, f)]
    return [Panel(plot.title, (plot,)) for plot in plots if plot is not None]


def _curve(pairs: Sequence[Pair], label: str, style: str) -> Curve:
    return Curve(tuple(x for x, _ in pairs), tuple(y for _, y in pairs), label, style)


def _data(pictures: Pictures) -> Plot | None:
    if not pictures.data:
        return None
    said = f"Points are the data; the line is the model with the parameters that were reached ({len(pictures.data)} rows)."
    return Plot(
        "Data and model",
        (_curve(pictures.model, "model", "line"), _curve(pictures.data, "data", "points")),
        pictures.axes,
        (said,),
    )


def _landscape(pictures: Pictures, f: str) -> Plot | None:
    first, *others = (text(name(letter)) for letter in pictures.letters)
    if pictures.curve:
        said = f"The line is {f}; the dots are the walk, from {_pair(pictures.path[0])} to {_pair(pictures.path[-1])}."
        return Plot(
            "The walk on the curve",
            (_curve(pictures.curve, f, "line"), _curve(pictures.path, "walk", "points")),
            (first, f),
            (said,),
        )
    if not pictures.levels:
        return None
    said = (
        f"Along a dotted line {f} has one value; the walk crosses them from {_pair(pictures.path[0])} to "
        f"{_pair(pictures.path[-1])}."
    )
    levels = tuple(_curve(level, "", "level") for level in pictures.levels)
    return Plot("The walk across contour lines", (*levels, _curve(pictures.path, "walk", "path")), (first, others[0]), (said,))


def _pair(pair: Pair) -> str:
    return f"({shown(pair[0], 3)}, {shown(pair[1], 3)})"


def _losses(pictures: Pictures, f: str) -> Plot | None:
    losses = pictures.losses
    if len(losses) < 3:
        return None
    logarithmic = min(losses) > 0 and max(losses) / min(losses) > 50
    said = f"{f} against the step: from {shown(losses[0], 4)} to {shown(losses[-1], 4)}" + (
        ", on a logarithmic scale." if logarithmic else "."
    )
    pairs = [(float(k), value) for k, value in enumerate(losses)]
    return Plot(f"{f} at every step", (_curve(pairs, f, "line"),), ("step", f), (said,), logarithmic)


# The end.


def _reached(solution: Solution) -> Answer:
    about = solution.about
    end = (
        min(about["walk"].places, key=lambda place: place.f)
        if about["walk"].stopped in ("far", "overflow", "no-value")
        else about["walk"].places[-1]
    )
    f = _letter(solution)
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
