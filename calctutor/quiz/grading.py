"""What is a class worth? Every answer is judged, the same one only once, on all cores; then points are added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any

from calctutor.checking.batch import check_rows
from calctutor.quiz.drawing import Drawn, DrawnQuiz, draw
from calctutor.quiz.examining import Examined, examined
from calctutor.quiz.judging import is_row, judge, row_of
from calctutor.quiz.models import Quiz
from calctutor.quiz.outcomes import Outcome, points
from calctutor.quiz.sessions import digest
from calctutor.quiz.solving import IN_PASSING
from calctutor.quiz.submissions import Given, Submission

Watch = Callable[[int, int], None]


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


Case = tuple[str, str]
"""The digest of a question, and an answer to it."""


def grade(quiz: Quiz, handed: list[Submission], seed: str, crew: Executor, seconds: float, watch: Watch) -> Class:
    """The class. `seed` is that of everybody who does not say another. Raises `StudentError` where the quiz cannot be drawn."""
    drawn: dict[str, DrawnQuiz] = {}
    for one in handed:
        own = one.seed or seed
        if own not in drawn:
            drawn[own] = draw(quiz, own)
    digests = {(own, question.id): digest(question) for own, whole in drawn.items() for question in whole.questions}
    cases: dict[Case, Drawn] = {}
    for one in handed:
        for question in drawn[one.seed or seed].questions:
            for answer in _tries(one, question):
                cases.setdefault((digests[one.seed or seed, question.id], answer), question)
    skills = _skills(next(iter(drawn.values())), crew)
    outcomes = _outcomes(cases, crew, seconds, watch)
    students = tuple(_graded(one, drawn[one.seed or seed], digests, outcomes) for one in handed)
    return summed(quiz, students, skills)


def _tries(one: Submission, question: Drawn) -> tuple[str, ...]:
    return one.answers.get(question.id, Given(())).tries


def _outcomes(cases: Mapping[Case, Drawn], crew: Executor, seconds: float, watch: Watch) -> dict[Case, Outcome]:
    """Every case judged: those of `calctutor check` by the batch checker, the others beside them."""
    rows = [case for case, question in cases.items() if is_row(question)]
    others: list[tuple[Case, Future[Outcome]]] = [
        (case, crew.submit(judge, question, case[1])) for case, question in cases.items() if not is_row(question)
    ]
    found: dict[Case, Outcome] = {}
    for case, verdict in zip(rows, check_rows((row_of(cases[c], c[1]) for c in rows), crew, seconds=seconds), strict=True):
        found[case] = Outcome.of_row(verdict)
        watch(len(found), len(cases))
    for case, future in others:
        found[case] = _waited(future)
        watch(len(found), len(cases))
    return found


def _waited(future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except TimeoutError:
        return Outcome("undecided", reason="this took too long")
    except (RuntimeError, EOFError, OSError) as problem:
        return Outcome("undecided", reason=f"calctutor itself failed here ({problem})")


def _skills(quiz: DrawnQuiz, crew: Executor) -> dict[str, Future[Examined]]:
    """Which rules each question uses: found out with one draw of it, for its draws differ in their numbers."""
    return {question.id: crew.submit(examined, question) for question in quiz.questions if question.kind != "choice"}


Digests = Mapping[tuple[str, str], str]
"""Seed and question -> what tells it from others."""


def _graded(one: Submission, quiz: DrawnQuiz, digests: Digests, outcomes: Mapping[Case, Outcome]) -> Graded:
    def mark(question: Drawn) -> Mark:
        key = digests[quiz.seed, question.id]
        return _mark(one, question, [outcomes[key, answer] for answer in _tries(one, question)])

    marks = tuple(map(mark, quiz.questions))
    total, most = sum(mark.points for mark in marks), quiz.points
    percent = round(100 * total / most, 2) if most else 100.0
    return Graded(one.student, quiz.seed, one.source, marks, round(total, 4), most, percent, percent >= quiz.pass_mark - 1e-9)


def _mark(one: Submission, question: Drawn, tries: list[Outcome]) -> Mark:
    """From the tries in order; what is shown is the one that was right, or else the last."""
    hints = one.answers.get(question.id, Given(())).hints
    if not tries:
        return Mark(question.id, 0.0, question.points, "unanswered", hints=hints)
    shown = next((i for i, each in enumerate(tries) if each.verdict == "correct"), len(tries) - 1)
    got, last = points(question, tries, hints), tries[shown]
    return Mark(question.id, got, question.points, last.verdict, _tries(one, question)[shown], len(tries), hints, last)


# Adding up.


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
