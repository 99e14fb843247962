"""How is one question practised? Like one of a quiz, but there is always another one after it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from calctutor.cli import quiz_keys
from calctutor.cli.quiz_afterwards import solution
from calctutor.cli.quiz_desk import Desk, Stopped
from calctutor.cli.quiz_prompt import Asker
from calctutor.cli.screen import Screen
from calctutor.narrate import quiz_practice as pages
from calctutor.narrate.quiz import solution_heading
from calctutor.quiz.drawing import Drawn, draw
from calctutor.quiz.models import SCHEMA, Quiz
from calctutor.quiz.sessions import Session

if TYPE_CHECKING:
    from calctutor.quiz.making.fresh import Fresh

NAME = "practice"
FREE = {"hint_cost": 0, "penalty": 0}
"""Nothing is lost by asking or trying: only what is remembered counts."""


class Bench(Desk):
    """A quiz of one question. `number` counts those of this sitting."""

    def __init__(self, fresh: Fresh, number: int, screen: Screen, asker: Asker, seconds: float) -> None:
        fresh.question["id"] = NAME
        data = {"schema": SCHEMA, "title": "Practice", "pass": 0, "defaults": FREE, "question": [fresh.question]}
        super().__init__(Session(draw(Quiz.model_validate(data))), screen, asker, lambda: None, seconds)
        self.fresh, self.number = fresh, number

    def show(self, question: Drawn) -> None:
        sys.stdout.write("\n")
        title = self.fresh.topic.replace("-", " ")
        self.screen.show(pages.question_page(question, self.number, title, self.fresh.level, bool(quiz_keys.letters(question))))

    def _pressed(self, question: Drawn, key: str) -> bool:
        """Skipping leaves the question for good, and so does finishing."""
        if key in ("s", "f"):
            if key == "f":
                self.session.finish()
                raise Stopped
            self.session.finish()
            return True
        return super()._pressed(question, key)

    def explained(self) -> None:
        """The worked solution of what was not solved."""
        if not self.session.solved(NAME):
            solution(self, self.session.questions[NAME], solution_heading(f"of number {self.number}"))
