"""How is backpropagation told? The graph, the pass forward, the pass back, the rules used, and the checks of the gradient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Panel, Prose, Sentence, Table
from calctutor.narrate.backprop_graph import coloured, drawn_graph, value_shown
from calctutor.narrate.backprop_passes import backward, backward_in_letters, forward, rules
from calctutor.narrate.decimals import shown
from calctutor.narrate.passing import BRIEF, NORMAL
from calctutor.narrate.verdict import verdict
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

if TYPE_CHECKING:
    from calctutor.engines.backprop import Slope


def heading(whole: Tree, output: str, wrt: tuple[str, ...], at: Mapping[str, Tree] | None) -> Heading:
    """What was read, at which point, and which slopes are wanted."""
    pieces: list[str | Tree] = (
        ["Backpropagate  ", name(output), " = ", whole] if whole != name(output) else ["Backpropagate  ", whole]
    )
    if at:
        pieces.append("  at ")
        for i, (letter, value) in enumerate(at.items()):
            pieces += [", " if i else "", name(letter), " = ", value]
    return Heading((*pieces, *_by(wrt)))


def _by(wrt: tuple[str, ...]) -> Sentence:
    pieces: list[str | Tree] = ["  with respect to "]
    for i, letter in enumerate(wrt[:8]):
        pieces += [", " if i else "", name(letter)]
    return (*pieces, f" and {len(wrt) - 8} more") if len(wrt) > 8 else tuple(pieces)


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """All panels after the heading. `typed` is the command line again, for the commands that are offered next."""
    numeric = "at" in solution.about
    blocks: list[Block] = [drawn_graph(solution), forward(solution), (backward if numeric else backward_in_letters)(solution)]
    if detail != BRIEF:
        blocks.append(rules(solution))
    if numeric:
        blocks.append(_check(solution))
    return Page((*blocks, _answer(solution), Next((f"calctutor backprop {typed} --format mermaid",))))


# The gradient.


def _check(solution: Solution) -> Panel:
    slopes = solution.about["gradient"]
    method = slopes[0].check.method
    rows = tuple(
        (
            (coloured(s.parameter),),
            (shown(s.value, 7),),
            (shown(s.check.second, 7),),
            (shown(s.check.difference, 7),),
            (shown(s.check.error, 2),),
        )
        for s in slopes
    )
    headings = ("", "backward pass", method, "difference", "error")
    output = solution.about["output"]
    said = {
        "symbolic": f"symbolic: the formula of the derivative of {output}, worked out by the rules and evaluated.",
        "power series": f"power series: {output} run on truncated power series, which uses no rule of differentiation.",
    }[method]
    quotient = (
        f"difference: ({output}(… + h) - {output}(… - h))/(2h) with h = 0.0001. Its error is the "
        f"curvature that h still sees; it falls with h²."
    )
    table = Table(headings, rows, (False, True, True, True, True))
    return Panel("Gradient check", (table, Prose((said,), "note"), Prose((quotient,), "note")))


def _answer(solution: Solution) -> Answer:
    output = name(solution.about["output"])
    slopes = solution.about["gradient"]
    body: list[Body] = [_slope(Tree("D", (output, name(s.parameter)), "partial"), s) for s in slopes[:24]]
    if len(slopes) > 24:
        body.append(Prose((f"… ({len(slopes) - 24} more; --format json has them all)",), "note"))
    body.append(Prose(_meaning(solution)))
    return Answer(tuple(body), _said(solution), solution.verified.verdict in ("agrees", "proved"), "Gradient")


def _slope(question: Tree, slope: Slope) -> Body:
    """A formula as an equation, a number on a line."""
    return Prose((question, f" = {shown(slope.value, 6)}")) if slope.formula is None else Equation(question, (slope.formula,))


def _said(solution: Solution) -> str:
    checks = [slope.check for slope in solution.about["gradient"] if slope.check is not None]
    if not checks or any(check.agrees is None or check.error is None for check in checks):
        return verdict(solution.verified) if not checks else "could not be checked at this point"
    worst = max(check.error for check in checks)
    return f"agrees with the {checks[0].method} gradient, and with differences to {shown(worst, 1)}"


def _meaning(solution: Solution) -> Sentence:
    """Which way to move: said for a parameter that has a slope, or in general."""
    output = solution.about["output"]
    steep = next((s for s in solution.about["gradient"] if s.value), None)
    if steep is None:
        return (
            f"Where a slope is negative, a larger parameter makes {output} smaller. Gradient descent moves every "
            f"parameter against its slope.",
        )
    letter = name(steep.parameter)
    sign, way = ("negative", "up") if steep.value < 0 else ("positive", "down")
    effect = "smaller" if steep.value < 0 else "larger"
    return (
        "The slope by ",
        letter,
        f" is {sign}: a slightly larger ",
        letter,
        f" makes {output} {effect}. Gradient descent subtracts a multiple of it, so it moves ",
        letter,
        f" {way}.",
    )


def labels(solution: Solution) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, label and operands of every node, for the programs that draw graphs."""
    return [
        (
            row.node,
            text(name(row.node)) + (f" = {text(row.operation)}" if row.operation is not None else "") + value_shown(row.value),
            tuple(row.takes),
        )
        for row in solution.about["forward"]
    ]
