"""How are critical points told, and how Lagrange multipliers?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose, Table
from calctutor.narrate.critical_points import hessian_panel, point_panel, row
from calctutor.narrate.gradient import first_partials
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.several import (
    constants_said,
    curly,
    function_letter,
    listed,
    preparation,
    quoted,
    section,
)
from calctutor.narrate.steps import Telling
from calctutor.narrate.verdict import verdict
from calctutor.notation.tree import Tree, name, number, walk
from calctutor.notation.writing import text
from calctutor.steps import Solution

MOST_SHOWN = 12
"""More points than this are listed without a panel each."""


NUMERIC = (
    "numeric: found by Newton's method from a grid of starting points with coordinates "
    "between {low} and {high}; there may be others"
)


CORNERS = frozenset(("abs", "max", "min", "relu", "sign", "floor", "ceil", "sqrt", "root", "piecewise", "heaviside"))


NOT_SMOOTH = "Points where a derivative does not exist, as at a corner, can be extreme too; they are not looked for here."


def heading(f: Tree, subject_to: Sequence[Tree] = ()) -> Heading:
    """What was read, and what is looked for."""
    if not subject_to:
        return Heading(("Critical points of  ", f))
    pieces: list[str | Tree] = []
    for i, g in enumerate(subject_to):
        pieces += [" and ", g] if i else [g]
    return Heading(("Extreme values of  ", f, "  subject to  ", *pieces))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """The gradient, the equations and how they are solved, and what each point is."""
    about, letter = solution.about, function_letter(solution)
    telling = Telling(detail)
    entries = about["second_partials"]
    blocks: list[Block] = constants_said(solution)
    blocks += preparation(telling, solution, [entry.span for entry in (*about["partials"], *entries)])
    blocks += first_partials(telling, solution, about["partials"], letter)
    blocks += [_system(solution, letter), *working(solution)]
    if about["points"]:
        blocks += [hessian_panel(solution), *_second(telling, solution, letter)]
        blocks += [point_panel(point, letter) for point in about["points"][:MOST_SHOWN]]
    blocks += [
        _answer(solution),
        Next((f"calctutor hessian {quoted(typed, solution)}", f"calctutor gradient {quoted(typed, solution)}")),
    ]
    return Page(tuple(blocks))


def _second(telling: Telling, solution: Solution, letter: str) -> list[Block]:
    """The steps of the second derivatives, where all are asked for."""
    if telling.detail != "full":
        return []
    return [
        b
        for e in solution.about["second_partials"]
        for b in section(telling, solution, Heading((curly(letter, *e.wrt), ":")), e.span)
    ]


def _system(solution: Solution, letter: str) -> Panel:
    equations: list[Body] = [Equation(Tree("apply", tuple(map(name, solution.about["variables"])), f"∇{letter}"), (number(0),))]
    equations += [Equation(slope, (number(0),)) for slope in solution.about["gradient"]]
    return Panel(
        "Set the gradient to 0",
        (*equations, Prose(("At a maximum, a minimum or a saddle point the function is flat in every direction.",))),
    )


def working(solution: Solution) -> list[Block]:
    """A panel a case; a case that is nothing but its solution is a line of the case before it."""
    panels: list[Block] = []
    title, body = "Solve the equations", list[Body]()
    for case, moves in groupby(solution.about["working"], key=lambda move: move.case):
        told = _without_echo([part for move in moves for part in _move(move)])
        if len(told) == 1 and body:
            body += [Prose((f"Case {case}:  ", *told[0].sentence))] if isinstance(told[0], Prose) else told
            continue
        panels += [Panel(title, tuple(body))] if body else []
        title, body = (f"Case {case}" if case else "Solve the equations"), told
    return [*panels, Panel(title, tuple(body))] if body else panels


def _without_echo(told: list[Body]) -> list[Body]:
    """Without an equation that was the last one to be written."""
    kept: list[Body] = []
    for part in told:
        before = next((p for p in reversed(kept) if isinstance(p, Equation)), None)
        kept += [] if isinstance(part, Equation) and part == before else [part]
    return kept


def _move(move: Any) -> list[Body]:
    if move.title == "Solution":
        pieces = listed(move.equations)
        return [Prose(("Solution: ", *pieces, ". ", *move.why))]
    body: list[Body] = [Equation(*sides(equation)) for equation in move.equations]
    return [*body, Prose(move.why)] if move.why else body


def sides(equation: Tree) -> tuple[Tree, tuple[Tree, ...]]:
    return equation.args[0], (equation.args[1],)


def _answer(solution: Solution) -> Answer:
    about = solution.about
    rows = [row(point) for point in (*about["points"], *about["numeric_points"])]
    body: list[Body] = [Table(("point", "value", "what it is"), tuple(rows))] if rows else []
    for family in about["families"]:
        pieces = listed(Tree("=", (name(x), v)) for x, v in family.point.items())
        free = ", ".join(text(name(x)) for x in family.free)
        body.append(
            Prose(
                (
                    "Not isolated: every point with ",
                    *pieces,
                    f" ({free} free); there the function is ",
                    family.value,
                    ". ",
                    family.why,
                )
            )
        )
    if not rows and not about["families"]:
        none = (
            "There is no critical point: the equations have no real solution."
            if about["solved_exactly"]
            else "No critical point was found."
        )
        body.append(Prose((none,)))
    body += assumed(about)
    if any(node.head in CORNERS for node in walk(solution.read_as)):
        body.append(Prose((NOT_SMOOTH,), "note"))
    if not about["solved_exactly"]:
        body.append(Prose((numeric_note(about),), "warning"))
    return Answer(tuple(body), checked(solution), solution.verified.verdict in ("proved", "agrees"), "Critical points")


def assumed(about: Any) -> list[Body]:
    """What was taken not to be 0 along the way."""
    if not about["conditions"]:
        return []
    pieces = listed(Tree("!=", (tree, number(0))) for tree in about["conditions"])
    return [Prose(("This is for ", *pieces, "."), "note")]


def checked(solution: Solution) -> str:
    """What was computed: the derivatives by a second method, and the equations at every point."""
    if solution.verified.verdict not in ("proved", "agrees"):
        return verdict(solution.verified, solution.complete)
    put_in = ", each point put into the equations" if solution.about["points"] else ""
    return "each derivative checked by a second method" + put_in


def numeric_note(about: Any) -> str:
    if about.get("constants") and not about.get("numeric_points"):
        return (
            "The equations could not all be solved by hand, and with constants in them there are no "
            "numbers to search: give the constants values."
        )
    where = NUMERIC.format(low=f"{-about['box']:g}", high=f"{about['box']:g}")
    return f"Not every equation could be solved by hand. What is written in decimals is {where}."
