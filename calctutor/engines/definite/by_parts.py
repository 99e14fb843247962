"""Is the integral done by parts between its bounds, although its integrand has no elementary antiderivative?

∫ u v′ = [u v] − ∫ u′ v, where u is a power of x, a logarithm or an arctangent, v is plain, what stands in the bracket has
limits at both ends, and the integral that is left has a way of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.engines.definite import classical
from calctutor.engines.definite.problem import Definite
from calctutor.engines.definite.shortcuts import Work
from calctutor.notation.tree import Tree, add, multiply, name, negative
from calctutor.rules.integrals.budget import counted
from calctutor.rules.integrals.search import Search
from calctutor.rules.limits.values import finite

Expr = Any
QUESTIONS = 12
"""So many integrals are looked at for v, which must be plain."""
DEEPEST = 2


def value(problem: Definite, work: Work, depth: int = DEEPEST) -> Expr | None:
    """The value, with its steps written into the problem; None where no choice of u leads on."""
    if not problem.numeric or problem.f.is_Add or depth == 0:
        return None
    for u, slope in _choices(problem):
        other = problem.over(problem.f, problem.a, problem.b)
        found = _by(other, u, slope, work, depth)
        if found is not None:
            problem.steps += other.steps
            return found
    return None


def _choices(problem: Definite) -> Iterator[tuple[Expr, Expr]]:
    """(u, v′) with u the factors that become simpler when they are differentiated."""
    x, factors = problem.x, sp.Mul.make_args(problem.f)
    for g in factors:
        base = g.as_base_exp()[0]
        if g.has(x) and (base == x or base.func in (sp.log, sp.atan)) and g.as_base_exp()[1].is_positive:
            yield g, sp.Mul(*(h for h in factors if h is not g))


def _by(problem: Definite, u: Expr, slope: Expr, work: Work, depth: int) -> Expr | None:
    x, tree = problem.x, problem.algebra.tree
    with counted(QUESTIONS):
        search = Search()
        found = search.value(search.question(slope, x)) if slope.has(x) else None
    if found is None:
        return None
    v = found.xreplace(search.words(x))
    inside = problem.near(problem.middle(problem.a, problem.b), 1)
    v = v.xreplace({g: g.args[0] for g in v.atoms(sp.Abs) if inside.sign(g.args[0]) == 1})
    worth = [problem.limits.value(u * v, x, at, side) for at, side in ((problem.b, -1), (problem.a, 1))]
    ends = [end for end in worth if end is not None and finite(end)]
    if len(ends) < 2:
        return None
    rest = sp.simplify(sp.diff(u, x) * v)
    bracket = Tree("at", (multiply(tree(u), tree(v)), name(x.name), tree(problem.a), tree(problem.b)))
    after = add(bracket, negative(problem.asked(problem.a, problem.b, rest)))
    edge = sp.simplify(ends[0] - ends[1])
    why = f"u = {problem.words(u)} and dv = {problem.words(slope)} d{x}, so that v = {problem.words(v)}. The bracket goes to "
    why += f"{problem.words(ends[0])} at the upper end and to {problem.words(ends[1])} at the lower one."
    left = problem.over(rest, problem.a, problem.b)
    inner = _left(left, work, depth)
    if inner is None:
        return None
    total = sp.expand(edge - inner)
    problem.line("Integration by parts", problem.question, after, why, tree(total))
    problem.steps += left.steps
    return total


def _left(problem: Definite, work: Work, depth: int) -> Expr | None:
    """The integral that is left, by a famous way, or by parts once more; a number in front is taken along."""
    c, g = problem.f.as_coeff_Mul()
    plain = problem.over(g, problem.a, problem.b)
    for other, found in classical.values(plain, work):
        problem.steps += other.steps
        return c * found
    found = value(plain, work, depth - 1)
    problem.steps += plain.steps
    return None if found is None else c * found


__all__ = ["value"]
