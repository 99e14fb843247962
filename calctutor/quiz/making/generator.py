"""How does a whole quiz come about? Draft by draft, each worked on some core, the first that does taken in order.

What is taken depends on the seed alone, not on which process was faster. Drafts of a topic and a level are numbered, and no
number is looked at twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from calctutor.errors import NO_METHOD, UNDECIDED, StudentError
from calctutor.quiz.making.accepting import attempt
from calctutor.quiz.making.drafts import Worked
from calctutor.quiz.making.questions import Question, question
from calctutor.quiz.making.ranges import nearest
from calctutor.quiz.models import SCHEMA, Quiz

MOST_ATTEMPTS = 150
"""Drafts of one topic and one level that may fail, or repeat what is there, one after the other."""

AHEAD = 3
"""So many drafts for each core are worked before it is known whether they will be needed."""

Watch = Callable[[int, int], None]

T = TypeVar("T")


@dataclass(slots=True)
class Wish:
    """What a quiz is to be like. `levels` and `topics` are dealt out in turn, the easy levels first."""

    topics: Sequence[str]
    levels: Sequence[int]
    count: int
    seed: int
    choice: bool = False
    tests: bool = False

    def plan(self) -> list[tuple[str, int]]:
        """The topic and level of each question."""
        levels = [self.levels[i * len(self.levels) // self.count] for i in range(self.count)]
        return [(self.topics[i % len(self.topics)], level) for i, level in enumerate(levels)]


@dataclass(slots=True)
class Generator:
    """One run. `notes` say where a question is not of the level that was planned, and where the program failed."""

    wish: Wish
    crew: Executor
    watch: Watch
    notes: list[str] = field(default_factory=list)
    _sources: dict[tuple[str, int], Iterator[Question]] = field(default_factory=dict)
    _shapes: set[str] = field(default_factory=set)

    def questions(self) -> list[Question]:
        """All of them, numbered. Raises `StudentError` where there are not so many different ones."""
        found: list[Question] = []
        for topic, level in self.wish.plan():
            self.watch(len(found), self.wish.count)
            one = self._next(topic, level)
            if one is None:
                raise self._too_few(found)
            found.append(one)
        found.sort(key=lambda one: int(one["level"]))
        return [{"id": f"q{number}", **one} for number, one in enumerate(found, 1)]

    def _next(self, topic: str, level: int) -> Question | None:
        """The next question of this topic and level, or else of the nearest level, or else of another topic."""
        for other_topic in (topic, *(t for t in self.wish.topics if t != topic)):
            for other in nearest(other_topic, level, self.wish.levels):
                source = self._sources.setdefault((other_topic, other), self._source(other_topic, other))
                if (one := next(source, None)) is not None:
                    if (other_topic, other) != (topic, level):
                        self.notes.append(f"no more {topic} of level {level}: {other_topic} of level {other} instead")
                    return one
        return None

    def _source(self, topic: str, level: int) -> Iterator[Question]:
        """The questions of one topic and level, as long as there are any that differ by more than their numbers."""
        failed = 0
        for worked in self._attempts(topic, level):
            key = "" if worked is None else worked.draft.likeness
            made = None
            if worked is not None and key not in self._shapes:
                made = self._made(worked, topic, level)
            if made is not None:
                self._shapes.add(key)
                failed = 0
                yield made
            elif (failed := failed + 1) >= MOST_ATTEMPTS:
                return

    def _made(self, worked: Worked, topic: str, level: int) -> Question | None:
        wish = self.wish
        return self._outcome(self.crew.submit(question, worked, topic, level, wish.choice, wish.tests), topic)

    def _attempts(self, topic: str, level: int) -> Iterator[Worked | None]:
        """Draft after draft, worked ahead on all cores, in the order of their numbers."""
        waiting: list[Future[Worked | None]] = []
        number = 0
        while True:
            while len(waiting) < AHEAD * (os.cpu_count() or 1):
                waiting.append(self.crew.submit(attempt, topic, level, self.wish.seed, number))
                number += 1
            yield self._outcome(waiting.pop(0), topic)

    def _outcome(self, future: Future[T], topic: str) -> T | None:
        """What a process has found. A draft on which this program itself fails is no question, and that is not kept quiet."""
        try:
            return future.result()
        except TimeoutError:  # without this draft the quiz might be another one than on a faster machine
            raise StudentError("out-of-time", f"a draft about {topic} takes this machine too long",
                               remedy="another --seed, or another topic", exit_code=UNDECIDED) from None  # fmt: skip
        except (RuntimeError, EOFError) as problem:
            self.notes.append(f"a draft about {topic} was put away, because calctutor itself failed on it ({problem})")
            return None

    def _too_few(self, found: list[Question]) -> StudentError:
        what = ", ".join(self.wish.topics)
        levels = ", ".join(map(str, self.wish.levels))
        return StudentError(
            "too-few-questions",
            f"only {len(found)} questions about {what} of level {levels} differ by more than their numbers",
            remedy=f"ask for fewer, as --count {len(found) or 5}, or for more levels, as --level 1-5, or more topics",
            exit_code=NO_METHOD,
        )  # fmt: skip


def quiz_of(questions: list[Question], title: str) -> Quiz:
    """The questions as a quiz file holds them."""
    data: dict[str, Any] = {"schema": SCHEMA, "title": title, "pass": 60, "question": questions}
    return Quiz.model_validate(data)
