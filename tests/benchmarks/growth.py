"""Does the cost grow with the problem and no faster? Run by hand: `python tests/benchmarks/growth.py`.

Nested sines, products and sums of growing size: the time to solve and verify, to print, the memory and the number of
steps, beside `sympy.diff` and `sympy.pretty` for the same function without any steps (each in a process of its own,
stopped after a minute).
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

PATIENCE = 60


def nested(n: int) -> str:
    return "sin(" * n + "x" + ")" * n


def product(n: int) -> str:
    return "*".join(f"sin(x + {i})" for i in range(1, n + 1))


def total(n: int) -> str:
    return " + ".join(f"x^{i % 7 + 2}*sin({i}*x)" for i in range(1, n + 1))


CASES: tuple[tuple[str, Callable[[int], str], tuple[int, ...]], ...] = (
    ("nested sines", nested, (10, 20, 40, 80)),
    ("product", product, (12, 25, 50, 100)),
    ("sum", total, (60, 125, 250, 500)),
)


def ours(text: str) -> tuple[Any, ...]:
    from calctutor.engines.derivative import solve
    from calctutor.narrate.derivative import page
    from calctutor.notation.reading import read
    from calctutor.render import shown
    from calctutor.render.paper import Paper
    from calctutor.steps import every_step
    from calctutor.verify import checked

    start = time.perf_counter()
    solution = solve(read(text, longest=100_000), "x")
    solved = time.perf_counter()
    solution = checked(solution)
    verified = time.perf_counter()
    rows = shown(page(solution), "panels", Paper(80)).count("\n")
    printed = time.perf_counter()
    return (
        solved - start,
        verified - solved,
        printed - verified,
        len(every_step(solution.steps)),
        rows,
        solution.verified.verdict,
    )


def theirs(text: str) -> tuple[Any, ...]:
    import sympy

    x = sympy.Symbol("x")
    f = eval(text.replace("^", "**"), {"sin": sympy.sin, "x": x})  # text of this file
    start = time.perf_counter()
    slope = f.diff(x)
    derived = time.perf_counter()
    sympy.pretty(slope)
    return derived - start, time.perf_counter() - derived


def apart(work: Callable[[str], tuple[Any, ...]], text: str) -> tuple[Any, ...] | None:
    """The result of `work` and the memory that it took, in a process of its own; None if it took too long or failed."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_run, args=(work, text, there))
    process.start()
    there.close()
    try:
        result = here.recv() if here.poll(PATIENCE) else None
    except EOFError:
        result = None
    process.kill()
    return result


def _run(work: Callable[[str], tuple[Any, ...]], text: str, line: Connection) -> None:
    sys.setrecursionlimit(20_000)
    result = work(text)
    line.send((*result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    print("function        size   solve  verify   print   steps  rows  memory   verdict      sympy: diff    pretty  memory")
    for title, build, sizes in CASES:
        for n in sizes:
            mine, other = apart(ours, build(n)), apart(theirs, build(n))
            left = "failed" if mine is None else _ours_row(*mine)
            right = f"none within {PATIENCE} s" if other is None else f"{other[0]:8.3f}  {other[1]:8.3f} {other[2]:5.0f} MB"
            print(f"{title:14} {n:5}  {left}   {right}", flush=True)


def _ours_row(solve: float, verify: float, printing: float, steps: int, rows: int, verdict: str, memory: float) -> str:
    return f"{solve:6.3f}  {verify:6.3f}  {printing:6.3f}  {steps:6} {rows:5}  {memory:3.0f} MB   {verdict:10}"


if __name__ == "__main__":
    main()
