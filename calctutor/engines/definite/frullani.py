"""Is this Frullani's integral, the difference of one function at two speeds, over x?

∫ (g(a x) − g(b x))/x dx from 0 to ∞ is (g(0) − g(∞)) ln(b/a): with u = a x and u = b x the two parts are the same but for what
lies near 0 and near ∞ (Apostol, Mathematical Analysis, 10.8; Frullani 1828, Cauchy).
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite
from calctutor.notation.tree import Tree, add, call, constant, multiply, name, negative
from calctutor.rules.limits.values import finite
from calctutor.solver import Stuck
from calctutor.steps import Asked, Step

Expr = Any
FORMULA = "∫ (g(a x) − g(b x))/x dx from 0 to ∞ = (g(0) − g(∞)) ln(b/a)"
MOST_OPERATIONS = 40


def value(problem: Definite, _work: Any = None) -> Expr | None:
    """The value, with its step written into the problem; None where this is no such difference."""
    if (problem.a, problem.b) != (0, sp.oo) or problem.f.count_ops() > MOST_OPERATIONS:
        return None
    found = _speeds(problem)
    return None if found is None else _told(problem, *found)


def _speeds(problem: Definite) -> tuple[Expr, Expr, Expr] | None:
    """(g, a, b) with f x = g(a x) − g(b x), g in the letter of the problem; None where there is no such g."""
    x = problem.x
    terms = sp.Add.make_args(sp.expand(sp.expand(problem.f) * x))
    if len(terms) != 2 or not all(term.has(x) for term in terms):
        return None
    minus_last = terms[1].as_coeff_Mul()[0].is_negative
    one, other = terms if minus_last else terms[::-1]
    for a in _coefficients(one, x):
        for b in _coefficients(other, x):
            g = one.xreplace({x: x / a}) if one.has(x) else one
            alike = a != b and problem.sign(a) == 1 and problem.sign(b) == 1
            if alike and sp.simplify(sp.powsimp(g.xreplace({x: b * x}) + other)) == 0:
                return sp.powsimp(sp.simplify(g)), a, b
    return None


def _coefficients(g: Expr, x: Expr) -> list[Expr]:
    """By what x is multiplied inside a function."""
    inside = [h.args[0] for h in g.atoms(sp.Function, sp.exp)] + [p.base for p in g.atoms(sp.Pow)]
    found = {_speed(term, x) for u in inside if u.has(x) for term in sp.Add.make_args(sp.expand(u)) if term.has(x)}
    return sorted((c for c in found if c is not None), key=sp.default_sort_key)


def _speed(term: Expr, x: Expr) -> Expr | None:
    """a where the term is ±(a x)^m."""
    c, power = term.as_independent(x, as_Add=False)
    base, m = power.as_base_exp()
    return _plain(c) ** (1 / m) if base == x and m.is_Rational and m > 0 else None


def _plain(c: Expr) -> Expr:
    return -c if c.as_coeff_Mul()[0].is_negative else c


def _told(problem: Definite, g: Expr, a: Expr, b: Expr) -> Expr | None:
    x, tree = problem.x, problem.algebra.tree
    asked: list[Asked] = []
    ends: list[Expr] = []
    for at, side in ((sp.Integer(0), 1), (sp.oo, 0)):
        step = _limit(problem, g, at, side)
        if step is None:
            return None
        end, told = step
        ends.append(end)
        asked.append(told)
    if ends[0] == ends[1]:
        return None
    logarithm = call("ln", tree(b / a))
    after = multiply(add(asked[0].place, negative(asked[1].place)), logarithm)
    found = (ends[0] - ends[1]) * sp.log(b / a)
    swings = " g(u) swings around 0 for large u, and the integral of g(u)/u converges there: 0 stands for g(∞)." if (
        asked[1].step.rule == "mean-value-at-infinity") else ""  # fmt: skip
    why = (
        f"Frullani's integral with g({x}) = {problem.words(g)}, a = {problem.words(a)} and b = {problem.words(b)}. "
        f"Integrate both parts "
        f"from ε to R, with u = a {x} in the first and u = b {x} in the second: what they share cancels. There remain the "
        f"integral of "
        "g(u)/u from a ε to b ε, where g is nearly g(0), and the one from a R to b R, where it is nearly g(∞); the integral of "
        f"1/u is ln(b/a) in both.{swings}"
    )
    kept = tuple(told for told in asked if told.step.rule != "mean-value-at-infinity")
    if len(kept) < len(asked):
        after = multiply(asked[0].place, logarithm)
    problem.steps.append(Step("frullanis-formula", "Frullani's formula", problem.question, after, tree(found), asked=kept,
                              why=(why,), lines=((FORMULA,),)))  # fmt: skip
    return found


def _limit(problem: Definite, g: Expr, at: Expr, side: int) -> tuple[Expr, Asked] | None:
    """Where g goes at one end, as a worked question."""
    tree = problem.algebra.tree
    end = constant("oo") if at == sp.oo else tree(at)
    place = Tree("L", (tree(g), name(problem.x.name), end), "+" if side else None)
    try:
        solved = problem.limits.limit(g, problem.x, at, side)
    except Stuck:
        if at == sp.oo and g.as_independent(problem.x, as_Add=False)[1].func in (sp.sin, sp.cos):
            zero = tree(sp.Integer(0))
            return sp.Integer(0), Asked(place, Step("mean-value-at-infinity", "", place, zero, zero), zero)
        return None
    return (solved.value, Asked(place, solved.step, tree(solved.value))) if finite(solved.value) else None


__all__ = ["value"]
