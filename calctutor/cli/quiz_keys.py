"""Which key was pressed, or is it an answer? What is a letter of the problem is typed with a colon where the key is meant."""

from __future__ import annotations

from calctutor.errors import StudentError
from calctutor.notation.tree import names
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.judging import LABELS
from calctutor.quiz.solving import task_of

KEYS = ("h", "s", "?", "q", "f")

SYNTAX = (
    "2x, 3 sin(x), (x+1)(x-1)    products need no sign",
    "x^2, x**2, e^(2x), sqrt(x)  powers and roots",
    "1/(2x), x^2/3, 1/2          fractions",
    "ln(x), sin^2 x, abs(x), pi  functions and constants",
    "(2x, 3y), [[1, 0], [0, 2]]  vectors and matrices",
    "\\frac{x}{2}, \\sin x         LaTeX",
)


def letters(question: Drawn) -> set[str]:
    """The keys that could be an answer here: they are typed with a colon."""
    if question.kind == "choice":
        return {*LABELS[: len(question.choices)]} & {*KEYS}
    try:
        task = task_of(question) if question.expression else None
    except StudentError:
        task = None
    return set() if task is None else {*names(task.f), *task.wrt} & {*KEYS}


def key(question: Drawn, typed: str) -> str:
    """The key that was pressed, if what was typed is one."""
    bare = typed.removeprefix(":").strip().lower()
    if bare not in (*KEYS, "quit", "skip", "hint", "help", "finish"):
        return ""
    if not typed.startswith(":") and bare in letters(question):
        return ""
    return {"help": "?"}.get(bare, bare[0])
