"""How is a solution written in Markdown, for notebooks?"""

from __future__ import annotations

from calctutor.blocks import (
    Answer,
    Block,
    Equation,
    Forest,
    Heading,
    Ladder,
    Let,
    Panel,
    Plot,
    Prose,
    Sentence,
    Table,
    Triangle,
)
from calctutor.narrate import derivative, integral
from calctutor.narrate.several_pages import whole_page
from calctutor.notation.tree import Tree, unmarked
from calctutor.notation.writing import latex
from calctutor.notation.writing.boxes import row_text
from calctutor.render.paper import Paper
from calctutor.render.plain import told
from calctutor.render.triangle import triangle
from calctutor.steps import Solution

PAPER = Paper(80)


def solution_markdown(solution: Solution) -> str:
    """The page of a solution as Markdown with LaTeX between dollars."""
    if (several := whole_page(solution)) is not None:
        return "\n\n".join(filter(None, map(_block, several.blocks))) + "\n"
    x = solution.about["wrt"]
    if solution.command == "integrate":
        blocks = (integral.heading(solution.read_as, x), *integral.page(solution).blocks)
    else:
        blocks = (derivative.heading(solution.read_as, x, solution.about["order"]), *derivative.page(solution).blocks)
    return "\n\n".join(filter(None, map(_block, blocks))) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(sentence):
            return f"**{_sentence(sentence).strip()}**"
        case Panel(title, body, number, formula):
            rule = f" — ${latex(formula)}$" if formula else ""
            return "\n\n".join([f"**{f'{number}. ' if number else ''}{title}**{rule}", *map(_block, body)])
        case Answer(body, verdict, sure, title):
            return "\n\n".join([f"**{title}** ({'✓ ' if sure else ''}{verdict})", *map(_block, body)])
        case Let(letters, so):
            return "let " + _definitions(letters) + (", so " + _definitions(so) if so else "")
        case Equation(left, rights, relation):
            rows = [
                f"{latex(unmarked(left)) if i == 0 else ''} &{relation} {latex(unmarked(right))}"
                for i, right in enumerate(rights)
            ]
            return "$$\\begin{aligned}" + " \\\\ ".join(rows) + "\\end{aligned}$$"
        case Prose(sentence) | Plot(said=sentence):
            return _sentence(sentence)
        case Table(headings, rows):
            lines = [headings, ("---",) * len(headings), *(tuple(map(_cell, row)) for row in rows)]
            return "\n".join("| " + " | ".join(line) + " |" for line in lines)
        case Forest() | Ladder():
            return f"```\n{told(block, PAPER).strip()}\n```"
        case Triangle():
            return f"```\n{drawn(block)}\n```"
        case _:
            return ""


def drawn(block: Triangle) -> str:
    """The drawing itself, in a fixed pitch."""
    return "\n".join(row_text(row).rstrip() for row in triangle(block, PAPER, PAPER.width))


def _definitions(letters: tuple[tuple[str, Tree], ...]) -> str:
    return ", ".join(f"${letter} = {latex(unmarked(tree))}$" for letter, tree in letters)


def _cell(sentence: Sentence) -> str:
    """A bar inside a cell would end it."""
    return _sentence(sentence).replace("|", "\\vert ")


def _sentence(sentence: Sentence) -> str:
    return "".join(piece if isinstance(piece, str) else f"${latex(unmarked(piece))}$" for piece in sentence)
