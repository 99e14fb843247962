"""`calctutor check batch`: read rows, judge them on all cores, write a verdict for each."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from calctutor.cli import screen
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.blocks import Page
    from calctutor.checking.batch import Summary


def run(
    file: str | None, here: screen.Screen, workers: int, output: str | None, resume: bool, summary: bool, seconds: float
) -> int:
    """All rows of `file`; the exit code is 0 when every row got a verdict, whatever it is."""
    from calctutor.checking.batch import Summary, rows, verdicts

    gc.enable()  # it is off while modules are loaded, and this may run for hours
    size = workers or os.cpu_count() or 1
    tally, done = Summary(), _done(output) if resume and output else []
    for verdict in done:
        tally.add(verdict)
    with _opened(file) as stream, _written(output, summary, len(done)) as out:
        executor = crew(size, seconds)
        try:
            todo = islice(rows(stream, bool(file and file.lower().endswith(".csv"))), len(done), None)
            for verdict in watched(verdicts(todo, executor, 64 * size), len(done)):
                tally.add(verdict)
                if out:
                    _write(out, verdict)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
    if summary:
        show(tally, here)
    return 0


def crew(size: int, seconds: float) -> Executor:
    """Who does the work. Anything with the interface of an Executor can stand here."""
    from calctutor.checking.crew import Crew

    return Crew(size, seconds)


def _opened(file: str | None) -> Any:
    if file in (None, "-"):
        return nullcontext(sys.stdin)
    try:
        return Path(str(file)).open(encoding="utf-8", errors="replace", newline="")
    except OSError as problem:
        raise StudentError("file", f"{file} cannot be opened: {problem.strerror}", remedy="check batch answers.jsonl") from None


def _written(output: str | None, summary: bool, done: int) -> Any:
    """Where the verdicts go; with a summary and no file for them, nowhere."""
    if output:
        return Path(output).open("a" if done else "w", encoding="utf-8")
    return nullcontext(None if summary else sys.stdout)


def _done(output: str) -> list[dict[str, Any]]:
    """The verdicts that an interrupted run has written; a half-written last line is taken away."""
    import json

    path = Path(output)
    if not path.exists():
        return []
    whole = path.read_bytes()
    kept = whole[: whole.rfind(b"\n") + 1]
    if kept != whole:
        path.write_bytes(kept)
    return [json.loads(line) for line in kept.decode().splitlines()]


def _write(out: TextIO, verdict: dict[str, Any]) -> None:
    import json

    out.write(json.dumps(verdict, ensure_ascii=True) + "\n")
    out.flush()


def watched(many: Iterator[dict[str, Any]], done: int) -> Iterator[dict[str, Any]]:
    """The same verdicts, counted on standard error where a person is watching."""
    start, last = time.monotonic(), 0.0
    visible = sys.stderr.isatty()
    count = done
    for count, verdict in enumerate(many, done + 1):
        yield verdict
        now = time.monotonic()
        if visible and now - last > 0.2:
            last = now
            sys.stderr.write(f"\r{count:,} rows, {(count - done) / (now - start):,.0f} a second ")
            sys.stderr.flush()
    if visible:
        sys.stderr.write(f"\r{count:,} rows{' ' * 30}\n")


def show(tally: Summary, here: screen.Screen) -> None:
    """The summary as a table, or as data."""
    if here.format is screen.Format.json:
        here.data(tally.rows())
    else:
        here.show(page(tally))


def page(tally: Summary) -> Page:
    from calctutor.blocks import Page, Panel, Table

    records = tally.rows()
    cells = tuple(
        ((f"{record['kind']} {record['question']}",), *((str(record[name]),) for name in ("answers", "correct", "wrong")),
         (", ".join(f"{slip} ({count})" for slip, count in record["slips"].items()),))
        for record in records
    )  # fmt: skip
    table = Table(("question", "answers", "right", "wrong", "commonest slips"), cells, (False, True, True, True, False))
    return Page((Panel("Summary", (table,)),))
