"""How is a Jacobian told?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.blocks import Block, Body, Equation, Heading, Next, Page, Panel, Prose
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.several import (
    approximately,
    constants_said,
    curly,
    held,
    listed,
    matrix,
    point_title,
    preparation,
    section,
    shown,
)
from calctutor.narrate.steps import Telling
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, name, names
from calctutor.notation.writing import text
from calctutor.steps import Solution


def heading(fs: Sequence[Tree], variables: Sequence[str]) -> Heading:
    """What was read: a row for each function, a column for each variable."""
    functions = listed(fs, ",  ")
    by = listed(map(name, variables))
    return Heading(("Jacobian of  ", *functions, "  in the variables ", *by))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """Row by row, the matrix, its determinant where it is square, and its value at a point."""
    about = solution.about
    telling = Telling(detail)
    blocks: list[Block] = constants_said(solution)
    blocks += preparation(telling, solution, [entry.span for row in about["rows"] for entry in row])
    letters = row_letters(solution)
    for i, row in enumerate(about["rows"]):
        blocks.append(Heading((f"Row {i + 1}:  ", name(letters[i]), " = ", solution.read_as.args[i])))
        for entry in row:
            blocks += section(
                telling, solution, Heading((curly(letters[i], *entry.wrt), _held(solution, entry.wrt[0]))), entry.span
            )
    blocks.append(answer(name("J"), solution.answer, solution.verified, solution.complete))
    if about.get("determinant"):
        blocks.append(_determinant(solution))
    if len(about["rows"]) != len(about["variables"]):
        blocks.append(Prose(("The matrix is not square, so it has no determinant.",), "note"))
    if "at" in about:
        blocks.append(_at(solution))
    blocks.append(_next(solution, typed))
    return Page(tuple(blocks))


def row_letters(solution: Solution) -> list[str]:
    """Names for the functions that the problem does not use itself: f, g, h, or f₁, f₂, ..."""
    used, count = set(names(solution.read_as)), len(solution.read_as.args)
    free = [letter for letter in "fgh" if letter not in used]
    return free[:count] if count <= len(free) else [f"f_{i}" for i in range(1, count + 1)]


def _held(solution: Solution, x: str) -> str:
    others = [letter for letter in (*solution.about["variables"], *solution.about["constants"]) if letter != x]
    return f":  {held(others)}" if others and len(others) <= 4 else ""


def _determinant(solution: Solution) -> Panel:
    found = solution.about["determinant"]
    rows = (found.put_in, found.value) if found.put_in is not None else (found.value,)
    body: list[Body] = [shown(name("det J"), *rows)]
    if found.why:
        body.append(Prose((found.why,)))
    body.append(
        Prose(
            (
                (
                    "Its size says by how much the map stretches areas (volumes) near a point, and its sign "
                    "whether it turns them over; where it is 0 the map cannot be undone."
                ),
            )
        )
    )
    return Panel("Determinant", tuple(body))


def _at(solution: Solution) -> Panel:
    at = solution.about["at"]
    body: list[Body] = [shown(name("J"), at.put_in, matrix(at.matrix))]
    if any(d for row in at.decimals for d in row):
        body.append(
            Equation(
                name("J"),
                (
                    matrix(
                        [name(d) if d else e for e, d in zip(*pair, strict=True)]
                        for pair in zip(at.matrix, at.decimals, strict=True)
                    ),
                ),
                "≈",
            )
        )
    if at.determinant is not None:
        body += [Equation(name("det J"), (at.determinant.exact,)), *approximately(at.determinant.decimal)]
    return Panel(point_title(at.point), tuple(body))


def _next(solution: Solution, typed: str) -> Next:
    variables = solution.about["variables"]
    point = ",".join(f"{x}={i}" for i, x in enumerate(variables, 1))
    functions = typed or " ".join(f'"{text(f)}"' for f in solution.read_as.args)
    again = f"calctutor jacobian {functions} --vars {','.join(variables)} --at {point}"
    first = f'calctutor gradient "{text(solution.read_as.args[0])}"'
    return Next((first,) if "at" in solution.about else (again,))
