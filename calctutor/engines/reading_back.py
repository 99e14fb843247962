"""Is what was typed still what sympy holds, and if not, how is the difference told?

sympy tidies on construction (x·x becomes x², 2(x + 1) becomes 2x + 2). A tutor must show the student's own line before
it changes it, so a difference that a reader would notice becomes a first step, "Rewrite".
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree
from calctutor.steps import Step

Expr = Any
Shape = Any


def expression(algebra: Algebra, tree: Tree) -> Expr:
    """The sympy expression of what was read. Raises `StudentError` where it has no real meaning anywhere."""
    if tree.head in ("tuple", "list"):
        raise StudentError(
            "vector", "this is a vector, and here one expression is expected", remedy="differentiate its parts one by one"
        )
    expr = algebra.expression(tree)
    if not isinstance(expr, sp.Expr):
        raise StudentError(
            "not-an-expression", "this is an equation or a condition, not an expression", remedy="leave out the relation sign"
        )
    if expr.has(sp.zoo, sp.nan):
        raise StudentError("division-by-zero", "somewhere in this a number is divided by zero")
    if expr.has(sp.oo, -sp.oo):
        raise StudentError(
            "infinity", "∞ is not a number that a function can be built with", remedy="use it as a bound or with `limit`"
        )
    if any(p.base.is_nonpositive and p.base.is_number and not p.exp.is_number for p in expr.atoms(sp.Pow)):
        raise StudentError("not-real", "a power with a changing exponent needs a positive base to be real")
    if expr.has(sp.I):
        raise StudentError(
            "not-real", "this contains the square root (or logarithm) of a negative number; everything here is real"
        )
    return expr


def rewriting(algebra: Algebra, typed: Tree, expr: Expr) -> list[Step]:
    """One step `typed = as it will be worked with`, or none when only the notation differs."""
    kept = algebra.tree(expr)
    if shape(typed) == shape(kept):
        return []
    return [
        Step("rewrite", "Rewrite", typed, kept, kept, why=("The same function, in the form that is easiest to work with.",))
    ]


def shape(tree: Tree) -> Shape:
    """What of an expression is more than notation: sums and products without order, quotients and roots as powers."""
    memo: dict[int, Shape] = {}

    def visit(node: Tree) -> Shape:
        if id(node) not in memo:
            memo[id(node)] = _shape(node, visit)
        return memo[id(node)]

    return visit(tree)


def _shape(node: Tree, visit: Any) -> Shape:
    if node.head in ("+", "neg", "*", "/", "number") and (node.head != "neg" or node.args[0].head != "+"):
        return _sum(node, visit) if node.head == "+" else _product(node, visit)
    if node.head == "sqrt":
        return ("^", visit(node.args[0]), _number(Fraction(1, 2)))
    if node.head == "root":
        return ("root", *map(visit, node.args))
    return (node.head, node.value, *map(visit, node.args))


def _number(value: Fraction) -> Shape:
    return ("*", Fraction(value), frozenset())


def _sum(node: Tree, visit: Any) -> Shape:
    return ("+", frozenset(Counter(visit(arg) for arg in node.args).items()))


def _product(node: Tree, visit: Any) -> Shape:
    """A number and a bag of powers. Factors are not merged: x·x is not x²."""
    number, bag = Fraction(1), Counter[Shape]()
    waiting = [(node, 1)]
    while waiting:
        part, sign = waiting.pop()
        if part.head == "*":
            waiting += [(arg, sign) for arg in part.args]
        elif part.head == "/":
            waiting += [(part.args[0], sign), (part.args[1], -sign)]
        elif part.head == "neg" and part.args[0].head != "+":
            number = -number
            waiting.append((part.args[0], sign))
        elif part.head == "number":
            number = number * Fraction(part.value) if sign > 0 else number / Fraction(part.value)
        else:
            bag[_raised(part, sign, visit)] += 1
    return ("*", number, frozenset(bag.items()))


def _raised(part: Tree, sign: int, visit: Any) -> Shape:
    if part.head == "^":
        base, exponent = visit(part.args[0]), visit(part.args[1])
    elif part.head == "sqrt":
        base, exponent = visit(part.args[0]), _number(Fraction(1, 2))
    else:
        base, exponent = visit(part), _number(Fraction(1))
    if exponent[0] == "*":
        exponent = ("*", sign * exponent[1], exponent[2])
        sign = 1
    return (base, exponent, sign)
