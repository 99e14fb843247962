"""How is Moodle XML read? Without entities or anything from outside: what declares some is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from calctutor.errors import StudentError
from calctutor.quiz.importing import stack
from calctutor.quiz.importing.elements import Data, common, inside, inside_self, number_in, said, text_of
from calctutor.quiz.importing.foreign import Foreign, choice, number, short
from calctutor.quiz.importing.markup import formula, tidy

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_moodle(text: str) -> Foreign:
    """Everything in a Moodle XML file that is understood, with notes on the rest. Raises `StudentError` for what is none."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException:
        raise StudentError("unsafe", "this file declares entities or a document type, which is not allowed here",
                           remedy="export it from Moodle once more, as Moodle XML") from None  # fmt: skip
    except (ParseError, ValueError) as problem:
        raise StudentError("not-xml", f"this is not XML: {problem}", remedy="export it from Moodle as Moodle XML") from None
    if root.tag != "quiz":
        raise StudentError("not-moodle", f"this is no quiz of Moodle: it begins with <{root.tag[:40]}>",
                           remedy="export it from Moodle as Moodle XML")  # fmt: skip
    foreign = Foreign()
    for count, question in enumerate(root.findall("question"), 1):
        _question(foreign, count, question)
    return foreign


def _question(foreign: Foreign, count: int, element: Element) -> None:
    kind = element.get("type", "")
    if kind == "category":
        path = inside(element, "category").replace("//", "\0").split("/")[-1].replace("\0", "/")
        foreign.begin_section(tidy(path))
        return
    name = tidy(inside(element, "name"))
    place = f"question {count} ({name[:40]})" if name else f"question {count}"
    if kind == "stack":
        stack.take_over(foreign, place, name, element)
        return
    reader = READERS.get(kind)
    if reader is None:
        foreign.note(place, f"left out: questions of the type {kind[:40] or 'without a name'} are not known here")
        return
    if data := reader(foreign, place, element):
        foreign.enter(place, name, {"text": text_of(foreign, place, element), **data, **common(foreign, place, element)})


def _answers(foreign: Foreign, place: str, element: Element) -> list[tuple[str, float]]:
    """Answers with their shares."""
    found = element.findall("answer")
    if any(inside(answer, "feedback") for answer in found):
        foreign.note(place, "feedback on single answers is left out")
    return [(said(foreign, place, answer), number_in(answer.get("fraction", "0")) or 0.0) for answer in found]


def _choice(foreign: Foreign, place: str, element: Element) -> Data | None:
    data = choice([(formula(option), share) for option, share in _answers(foreign, place, element)], foreign, place)
    return {**data, "attempts": 1} if data and inside(element, "single") == "true" and len(data["options"]) == 2 else data


def _true_false(foreign: Foreign, place: str, element: Element) -> Data | None:
    answers = [(answer.capitalize(), share) for answer, share in _answers(foreign, place, element)]
    return choice(answers, foreign, place)


def _short(foreign: Foreign, place: str, element: Element) -> Data | None:
    answers = _answers(foreign, place, element)
    return short([formula(answer) for answer, share in answers if share == 100], foreign, place)


def _numerical(foreign: Foreign, place: str, element: Element) -> Data | None:
    right = [answer for answer in element.findall("answer") if number_in(answer.get("fraction", "0")) == 100]
    if not right or number_in(inside_self(right[0])) is None:
        foreign.note(place, "left out: its answer is no number")
        return None
    if len(element.findall("answer")) > 1:
        foreign.note(place, "of several numbers only the first right one is taken over")
    if element.find("units") is not None:
        foreign.note(place, "units are left out")
    return number(inside_self(right[0]), inside(right[0], "tolerance"))


def _essay(foreign: Foreign, place: str, _: Element) -> Data | None:
    foreign.note(place, "left out: a free text, which cannot be judged here")
    return None


READERS: dict[str, Callable[[Foreign, str, Element], Data | None]] = {
    "multichoice": _choice, "truefalse": _true_false, "shortanswer": _short, "numerical": _numerical, "essay": _essay,
}  # fmt: skip
