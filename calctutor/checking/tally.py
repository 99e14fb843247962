"""What became of many answers? For every question: how many were right, wrong and undecided, and the commonest slips."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from calctutor.checking.verdicts import CORRECT, UNKNOWN, UNREADABLE, WRONG

MOST_SLIPS = 3
MOST_QUESTIONS = 10_000
"""Further questions are counted together, so that a file in which every row asks another one does not fill the memory."""

COLUMNS = ("kind", "question", "answers", CORRECT, WRONG, UNKNOWN, UNREADABLE, "slips")


@dataclass
class Tally:
    """What became of the answers to one question."""

    verdicts: Counter[str] = field(default_factory=Counter)
    slips: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Mapping[str, Any]) -> None:
        self.verdicts[verdict["verdict"]] += 1
        if slip := verdict.get("slip"):
            self.slips[slip["mistake"]] += 1


class Summary:
    """A tally for every question, in the order in which they are met."""

    def __init__(self) -> None:
        self.questions: dict[tuple[str, str], Tally] = {}
        self.whole = Tally()

    def add(self, verdict: Mapping[str, Any]) -> None:
        key = (str(verdict.get("kind", "")), str(verdict.get("question", "")))
        if key not in self.questions and len(self.questions) >= MOST_QUESTIONS:
            key = ("", "(other questions)")
        self.questions.setdefault(key, Tally()).add(verdict)
        self.whole.add(verdict)

    def rows(self) -> list[dict[str, Any]]:
        """One record a question, with its commonest slips."""
        return [
            {"kind": kind, "question": question, "answers": tally.verdicts.total(),
             **{name: tally.verdicts[name] for name in (CORRECT, WRONG, UNKNOWN, UNREADABLE)},
             "slips": dict(sorted(tally.slips.items(), key=lambda item: (-item[1], item[0]))[:MOST_SLIPS])}
            for (kind, question), tally in self.questions.items()
        ]  # fmt: skip

    def csv(self) -> str:
        """The same as a table for a spreadsheet."""
        target = io.StringIO()
        writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for record in self.rows():
            writer.writerow({**record, "slips": told(record["slips"])})
        return target.getvalue()


def told(slips: Mapping[str, int]) -> str:
    """Slips with how often they were made."""
    return ", ".join(f"{slip} ({count})" for slip, count in slips.items())
