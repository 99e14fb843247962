"""What stands on a quiz that is handed out, and on its key? The same for every format that it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calctutor.blocks import Sentence
from calctutor.narrate.quiz import shown
from calctutor.narrate.quiz_questions import put
from calctutor.notation.tree import Tree
from calctutor.quiz.drawing import Drawn, DrawnQuiz
from calctutor.quiz.judging import LABELS
from calctutor.quiz.words import sentence, sentences

ROOM = {"choice": 0, "number": 1, "rule": 1, "limit": 2, "work": 6, "hessian": 5, "jacobian": 5}
"""How many lines an answer needs; three where nothing is said."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its number, what is asked, its options with their letters, what is right, and the room for an answer."""

    number: int
    question: Drawn
    said: tuple[Sentence, ...]
    options: tuple[tuple[str, Sentence], ...]
    right: Sentence
    room: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its heading, empty for questions that stand in none."""

    title: str
    said: tuple[Sentence, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    seed: str
    said: tuple[Sentence, ...]
    points: float
    pass_mark: float
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for part in self.parts for item in part.items)


def sheet(quiz: DrawnQuiz, answers: Sequence[str | Tree | None]) -> Sheet:
    """The sheet of a drawn quiz; `answers` stand in the order of its questions."""
    told = dict(zip((question.id for question in quiz.questions), answers, strict=True))
    heads = {name: (title or name, tuple(sentences(text))) for name, title, text in quiz.sections}
    order = ["", *heads]
    parts, number = [], 0
    for name in order:
        items = []
        for question in (one for one in quiz.questions if (one.section if one.section in heads else "") == name):
            number += 1
            items.append(item(number, question, told[question.id]))
        if items:
            title, said = heads.get(name, ("", ()))
            parts.append(Part(title, said, tuple(items)))
    return Sheet(quiz.title, quiz.seed, tuple(sentences(quiz.description)), quiz.points, quiz.pass_mark, tuple(parts))


def item(number: int, question: Drawn, answer: str | Tree | None) -> Item:
    options = tuple((LABELS[i], shown(choice)) for i, choice in enumerate(question.choices))
    return Item(number, question, put(question), options, right(question, answer), ROOM.get(question.kind, 3))


def right(question: Drawn, answer: str | Tree | None) -> Sentence:
    """What the key says."""
    if question.kind == "choice":
        pieces: list[str | Tree] = []
        for i in question.correct:
            pieces += ["; " if pieces else "", f"{LABELS[i]})  ", *shown(question.choices[i])]
        return tuple(piece for piece in pieces if piece != "")
    if answer is None:
        return ("no answer is known here: please judge by hand",)
    told = shown(answer) if isinstance(answer, str) and question.kind != "rule" else (answer,)
    tolerance = question.tolerance.strip()
    return (*told, " ± ", *sentence(tolerance)) if question.kind == "number" and tolerance not in ("", "0") else told
