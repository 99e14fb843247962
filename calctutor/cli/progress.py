"""How does a person see that a long run gets on? One line on standard error, where it is a terminal."""

from __future__ import annotations

import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

CELLS = 20
PAUSE = 0.2
"""Seconds between two looks."""

BLOCK = 2**20


class Bar:
    """How many of the rows of the file `stream` are judged. `done` verdicts were there before."""

    def __init__(self, stream: TextIO, done: int) -> None:
        self._done = done
        self._visible = sys.stderr.isatty()
        self._start = time.monotonic()
        self._last = 0.0
        self._whole = lines(stream) if self._visible else 0

    def moved(self, verdicts: Mapping[str, int]) -> None:
        """Show it, if it was not shown just now."""
        now = time.monotonic()
        if self._visible and now - self._last > PAUSE:
            self._last = now
            self._write(self._line(verdicts))

    def finished(self, verdicts: Mapping[str, int]) -> None:
        """Leave the last state on the screen."""
        if self._visible:
            self._write(self._line(verdicts))
            sys.stderr.write("\n")

    def _write(self, line: str) -> None:
        width = shutil.get_terminal_size((80, 24)).columns - 1
        sys.stderr.write("\r" + line[:width].ljust(width))
        sys.stderr.flush()

    def _line(self, verdicts: Mapping[str, int]) -> str:
        """`████░░░░  40 %  4,000 rows, 61 % correct, 210 a second, 29 s left`"""
        count = sum(verdicts.values())
        speed = (count - self._done) / max(time.monotonic() - self._start, 1e-9)
        right = f", {verdicts.get('correct', 0) / count:.0%} correct" if count else ""
        said = f"{count:,} row{'s' * (count != 1)}{right}, {speed:,.0f} a second"
        if not self._whole:
            return said
        share = min(1.0, count / self._whole)
        left = max(self._whole - count, 0) / speed if speed else 0
        return f"{drawn(share)} {share:4.0%}  {said}, {left:,.0f} s left"


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function that is told how much of how much is done; the bar goes away when the work has ended."""
    first: list[tuple[float, int]] = []
    last = [0.0]

    def watch(done: int, total: int) -> None:
        now = time.monotonic()
        if not first:
            first.append((now, done))
        if sys.stderr.isatty() and (now - last[0] > PAUSE or done == total):
            last[0] = now
            soon = remaining(now - first[0][0], done - first[0][1], total - done)
            sys.stderr.write(f"\r{drawn(done / max(total, 1))} {what} {done:,} of {total:,}{soon}\x1b[K")
            sys.stderr.flush()

    try:
        yield watch
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def remaining(seconds: float, moved: int, left: int) -> str:
    """How long it may take yet, judged by what has been done since the first was: not by how long it took to begin."""
    return f", about {seconds * left / moved:.0f} s left" if seconds > 2 and moved and left else ""


def drawn(share: float) -> str:
    """A bar, of letters where the terminal has nothing else."""
    full, empty = "█░" if (sys.stderr.encoding or "ascii").lower().startswith("utf") else "#."
    return full * round(CELLS * share) + empty * (CELLS - round(CELLS * share))


def lines(stream: TextIO) -> int:
    """How many lines a file has; 0 for what is none, as a pipe."""
    try:
        path = Path(stream.name)
        if not stat.S_ISREG(path.stat().st_mode):
            return 0
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))
    except (OSError, ValueError, TypeError, AttributeError):
        return 0
