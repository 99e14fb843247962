"""Does each step of this solution hold?

Every step claims `before = after` and `after, answered = answer`. Both are compared as numbers: balls at seeded points, derivatives by
jets. Nothing here knows a rule of differentiation, so a wrong rule cannot vouch for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calctutor.balls.equality import Verdict, compare
from calctutor.notation.tree import Tree, unmarked
from calctutor.steps import Asked, Step, Verified

FAILS = "fails"
ORDER = (FAILS, "undecided", "agrees", "proved")
"""From the worst news to the best."""


def holds(verdict: Verdict) -> str:
    return FAILS if verdict.kind == "different" else verdict.kind


def verify(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The same steps, each saying whether it holds. A step that occurs twice is checked once."""
    done: dict[int, Step] = {}
    return tuple(_verified(step, done) for step in steps)


def _verified(step: Step, done: dict[int, Step]) -> Step:
    if id(step) not in done:
        asked = tuple(Asked(a.place, _verified(a.step, done), a.told, a.role) for a in step.asked)
        done[id(step)] = replace(step, asked=asked, holds=_step_holds(step))
    return done[id(step)]


def _step_holds(step: Step) -> str:
    """The worse of two checks: the rule's equation, and what became of it once its questions were answered."""
    let = {letter: unmarked(part) for letter, part in step.let}
    before, after, answer = unmarked(step.before), unmarked(step.after), unmarked(step.answer)
    rule = holds(compare(before, after, let=let))
    return rule if after == answer else worst([rule, holds(compare(before, answer, let=let))])


def worst(verdicts: Iterable[str]) -> str:
    return min(verdicts, key=ORDER.index, default="undecided")


def verify_answer(question: Tree, answer: Tree) -> Verified:
    """The whole answer against the question, without looking at the steps."""
    verdict = compare(question, answer)
    return Verified(holds(verdict), verdict.points)
