"""What does one practised question say about somebody's skills?"""

from __future__ import annotations

from collections.abc import Iterable

from calctutor.quiz.outcomes import counts
from calctutor.quiz.progress.events import AGAIN, EASY, GOOD, HARD
from calctutor.quiz.sessions import Session

QUICK = 20.0
"""Seconds within which a right answer at once, without a hint, counts as easy."""


def ratings(session: Session, name: str, rules: Iterable[str], about: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """How well each rule went, and the mistakes that were made.

    `rules` are those that the solution uses, `about` those that the question is about. A right answer speaks for all of them;
    a wrong one against the rule that a mistake falsifies, or if none is named, against what the question is about.
    """
    import calctutor.mistakes  # noqa: F401  (fills the book)
    from calctutor.mistakes.book import MISTAKES

    state, used = session.states[name], tuple(dict.fromkeys((*about, *rules)))
    wrong = [one.outcome for one in state.tries if counts(one.outcome) and one.outcome.verdict != "correct"]
    mistakes = [one.mistake for one in wrong if one.mistake]
    blamed = {rule for mistake in mistakes if mistake in MISTAKES for rule in MISTAKES[mistake].rules if rule in used}
    if session.solved(name):
        found = dict.fromkeys(used, _rating(bool(wrong), state.hints, state.seconds))
    elif wrong or state.hints:
        found = dict.fromkeys(about, AGAIN)
    else:
        return {}, []  # left without a try: it says nothing
    return {**found, **dict.fromkeys(blamed, AGAIN)}, mistakes


def _rating(wrong: bool, hints: int, seconds: float) -> int:
    """Right in the end: how hard was it?"""
    if wrong or hints:
        return HARD
    return EASY if seconds < QUICK else GOOD
