"""What is the probability of a range: the area over it, as much of it as the support has?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines.probability.area import at
from calctutor.engines.probability.check import answer_verified
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.parts import Part, Problem, numeric
from calctutor.notation.tree import Tree, add, negative, number
from calctutor.notation.writing import text
from calctutor.steps import Verified

Expr = Any


def between(problem: Problem, bounds: tuple[Tree, Tree], cdf: Part | None) -> Part:
    """P(a ≤ X ≤ b): F(b) - F(a), or the integral between the bounds where F is not known."""
    known, tree = problem.known, problem.algebra.tree
    a, b = (known.expression(bound) for bound in bounds)
    left = Tree("apply", (_chain(bounds[0], problem.capital(), bounds[1]),), "P")
    low, high = clipped(problem, a, b)
    question = problem.question(problem.f, low, high)
    part = Part(
        "between", "Probability of a range", left, question, about={"bounds": bounds, "clipped": (tree(low), tree(high))}
    )
    notes: tuple[tuple[str | Tree, ...], ...] = ()
    if (low, high) != (a, b):
        notes = (("Outside the support the density is 0, so only the part from ", tree(low), " to ", tree(high), " counts."),)
    if known.sign(high - low) in ((-1,) if problem.law.discrete else (-1, 0)):
        return replace(part, answer=number(0), verified=Verified("proved"), before=notes,
                       lines=(("The range holds no value of the support.",),))  # fmt: skip
    known_cdf = cdf is not None and cdf.answer is not None
    below, above = (at(cdf, problem, end) if cdf is not None and known_cdf else None for end in (low, high))
    if below is None or above is None:
        why = ("The probability of a range is the area under the density over it.",)
        done, _, _ = problem.integral(problem.f, replace(part, before=(*notes, why)), ends=(low, high))
        return done
    value = shortest(above - below)
    answer = tree(value)
    x = problem.law.x
    F = [Tree("apply", (tree(end),), "F") for end in (high, low)]
    why = (f"The area over the range is the area up to its upper end less the area up to its lower end, F({x}) being known.",)
    line = (add(F[0], negative(F[1])), " = ", add(tree(above), negative(tree(below))))
    return replace(part, answer=answer, verified=answer_verified(question, answer, problem.numbers), numeric=numeric(answer),
                   before=(*notes, why), lines=(line,))  # fmt: skip


def _chain(low: Tree, middle: Tree, high: Tree) -> Tree:
    """low ≤ X ≤ high, an infinite end left away."""
    if text(low) == "-∞":
        return Tree("<=", (middle, high))
    if text(high) == "∞":
        return Tree(">=", (middle, low))
    return Tree("and", (Tree("<=", (low, middle)), Tree("<=", (middle, high))))


def clipped(problem: Problem, a: Expr, b: Expr) -> tuple[Expr, Expr]:
    """The range within the support; of a discrete value, from the first whole number in it to the last."""
    known = problem.known
    low = problem.low if known.sign(a - problem.low) == -1 or a == -sp.oo else a
    high = problem.high if known.sign(problem.high - b) == -1 or b == sp.oo else b
    return (sp.ceiling(low), sp.floor(high)) if problem.law.discrete else (low, high)


__all__ = ["between", "clipped"]
