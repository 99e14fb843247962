"""What does a tree come to that still asks for derivatives, limits and integrals?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import sympy as sp
from flint import arb

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.checking.descent import signed
from calctutor.checking.tasks import Task
from calctutor.engines.derivative import derive
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, add, negative, number, replace, walk
from calctutor.quiz.making.solving import solution_of
from calctutor.rules.tidying import tidy as shorter
from calctutor.solver import Solver, Stuck

LARGEST_MISREAD = 30
"""Nodes of an expression whose integral is worked out for a misread question."""

SMALL = 60
"""The largest denominator of the limit of a misread question."""

NEAR = 10**12
"""A value is the simple fraction from which it differs by less than one over this."""


def worked_out(tree: Tree, place: dict[Tree, Tree]) -> Iterator[Tree]:
    """What a tree comes to that may still ask for derivatives, limits and integrals, at a place."""
    try:
        yield from tidied(replace(_plain(tree), place))
    except (StudentError, Stuck, ZeroDivisionError, RecursionError):
        return


def _plain(tree: Tree) -> Tree:
    """The tree with every question in it answered, the innermost first."""
    args = tuple(map(_plain, tree.args)) if tree.head not in ("I", "L") else tree.args
    if tree.head == "D":
        algebra = Algebra()
        _, value = derive(Solver(algebra), algebra.expression(args[0]), str(args[1].value))
        return algebra.tree(value)
    if tree.head == "at":
        f, x, *ends = args
        values = [replace(f, {x: end}) for end in ends]
        return values[0] if len(values) == 1 else add(values[1], negative(values[0]))
    if tree.head == "L":
        return _simple_number(tree)
    if tree.head == "I":
        f = _plain(tree.args[0])
        if sum(1 for _ in walk(f)) > LARGEST_MISREAD:
            raise StudentError("too-large", "nobody would work this out")
        return solution_of(Task("integrate", "", f, (str(tree.args[1].value),), tree, about={"bounds": tree.args[2:]})).answer
    return tree.with_args(args) if args else tree


def _simple_number(tree: Tree) -> Tree:
    """The simple fraction that a limit is worth, by looking at numbers. Raises `StudentError` where there is none."""
    try:
        ball = evaluate(tree, {}).ball
    except (NoValue, ValueError):
        raise StudentError("no-value", "it has no value") from None
    if abs(ball) < arb(1) / NEAR:
        return number(0)
    if not abs(ball) < NEAR:  # nor may a fraction be made of what is as large as e to a million
        raise StudentError("no-value", "it is not finite, or very large")
    middle = ball.mid().fmpq()
    value = Fraction(int(middle.p), int(middle.q))
    simple = value.limit_denominator(SMALL)
    if abs(simple - value) > Fraction(1, NEAR):
        raise StudentError("no-value", "it is no simple number")
    return signed(simple)


def tidied(tree: Tree) -> Iterator[Tree]:
    """The answer as a student would write it; nothing where it is no real expression."""
    if tree.head in ("list", "tuple"):
        parts = [list(tidied(part)) for part in tree.args]
        if all(parts):
            yield Tree("list", tuple(part[0] for part in parts))
        return
    algebra = Algebra()
    value = algebra.expression(tree)
    if not isinstance(value, sp.Expr) or value.has(sp.nan, sp.zoo, sp.I):
        return
    simpler = shorter(value)
    yield algebra.tree(simpler[0] if simpler else value)
