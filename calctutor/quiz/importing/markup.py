"""What does a text in HTML say, as the Markdown of a quiz? Its words, its paragraphs, and its formulas between dollars."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from calctutor.quiz.importing.foreign import printable

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr", "table", "pre", "blockquote"}
_SILENT = {"script", "style", "head", "title", "math"}
_LOST = {"img": "an image", "video": "a video", "audio": "a sound", "iframe": "a frame", "table": "the shape of a table",
         "object": "an object", "svg": "a drawing", "math": "a formula in MathML"}  # fmt: skip


_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_LONE = re.compile(r"<(?![^<>]{0,2000}>)")
"""A sign that opens no tag. The parser of the library would look for the end of each through the whole text."""


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
            if said := dict(attrs).get("alt") or dict(attrs).get("alttext"):
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
    parser.feed(_LONE.sub("&lt;", _COMMENT.sub(" ", html)))
    parser.close()
    return tidy("".join(parser.pieces)), parser.lost


_INLINE = re.compile(r"\\\(((?:(?!\\\().)+?)\\\)", re.DOTALL)
_DISPLAYED = re.compile(r"\\\[((?:(?!\\\[).)+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
"""A formula ends before the next one begins, so that signs which are never closed are passed over once."""


def formula(said: str) -> str:
    """What is one formula, without its dollars."""
    bare = said[1:-1]
    return bare if len(said) > 2 and said[0] == said[-1] == "$" and "$" not in bare else said


def tidy(said: str) -> str:
    """Formulas between dollars, paragraphs with one empty line between, no braces that could be taken for holes."""
    said = printable(said.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    said = _INLINE.sub(lambda m: f"${m[1].strip()}$", said)
    said = _DISPLAYED.sub(lambda m: f"${(m[1] or m[2]).strip()}$", said)
    said = re.sub(r"[ \t]+", " ", said)
    return re.sub(r"\n\s*\n\s*", "\n\n", re.sub(r" *\n *", "\n", said)).strip()
