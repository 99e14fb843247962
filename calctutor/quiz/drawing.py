"""Which concrete quiz does a file give with a seed?

Drawing puts the parameters in, shuffles the options and fills the holes of the texts. What comes out is plain data that needs
no pydantic, can be sent to other processes, and is the same to the byte wherever and whenever it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name
from calctutor.quiz.chance import Chance
from calctutor.quiz.filling import spelled
from calctutor.quiz.holes import with_holes
from calctutor.quiz.models import Question, Quiz
from calctutor.quiz.parameters import drawn
from calctutor.quiz.stating import density_of, expression_of, option, options_of, spelled_names, tolerance_with


@dataclass(frozen=True)
class Drawn:
    """One question as a student meets it.

    `options` are those of `calctutor check`, by their names there, as typed. `choices` stand in the order in which they are
    shown; `correct` are the indices of the right ones, `mistakes` what leads to each, where that is known. `hints` is None
    for the ladder that is made from the solution. `penalty` and `hint_cost` are fractions of the points, as `partial` is of
    each mistake; `lines` gives a share for every right line of a derivation.
    """

    id: str
    kind: str
    section: str
    text: str
    expression: str
    options: Mapping[str, Any]
    values: Mapping[str, str]
    choices: tuple[str, ...] = ()
    correct: tuple[int, ...] = ()
    mistakes: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    tolerance: str = "0"
    points: float = 1
    attempts: int = 3
    penalty: float = 0.25
    hints: tuple[str, ...] | None = None
    hint_cost: float = 0.1
    time: int | None = None
    tags: tuple[str, ...] = ()
    partial: Mapping[str, float] = field(default_factory=dict)
    lines: bool = False


@dataclass(frozen=True)
class DrawnQuiz:
    """A whole quiz as a student meets it; `sections` are (id, title, text)."""

    title: str
    description: str
    pass_mark: float
    seed: str
    questions: tuple[Drawn, ...]
    sections: tuple[tuple[str, str, str], ...] = ()

    @property
    def points(self) -> float:
        return sum(question.points for question in self.questions)


def draw(quiz: Quiz, seed: int | str = 0) -> DrawnQuiz:
    """The quiz with this seed. Raises `StudentError` that names the question which cannot be drawn."""
    questions = tuple(draw_question(quiz, question, seed) for question in quiz.questions)
    sections = tuple((section.id, section.title, section.text) for section in quiz.sections)
    return DrawnQuiz(quiz.title, quiz.description, quiz.pass_mark, str(seed), questions, sections)


def data(quiz: DrawnQuiz) -> dict[str, Any]:
    """The drawn quiz as plain data, in a fixed order."""
    return asdict(quiz)


def draw_question(quiz: Quiz, question: Question, seed: int | str) -> Drawn:
    """One question with this seed; it depends on the seed and its own lines alone. Raises `StudentError`."""
    try:
        return _drawn(quiz, question, Chance(seed, question.id))
    except StudentError as problem:
        problem.reason = f"question {question.id}: {problem.reason}"
        raise


def _drawn(quiz: Quiz, question: Question, chance: Chance) -> Drawn:
    values, _ = drawn(question.parameters, chance)
    names = spelled_names(question)
    expression = expression_of(question, values, names)
    order = chance.shuffled(range(len(question.options)))
    choices = tuple(option(question.options[i], values, names) for i in order)
    if len(set(choices)) < len(choices):
        raise StudentError("same-options", "two options come out the same", remedy='add a condition, as where = ["a != b"]')
    hints = quiz.marking(question, "hints")
    holes = {letter: value if isinstance(value, Tree) else name(value) for letter, value in values.items()}
    if expression and question.kind != "work":
        holes["expression"] = density_of(expression) if question.kind == "probability" else read(expression, names)
    return Drawn(
        question.id, question.kind, question.section or "", with_holes(question.text, holes), expression,
        options_of(quiz, question, values, names), {letter: _said(value) for letter, value in values.items()}, choices,
        tuple(i for i, option in enumerate(order) if question.options[option] in question.correct),
        tuple(question.mistakes[i] for i in order if question.mistakes),
        tuple(option(answer, values, names) for answer in question.answer), tolerance_with(question.tolerance or "0", values),
        quiz.marking(question, "points"), quiz.marking(question, "attempts"), quiz.marking(question, "penalty"),
        None if hints == "auto" else tuple(with_holes(hint, holes) for hint in hints), quiz.marking(question, "hint_cost"),
        quiz.marking(question, "time"), tuple(question.tags),
        {mistake: float(part) for mistake, part in sorted(question.partial.items()) if mistake != "lines"},
        bool(question.partial.get("lines", False)),
    )  # fmt: skip


def _said(value: Tree | str) -> str:
    return value if isinstance(value, str) else spelled(value)
