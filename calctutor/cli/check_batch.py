"""`calctutor check batch`: read rows, judge them on all cores or on a cluster, write a verdict for each."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from calctutor.cli import screen
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.blocks import Page
    from calctutor.checking.tally import Summary

EXAMPLE = "calctutor check batch answers.jsonl --output verdicts.jsonl"


class Wanted(NamedTuple):
    """What the command line says of a batch."""

    workers: int = 0
    output: str | None = None
    resume: bool = False
    summary: bool = False
    summary_to: str | None = None
    cluster: str | None = None


def run(file: str | None, here: screen.Screen, wanted: Wanted, seconds: float) -> int:
    """All rows of `file`; the exit code is 0 when every row got a verdict, whatever it is."""
    from calctutor.checking.batch import check_rows
    from calctutor.checking.rows import read_rows
    from calctutor.checking.tally import Summary

    if wanted.resume and not wanted.output:
        raise StudentError("missing", "--resume goes on with a file of verdicts", remedy=EXAMPLE + " --resume")
    gc.enable()  # it is off while modules are loaded, and this may run for hours
    tally = Summary()
    with ExitStack() as closing:
        stream = closing.enter_context(_opened(file)) if file not in (None, "-") else sys.stdin
        rows = read_rows(stream, bool(file and file.lower().endswith(".csv")))
        done = 0
        if wanted.resume:
            done = _skipped(rows, str(wanted.output), tally)
        out = _target(wanted, done, closing)
        executor = _executor(wanted, seconds)
        closing.callback(executor.shutdown, wait=False, cancel_futures=True)
        verdicts = check_rows(rows, executor, seconds=seconds)
        for verdict in _watched(verdicts, stream, done, tally):
            if out:
                out.write(json.dumps(verdict, ensure_ascii=True) + "\n")
                out.flush()
    _sum_up(tally, here, wanted)
    return 0


def _executor(wanted: Wanted, seconds: float) -> Executor:
    """Who does the work."""
    if wanted.cluster:
        from calctutor.checking.cluster import Cluster

        return Cluster(wanted.cluster, seconds)
    from calctutor.checking.crew import Crew

    return Crew(wanted.workers or os.cpu_count() or 1, seconds)


def _opened(file: str | None) -> TextIO:
    try:
        return Path(str(file)).open(encoding="utf-8", errors="replace", newline="")
    except OSError as problem:
        raise StudentError("file", f"{file} cannot be opened: {problem.strerror}", remedy=EXAMPLE) from None


def _target(wanted: Wanted, done: int, closing: ExitStack) -> TextIO | None:
    """Where the verdicts go; with a summary and no file for them, nowhere."""
    if not wanted.output:
        return None if wanted.summary else sys.stdout
    try:
        return closing.enter_context(Path(wanted.output).open("a" if done else "w", encoding="utf-8"))
    except OSError as problem:
        reason = f"{wanted.output} cannot be written: {problem.strerror}"
        raise StudentError("file", reason, remedy=EXAMPLE) from None


# Going on after an interruption.


def _skipped(rows: Iterator[Any], output: str, tally: Summary) -> int:
    """Go past the rows whose verdicts are written already; how many these are. Raises `StudentError` when the two files do not
    belong together."""
    from calctutor.checking.rows import opening

    count = 0
    for count, verdict in enumerate(_written(output), 1):
        row = next(rows, None)
        if row is None or opening(row) != opening(verdict):
            raise StudentError("resume", f"verdict {count} in {output} is not about row {count} of these answers",
                               remedy="give another --output, or leave --resume out to begin anew")  # fmt: skip
        tally.add(verdict)
    return count


def _written(output: str) -> Iterator[dict[str, Any]]:
    """The verdicts that an interrupted run has written; a half-written last line is taken away."""
    path = Path(output)
    if not path.exists():
        return
    with path.open("r+b") as file:
        good = 0
        for line in file:
            if not line.endswith(b"\n"):
                break
            good += len(line)
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                reason = f"{output} holds something that is no verdict"
                raise StudentError("resume", reason, remedy="give another --output") from None
        file.truncate(good)


# While it runs.


def _watched(verdicts: Iterable[dict[str, Any]], stream: TextIO, done: int, tally: Summary) -> Iterator[dict[str, Any]]:
    """The same verdicts, counted, and shown on standard error where a person is watching."""
    from calctutor.cli.progress import Bar

    bar = Bar(stream, done)
    try:
        for verdict in verdicts:
            yield verdict
            tally.add(verdict)
            bar.moved(tally.whole.verdicts)
    finally:
        bar.finished(tally.whole.verdicts)


# At the end.


def _sum_up(tally: Summary, here: screen.Screen, wanted: Wanted) -> None:
    """The summary on the screen, in a file, or both, or none."""
    if wanted.summary_to:
        try:
            Path(wanted.summary_to).write_text(_summary(tally, wanted.summary_to), encoding="utf-8")
        except OSError as problem:
            raise StudentError("file", f"{wanted.summary_to} cannot be written: {problem.strerror}", remedy=EXAMPLE) from None
    if wanted.summary and here.format is screen.Format.json:
        here.data(tally.rows())
    elif wanted.summary:
        here.show(page(tally))


def _summary(tally: Summary, file: str) -> str:
    """As CSV or JSON, as the name of the file says; otherwise as text."""
    if file.lower().endswith(".csv"):
        return tally.csv()
    if file.lower().endswith(".json"):
        return json.dumps(tally.rows(), ensure_ascii=True, indent=2) + "\n"
    import io

    from calctutor import render

    target = io.StringIO()
    render.show(page(tally), "plain", target, colour=False)
    return target.getvalue()


def page(tally: Summary) -> Page:
    from calctutor.blocks import Page, Panel, Prose, Table
    from calctutor.checking.tally import told

    numbers = ("answers", "correct", "wrong", "undecided", "unreadable")
    records = tally.rows()
    shown = [name for name in numbers if name in numbers[:3] or any(record[name] for record in records)]
    cells = tuple(
        ((f"{record['kind']} {record['question']}".strip() or "(no question)",),
         *((str(record[name]),) for name in shown), (told(record["slips"]),))
        for record in records
    )  # fmt: skip
    headings = ("question", *("right" if name == "correct" else name for name in shown), "commonest slips")
    table = Table(headings, cells, (False, *(True for _ in shown), False))
    whole = tally.whole.verdicts
    counted = ", ".join(f"{whole[name]:,} {name}" for name in numbers[1:] if whole[name])
    return Page(
        (
            Panel(
                "Summary",
                (table, Prose((f"{whole.total():,} answer{'s' * (whole.total() != 1)}: {counted or 'none'}.",), "note")),
            ),
        )
    )
