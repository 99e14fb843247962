"""How is the walk downhill told? The first step as arithmetic, and a table of the places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from calctutor.blocks import Panel, Prose, Sentence, Table
from calctutor.narrate.decimals import factor, shown
from calctutor.narrate.descent_reasons import stopped
from calctutor.notation.tree import mark, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

if TYPE_CHECKING:
    from calctutor.engines.descent import Place


MOST_PLACES = 16


MOST_LETTERS = 8


def falling(solution: Solution) -> str:
    """What is made small: L for a loss, f for a formula, unless the problem has an f of its own."""
    if solution.about["problem"].kind == "data":
        return "L"
    return next(letter for letter in ("f", "F", "g", "G", "h") if letter not in solution.about["letters"])


def first_step(solution: Solution) -> Panel:
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
    says = FIRST_STEP[about["method"]].replace("{f}", falling(solution))
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


def walk(solution: Solution) -> Panel:
    walk, letters = solution.about["walk"], solution.about["letters"]
    places: Sequence[Place] = walk.places
    single = len(letters) == 1
    shown_places = list(places) if len(places) <= MOST_PLACES else [*places[: MOST_PLACES - 5], None, *places[-4:]]
    rows = tuple(_row(place, single) for place in shown_places)
    f = falling(solution)
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
