"""What does a student hand in? A file of answers, in which everything is judged again by whoever grades it."""

from __future__ import annotations

import json
from typing import Any

from calctutor.quiz.sessions import Session

SCHEMA = "calctutor-quiz-answers/1"


def handed_in(session: Session, student: str | None, as_toml: bool) -> str:
    """The text of the file."""
    data: dict[str, Any] = {"schema": SCHEMA, "quiz": session.quiz.title, "seed": session.quiz.seed}
    if student:
        data["student"] = student
    data["answers"] = {name: _answer(session, name) for name in session.questions if session.states[name].tries}
    if as_toml:
        import tomlkit

        return tomlkit.dumps(data)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _answer(session: Session, name: str) -> Any:
    """The answer alone where there was one and no hint, or all that counts."""
    state = session.states[name]
    tries = [one.answer for one in state.tries if not one.late]
    if len(tries) == len(state.tries) == 1 and not state.hints:
        return tries[0]
    return {"tries": tries, "hints": state.hints}
