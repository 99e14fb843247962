"""How is a page told in plain lines, for screen readers, pipes and narrow windows?

No frames, no colours, nothing in two dimensions: a numbered line a step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from calctutor.blocks import (
    Answer,
    Block,
    Branch,
    Equation,
    Forest,
    Heading,
    Ladder,
    Let,
    Next,
    Page,
    Panel,
    Plot,
    Prose,
    Rung,
    Table,
    Triangle,
)
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.notation.writing.letters import RELATIONS
from calctutor.render.naming import elided
from calctutor.render.paper import Paper

LONGEST_MATHS = 1000


def lines(page: Page, paper: Paper) -> Iterator[str]:
    """The page, a line a block."""
    for block in page.blocks:
        yield BLOCKS[type(block)](block, paper).strip()


def maths(tree: Tree, paper: Paper) -> str:
    return paper.words(text(elided(tree, LONGEST_MATHS), paper.style))


def sentence(pieces: tuple[str | Tree, ...], paper: Paper) -> str:
    told = (paper.words(piece) if isinstance(piece, str) else maths(piece, paper) for piece in pieces)
    return " ".join("".join(told).split())


def panel(block: Panel, paper: Paper) -> str:
    """`1. Product rule, (u v)′ = u′ v + u v′, with u = x²: d/dx(...) = ... Why.`"""
    letters = [pair for part in block.body if isinstance(part, Let) for pair in (*part.letters, *part.so)]
    title = ", ".join(filter(None, [
        paper.words(block.title),
        maths(block.formula, paper) if block.formula is not None else "",
        _with((*letters, *block.parameters), paper),
    ]))  # fmt: skip
    number = f"{block.number}. " if block.number is not None else ""
    inside = [told(part, paper) for part in block.body if not isinstance(part, Let)]
    return f"{number}{title}: {' '.join(inside)}".replace("\n ", "\n") if inside else f"{number}{title}"


def _with(letters: tuple[tuple[str, Tree], ...], paper: Paper) -> str:
    return (
        "with " + ", ".join(f"{maths(name(letter), paper)} = {maths(value, paper)}" for letter, value in letters)
        if letters
        else ""
    )


def told(block: Block, paper: Paper) -> str:
    return BLOCKS[type(block)](block, paper)


def equation(block: Equation, paper: Paper) -> str:
    relation = RELATIONS.get(block.relation, block.relation) if paper.style.unicode else paper.words(block.relation)
    return f" {relation} ".join(maths(side, paper) for side in (block.left, *block.rights)) + "."


def let(block: Let, paper: Paper) -> str:
    return "Let " + _with((*block.letters, *block.so), paper).removeprefix("with ") + "."


def prose(block: Prose, paper: Paper) -> str:
    return ("Warning: " if block.tone == "warning" else "") + sentence(block.sentence, paper)


def answer(block: Answer, paper: Paper) -> str:
    inside = " ".join(told(part, paper) for part in block.body).removesuffix(".")
    verdict = paper.words(block.verdict if block.sure else f"? {block.verdict}")
    return f"{paper.words(block.title)}: {inside}" + (f"   ({verdict})" if block.verdict else "")


def following(block: Next, paper: Paper) -> str:
    return "Next: " + "   ".join(map(paper.words, block.commands))


def table(block: Table, paper: Paper) -> str:
    """A line a row, each cell after its heading; several rows start on a line of their own."""
    headings = list(map(paper.words, block.headings))
    rows = (", ".join(f"{h} {sentence(cell, paper)}" for h, cell in zip(headings, row, strict=True)) for row in block.rows)
    several = "\n" * (len(block.rows) > 1)
    return several + "\n".join(rows) + several


def forest(block: Forest, paper: Paper) -> str:
    """A line a node, indented below the one that uses it."""
    return "\n" + "\n".join(line for root in block.roots for line in _branch(root, paper, "")) + "\n"


def _branch(branch: Branch, paper: Paper, indent: str) -> Iterator[str]:
    yield indent + sentence(branch.sentence, paper)
    for part in branch.parts:
        yield from _branch(part, paper, indent + "  ")


def triangle(block: Triangle, paper: Paper) -> str:
    """Its sides, one after the other."""
    angle, *sides = (maths(part, paper) for part in (block.angle, block.opposite, block.beside, block.hypotenuse))
    return f"Right triangle: opposite {angle} the side {sides[0]}, beside it {sides[1]}, hypotenuse {sides[2]}."


def ladder(block: Ladder, paper: Paper) -> str:
    """A line a layer."""
    told = [rung for rung in block.rungs if rung.meaning is not None or rung.value]
    return "\n" + "\n".join(" ".join(_rung(rung, paper)) for rung in told) + "\n"


def _rung(rung: Rung, paper: Paper) -> Iterator[str]:
    sides = [side for side in (rung.letter, rung.meaning) if side is not None]
    yield " = ".join([*(maths(side, paper) for side in sides), *filter(None, [rung.value])]) + "."
    if rung.slope is not None:
        yield " = ".join([*(maths(side, paper) for side in rung.slope), *filter(None, [rung.slope_value])]) + f", {rung.rule}."
    if rung.back:
        yield f"Sensitivity {rung.back}."


def plot(block: Plot, paper: Paper) -> str:
    """In words: a picture of characters says nothing to a reader of lines."""
    return sentence(block.said, paper)


BLOCKS: dict[type, Callable[[Any, Paper], str]] = {
    Heading: lambda block, paper: sentence(block.sentence, paper),
    Panel: panel, Answer: answer, Next: following, Prose: prose, Let: let, Equation: equation, Table: table,
    Forest: forest, Ladder: ladder, Triangle: triangle, Plot: plot,
}  # fmt: skip
