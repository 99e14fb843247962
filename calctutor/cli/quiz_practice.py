"""`calctutor quiz practice`: one fresh question after the other, chosen by what is known about the student."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.cli import screen
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.cli.quiz_prompt import Asker
    from calctutor.quiz.making.fresh import Fresh
    from calctutor.quiz.progress.events import Event
    from calctutor.quiz.progress.store import Store

INTERRUPTED = 130
PATIENCE = 60.0
"""Seconds that a new question may take."""


def practice(
    topic: Annotated[list[str] | None, typer.Option("--topic", help="Only these, as `chain-rule,parts`.")] = None,
    count: Annotated[int, typer.Option("--count", min=0, help="Stop after so many questions; 0: when you like.")] = 0,
    data_dir: screen.DataOption = None,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 20,
) -> int:
    """Practise without end: fresh questions, harder when you are right, and weak rules come back.

    Stop with q or Ctrl-C; what you answered is kept. `calctutor quiz stats` shows how you stand.

    \b
    calctutor quiz practice
    calctutor quiz practice --topic chain-rule,product-rule
    """
    from calctutor.cli.quiz_prompt import asker
    from calctutor.quiz.keeping import folder
    from calctutor.quiz.progress.store import Store

    if format is screen.Format.json:
        raise StudentError("format", "practice is for a person", remedy="--format panels or plain; quiz stats has json")
    here = screen.Screen(format, theme, width, no_color)
    names = tuple(name for one in topic or [] for name in one.split(",") if name.strip())
    store = Store(folder(data_dir))
    try:
        if store.note:
            sys.stderr.write(store.note + "\n")
        return Practice(store, here, asker(), names, timeout).run(count)
    finally:
        store.close()


class Practice:
    """One sitting. `pending` are events that could not be kept yet."""

    def __init__(self, store: Store, here: screen.Screen, asker: Asker, names: Sequence[str], seconds: float) -> None:
        from calctutor.cli.worker import Job
        from calctutor.quiz.progress.schedule import CURRICULUM

        self.store, self.screen, self.asker, self.seconds = store, here, asker, seconds
        self.events = store.events()
        self.pending: list[Event] = []
        self.done = self.right = 0
        self.wanted = Job("calctutor.quiz.making.fresh:wanted", tuple(names or CURRICULUM)).result(PATIENCE)

    def run(self, count: int) -> int:
        """Question after question. The exit code."""
        from calctutor.cli.quiz_desk import Stopped

        try:
            while not count or self.done < count:
                self.one()
        except Stopped:
            pass
        except KeyboardInterrupt:
            return self.ended(INTERRUPTED)
        return self.ended(0)

    def one(self) -> None:
        """Choose, ask, and keep what came of it."""
        from calctutor.cli.quiz_bench import Bench
        from calctutor.quiz.progress.judging import ratings

        fresh = self.chosen()
        bench = Bench(fresh, self.done + 1, self.screen, self.asker, self.seconds)
        try:
            bench.run()
        finally:
            name = str(fresh.question["id"])
            found, mistakes = ratings(bench.session, name, fresh.rules, self.wanted[fresh.topic])
            if found:
                self.done, self.right = self.done + 1, self.right + bench.session.solved(name)
                self.keep(fresh, found, mistakes)
        bench.explained()

    def chosen(self) -> Fresh:
        """The next question, made by a worker."""
        from calctutor.cli.worker import Job
        from calctutor.quiz.progress.schedule import RECENT, asked, level, next_topic, results

        topics = tuple(self.wanted)
        topic = next_topic(self.events, topics, self.wanted, datetime.now(UTC))
        at = level(results(self.events).get(topic, []))
        seed = f"practice/{len(asked(self.events))}"
        before = [row[0].question for row in asked(self.events) if row[0].topic == topic][-RECENT:]
        fresh: Fresh = Job("calctutor.quiz.making.fresh:fresh", topic, at, seed, before).result(PATIENCE)
        return fresh

    def keep(self, fresh: Fresh, found: dict[str, int], mistakes: list[str]) -> None:
        """Into the store, with what could not be kept before; where that fails, it is said and tried again later."""
        from calctutor.quiz.progress.events import evidence

        said = str(fresh.question.get("expression") or fresh.question["text"])
        new = evidence(fresh.topic, fresh.level, said, datetime.now(UTC), found, mistakes)
        self.events += new
        self.pending += new
        self.saved()

    def saved(self) -> bool:
        try:
            self.store.add(self.pending)
        except StudentError as problem:
            screen.show_problem(problem)
            return False
        self.pending.clear()
        return True

    def ended(self, code: int) -> int:
        """How it went; and once more the attempt to keep what is not kept."""
        if self.done:
            sys.stdout.write(f"\n{self.right} of {self.done} right. calctutor quiz stats shows how you stand.\n")
        if self.pending and not self.saved():
            sys.stderr.write("The last answers are not kept; all the others are.\n")
            return 2
        return code
