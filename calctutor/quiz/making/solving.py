"""What is the right answer to a draft, and how long is the way there? Found by the engines that work it for students.

A draft whose solution is not complete, or does not survive its checks, is no question.
"""

from __future__ import annotations

from calctutor.checking.tasks import Task
from calctutor.engines import gradient, integral, limit, reading_back
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, names
from calctutor.quiz import solving
from calctutor.quiz.making.drafts import Draft, Worked, worked
from calctutor.rules.integrals.budget import counted
from calctutor.steps import Solution, every_step

QUESTIONS = 150
"""Integrals that are looked at on the way to one: a bound on the work that does not depend on the machine."""

budgeted = counted(QUESTIONS)
"""What is worked, by whatever engine, is given up after so much work, and never because the time is over."""

TRIES = 120
"""Rules that are tried for one limit, likewise."""

DOUBTFUL = ("undecided", "fails")


def solved(draft: Draft) -> Worked | None:
    """The worked draft, or None where it cannot be read, worked and checked from the first step to the last."""
    try:
        task = draft.task
        solution = solution_of(task)
        answer = solving.right_answer(task, solution)
    except StudentError:
        return None
    return worked(draft, solution, answer) if answer is not None and sound(solution) else None


def sound(solution: Solution) -> bool:
    """Is it complete, and is every step known to hold?"""
    if not solution.complete or solution.verified.verdict in DOUBTFUL or solution.about.get("exists") is False:
        return False
    return all(step.holds not in DOUBTFUL for step in every_step(solution.steps))


def solution_of(task: Task) -> Solution:
    """As students are shown it; searches have a budget that is counted and not timed. Raises `StudentError`."""
    if task.kind == "descend-step":
        return gradient.differentiate(task.f, task.wrt)
    if task.kind == "limit":
        return limit.find(task.f, task.wrt[0], task.about["to"], task.about["side"] or "", TRIES)
    if task.kind == "integrate" and not task.about["bounds"]:
        return antiderivative(task.f, task.wrt[0])
    return solving.worked(task)


def antiderivative(f: Tree, x: str) -> Solution:
    """The worked antiderivative. Raises `StudentError`."""
    algebra = Algebra()
    expr = reading_back.expression(algebra, f)
    found = integral.worked(algebra, expr, x, names(f))
    if found is None:
        raise StudentError("no-rule", "no antiderivative was found")
    return integral.solution(algebra, f, x, reading_back.rewriting(algebra, f, expr), found)
