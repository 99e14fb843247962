"""What does a text of a quiz say, as sentences with maths in them?

Of Markdown, what questions need: paragraphs, lists, emphasis and code (whose marks are left out), and formulas between dollars,
which are read as LaTeX. A formula that cannot be read is shown as it is written.
"""

from __future__ import annotations

import re

from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree
from calctutor.notation.writing import text
from calctutor.quiz.holes import MATHS

Sentence = tuple[str | Tree, ...]

_MARKS = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1|(?<!\w)([*_`])(?=\S)(.{1,500}?)(?<=\S)\3(?!\w)", re.DOTALL)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


def sentences(markdown: str) -> list[Sentence]:
    """The paragraphs and the items of lists, each a sentence."""
    found: list[Sentence] = []
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines: list[str] = []
        for line in block.splitlines():
            if _ITEM.match(line) or not lines:
                lines.append(line)
            else:
                lines[-1] += " " + line.strip()
        found += [sentence(line.strip()) for line in lines if line.strip()]
    return found


def sentence(line: str) -> Sentence:
    """Text and formulas in turn."""
    pieces: list[str | Tree] = []
    end = 0
    for maths in MATHS.finditer(line):
        pieces += [_plain(line[end : maths.start()]), formula(maths[2])]
        end = maths.end()
    return tuple(piece for piece in (*pieces, _plain(line[end:])) if piece != "")


def _plain(words: str) -> str:
    """Without the marks of emphasis, of headings and of lists."""
    words = re.sub(r"^#{1,6}\s+", "", words)
    words = _ITEM.sub("• ", words) if words[:2] in ("- ", "* ", "+ ") else words
    return _MARKS.sub(lambda found: found[2] or found[4], words)


def formula(latex: str) -> str | Tree:
    """What is read; an interval, as `[0, 1]`, stays as it is written: it is no column of numbers."""
    try:
        tree = read(latex)
        return tree if tree.head != "list" or any(part.head == "list" for part in tree.args) else text(tree)
    except StudentError:
        return phrase(latex) or " ".join(latex.split())


LONGEST_PHRASE = 200

_ARROW = re.compile(r"(.+?)(?:\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])|→|->)(.+?)(?:\^\{?([+-])\}?)?\s*", re.DOTALL)


def phrase(latex: str) -> str:
    r"""What `x \to 0^+` or `f'(x) =` says, which are no expressions: where something goes, or what is to be continued. Nothing
    for anything else.
    """
    found = _ARROW.fullmatch(latex) if len(latex) <= LONGEST_PHRASE else None
    try:
        if found:
            side = {"+": "⁺", "-": "⁻"}.get(found[3] or "", "")
            return f"{text(read(found[1]))} → {text(read(found[2]))}{side}"
        bare = latex.rstrip()
        return f"{text(read(bare[:-1]))} =" if bare.endswith("=") else ""
    except StudentError:
        return ""


def mentions(said: list[Sentence], *trees: Tree) -> bool:
    """Is one of these a formula in the text already?"""
    wanted = {text(tree) for tree in trees}
    told = [piece for one in said for piece in one if isinstance(piece, Tree)]
    told += [side for piece in told if piece.head == "=" for side in piece.args]
    return any(text(tree) in wanted for tree in told)
