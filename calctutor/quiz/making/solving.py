"""What is the right answer to a draft, and how long is the way there? Found by the engines that work it for students.

A draft whose solution is not complete, or does not survive its checks, is no question.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from calctutor.checking.tasks import Task
from calctutor.engines import derivative, gradient, hessian, implicit, integral, jacobian, limit, partial
from calctutor.engines import definite as between
from calctutor.engines import reading_back
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, names
from calctutor.quiz.making.drafts import Draft, Worked, worked
from calctutor.rules.integrals.search import Search
from calctutor.steps import Solution, every_step

QUESTIONS = 400
"""Integrals that are looked at on the way to one: a bound on the work that does not depend on the machine."""

DOUBTFUL = ("undecided", "fails")


def solved(draft: Draft) -> Worked | None:
    """The worked draft, or None where it cannot be read, worked and checked from the first step to the last."""
    try:
        task = draft.task
        solution, answer = SOLVERS[draft.kind](task)
    except StudentError:
        return None
    return worked(draft, solution, answer) if sound(solution) else None


def sound(solution: Solution) -> bool:
    """Is it complete, and is every step known to hold?"""
    if not solution.complete or solution.verified.verdict in DOUBTFUL or solution.about.get("exists") is False:
        return False
    return all(step.holds not in DOUBTFUL for step in every_step(solution.steps))


Found = tuple[Solution, Tree]


def _diff(task: Task) -> Found:
    if len(task.wrt) > 1 or task.kind == "partial":
        solution = partial.differentiate(task.f, task.wrt * task.order if len(task.wrt) == 1 else task.wrt)
    else:
        solution = derivative.differentiate(task.f, task.wrt[0], task.order)
    return solution, solution.answer


def _implicit(task: Task) -> Found:
    solution = implicit.differentiate(task.f, task.wrt[0], task.about["of"])
    return solution, solution.answer


def _gradient(task: Task) -> Found:
    solution = gradient.differentiate(task.f, task.wrt)
    return solution, solution.answer


def _hessian(task: Task) -> Found:
    solution = hessian.differentiate(task.f, task.wrt)
    return solution, Tree("list", tuple(Tree("list", row) for row in solution.about["hessian"]))


def _jacobian(task: Task) -> Found:
    parts = task.f.args if task.f.head in ("tuple", "list") else (task.f,)
    solution = jacobian.differentiate(parts, task.wrt)
    return solution, solution.answer


def _directional(task: Task) -> Found:
    solution = gradient.differentiate(task.f, task.wrt, dict(task.let) or None, tuple(task.about["direction"]))
    return solution, solution.about["direction"].value.exact


def _descent(task: Task) -> Found:
    return gradient.differentiate(task.f, task.wrt), task.question


def _limit(task: Task) -> Found:
    solution = limit.find(task.f, task.wrt[0], task.about["to"], task.about["side"] or "")
    return solution, solution.answer


def _integral(task: Task) -> Found:
    if task.about["bounds"]:
        solution = between.integrate(task.f, task.wrt[0], *task.about["bounds"])
        return solution, solution.answer
    solution = antiderivative(task.f, task.wrt[0])
    return solution, solution.answer


def antiderivative(f: Tree, x: str) -> Solution:
    """As the engine works it, but with a budget that is counted and not timed. Raises `StudentError`."""
    algebra = Algebra()
    expr = reading_back.expression(algebra, f)
    found = integral.worked(algebra, expr, x, names(f), Search(QUESTIONS, math.inf))
    if found is None:
        raise StudentError("no-rule", "no antiderivative was found")
    return integral.solution(algebra, f, x, reading_back.rewriting(algebra, f, expr), found)


SOLVERS: dict[str, Callable[[Task], Found]] = {
    "diff": _diff, "partial": _diff, "chain": _diff, "implicit": _implicit, "gradient": _gradient, "hessian": _hessian,
    "jacobian": _jacobian, "directional": _directional, "descend-step": _descent, "limit": _limit, "integrate": _integral,
}  # fmt: skip

__all__ = ["SOLVERS", "Any", "antiderivative", "solved"]
