"""What is a class worth? Every answer is judged, the same one only once, on all cores; then points are added up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future

from calctutor.checking.batch import check_rows
from calctutor.quiz.drawing import Drawn, DrawnQuiz, draw
from calctutor.quiz.examining import Examined, examined
from calctutor.quiz.judging import is_row, judge, row_of
from calctutor.quiz.marks import Class, Graded, Mark
from calctutor.quiz.models import Quiz
from calctutor.quiz.outcomes import Outcome, points
from calctutor.quiz.sessions import digest
from calctutor.quiz.submissions import Given, Submission
from calctutor.quiz.tallying import summed

Watch = Callable[[int, int], None]


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
