"""What does a text in HTML say, as the Markdown of a quiz? Its words, its paragraphs, and its formulas between dollars."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from calctutor.quiz.importing.foreign import printable

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr", "table", "pre", "blockquote"}
_SILENT = {"script", "style", "head", "title"}
_LOST = {"img": "an image", "video": "a video", "audio": "a sound", "iframe": "a frame", "table": "the shape of a table",
         "object": "an object", "svg": "a drawing"}  # fmt: skip


class _Words(HTMLParser):
    """The text between the tags; `lost` names what a text cannot hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.lost: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LOST:
            self.lost.append(_LOST[tag])
            if said := dict(attrs).get("alt"):
                self.pieces.append(f"[{said}]")
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.pieces.append("\n\n" if tag not in ("br", "li", "tr") else "\n")
        if tag == "li":
            self.pieces.append("- ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def words(html: str) -> tuple[str, list[str]]:
    """The text, and what was lost."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return tidy("".join(parser.pieces)), parser.lost


def tidy(said: str) -> str:
    """Formulas between dollars, paragraphs with one empty line between, no braces that could be taken for holes."""
    said = printable(said.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    said = re.sub(r"\\\((.+?)\\\)", lambda m: f"${m[1].strip()}$", said, flags=re.DOTALL)
    said = re.sub(r"\\\[(.+?)\\\]|\$\$(.+?)\$\$", lambda m: f"${(m[1] or m[2]).strip()}$", said, flags=re.DOTALL)
    said = re.sub(r"[ \t]+", " ", said)
    return re.sub(r"\n\s*\n\s*", "\n\n", re.sub(r" *\n *", "\n", said)).strip()
