"""How is a composition told? As a ladder of layers, the slope of each, their product, and the letters put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as changed
from itertools import pairwise
from typing import TYPE_CHECKING

from calctutor.blocks import Block, Body, Equation, Heading, Ladder, Let, Next, Page, Panel, Prose, Rung, Sentence
from calctutor.narrate.decimals import shown
from calctutor.narrate.passing import BRIEF, NORMAL
from calctutor.narrate.steps import tell
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, mark, multiply, name, names, replace
from calctutor.notation.writing import text
from calctutor.steps import Solution, Step

if TYPE_CHECKING:
    from calctutor.engines.layers import Chain, Layer

Colours = Mapping[Tree, Tree]


def heading(f: Tree, x: str, at: Tree | None) -> Heading:
    where: Sentence = () if at is None else ("  at ", name(x), " = ", at)
    return Heading(("Unravel  ", f, "  with respect to ", name(x), *where))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """Ladder, slopes and product of every chain, then the answer."""
    chains, x = solution.about["chains"], solution.about["wrt"]
    colours = {name(layer.letter): mark(layer.letter, name(layer.letter)) for chain in chains for layer in chain.layers}
    blocks: list[Block] = [_top(solution, colours)] if solution.about["top"] is not None else []
    local = [step for step in solution.steps if step.title != "Chain rule" or step.let]
    number = 1
    for chain in chains:
        blocks.append(_ladder(chain, x))
        if detail != BRIEF:
            told = [_coloured(block, colours) for block in tell(tuple(_steps_of(chain, local)), detail, number)]
            blocks += told
            number += len(told)
        if len(chain.layers) > 1:
            blocks.append(_product(chain, x, colours, number))
            number += 1
    left = (
        Tree("D", (name(chains[0].letter), name(x)))
        if solution.about["top"] is None
        else Tree("D", (solution.read_as, name(x)))
    )
    blocks += [answer(left, solution.answer, solution.verified, solution.complete), _next(solution, typed)]
    return Page(tuple(blocks))


def _steps_of(chain: Chain, local: list[Step]) -> list[Step]:
    """The steps of its layers, from the outside in."""
    by_question = {step.before: step for step in local}
    asked = [Tree("D", (layer.function, name(layer.inside))) for layer in reversed(chain.layers)]
    return [by_question[question] for question in asked if question in by_question]


def _top(solution: Solution, colours: Colours) -> Panel:
    joined = solution.about["joined_by"]
    rule = "each term is differentiated by itself" if joined == "sum" else "the product rule joins their slopes"
    chains = solution.about["chains"]
    count = "one part is a chain" if len(chains) == 1 else f"{len(chains)} parts are chains"
    why = f"At the top this is a {joined}, so it is no single chain. In it {count}: here are their layers, and {rule}."
    letters = tuple((chain.letter, _whole(chain)) for chain in chains)
    return Panel(
        f"A {joined} of parts",
        (Let(letters), Equation(solution.read_as, (replace(solution.about["top"], dict(colours)),)), Prose((why,))),
    )


def _whole(chain: Chain) -> Tree:
    meaning: dict[Tree, Tree] = {}
    for layer in chain.layers:
        meaning[name(layer.letter)] = replace(layer.function, meaning)
    return meaning[name(chain.letter)]


# The ladder.


def _ladder(chain: Chain, x: str) -> Panel:
    first = Rung(name(x), value=_number(chain.start), back=_number(chain.sensitivity))
    inner = {name(layer.letter): mark(layer.letter, name(layer.letter)) for layer in chain.layers}
    rungs = (first, *(_rung(layer, inner) for layer in chain.layers))
    count = len(chain.layers)
    if count == 1:
        why = "There is only one layer here, so there is nothing to unravel: one rule gives the slope."
    elif chain.start is None:
        why = (
            f"{text(name(x))} goes in at the top and passes through {count} layers. Each layer passes a change "
            f"on, made larger or smaller by its own slope; "
            "so the slopes are multiplied."
        )
    else:
        why = (
            f"Values are computed down the ladder. Sensitivities are computed up it: {text(name(chain.letter))} "
            f"changes 1 for 1 with itself, and each step up multiplies "
            "by the slope of the layer."
        )
    title = "The layers" if chain.letter in ("y", "z", "f") else f"The layers of {chain.letter}"
    return Panel(title, (Ladder(rungs), Prose((why,))))


def _rung(layer: Layer, inner: Colours) -> Rung:
    slope = (Tree("D", (name(layer.letter), name(layer.inside))), replace(layer.slope, dict(inner)))
    return Rung(
        name(layer.letter),
        replace(layer.function, dict(inner)),
        slope,
        layer.rule,
        _number(layer.value),
        _number(layer.slope_value),
        _number(layer.sensitivity),
    )


def _number(value: float | None) -> str:
    return "" if value is None else shown(value)


# The product.

FORMULA = Tree(
    "=",
    (
        Tree("prime", (Tree("apply", (name("u"),), "f"),)),
        multiply(Tree("apply", (name("u"),), "f'"), Tree("prime", (name("u"),))),
    ),
)
"""f(u)′ = f′(u) u′"""


def _product(chain: Chain, x: str, colours: Colours, number: int) -> Panel:
    questions = multiply(*(Tree("D", (name(layer.letter), name(layer.inside))) for layer in reversed(chain.layers)))
    rows = [questions, replace(chain.product, dict(colours)), _marked_back(chain), chain.answer]
    told = [rows[0], *(row for before, row in pairwise(rows) if text(before) != text(row))]
    body: list[Body] = [
        Equation(Tree("D", (name(chain.letter), name(x))), tuple(told)),
        Prose(("Multiply the slopes from the outside in, put back what every letter stands for, and tidy.",)),
    ]
    return Panel("Multiply, outside in", tuple(body), number, FORMULA)


def _marked_back(chain: Chain) -> Tree:
    """The product with the letters put back; what stood for a letter keeps its colour."""
    meaning: dict[Tree, Tree] = {}
    shown_as: dict[Tree, Tree] = {}
    for layer in chain.layers:
        meaning[name(layer.letter)] = replace(layer.function, meaning)
        shown_as[name(layer.letter)] = mark(layer.letter, meaning[name(layer.letter)])
    return replace(chain.product, shown_as)


def _coloured(block: Block, colours: Colours) -> Block:
    """A panel with the letters of the layers in their colours."""
    return changed(block, body=tuple(_body(part, colours) for part in block.body)) if isinstance(block, Panel) else block


def _body(part: Body, colours: Colours) -> Body:
    if isinstance(part, Equation):
        return changed(
            part, left=replace(part.left, dict(colours)), rights=tuple(replace(r, dict(colours)) for r in part.rights)
        )
    return changed(part, sentence=_sentence(part.sentence, colours)) if isinstance(part, Prose) else part


def _sentence(sentence: Sentence, colours: Colours) -> Sentence:
    return tuple(replace(piece, dict(colours)) if isinstance(piece, Tree) else piece for piece in sentence)


def _next(solution: Solution, typed: str) -> Next:
    x = solution.about["wrt"]
    by = f" --wrt {x}" if len(names(solution.read_as)) > 1 else ""
    at = () if solution.about["at"] is not None or by else (f'calctutor chain "{typed}"{by} --at {x}=1',)
    return Next((*at, f'calctutor diff "{typed}"{by}'))
