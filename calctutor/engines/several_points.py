"""What is the exact value of a derivative at a point, and is it zero, positive or negative?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import settled, value
from calctutor.engines.several_asking import Place
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, names, number
from calctutor.notation.writing import text

Expr = Any


@dataclass(frozen=True, slots=True)
class Number:
    """A value: exactly, and in decimals where that says more."""

    exact: Tree
    decimal: str = ""


class Values:
    """Values of expressions at one point."""

    def __init__(self, algebra: Algebra, place: Place) -> None:
        self.algebra, self.place = algebra, place
        self.where = {symbol(letter): algebra.expression(tree) for letter, tree in place.items()}
        self.shown = ", ".join(f"{text(Tree('name', (), letter))} = {text(tree)}" for letter, tree in place.items())

    def of(self, expr: Expr, what: str) -> Expr:
        """The value. Raises `StudentError` at a point where there is none; `what` is said to have none there."""
        found = finite(expr.xreplace(self.where))
        if found is None:
            raise StudentError("singular-point", f"{what} has no value at {self.shown}", remedy="choose another point")
        return found

    def number(self, expr: Expr) -> Number:
        return number_of(self.algebra, expr)


def finite(expr: Expr) -> Expr | None:
    """A value with its brackets multiplied out, or None where it is not a real number."""
    if expr.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I) or expr.is_Relational:
        return None
    return expr if expr.is_Rational else sp.expand(expr, power_exp=False, power_base=False, log=False)


def number_of(algebra: Algebra, expr: Expr) -> Number:
    tree = algebra.tree(expr)
    return Number(tree, "" if expr.is_Integer or names(tree) else decimal(tree))


def decimal(tree: Tree, digits: int = 6) -> str:
    return value(tree, {}, digits)


def sign(algebra: Algebra, expr: Expr) -> int | None:
    """-1, 0 or 1, proved or seen to 60 digits; None where letters are left in it, or where it is no real number."""
    if expr.is_Rational:
        return int(sp.sign(expr))
    tree = algebra.tree(expr)
    if names(tree) or expr.has(sp.I, sp.zoo, sp.nan, sp.oo, -sp.oo):
        return None
    if compare(tree, number(0)).equal:
        return 0
    try:
        return 1 if settled(tree, {}, 30) > 0 else -1
    except NoValue:
        return None
