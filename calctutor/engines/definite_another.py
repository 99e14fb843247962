"""Is there a shortcut for this definite integral? Symmetry, King's rule, and the plane behind the bell curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines import definite
from calctutor.engines.another_way import AnotherWay
from calctutor.engines.definite import Definite
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, call, divide, multiply, name, names, number
from calctutor.notation.writing import text
from calctutor.steps import Solution
from calctutor.verify import holds, verify

Expr = Any
Shortcut = Callable[[Definite, Tree], Expr | None]


def integrate(f: Tree, x: str, a: Tree, b: Tree, positive: Sequence[str] = ()) -> Solution:
    """The integral worked as usual and, under `about["another_way"]`, by a shortcut. Where only the shortcut works, by that
    alone.

    Raises `StudentError` when no shortcut is known.
    """
    first = definite.integrate(f, x, a, b, positive)
    found = shortcut(f, x, a, b, first.question, positive)
    if found is None or not first.about["exists"]:
        reason = f"no second derivation is known for {text(f)} between these bounds"
        raise StudentError("no-other-way", reason, exit_code=NO_METHOD, remedy="leave out --another-way")
    if first.about.get("closed_form") is False:
        return first
    agrees = holds(compare(first.answer, found.answer))
    return replace(first, about={**first.about, "another_way": replace(found, agrees=agrees)})


def shortcut(f: Tree, x: str, a: Tree, b: Tree, question: Tree, positive: Sequence[str] = ()) -> AnotherWay | None:
    """The first shortcut that applies, with its steps; `agrees` is left to the caller."""
    algebra = Algebra()
    letters = {letter: sp.Symbol(letter, positive=True) for letter in positive}
    expr, low, high = (algebra.expression(tree, letters) for tree in (f, a, b))
    for way in SHORTCUTS:
        problem = Definite(algebra, expr, symbol(x), low, high, [*names(f), *names(a), *names(b)])
        value = way(problem, question)
        if value is not None:
            return AnotherWay(verify(problem.steps, problem.meaning), algebra.tree(value), "undecided")
    return None


def odd(problem: Definite, question: Tree) -> Expr | None:
    """An odd function over a range around 0."""
    f, x = problem.f, problem.x
    if problem.a + problem.b != 0 or not same(f.xreplace({x: -x}) + f) or problem.a in (sp.oo, -sp.oo):
        return None
    why = "The function is odd, f(−x) = −f(x), and the range lies evenly around 0: the two halves cancel."
    problem.line("Odd function", question, number(0), why)
    return sp.Integer(0)


def even(problem: Definite, question: Tree) -> Expr | None:
    """An even function over a range around 0: twice the half."""
    f, x = problem.f, problem.x
    if problem.a + problem.b not in (0, sp.nan) or {problem.a, problem.b} == {sp.oo} or not same(f.xreplace({x: -x}) - f):
        return None
    if problem.a + problem.b is sp.nan and (problem.a, problem.b) != (-sp.oo, sp.oo):
        return None
    half = problem.question(sp.Integer(0), problem.b)
    why = "The function is even, f(−x) = f(x), and the range lies evenly around 0: both halves are the same."
    problem.line("Even function", question, multiply(number(2), half), why)
    worked = definite.worked(Definite(problem.algebra, f, x, sp.Integer(0), problem.b, problem.taken), half)
    if not worked.about["exists"] or worked.answer == worked.question:
        return None
    problem.steps += worked.steps
    value = 2 * problem.algebra.expression(worked.answer)
    before, after = (multiply(number(2), part) for part in (half, worked.answer))
    problem.line("Twice the half", before, after, "Put in the value of the half.", problem.algebra.tree(value))
    return value


def kings_rule(problem: Definite, question: Tree) -> Expr | None:
    """∫ f(x) = ∫ f(a + b − x): helpful when the two integrands add up to something simple."""
    f, x, a, b = problem.f, problem.x, problem.a, problem.b
    if sp.oo in (abs(a), abs(b)) or f.count_ops() > 60:
        return None
    turned = f.xreplace({x: a + b - x})
    total = sp.simplify(f + turned)
    if total.has(x) or not f.has(x):
        return None
    tree = problem.algebra.tree
    other = problem.question(a, b, turned)
    problem.line(
        "King's rule", question, other, "Run through the range backwards: x becomes a + b − x, and the integral stays the same."
    )
    both = divide(problem.question(a, b, total), number(2))
    value = total * (b - a) / 2
    why = "The two integrands add up to a constant; each integral is half of that of the sum."
    problem.line("Add both forms", question, both, why, tree(value))
    return value


def bell_curve(problem: Definite, question: Tree) -> Expr | None:
    """∫ e^(−c x²) over the whole line, by the volume under the bell in the plane."""
    f, x = problem.f, problem.x
    if (problem.a, problem.b) != (-sp.oo, sp.oo) or f.func is not sp.exp or not f.args[0].is_polynomial(x):
        return None
    c = -f.args[0].coeff(x, 2)
    if f.args[0] != -c * x**2 or not c.is_positive:
        return None
    tree, value = problem.algebra.tree, sp.sqrt(sp.pi / c)
    r = symbol("r" if "r" not in problem.taken else "s")
    ring = 2 * sp.pi * r * sp.exp(-c * r**2)
    plane = Tree("I", (tree(ring), name(r.name), number(0), Tree("constant", (), "oo")))
    why = (
        "The square of the integral is the volume under the bell e^(−c(x² + y²)) over the plane. In rings of radius r and "
        "width dr, each of area 2π r dr, that volume is an integral that can be done: r is just what the chain rule needs."
    )
    problem.line("The plane instead of the line", question, call("sqrt", plane), why)
    problem.line(
        "Put in the volume",
        call("sqrt", plane),
        call("sqrt", tree(sp.pi / c)),
        "−π/c e^(−c r²) runs from −π/c to 0.",
        tree(value),
    )
    return value


def same(difference: Expr) -> bool:
    """Is this 0? By sympy, within a bounded size."""
    return bool(difference == 0 or (difference.count_ops() < 80 and sp.simplify(difference) == 0))


SHORTCUTS: tuple[Shortcut, ...] = (odd, bell_curve, kings_rule, even)
