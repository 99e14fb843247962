"""How far has somebody come with a quiz?

A session is what was answered, question by question, and in which order the open ones come. It can be written down after every
answer and taken up again; what is worth how much is worked out anew from the answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from calctutor.quiz.drawing import Drawn, DrawnQuiz
from calctutor.quiz.outcomes import Outcome, counts, points

SCHEMA = "calctutor-quiz-session/1"


@dataclass(frozen=True)
class Try:
    """One answer as it was typed, what came of it, and after how many seconds; a `late` one counts for nothing."""

    answer: str
    outcome: Outcome
    seconds: float = 0.0
    late: bool = False


@dataclass
class State:
    """What happened to one question. `closed` without a right answer: given up, or the time is over."""

    tries: list[Try] = field(default_factory=list)
    hints: int = 0
    seconds: float = 0.0
    closed: bool = False


class Session:
    """A quiz that is being taken."""

    def __init__(self, quiz: DrawnQuiz) -> None:
        self.quiz = quiz
        self.questions = {question.id: question for question in quiz.questions}
        self.states = {question.id: State() for question in quiz.questions}
        self.order = list(self.questions)
        self.changed: list[str] = []

    @property
    def current(self) -> Drawn | None:
        """The question whose turn it is; None when there is none left."""
        return next((self.questions[name] for name in self.order if self.open(name)), None)

    @property
    def left(self) -> int:
        """How many are open."""
        return sum(map(self.open, self.order))

    def open(self, name: str) -> bool:
        question, state = self.questions[name], self.states[name]
        used = sum(counts(one.outcome) for one in state.tries if not one.late)
        return not (state.closed or self.solved(name) or used >= question.attempts)

    def solved(self, name: str) -> bool:
        return any(one.outcome.verdict == "correct" and not one.late for one in self.states[name].tries)

    def attempts_left(self, name: str) -> int:
        return self.questions[name].attempts - sum(counts(one.outcome) for one in self.states[name].tries)

    def answered(self, name: str, answer: str, outcome: Outcome, seconds: float) -> Try:
        """Enter an answer; `seconds` were spent on it. What cannot be decided is closed, and left for a person to look at."""
        state, question = self.states[name], self.questions[name]
        state.seconds += seconds
        late = question.time is not None and state.seconds > question.time
        found = Try(answer, outcome, round(state.seconds, 1), late)
        state.tries.append(found)
        state.closed = state.closed or late or outcome.verdict == "undecided"
        return found

    def skip(self, name: str) -> None:
        """To the end of the row."""
        self.order.remove(name)
        self.order.append(name)

    def finish(self) -> None:
        """No more answers."""
        for state in self.states.values():
            state.closed = True

    def points(self, name: str) -> float:
        state = self.states[name]
        return points(self.questions[name], [one.outcome for one in state.tries if not one.late], state.hints)

    @property
    def total(self) -> float:
        return sum(map(self.points, self.order))

    @property
    def percent(self) -> float:
        return 100 * self.total / self.quiz.points if self.quiz.points else 100.0

    @property
    def passed(self) -> bool:
        return self.percent >= self.quiz.pass_mark - 1e-9

    # Written down and read again.

    def data(self) -> dict[str, Any]:
        states = {
            name: {**asdict(self.states[name]), "question": digest(self.questions[name])} for name in self.questions
        }  # fmt: skip
        return {"schema": SCHEMA, "title": self.quiz.title, "seed": self.quiz.seed, "order": self.order, "questions": states}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Take up what was written down. Answers to questions that are other ones now are dropped; `changed` names them."""
        for name, one in data["questions"].items():
            if name not in self.questions or one["question"] != digest(self.questions[name]):
                if one["tries"]:
                    self.changed.append(name)
                continue
            tries = [Try(t["answer"], _outcome(t["outcome"]), t["seconds"], t["late"]) for t in one["tries"]]
            self.states[name] = State(tries, one["hints"], one["seconds"], one["closed"])
        order = [name for name in data["order"] if name in self.questions]
        self.order = [*order, *(name for name in self.order if name not in order)]


def _outcome(data: Mapping[str, Any]) -> Outcome:
    return Outcome(**{**data, "remarks": tuple(data["remarks"])})


def digest(question: Drawn) -> str:
    """The same for the same question, wherever it is drawn."""
    return hashlib.sha256(repr(sorted(asdict(question).items())).encode()).hexdigest()[:16]
