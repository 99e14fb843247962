"""Below which value does a given share of the probability lie? F(x) = p, solved by undoing F from the outside in, or a
number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.engines.probability.integral import Integrals
from calctutor.engines.probability.parts import Part, Problem, Said, numeric
from calctutor.engines.probability.search import searched
from calctutor.engines.several_roots import real_roots
from calctutor.errors import READ_FAILED, StudentError
from calctutor.notation.tree import Tree, name
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.rules.tidying import cost
from calctutor.steps import Verified

Expr = Any
CLOSE = Fraction(1, 10**11)
BITS = 96


def quantile(problem: Problem, p: Tree, cdf: Part, what: str = "quantile", title: str = "") -> Part:
    """The x with F(x) = p."""
    share = problem.known.expression(p)
    if problem.known.sign(share) != 1 or problem.known.sign(1 - share) != 1:
        raise StudentError("share", "a quantile belongs to a probability between 0 and 1", text(p), (0, len(text(p))),
                           "--quantile 0.95", READ_FAILED)  # fmt: skip
    left = Tree("apply", (p,), "q") if what == "quantile" else name("median")
    why = (
        "It is the place where ",
        Tree("=", (Tree("apply", (name(problem.law.x),), "F"), p)),
        ": as much lies below it as is asked.",
    )
    part = Part(what, title or f"Quantile of {text(p)}", left, before=(why,))
    return _balanced(problem, part, share) or _solved(problem, part, share, cdf) or searched(problem, part, p, cdf)


def _balanced(problem: Problem, part: Part, share: Expr) -> Part | None:
    """Half of the mass lies on each side of the middle of a symmetric density."""
    if share != sp.Rational(1, 2) or (problem.low, problem.high) != (-sp.oo, sp.oo):
        return None
    middle = Integrals(problem.algebra, problem.known).middle(problem.f, problem.x)
    u = sp.Dummy("u", real=True)
    m = sp.Integer(0) if middle is None else middle
    sides = [problem.f.xreplace({problem.x: m + way * u}) for way in (1, -1)]
    if sides[0] != sides[1] and sp.simplify(sides[0] - sides[1]) != 0:
        return None
    answer = problem.algebra.tree(m)
    said: Said = (
        "The density is the same at equal distances on both sides of ",
        answer,
        ", so half of the mass lies on each side.",
    )
    return replace(
        part,
        answer=answer,
        lines=(said,),
        verified=_held(problem, answer, problem.algebra.tree(share), None),
        numeric=numeric(answer),
    )


def _solved(problem: Problem, part: Part, share: Expr, cdf: Part) -> Part | None:
    """By undoing the formula of the piece in which F reaches p."""
    tree = problem.algebra.tree
    for low, high, formula in cdf.about.get("pieces", ()):
        expr = problem.known.expression(formula)
        if high != tree(problem.high):
            end = expr.subs(problem.x, problem.known.expression(high))
            if problem.known.sign(end - share) not in (0, 1):
                continue
        found = undone(problem, expr, share)
        if found is None:
            return None
        value, lines = found
        answer = tree(value)
        verified = _held(problem, answer, tree(share), formula)
        if verified.verdict not in ("agrees", "proved"):
            return None
        first: Said = (formula, " = ", tree(share))
        return replace(part, question=None, answer=answer, lines=(first, *lines), verified=verified, numeric=numeric(answer),
                       about={"piece": (low, high)})  # fmt: skip
    return None


def _held(problem: Problem, answer: Tree, share: Tree, formula: Tree | None) -> Verified:
    """Is F there what it should be? By the formula, or by quadrature of the density up to there."""
    x = name(problem.law.x)
    reached = put_in(formula, {x: answer}) if formula is not None else Tree("I", (problem.law.f, x, problem.law.low, answer))
    return Verified(problem.numbers.same(reached, share), 1, "put into the distribution function")


def undone(problem: Problem, expr: Expr, value: Expr) -> tuple[Expr, list[Said]] | None:
    """The x in the support with expr = value, and an equation for each operation that was undone."""
    tree, x = problem.algebra.tree, problem.x
    lines: list[Said] = []
    for _ in range(16):
        if expr == x:
            return value, lines
        step = _outermost(problem, expr, value)
        if step is None:
            break
        expr, value = step[0], neat(step[1])
        if value.has(sp.zoo, sp.nan, sp.I):
            return None
        lines.append((tree(expr), " = ", tree(value)))
    return _by_roots(problem, expr, value, lines)


def neat(value: Expr) -> Expr:
    """The shortest form, without logarithms put together."""
    forms = [value, sp.expand(value), sp.together(value), sp.factor(value), sp.radsimp(value)]
    return min((form for form in forms if not form.has(sp.nan, sp.zoo)), key=cost, default=value)


def _outermost(problem: Problem, expr: Expr, value: Expr) -> tuple[Expr, Expr] | None:
    """Undo the operation that was done last."""
    x = problem.x
    if expr.is_Add or expr.is_Mul:
        rest, with_x = expr.as_independent(x, as_Add=expr.is_Add)
        if expr.is_Add:
            return (with_x, value - rest) if rest != 0 else None
        return (with_x, value / rest) if rest != 1 else None
    if expr.func in INVERSE:
        return expr.args[0], INVERSE[expr.func](value)
    if expr.is_Pow and not expr.exp.has(x) and problem.known.sign(value) in (0, 1):
        return expr.base, value ** (1 / expr.exp)
    if isinstance(expr, sp.erf) and value == 0:
        return expr.args[0], sp.Integer(0)
    return None


INVERSE: dict[Any, Callable[[Expr], Expr]] = {sp.exp: sp.log, sp.log: sp.exp, sp.atan: sp.tan}


def _by_roots(problem: Problem, expr: Expr, value: Expr, lines: list[Said]) -> tuple[Expr, list[Said]] | None:
    """A polynomial equation: its one root in the support."""
    top = sp.fraction(sp.together(expr - value))[0]
    roots = real_roots(problem.algebra, top, problem.x) if top.is_polynomial(problem.x) else None
    if not roots:
        return None
    known = problem.known
    inside = [r for r in roots if known.sign(r - problem.low) in (0, 1) and known.sign(problem.high - r) in (0, 1)]
    if len(inside) != 1:
        return None
    return inside[0], [*lines, ("Of the solutions, only ", problem.algebra.tree(inside[0]), " lies in the support.")]


__all__ = ["quantile", "undone"]
