"""How is a quiz written as Moodle XML?

Choices are `multichoice`, numbers `numerical`, names of rules `shortanswer`. What Moodle cannot judge by itself, an
expression that may be written in many ways or a derivation, is an `essay` that carries the right answer for the one who
marks it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from calctutor.balls.outcomes import NoNumber, NoValue
from calctutor.balls.values import settled
from calctutor.blocks import Sentence
from calctutor.errors import StudentError
from calctutor.narrate.quiz_sheet import Item, Sheet
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree
from calctutor.notation.writing import latex
from calctutor.quiz.words import sentences

DIGITS = 10
DIVISORS = (*range(1, 11), 20)
"""Moodle takes these parts of a mark and no others: 100/11 would end an import."""

ROUNDING = "0.0005"
"""The tolerance for a number that has no finite decimals, as a part of its size."""


def moodle(sheet: Sheet) -> str:
    """The whole quiz, a category for each section."""
    root = Element("quiz")
    for part in sheet.parts:
        category = SubElement(root, "question", {"type": "category"})
        path = "/".join(name.replace("/", "//") for name in ("$course$", "top", sheet.title, part.title) if name)
        _text(category, "category", path.replace("$course$//", "$course$/"))
        for item in part.items:
            root.append(_question(item))
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _question(item: Item) -> Element:
    number = value(item)
    if item.question.kind == "choice" and len(item.question.correct) in DIVISORS:
        kind, write = "multichoice", _choice
    elif number is not None:
        kind, write = "numerical", _numerical
    elif item.question.kind == "rule" and item.right:
        kind, write = "shortanswer", _short
    else:
        kind, write = "essay", _essay
    element = Element("question", {"type": kind})
    _text(element, "name", item.question.id)
    _text(element, "questiontext", "".join(f"<p>{sentence(one)}</p>" for one in item.said), "html")
    _text(element, "generalfeedback", "", "html")
    _value(element, "defaultgrade", f"{item.question.points:g}")
    _value(element, "penalty", f"{item.question.penalty:.7f}")
    _value(element, "hidden", "0")
    write(element, item)
    for hint in item.question.hints or ():
        _text(element, "hint", "".join(f"<p>{sentence(said)}</p>" for said in sentences(hint)), "html")
    if item.question.tags:
        tags = SubElement(element, "tags")
        for tag in item.question.tags:
            _text(tags, "tag", tag)
    return element


def _choice(element: Element, item: Item) -> None:
    right = item.question.correct
    _value(element, "single", "true" if len(right) == 1 else "false")
    _value(element, "shuffleanswers", "true")
    _value(element, "answernumbering", "abc")
    wrong = min(len(item.options) - len(right), max(DIVISORS[:-1]))
    for i, (_, said) in enumerate(item.options):
        lost = "0" if len(right) == 1 or not wrong else "-" + _part(wrong)
        _answer(element, sentence(said), _part(len(right)) if i in right else lost, "html")


def _part(count: int) -> str:
    """100/count, with the digits by which Moodle knows it."""
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")


def _numerical(element: Element, item: Item) -> None:
    found = value(item)
    if found is not None:
        answer = _answer(element, found[0], "100", "moodle_auto_format")
        _value(answer, "tolerance", found[1])


def _short(element: Element, item: Item) -> None:
    _value(element, "usecase", "0")
    said = "".join(piece if isinstance(piece, str) else latex(piece) for piece in item.right)
    for spelled in dict.fromkeys((said, said.replace("-", " "), f"the {said[:1].lower()}{said[1:]}")):
        _answer(element, spelled.replace("*", r"\*"), "100", "moodle_auto_format")


def _essay(element: Element, item: Item) -> None:
    _value(element, "responseformat", "editor")
    _value(element, "responserequired", "1")
    _value(element, "responsefieldlines", str(max(5, 2 * item.room)))
    _value(element, "attachments", "0")
    _value(element, "attachmentsrequired", "0")
    _text(element, "graderinfo", f"<p>{sentence(item.right)}</p>", "html")
    _text(element, "responsetemplate", "", "html")


def value(item: Item) -> tuple[str, str] | None:
    """The decimal number that is right and its tolerance, where the answer is a number; None otherwise."""
    said = item.question.answer[0] if item.question.kind == "number" and item.question.answer else None
    tree = _tree(said) if said is not None else item.right[0] if len(item.right) == 1 else None
    if not isinstance(tree, Tree) or item.question.kind == "rule":
        return None
    try:
        number = _fraction(tree)
    except (NoNumber, NoValue, ValueError, OverflowError):
        return None
    given = item.question.tolerance.strip() if item.question.kind == "number" else "0"
    return decimal(number), _tolerance(number, given)


def _fraction(tree: Tree) -> Fraction:
    """A number to eighty bits. Raises `NoNumber` or `NoValue` where it is none."""
    middle = settled(tree, {}, 80).mid().fmpq()
    return Fraction(int(middle.p), int(middle.q))


def decimal(number: Fraction) -> str:
    """Ten significant digits, without an exponent."""
    digits = DIGITS - 1 - (len(str(abs(int(number)))) if abs(number) >= 1 else 0)
    return f"{float(round(number, max(digits, 2))):.{max(digits, 2)}f}".rstrip("0").rstrip(".")


def _tolerance(number: Fraction, given: str) -> str:
    """As given; for a number that decimals cannot write, at least what rounding changes."""
    tree = _tree(given.rstrip("%"))
    said = _fraction(tree) if tree is not None else Fraction(0)
    said = abs(number) * said / 100 if given.endswith("%") else said
    exact = Fraction(decimal(number)) == number
    return decimal(max(said, Fraction(0) if exact else abs(number) * Fraction(ROUNDING)))


def _tree(text: str) -> Tree | None:
    try:
        return read(text)
    except StudentError:
        return None


# Elements.


def _text(parent: Element, kind: str, said: str, form: str = "") -> Element:
    element = SubElement(parent, kind, {"format": form} if form else {})
    SubElement(element, "text").text = plain(said)
    return element


def _value(parent: Element, kind: str, said: str) -> None:
    SubElement(parent, kind).text = said


def _answer(parent: Element, said: str, fraction: str, form: str) -> Element:
    answer = SubElement(parent, "answer", {"fraction": fraction, "format": form})
    SubElement(answer, "text").text = plain(said)
    _text(answer, "feedback", "", "html")
    return answer


_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(said: str) -> str:
    """Without the few characters that XML cannot hold."""
    return _NO_XML.sub("", said)


def sentence(pieces: Sentence) -> str:
    r"""HTML with LaTeX between \( and \), as Moodle sets it."""
    return "".join(rf"\({escape(latex(piece))}\)" if isinstance(piece, Tree) else escape(piece) for piece in pieces)
