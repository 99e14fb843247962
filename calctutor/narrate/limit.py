"""How is a limit told?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Prose
from calctutor.narrate.assumptions import assumptions
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import verdict
from calctutor.notation.tree import Tree, name, walk
from calctutor.notation.writing import python, text
from calctutor.steps import Solution

SIDES = {"+": " from the right", "-": " from the left", "": ""}


def heading(f: Tree, x: str, a: Tree, side: str = "", assumed: Sequence[Tree] = ()) -> Heading:
    """What was read, and where it is looked at."""
    return Heading(("Limit of  ", f, "  as ", name(x), " goes to ", a, SIDES[side], *assumptions(assumed)))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """The panels of the steps and the answer, or what shows that there is none."""
    blocks: list[Block] = [*_remark(solution), *tell(solution.steps, detail), answer(solution)]
    blocks.append(_next(solution, typed or text(solution.read_as)))
    return Page(tuple(blocks))


def _remark(solution: Solution) -> list[Block]:
    return [Prose((solution.about["remark"],), "note")] if "remark" in solution.about else []


def answer(solution: Solution) -> Answer:
    """The value; or, said in words, that there is none and why."""
    sure = solution.verified.verdict in ("proved", "agrees")
    if solution.about["exists"]:
        body: tuple[Body, ...] = (Equation(solution.question, (solution.answer,)),)
    else:
        body = (Prose((solution.question, "  does not exist: ", solution.about["reason"] + ".")),)
    return Answer(body, said_of(solution), sure)


def said_of(solution: Solution) -> str:
    """What was computed to check it."""
    if solution.verified.verdict == "agrees" and solution.complete:
        return f"agrees with the values of the function {_looked_at(solution)}"
    if solution.verified.verdict == "undecided":
        return "could not be checked: the values of the function close by do not settle far enough"
    return verdict(solution.verified, solution.complete)


TURNS = frozenset({"both-agree", "they-disagree"})


def _looked_at(solution: Solution) -> str:
    """Where the values were taken: close by, far out, or along every other number."""
    whole = any(said.endswith("is an integer") for said in solution.about.get("assumed", ()))
    if whole and any(step.rule in TURNS for step in solution.steps):
        return "along the even and the odd numbers"
    return "very far out" if any(node.value == "oo" for node in walk(solution.about["to"])) else "very close by"


def _next(solution: Solution, typed: str) -> Next:
    x, to = solution.about["wrt"], python(solution.about["to"])
    where = f"{x}={to.replace('**', '^')}"
    if solution.about["to"].head in ("name", "number") and not solution.about["side"]:
        return Next((f'calctutor limit "{typed}" --to {where} --side +', f'calctutor limit "{typed}" --to {where} --side -'))
    return Next((f'calctutor limit "{typed}" --to {where} --steps full',))
