"""What of many answers? One row in, one verdict out, in order, however many there are.

A row is a mapping with `kind`, `question`, `answer`, perhaps an `id`, and any option of `check` under its name (`wrt`, `at`,
`from`). A row that cannot be understood gives a row that says so, and stops nothing.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TextIO

from calctutor.checking.tasks import Options, Task, read_answer, read_task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, UNREADABLE, WRONG
from calctutor.errors import StudentError

Row = Mapping[str, Any]
Verdict = dict[str, Any]

WINDOW = 64
"""Rows on their way at once, for each process: enough to keep it busy, and all that is held in memory."""

NAMES = {
    "wrt": "wrt", "order": "order", "at": "at", "start": "at", "of": "of", "from": "below", "below": "below", "to": "above",
    "above": "above", "side": "side", "rate": "rate", "direction": "direction", "strict": "strict", "form": "form",
}  # fmt: skip
"""How options are called in a row -> in `Options`."""


def rows(stream: TextIO, is_csv: bool = False) -> Iterator[Row]:
    """The rows of a JSON-lines or CSV file; a line that is no object becomes a row that says why."""
    if is_csv:
        yield from (dict(row) for row in csv.DictReader(stream))
        return
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            row = {"problem": f"line {number} is not JSON: {problem}"}
        yield row if isinstance(row, dict) else {"problem": f"line {number} is not an object"}


def verdicts(many: Iterable[Row], executor: Executor, window: int = WINDOW) -> Iterator[Verdict]:
    """A verdict for every row, in order; at most `window` rows are on their way at once."""
    pending: deque[tuple[Row, Future[Verdict]]] = deque()
    for row in many:
        pending.append((row, executor.submit(judge_row, dict(row))))
        if len(pending) >= window:
            yield _waited(*pending.popleft(), executor)
    while pending:
        yield _waited(*pending.popleft(), executor)


def _waited(row: Row, future: Future[Verdict], executor: Executor) -> Verdict:
    """The verdict; when its time ran out, the verdict without an explanation; when that takes too long as well, none."""
    try:
        return future.result()
    except TimeoutError:
        pass
    except (RuntimeError, EOFError, OSError) as problem:
        return {**_opening(row), "verdict": UNKNOWN, "error": "internal-error", "reason": str(problem)}
    try:
        return executor.submit(judge_row, dict(row), explain=False).result()
    except (TimeoutError, RuntimeError, EOFError, OSError):
        return {**_opening(row), "verdict": UNKNOWN, "error": "out-of-time", "reason": "this took too long"}


def _opening(row: Row) -> Verdict:
    return {key: row[key] for key in ("id", "kind", "question", "answer") if key in row}


def judge_row(row: Row, explain: bool = True) -> Verdict:
    """The verdict on one row, as data. Never raises for anything that stands in a row."""
    if "problem" in row:
        return {"verdict": UNREADABLE, "error": "row", "reason": row["problem"]}
    missing = [key for key in ("kind", "question", "answer") if not isinstance(row.get(key), str | int | float)]
    if missing:
        return {**_opening(row), "verdict": UNREADABLE, "error": "row", "reason": f"there is no {missing[0]}"}
    try:
        kind, question, answer = (str(row[key]) for key in ("kind", "question", "answer"))
        return {**_opening(row), **judged(kind, question, answer, options_of(row), explain)}
    except StudentError as problem:
        return {**_opening(row), "verdict": UNREADABLE, "error": problem.code, "reason": problem.reason}


def options_of(row: Row) -> Options:
    """The options that a row gives, directly or under `options`. Raises `StudentError` for values that make no sense."""
    inside = row.get("options")
    given = {**(inside if isinstance(inside, dict) else {}), **row}
    found: dict[str, Any] = {NAMES[key]: value for key, value in given.items() if key in NAMES and value not in (None, "")}
    try:
        found["order"] = int(found.get("order", 1))
    except (TypeError, ValueError):
        raise StudentError("order", "order is a whole number") from None
    if "strict" in found:
        found["strict"] = str(found["strict"]).lower() in ("true", "1", "yes")
    plain: dict[str, Any] = {key: value if key in ("order", "strict") else str(value) for key, value in found.items()}
    return Options(**plain)


@lru_cache(maxsize=1024)
def _task(kind: str, question: str, options: Options) -> Task:
    """The task, read once for all who answer it."""
    return read_task(kind, question, options)


@lru_cache(maxsize=8192)
def judged(kind: str, question: str, answer: str, options: Options, explain: bool) -> Verdict:
    """The data of one verdict; the same answer to the same question is looked at once."""
    from calctutor.checking.answer import illustrated, judge
    from calctutor.checking.slips import Diagnosis

    task = _task(kind, question, options)
    tree = read_answer(task, answer)
    found = illustrated(task, judge(task, tree))
    diagnosis = Diagnosis()
    if explain and found.verdict in (WRONG, UNKNOWN) and found.certainty not in ("proved", "agrees"):
        from calctutor.checking.diagnosis import diagnose

        diagnosis = diagnose(task, tree, found.suspicion, found.entries)
    return brief(found, diagnosis)


def brief(found: Any, diagnosis: Any) -> Verdict:
    """What a row says of a verdict."""
    example = found.counterexample
    slip = diagnosis.slips[0] if diagnosis.slips else None
    return {
        "verdict": WRONG if diagnosis.refuted else found.verdict, "certainty": found.certainty, "points": found.points,
        "counterexample": None if example is None else {
            "point": {letter: str(value) for letter, value in example.point.items()}, "expected": example.expected,
            "given": example.given},
        "remarks": [remark.code for remark in found.remarks],
        "slip": None if slip is None else {"mistake": slip.mistake, "title": slip.title, "text": _plain(slip.text)},
        "other_slips": [other.mistake for other in diagnosis.slips[1:]],
    }  # fmt: skip


def _plain(pieces: tuple[Any, ...]) -> str:
    from calctutor.notation.writing import text

    return "".join(piece if isinstance(piece, str) else text(piece) for piece in pieces)


# The summary.


@dataclass
class Tally:
    """What became of the answers to one question."""

    verdicts: Counter[str] = field(default_factory=Counter)
    slips: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        self.verdicts[verdict["verdict"]] += 1
        if slip := verdict.get("slip"):
            self.slips[slip["mistake"]] += 1


class Summary:
    """A tally for every question, in the order in which they are met."""

    def __init__(self) -> None:
        self.questions: dict[tuple[str, str], Tally] = {}

    def add(self, verdict: Verdict) -> None:
        key = (str(verdict.get("kind", "")), str(verdict.get("question", "")))
        self.questions.setdefault(key, Tally()).add(verdict)

    def rows(self) -> list[dict[str, Any]]:
        """One record a question, with its three commonest slips."""
        return [
            {"kind": kind, "question": question, "answers": tally.verdicts.total(),
             **{name: tally.verdicts[name] for name in (CORRECT, WRONG, UNKNOWN, UNREADABLE)},
             "slips": dict(sorted(tally.slips.items(), key=lambda item: (-item[1], item[0]))[:3])}
            for (kind, question), tally in self.questions.items()
        ]  # fmt: skip
