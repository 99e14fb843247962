"""How is a gradient told?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calctutor.blocks import Block, Body, Equation, Heading, Next, Page, Panel, Prose
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.several import (
    approximately,
    approximately_each,
    at_the_point,
    constants_said,
    curly,
    function_letter,
    held,
    of_variables,
    point_title,
    preparation,
    quoted,
    section,
    shown,
    vector,
)
from calctutor.narrate.steps import Telling
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, call, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

UPHILL = (
    "The gradient points uphill, the way in which the function grows fastest; a step of "
    "gradient descent therefore subtracts it."
)


def heading(f: Tree, variables: Sequence[str]) -> Heading:
    """What was read, and in which variables the gradient will be taken."""
    by: list[str | Tree] = []
    for i, x in enumerate(variables):
        by += [", " if i else "  in the variables " if len(variables) > 1 else "  in the variable ", name(x)]
    return Heading(("Gradient of  ", f, *by))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """A section for every partial derivative, the gradient, and what it says at a point and along a direction."""
    about, letter = solution.about, function_letter(solution)
    telling = Telling(detail)
    blocks: list[Block] = constants_said(solution)
    blocks += first_partials(telling, solution, about["partials"], letter)
    blocks.append(
        answer(
            Tree("apply", tuple(map(name, about["variables"])), f"∇{letter}"),
            solution.answer,
            solution.verified,
            solution.complete,
        )
    )
    if "at" in about:
        blocks.append(at_panel(about["at"], letter))
    if "direction" in about:
        blocks.append(_direction(solution, letter))
    if "at" in about:
        blocks.append(tangent_panel(about["at"], letter))
    blocks.append(_next(solution, typed))
    return Page(tuple(blocks))


def first_partials(telling: Telling, solution: Solution, entries: Sequence[Any], letter: str) -> list[Block]:
    """The panels of the first partial derivatives, each under a line that says what is held."""
    blocks = preparation(telling, solution, [entry.span for entry in entries]) if solution.command == "gradient" else []
    for entry in entries:
        others = [x for x in (*solution.about["variables"], *solution.about["constants"]) if x not in entry.wrt]
        said = (
            f":  {held(others)}" if others and len(others) <= 4 else ":  every other letter is held constant" if others else ""
        )
        blocks += section(telling, solution, Heading((curly(letter, *entry.wrt), said)), entry.span)
    return blocks


def at_panel(at: Any, letter: str) -> Panel:
    """Value, gradient, its length, and which way is up."""
    gradient, here = f"∇{letter}", at_the_point(letter, at.point)
    body: list[Body] = [shown(here, at.value_put_in, at.value.exact), *approximately(at.value.decimal)]
    left = at_the_point(gradient, at.point)
    body += [shown(left, vector(at.put_in), vector(at.gradient)), *approximately_each(at.gradient, at.decimals)]
    if at.steepest is None:
        body.append(Prose(("The gradient is 0: this is a critical point, flat in every direction.",)))
    else:
        body += [shown(call("abs", name(gradient)), at.length_put_in, at.length.exact), *approximately(at.length.decimal)]
        body += [Prose(("Steepest ascent is along the gradient, in the direction of the unit vector",)), _unit(at, gradient)]
        body += [*approximately_each(at.steepest, at.steepest_decimals), Prose((UPHILL,)), *signs_said(at, letter)]
    return Panel(point_title(at.point), tuple(body))


def _unit(at: Any, gradient: str) -> Equation:
    left = Tree("/", (name(gradient), call("abs", name(gradient))))
    return Equation(left, (vector(at.steepest),))


def signs_said(at: Any, letter: str) -> list[Body]:
    """What the signs mean: a negative derivative says that increasing the variable lowers the function."""
    said: list[str | Tree] = []
    for x, sign in list(zip(at.point, at.signs, strict=False))[:3]:
        if sign:
            word, does = ("positive", "raises") if sign > 0 else ("negative", "lowers")
            said += [
                " " if said else "",
                curly(letter, x),
                f" is {word} here: increasing ",
                name(x),
                f" {does} ",
                name(letter),
                ".",
            ]
    return [Prose(tuple(said))] if said else []


def tangent_panel(at: Any, letter: str) -> Panel:
    """The best linear approximation near the point."""
    variables = list(at.point)[: len(at.gradient)]
    title = {1: "Tangent line", 2: "Tangent plane"}.get(len(variables), "Linear approximation")
    used = {letter, *variables}
    left = name(next(z for z in ("z", "y", "w", "L") if z not in used)) if len(variables) <= 2 else of_variables("L", variables)
    why = (
        "Near the point ",
        name(letter),
        " is approximately its value there, plus each slope times the distance in its direction.",
    )
    return Panel(title, (shown(left, at.tangent_put_in, at.tangent), Prose(why)))


def _direction(solution: Solution, letter: str) -> Panel:
    along, at = solution.about["direction"], solution.about.get("at")
    unit = name("u" if letter != "u" and "u" not in solution.about["variables"] else "n")
    arrow = name("v" if "v" not in (letter, *solution.about["variables"]) else "d")
    left = curly_along(letter, unit)
    body: list[Body] = [
        Equation(arrow, (vector(along.vector),)),
        shown(call("abs", arrow), along.length_put_in, along.length),
        Equation(unit, (Tree("/", (arrow, call("abs", arrow))), vector(along.unit))),
        Prose(("Divided by its length the vector has length 1, so that only its direction counts.",)),
        shown(left, along.put_in, along.value.exact),
        *approximately(along.value.decimal),
        Prose(("The directional derivative is the gradient times the unit vector, entry by entry, added up.",)),
    ]
    where = f", {point_title(at.point)[0].lower()}{point_title(at.point)[1:]}" if at else ""
    return Panel(f"Along ({', '.join(map(text, along.vector))}){where}", tuple(body))


def curly_along(letter: str, unit: Tree) -> Tree:
    """∂f/∂u, along the vector u"""
    return Tree("D", (name(letter), unit), "partial")


def _next(solution: Solution, typed: str) -> Next:
    about, f = solution.about, quoted(typed, solution)
    point = ",".join(f"{x}={i}" for i, x in enumerate(about["variables"], 1))
    if "at" in about:
        return Next((f"calctutor hessian {f}", f"calctutor critical {f}"))
    return Next((f"calctutor gradient {f} --at {point}", f"calctutor hessian {f}"))


__all__ = ["at_panel", "first_partials", "heading", "page", "tangent_panel"]
