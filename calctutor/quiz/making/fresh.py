"""One new question for practice: the first draft from a seed that does. Loads sympy; belongs in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.reading import read
from calctutor.quiz.making.accepting import attempt
from calctutor.quiz.making.questions import Question, question
from calctutor.quiz.making.ranges import nearest
from calctutor.quiz.making.tidiness import shape
from calctutor.quiz.making.topics import topic, topics

TRIES = 40


@dataclass(frozen=True, slots=True)
class Fresh:
    """A question with its topic, the level that it has, and the rules that its solution uses."""

    question: Question
    topic: str
    level: int
    rules: tuple[str, ...]


def fresh(name: str, level: int, seed: str, before: Sequence[str] = ()) -> Fresh:
    """A question about a topic, of the level or else the nearest that there is; not like those of `before` but for its numbers,
    if there are others. Raises `StudentError`.
    """
    known = {found for one in before if (found := _shape(one))}
    made = _fresh(name, level, seed, known) or _fresh(name, level, seed, set())
    if made is None:
        raise StudentError(
            "too-few-questions", f"no question about {name} was found", remedy="choose another topic", exit_code=NO_METHOD
        )
    return made


def _shape(expression: str) -> str:
    try:
        return shape(read(expression))
    except StudentError:
        return ""  # the text of a question that has no expression


def _fresh(name: str, level: int, seed: str, known: set[str]) -> Fresh | None:
    about = topic(name)
    for other in nearest(about.id, level):
        for number in range(TRIES):
            found = attempt(about.id, other, seed, number)
            if found is None or _shape(found.draft.expression) in known:
                continue
            if made := question(found, about.id, other, choice=False, tests=False):
                return Fresh(made, about.id, other, tuple(sorted(found.rules)))
    return None


def wanted(names: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The rules that each of these topics is about. Raises `StudentError` for one that is not there."""
    return {topic(name).id: topics()[topic(name).id].wanted for name in names}


def titles() -> dict[str, str]:
    """What every rule and every mistake is called."""
    import calctutor.mistakes  # noqa: F401  (fills the book)
    from calctutor.mistakes.book import MISTAKES
    from calctutor.rulebook import every_rule

    rules = {rule.id: rule.title for rule in every_rule().values()}
    return rules | {mistake.id: mistake.title for mistake in MISTAKES.values()}
