"""What was read from the file of another program?

Readers collect questions as data of a quiz file, and notes on everything that they leave out, with the place where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.vocabulary import FUNCTIONS
from calctutor.quiz.fields import MOST_OPTIONS
from calctutor.quiz.models import MOST_QUESTIONS, SCHEMA, Question, Quiz

MOST_NOTES = 2000


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not taken over: where, and what."""

    place: str
    what: str


@dataclass(slots=True)
class Foreign:
    """The questions so far, the sections that they stand in, and what was left out."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    section: str = ""

    def note(self, place: str, what: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(place, what))

    def enter(self, place: str, name: str, data: Mapping[str, Any]) -> None:
        """Take a question over, under a name that nothing else has; if the models do not accept it, it is listed instead."""
        whole = {"id": self._free(name), **({"section": self.section} if self.section else {}), **data}
        if len(self.questions) >= MOST_QUESTIONS:
            self.note(place, f"a quiz holds {MOST_QUESTIONS} questions: this one is left out")
            return
        try:
            Question.model_validate(whole)
        except ValidationError as problem:
            first = problem.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
            self.note(place, f"left out: {first}")
            return
        self.questions.append(whole)

    def begin_section(self, title: str) -> None:
        """Questions that follow stand in this section."""
        self.section = identifier(title) or "section"
        self.sections.setdefault(self.section, title)

    def _free(self, name: str) -> str:
        base = identifier(name) or "question"
        taken = {question["id"] for question in self.questions}
        return next(one for one in (base, *(f"{base[:56]}-{k}" for k in range(2, 10_000))) if one not in taken)

    def quiz(self, title: str) -> Quiz:
        """All of it. Raises `StudentError` where no question was understood."""
        if not self.questions:
            raise StudentError(
                "nothing-understood", "no question of this file could be taken over", remedy="see the list above"
            )
        used = {question.get("section") for question in self.questions}
        sections = [{"id": id, "title": said[:500]} for id, said in self.sections.items() if id in used]
        data = {"schema": SCHEMA, "title": title, "section": sections, "question": self.questions}
        return Quiz.model_validate({key: value for key, value in data.items() if value})


def identifier(name: str) -> str:
    """A name as an id: letters, digits and dashes."""
    return re.sub(r"[^A-Za-z0-9_.]+", "-", name).strip("-_.")[:60]


def printable(said: str) -> str:
    """Without control characters, which no text needs and a terminal might obey."""
    return "".join(c for c in said if c.isprintable() or c in "\n\t")


# Answers.

_WORD = re.compile(r"[A-Za-z]{3,}")
_KNOWN = {name for head, known in FUNCTIONS.items() for name in (head, *known.aliases)}
_GREEK_AND_SUCH = {
    "alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "sigma", "omega", "infinity", "frac", "cdot", "left",
    "right",
}  # fmt: skip


def mathematics(text: str) -> bool:
    """Is this an expression, and not a word? `chain` could be read as a product of five letters, but nobody means that."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _KNOWN | _GREEK_AND_SUCH]
    if words or not text.strip():
        return False
    try:
        read(text)
    except StudentError:
        return False
    return True


def choice(options: list[tuple[str, float]], foreign: Foreign, place: str) -> dict[str, Any] | None:
    """A multiple-choice question of options and their shares; None where no option is right, or there is nothing to choose."""
    unique = list(dict(reversed(options)).items())[::-1]
    if len(unique) < len(options):
        foreign.note(place, "options that occur twice are taken over once")
    right = [option for option, share in unique if share > 0]
    if len(unique) < 2 or not right:
        foreign.note(place, "left out: a choice needs two options, and one that is right")
        return None
    if len(unique) > MOST_OPTIONS:
        foreign.note(place, f"left out: more than {MOST_OPTIONS} options")
        return None
    best = max(share for _, share in unique)
    if len({share for _, share in unique if share > 0}) > 1:
        right = [option for option, share in unique if share == best]
        foreign.note(place, "shares of the points for single options are not kept: only the best ones count as right")
    return {"kind": "choice", "options": [option for option, _ in unique], "correct": right}


def number(value: str, tolerance: str) -> dict[str, Any]:
    return {"kind": "number", "answer": value, **({"tolerance": tolerance} if tolerance not in ("", "0") else {})}


def short(answers: list[str], foreign: Foreign, place: str) -> dict[str, Any] | None:
    """A short answer that is an expression: whatever is equal to it is right. Words are left out."""
    if not answers:
        foreign.note(place, "left out: it says no right answer")
        return None
    first = answers[0]
    if not mathematics(first):
        foreign.note(place, f"left out: the answer {first[:40]!r} is no expression, and other words cannot be judged here")
        return None
    others = [one for one in answers[1:] if one != first]
    if others:
        foreign.note(place, f"of the answers the first is taken, and all that is equal to it: not {', '.join(others)[:80]}")
    return {"kind": "same", "expression": first, "tests": [{"answer": first}]}
