"""How is backpropagation told? The graph, the pass forward, the pass back, the rules used, and the checks of the gradient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calctutor.blocks import Answer, Block, Body, Branch, Equation, Forest, Heading, Next, Page, Panel, Prose, Sentence, Table
from calctutor.narrate.decimals import factor, shown
from calctutor.narrate.passing import BRIEF, NORMAL
from calctutor.narrate.verdict import verdict
from calctutor.notation.tree import Tree, mark, name, replace
from calctutor.notation.writing import text
from calctutor.steps import Solution

if TYPE_CHECKING:
    from calctutor.engines.backprop import Backward, Slope

DEEPEST = 7
"""Levels of one drawn tree; what hangs deeper is drawn as a tree of its own."""
MOST_BRANCHES = 60
MOST_RULES = 12


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
    blocks: list[Block] = [_graph(solution), _forward(solution), (_backward if numeric else _backward_in_letters)(solution)]
    if detail != BRIEF:
        blocks.append(_rules(solution))
    if numeric:
        blocks.append(_check(solution))
    return Page((*blocks, _answer(solution), Next((f"calctutor backprop {typed} --format mermaid",))))


def _coloured(letter: str) -> Tree:
    return mark(letter, name(letter))


def _in_colours(tree: Tree, letters: Mapping[Tree, Tree]) -> Tree:
    return replace(tree, dict(letters))


def _colours(solution: Solution) -> dict[Tree, Tree]:
    return {name(row.node): _coloured(row.node) for row in solution.about["forward"]}


def _value(value: float | None) -> str:
    return "" if value is None else f" = {shown(value)}"


# The graph.


def _graph(solution: Solution) -> Panel:
    why = (
        "Every node is one operation on the nodes below it. A node that is used in several places is drawn once "
        "and named where "
        "it is used again."
    )
    return Panel("The graph", (Forest(_Drawing(solution).roots()), Prose((why,))))


class _Drawing:
    """Trees from the output down. What has been drawn is only named again."""

    def __init__(self, solution: Solution) -> None:
        self.rows = {row.node: row for row in solution.about["forward"]}
        self.colours = _colours(solution)
        self.drawn: set[str] = set()
        self.waiting = [solution.about["output"]]

    def roots(self) -> tuple[Branch, ...]:
        roots: list[Branch] = []
        while self.waiting:
            node = self.waiting.pop(0)
            if node not in self.drawn and len(self.drawn) < MOST_BRANCHES:
                roots.append(self._branch(node, 1))
        left_out = len(self.rows) - len(self.drawn)
        return (*roots, Branch((f"… ({left_out} more nodes)",))) if left_out else tuple(roots)

    def _branch(self, node: str, depth: int) -> Branch:
        row = self.rows[node]
        if row.operation is None:
            self.drawn.add(node)
            return Branch((_coloured(node), _value(row.value)))
        if node in self.drawn:
            return Branch((_coloured(node), "  (above)"))
        if depth > DEEPEST or len(self.drawn) >= MOST_BRANCHES:
            self.waiting.append(node)
            return Branch((_coloured(node), "  (below)" if len(self.drawn) < MOST_BRANCHES else "  …"))
        self.drawn.add(node)
        operation = _in_colours(row.operation, self.colours)
        return Branch(
            (_coloured(node), " = ", operation, _value(row.value)), tuple(self._branch(t, depth + 1) for t in row.takes)
        )


# The two passes.


def _forward(solution: Solution) -> Panel:
    rows = solution.about["forward"]
    colours = _colours(solution)
    numeric = "at" in solution.about
    cells = [
        (
            (_coloured(row.node),),
            ("input",) if row.operation is None else (_in_colours(row.operation, colours),),
            *(((shown(row.value, 6),),) if numeric else ()),
        )
        for row in rows
    ]
    headings = ("node", "operation", "value") if numeric else ("node", "operation")
    what = "Values travel" if numeric else "Expressions travel"
    why = (
        f"{what} from the inputs to {solution.about['output']}. Each node is computed once, from nodes that are known already."
    )
    return Panel("Forward pass", (Table(headings, tuple(cells), (False, False, True)), Prose((why,))))


IDEA = (
    "This is the chain rule, read from the end. The adjoint of a node says how fast {L} changes when that node "
    "alone changes. A node acts "
    "on {L} only through the nodes that use it, so each of those sends back its own adjoint times the local "
    "derivative, and what "
    "arrives is added up. That is how the error travels back through the layers."
)


def _idea(solution: Solution) -> Prose:
    return Prose((IDEA.replace("{L}", solution.about["output"]),))


def _backward(solution: Solution) -> Panel:
    colours = _colours(solution)
    rows: list[tuple[Sentence, ...]] = []
    for row in solution.about["backward"]:
        single = len(row.contributions) == 1
        for i, sent in enumerate(row.contributions):
            product = f"{shown(sent.incoming)} · {factor(sent.local_value or 0.0)}"
            product += "" if single else f" = {shown(sent.product)}"
            rows.append(
                (
                    (_coloured(row.node),) if not i else ("",),
                    (_coloured(sent.through),),
                    (_in_colours(sent.local.formula, colours),),
                    (_rule(sent.local.title),),
                    (product,),
                    (shown(row.adjoint),) if single else ("",),
                )
            )
        if not single:
            rows.append(_together(row))
    headings = ("node", "via", "local", "rule", "incoming × local", "adjoint")
    table = Table(headings, tuple(rows), (False, False, False, False, True, True))
    return Panel("Backward pass", (table, _idea(solution)))


def _together(row: Backward) -> tuple[Sentence, ...]:
    """The start of the pass, or the sum of what several uses sent back."""
    contributions, adjoint = row.contributions, row.adjoint
    if not contributions:
        return (_coloured(row.node),), ("",), ("",), ("start",), ("",), (shown(adjoint),)
    added = " + ".join(shown(c.product) if i == 0 else factor(c.product or 0.0) for i, c in enumerate(contributions[:4]))
    added += " + …" if len(contributions) > 4 else ""
    return ("",), ("",), ("",), ("added up",), (added,), (shown(adjoint),)


def _rule(title: str) -> str:
    """A rule's name where there is little room."""
    short = title.removeprefix("Derivative of ").removesuffix(" rule")
    return short if short != title and title.startswith("Derivative") else short[0].lower() + short[1:]


def _backward_in_letters(solution: Solution) -> Panel:
    colours = _colours(solution)
    rows: list[tuple[Sentence, ...]] = []
    for row in solution.about["backward"]:
        left = (_coloured(row.node),)
        adjoint = (_in_colours(row.formula, colours),)
        for i, sent in enumerate(row.contributions):
            last = i == len(row.contributions) - 1
            rows.append(
                (
                    left if not i else ("",),
                    (_coloured(sent.through),),
                    (_in_colours(sent.local.formula, colours),),
                    (_rule(sent.local.title),),
                    adjoint if last else ("",),
                )
            )
        if not row.contributions:
            rows.append((left, ("",), ("",), ("start",), adjoint))
    headings = ("node", "via", "local", "rule", "adjoint")
    return Panel("Backward pass", (Table(headings, tuple(rows)), _idea(solution)))


def _rules(solution: Solution) -> Panel:
    """Each rule once, in general, with its reason."""
    told = {step.rule: step for step in reversed(solution.steps)}
    rows: list[tuple[Sentence, ...]] = [
        ((step.title,), (step.formula,) if step.formula is not None else ("",), tuple(step.why))
        for step in sorted(told.values(), key=lambda s: s.title)[:MOST_RULES]
    ]
    return Panel("The local rules", (Table(("rule", "in general", "why"), tuple(rows)),))


# The gradient.


def _check(solution: Solution) -> Panel:
    slopes = solution.about["gradient"]
    method = slopes[0].check.method
    rows = tuple(
        (
            (_coloured(s.parameter),),
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
            text(name(row.node)) + (f" = {text(row.operation)}" if row.operation is not None else "") + _value(row.value),
            tuple(row.takes),
        )
        for row in solution.about["forward"]
    ]
