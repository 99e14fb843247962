"""What is said of one row? These functions run in the processes that do the work of a batch.

First numbers decide, many rows at a time; whatever is not right is then explained, one row at a time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from calctutor.checking.rows import Row, asked, opening
from calctutor.checking.tasks import Options, Task, read_answer, read_task
from calctutor.checking.verdicts import UNKNOWN, UNREADABLE, WRONG, Judged
from calctutor.errors import StudentError

Verdict = dict[str, Any]


class Look(NamedTuple):
    """A verdict without an explanation, and what the explanation starts from; None where there is nothing to explain."""

    verdict: Verdict
    unexplained: tuple[str, tuple[tuple[int, ...], ...]] | None = None


def check_row(row: Row, explain: bool = True) -> Verdict:
    """The verdict on one row, in this process and without a time limit. Never raises for anything that stands in a row.

    `row` and what is returned are as in `calctutor.checking.batch.check_rows`.
    """
    look = first_look(row)
    slips = explanation(row, *look.unexplained) if explain and look.unexplained else {}
    return {**opening(row), **look.verdict, **slips}


def first_looks(rows: Sequence[Row], seconds: float) -> list[Look]:
    """A look at each row, at least at the first; the rest is left when half of the time is over."""
    start = time.monotonic()
    found: list[Look] = []
    for row in rows:
        if found and time.monotonic() - start > seconds / 2:
            break
        found.append(first_look(row))
    return found


def first_look(row: Row) -> Look:
    """The verdict from numbers alone."""
    try:
        kind, question, answer, options = asked(row)
        task = _task(kind, question, options)
        return _judged(task, answer, options)
    except StudentError as problem:
        return Look({"verdict": UNREADABLE, "error": problem.code, "reason": problem.reason})


def _judged(task: Task, answer: str, options: Options) -> Look:
    from calctutor.checking.answer import judge
    from calctutor.checking.examples import illustrated

    tree = read_answer(task, answer)
    found = illustrated(task, judge(task, tree))
    if options.form is not None:
        from calctutor.checking.form import formed

        found = formed(found, tree, options.form, options.strict)
    open_question = found.verdict in (WRONG, UNKNOWN) and found.certainty not in ("proved", "agrees")
    return Look(brief(found), (found.suspicion, found.entries) if open_question else None)


def explanation(row: Row, suspicion: str, entries: tuple[tuple[int, ...], ...]) -> Verdict:
    """What is to be added to the verdict on a row that is not right: its slips. Loads sympy."""
    from calctutor.checking.diagnosis import diagnose

    kind, question, answer, options = asked(row)
    task = _task(kind, question, options)
    diagnosis = diagnose(task, read_answer(task, answer), suspicion, entries)
    first = diagnosis.slips[0] if diagnosis.slips else None
    slip = None if first is None else {"mistake": first.mistake, "title": first.title, "text": _plain(first.text)}
    found: Verdict = {"slip": slip, "other_slips": [other.mistake for other in diagnosis.slips[1:]]}
    return {**brief(diagnosis.settled), **found} if diagnosis.settled else found


@lru_cache(maxsize=1024)
def _task(kind: str, question: str, options: Options) -> Task:
    """The task, read once for all who answer it."""
    return read_task(kind, question, options)


def brief(found: Judged) -> Verdict:
    """What a row says of a verdict."""
    example = found.counterexample
    return {
        "verdict": found.verdict, "certainty": found.certainty, "points": found.points,
        "counterexample": None if example is None else {
            "point": {letter: str(value) for letter, value in example.point.items()}, "expected": example.expected,
            "given": example.given},
        "remarks": [remark.code for remark in found.remarks], "slip": None, "other_slips": [],
    }  # fmt: skip


def _plain(pieces: tuple[Any, ...]) -> str:
    from calctutor.notation.writing import text

    return "".join(piece if isinstance(piece, str) else text(piece) for piece in pieces)
