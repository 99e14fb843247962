"""What happens between a student and a quiz? One question at a time, until there is none left or the student stops.

After every answer the session is kept before anything is said about it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from calctutor.blocks import Page, Prose, Sentence
from calctutor.cli import quiz_echo, quiz_keys
from calctutor.cli.quiz_prompt import Asker
from calctutor.cli.screen import Screen
from calctutor.cli.worker import Job, Standby
from calctutor.errors import StudentError
from calctutor.narrate import quiz as pages
from calctutor.notation.tree import name
from calctutor.notation.writing import text
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.outcomes import Outcome
from calctutor.quiz.sessions import Session
from calctutor.quiz.tutoring import Told
from calctutor.quiz.words import sentence


class Stopped(Exception):
    """The student wants to stop; everything is kept."""


class Desk:
    """A student, a quiz, and where they talk."""

    def __init__(self, session: Session, screen: Screen, asker: Asker, keep: Callable[[], None], seconds: float) -> None:
        self.session, self.screen, self.asker, self.keep, self.seconds = session, screen, asker, keep, seconds
        self._helper: Standby | None = None
        self._warned = ""
        self._hints: dict[str, tuple[Sentence, ...]] = {}

    def run(self) -> None:
        """Until no question is open. Raises `Stopped`."""
        shown = None
        while question := self.session.current:
            if shown != question.id:
                self.show(question)
                shown = question.id
            if self._turn(question):
                shown = None

    def show(self, question: Drawn) -> None:
        """The question itself."""
        sys.stdout.write("\n")
        self.screen.show(pages.question_page(self.session, question, bool(quiz_keys.letters(question))))

    def _turn(self, question: Drawn) -> bool:
        """One line from the student. Is the question to be shown again, or another one?"""
        start = time.monotonic()
        self._helper = self._helper or Standby(self.asker.helper)  # loads what it needs while the answer is typed
        typed = self._asked(question)
        seconds = time.monotonic() - start
        if typed is None:
            raise Stopped
        if key := quiz_keys.key(question, typed):
            self._spent(question, seconds)
            return self._pressed(question, key)
        if not typed:
            self._spent(question, seconds)
            return False
        if typed != self._warned and (doubt := self._doubt(question, typed)):
            self._warned = typed
            self._spent(question, seconds)
            self.say(f"{doubt} If you mean it, enter the same answer again.")
            return False
        self._answer(question, typed, seconds)
        return not self.session.open(question.id)

    def _doubt(self, question: Drawn, typed: str) -> str:
        """What was typed may be meant otherwise: a letter was missed, or a key was meant where keys need a colon."""
        if self.asker.interactive and question.kind != "choice" and typed.lower() in quiz_keys.letters(question):
            return f"Here {typed} is an answer, and the key is :{typed.lower()}."
        strange = [text(name(letter)) for letter in quiz_echo.strangers(question, typed)]
        return f"{' and '.join(strange)} do{'es' * (len(strange) == 1)} not occur in this problem." if strange else ""

    def _asked(self, question: Drawn) -> str | None:
        """One answer; a derivation has several lines and ends with an empty one."""
        width = self.screen.columns
        if question.kind != "work":
            return self.asker.ask("answer> ", lambda typed: self._echo(question, typed, width))
        lines: list[str] = []
        while True:
            label = f"line {len(lines) + 1}> " if lines else "line 1 (an empty line ends it)> "
            line = self.asker.ask(label, lambda typed: self._echo(question, typed, width))
            if line is None and not lines:
                return None
            if not line:
                return "\n".join(lines)
            lines.append(line)
            if len(lines) == 1 and quiz_keys.key(question, line):
                return line

    def _echo(self, question: Drawn, typed: str, width: int) -> list[str]:
        return [] if quiz_keys.key(question, typed) else quiz_echo.echo(question, typed, width)

    def _spent(self, question: Drawn, seconds: float) -> None:
        self.session.states[question.id].seconds += seconds
        self.keep()

    # Keys.

    def _pressed(self, question: Drawn, key: str) -> bool:
        if key == "q":
            raise Stopped
        if key == "?":
            self.say(*quiz_keys.SYNTAX, pages.KEYS)
            return False
        if key == "h":
            self._hint(question)
            return False
        if key == "f" and self.asker.interactive and self._warned != "f":
            self._warned = "f"
            self.say(f"{self.session.left} still open: enter f once more to finish without an answer to them.")
            return False
        if key == "f":
            self.session.finish()
            self.keep()
            return True
        if self.session.left == 1:
            self.say("This is the only one that is left: answer it, f to finish without it, or q to stop and go on later.")
            return False
        self.session.skip(question.id)
        self.keep()
        return True

    def say(self, *lines: str) -> None:
        """Words between the pages."""
        self.screen.show(Page(tuple(Prose((line,), "note") for line in lines)))

    def _hint(self, question: Drawn) -> None:
        """The next hint, at its cost; asked for again when there are no more, none is given and none is charged."""
        hints, state = self._ladder(question), self.session.states[question.id]
        if state.hints >= len(hints):
            self.say("There are no more hints for this one." if hints else "There are no hints for this one.")
            return
        state.hints += 1
        self.keep()
        self.screen.show(pages.hint_page(state.hints, hints[state.hints - 1], question.hint_cost))

    def _ladder(self, question: Drawn) -> tuple[Sentence, ...]:
        if question.id not in self._hints:
            if question.hints is not None:
                self._hints[question.id] = tuple(sentence(hint) for hint in question.hints)
            else:
                self._hints[question.id] = self.worked("calctutor.quiz.hinting:ladder", question) or ()
        return self._hints[question.id]

    def worked(self, task: str, question: Drawn) -> Any:
        """What a worker finds out, or None where it does not."""
        try:
            return Job(task, question).result(self.seconds)
        except StudentError:
            return None

    # Answers.

    def _answer(self, question: Drawn, typed: str, seconds: float) -> None:
        helper, self._helper = self._helper or Standby(self.asker.helper), None
        helper.ask(question, typed)
        try:
            told: Told = helper.result(self.seconds)
        except StudentError as problem:
            told = Told(Outcome("undecided", reason=problem.reason))
        found = self.session.answered(question.id, typed, told.outcome, seconds)
        self.keep()
        left = self.session.attempts_left(question.id) if self.session.open(question.id) else 0
        self.screen.show(pages.told_page(question, told, left, self.session.points(question.id)))
        if found.late:
            self.say(f"The time for this question is over ({question.time} s): the answer is kept, but counts for nothing.")
