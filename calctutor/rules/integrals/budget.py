"""How much may a search cost? So many integrals looked at, and a guard of processor time behind that."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

QUESTIONS = 500
"""So many integrals are looked at for one problem, which bounds the search in the same way on every machine."""

SECONDS = 6.5
"""Of work by the processor: the last guard, for the few problems whose integrals are so long that 500 take longer."""

_COUNTED: ContextVar[int | None] = ContextVar("counted", default=None)


@contextmanager
def counted(questions: int) -> Iterator[None]:
    """Inside, every search that is begun looks at so many integrals at the most and at no clock: what it finds depends on the
    problem alone, and not on how fast or how busy the machine is.
    """
    before = _COUNTED.set(questions)
    try:
        yield
    finally:
        _COUNTED.reset(before)


class Budget:
    """What is left of the integrals that may be looked at, and until when."""

    def __init__(self, questions: int = QUESTIONS, seconds: float = SECONDS) -> None:
        most = _COUNTED.get()
        self._left, self._seconds = (questions, seconds) if most is None else (min(questions, most), math.inf)
        self._until = time.process_time() + self._seconds

    @property
    def spent(self) -> bool:
        return self._left <= 0 or time.process_time() > self._until

    def spend(self) -> None:
        """One more integral is looked at."""
        self._left -= 1

    def begin_again(self) -> None:
        """After a derivation was put away: a third of the time for another."""
        self._until = time.process_time() + self._seconds / 3
