"""How are Lagrange multipliers told?"""

from __future__ import annotations

from typing import Any

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose, Table
from calctutor.narrate.critical import assumed, checked, numeric_note, sides, working
from calctutor.narrate.critical_points import row
from calctutor.narrate.gradient import first_partials
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.several import constants_said, curly, function_letter, preparation, quoted, section
from calctutor.narrate.steps import Telling
from calctutor.notation.tree import Tree, name
from calctutor.steps import Solution


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """Both gradients, the equations and how they are solved, and the values of the candidates."""
    about, letter = solution.about, function_letter(solution)
    telling = Telling(detail)
    spans = [e.span for e in (*about["partials"], *(e for c in about["constraints"] for e in c.partials))]
    blocks: list[Block] = [*constants_said(solution), *preparation(telling, solution, spans)]
    blocks += first_partials(telling, solution, about["partials"], letter)
    for i, constraint in enumerate(about["constraints"]):
        blocks += _constraint(telling, solution, constraint, i)
    blocks += [_parallel(solution, letter), *working(solution), _compared(solution)]
    blocks.append(Next((f"calctutor critical {quoted(typed, solution)}",)))
    return Page(tuple(blocks))


def _constraint(telling: Telling, solution: Solution, constraint: Any, i: int) -> list[Block]:
    letter = _constraint_letter(solution, i)
    left = constraint.equation.args[0]
    blocks: list[Block] = [Heading(("The constraint:  ", name(letter), " = ", left, ", kept at ", constraint.equation.args[1]))]
    for entry in constraint.partials:
        blocks += section(telling, solution, Heading((curly(letter, *entry.wrt), ":")), entry.span)
    return blocks


def _constraint_letter(solution: Solution, i: int) -> str:
    used = {*solution.about["variables"], *solution.about["constants"], function_letter(solution)}
    stem = next(letter for letter in ("g", "h", "k", "G") if letter not in used)
    return stem if len(solution.about["constraints"]) == 1 else f"{stem}_{i + 1}"


def _parallel(solution: Solution, letter: str) -> Panel:
    gradient = name(f"∇{letter}")
    right = [
        Tree("*", (name(c.multiplier), name(f"∇{_constraint_letter(solution, i)}")))
        for i, c in enumerate(solution.about["constraints"])
    ]
    together = right[0] if len(right) == 1 else Tree("+", tuple(right))
    body: list[Body] = [
        Equation(gradient, (together,)),
        *(Equation(*sides(equation)) for equation in solution.about["system"]),
        Prose(
            (
                (
                    "Where the function is largest or smallest along the constraint, moving along the "
                    "constraint does not change it: its gradient has no part along the constraint, so it is "
                    "a multiple of the constraint's gradient."
                ),
            )
        ),
    ]
    return Panel("Lagrange multipliers: the gradients are parallel", tuple(body))


def _compared(solution: Solution) -> Answer:
    about = solution.about
    rows = tuple(row(point) for point in about["points"])
    body: list[Body] = [Table(("point", "value", "compared"), rows)] if rows else [Prose(("No candidate was found.",))]
    body += [Prose((line,)) for line in _conclusions(about)]
    body += assumed(about)
    if not about["solved_exactly"]:
        body.append(Prose((numeric_note(about),), "warning"))
    sure = solution.verified.verdict in ("proved", "agrees")
    return Answer(tuple(body), checked(solution), sure, "Candidates, compared")


def _conclusions(about: Any) -> list[str]:
    """What may be concluded from the values, and on what condition."""
    said = []
    if about["points"] and about["bounded"]:
        said.append(
            "The constraint is a closed and bounded curve or surface, so the function has a largest "
            "and a smallest value on it, and these are they."
        )
    elif about["points"]:
        said.append(
            "If the constraint is closed and bounded, the largest and the smallest of these values "
            "are the extreme ones; otherwise the function may have none, or go beyond them far away."
        )
    if about["singular"] == "some":
        said.append(
            "The gradient of the constraint is 0 at some of its points; the multipliers do not see "
            "those, so look at them separately."
        )
    elif about["singular"] == "unknown":
        said.append(
            "Points where the gradients of the constraint are 0 (or not independent) would have to be looked at separately."
        )
    return said
