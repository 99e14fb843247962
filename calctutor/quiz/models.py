"""What may stand in a quiz file?

Pydantic models of the TOML. They check names, types and sizes; whether the maths can be read is the business of `drawing`, and
whether the questions are good ones that of `linting`. Only what reads a quiz imports this module: pydantic takes time to load.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from calctutor.quiz.fields import (
    MOST_OPTIONS,
    Expression,
    Expressions,
    Hints,
    Identifier,
    Letters,
    Line,
    Parameters,
    Part,
    Points,
    Sample,
    Table,
    Text,
    written,
)

SCHEMA = "calctutor-quiz/1"

MOST_QUESTIONS, MOST_TESTS = 500, 50
OWN_KINDS = ("choice", "number", "rule", "work")
"""Kinds of question besides those of `calctutor check`."""

FORMS = ("simplified", "expanded", "factored", "single-fraction", "lowest-terms")

DEFAULTS: dict[str, Any] = {
    "points": 1, "attempts": 3, "penalty": 0.25, "hints": "auto", "hint_cost": 0.1, "strict": False, "form": None, "time": None,
}  # fmt: skip
"""Where neither the question nor `[defaults]` says anything. `penalty` and `hint_cost` are fractions of the points."""


class Test(Table):
    """A sample answer, and what is expected of it: a verdict, and perhaps the slip that is named or the points it gets."""

    __test__ = False  # not one of pytest's
    answer: Annotated[Text, BeforeValidator(written)]
    verdict: Literal["correct", "wrong", "undecided", "unreadable"] = "correct"
    slip: Line | None = None
    points: Points | None = None


class Marking(Table):
    """How a question is marked; every key may stand in `[defaults]` as well."""

    points: Points | None = None
    attempts: int | None = Field(None, ge=1, le=100)
    penalty: Part | None = None
    hints: Hints | None = None
    hint_cost: Part | None = None
    strict: bool | None = None
    form: Literal["simplified", "expanded", "factored", "single-fraction", "lowest-terms"] | None = None
    time: int | None = Field(None, ge=1, le=86_400)


class Section(Table):
    """A part of the quiz with a heading of its own."""

    id: Identifier
    title: Line = ""
    text: Text = ""


class Question(Marking):
    """One question. The options of its kind are called as those of the command are."""

    id: Identifier
    kind: Line
    section: Identifier | None = None
    text: Text = ""
    expression: Expression | None = None
    expressions: Expressions | None = None
    inner: Expressions = Field(default_factory=list, alias="with")
    wrt: Letters = Field(default_factory=list)
    vars: Letters = Field(default_factory=list)
    of: Line | None = None
    below: Expression | None = Field(None, alias="from")
    above: Expression | None = Field(None, alias="to")
    over: Expressions = Field(default_factory=list)
    at: Expression | None = None
    start: Expression | None = None
    direction: Expression | None = None
    side: Literal["+", "-", "left", "right"] | None = None
    order: int = Field(1, ge=1, le=20)
    assume: Expressions = Field(default_factory=list)
    rate: Expression | None = None
    what: Line | None = None
    on: Line | None = None
    between: Line | None = None
    expect: Expression | None = None
    quantile: Expression | None = None
    transform: Expression | None = None
    data: Sample | None = None
    discrete: bool = False
    tags: list[Line] = Field(default_factory=list, max_length=MOST_OPTIONS)
    level: int | None = Field(None, ge=1, le=5)
    partial: dict[Line, bool | Part] = Field(default_factory=dict, max_length=100)
    options: Expressions = Field(default_factory=list)
    correct: Expressions = Field(default_factory=list)
    mistakes: list[Line] = Field(default_factory=list, max_length=MOST_OPTIONS)
    answer: Expressions = Field(default_factory=list)
    tolerance: Expression | None = None
    parameters: Parameters = Field(default_factory=lambda: Parameters.model_validate({}))
    tests: list[Test] = Field(default_factory=list, max_length=MOST_TESTS)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Question:
        for holds, complaint in self._complaints():
            if holds:
                raise ValueError(complaint)
        return self

    def _complaints(self) -> list[tuple[bool, str]]:
        """What each kind needs, and what makes no sense for it."""
        known = kinds()
        asked = (self.what, self.between, self.expect, self.quantile, self.transform, self.data)
        is_choice, is_number = self.kind == "choice", self.kind == "number"
        return [
            (self.kind not in known, f"{self.kind[:40]} is no kind of question: one of {', '.join(known)}"),
            (self.expression is not None and self.expressions is not None, "give expression or expressions, not both"),
            (not (is_choice or is_number) and self.expression is None and self.expressions is None,
             f'a question of kind {self.kind} needs an expression, as expression = "x^2 sin(x)"'),
            (is_choice and len(self.options) < 2, 'a choice needs options, as options = ["2x", "x^2"]'),
            (is_choice and not self.correct, "a choice needs correct: the option, or the options, that are right"),
            (is_choice and any(c not in self.options for c in self.correct), "what is correct must be among the options"),
            (len(set(self.options)) < len(self.options), "two options are the same"),
            (bool(self.mistakes) and len(self.mistakes) != len(self.options),
             'mistakes says for each option, in their order, which mistake leads to it, or ""'),
            (is_number and len(self.answer) != 1, "a number needs an answer, as answer = 3.14"),
            ((is_choice or is_number) and not self.text, "this question has no text: say what is asked"),
            (self.kind == "probability" and not any(asked),
             'what is asked of the random variable? As what = "mean", between = "0..1", expect = "x^2", quantile or transform'),
            (self.kind != "probability" and (any(asked) or self.discrete or self.on is not None),
             "what, on, between, expect, quantile, transform, data and discrete belong to a question of kind probability"),
            ("lines" in self.partial and not isinstance(self.partial["lines"], bool), "partial.lines is true or false"),
            (any(isinstance(v, bool) for k, v in self.partial.items() if k != "lines"),
             "partial credit is a number from 0 to 1"),
        ]  # fmt: skip


class Quiz(Table):
    """A whole quiz file."""

    format: Literal["calctutor-quiz/1"] = Field(alias="schema")
    title: Line
    description: Text = ""
    pass_mark: float = Field(60, alias="pass", ge=0, le=100)
    defaults: Marking = Field(default_factory=lambda: Marking.model_validate({}))
    sections: list[Section] = Field(default_factory=list, alias="section", max_length=MOST_QUESTIONS)
    questions: list[Question] = Field(alias="question", min_length=1, max_length=MOST_QUESTIONS)

    def marking(self, question: Question, key: str) -> Any:
        """What holds for a question: what it says itself, what `[defaults]` say, or what always holds."""
        own = getattr(question, key)
        common = getattr(self.defaults, key)
        return own if own is not None else common if common is not None else DEFAULTS[key]


def kinds() -> tuple[str, ...]:
    """Every kind of question: those that `calctutor check` knows, and those of quizzes alone."""
    from calctutor.checking.tasks import KINDS

    return (*KINDS, *OWN_KINDS)
