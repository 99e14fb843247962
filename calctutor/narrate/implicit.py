"""How is implicit differentiation told?"""

from __future__ import annotations

from calctutor.blocks import Block, Body, Equation, Heading, Next, Page, Panel, Prose
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

SIDES = ("collect", "divide")


def heading(equation: Tree, x: str, y: str, order: int = 1) -> Heading:
    times = "  twice" if order > 1 else ""
    return Heading(("Differentiate  ", equation, f"{times}  with ", name(y), " a function of ", name(x)))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """Both sides differentiated, the equation between them, solved for y′, the answer, and the tangent if asked."""
    y, x = name(solution.about["of"]), name(solution.about["wrt"])
    divided = next(i for i, step in enumerate(solution.steps, 1) if step.rule == "divide")
    sides = tuple(step for step in solution.steps[:divided] if step.rule not in SIDES)
    solving = tuple(step for step in solution.steps[:divided] if step.rule in SIDES)
    blocks: list[Block] = [_beginning(solution, x, y)]
    blocks += tell(sides, detail)
    left, right = solution.about["differentiated"].args
    blocks.append(
        Panel(
            "Both sides together",
            (Equation(left, (right,)), Prose(("The two derivatives are equal, because the two sides are.",))),
        )
    )
    blocks += tell(solving, detail, first=_following(blocks))
    if "first" in solution.about:
        blocks.append(_once_more(solution, x, y))
        blocks += tell(solution.steps[divided:], detail, first=_following(blocks))
    blocks.append(answer(solution.question, solution.answer, solution.verified, solution.complete))
    if "at" in solution.about:
        blocks.append(_at(solution))
    blocks.append(_next(solution, typed))
    return Page(tuple(blocks))


def _following(blocks: list[Block]) -> int:
    """The number of the next step."""
    return 1 + max((block.number for block in blocks if isinstance(block, Panel) and block.number), default=0)


def _once_more(solution: Solution, x: Tree, y: Tree) -> Panel:
    slope = solution.about["first"]
    why = ("The slope is known along the whole curve, so it can be differentiated like the sides before: ", y,
           " is still a function of ", x, ", and ", Tree("prime", (y,)), " may be put in afterwards.")  # fmt: skip
    return Panel("Differentiate once more", (Equation(Tree("D", (Tree("D", (y, x)), x)), (Tree("D", (slope, x)),)), Prose(why)))


def _beginning(solution: Solution, x: Tree, y: Tree) -> Panel:
    left, right = (Tree("D", (side, x)) for side in solution.read_as.args)
    why = (
        "Along the curve ",
        y,
        " depends on ",
        x,
        ": whenever ",
        y,
        " is differentiated, the chain rule leaves a factor ",
        Tree("prime", (y,)),
        ".",
    )
    return Panel("Differentiate both sides", (Equation(left, (right,)), Prose(why)))


def _at(solution: Solution) -> Panel:
    at = solution.about["at"]
    title = ", ".join(f"{text(name(letter))} = {text(tree)}" for letter, tree in at.point)
    left = Tree("D", (name(solution.about["of"]), name(solution.about["wrt"])))
    rows = (at.put_in,) if at.slope is None or text(at.put_in) == text(at.slope) else (at.put_in, at.slope)
    body: list[Body] = [Prose((at.remark,), "warning")] if at.remark else [Equation(left, rows)]
    if at.slope_decimal:
        body.append(Prose((f"≈ {at.slope_decimal}",), "note"))
    if at.second is not None:
        body.append(Equation(solution.question, (at.second,)))
    if at.tangent is not None:
        body += [
            Prose(("The point lies on the curve; the tangent line there is",)),
            Equation(name(solution.about["of"]), (at.tangent,)),
        ]
    return Panel(f"At {title}", tuple(body))


def _next(solution: Solution, typed: str) -> Next:
    x, y = solution.about["wrt"], solution.about["of"]
    return Next((f'calctutor implicit "{typed or text(solution.read_as)}" --wrt {y} --of {x}',))
