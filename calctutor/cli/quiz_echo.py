"""How is an answer read that is still being typed? The picture of it, or where the reading stopped."""

from __future__ import annotations

import sys

from calctutor.checking.tasks import read_answer
from calctutor.errors import StudentError
from calctutor.narrate.quiz import shown
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, names
from calctutor.notation.writing import ASCII, UNICODE, picture, text
from calctutor.notation.writing.boxes import row_text
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.judging import LABELS, chosen, is_row
from calctutor.quiz.solving import task_of
from calctutor.render.paper import clean, shows_unicode

MOST_ROWS = 9
LABEL = "read as  "


def echo(question: Drawn, typed: str, width: int) -> list[str]:
    """Rows that fit into `width` columns; none where there is nothing to show."""
    if not typed or question.kind == "rule":
        return []
    try:
        if question.kind == "choice":
            options = ", ".join(f"{LABELS[i]}) {_option(question.choices[i])}" for i in chosen(question, typed))
            return [clean(LABEL + options)[:width]]
        return drawn(_tree(question, typed), width)
    except StudentError as problem:
        return [clean(f"…  {problem.reason}")[:width]]


def _option(choice: str) -> str:
    """An option on one line, as maths if it is maths."""
    style = UNICODE if shows_unicode(sys.stdout) else ASCII
    return "".join(piece if isinstance(piece, str) else text(piece, style) for piece in shown(choice))


def _tree(question: Drawn, typed: str) -> Tree:
    if is_row(question):
        return read_answer(task_of(question), typed)
    return read(typed.lstrip("= ") if question.kind == "work" else typed)


def strangers(question: Drawn, typed: str) -> list[str]:
    """Letters of an answer that the problem does not have: most likely a key that was missed. One may be the constant of an
    integral.
    """
    if not is_row(question):
        return []
    try:
        task = task_of(question)
        found = set(names(read_answer(task, typed)))
    except StudentError:
        return []
    known = {*names(task.question), *names(task.f), *task.wrt, str(task.about.get("of", "")), *task.about.get("names", ())}
    strange = sorted(found - known)
    return [] if task.kind == "integrate" and len(strange) <= 1 else strange


def drawn(tree: Tree, width: int) -> list[str]:
    """In two dimensions, or on a line where that takes too much room."""
    style = UNICODE if shows_unicode(sys.stdout) else ASCII
    shape = picture(tree, style)
    if shape.width + len(LABEL) > width or shape.height > MOST_ROWS:
        return [(LABEL + text(tree, style))[:width]]
    rows = [row_text(row) for row in shape.rows]
    return [(LABEL if i == shape.base else " " * len(LABEL)) + row.rstrip() for i, row in enumerate(rows)]
