"""How is it said where an answer differs, and by how much a number is off?"""

from __future__ import annotations

import math
from fractions import Fraction

from calctutor.balls.verdicts import Counterexample
from calctutor.blocks import Sentence
from calctutor.checking.descent import signed
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import Example
from calctutor.notation.tree import Tree, name

NOUNS = {
    "diff": "the derivative", "partial": "the partial derivative", "chain": "the derivative", "implicit": "the curve’s slope",
    "gradient": "the gradient", "jacobian": "the derivative", "hessian": "the second derivative", "limit": "the limit",
    "directional": "the directional derivative", "descend-step": "the next point", "integrate": "the integrand",
    "same": "the first expression", "probability": "the answer",
}  # fmt: skip


def counterexample(task: Task, example: Example) -> Sentence:
    where = _point({**example.point}) or _given_point(task)
    which = f" in {_place(example.entry)}" if example.entry else ""
    theirs = (
        "the derivative of your answer is" if task.kind == "integrate" and not task.about["bounds"] else "your answer gives"
    )
    noun = _noun(task)
    return (*where, f"{noun}{which} is {_signed(example.expected)}, {theirs} {_signed(example.given)}.") if where else (
        f"{noun[0].upper()}{noun[1:]}{which} is {_signed(example.expected)}, {theirs} {_signed(example.given)}.",)  # fmt: skip


def _noun(task: Task) -> str:
    if task.kind == "integrate" and task.about["bounds"]:
        return "the integral"
    if task.kind == "same" and task.f.head == "=":
        return "left minus right of the first equation"
    if task.kind == "implicit" and task.order > 1:
        return "the second derivative" if task.order == 2 else "the derivative"
    return str(task.about.get("noun", NOUNS[task.kind]))


def off(task: Task, example: Example) -> Sentence:
    """By what a number is off, without saying what it should be."""
    which = f" in {_place(example.entry)}" if example.entry else ""
    given = "" if example.given == NO_VALUE else f", {_signed(example.given)},"
    opening: Sentence = (*_given_point(task), "your answer") if _given_point(task) else ("Your answer",)
    return (*opening, f"{given}{which} {_how_far(example)}.")


NO_VALUE = "no value"


def _how_far(example: Example) -> str:
    if example.given == NO_VALUE:
        return "is that there is no value, but there is one"
    try:
        given, expected = (float(value.replace("oo", "inf")) for value in (example.given, example.expected))
    except ValueError:
        return "is not right"
    if given == -expected:
        return "has the wrong sign"
    if math.isinf(expected):
        return "is a number, but there is none"
    return "is too large" if given > expected else "is too small"


def example_sentence(found: Counterexample, integrated: bool = False) -> Sentence:
    """Where two lines of a working differ."""
    before, written = (
        ("the derivative of what stands before", "that of your line") if integrated else ("what stands before", "your line")
    )
    said = f"{before} is {_signed(found.left)}, {written} {_signed(found.right)}."
    where = _point(found.point)
    return (*where, said) if where else (said[0].upper() + said[1:],)


def _signed(value: str) -> str:
    return value.replace("oo", "∞")


def _point(point: dict[str, Fraction]) -> Sentence:
    pieces: list[str | Tree] = []
    for letter, value in sorted(point.items()):
        simple = value if value.denominator <= 1000 else value.limit_denominator(10**4)
        equals = " = " if simple == value else " ≈ "
        shown = signed(value) if simple == value else f"{float(value):.4g}"
        pieces += [", " if pieces else "At ", name(letter), equals, shown]
    return (*pieces, " ") if pieces else ()


def _given_point(task: Task) -> Sentence:
    pieces: list[str | Tree] = []
    for letter, tree in task.let.items() if task.kind != "descend-step" else ():
        pieces += [", " if pieces else "At ", name(letter), " = ", tree]
    return (*pieces, " ") if pieces else ()


def _place(entry: tuple[int, ...]) -> str:
    return f"component {entry[0]}" if len(entry) == 1 else f"row {entry[0]}, column {entry[1]}"


def places(entries: tuple[tuple[int, ...], ...]) -> str:
    return "; ".join(map(_place, entries))
