"""Is there a second way to a definite integral, by a shortcut or by the antiderivative, and do the two agree?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calctutor.balls.equality import compare
from calctutor.engines.another_way import AnotherWay
from calctutor.engines.assumptions import Assumptions
from calctutor.engines.definite import bell, work
from calctutor.engines.definite.problem import problem_of
from calctutor.engines.definite.shortcuts import SHORTCUTS
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree
from calctutor.notation.writing import text
from calctutor.steps import Solution
from calctutor.verify import holds, verify


def integrate(f: Tree, x: str, a: Tree, b: Tree, assumed: Sequence[Tree | str] = ()) -> Solution:
    """The integral worked as usual and, under `about["another_way"]`, by a shortcut. Where only the shortcut works, by that
    alone.

    Raises `StudentError` when no shortcut is known.
    """
    first = work.integrate(f, x, a, b, assumed)
    if first.about.get("closed_form") is False:
        return first
    found = shortcut(f, x, a, b, assumed, {step.rule for step in first.steps}) if first.about["exists"] else None
    if found is None:
        reason = f"no second derivation is known for {text(f)} between these bounds"
        raise StudentError("no-other-way", reason, exit_code=NO_METHOD, remedy="leave out --another-way")
    agrees = holds(compare(first.answer, found.answer))
    return replace(first, about={**first.about, "another_way": replace(found, agrees=agrees)})


def shortcut(f: Tree, x: str, a: Tree, b: Tree, assumed: Sequence[Tree | str], told: set[str]) -> AnotherWay | None:
    """The first shortcut that applies and was not the main way, with its steps; `agrees` is left to the caller."""
    for way in (bell.value, *SHORTCUTS):
        problem = problem_of(f, x, a, b, Assumptions.of(assumed))
        value = way(problem, work.worked)
        if value is not None and problem.steps[0].rule not in told:
            return AnotherWay(verify(problem.steps, problem.meaning), problem.algebra.tree(value), "undecided")
    return None
