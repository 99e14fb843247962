"""Which wrong answers does a problem invite? The answers of the false twins of its rules, run on this very problem.

Only what is proved wrong by a counterexample counts, and no two that are equal as functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.balls.equality import compare
from calctutor.checking.answer import judge
from calctutor.checking.diagnosis import diagnose
from calctutor.checking.shapes import entries, shape
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import WRONG
from calctutor.notation.tree import Tree, derivative, name, number
from calctutor.notation.writing import text
from calctutor.quiz.making.drafts import Worked
from calctutor.quiz.making.levels import Level
from calctutor.quiz.making.tempting import candidates
from calctutor.quiz.making.tidiness import left_open, tidy

FOREVER = 1e9
"""Seconds that looking for a slip may take: what is found must not depend on the machine."""


MOST_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that is wrong, and the mistake that `check` names for it; empty where it names none."""

    answer: Tree
    mistake: str


def wrong_answers(found: Worked, level: Level, count: int) -> list[WrongAnswer]:
    """At most so many wrong answers, those that say most first; each by another mistake as far as there are enough."""
    task, level = found.draft.task, level._replace(answer=max(level.answer, len(text(found.answer)) * 3 // 2))
    told: list[WrongAnswer] = []
    for candidate in _looked_at(task, found, level):
        if len({wrong.mistake for wrong in told}) >= count:
            break
        if all(differ(task, candidate, wrong.answer) for wrong in told):
            told.append(WrongAnswer(candidate, named(task, candidate)))
    first = list({wrong.mistake: wrong for wrong in reversed(told)}.values())[::-1]
    rest = [wrong for wrong in told if wrong not in first]
    return (first + rest)[:count]


def _looked_at(task: Task, found: Worked, level: Level) -> Iterator[Tree]:
    """Candidates that are tidy and really wrong."""
    seen: set[Tree] = set()
    for candidate in candidates(task, found.answer):
        if len(seen) >= MOST_LOOKED_AT:
            return
        if candidate in seen or candidate == number(0) or not tidy(candidate, level) or left_open(candidate):
            continue
        if shape(candidate) != shape(found.answer):
            continue
        seen.add(candidate)
        if refuted(task, candidate):
            yield candidate


def refuted(task: Task, answer: Tree) -> bool:
    """Is it proved to be wrong?"""
    judged = judge(task, answer)
    return judged.verdict == WRONG and judged.certainty == "counterexample"


def named(task: Task, answer: Tree) -> str:
    """The mistake by which `check` explains it."""
    judged = judge(task, answer)
    diagnosis = diagnose(task, answer, judged.suspicion, judged.entries, FOREVER)
    return diagnosis.slips[0].mistake if diagnosis.slips else ""


def differ(task: Task, a: Tree, b: Tree) -> bool:
    """Are two answers different for sure? Of antiderivatives, more than by a constant."""
    if task.question.head == "I" and len(task.question.args) == 2:
        a, b = (derivative(side, name(task.wrt[0])) for side in (a, b))
    return any(compare(p, q).kind == "different" for _, p, q in entries(a, b))
