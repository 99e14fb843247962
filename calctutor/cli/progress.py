"""How does a person see that a long run gets on? One line on standard error, where it is a terminal."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

CELLS = 20
PAUSE = 0.2
"""Seconds between two looks."""


class Bar:
    """How much of the file `stream` is read and judged. `done` verdicts were there before."""

    def __init__(self, stream: TextIO, done: int) -> None:
        self._stream, self._done = stream, done
        self._visible = sys.stderr.isatty()
        self._start = time.monotonic()
        self._last = 0.0
        self._size = _size(stream) if self._visible else 0

    def moved(self, verdicts: Mapping[str, int]) -> None:
        """Show it, if it was not shown just now."""
        now = time.monotonic()
        if self._visible and now - self._last > PAUSE:
            self._last = now
            self._write(self._line(verdicts, self._share()))

    def finished(self, verdicts: Mapping[str, int]) -> None:
        if self._visible:
            self._write(self._line(verdicts, None))
            sys.stderr.write("\n")

    def _write(self, line: str) -> None:
        sys.stderr.write("\r" + line[: shutil.get_terminal_size((80, 24)).columns - 1].ljust(1) + "\x1b[K")
        sys.stderr.flush()

    def _line(self, verdicts: Mapping[str, int], share: float | None) -> str:
        count = sum(verdicts.values())
        speed = (count - self._done) / max(time.monotonic() - self._start, 1e-9)
        said = ", ".join(f"{number:,} {name}" for name, number in sorted(verdicts.items()))
        counted = f"{count:,} rows ({said}), {speed:,.0f} a second"
        return counted if share is None else f"{_drawn(share)} {share:4.0%} read  {counted}"

    def _share(self) -> float | None:
        """The part of the file that has been read; None where that is not known, as for a pipe."""
        try:
            return min(1.0, self._stream.buffer.tell() / self._size) if self._size else None
        except (OSError, ValueError):
            return None


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function that is told how much of how much is done; the bar goes away when the work has ended."""
    start, last = time.monotonic(), [0.0]

    def watch(done: int, total: int) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and (now - last[0] > PAUSE or done == total):
            last[0] = now
            left = (now - start) * (total - done) / max(done, 1)
            soon = f", about {left:.0f} s left" if now - start > 2 and done < total else ""
            sys.stderr.write(f"\r{_drawn(done / max(total, 1))} {what} {done:,} of {total:,}{soon}\x1b[K")
            sys.stderr.flush()

    try:
        yield watch
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _drawn(share: float) -> str:
    full, empty = "█░" if (sys.stderr.encoding or "ascii").lower().startswith("utf") else "#."
    return full * round(CELLS * share) + empty * (CELLS - round(CELLS * share))


def _size(stream: TextIO) -> int:
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        return 0
