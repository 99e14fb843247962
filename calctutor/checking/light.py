"""How does a line look once the obvious is done? `x^(2-1)·1 + 0` is `x`, without any algebra that could hide a slip."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from calctutor.balls.folding import FOLD
from calctutor.notation.tree import Tree, add, multiply, negative, number

ZERO, ONE = number(0), number(1)


def lightened(tree: Tree) -> Tree:
    """Numbers worked out, and what adds nothing or multiplies by one left out."""
    args = tuple(map(lightened, tree.args))
    if args and tree.head in FOLD and all(arg.head == "number" for arg in args):
        return _folded(tree, args)
    return PLAINER.get(tree.head, Tree.with_args)(tree, args) if args else tree


def _folded(tree: Tree, args: tuple[Tree, ...]) -> Tree:
    value: Any = FOLD[tree.head]([arg.value for arg in args])
    if value is None or (tree.head == "/" and Fraction(value).denominator != 1):
        return tree.with_args(args)
    whole = int(value) if Fraction(value).denominator == 1 else value
    return negative(number(-whole)) if whole < 0 else number(whole)


def _sum(_: Tree, args: tuple[Tree, ...]) -> Tree:
    return add(*(arg for arg in args if arg not in (ZERO, negative(ZERO))))


def _product(_: Tree, args: tuple[Tree, ...]) -> Tree:
    return ZERO if ZERO in args else multiply(*(arg for arg in args if arg != ONE))


def _power(tree: Tree, args: tuple[Tree, ...]) -> Tree:
    return args[0] if args[1] == ONE else tree.with_args(args)


def _quotient(tree: Tree, args: tuple[Tree, ...]) -> Tree:
    return args[0] if args[1] == ONE else tree.with_args(args)


PLAINER = {"+": _sum, "*": _product, "^": _power, "/": _quotient}
