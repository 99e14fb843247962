"""How is an error told to a person? What was read, a mark under the place, one reason, one thing to try.

Plain strings and, if wanted, the few escape sequences that colour them: an error must not wait for anything to be loaded.
"""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from calctutor.errors import StudentError
from calctutor.notation.writing.boxes import cells
from calctutor.notation.writing.letters import ASCII, UNICODE
from calctutor.render.paper import Paper, clean


class Signs(NamedTuple):
    gutter: str
    end: str
    dots: str


_UNICODE, _ASCII = Signs("│", "╰", "…"), Signs("|", "`-", "...")
_RED, _GREEN, _DIM, _BOLD, _RESET = "\x1b[1;31m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


def problem_text(problem: StudentError, width: int, unicode: bool, colour: bool) -> str:
    """The report of `problem`, without a newline at its end."""
    paper = Paper(max(width, 30), UNICODE if unicode else ASCII, colour)
    signs = _UNICODE if unicode else _ASCII
    lines = opening(problem, paper)
    if problem.text:
        lines += quoted(problem, paper, signs)
    if problem.remedy:
        lines += remedy(problem.remedy, paper, signs)
    return "\n".join(line.rstrip() for line in lines)


def painted(text: str, escape: str, paper: Paper) -> str:
    return f"{escape}{text}{_RESET}" if paper.colour and text else text


def opening(problem: StudentError, paper: Paper) -> list[str]:
    """`error[code] reason`, in as many lines as it takes."""
    label = f"error[{paper.words(problem.code)}]"
    first, *others = folded(f"{label} {paper.words(problem.reason)}", paper.width, "")
    return [
        painted(label, _RED, paper) + painted(first[len(label) :], _BOLD, paper),
        *(painted(o, _BOLD, paper) for o in others),
    ]


def folded(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def quoted(problem: StudentError, paper: Paper, signs: Signs) -> list[str]:
    """The text that was read, the part around the place if it is long, and carets under what is to blame."""
    gutter = painted(f"  {signs.gutter}", _DIM, paper)
    before, blamed, after = window(problem.text, problem.place, paper.width - 5, signs.dots)
    shown = [paper.words(part) for part in (before, blamed, after)]
    carets = " " * cells(shown[0]) + "^" * max(cells(shown[1]), 1)
    return [gutter, f"{gutter} {''.join(shown)}", f"{gutter} {painted(carets, _RED, paper)}"]


def window(text: str, place: tuple[int, int], width: int, dots: str) -> tuple[str, str, str]:
    """`text` before, at and after `place`, at most `width` columns in all; dots stand for what is left out."""
    start = min(max(place[0], 0), len(text))
    end = min(max(place[1], start), len(text))
    before, blamed, after = (clean(part) for part in (text[:start], text[start:end], text[end:]))
    if cells(before + blamed + after) <= width:
        return before, blamed, after
    blamed = cut(blamed, width // 2, dots)
    room = width - cells(blamed)
    before = cut(before[::-1], max(room // 2, room - cells(after)), dots[::-1])[::-1]
    return before, blamed, cut(after, room - cells(before), dots)


def cut(text: str, width: int, dots: str) -> str:
    """The beginning of `text` in `width` columns, with dots if that is not all."""
    if cells(text) <= width:
        return text
    kept = text[: max(width - len(dots), 0)]
    while kept and cells(kept) > width - len(dots):
        kept = kept[:-1]
    return kept + dots


def remedy(text: str, paper: Paper, signs: Signs) -> list[str]:
    """`╰ help: ...`; a text of several lines keeps them."""
    lead = f"  {signs.end} "
    lines = [line for part in text.split("\n") for line in folded(f"{lead}help: {paper.words(part)}", paper.width, " " * 10)]
    head = painted(lead, _DIM, paper) + painted("help:", _GREEN, paper)
    return [head + lines[0][len(lead) + 5 :], *lines[1:]]
