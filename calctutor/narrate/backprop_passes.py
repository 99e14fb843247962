"""How are the two passes told? Values travel forward, adjoints travel back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calctutor.blocks import Panel, Prose, Sentence, Table
from calctutor.narrate.backprop_graph import coloured, in_colours, node_colours
from calctutor.narrate.decimals import factor, shown
from calctutor.steps import Solution

if TYPE_CHECKING:
    from calctutor.engines.backprop import Backward


MOST_RULES = 12


def forward(solution: Solution) -> Panel:
    rows = solution.about["forward"]
    colours = node_colours(solution)
    numeric = "at" in solution.about
    cells = [
        (
            (coloured(row.node),),
            ("input",) if row.operation is None else (in_colours(row.operation, colours),),
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


def backward(solution: Solution) -> Panel:
    colours = node_colours(solution)
    rows: list[tuple[Sentence, ...]] = []
    for row in solution.about["backward"]:
        single = len(row.contributions) == 1
        for i, sent in enumerate(row.contributions):
            product = f"{shown(sent.incoming)} · {factor(sent.local_value or 0.0)}"
            product += "" if single else f" = {shown(sent.product)}"
            rows.append(
                (
                    (coloured(row.node),) if not i else ("",),
                    (coloured(sent.through),),
                    (in_colours(sent.local.formula, colours),),
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
        return (coloured(row.node),), ("",), ("",), ("start",), ("",), (shown(adjoint),)
    added = " + ".join(shown(c.product) if i == 0 else factor(c.product or 0.0) for i, c in enumerate(contributions[:4]))
    added += " + …" if len(contributions) > 4 else ""
    return ("",), ("",), ("",), ("added up",), (added,), (shown(adjoint),)


def _rule(title: str) -> str:
    """A rule's name where there is little room."""
    short = title.removeprefix("Derivative of ").removesuffix(" rule")
    return short if short != title and title.startswith("Derivative") else short[0].lower() + short[1:]


def backward_in_letters(solution: Solution) -> Panel:
    colours = node_colours(solution)
    rows: list[tuple[Sentence, ...]] = []
    for row in solution.about["backward"]:
        left = (coloured(row.node),)
        adjoint = (in_colours(row.formula, colours),)
        for i, sent in enumerate(row.contributions):
            last = i == len(row.contributions) - 1
            rows.append(
                (
                    left if not i else ("",),
                    (coloured(sent.through),),
                    (in_colours(sent.local.formula, colours),),
                    (_rule(sent.local.title),),
                    adjoint if last else ("",),
                )
            )
        if not row.contributions:
            rows.append((left, ("",), ("",), ("start",), adjoint))
    headings = ("node", "via", "local", "rule", "adjoint")
    return Panel("Backward pass", (Table(headings, tuple(rows)), _idea(solution)))


def rules(solution: Solution) -> Panel:
    """Each rule once, in general, with its reason."""
    told = {step.rule: step for step in reversed(solution.steps)}
    rows: list[tuple[Sentence, ...]] = [
        ((step.title,), (step.formula,) if step.formula is not None else ("",), tuple(step.why))
        for step in sorted(told.values(), key=lambda s: s.title)[:MOST_RULES]
    ]
    return Panel("The local rules", (Table(("rule", "in general", "why"), tuple(rows)),))
