"""`calctutor check work`: a derivation line by line, the first wrong line explained."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from calctutor.checking.working.verdicts import Explained, Line
from calctutor.cli import screen
from calctutor.errors import UNDECIDED, StudentError

EXAMPLE = "calctutor check work homework.txt"
MOST = 1_000_000
"""Characters of standard input: more than all the lines that are judged can have."""


def run(file: str | None, here: screen.Screen, seconds: float, show_solution: bool = False) -> int:
    """A verdict on every line; the exit code is that of the worst one."""
    from calctutor.cli.worker import Job

    lines: list[Line] = Job("calctutor.checking.working.judging:judged_lines", _read(file), seconds).result(seconds + 1)
    if not lines:
        raise StudentError("missing", "there are no lines to check", remedy=EXAMPLE)
    found = _explained(lines, seconds, show_solution)
    if here.format is screen.Format.json:
        here.data(data(lines, found))
    else:
        from calctutor.narrate.work import page

        here.show(page(lines, found, show_solution))
    return exit_code(lines)


def exit_code(lines: list[Line]) -> int:
    verdicts = {line.verdict for line in lines}
    return 1 if "wrong" in verdicts else 2 if "unreadable" in verdicts else UNDECIDED if "undecided" in verdicts else 0


def _read(file: str | None) -> str:
    if file is None or file == "-":
        if file is None and sys.stdin.isatty():
            raise StudentError("missing", "there is no derivation", remedy=EXAMPLE)
        return sys.stdin.read(MOST)
    try:
        return Path(str(file)).read_text(encoding="utf-8", errors="replace")
    except OSError as problem:
        raise StudentError("file", f"{file} cannot be opened: {problem.strerror}", remedy=EXAMPLE) from None


def _explained(lines: list[Line], seconds: float, solve: bool) -> Explained:
    """Rules and reasons, as far as there is time for them."""
    from calctutor.cli.worker import Job

    try:
        found: Explained = Job("calctutor.checking.working.explaining:explained", lines, seconds, solve).result(seconds)
    except StudentError:
        found = Explained({})  # the verdicts stand without an explanation
    return found


def data(lines: list[Line], found: Explained) -> dict[str, Any]:
    from calctutor.narrate.work import first_wrong
    from calctutor.notation.writing import python
    from calctutor.render.json import SCHEMA
    from calctutor.render.verdicts import slip_data

    wrong, example = first_wrong(lines), found.example
    return {
        "schema": SCHEMA,
        "verdict": {0: "correct", 1: "wrong", 2: "unreadable", 3: "undecided"}[exit_code(lines)],
        "first_wrong": wrong.number if wrong else None,
        "lines": [line_data(line, found) for line in lines],
        "slip": slip_data(found.slip) if found.slip else None,
        "counterexample": None if example is None else {
            "point": {letter: str(value) for letter, value in example.point.items()},
            "before": example.left, "written": example.right},
        "should": None if found.right is None else python(found.right),
        "exit_code": exit_code(lines),
    }  # fmt: skip


def line_data(line: Line, found: Explained) -> dict[str, Any]:
    from calctutor.notation.writing import python

    slip = line.slip
    return {
        "number": line.number, "text": line.text, "verdict": line.verdict, "note": line.note, "follows": line.follows,
        "rule": found.rules.get(line.number, ""),
        "remarks": [{"code": remark.code, "text": remark.text} for remark in line.remarks],
        "slip": None if slip is None else {"before": python(slip.before), "wrote": python(slip.after), "second": line.again},
    }  # fmt: skip
