"""What does `descend` put together? A gradient worked once, a walk downhill in ordinary arithmetic, and what can be said
of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calctutor.engines.descent_diagnosis import Diagnosis, diagnosed
from calctutor.engines.descent_methods import METHODS, Method, Point, Singular
from calctutor.engines.descent_pictures import Pictures, pictures
from calctutor.engines.descent_problems import DataLoss, Formula, Problem
from calctutor.engines.fitting import Fit
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, name
from calctutor.steps import Solution, Step, every_step

FAR = 1e100
"""A walk that gets so far, or so high, is not coming back."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Row k of the walk: where it is, f and the gradient there, and the step from here to the next place."""

    k: int
    point: list[float]
    f: float
    gradient: list[float]
    norm: float
    step: list[float] | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """`stopped`: `steps`, `tolerance`, `far` (it grew beyond all bounds), `no-value` (f has none there), `overflow` or
    `singular`;
    `last` is the point that could not be used.
    """

    places: list[Place]
    stopped: str
    last: list[float] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """How well the model fits: the loss, R² (None where it means nothing), and the largest error."""

    rows: int
    target: str
    loss: str
    final_loss: float
    r_squared: float | None
    largest_error: float


@dataclass(frozen=True, slots=True)
class Asked:
    """How to walk."""

    start: Mapping[str, float]
    method: str
    rate: float
    steps: int
    tolerance: float


def descend(f: Tree, asked: Asked, drawn: bool = True, progress: Progress | None = None) -> tuple[Solution, Pictures | None]:
    """The walk on a formula, and pictures of it if wanted."""
    return _descended(Formula(f, tuple(asked.start)), asked, drawn, progress)


def fit(data: Fit, asked: Asked, drawn: bool = True, progress: Progress | None = None) -> tuple[Solution, Pictures | None]:
    """The walk on the loss of a model on data, and how well the model fits in the end."""
    return _descended(DataLoss(data), asked, drawn, progress)


def _descended(problem: Problem, asked: Asked, drawn: bool, progress: Progress | None) -> tuple[Solution, Pictures | None]:
    path = walk(problem, asked, progress or _silent)
    diagnosis = diagnosed(problem, [p.point for p in path.places], asked.method, asked.rate)
    steps: tuple[Step, ...] = tuple(dict.fromkeys(step for worked in problem.steps for step in worked))
    question = Tree("tuple", tuple(Tree("D", (name("f"), name(letter)), "partial") for letter in problem.letters))
    about: dict[str, Any] = {
        "letters": list(problem.letters),
        "gradient": problem.gradient,
        "hessian": problem.second,
        "method": asked.method,
        "rate": asked.rate,
        "tolerance": asked.tolerance,
        "walk": path,
        "diagnosis": diagnosis,
        "problem": _about(problem),
        "report": _report(problem, path.places[-1]),
    }
    about["steps_of"] = [[_position(steps, step) for step in worked] for worked in problem.steps]
    solution = Solution(
        "descend",
        problem.f,
        question,
        steps,
        Tree("tuple", problem.gradient),
        problem.verified(),
        all(step.complete for step in every_step(steps)),
        about,
    )
    return solution, pictures(problem, path.places) if drawn else None


def _position(steps: tuple[Step, ...], step: Step) -> int:
    return steps.index(step)


def _silent(done: int, of: int) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True)
class About:
    """What the problem is: a formula, or a model with its loss."""

    kind: str
    model: Tree | None = None
    loss: str = ""
    loss_title: str = ""
    says: str = ""
    target: str = ""
    inner: tuple[Tree, ...] = ()
    outer: Tree | None = None
    row_loss: Tree | None = None


def _about(problem: Problem) -> About:
    if isinstance(problem, Formula):
        return About("formula")
    loss = problem.fit.loss
    return About(
        "data", problem.fit.model, loss.id, loss.title, loss.says, problem.fit.target, problem.inner, loss.slope, loss.formula
    )


def _report(problem: Problem, end: Place) -> Report | None:
    if isinstance(problem, Formula):
        return None
    targets = [row[-1] for row in problem.fit.rows]
    try:
        errors = [p - t for p, t in zip(problem.predictions(end.point), targets, strict=True)]
    except (ArithmeticError, ValueError):
        return None
    mean = sum(targets) / len(targets)
    spread = sum((t - mean) ** 2 for t in targets)
    explained = None if spread == 0 or problem.fit.loss.id == "logistic" else 1 - sum(e * e for e in errors) / spread
    return Report(len(targets), problem.fit.target, problem.fit.loss.id, end.f, explained, max(map(abs, errors)))


# The walk.


def walk(problem: Problem, asked: Asked, progress: Progress) -> Walk:
    """Step by step until the gradient is small, the steps are used up, or there is no number any more."""
    x = [float(value) for value in asked.start.values()]
    method: Method = METHODS[asked.method](asked.rate, problem.slopes, problem.hessian)
    places = [_start(problem, x)]
    for k in range(1, asked.steps + 1):
        here = places[-1]
        if here.norm <= asked.tolerance:
            return Walk(places, "tolerance")
        try:
            following = method.next_point(here.point, here.gradient)
        except Singular:
            return Walk(places, "singular")
        except (ArithmeticError, ValueError):
            return Walk(places, "overflow")
        places[-1] = _stepped(here, following)
        if not all(math.isfinite(value) and abs(value) < FAR for value in following):
            return Walk(places, "far", following if all(map(math.isfinite, following)) else None)
        place = _place(problem, k, following)
        if isinstance(place, str):
            return Walk(places, place, following)
        places.append(place)
        progress(k, asked.steps)
    return Walk(places, "tolerance" if places[-1].norm <= asked.tolerance else "steps")


def _start(problem: Problem, x: Point) -> Place:
    place = _place(problem, 0, x)
    if isinstance(place, str):
        where = ", ".join(f"{letter} = {value:g}" for letter, value in zip(problem.letters, x, strict=True))
        reason = (
            f"f or its gradient has no value at the start, {where}"
            if place == "no-value"
            else f"f is too large at the start, {where}"
        )
        raise StudentError(place, reason, remedy="choose another --start", exit_code=NO_METHOD)
    return place


def _place(problem: Problem, k: int, x: Point) -> Place | str:
    """The row for x, or the reason why there is none."""
    try:
        height, slopes = problem.value(x), problem.slopes(x)
        norm = math.hypot(*slopes)
    except OverflowError:
        return "overflow"
    except (ArithmeticError, ValueError):
        return "no-value"
    if not all(map(math.isfinite, (height, *slopes))):
        return "overflow"
    return Place(k, x, height, slopes, norm)


def _stepped(place: Place, following: Sequence[float]) -> Place:
    step = [b - a for a, b in zip(place.point, following, strict=True)]
    return Place(place.k, place.point, place.f, place.gradient, place.norm, step)


__all__ = ["Asked", "Diagnosis", "Place", "Report", "Walk", "descend", "fit"]
