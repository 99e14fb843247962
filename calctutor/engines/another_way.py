"""Is there a second derivation, and does it agree with the first?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from calctutor.balls.equality import compare
from calctutor.engines import derivative, reading_back
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, names
from calctutor.notation.writing import text
from calctutor.rulebook import alternatives
from calctutor.solver import Solver
from calctutor.steps import Question, Solution, Step
from calctutor.verify import holds, verify


@dataclass(frozen=True, slots=True)
class AnotherWay:
    """A second derivation: its steps, its answer, and whether that equals the first (`proved`, `agrees`, ...)."""

    steps: tuple[Step, ...]
    answer: Tree
    agrees: str


def differentiate(f: Tree, x: str, order: int = 1, at: Tree | None = None) -> Solution:
    """The derivative worked as usual and, under `about["another_way"]`, once more by another route.

    Raises `StudentError` when no second route is known.
    """
    if order != 1:
        raise StudentError("order", "another way is shown for one derivative at a time", remedy="leave out --order")
    first = derivative.differentiate(f, x, 1, at)
    algebra = Algebra()
    expr = reading_back.expression(algebra, f)
    solver = Solver(algebra, taken=names(f))
    for rule in alternatives("D"):
        solved = solver.solve_by(rule, Question("D", (expr, symbol(x))))
        if solved is not None:
            steps, value = derivative.with_tidying(algebra, [solved.step], solved.value)
            second = verify(steps)
            answer = algebra.tree(value)
            found = AnotherWay(second, answer, holds(compare(first.answer, answer)))
            return replace(first, about={**first.about, "another_way": found})
    raise StudentError(
        "no-other-way", f"no second derivation is known for {text(f)}", exit_code=NO_METHOD, remedy="leave out --another-way"
    )
