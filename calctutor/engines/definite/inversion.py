"""Does x → c/x turn the half line over in a helpful way?

∫ f(x) dx = ∫ f(c/x) c/x² dx from 0 to ∞: King's rule for the half line. Where the two integrands add up to something plain, the
integral is half of that of their sum; where they are the same, it is twice the part from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite
from calctutor.engines.definite.shortcuts import Work, worked_part
from calctutor.notation.tree import call, divide, multiply, name, number

Expr = Any
MOST_OPERATIONS = 40


def value(problem: Definite, work: Work) -> Expr | None:
    """The value, with its steps written into the problem; None where turning over does not help."""
    f, x = problem.f, problem.x
    if (problem.a, problem.b) != (0, sp.oo) or f.count_ops() > MOST_OPERATIONS or f.is_Add or not _awkward(f, x):
        return None
    for c in _centres(f, x):
        turned = _turned(f, x, c)
        total = sp.factor(sp.simplify(sp.expand_log(sp.expand(f + turned), force=True)))
        if not _awkward(total, x):
            return _half_the_sum(problem, work, c, turned, total)
        if c == 1 and sp.simplify(f - turned) == 0:
            return _twice(problem, work)
    return None


def _awkward(f: Expr, x: Expr) -> bool:
    """Does ln x stand in it, or a power of x with a letter or an awkward number above?"""
    powers = [p for p in f.atoms(sp.Pow) if p.base.has(x) and not p.exp.is_Integer and not p.exp.is_Rational]
    return bool(powers) or any(g.has(x) for g in f.atoms(sp.log, sp.atan))


def _centres(f: Expr, x: Expr) -> Iterator[Expr]:
    """c such that x² + c, x² + b x + c and the like below keep their form: 1, and what the brackets say."""
    yield sp.Integer(1)
    for u in sorted((p.base for p in f.atoms(sp.Pow) if p.exp.is_negative), key=sp.default_sort_key):
        if u.is_polynomial(x) and sp.degree(u, x) > 0:
            poly = sp.Poly(u, x)
            ratio = sp.simplify((poly.nth(0) / poly.LC()) ** sp.Rational(2, poly.degree()))
            if ratio.is_positive and ratio != 1:
                yield ratio


def _turned(f: Expr, x: Expr, c: Expr) -> Expr:
    t = sp.Dummy("t", positive=True)
    turned = sp.expand_log(f.xreplace({x: c / t}) * c / t**2, force=True)
    turned = turned.replace(
        lambda e: e.func is sp.atan and sp.fraction(e.args[0])[1].has(t), lambda e: sp.pi / 2 - sp.atan(1 / e.args[0])
    )
    return sp.powsimp(sp.factor(sp.simplify(turned))).xreplace({t: x})


def _half_the_sum(problem: Definite, work: Work, c: Expr, turned: Expr, total: Expr) -> Expr | None:
    x, tree = problem.x, problem.algebra.tree
    over = f"{problem.words(c)}/{x}"
    after = problem.asked(problem.a, problem.b, turned)
    why = (f"Turn the half line over: {x} becomes {over}, d{x} becomes −{problem.words(c)}/{x}² d{x}, and the bounds "
           f"change places, "
           "which takes the minus sign away.")  # fmt: skip
    problem.line("Turn the half line over", problem.question, after, why)
    if total == 0:
        why = "The two integrands add up to 0: the integral is minus itself, so it is 0."
        problem.line("Add both forms", problem.question, number(0), why)
        return sp.Integer(0)
    half = divide(problem.asked(problem.a, problem.b, total), number(2))
    why = f"The two integrands add up to {problem.words(total)}; the integral is half of that of the sum."
    problem.line("Add both forms", problem.question, half, why)
    found = worked_part(problem, work, problem.over(total, problem.a, problem.b))
    if found is None:
        return None
    problem.line("Half the sum", half, divide(tree(found), number(2)), "Put in the value of the sum.", tree(found / 2))
    return found / 2


def _twice(problem: Definite, work: Work) -> Expr | None:
    """From 1 to ∞ the same as from 0 to 1."""
    x, tree = problem.x, problem.algebra.tree
    part = problem.over(problem.f, sp.Integer(0), sp.Integer(1))
    after = multiply(number(2), part.question)
    why = f"With 1/{x} in the place of {x}, the part from 1 to ∞ becomes the part from 0 to 1: the integral is twice that."
    problem.line("Fold the half line", problem.question, after, why)
    found = worked_part(problem, work, part)
    if found is None:
        return None
    put = multiply(number(2), tree(found))
    problem.line("Twice the part", after, put, "Put in the value of the part.", tree(2 * found))
    return 2 * found


def tangent(problem: Definite, work: Work) -> Expr | None:
    """x = tan t where 1 + x² stands below and in a logarithm or a root of it does not: the half line becomes a quarter turn."""
    f, x = problem.f, problem.x
    if problem.a != 0 or problem.b not in (1, sp.oo) or not f.has(sp.log) or f.count_ops() > MOST_OPERATIONS:
        return None
    f = f.replace(lambda e: e.func is sp.log, lambda e: sp.expand_log(sp.log(sp.factor(sp.together(e.args[0]))), force=True))
    rest = sp.simplify(sp.expand(f) * (1 + x**2))
    if (rest.has(x**2 + 1) and not rest.has(sp.log(x**2 + 1))) or sp.fraction(sp.together(rest))[1].has(x):
        return None
    t, end = problem.t, sp.pi / 4 if problem.b == 1 else sp.pi / 2
    g = rest.xreplace({sp.log(x**2 + 1): -2 * sp.log(sp.cos(t))}).xreplace({x: sp.tan(t)})
    part = problem.over(g, sp.Integer(0), end, t)
    why = (f"With {x} = tan({t}), d{x} = (1 + {x}²) d{t}, and 1 + {x}² is 1/cos²({t}). {x} = 0 becomes {t} = 0, and {x} = "
           f"{problem.words(problem.b)} becomes {t} = {problem.words(end)}.")  # fmt: skip
    let = ((x.name, call("tan", name(t.name))),)
    problem.line("Substitution with a tangent", problem.question, part.question, why, lines=((*let[0][:1], " = ", let[0][1]),))
    return worked_part(problem, work, part)


__all__ = ["tangent", "value"]
