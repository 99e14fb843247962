"""Who does the work when one machine is not enough? The workers of a Dask cluster, behind the same interface.

A task of Dask runs in a thread, which nothing can stop. So each thread keeps a process of its own that does the work, and ends
it when its time is over: a limit means the same there as here. The workers must have calctutor installed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from calctutor.checking.crew import RECYCLED, Worker
from calctutor.errors import StudentError

PATIENCE = 10
"""Seconds to wait for the scheduler to answer."""

_here = threading.local()


class Cluster(Executor):
    """The workers behind the Dask scheduler at `address` (`tcp://host:port`). A task may take `seconds`."""

    def __init__(self, address: str, seconds: float) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise StudentError("no-cluster", "a cluster needs the package distributed",
                               remedy='pip install "calctutor[cluster]"') from None  # fmt: skip
        self._seconds = seconds
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as problem:
            raise StudentError("no-cluster", f"no scheduler answers at {address} ({type(problem).__name__})",
                               remedy="--cluster tcp://127.0.0.1:8786") from None  # fmt: skip
        self._executor = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As `Crew.submit`; a worker of the cluster that disappears is replaced by another."""
        future: Future[Any] = self._executor.submit(within, self._seconds, fn, args, kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if cancel_futures or not wait:
            self._executor.shutdown(wait=False)
        else:
            self._executor.shutdown(wait=True)
        self._client.close()

    @property
    def size(self) -> int:
        """How many tasks run at a time."""
        return sum(self._client.nthreads().values())


def within(seconds: float, fn: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """`fn(*args, **options)` in the process that belongs to this thread, which is ended when it takes longer."""
    worker: Worker | None = getattr(_here, "worker", None)
    if worker is None or not worker.alive or worker.count >= RECYCLED:
        if worker is not None:
            worker.end()
        worker = _here.worker = Worker()
    return worker.did((fn, args, options), seconds)
