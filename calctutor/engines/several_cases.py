"""What is a line of the working of a system of equations, and where does a search through its cases stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import settled
from calctutor.engines.several_points import sign
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, names

Expr = Any


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the working: in which case, what is done, the equations that it leaves, and why."""

    case: str
    title: str
    equations: tuple[Tree, ...]
    why: tuple[str | Tree, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Where the search stands: the equations (each = 0), the letters that are known, what must not be 0, the case's number."""

    equations: tuple[Expr, ...]
    known: tuple[tuple[Expr, Expr], ...] = ()
    nonzero: tuple[Expr, ...] = ()
    case: str = ""


def real_or_open(tree: Tree) -> bool:
    """Is this a real number, or does it still depend on letters?"""
    if names(tree):
        return True
    try:
        settled(tree, {}, 30)
    except NoValue:
        return False
    return True


def without_logarithms(equation: Expr) -> Expr | None:
    """What a sum of logarithms, each with the same factor but for its sign, says when it is 0."""
    terms = sp.Add.make_args(sp.expand(equation, log=False, power_exp=False, power_base=False))
    held = [term.as_coeff_Mul() for term in terms if term.has(sp.log)]
    rest = sum((term for term in terms if not term.has(sp.log)), sp.Integer(0))
    if len(held) < 2 or rest.free_symbols or any(log.func is not sp.log or abs(c) != abs(held[0][0]) for c, log in held):
        return None
    scale = abs(held[0][0])
    over, under = (sp.Mul(*(log.args[0] for c, log in held if bool(c > 0) is positive)) for positive in (True, False))
    return over - under * sp.exp(-rest / scale)


def never_zero(algebra: Algebra, expr: Expr) -> bool:
    """Is this different from 0 for all real values of its letters, as far as is plain to see?"""
    if not expr.free_symbols:
        return sign(algebra, expr) != 0
    if expr.is_positive or expr.is_negative:
        return True
    letters = list(expr.free_symbols)
    if len(letters) > 1 or not expr.is_polynomial(letters[0]):
        return False
    polynomial = sp.Poly(expr, letters[0])
    return bool(all(c.is_Rational for c in polynomial.all_coeffs()) and polynomial.count_roots() == 0)


def numbered(case: str, i: int, count: int) -> str:
    """Case 2 of case 1 is 1.2; where there is only one there is no number."""
    return case if count == 1 else f"{case}.{i + 1}" if case else str(i + 1)
