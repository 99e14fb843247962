"""Which concrete quiz does a file give with a seed?

Drawing puts the parameters in, shuffles the options and fills the holes of the texts. What comes out is plain data that needs
no pydantic, can be sent to other processes, and is the same to the byte wherever and whenever it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from calctutor.engines.asking_where import which_range
from calctutor.engines.probability.asking import which_law
from calctutor.engines.probability.named import known_name
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name
from calctutor.quiz.chance import Chance
from calctutor.quiz.holes import with_holes
from calctutor.quiz.laws import Put, law_with, range_with, sample_with
from calctutor.quiz.models import Question, Quiz
from calctutor.quiz.parameters import Values, drawn, filled, put, spelled, words


@dataclass(frozen=True)
class Drawn:
    """One question as a student meets it.

    `options` are those of `calctutor check`, by their names there, as typed. `choices` stand in the order in which they are
    shown; `correct` are the indices of the right ones. `hints` is None for the ladder that is made from the solution. `penalty`
    and `hint_cost` are fractions of the points, as `partial` is of each mistake; `lines` gives a share for every right line
    of a derivation.
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
    expression = _expression(question, values, names)
    order = chance.shuffled(range(len(question.options)))
    choices = tuple(option(question.options[i], values, names) for i in order)
    if len(set(choices)) < len(choices):
        raise StudentError("same-options", "two options come out the same", remedy='add a condition, as where = ["a != b"]')
    hints = quiz.marking(question, "hints")
    holes = {letter: value if isinstance(value, Tree) else name(value) for letter, value in values.items()}
    if expression and question.kind != "work":
        holes["expression"] = _density(expression) if question.kind == "probability" else read(expression, names)
    return Drawn(
        question.id, question.kind, question.section or "", with_holes(question.text, holes), expression,
        _options(quiz, question, values, names), {letter: _said(value) for letter, value in values.items()}, choices,
        tuple(i for i, option in enumerate(order) if question.options[option] in question.correct),
        tuple(option(answer, values, names) for answer in question.answer), put(question.tolerance or "0", values),
        quiz.marking(question, "points"), quiz.marking(question, "attempts"), quiz.marking(question, "penalty"),
        None if hints == "auto" else tuple(with_holes(hint, holes) for hint in hints), quiz.marking(question, "hint_cost"),
        quiz.marking(question, "time"), tuple(question.tags),
        {mistake: float(part) for mistake, part in sorted(question.partial.items()) if mistake != "lines"},
        bool(question.partial.get("lines", False)),
    )  # fmt: skip


def spelled_names(question: Question) -> tuple[str, ...]:
    """Names of more than one letter, which are kept whole when the expression is read."""
    return tuple(letter for letter in (*question.wrt, *question.vars, question.of or "") if len(letter) > 1)


def _density(law: str) -> Tree:
    """The density of a law, which its name does not show."""
    first = law.partition("||")[0]
    if known_name(first):
        return which_law(first).f
    return read(first.rpartition("=")[2])


def _said(value: Tree | str) -> str:
    return value if isinstance(value, str) else spelled(value)


def _expression(question: Question, values: Values, names: tuple[str, ...]) -> str:
    """What the question is about, as `calctutor check` would be given it."""
    if question.expressions is not None:
        parts = tuple(filled(read(part, [*names, *words(values)]), values) for part in question.expressions)
        return "[" + ", ".join(spelled(part) for part in parts) + "]"
    if question.expression is None:
        return ""
    if question.kind == "probability":
        return law_with(question.expression, lambda part: put(part, values, names))
    if question.over:
        return spelled(_iterated(question, values, names))
    if not values:
        return question.expression
    return spelled(filled(read(question.expression, [*names, *words(values)]), values))


def _iterated(question: Question, values: Values, names: tuple[str, ...]) -> Tree:
    """The integrals of `over` around the expression, the innermost first."""
    tree = filled(read(question.expression or "", [*names, *words(values)]), values)
    for one in question.over:
        x, below, above = which_range(one)
        tree = Tree("I", (tree, name(x), filled(below, values), filled(above, values)))
    return tree


def option(option: str, values: Values, names: tuple[str, ...]) -> str:
    """An option or an answer: an expression with its parameters, or a text with holes."""
    if not values:
        return option
    try:
        return spelled(filled(read(option, [*names, *words(values)]), values))
    except StudentError:
        return with_holes(option, {letter: v if isinstance(v, Tree) else name(v) for letter, v in values.items()})


def answer_with(answer: str, values: Values, names: tuple[str, ...]) -> str:
    """A sample answer with the values put in, line by line and between the signs of equality."""
    if not values:
        return answer
    pieces = re.split(r"(\n|(?<![<>!=])=)", answer)
    return "".join(piece if piece in ("\n", "=") or not piece.strip() else option(piece, values, names) for piece in pieces)


def _options(quiz: Quiz, question: Question, values: Values, names: tuple[str, ...]) -> dict[str, Any]:
    """The options of `check`, by their names there; only those that are given."""
    given: dict[str, Any] = {
        "wrt": ",".join((*question.wrt, *question.vars)) or None, "order": question.order, "at": question.at or question.start,
        "of": question.of, "from": question.below, "to": question.above, "rate": question.rate, "direction": question.direction,
    }  # fmt: skip
    for key in ("at", "from", "to", "rate", "direction"):
        if given[key] is not None:
            given[key] = put(given[key], values, names)
    given |= {key: quiz.marking(question, key) for key in ("form", "strict")}
    given["side"] = {"left": "-", "right": "+"}.get(question.side or "", question.side)
    given |= _chances(question, lambda typed: put(typed, values, names))
    given |= {
        "with": [put(one, values, names) for one in question.inner],
        "assume": [put(one, values) for one in question.assume],
    }
    return {key: value for key, value in given.items() if value not in (None, [], False) and (key, value) != ("order", 1)}


def _chances(question: Question, put: Put) -> dict[str, Any]:
    """What is asked of a random variable."""
    ways: dict[str, Callable[[str, Put], str]] = {
        "on": range_with, "between": range_with, "expect": lambda typed, put: put(typed),
        "quantile": lambda typed, put: put(typed), "transform": lambda typed, put: put(typed), "data": sample_with,
    }  # fmt: skip
    given = {key: way(typed, put) for key, way in ways.items() if (typed := getattr(question, key)) is not None}
    return {**given, "what": question.what, "discrete": question.discrete}
