"""What does a gradient cost? `python -m tests.benchmarks.backprop`

Backpropagation, which visits every node of the graph once in each direction, against differentiating the whole expression
symbolically once for each parameter. Each is given at most half a minute.
"""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Callable

from calctutor.balls.values import evaluate
from calctutor.engines.assignments import Line, Network, network, point, wanted
from calctutor.engines.backprop import work
from calctutor.engines.gradient_check import expression_of
from calctutor.notation.tree import Tree, walk

LIMIT = 30
"""Seconds."""


def chain(length: int) -> tuple[Network, str]:
    """sin(sin(... sin(x)))"""
    lines = ["h0 = x"] + [f"h{i} = sin(h{i - 1})" for i in range(1, length + 1)]
    return network(f"h{length}", [Line(line, "") for line in lines]), "x=0.5"


def tanh_network(hidden: int) -> tuple[Network, str]:
    """Two inputs, one hidden layer, one output, and the squared error."""
    lines = [f"h{i} = tanh(a{i}*p + b{i}*q + c{i})" for i in range(1, hidden + 1)]
    output = "(" + " + ".join(f"w{i}*h{i}" for i in range(1, hidden + 1)) + " + d - t)^2"
    values = {f"{k}{i}": round(math.sin(7 * i + j), 3) for i in range(1, hidden + 1) for j, k in enumerate("abcw")}
    given = ",".join(f"{k}={v}" for k, v in (values | {"d": 0.1, "p": 0.5, "q": -0.3, "t": 1.0}).items())
    return network(output, [Line(line, "") for line in lines]), given


def backwards(found: Network, at: str) -> None:
    """Both passes, with the local rules worked and verified, and both checks of every slope."""
    work(found.graph, point(found, at), wanted(found, None))


def symbolically(found: Network, _: str) -> None:
    """sympy's own derivative by every parameter, one after the other; the formulas are not evaluated."""
    import sys

    import sympy

    from calctutor.notation.algebra import Algebra, symbol

    sys.setrecursionlimit(100_000)
    whole = Algebra().expression(expression_of(found.graph))
    for letter in found.inputs:
        sympy.diff(whole, symbol(letter))


def symbolically_with_values(found: Network, at: str) -> None:
    """The same, with every formula evaluated as quickly as the program can."""
    import sys

    import sympy

    from calctutor.notation.algebra import Algebra, symbol

    sys.setrecursionlimit(100_000)
    algebra, values = Algebra(), {k: _exact(v) for k, v in (point(found, at) or {}).items()}
    whole = algebra.expression(expression_of(found.graph))
    for letter in found.inputs:
        evaluate(algebra.tree(sympy.diff(whole, symbol(letter))), values, 128)


def values_alone(found: Network, at: str) -> None:
    """One evaluation of the output, to compare with."""
    evaluate(expression_of(found.graph), {k: _exact(v) for k, v in (point(found, at) or {}).items()}, 128)


def _exact(tree: Tree) -> object:
    return evaluate(tree, {}, 128).ball


def timed(action: Callable[[Network, str], None], found: Network, at: str) -> str:
    """Seconds, in a process of its own that can be stopped."""
    process = multiprocessing.get_context("fork").Process(target=action, args=(found, at))
    begin = time.perf_counter()
    process.start()
    process.join(LIMIT)
    taken = time.perf_counter() - begin
    if process.is_alive():
        process.kill()
        return f"> {LIMIT} s"
    return f"{taken:.2f} s" if process.exitcode == 0 else "failed"


def main() -> None:
    import sympy  # noqa: F401  (loaded once, before anything is timed)

    import calctutor.rules  # noqa: F401

    print(
        f"{'problem':28}{'nodes':>7}{'tree':>10}{'inputs':>8}{'value':>10}{'backprop':>11}{'symbolic':>12}{'with values':>13}"
    )
    problems = [(f"chain of {n}", chain(n)) for n in (50, 100, 200, 400)]
    problems += [(f"2-{n}-1 tanh network", tanh_network(n)) for n in (4, 8, 16, 32)]
    for title, (found, at) in problems:
        nodes, written = len(found.graph.nodes), sum(1 for _ in walk(expression_of(found.graph)))
        row = f"{title:28}{nodes:>7}{written:>10}{len(found.inputs):>8}"
        row += f"{timed(values_alone, found, at):>10}{timed(backwards, found, at):>11}"
        print(row + f"{timed(symbolically, found, at):>12}{timed(symbolically_with_values, found, at):>13}", flush=True)


if __name__ == "__main__":
    main()
