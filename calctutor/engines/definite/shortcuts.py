"""Is there a shortcut for this definite integral? Symmetry, King's rule, and differentiation under the integral sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines.definite.parameter import under_the_sign
from calctutor.engines.definite.problem import Definite
from calctutor.notation.tree import Tree, divide, multiply, number
from calctutor.notation.tree import replace as put_in
from calctutor.rules.limits.values import finite
from calctutor.steps import Solution

Expr = Any
Work = Callable[[Definite, Tree], Solution]
"""How an integral that comes up on the way is worked."""
Shortcut = Callable[[Definite, Work], Expr | None]


def odd(problem: Definite, _work: Work) -> Expr | None:
    """An odd function over a range around 0."""
    if not _is_odd(problem):
        return None
    why = "The function is odd, f(−x) = −f(x), and the range lies evenly around 0: the two halves cancel."
    problem.line("Odd function", problem.question, number(0), why)
    return sp.Integer(0)


def _is_odd(problem: Definite) -> bool:
    """An odd function, and a range evenly around 0?"""
    f, x = problem.f, problem.x
    evenly = problem.a + problem.b == 0 and problem.a not in (sp.oo, -sp.oo)
    return evenly and _equal(problem, f.xreplace({x: -x}), -f)


def even(problem: Definite, work: Work) -> Expr | None:
    """An even function over a range around 0: twice the half."""
    f, x = problem.f, problem.x
    whole_line = (problem.a, problem.b) == (-sp.oo, sp.oo)
    if not (whole_line or problem.a + problem.b == 0) or not _equal(problem, f.xreplace({x: -x}), f):
        return None
    half = problem.asked(sp.Integer(0), problem.b)
    why = "The function is even, f(−x) = f(x), and the range lies evenly around 0: both halves are the same."
    problem.line("Even function", problem.question, multiply(number(2), half), why)
    value = worked_part(problem, work, problem.over(f, sp.Integer(0), problem.b))
    if value is None:
        return None
    before, after = multiply(number(2), half), multiply(number(2), problem.algebra.tree(value))
    problem.line("Twice the half", before, after, "Put in the value of the half.", problem.algebra.tree(2 * value))
    return 2 * value


def kings_rule(problem: Definite, work: Work) -> Expr | None:
    """∫ f(x) = ∫ f(a + b − x): helpful when the two integrands add up to something simple."""
    x, a, b = problem.x, problem.a, problem.b
    both = sum_of_both(problem)
    if both is None:
        return None
    turned, total = both
    tree = problem.algebra.tree
    why = f"Run through the range backwards: {x.name} becomes a + b − {x.name}, and the integral stays the same."
    problem.line("King's rule", problem.question, problem.asked(a, b, turned), why)
    half = divide(problem.asked(a, b, total), number(2))
    if not total.has(x):
        why = f"The two integrands add up to {problem.words(total)}; the integral is half of that of the sum."
        problem.line("Add both forms", problem.question, half, why, tree(total * (b - a) / 2))
        return total * (b - a) / 2
    why = f"The two integrands add up to {problem.words(total)}; the integral is half of that of the sum."
    problem.line("Add both forms", problem.question, half, why)
    value = worked_part(problem, work, problem.over(total, a, b))
    if value is None:
        return None
    problem.line("Half the sum", half, divide(tree(value), number(2)), "Put in the value of the sum.", tree(value / 2))
    return value / 2


def worked_part(problem: Definite, work: Work, part: Definite) -> Expr | None:
    """The value of an integral that comes up on the way, its steps taken over; None where it has none in closed form."""
    solution = work(part, part.question)
    if not solution.about["exists"] or solution.answer == solution.question:
        return None
    problem.steps += solution.steps
    return problem.algebra.expression(solution.answer, problem.assumed.symbols)


def sum_of_both(problem: Definite) -> tuple[Expr, Expr] | None:
    """f(a + b − x), and what it and f add up to, where f is a part that stays the same times one whose two halves add up to a
    constant: x sin x over 0..π, cos(x)/(1 + e^x) around 0. None for any other.
    """
    f, x, a, b = problem.f, problem.x, problem.a, problem.b
    if sp.oo in (abs(a), abs(b)) or f.count_ops() > 60 or not f.has(x):
        return None
    stays = sp.Mul(*(g for g in sp.Mul.make_args(f) if _equal(problem, g.xreplace({x: a + b - x}), g)))
    return _halves(problem, sp.Integer(1)) or (_halves(problem, stays) if stays.has(x) else None)


def _halves(problem: Definite, stays: Expr) -> tuple[Expr, Expr] | None:
    """The same for one part that stays: what is left of f and the same run backwards add up to a constant, or it is None."""
    x, a, b = problem.x, problem.a, problem.b
    rest = problem.f / stays
    turned = rest.xreplace({x: a + b - x})
    for place in (a, b, (a + b) / 2, (2 * a + b) / 3) if rest.has(x) else ():
        total = sp.simplify(sp.simplify(rest.xreplace({x: place})) + sp.simplify(turned.xreplace({x: place})))
        if finite(total) and not total.has(sp.nan, sp.zoo, sp.oo, sp.I):
            return (stays * turned, stays * total) if _equal(problem, rest + turned, total) else None
    return None


def _equal(problem: Definite, f: Expr, g: Expr) -> bool:
    """Do the numbers say that these two are the same?"""
    one, other = (put_in(problem.algebra.tree(h), problem.meaning) for h in (f, g))
    return compare(one, other).equal


def better(problem: Definite) -> bool:
    """Would nobody look for an antiderivative? Of an odd function around 0, unless it is a plain one; and where the halves of a
    sum are so plain beside high powers, roots or logarithms.
    """
    f, x = problem.f, problem.x
    if not f.is_polynomial(x) and f.count_ops() > 2 and _is_odd(problem):
        return True
    if f.is_Add or not (_awkward_waves(f) or _awkward_below(f, x)):
        return False
    both = sum_of_both(problem)
    return both is not None and both[1].count_ops() < f.count_ops() and not (both[1].has(x) and _awkward_waves(f))


def _awkward_waves(f: Expr) -> bool:
    """Powers, roots or logarithms of sines and cosines."""
    powers = [g for g in f.atoms(sp.Pow) if g.base.has(sp.sin, sp.cos, sp.tan) and g.exp not in (-2, -1, 2)]
    return bool(f.has(sp.sin, sp.cos, sp.tan) and (powers or f.has(sp.log)))


def _awkward_below(f: Expr, x: Expr) -> bool:
    """A sum of roots, logarithms or exponentials below."""
    sums = [g.base for g in f.atoms(sp.Pow) if g.exp.is_negative and g.base.is_Add]
    inner = [h for g in sums for term in g.args for h in (term, *term.args) if h.has(x)]
    return any(h.func in (sp.exp, sp.log) or (h.is_Pow and (h.exp.has(x) or not h.exp.is_Integer)) for h in inner)


def at_hand(problem: Definite) -> bool:
    """Does a shortcut seem to apply to an integrand that is not plain? (A polynomial is integrated at once.)"""
    f, x = problem.f, problem.x
    if f.is_polynomial(x) or f.count_ops() < 6 or f.count_ops() > 60:
        return False
    return f.has(sp.sin, sp.cos, sp.tan, sp.log) and sum_of_both(problem) is not None


SHORTCUTS: tuple[Shortcut, ...] = (odd, kings_rule, even, under_the_sign)
