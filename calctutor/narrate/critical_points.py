"""How is a critical point told: what the Hessian says there, or the curves through it?"""

from __future__ import annotations

from typing import Any

from calctutor.blocks import Body, Equation, Panel, Prose, Sentence
from calctutor.narrate.several import (
    at_the_point,
    listed,
    matrix,
    shown,
)
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

WHY = {
    "positive definite": (
        "The Hessian is positive definite: the function curves upward in every direction, so this is a local minimum."
    ),
    "negative definite": (
        "The Hessian is negative definite: the function curves downward in every direction, so this is a local maximum."
    ),
    "indefinite": (
        "The Hessian is indefinite: the function curves upward in one direction and downward in "
        "another, so this is a saddle point."
    ),
}


UNDECIDED = (
    "The Hessian has an eigenvalue 0, so the second-derivative test is undecided. We look along curves through the point."
)


NO_HESSIAN = (
    "A second derivative has no value here, so there is no second-derivative test. We look along curves through the point."
)


DEPENDS = "What this point is depends on the signs of these, and so on the constants."


def hessian_panel(solution: Solution) -> Panel:
    why = "Its entries are the second partial derivatives. At each point its signs tell what the point is."
    left = Tree("apply", tuple(map(name, solution.about["variables"])), "H")
    return Panel("The Hessian", (Equation(left, (matrix(solution.about["hessian"]),)), Prose((why,))))


def point_panel(point: Any, letter: str) -> Panel:
    """The Hessian at the point, the minors, and what follows."""
    here = tuple(point.point.values())
    body: list[Body] = [Equation(Tree("apply", here, "H"), (matrix(point.hessian),))] if point.hessian else []
    for minor in point.minors:
        rows = (minor.put_in, minor.value.exact) if minor.put_in is not None else (minor.value.exact,)
        body.append(shown(name(f"D_{minor.size}"), *rows))
    otherwise = NO_HESSIAN if not point.hessian else DEPENDS if point.definiteness == "unknown" else UNDECIDED
    body.append(Prose((WHY.get(point.definiteness, otherwise),)))
    if point.examined:
        body += _examined(point.examined, letter)
    body.append(Equation(at_the_point(letter, point.point), (point.value.exact,)))
    return Panel(f"({', '.join(map(text, here))}): {point.kind}", tuple(body))


def _examined(examined: Any, letter: str) -> list[Body]:
    words = {
        "up": "goes up on both sides",
        "down": "goes down on both sides",
        "through": "goes up on one side, down on the other",
        "flat": "is level",
    }
    body: list[Body] = []
    for curve in examined.curves:
        along = listed(curve.along)
        if curve.goes == "flat":
            body.append(Prose(("Along ", *along, " the function is level.")))
            continue
        body.append(
            Prose(
                (
                    "Along ",
                    *along,
                    ":  ",
                    name(letter),
                    " changes by ",
                    curve.first_term,
                    " and smaller terms, so it ",
                    words[curve.goes],
                    ".",
                )
            )
        )
    return [*body, Prose((examined.why,))]


def row(point: Any) -> tuple[Sentence, ...]:
    place = f"({', '.join(map(text, point.point.values()))})"
    value = text(point.value.exact)
    said = (
        f"{value} ≈ {point.value.decimal}"
        if point.value.decimal and point.value.decimal != value and not point.numeric
        else value
    )
    return (place,), (said,), (point.kind + (" (numeric)" if point.numeric else ""),)
