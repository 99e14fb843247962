"""How is a Hessian told, and what does it say at a point?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose
from calctutor.narrate import hessian_point
from calctutor.narrate.gradient import first_partials
from calctutor.narrate.passing import BRIEF, FULL, NORMAL
from calctutor.narrate.several import (
    constants_said,
    curly,
    function_letter,
    listed,
    matrix,
    of_variables,
    preparation,
    quoted,
    section,
)
from calctutor.narrate.steps import Telling
from calctutor.narrate.verdict import answer, verdict
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

MOST_WORKED = 10
"""More second partial derivatives than this are listed, and worked only when they are asked for."""

LONGEST_ENTRY = 60
"""Matrices with longer entries are drawn with names for them."""


def heading(f: Tree, variables: Sequence[str]) -> Heading:
    """What was read, and in which variables the matrix will be taken."""
    by = listed(map(name, variables))
    return Heading(("Hessian of  ", f, "  in the variables " if len(variables) > 1 else "  in the variable ", *by))


def page(solution: Solution, detail: str = NORMAL, typed: str = "", only: Sequence[Sequence[str]] = ()) -> Page:
    """The gradient, the second partial derivatives, the matrix, and what it says at a point.

    `only` chooses entries: their steps and nothing else of the derivation are shown.
    """
    about, letter = solution.about, function_letter(solution)
    telling = Telling(detail)
    entries = about["second_partials"]
    blocks: list[Block] = constants_said(solution)
    blocks += preparation(telling, solution, [entry.span for entry in (*about["partials"], *entries)])
    blocks += _chosen(telling, solution, letter, only) if only else _derivation(telling, solution, letter)
    if len(about["variables"]) <= hessian_point.MOST_DRAWN:
        blocks.append(_answer(solution))
    else:
        blocks.append(_too_large(solution))
    if "at" in about:
        blocks += hessian_point.panels(about["at"])
    blocks.append(_next(solution, typed))
    return Page(tuple(blocks))


def _answer(solution: Solution) -> Answer:
    """The matrix; if an entry is long, with names for the entries, and these one under the other."""
    variables, rows = solution.about["variables"], solution.about["hessian"]
    whole = answer(of_variables("H", variables), solution.answer, solution.verified, solution.complete)
    if all(len(text(entry)) <= LONGEST_ENTRY for row in rows for entry in row):
        return whole
    size = range(1, len(rows) + 1)
    names = matrix([name(f"H_{min(i, j)}{max(i, j)}") for j in size] for i in size)
    entries = [Equation(name(f"H_{i}{j}"), (rows[i - 1][j - 1],)) for i in size for j in size if i <= j]
    return Answer((Equation(of_variables("H", variables), (names,)), *entries), whole.verdict, whole.sure)


def _derivation(telling: Telling, solution: Solution, letter: str) -> list[Block]:
    about = solution.about
    entries, count = about["second_partials"], len(about["variables"])
    worked = len(entries) <= MOST_WORKED or telling.detail in (BRIEF, FULL)
    blocks: list[Block] = [_listed(about["partials"], letter, "The gradient")]
    if worked:
        blocks = first_partials(telling, solution, about["partials"], letter)
    if count > 1:
        blocks.append(_symmetry(letter, about["variables"], len(entries)))
    if not worked:
        return [*blocks, _listed(entries, letter, "The second partial derivatives")]
    for entry in entries:
        blocks += _second(telling, solution, entry, letter)
    return blocks


def _second(telling: Telling, solution: Solution, entry: Any, letter: str) -> list[Block]:
    x, y = entry.wrt
    said = f":  differentiate {text(curly(letter, x))} by {text(name(y))}"
    return section(telling, solution, Heading((curly(letter, x, y), said)), entry.span)


def _symmetry(letter: str, variables: Sequence[str], count: int) -> Panel:
    x, y = variables[:2]
    size = len(variables)
    return Panel("Symmetry", (
        Equation(curly(letter, x, y), (curly(letter, y, x),)),
        Prose(((
"By Clairaut's theorem the order does not matter wherever the second partial derivatives "
f"are continuous, so {count} of the {size * size} entries are worked and the others are "
"their mirror images."
),)),
    ))  # fmt: skip


def _chosen(telling: Telling, solution: Solution, letter: str, only: Sequence[Sequence[str]]) -> list[Block]:
    """The chosen entries: the first derivative that each starts from, and the second."""
    blocks: list[Block] = []
    for pair in only:
        entry = next(e for e in solution.about["second_partials"] if sorted(e.wrt) == sorted(pair))
        first = next(e for e in solution.about["partials"] if e.wrt == entry.wrt[:1])
        blocks += first_partials(telling, solution, [first], letter)
        blocks += _second(telling, solution, entry, letter)
    return blocks


def _listed(entries: Sequence[Any], letter: str, title: str) -> Panel:
    rows: list[Body] = [Equation(curly(letter, *entry.wrt), (entry.answer,)) for entry in entries]
    example = ",".join(entries[min(1, len(entries) - 1)].wrt)
    note = (
        [Prose((f"Each was worked by the rules and checked; --only {example} shows the steps of one.",), "note")]
        if "," in example
        else []
    )
    return Panel(title, (*rows, *note))


def _too_large(solution: Solution) -> Block:
    size = len(solution.about["variables"])
    body: tuple[Body, ...] = (
        Prose(
            (f"The matrix has {size} rows and {size} columns: {size * (size + 1) // 2} distinct entries, each worked once.",)
        ),
    )

    return Answer(
        body, verdict(solution.verified, solution.complete), solution.verified.verdict in ("proved", "agrees"), "The Hessian"
    )


def _next(solution: Solution, typed: str) -> Next:
    about, f = solution.about, quoted(typed, solution)
    point = ",".join(f"{x}={i}" for i, x in enumerate(about["variables"], 1))
    critical = f"calctutor critical {f}"
    return Next((critical,) if "at" in about else (f"calctutor hessian {f} --at {point}", critical))
