"""How is a solution written in Markdown, for notebooks?"""

from __future__ import annotations

from calctutor.blocks import Answer, Block, Equation, Heading, Let, Panel, Prose, Sentence, Table
from calctutor.narrate.derivative import heading, page
from calctutor.narrate.several_pages import whole_page
from calctutor.notation.tree import Tree, unmarked
from calctutor.notation.writing import latex
from calctutor.steps import Solution


def solution_markdown(solution: Solution) -> str:
    """The page of a solution as Markdown with LaTeX between dollars."""
    if (several := whole_page(solution)) is not None:
        return "\n\n".join(filter(None, map(_block, several.blocks))) + "\n"
    opening = heading(solution.read_as, solution.about["wrt"], solution.about["order"])
    return "\n\n".join(filter(None, map(_block, (opening, *page(solution).blocks)))) + "\n"


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
        case Prose(sentence):
            return _sentence(sentence)
        case Table(headings, rows):
            lines = [headings, ("---",) * len(headings), *(tuple(map(_sentence, row)) for row in rows)]
            return "\n".join("| " + " | ".join(line) + " |" for line in lines)
        case _:
            return ""


def _definitions(letters: tuple[tuple[str, Tree], ...]) -> str:
    return ", ".join(f"${letter} = {latex(unmarked(tree))}$" for letter, tree in letters)


def _sentence(sentence: Sentence) -> str:
    return "".join(piece if isinstance(piece, str) else f"${latex(unmarked(piece))}$" for piece in sentence)
