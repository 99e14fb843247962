"""What is right, question by question? For the key of a sheet. Loads sympy; belongs in a worker."""

from __future__ import annotations

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.solving import right, right_answer, solved, task_of


def answers(questions: tuple[Drawn, ...]) -> tuple[str | Tree | None, ...]:
    """An answer, options, the name of a rule, or None where none is known."""
    return tuple(map(answer, questions))


def answer(question: Drawn) -> str | Tree | None:
    try:
        if question.kind in ("choice", "number", "rule", "same", "descend-step"):
            return right(question)
        return right_answer(task_of(question), solved(question))
    except StudentError:
        return None
