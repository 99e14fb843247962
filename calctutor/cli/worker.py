"""How is work done that may take too long? In a process of its own, which can be stopped.

Neither a signal nor a thread interrupts a computation inside compiled code; ending the process does. Workers also load
what they need, sympy above all, while this process prints the problem and loads what it needs to print the answer.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from calctutor.errors import UNDECIDED, StudentError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MEMORY = 4 * 2**30
"""Bytes that a worker may use: far more than any worked problem needs, and less than takes a machine down."""


def out_of_time(seconds: float, text: str = "") -> StudentError:
    """What is said when nothing was found in so many seconds."""
    return StudentError("out-of-time", f"this took longer than {seconds:g} seconds, so it was stopped", text, (0, len(text)),
                        "allow more time with --timeout, or try a smaller problem", exit_code=UNDECIDED)  # fmt: skip


class Job:
    """A function at work in another process. `task` names it as `module:function`; what goes in and comes out is pickled."""

    def __init__(self, task: str, *args: Any, **options: Any) -> None:
        self._start(task)
        self.ask(*args, **options)

    def _start(self, task: str) -> None:
        import multiprocessing  # not needed for help and errors

        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if "fork" in methods and sys.platform != "darwin" else "spawn")
        self._line, other_end = context.Pipe()
        self._process = context.Process(target=_work, args=(other_end, self._line, task), daemon=True)
        self._process.start()
        other_end.close()

    def ask(self, *args: Any, **options: Any) -> None:
        """Give the function its arguments."""
        self._line.send((args, options))

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()
        self._line.close()

    def result(self, seconds: float, text: str = "") -> Any:
        """The result, waited for at most so long. Raises `StudentError` as the function did, or because it took too
        long.

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
            if not self._line.poll(seconds):
                raise out_of_time(seconds)
            succeeded, result = self._line.recv()
        except EOFError:
            raise StudentError("stopped", "the computation ended without an answer, most likely for want of memory",
                               remedy="try a smaller problem", exit_code=UNDECIDED) from None  # fmt: skip
        finally:
            self._process.kill()
        if succeeded:
            return result
        raise StudentError(*result)


class Standby(Job):
    """A job that loads what it needs while its arguments are still being worked out; `ask` gives them."""

    def __init__(self, task: str) -> None:
        self._start(task)


def stop_all() -> None:
    """End every worker that is still there, waiting or at work."""
    import multiprocessing

    for process in multiprocessing.active_children():
        process.kill()


def _work(line: Connection, other_end: Connection, task: str) -> None:
    other_end.close()  # or this process would keep its own line open for ever, should the program be killed
    _limit_memory()
    _end_with(os.getppid())
    module, function = task.split(":")
    try:
        work = getattr(import_module(module), function)
        args, options = line.recv()
        line.send((True, work(*args, **options)))
    except EOFError:
        line.close()
    except StudentError as error:
        line.send((False, (error.code, error.reason, error.text, error.place, error.remedy, error.exit_code)))
    except MemoryError:
        line.close()
    except Exception as error:  # the boundary: a person is told that this program failed, never shown a traceback
        if os.environ.get("CALCTUTOR_DEBUG"):
            raise
        reason = f"calctutor itself failed here ({type(error).__name__}: {error}); this is an error in the program"
        remedy = "please report what you typed; CALCTUTOR_DEBUG=1 shows where it happened"
        line.send((False, ("internal-error", reason, "", (0, 0), remedy, UNDECIDED)))


def _end_with(parent: int) -> None:
    """Watch the process that asked: should it be killed, there is nobody left to answer, nor to stop this one."""
    import threading
    import time

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory() -> None:
    """Where the system can: an address-space limit, and no answer to Ctrl-C, which the parent deals with."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
