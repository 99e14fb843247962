"""How long do Hessians of networks take, and does shared work grow no faster than the answer?

Run as `python tests/benchmarks/several.py`. The squared error of a two-layer tanh network with h hidden units has 3h weights
when there are two inputs and no bias: 12 for h = 4.
"""

from __future__ import annotations

import sys
import time

from calctutor.engines import gradient, hessian
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, walk
from calctutor.steps import every_step


def network(hidden: int, outputs: str = "v") -> tuple[Tree, list[str]]:
    """The loss of one example, and its weights: two for each hidden unit, and one out of it."""
    names = [f"w{i}{j}" for i in range(1, hidden + 1) for j in (1, 2)] + [f"{outputs}{i}" for i in range(1, hidden + 1)]
    layer = " + ".join(f"{outputs}{i}*tanh(w{i}1*a + w{i}2*b)" for i in range(1, hidden + 1))
    return read(f"({layer} - y)^2", names), names


def nodes(tree: Tree) -> int:
    return sum(1 for _ in walk(tree))


def main() -> None:
    print("hidden weights  gradient s  hessian s  entries   steps   answer nodes  verdict")
    for hidden in map(int, sys.argv[1:] or ["1", "2", "4"]):
        f, weights = network(hidden)
        started = time.perf_counter()
        gradient.differentiate(f, weights)
        between = time.perf_counter()
        solution = hessian.differentiate(f, weights)
        seconds = time.perf_counter() - between
        entries = len(solution.about["second_partials"])
        steps = len(every_step(solution.steps))
        print(
            f"{hidden:6} {len(weights):7} {between - started:11.2f} {seconds:10.2f} {entries:8} "
            f"{steps:7} {nodes(solution.answer):14}  {solution.verified.verdict}"
        )


if __name__ == "__main__":
    main()
