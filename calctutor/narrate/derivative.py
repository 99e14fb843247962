"""How is a derivative told?"""

from __future__ import annotations

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, derivative, name, names, walk
from calctutor.notation.writing import text
from calctutor.steps import Solution

ORDINALS = ("", "", "twice", "three times", "four times", "five times", "six times", "seven times", "eight times")


def heading(f: Tree, x: str, order: int = 1) -> Heading:
    """What was read, and what will be done with it: on the screen before anything is computed."""
    often = "" if order == 1 else (f" {ORDINALS[order]}," if order < len(ORDINALS) else f" {order} times,")
    return Heading(("Differentiate  ", f, f"  {often.strip() + ' ' if often else ''}with respect to ", name(x)))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """The panels of the steps, the answer, and what else was asked for. The heading is not repeated.

    `typed` is the expression as it stood on the command line, for the commands that are offered next.
    """
    blocks: list[Block] = tell(solution.steps, detail)
    left = function_of(solution)
    if solution.about["order"] > 1:
        blocks.append(_orders(solution))
    blocks.append(answer(left, solution.answer, solution.verified, solution.complete))
    if "another_way" in solution.about:
        blocks += _another_way(solution, left, detail)
    if "at" in solution.about:
        blocks.append(_at(solution))
    blocks.append(_next(solution, typed or text(solution.read_as)))
    return Page(tuple(blocks))


def function_of(solution: Solution) -> Tree:
    """f′(x), or D(…) in full when the problem has an f of its own."""
    return _primed(solution, solution.about["order"])


def _primed(solution: Solution, order: int) -> Tree:
    x = solution.about["wrt"]
    letter = free_letter(solution.read_as)
    if order > 3:
        return derivative(name(letter), *[name(x)] * order)
    return Tree("apply", (name(x),), letter + "'" * order)


def free_letter(tree: Tree) -> str:
    """A name for the function that the problem does not use itself."""
    used = {*names(tree), *(str(node.value).rstrip("'").removesuffix("^-1") for node in walk(tree) if node.head == "apply")}
    return next(letter for letter in ("f", "g", "h", "F", "G", "y", "z", "f_0") if letter not in used)


def _orders(solution: Solution) -> Panel:
    body: list[Body] = [Equation(_primed(solution, k), (tree,)) for k, tree in enumerate(solution.about["orders"], 1)]
    if solution.about["pattern"]:
        body.append(Prose(solution.about["pattern"]))
    return Panel("All orders", tuple(body))


def _another_way(solution: Solution, left: Tree, detail: str) -> list[Block]:
    """The second derivation, its answer, and how the two compare."""
    second = solution.about["another_way"]
    same = {
        "proved": "equal to the first answer wherever both have a value",
        "agrees": "agrees with the first answer at every test point",
    }
    said = same.get(second.agrees, "could not be compared with the first answer")
    verified = Answer((Equation(left, (second.answer,)),), said, second.agrees in same, "The same, another way")
    return [Heading(("Another way",)), *tell(second.steps, detail), verified]


def _at(solution: Solution) -> Panel:
    """Value, slope and tangent line at the point."""
    at, x = solution.about["at"], solution.about["wrt"]
    letter = free_letter(solution.read_as)
    body: list[Body] = []
    if at.value is not None:
        body += _number(Tree("apply", (at.point,), letter), at.value_put_in, at.value, at.value_decimal)
    if at.slope is not None:
        body += _number(Tree("apply", (at.point,), letter + "'"), at.slope_put_in, at.slope, at.slope_decimal)
        body.append(Prose(("The tangent line goes through that point with that slope:",)))
        body.append(Equation(name("y" if letter != "y" else "z"), (at.tangent,)))
    if at.remark:
        body.append(Prose((at.remark,), "warning"))
    return Panel(f"At {text(name(x))} = {text(at.point)}", tuple(body))


def _number(left: Tree, put_in: Tree, value: Tree, decimal: str) -> list[Body]:
    rows = [put_in] if text(put_in) == text(value) else [put_in, value]
    body: list[Body] = [Equation(left, tuple(rows))]
    return [*body, Prose((f"≈ {decimal}",), "note")] if decimal else body


def _next(solution: Solution, typed: str) -> Next:
    x, order = solution.about["wrt"], solution.about["order"]
    by = "" if names(solution.read_as) == [x] else f" --wrt {x}"
    again = f'calctutor diff "{typed}"{by} --order {order + 1}'
    at = f'calctutor diff "{typed}"{by} --at {x}=1'
    return Next((again,) if "at" in solution.about else (at, again))
