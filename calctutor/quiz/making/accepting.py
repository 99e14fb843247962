"""Which drafts become questions? Those that turn out to be about their topic, as long as their level says, and tidy."""

from __future__ import annotations

from calctutor.engines.asking import free_names
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, number
from calctutor.quiz.making import critical
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, Worked
from calctutor.quiz.making.examples import look
from calctutor.quiz.making.levels import LEVELS, Level
from calctutor.quiz.making.solving import budgeted, solved
from calctutor.quiz.making.tidiness import is_number, left_open, tidy, tidy_question
from calctutor.quiz.making.topics import Topic, topics

LONGEST_NUMBER = 28
"""Characters of an answer that is a number: one who finds a longer one doubts that it is right."""


@budgeted
def attempt(topic: str, level: int, seed: int | str, count: int) -> Worked | None:
    """The draft number `count` of a topic and a level, worked, or None where it does not do. Depends on the arguments alone."""
    about = topics()[topic]
    bounds = LEVELS[about.family][level]
    dice = Dice(seed, topic, level, count)
    try:
        draft = about.draw(dice, bounds, dice.between(*bounds.steps))
    except StudentError:
        return None  # what was drawn has no real value anywhere
    if draft.kind == "critical":
        found = critical.asked(draft, dice)
        return found if found and bounds.fits(found.steps, found.depth) else None
    return accepted(draft, about, bounds)


def accepted(draft: Draft, topic: Topic, level: Level) -> Worked | None:
    """The worked draft, if its solution is what topic and level ask for."""
    if not promising(draft, level):
        return None
    found = solved(draft)
    if found is None or (topic.wanted and not topic.wanted & found.rules):
        return None
    if not level.fits(found.steps, found.depth) or found.answer == number(0) or not presentable(found.answer, topic, level):
        return None
    return found


def presentable(answer: Tree, topic: Topic, level: Level) -> bool:
    """Is it tidy, and nothing left to be worked out, or else as it is in the example of the rule?"""
    if is_number(answer):  # of an integral between bounds, a slope at a place
        level = level._replace(answer=min(level.answer, LONGEST_NUMBER))
    if tidy(answer, level) and not left_open(answer):
        return True
    example = look(topic.id)
    return tidy(answer, level._replace(answer=max(level.answer, example.length))) and example.open >= left_open(answer)


def promising(draft: Draft, level: Level) -> bool:
    """Can it be read, are its numbers small, and do all the letters that it is about occur in it?"""
    try:
        task = draft.task
    except StudentError:
        return False
    if draft.kind == "probability":  # a density may be a number
        return tidy_question(task.f, level)
    letters = set(free_names(task.f))
    needed = {"x", "y"} & set(draft.options.wrt.split(",")) if draft.options.wrt else {"x"}
    if draft.kind in ("gradient", "partial"):
        needed = {"x", "y"}
    return needed <= letters and tidy_question(task.f, level)
