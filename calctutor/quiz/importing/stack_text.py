"""What does the text of a STACK question say, with what Maxima puts into it?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from calctutor.notation.tree import Tree, names
from calctutor.notation.writing import latex
from calctutor.quiz.filling import spelled
from calctutor.quiz.importing.elements import Data, text_of
from calctutor.quiz.importing.foreign import Foreign
from calctutor.quiz.importing.maxima import Variables

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TAGS = re.compile(r"\[\[(input|validation|feedback):[^\]]{0,300}\]\]")
_INPUT = re.compile(r"\[\[input:([^\]]{0,100})\]\]")
_BLOCK = re.compile(r"\[\[/?\s*(if|foreach|jsxgraph|hint|define|comment)\b[^\]]{0,300}\]\]")
_PUT_IN = re.compile(r"\{[@#]((?:(?!\{[@#]).)+?)[@#]\}", re.DOTALL)
_TOKEN = re.compile(r"⟦(\d+)⟧")


def text_in(foreign: Foreign, place: str, element: Element, known: Variables, data: Data, own: str) -> str:
    """The question with what is put in: the expression and the parameters as holes, the rest as it comes out. Of several
    fields, a line shows the `own` one, and dots the others.
    """
    found = element.find("questiontext")
    holder = found.find("text") if found is not None else None
    raw = whole = (holder.text if holder is not None else "") or ""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(_shown(foreign, place, known, match[1], str(data.get("expression", ""))))
        return f"⟦{len(kept) - 1}⟧"

    if _BLOCK.search(raw):
        foreign.note(place, "blocks in its text ([[if]], [[jsxgraph]], ...) are left out")
    if own:
        raw = _INPUT.sub(lambda field: " _____ " if field[1].strip() == own else " ... ", raw)
    raw = _PUT_IN.sub(hide, _BLOCK.sub(" ", _TAGS.sub(" ", raw)))
    if holder is not None:
        holder.text = raw
    said = text_of(foreign, place, element)
    if holder is not None:
        holder.text = whole  # another field may belong to the same text
    pieces = re.split(r"(\$[^$]*\$)", said)
    return "".join(
        _TOKEN.sub(lambda m: kept[int(m[1])], piece)
        if piece.startswith("$")
        else _TOKEN.sub(lambda m: f"${kept[int(m[1])]}$", piece)
        for piece in pieces
    ).strip()


def _shown(foreign: Foreign, place: str, known: Variables, inside: str, expression: str) -> str:
    """What `{@...@}` shows, in LaTeX."""
    value = known.resolved(inside)
    tree = value if isinstance(value, Tree) else None
    if tree is None:
        foreign.note(place, f"not understood in its text: {inside[:40]}")
        return inside.replace("$", "")
    if spelled(tree) == expression:
        return "{expression}"
    if tree.head == "name" and tree.value in known.parameters:
        return "{" + str(tree.value) + "}"
    if set(names(tree)) & set(known.parameters):
        foreign.note(place, f"{inside[:40]} in its text is shown with its letters, not with its numbers")
    return latex(tree)


def parameters_of(known: Variables, data: Data, text: str) -> Data:
    """The random letters that the question uses."""
    said = " ".join(str(data.get(key, "")) for key in ("expression", "answer", "from", "to", "at")) + text
    return {
        letter: value
        for letter, value in known.parameters.items()
        if re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])|\{{{letter}\}}", said)
    }
