"""How does a person see that a long run gets on? One line on standard error, where it is a terminal."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Mapping
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


def _drawn(share: float) -> str:
    full, empty = "█░" if (sys.stderr.encoding or "ascii").lower().startswith("utf") else "#."
    return full * round(CELLS * share) + empty * (CELLS - round(CELLS * share))


def _size(stream: TextIO) -> int:
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        return 0
