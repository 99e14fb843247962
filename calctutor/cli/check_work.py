"""`calctutor check work`: a derivation line by line, the first wrong line explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.errors import UNDECIDED, StudentError

if TYPE_CHECKING:
    from calctutor.blocks import Page
    from calctutor.checking.slips import Diagnosis
    from calctutor.checking.tasks import Task
    from calctutor.checking.working import Line
    from calctutor.notation.tree import Tree

EXAMPLE = "calctutor check work homework.txt"


def run(file: str | None, here: screen.Screen, seconds: float) -> int:
    """A verdict on every line; the exit code is that of the worst one."""
    from calctutor.checking.working import judged_lines

    task, lines = judged_lines(_read(file))
    if not lines:
        raise StudentError("missing", "there are no lines to check", remedy=EXAMPLE)
    diagnosis = _explained(task, lines, seconds)
    if here.format is screen.Format.json:
        here.data(data(lines, diagnosis))
    else:
        here.show(page(lines, diagnosis))
    verdicts = {line.verdict for line in lines}
    return 1 if "wrong" in verdicts else 2 if "unreadable" in verdicts else UNDECIDED if "undecided" in verdicts else 0


def _read(file: str | None) -> str:
    if file in (None, "-"):
        return typed(None if file is None else "-", "derivation", EXAMPLE)
    try:
        return Path(str(file)).read_text(encoding="utf-8", errors="replace")
    except OSError as problem:
        raise StudentError("file", f"{file} cannot be opened: {problem.strerror}", remedy=EXAMPLE) from None


def _explained(task: Task | None, lines: list[Line], seconds: float) -> Diagnosis:
    """Why the first wrong line is wrong, if it is known: as an answer to the task, or to the step before it."""
    from calctutor.checking.slips import Diagnosis
    from calctutor.cli.worker import Job

    wrong = next((line for line in lines if line.verdict == "wrong"), None)
    if wrong is None or wrong.end is None or wrong.start is None:
        return Diagnosis()
    for asked in filter(None, (task, between(wrong.start))):
        try:
            found: Diagnosis = Job("calctutor.checking.diagnosis:diagnose", asked, wrong.end).result(seconds)
        except StudentError:
            continue  # the verdict stands without an explanation
        if found.slips:
            return found
    return Diagnosis()


def between(start: Tree) -> Task:
    """One step of algebra as a task of its own."""
    from calctutor.checking.tasks import Task
    from calctutor.engines.asking import free_names
    from calctutor.notation.writing import text

    return Task("same", text(start), start, tuple(free_names(start)), start)


def page(lines: list[Line], diagnosis: Diagnosis) -> Page:
    from calctutor.blocks import Page, Panel, Table
    from calctutor.narrate.check import told_slip

    signs = {"correct": "✓", "wrong": "✗", "undecided": "?", "unreadable": "?"}
    rows = tuple(((str(line.number),), (signs[line.verdict],), (line.text,), (line.note or line.verdict,)) for line in lines)
    table = Table(("line", "", "as you wrote it", "verdict"), rows, (True, False, False, False))
    return Page((Panel("Your working", (table,)), *(told_slip(slip, False) for slip in diagnosis.slips[:1])))


def data(lines: list[Line], diagnosis: Diagnosis) -> dict[str, Any]:
    from calctutor.render.json import SCHEMA
    from calctutor.render.verdicts import slip_data

    return {
        "schema": SCHEMA,
        "lines": [line_data(line) for line in lines],
        "slip": slip_data(diagnosis.slips[0]) if diagnosis.slips else None,
    }


def line_data(line: Line) -> dict[str, Any]:
    return {"number": line.number, "text": line.text, "verdict": line.verdict, "note": line.note, "follows": line.follows}
