"""Why did a walk converge, crawl, zigzag or run away, and which rate would be better?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.narrate.decimals import shown
from calctutor.notation.tree import name
from calctutor.notation.writing import text
from calctutor.steps import Solution

Told = list[tuple[str, str]]
"""Sentences with their tone."""


def stopped(solution: Solution, f: str) -> str:
    """Why the walk ended where it did."""
    walk, tolerance = solution.about["walk"], solution.about["tolerance"]
    end = walk.places[-1]
    if walk.stopped == "tolerance":
        if end.k == 0:
            return f"The gradient is 0 at the start, or shorter than the tolerance {tolerance:g}: there is no way down to take."
        return f"Stopped after {_steps(end.k)}: the gradient is shorter than the tolerance {tolerance:g}."
    where = _point(solution.about["letters"], walk.last) if walk.last is not None else ""
    return {
        "steps": f"Stopped after {_steps(end.k)}, as many as were allowed. The gradient is still {shown(end.norm, 3)} long.",
        "far": f"Stopped at step {end.k + 1}: the point has grown beyond all bounds.",
        "overflow": f"Stopped at step {end.k + 1}: {f} has become too large for a number (overflow){where}.",
        "no-value": f"Stopped at step {end.k + 1}: {f} or its gradient has no value{where}.",
        "singular": f"Stopped at step {end.k + 1}: the Hessian has no inverse there, so Newton's step does not exist.",
    }[walk.stopped]


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _point(letters: Sequence[str], point: Sequence[float]) -> str:
    listed = ", ".join(
        f"{text(name(letter))} = {shown(value, 4)}" for letter, value in list(zip(letters, point, strict=True))[:4]
    )
    return f" at {listed}"


def reasons(solution: Solution, f: str) -> Told:
    """The curvature at the minimum against the rate, and a better rate where there is one."""
    about = solution.about
    diagnosis, method = about["diagnosis"], about["method"]
    told: Told = _ran_away(solution, f)
    if diagnosis.highest is None or (diagnosis.limit is None and method in ("gd", "momentum", "nesterov")):
        return told + _without_minimum(solution, f)
    told += [(_curvature(solution, f), "why")]
    if diagnosis.at == "end":
        return [
            *told,
            (f"No minimum of {f} was found near the walk, so this says only how {f} curves where the walk ended.", "why"),
        ]
    if method == "gd":
        told += _gradient_descent(solution)
    elif diagnosis.limit is not None:
        told += _with_speed(solution)
    else:
        told += _others(solution, f)
    return told


def _ran_away(solution: Solution, f: str) -> Told:
    walk = solution.about["walk"]
    diverged = walk.stopped in ("far", "overflow") or not solution.about["diagnosis"].downhill
    if not diverged:
        return []
    return [(f"It diverged: {f} went from {shown(walk.places[0].f, 4)} to {shown(walk.places[-1].f, 4)}.", "warning")]


def _without_minimum(solution: Solution, f: str) -> Told:
    low, high = solution.about["diagnosis"].lowest, solution.about["diagnosis"].highest
    if solution.about["diagnosis"].at == "minimum" and high is not None and high < 1e-6:
        return [
            (
                f"The minimum is flat: {f} has no curvature there, so the slope fades before the walk arrives, and it crawls.",
                "why",
            )
        ]
    if low is not None and low < 0:
        return [
            (
                f"The Hessian at the end has a negative eigenvalue ({shown(low, 4)}): {f} curves downwards "
                f"there, and no minimum was found near it.",
                "why",
            )
        ]
    return [(f"No minimum of {f} with a curvature was found near the walk, so nothing can be said about the best rate.", "why")]


def _curvature(solution: Solution, f: str) -> str:
    d = solution.about["diagnosis"]
    where = "the minimum" + _point(solution.about["letters"], d.point) if d.at == "minimum" else "the end of the walk"
    if len(solution.about["letters"]) == 1:
        return f"The second derivative at {where} is {shown(d.highest, 4)}: so fast the slope changes there."
    ratio = (
        f" Their ratio is {shown(d.highest / d.lowest, 4)}: the larger it is, the longer and narrower the valley."
        if d.lowest and d.lowest > 1e-9 * d.highest
        else ""
    )
    return (
        f"The Hessian at {where} has its eigenvalues, the curvatures of {f}, between λmin = "
        f"{shown(d.lowest, 4)} and λmax = {shown(d.highest, 4)}.{ratio}"
    )


def _gradient_descent(solution: Solution) -> Told:
    d, rate = solution.about["diagnosis"], solution.about["rate"]
    single = len(solution.about["letters"]) == 1
    curvature = "the second derivative" if single else "λmax"
    told: Told = [
        (
            f"Near the minimum every step multiplies the error by 1 - η λ, so it shrinks only where η < "
            f"2/{'f″' if single else 'λmax'} = {shown(d.limit, 4)}.",
            "why",
        )
    ]
    worst = f"|1 - {rate:g} · {shown(d.highest, 4)}| = {shown(abs(1 - rate * d.highest), 4)}"
    if rate > d.limit:
        told.append(
            (
                f"η = {rate:g} is above that: along the steepest direction the error is multiplied by {worst} at "
                f"every step, so it grows.",
                "warning",
            )
        )
    elif rate > 0.999 * d.limit:
        told.append(
            (f"η = {rate:g} is exactly at that limit: the error changes sides for ever without shrinking ({worst}).", "warning")
        )
    elif rate * d.highest > 1:
        told.append(
            (
                f"η · {curvature} = {shown(rate * d.highest, 4)} is above 1, so the error there changes sides at "
                f"every step: the walk zigzags while it shrinks ({worst}).",
                "why",
            )
        )
    if rate * d.highest > 1 and d.factor is not None and 0.9 < d.factor < 1:
        told.append(
            (f"Along the valley it crawls: the slowest direction keeps {shown(d.factor, 4)} of its error at every step.", "why")
        )
    if d.factor is not None and d.factor < 1 and rate * d.highest <= 1:
        told.append(
            (
                f"η = {rate:g} is below it, and no step overshoots. The slowest direction keeps "
                f"{shown(d.factor, 4)} of its error at every step.",
                "why",
            )
        )
    return told + _suggestion(solution)


def _suggestion(solution: Solution) -> Told:
    d, rate = solution.about["diagnosis"], solution.about["rate"]
    if d.suggested is None or (rate < d.limit and 0.8 < d.suggested / rate < 1.25):
        return [("This rate is close to the best fixed one.", "note")] if d.suggested else []
    formula = "2/(λmin + λmax)" if abs(d.suggested * (d.lowest + d.highest) - 2) < 1e-9 else "1/λmax"
    formula = "1/f″" if len(solution.about["letters"]) == 1 else formula
    kept = abs(1 - d.suggested * d.lowest) if d.lowest else 1.0
    return [
        (
            f"A better rate: η = {formula} = {shown(d.suggested, 4)}, which near the minimum leaves "
            f"{shown(kept, 3)} of the error at every step.",
            "note",
        )
    ]


def _with_speed(solution: Solution) -> Told:
    d, rate = solution.about["diagnosis"], solution.about["rate"]
    formula = {"momentum": "2(1 + β)/λmax", "nesterov": "2(1 + β)/((1 + 2β) λmax)"}[solution.about["method"]]
    told: Told = [(f"With β = 0.9 this method settles only where η < {formula} = {shown(d.limit, 4)}.", "why")]
    if rate >= d.limit:
        told.append(
            (f"η = {rate:g} is not below that, so the walk does not settle. Try η = {shown(d.limit / 10, 2)}.", "warning")
        )
    elif d.zigzag > 0.1:
        told.append(
            ("Its speed carries it past the minimum, so it swings to and fro while it settles, like a ball in a bowl.", "why")
        )
    return told


def _others(solution: Solution, f: str) -> Told:
    if solution.about["method"] == "newton":
        return [
            (
                f"Newton's step divides the slope by the curvature, so no eigenvalue is too large or too small "
                f"for it: where {f} is a quadratic one full step (η = 1) arrives.",
                "why",
            )
        ]
    return [
        (
            "Adam divides by the size of recent gradients, so its steps are about η long and hardly depend on "
            "λmax; near the minimum a fixed η keeps it moving to and fro.",
            "why",
        )
    ]
