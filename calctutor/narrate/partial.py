"""How is a partial derivative told?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.several import (
    approximately,
    curly,
    function_letter,
    held,
    point_title,
    preparation,
    quoted,
    section,
    shown,
    spoken,
)
from calctutor.narrate.steps import Telling
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

SAME_ORDER = (
    "Both orders give the same: by Clairaut's theorem (also Schwarz's) they must, wherever "
    "both mixed derivatives are continuous."
)


def heading(f: Tree, wrt: Sequence[str]) -> Heading:
    """What was read, and by what it will be differentiated."""
    by: list[str | Tree] = []
    for i, x in enumerate(wrt):
        by += [", then by " if i else "by ", name(x)]
    return Heading(("Partial derivative of  ", f, "  ", *by))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """One section for each letter in turn, the answer, the opposite order if asked, and the value at a point."""
    about, letter = solution.about, function_letter(solution)
    telling = Telling(detail)
    orders = about["orders"]
    other = about.get("other_order")
    spans = [entry.span for entry in (*orders, *(other.entries if other else ()))]
    blocks: list[Block] = preparation(telling, solution, spans)
    blocks += _sections(telling, solution, orders, letter)
    for x in about["absent"]:
        blocks.append(Prose((f"{text(name(x))} does not occur in the function, so the derivative by it is 0.",), "note"))
    blocks.append(answer(curly(letter, *about["wrt"]), solution.answer, solution.verified, solution.complete))
    if other:
        blocks += _other_order(telling, solution, letter)
    if "at" in about:
        blocks.append(_at(solution, letter))
    blocks.append(_next(solution, typed))
    return Page(tuple(blocks))


def _sections(telling: Telling, solution: Solution, entries: Any, letter: str) -> list[Block]:
    blocks: list[Block] = []
    for entry in entries:
        blocks += section(telling, solution, Heading((curly(letter, *entry.wrt), _held(solution, entry.wrt[-1]))), entry.span)
    return blocks


def _held(solution: Solution, x: str) -> str:
    letters = solution.about["held"][x]
    return f":  only {text(name(x))} moves; {held(letters)}" if letters else f":  by {text(name(x))}"


def _other_order(telling: Telling, solution: Solution, letter: str) -> list[Block]:
    other = solution.about["other_order"]
    blocks: list[Block] = [Heading((f"The opposite order: {', then by '.join(text(name(x)) for x in other.entries[-1].wrt)}",))]
    blocks += _sections(telling, solution, other.entries, letter)
    same = other.agrees in ("proved", "agrees")
    said = SAME_ORDER if same else "Whether both orders give the same could not be decided by numbers."
    left = curly(letter, *other.entries[-1].wrt)
    checked = "equal to the first answer" if same else "could not be compared with the first answer"
    return [*blocks, Answer((Equation(left, (other.answer,)), Prose((said,))), checked, same, "The opposite order")]


def _at(solution: Solution, letter: str) -> Panel:
    at = solution.about["at"]
    body: list[Body] = [
        shown(curly(letter, *solution.about["wrt"]), at.put_in, at.value.exact),
        *approximately(at.value.decimal),
    ]
    if len(solution.about["wrt"]) == 1:
        body.append(_slope(solution, at, letter))
    return Panel(point_title(at.point), tuple(body))


def _slope(solution: Solution, at: Any, letter: str) -> Prose:
    """What the number says: the slope in one direction."""
    x = solution.about["wrt"][0]
    others = [y for y in at.point if y != x]
    where = f", with {spoken(others)} held where {'it is' if len(others) == 1 else 'they are'}" if others else ""
    return Prose(
        (
            "This is the slope of ",
            name(letter),
            " at ",
            Tree("tuple", tuple(at.point.values())),
            " in the direction of ",
            name(x),
            where,
            ".",
        )
    )


def _next(solution: Solution, typed: str) -> Next:
    f, wrt = quoted(typed, solution), solution.about["wrt"]
    letters = list(solution.about["held"][wrt[0]])
    by = " ".join(f"--wrt {x}" for x in wrt)
    commands = [f"calctutor gradient {f}"]
    if len(wrt) == 1 and letters:
        commands.insert(0, f"calctutor partial {f} {by} --wrt {letters[0]} --both-orders")
    return Next(tuple(commands))
