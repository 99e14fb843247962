"""What do the marks of a class come to: for each question, each skill, and in slips?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from typing import Any

from calctutor.quiz.examining import Examined
from calctutor.quiz.marks import Class, Doubt, Graded, Mark, Tally
from calctutor.quiz.models import Quiz
from calctutor.quiz.solving import IN_PASSING


def summed(quiz: Quiz, students: tuple[Graded, ...], skills: Mapping[str, Future[Examined]]) -> Class:
    """The class from its students' marks."""
    names = [question.id for question in quiz.questions]
    tags: dict[str, list[str]] = {}
    rules: dict[str, list[str]] = {}
    for question in quiz.questions:
        for tag in question.tags:
            tags.setdefault(tag, []).append(question.id)
        for rule in _rules(skills.get(question.id)):
            rules.setdefault(rule, []).append(question.id)
    marks: dict[str, list[Mark]] = {name: [] for name in names}
    for student in students:
        for mark in student.marks:
            marks[mark.question].append(mark)

    def tallied(groups: Mapping[str, list[str]]) -> tuple[Tally, ...]:
        return tuple(tally(group, [mark for name in groups[group] for mark in marks[name]]) for group in sorted(groups))

    questions = tuple(tally(name, marks[name]) for name in names)
    everything = [mark for many in marks.values() for mark in many]
    return Class(
        quiz.title, quiz.pass_mark, students, questions, tallied(tags), tallied(rules), slips(everything, 10),
        doubts(students, "undecided"), doubts(students, "unreadable"),
    )  # fmt: skip


PLAIN = IN_PASSING | {"simplify", "sum-rule", "sum-rule-for-integrals"}
"""Rules that every solution uses and that say nothing of anybody's skills."""


def _rules(future: Future[Examined] | None) -> tuple[str, ...]:
    try:
        return tuple(rule for rule in future.result().rules if rule not in PLAIN) if future else ()
    except (TimeoutError, RuntimeError, EOFError, OSError):
        return ()


def tally(name: str, marks: list[Mark]) -> Tally:
    most = sum(mark.most for mark in marks)
    verdicts = Counter(mark.verdict for mark in marks)
    share = sum(mark.points for mark in marks) / most if most else 0.0
    answers = len(marks) - verdicts["unanswered"]
    return Tally(name, answers, dict(sorted(verdicts.items())), round(share, 4), slips(marks, 3))


def slips(marks: Iterable[Mark], most: int) -> tuple[tuple[str, str, int], ...]:
    """The commonest slips, as (id, title, how often)."""
    found = Counter((mark.outcome.mistake, mark.outcome.title) for mark in marks if mark.outcome.mistake)
    return tuple((*key, count) for key, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most])


def doubts(students: tuple[Graded, ...], verdict: str) -> tuple[Doubt, ...]:
    """Every answer with this verdict, whose it is, and why."""
    return tuple((s.student, m.question, m.answer, m.outcome.reason) for s in students for m in s.marks if m.verdict == verdict)


def rows(graded: Class) -> Iterator[dict[str, Any]]:
    """A row a student, for a gradebook."""
    for one in graded.students:
        yield {"student": one.student, "seed": one.seed, "points": one.points, "most": one.most, "percent": one.percent,
               "passed": one.passed, **{mark.question: mark.points for mark in one.marks}}  # fmt: skip
