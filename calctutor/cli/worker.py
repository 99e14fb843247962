"""How is work done that may take too long? In a process of its own, which can be stopped.

Neither a signal nor a thread interrupts a computation inside compiled code; ending the process does. The worker also loads
sympy
while this process prints the problem and loads what it needs to print the answer.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from calctutor.errors import UNDECIDED, StudentError

MEMORY = 4 * 2**30
"""Bytes that a worker may use: far more than any worked problem needs, and less than takes a machine down."""


class Job:
    """A function at work in another process. `task` names it as `module:function`; arguments and result are pickled."""

    def __init__(self, task: str, *args: Any, **options: Any) -> None:
        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if "fork" in methods and sys.platform != "darwin" else "spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(sender, task, args, options), daemon=True)
        self._process.start()
        sender.close()

    def result(self, seconds: float, text: str = "") -> Any:
        """The result, waited for at most so long. Raises `StudentError` as the function did, or because it took too long.

        `text` is what was typed, for errors that blame all of it.
        """
        try:
            return self._awaited(seconds)
        except StudentError as problem:
            if not problem.text:
                problem.text, problem.place = text, (0, len(text))
            raise

    def _awaited(self, seconds: float) -> Any:
        try:
            if not self._receiver.poll(seconds):
                raise StudentError(
                    "out-of-time", f"this took longer than {seconds:g} seconds, so it was stopped",
                    remedy="allow more time with --timeout, or try a smaller problem", exit_code=UNDECIDED,
                )  # fmt: skip
            succeeded, result = self._receiver.recv()
        except EOFError:
            raise StudentError("stopped", "the computation ended without an answer, most likely for want of memory",
                               remedy="try a smaller problem", exit_code=UNDECIDED) from None  # fmt: skip
        finally:
            self._process.kill()
        if succeeded:
            return result
        raise StudentError(*result)


def _work(sender: Connection, task: str, args: tuple[Any, ...], options: dict[str, Any]) -> None:
    _limit_memory()
    module, function = task.split(":")
    try:
        sender.send((True, getattr(import_module(module), function)(*args, **options)))
    except StudentError as error:
        sender.send((False, (error.code, error.reason, error.text, error.place, error.remedy, error.exit_code)))
    except MemoryError:
        sender.close()
    except Exception as error:  # the boundary: a person is told that this program failed, never shown a traceback
        if os.environ.get("CALCTUTOR_DEBUG"):
            raise
        reason = f"calctutor itself failed here ({type(error).__name__}: {error}); this is an error in the program"
        remedy = "please report what you typed; CALCTUTOR_DEBUG=1 shows where it happened"
        sender.send((False, ("internal-error", reason, "", (0, 0), remedy, UNDECIDED)))


def _limit_memory() -> None:
    """Where the system can: an address-space limit, and no answer to Ctrl-C, which the parent deals with."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
