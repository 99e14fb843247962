"""How is the answer framed, and what is said of how it was checked?"""

from __future__ import annotations

from collections.abc import Callable

from calctutor.blocks import Answer, Equation, Sentence
from calctutor.notation.tree import Tree
from calctutor.notation.writing import text
from calctutor.steps import Step, Verified, every_step


def answer(left: Tree, right: Tree, verified: Verified, complete: bool, title: str = "Answer") -> Answer:
    return Answer((Equation(left, (right,)),), verdict(verified, complete), verified.verdict in ("proved", "agrees"), title)


def verdict(verified: Verified, complete: bool = True) -> str:
    """What was computed to check the answer, in a few words."""
    said = VERDICTS[verified.verdict](verified)
    if verified.note and verified.verdict in ("proved", "agrees"):
        said = f"{said}; {verified.note}"
    return said if complete else f"{said}; not every part was worked by a rule"


def _agrees(verified: Verified) -> str:
    points = "1 point" if verified.points == 1 else f"{verified.points} points"
    return f"agrees with a second method at {points}"


VERDICTS: dict[str, Callable[[Verified], str]] = {
    "proved": lambda _: "proved: exactly equal to the result of a second method",
    "agrees": _agrees,
    "undecided": lambda v: v.note or "could not be checked: no point was found at which both sides have a real value",
    "fails": lambda _: "does not hold: this is an error of the program, please report it",
}


def failing(steps: tuple[Step, ...]) -> list[Step]:
    """Steps that are proved not to hold: errors of this program, which must be said and never printed as true."""
    return [step for step in every_step(steps) if step.holds == "fails"]


def sentence_text(sentence: Sentence) -> str:
    """A sentence as plain text, its maths on the line."""
    return "".join(piece if isinstance(piece, str) else text(piece) for piece in sentence)
