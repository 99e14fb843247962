"""How is a loss in matrix notation told?"""

from __future__ import annotations

from typing import Any

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose
from calctutor.narrate.gradient import UPHILL
from calctutor.narrate.passing import FULL, NORMAL
from calctutor.narrate.several import curly
from calctutor.narrate.steps import Telling, tell_more
from calctutor.notation.tree import Tree, name
from calctutor.steps import Solution

CHECKED = "✓ each entry agrees with the rules and with a second method, on components"
SLOPE = "A negative entry of the gradient says that increasing that weight lowers the loss."


def heading(title: str, function: str) -> Heading:
    return Heading((f"{title}:  {function}",))


def page(solution: Solution, detail: str = NORMAL, not_covered: str = "") -> Page:
    """The derivation in index form, the matrix form, and the check on components."""
    about = solution.about
    blocks: list[Block] = [
        Prose((about["meaning"],)),
        _derivation(about),
        _answer(solution),
        _worth_knowing(about),
        _components(solution),
    ]
    if detail == FULL:
        blocks += tell_more(Telling(detail), solution.steps)
    if not_covered:
        blocks.append(Prose((not_covered,), "note"))
    blocks.append(
        Next(tuple(f"calctutor gradient --form {other}" for other in ("quadratic", "logistic") if other != about["form"]))
    )
    return Page(tuple(blocks))


def _derivation(about: Any) -> Panel:
    body: list[Body] = []
    for line in about["derivation"]:
        body += [Equation(name(line.left), (name(line.right),)), Prose((line.why,), "note")]
    return Panel("In index form", tuple(body))


def _answer(solution: Solution) -> Answer:
    about = solution.about
    sure = solution.verified.verdict in ("proved", "agrees")
    body: tuple[Body, ...] = tuple(_equation(about[key]) for key in ("gradient", "hessian"))
    return Answer(body, CHECKED if sure else "? could not be checked on components", sure, "In matrix form")


def _equation(text: str) -> Equation:
    left, _, right = text.partition(" = ")
    return Equation(name(left), (name(right),))


def _worth_knowing(about: Any) -> Panel:
    return Panel("Worth knowing", tuple(Prose((note,)) for note in (*about["notes"], UPHILL, SLOPE)))


def _components(solution: Solution) -> Panel:
    """The same for a small size, written out: what the check has compared."""
    about = solution.about
    letter = about["function"][0]
    left = Tree("apply", tuple(map(name, about["variables"])), letter)
    rows: list[Body] = [Equation(left, (solution.read_as,))]
    rows += [
        Equation(curly(letter, x), (entry.answer,)) for x, entry in zip(about["variables"], about["partials"], strict=True)
    ]
    rows.append(
        Prose(
            (
                (
                    f"For {about['size']}: worked by the rules (--steps full shows them) and equal to the "
                    "entries of the matrix form, the Hessian's too."
                ),
            )
        )
    )
    if about["symbolic"]:
        found = about["symbolic"]
        rows.append(
            Prose(
                (
                    (
                        f"Symbolic matrix calculus gives the same for every size: gradient {found['gradient']}, "
                        f"Hessian {found['hessian']}."
                    ),
                )
            )
        )
    return Panel("On components", tuple(rows))
