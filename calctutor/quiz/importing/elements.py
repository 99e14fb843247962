"""What stands in the elements that all questions of Moodle have?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from calctutor.quiz.importing.foreign import Foreign
from calctutor.quiz.importing.markup import tidy, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Data = dict[str, Any]


def inside(element: Element, tag: str) -> str:
    """The text of `<tag><text>...</text></tag>`, or of `<tag>...</tag>`."""
    found = element.find(tag)
    if found is None:
        return ""
    text = found.find("text")
    return ((text.text if text is not None else found.text) or "").strip()


def said(foreign: Foreign, place: str, element: Element) -> str:
    """The words of an element with a format."""
    text = element.find("text")
    raw = (text.text if text is not None else element.text) or ""
    if element.get("format") in ("plain_text", "markdown"):
        return tidy(re.sub(r"\\\\([()\[\]])", r"\\\1", raw) if element.get("format") == "markdown" else raw)
    plain, lost = words(raw)
    for what in dict.fromkeys(lost):
        foreign.note(place, f"{what} is left out")
    return plain


def text_of(foreign: Foreign, place: str, element: Element) -> str:
    found = element.find("questiontext")
    if found is not None and found.find("file") is not None:
        foreign.note(place, "a file that belongs to its text is left out")
    return said(foreign, place, found) if found is not None else ""


def common(foreign: Foreign, place: str, element: Element) -> Data:
    """Points, penalty, hints and tags."""
    data: Data = {}
    for key, tag, most in (("points", "defaultgrade", 1000.0), ("penalty", "penalty", 1.0)):
        value = number_in(inside(element, tag))
        if value is not None and 0 <= value <= most:
            data[key] = round(value, 4)
    hints = [hint for found in element.findall("hint") if (hint := said(foreign, place, found))]
    tags = [tag for found in element.findall("tags/tag") if (tag := tidy(inside_self(found)))]
    feedback = element.find("generalfeedback")
    if feedback is not None and said(foreign, place, feedback):
        foreign.note(place, "the general feedback is left out")
    return {**data, **({"hints": hints[:20]} if hints else {}), **({"tags": tags[:20]} if tags else {})}


def inside_self(element: Element) -> str:
    text = element.find("text")
    return ((text.text if text is not None else element.text) or "").strip()


def number_in(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
