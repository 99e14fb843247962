"""How does a page become text? One entry for all formats; a file for each."""

from __future__ import annotations

import textwrap
from typing import IO, TYPE_CHECKING

from calctutor.render.paper import NARROWEST, Paper, paper_for

if TYPE_CHECKING:
    from calctutor.blocks import Page


def show(
    page: Page,
    format: str,
    stream: IO[str],
    width: int | None = None,
    theme: str = "dark",
    colour: bool | None = None,
) -> None:
    """Write `page` to `stream` as `panels` or `plain`. A `width` or `colour` that is None is taken from the terminal."""
    stream.write(shown(page, format, paper_for(stream, width, theme, colour)))


def shown(page: Page, format: str, paper: Paper) -> str:
    """`page` as text for `paper`. Where panels have no room there are plain lines, wrapped."""
    if format == "plain":
        return plain_text(page, paper)
    if paper.width < NARROWEST:
        return "".join(_wrapped(line, paper.width) for line in plain_text(page, paper).splitlines())
    return panels_text(page, paper)


def plain_text(page: Page, paper: Paper) -> str:
    from calctutor.render import plain

    return "".join(f"{line}\n" for line in plain.lines(page, paper))


def panels_text(page: Page, paper: Paper) -> str:
    from calctutor.render import cards

    if cards.fits(page):
        return cards.printed(page, paper)
    from calctutor.render import panels

    return panels.printed(page, paper)


def _wrapped(line: str, width: int) -> str:
    return textwrap.fill(line, max(width, 20), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) + "\n"
