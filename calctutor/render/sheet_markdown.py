"""How is a sheet written in Markdown, with LaTeX between dollars?"""

from __future__ import annotations

import re

from calctutor.blocks import Sentence
from calctutor.narrate.quiz_sheet import Item, Sheet
from calctutor.notation.tree import Tree
from calctutor.notation.writing import latex

_SPECIAL = re.compile(r"([\\`*_{}<>#|~$]|\](?=[(\[:])|\[(?=\^))")
"""Brackets mean something in links alone. `[0, 1]` stays as it is: in places, a backslash before a bracket begins a formula."""
_STARTS = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def markdown(sheet: Sheet) -> str:
    """The questions, without what is right."""
    lines = [f"# {escaped(sheet.title)}", ""]
    for said in sheet.said:
        lines += [sentence(said), ""]
    for part in sheet.parts:
        if part.title:
            lines += [f"## {escaped(part.title)}", ""]
        for said in part.said:
            lines += [sentence(said), ""]
        for item in part.items:
            lines += [*_item(item), ""]
    return "\n".join(lines).rstrip() + "\n"


def markdown_key(sheet: Sheet) -> str:
    """What is right, by the numbers of the questions."""
    lines = [f"# {escaped(sheet.title)}: key", "", f"Seed {escaped(sheet.seed)}.", ""]
    lines += [f"{item.number}. {sentence(item.right)} ({worth(item)})" for item in sheet.items]
    return "\n".join(lines) + "\n"


def _item(item: Item) -> list[str]:
    first, *more = item.said or (("",),)
    lines = [f"**{item.number}.** {sentence(first)} ({worth(item)})"]
    for said in more:
        lines += ["", sentence(said)]
    if item.options:
        lines += ["", *(f"- {label}) {sentence(said)}" for label, said in item.options)]
    return lines


def worth(item: Item) -> str:
    points = item.question.points
    return f"{points:g} point{'s' * (points != 1)}"


def sentence(pieces: Sentence) -> str:
    return "".join(f"${latex(piece)}$" if isinstance(piece, Tree) else escaped(piece) for piece in pieces)


def escaped(said: str) -> str:
    """Text that is text in Markdown as well."""
    return _STARTS.sub(r"\1\\\2\3", _SPECIAL.sub(r"\\\1", said))
