"""What is known of a class that was graded? Marks of a student, and tallies of questions and skills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calctutor.quiz.outcomes import Outcome


@dataclass(frozen=True)
class Mark:
    """What one student got for one question. `verdict` is `unanswered` where there was nothing; `answer` is the last try."""

    question: str
    points: float
    most: float
    verdict: str
    answer: str = ""
    tries: int = 0
    hints: int = 0
    outcome: Outcome = field(default_factory=lambda: Outcome("unanswered"))


@dataclass(frozen=True)
class Graded:
    """One student's marks."""

    student: str
    seed: str
    source: str
    marks: tuple[Mark, ...]
    points: float
    most: float
    percent: float
    passed: bool


@dataclass(frozen=True)
class Tally:
    """How a question or a skill went in the class: `share` is the mean part of its points that was earned."""

    name: str
    answers: int
    verdicts: Mapping[str, int]
    share: float
    slips: tuple[tuple[str, str, int], ...] = ()


Doubt = tuple[str, str, str, str]


@dataclass(frozen=True)
class Class:
    """Everything that a report says. `undecided` and `unreadable` are answers that a person should look at, as
    (student, question, answer, reason).
    """

    title: str
    pass_mark: float
    students: tuple[Graded, ...]
    questions: tuple[Tally, ...]
    tags: tuple[Tally, ...]
    rules: tuple[Tally, ...]
    slips: tuple[tuple[str, str, int], ...]
    undecided: tuple[Doubt, ...]
    unreadable: tuple[Doubt, ...]

    @property
    def passed(self) -> bool:
        return all(one.passed for one in self.students)
