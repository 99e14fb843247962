"""What does `diff` put together? The derivative of one expression by one letter, of any order, worked and checked."""

from __future__ import annotations

from typing import Any

from calctutor.engines import reading_back
from calctutor.engines.evaluation import at_point
from calctutor.engines.patterns import pattern
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, derivative, name, names
from calctutor.notation.writing import text
from calctutor.rules.tidying import tidy
from calctutor.solver import Solver, Stuck
from calctutor.steps import Question, Solution, Step, Verified

Expr = Any

HIGHEST_ORDER = 20


def differentiate(f: Tree, x: str, order: int = 1, at: Tree | None = None) -> Solution:
    """The worked derivative of `f` by `x`, `order` times; with `at`, also value, slope and tangent there. Every step
    checked.

    Raises `StudentError` where f is no real expression or where no rule applies.
    """
    from calctutor.verify import checked

    return checked(solve(f, x, order, at))


def solve(f: Tree, x: str, order: int = 1, at: Tree | None = None) -> Solution:
    """The same, not checked yet: the checker may run elsewhere, as it shares nothing with the rules."""
    if not 1 <= order <= HIGHEST_ORDER:
        raise StudentError(
            "order", f"the order of a derivative is a whole number from 1 to {HIGHEST_ORDER}", remedy="--order 2"
        )
    algebra = Algebra()
    expr = reading_back.expression(algebra, f)
    steps = reading_back.rewriting(algebra, f, expr)
    answers: list[Expr] = [expr]
    solver = Solver(algebra, taken=names(f))
    for _ in range(order):
        worked, slope = derive(solver, answers[-1], x)
        steps += worked
        answers.append(slope)
    question = derivative(f, *[name(x)] * order)
    answer = algebra.tree(answers[-1])
    return Solution(
        command="diff",
        read_as=f,
        question=question,
        steps=tuple(steps),
        answer=answer,
        verified=Verified("undecided"),
        complete=all(step.complete for step in steps),
        about=_about(algebra, answers, f, x, order, at),
    )


def derive(solver: Solver, f: Expr, x: str) -> tuple[list[Step], Expr]:
    """The steps of one derivative, the last of which tidies the result when that helps, and the result."""
    try:
        solved = solver.solve(Question("D", (f, symbol(x))))
    except Stuck as stuck:
        what = text(solver.algebra.tree(stuck.question.args[0]))
        raise StudentError("no-rule", f"no rule here differentiates {what}", exit_code=NO_METHOD) from stuck
    return with_tidying(solver.algebra, [solved.step], solved.value)


def with_tidying(algebra: Algebra, steps: list[Step], value: Expr) -> tuple[list[Step], Expr]:
    """The steps with one more that tidies the result, where that helps, and the result."""
    shorter = tidy(value)
    if shorter is None or text(algebra.tree(shorter[0])) == text(algebra.tree(value)):
        return steps, value
    return [*steps, simplification(algebra.tree(value), algebra.tree(shorter[0]), shorter[1])], shorter[0]


def simplification(before: Tree, after: Tree, why: str, title: str = "Simplify", rule: str = "simplify") -> Step:
    """A step of algebra: no question in it, only another form."""
    return Step(rule=rule, title=title, before=before, after=after, answer=after, why=(why,))


def _about(algebra: Algebra, answers: list[Expr], f: Tree, x: str, order: int, at: Tree | None) -> dict[str, Any]:
    about: dict[str, Any] = {"wrt": x, "order": order}
    if order > 1:
        about["orders"] = tuple(map(algebra.tree, answers[1:]))
        about["pattern"] = pattern(answers, symbol(x), algebra)
    if at is not None:
        about["at"] = at_point(algebra, f, answers[:2], x, at)
    return about
