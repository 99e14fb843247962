"""Who does the work when there is much of it? Processes that can be stopped and replaced, behind the interface of an Executor.

Every task has a time limit. A process that exceeds it is ended, its task fails with `TimeoutError`, and a new process takes its
place. Anything else with an Executor's `submit` (a cluster's, say) can stand here instead.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing.connection import Connection
from typing import Any

Task = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]


RECYCLED = 2000
"""After so many tasks a process is replaced, so that what libraries remember does not fill the memory."""


class Crew(Executor):
    """`size` processes, each looked after by a thread that waits for it."""

    def __init__(self, size: int, seconds: float) -> None:
        self._seconds = seconds
        self._waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._look_after, daemon=True) for _ in range(size)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._waiting.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        while cancel_futures and not self._waiting.empty():
            if task := self._waiting.get():
                task[0].cancel()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def _look_after(self) -> None:
        worker = Worker()
        while task := self._waiting.get():
            future, *work = task
            if worker.count >= RECYCLED:
                worker.end()
                worker = Worker()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(worker.did(tuple(work), self._seconds))
            except Exception as problem:
                future.set_exception(problem)
                if not worker.alive:
                    worker = Worker()
        worker.end()


class Worker:
    """One process that does what it is sent."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()  # it says when it has started, so that starting is not counted
        self.alive, self.count = True, 0

    def did(self, work: tuple[Any, ...], seconds: float) -> Any:
        """The result. Raises what the work raised, `TimeoutError`, or `EOFError` when the process ended without an answer."""
        self.count += 1
        try:
            self._pipe.send(work)
            if not self._pipe.poll(seconds):
                raise TimeoutError
            succeeded, result = self._pipe.recv()
        except (TimeoutError, EOFError, OSError):
            self.end()
            raise
        if not succeeded:
            raise RuntimeError(result)
        return result

    def end(self) -> None:
        self.alive = False
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection) -> None:
    """Do what comes through the pipe until it is closed."""
    import signal
    import sys

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(20_000)
    pipe.send("ready")
    while True:
        try:
            fn, args, options = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((True, fn(*args, **options)))
        except Exception as problem:  # the boundary of the process: what failed is reported, and the next task is taken
            pipe.send((False, f"{type(problem).__name__}: {problem}"))
