"""What does a process of a crew do? The tasks that come through its standard input, within limits of memory and time."""

from __future__ import annotations

import pickle
import sys
from typing import Any

MEMORY = 2 * 2**30
"""Bytes that a process may use: far more than any answer needs, and less than takes a machine down."""

GRACE = 30
"""Seconds of processor time beyond its limit after which a process ends by itself, should nobody be left to end it."""


def serve() -> None:
    """Do what comes through standard input until it is closed, and write the results to standard output."""
    import os
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(20_000)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library may print must not get between the results
    _limit_memory()
    _warm_up()
    _answer(target, (True, "ready"))
    while True:
        try:
            seconds, (fn, args, options) = pickle.load(source)
        except EOFError:
            return
        _limit_time(seconds)
        try:
            _answer(target, (True, fn(*args, **options)))
        except MemoryError:
            os._exit(1)
        except Exception as problem:  # the boundary of the process: what failed is reported, and the next task is taken
            _answer(target, (False, f"{type(problem).__name__}: {problem}"))


def _warm_up() -> None:
    """Load what numbers need before anything is timed: a process that replaces another must not be late for that."""
    from calctutor.checking.row_verdicts import first_look

    first_look({"kind": "diff", "question": "x", "answer": "1"})


def _answer(target: Any, result: tuple[bool, Any]) -> None:
    target.write(pickle.dumps(result))
    target.flush()


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))


def _limit_time(seconds: float) -> None:
    """A limit of processor time, for the case that the program which should end this process is no longer there."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        wanted = int(used.ru_utime + used.ru_stime + seconds) + GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
