"""How is a plot drawn in a terminal? With plotext, in Braille dots or in plain characters, and in the colours of the theme.

plotext is an extra: where it is missing, the page says in words what the picture would have shown. It draws without
colours; the
characters of each curve are told apart here, so that themes, `--no-color` and ASCII hold for plots as for everything else.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from calctutor.blocks import Curve, Plot
from calctutor.notation.writing import Row
from calctutor.notation.writing.boxes import joined
from calctutor.render.paper import Paper
from calctutor.render.sentences import wrapped

ROLES = {"line": "v", "points": "u", "path": "u", "level": ".border", "area": "u"}
HEIGHT, WIDEST = 18, 90
MARKERS = {
    "line": ("braille", "."),
    "points": ("●", "o"),
    "path": ("●", "o"),
    "level": ("braille", "."),
    "area": ("braille", ":"),
}
_COLOURS = {"line": 1, "points": 2, "path": 2, "level": 3, "area": 2}
"""plotext is asked for three colours of its own, which are read back as roles."""


def plot(block: Plot, paper: Paper, width: int) -> list[Row]:
    """The picture with a line of words under it, or the words alone."""
    plotext = _plotext()
    said = wrapped(block.said, paper, width)
    if plotext is None:
        return [*said, ((paper.words('The picture needs plotext: pip install "calctutor[plot]"'), ".note"),)]
    return [*_picture(block, plotext, paper, min(width, WIDEST)), *said]


def _plotext() -> ModuleType | None:
    try:
        import plotext
    except ImportError:
        return None
    return plotext if hasattr(plotext, "build") else None


def _picture(block: Plot, plotext: Any, paper: Paper, width: int) -> list[Row]:
    plotext.clear_figure()
    plotext.plotsize(width, HEIGHT)
    plotext.limit_size(False, False)
    plotext.theme("clear")
    plotext.xlabel(paper.words(block.labels[0]))
    plotext.ylabel(paper.words(block.labels[1]))
    if block.logarithmic:
        plotext.yscale("log")
    for curve in block.curves:
        _draw(plotext, curve, paper)
    return [_row(line, paper) for line in plotext.build().splitlines()]


def _draw(plotext: Any, curve: Curve, paper: Paper) -> None:
    marker = MARKERS[curve.style][0 if paper.style.unicode else 1]
    draw = plotext.plot if curve.style in ("line",) else plotext.scatter
    if curve.style == "path" and len(curve.xs) > 1:
        plotext.plot(list(curve.xs), list(curve.ys), marker="braille" if paper.style.unicode else "-", color=_COLOURS["path"])
    if curve.style == "area":
        plotext.plot(list(curve.xs), list(curve.ys), marker=marker, color=_COLOURS["area"], fillx=True)
        return
    draw(list(curve.xs), list(curve.ys), marker=marker, color=_COLOURS[curve.style])


def _row(line: str, paper: Paper) -> Row:
    """A line of plotext's with its escape sequences turned into roles."""
    first, *others = line.split("\x1b[")
    spans: list[tuple[str, str | None]] = [(_lines(first, paper), ".note")]
    for piece in others:
        code, _, text = piece.partition("m")
        spans.append((_lines(text, paper), _role(code)))
    return joined([((text, role),) for text, role in spans if text])


def _role(code: str) -> str | None:
    """The role whose colour plotext was asked for."""
    found = code.split(";")
    number = found[-1] if len(found) >= 3 and found[0] == "38" else ""
    return next((ROLES[style] for style, colour in _COLOURS.items() if str(colour) == number), ".note")


def _lines(text: str, paper: Paper) -> str:
    return text if paper.style.unicode else paper.words(text.translate(_ASCII))


_ASCII = str.maketrans(
    {"┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "─": "-", "│": "|"}
)
