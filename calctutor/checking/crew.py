"""Who does the work when there is much of it? Processes that can be stopped and replaced, behind the interface of an Executor.

Every task has a time limit. A process that exceeds it is ended, its task fails with `TimeoutError`, and a new process takes its
place. Neither a signal nor a thread interrupts compiled code; ending its process does.
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

Task = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]

RECYCLED = 500
"""After so many tasks a process is replaced, so that what libraries remember does not fill the memory."""


class Crew(Executor):
    """`size` processes, each looked after by a thread that waits for it. A task may take `seconds`."""

    def __init__(self, size: int, seconds: float) -> None:
        self._seconds = seconds
        self._waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._workers: dict[int, Worker] = {}
        self._closed = self._stopped = False
        self._threads = [threading.Thread(target=self._look_after, args=(k,), daemon=True) for k in range(size)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future of `fn(*args, **kwargs)`; all of it must be picklable. It raises `TimeoutError` when the time ran out,
        `EOFError` when the process ended without an answer, and `RuntimeError` with what the function raised."""
        if self._closed:
            raise RuntimeError("the crew has been sent home")
        future: Future[Any] = Future()
        self._waiting.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """With `cancel_futures`, what waits is cancelled and what runs is stopped at once."""
        self._closed = True
        self._stopped |= cancel_futures
        while cancel_futures and not self._waiting.empty():
            if task := self._waiting.get():
                task[0].cancel()
        for _ in self._threads:
            self._waiting.put(None)
        if cancel_futures:
            for worker in list(self._workers.values()):
                worker.stop()
        for thread in self._threads if wait else ():
            thread.join()

    def _look_after(self, number: int) -> None:
        while task := self._waiting.get():
            future, *work = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                worker = self._worker(number)
                if self._stopped:  # it was not there yet when everybody was stopped
                    worker.end()
                result = worker.did(tuple(work), self._seconds)
            except Exception as problem:  # the boundary: whatever went wrong is the outcome of this task
                future.set_exception(problem)
            else:
                future.set_result(result)
        if number in self._workers:
            self._workers[number].end()

    def _worker(self, number: int) -> Worker:
        """The process of this thread; a new one where there is none yet, or where the old one has ended or done enough."""
        old = self._workers.get(number)
        if old is None or not old.alive or old.count >= RECYCLED:
            if old is not None:
                old.end()
            self._workers[number] = Worker()
        return self._workers[number]


class Worker:
    """One process that does what it is sent. It talks through pipes, and so may be started from any kind of process."""

    def __init__(self) -> None:
        program = [sys.executable, "-c", "from calctutor.checking.duty import serve; serve()"]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._late = False
        self.count = 0
        self._read()  # it says when it has started, so that starting is not counted

    @property
    def alive(self) -> bool:
        return not self._late and self._process.poll() is None

    def did(self, work: tuple[Any, ...], seconds: float) -> Any:
        """The result. Raises what `Crew.submit` says."""
        self.count += 1
        alarm = threading.Timer(seconds, self.stop)
        alarm.daemon = True
        alarm.start()
        try:
            assert self._process.stdin
            pickle.dump((seconds, work), self._process.stdin)
            self._process.stdin.flush()
            succeeded, result = self._read()
        except (EOFError, OSError, ValueError):  # a ValueError when the pipe was closed already
            late = self._late
            self.end()
            raise (TimeoutError() if late else EOFError("the process ended without an answer")) from None
        finally:
            alarm.cancel()
        if not succeeded:
            raise RuntimeError(result)
        return result

    def _read(self) -> Any:
        assert self._process.stdout
        try:
            return pickle.load(self._process.stdout)
        except pickle.UnpicklingError:  # cut off in the middle
            raise EOFError from None

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._late = True
        self._process.kill()

    def end(self) -> None:
        """End the process and give back what it held."""
        self.stop()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what was still to be written has no reader any more
                    continue
