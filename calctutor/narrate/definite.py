"""How is a definite integral told?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Prose
from calctutor.narrate.assumptions import assumptions
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import verdict
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import python, text
from calctutor.steps import Solution, every_step


def heading(f: Tree, ranges: Sequence[tuple[str, Tree, Tree]], assumed: Sequence[Tree] = ()) -> Heading:
    """What was read, over which ranges, the innermost first."""
    over: list[str | Tree] = []
    for i, (x, a, b) in enumerate(ranges):
        over += [", then over " if i else "  over ", name(x), " from ", a, " to ", b]
    return Heading(("Integrate  ", f, *over, *assumptions(assumed)))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """The panels of the steps, the answer or the verdict, and another way where one was asked for."""
    blocks: list[Block] = [*tell(solution.steps, detail)]
    blocks += [Prose((remark,), "note") for remark in solution.about.get("remarks", ())]
    blocks.append(answer(solution))
    if "another_way" in solution.about:
        blocks += _another_way(solution, detail)
    if "ranges" not in solution.about:
        blocks.append(_next(solution, typed or text(solution.read_as)))
    return Page(tuple(blocks))


def answer(solution: Solution) -> Answer:
    """The value with its decimals; or that there is none, or only a number."""
    about = solution.about
    sure = solution.verified.verdict in ("proved", "agrees")
    if not about["exists"]:
        return Answer(
            _diverges(solution),
            "the antiderivative and its limits were checked by numbers" if sure else "could not be checked",
            sure,
        )
    if about.get("closed_form") is False:
        return _no_closed_form(solution, sure)
    body: list[Body] = [Equation(solution.question, (solution.answer,))]
    if "numeric" in about and about["numeric"] != text(solution.answer):
        body.append(Prose((f"≈ {about['numeric']}",), "note"))
    body += [Prose((f"Holds where {condition}.",), "note") for condition in about.get("conditions", ())]
    if about.get("verdict") == "converges":
        limits = any(step.before.head == "L" or step.after.head == "L" for step in every_step(solution.steps))
        body.append(Prose((f"The integral converges{': every limit above is finite' if limits else ''}.",), "note"))
    return Answer(tuple(body), _said(solution), sure)


def _no_closed_form(solution: Solution, sure: bool) -> Answer:
    """The number with its error bound, or only that there is one."""
    about = solution.about
    size = "an error below" if about.get("how") == "enclosed" else "an estimated error of"
    said = (
        f"  ≈ {about['numeric']}, with {size} {about['error']}."
        if "numeric" in about
        else "  has a value, which was not found."
    )
    late = solution.about.get("out_of_time")
    why = (
        "The rules did not come to an end in the time there was (--timeout)."
        if late
        else "No closed form was found by the rules here."
    )
    body: list[Body] = [Prose((solution.question, said)), Prose((why,), "note")]
    if about.get("verdict") == "converges":
        body.append(Prose(("The integral converges, by the comparison above.",), "note"))
    return Answer(tuple(body), solution.verified.note or "the inequality was checked at points", sure)


def _said(solution: Solution) -> str:
    return solution.verified.note or verdict(solution.verified, solution.complete)


def _diverges(solution: Solution) -> tuple[Body, ...]:
    body: list[Body] = [Prose((solution.question, " diverges: ", solution.about["reason"] + "."))]
    if "principal_value" in solution.about:
        said = "Its principal value, with a gap of the same width on both sides of the pole, is "
        body.append(Prose((said, solution.about["principal_value"], "; that is not the value of the integral."), "note"))
    body += [Prose((f"This is so where {condition}.",), "note") for condition in solution.about.get("conditions", ())]
    return tuple(body)


def _another_way(solution: Solution, detail: str) -> list[Block]:
    second = solution.about["another_way"]
    same = {"proved": "exactly equal to the first answer", "agrees": "agrees with the first answer"}
    said = same.get(second.agrees, "could not be compared with the first answer")
    framed = Answer((Equation(solution.question, (second.answer,)),), said, second.agrees in same, "The same, another way")
    return [Heading(("Another way",)), *tell(second.steps, detail), framed]


def _next(solution: Solution, typed: str) -> Next:
    ends = [python(solution.about[end]).replace("**", "^") for end in ("from", "to")]
    by = f" --wrt {solution.about['wrt']}" if solution.about["wrt"] != "x" else ""
    low, high = (end if re.fullmatch(r"[-\w.]+", end) else f'"{end}"' for end in ends)
    again = f'calctutor integrate "{typed}" --from {low} --to {high}{by}'
    return Next((f"{again} --another-way",) if "another_way" not in solution.about else (f"{again} --steps full",))
