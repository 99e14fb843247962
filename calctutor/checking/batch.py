"""What of many answers? One row in, one verdict out, in order, however many there are.

Rows go to an Executor in handfuls, where numbers decide; those that are not right go there once more, one by one, to be
explained. A handful that takes too long or fails is taken apart, so that only the row that is to blame suffers for it. Rows
that ask and answer the same are judged once.
"""

from __future__ import annotations

import os
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from typing import Any

from calctutor.checking.row_verdicts import Look, Verdict, check_row, explanation, first_looks
from calctutor.checking.rows import Key, Row, key_of, opening
from calctutor.checking.verdicts import UNKNOWN

__all__ = ["Row", "Verdict", "check_row", "check_rows"]

WINDOW = 4096
"""Rows on their way at once: enough to keep everybody busy while one row is slow, and all that is held in memory."""

HANDFUL = 32
REMEMBERED = 8192
"""Distinct rows whose verdicts are kept for those that ask and answer the same."""


def check_rows(
    rows: Iterable[Row],
    executor: Executor | None = None,
    *,
    workers: int = 0,
    seconds: float = 10.0,
    explain: bool = True,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Verdict]:
    """A verdict for every row, in the order of the rows, as soon as it and those before it are known.

    A row is a mapping with `kind` (`diff`, `integrate`, ...), `question` and `answer`, perhaps an `id`, and the options of
    `check` under their names (`wrt`, `order`, `at`, `of`, `from`, `to`, `side`, `rate`, `direction`, `form`, `strict`, `with`),
    directly or in a mapping under `options`. `rows` may be endless: it is read as far as `WINDOW` rows ahead, and memory stays
    constant.

    A verdict repeats `id`, `kind`, `question` and `answer`, and has `verdict` (`correct`, `wrong`, `undecided`, `unreadable`),
    `certainty`, `points`, `counterexample`, `remarks` (their codes), `slip` (`mistake`, `title`, `text`; or None) and
    `other_slips`. A row that makes no sense or fails has `verdict`, `error` and `reason`; nothing stops the rest. A wrong row
    whose explanation fails has `unexplained` with the reason. Without `explain` no reason for wrong answers is looked for, and
    sympy is never loaded.

    Without an `executor`, as many processes as `workers` says (0: one a core) are started for this call, and each row may take
    `seconds` there. An executor that is given stays open, and keeps the time itself, as `calctutor.checking.crew.Crew` and
    `calctutor.checking.cluster.Cluster` do: a task of theirs that takes too long fails with `TimeoutError`. `seconds` should be
    its limit. `progress` is called with the number of verdicts given out so far.
    """
    own = None if executor else _crew(workers or os.cpu_count() or 1, seconds)
    stream = _Stream(executor or own, seconds, explain)  # type: ignore[arg-type]
    try:
        for count, verdict in enumerate(stream.verdicts(rows), 1):
            yield verdict
            if progress:
                progress(count)
    finally:
        stream.closed = True
        if own:
            own.shutdown(wait=False, cancel_futures=True)


def _crew(size: int, seconds: float) -> Executor:
    from calctutor.checking.crew import Crew

    return Crew(size, seconds)


class _Case:
    """One distinct row and what will be said of it."""

    __slots__ = ("row", "verdict")

    def __init__(self, row: Row) -> None:
        self.row = dict(row)
        self.verdict: Future[Verdict] = Future()


class _Stream:
    """Rows on their way."""

    def __init__(self, executor: Executor, seconds: float, explain: bool) -> None:
        self._executor, self._seconds, self._explain = executor, seconds, explain
        self._known: OrderedDict[Key, _Case] = OrderedDict()
        self._handful: list[_Case] = []
        self.closed = False

    def verdicts(self, rows: Iterable[Row]) -> Iterator[Verdict]:
        waiting: deque[tuple[Row, _Case]] = deque()
        for row in rows:
            waiting.append((row, self._case(row)))
            if len(waiting) >= WINDOW:
                self._send()
                yield _told(*waiting.popleft())
            while waiting and waiting[0][1].verdict.done():
                yield _told(*waiting.popleft())
        self._send()
        while waiting:
            yield _told(*waiting.popleft())

    def _case(self, row: Row) -> _Case:
        key = key_of(row)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        case = self._known[key] = _Case(row)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        self._handful.append(case)
        if len(self._handful) >= HANDFUL:
            self._send()
        return case

    def _send(self) -> None:
        if self._handful:
            self._look(self._handful)
            self._handful = []

    def _submit(self, then: Callable[[Future[Any]], None], cases: Sequence[_Case], fn: Callable[..., Any], *args: Any) -> None:
        """Do `fn` elsewhere and go on with `then`. Whatever goes wrong there, no case is left waiting."""

        def go_on(done: Future[Any]) -> None:
            try:
                then(done)
            except Exception as problem:  # in a thread of the executor: nobody else would hear of it
                for case in cases:
                    _settle(case, _failed(problem))

        if self.closed:
            return
        try:
            future = self._executor.submit(fn, *args)
        except RuntimeError as problem:  # the executor was shut down
            for case in cases:
                _settle(case, _failed(problem))
            return
        future.add_done_callback(go_on)

    def _look(self, cases: list[_Case]) -> None:
        rows = [case.row for case in cases]
        self._submit(lambda done: self._looked(cases, done), cases, first_looks, rows, self._seconds)

    def _looked(self, cases: list[_Case], done: Future[list[Look]]) -> None:
        """What came of a handful. What is missing, or all of it when it failed, is looked at one row at a time."""
        problem = CancelledError() if done.cancelled() else done.exception()
        if problem is not None and (len(cases) == 1 or isinstance(problem, CancelledError)):
            for case in cases:
                _settle(case, _failed(problem))
            return
        looks = [] if problem is not None else done.result()
        for case, look in zip(cases, looks, strict=False):
            if look.unexplained is None or not self._explain:
                _settle(case, look.verdict)
            else:
                self._ask_why(case, look)
        for case in cases[len(looks) :]:
            self._look([case])

    def _ask_why(self, case: _Case, look: Look) -> None:
        def told(done: Future[Verdict]) -> None:
            problem = CancelledError() if done.cancelled() else done.exception()
            more = {"unexplained": _failed(problem)["error"]} if problem else done.result()
            _settle(case, {**look.verdict, **more})

        assert look.unexplained is not None
        self._submit(told, [case], explanation, case.row, *look.unexplained)


def _settle(case: _Case, verdict: Verdict) -> None:
    if not case.verdict.done():
        case.verdict.set_result(verdict)


def _told(row: Row, case: _Case) -> Verdict:
    return {**opening(row), **case.verdict.result()}


def _failed(problem: BaseException) -> Verdict:
    """The verdict on a row about which nothing could be found out."""
    if isinstance(problem, TimeoutError):
        return {"verdict": UNKNOWN, "error": "out-of-time", "reason": "this took too long"}
    if isinstance(problem, EOFError):
        return {"verdict": UNKNOWN, "error": "stopped", "reason": "the computation ended, most likely for want of memory"}
    return {"verdict": UNKNOWN, "error": "internal-error", "reason": f"{type(problem).__name__}: {problem}"}
