"""What was found out about one answer, and what is it worth?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calctutor.errors import StudentError
from calctutor.quiz.drawing import Drawn


@dataclass(frozen=True)
class Outcome:
    """One answer, judged: plain data that can be stored.

    `verdict` is that of `calctutor check`. `mistake`, `title` and `text` are the slip that explains a wrong answer; `reason` is
    why it could not be read, and `remedy` what to try; `remarks` are the codes of `calctutor check`. `right` of `lines` lines
    of a derivation hold.
    """

    verdict: str
    mistake: str = ""
    title: str = ""
    text: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    right: int = 0
    lines: int = 0
    remedy: str = ""

    @classmethod
    def unreadable(cls, problem: StudentError) -> Outcome:
        """What stopped the reading, and what to try."""
        return cls("unreadable", reason=problem.reason, remedy=problem.remedy)

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Outcome:
        """From a row of the batch checker."""
        slip = row.get("slip") or {}
        return cls(
            row["verdict"], slip.get("mistake", ""), slip.get("title", ""), slip.get("text", ""), row.get("reason", ""),
            tuple(row.get("remarks", ())),
        )  # fmt: skip


def share(question: Drawn, outcome: Outcome) -> float:
    """The part of the points that this answer is worth by itself: from 0 to 1."""
    if outcome.verdict == "correct":
        return 1.0
    credit = question.partial.get(outcome.mistake, 0.0) if outcome.verdict == "wrong" else 0.0
    if question.lines and outcome.lines:
        credit = max(credit, outcome.right / outcome.lines)
    return credit


def counts(outcome: Outcome) -> bool:
    """Does it use up an attempt? What cannot be read or decided is nobody's mistake."""
    return outcome.verdict in ("correct", "wrong")


def points(question: Drawn, outcomes: Sequence[Outcome], hints: int = 0) -> float:
    """The best that the tries come to: each wrong one before and each hint takes its part away, and only so many count."""
    best, before = 0.0, 0
    for outcome in outcomes:
        if before >= question.attempts:
            break
        left = max(0.0, 1 - question.penalty * before - question.hint_cost * hints)
        best = max(best, share(question, outcome) * left)
        before += counts(outcome)
    return round(question.points * best, 4)
