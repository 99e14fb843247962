"""How tightly does each kind of expression bind, and in which order is a tree written?

The one table of binding powers, shared by all writers: a part is put in parentheses where it binds looser than its place
asks. `Fold` writes every part of a tree before the whole, without recursion, and each shared part once.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Generic, TypeVar

from calctutor.notation.tree import Tree, number

OR, AND, RELATION, SUM, NEGATIVE, PRODUCT, POWER, POSTFIX, CALL, ATOM = range(1, 11)

LEVELS = {
    "or": OR, "and": AND,
    "=": RELATION, "<": RELATION, "<=": RELATION, ">": RELATION, ">=": RELATION, "!=": RELATION,
    "+": SUM, "neg": NEGATIVE, "*": PRODUCT, "/": PRODUCT, "D": PRODUCT, "I": PRODUCT, "S": PRODUCT, "L": PRODUCT,
    "^": POWER, "!": POSTFIX, "prime": POSTFIX,
    "name": ATOM, "constant": ATOM, "tuple": ATOM, "list": ATOM, "piecewise": ATOM,
}  # fmt: skip
"""Head -> level; every other head is written as a function with its arguments in parentheses."""

T = TypeVar("T")


def bare(tree: Tree) -> Tree:
    """The expression under its colours."""
    while tree.head == "mark":
        tree = tree.args[0]
    return tree


def level(tree: Tree) -> int:
    """How tightly `tree` binds when it is written out."""
    tree = bare(tree)
    if tree.head != "number":
        return LEVELS.get(tree.head, CALL)
    return NEGATIVE if tree.value < 0 else PRODUCT if is_ratio(tree) else ATOM


def is_ratio(tree: Tree) -> bool:
    """A number such as 1/3."""
    return tree.head == "number" and isinstance(tree.value, Fraction) and tree.value.denominator != 1


def is_quotient(tree: Tree) -> bool:
    """Is it written with a fraction bar?"""
    tree = bare(tree)
    return tree.head == "/" or is_ratio(tree)


def is_chain(tree: Tree) -> bool:
    """Is this `and` a chain, a < x and x < b?"""
    alike = any(all(part.head in signs for part in tree.args) for signs in (("<", "<="), (">", ">=")))
    return tree.head == "and" and alike and all(one.args[1] == other.args[0] for one, other in pairwise(tree.args))


def halves(tree: Tree) -> tuple[Tree, Tree]:
    """Top and bottom of a quotient, whether of two trees or of two whole numbers."""
    if tree.head == "/":
        return tree.args[0], tree.args[1]
    return number(tree.value.numerator), number(tree.value.denominator)


def unsigned(tree: Tree) -> tuple[bool, Tree]:
    """Does it begin with a minus sign, and what is it without? Looks under colours and at the first factor."""
    if tree.head == "neg":
        return True, tree.args[0]
    if tree.head == "number" and tree.value < 0:
        return True, number(-tree.value)
    if tree.head in ("mark", "*", "/") and tree.args:
        minus, first = unsigned(tree.args[0])
        return (True, tree.with_args((first, *tree.args[1:]))) if minus else (False, tree)
    return False, tree


def sign_role(tree: Tree) -> str | None:
    """The colour of the minus sign that `tree` begins with."""
    while tree.head in ("*", "/"):
        tree = tree.args[0]
    return tree.value if tree.head == "mark" else None


def looser(tree: Tree, least: int) -> bool:
    """Does `tree` need parentheses in a place that asks for `least`? A leading minus sign binds as loosely as a negative."""
    return level(tree) < least or (least > NEGATIVE and unsigned(tree)[0])


def open_ended(tree: Tree) -> bool:
    """Does it end with an integral, a limit or d/dx(...), which would swallow a factor that is written after it?"""
    tree = bare(tree)
    while tree.head in ("*", "neg"):
        tree = bare(tree.args[-1])
    return tree.head in ("I", "L", "S") or (tree.head == "D" and not is_ratio_of_differentials(tree))


def is_ratio_of_differentials(tree: Tree) -> bool:
    """Is this derivative one of a mere name by another, written dy/dx?"""
    variable = bare(tree.args[1])
    while tree.head == "D":
        tree = bare(tree.args[0])
    return tree.head == "name" and tree != variable


class Fold(Generic[T]):
    """Writes trees with `write(tree, self)`, which asks `self.of(part)` for parts already written."""

    def __init__(self, write: Callable[[Tree, Fold[T]], T]) -> None:
        self.write = write
        self.done: dict[int, tuple[Tree, T]] = {}  # with the tree, for an id is only its own while it lives

    def of(self, tree: Tree) -> T:
        """The writing of `tree`, parts first."""
        waiting = [tree]
        while waiting:
            node = waiting[-1]
            missing = [part for part in node.args if id(part) not in self.done] if id(node) not in self.done else []
            waiting.extend(reversed(missing))
            if not missing:
                waiting.pop()
                if id(node) not in self.done:
                    self.done[id(node)] = (node, self.write(node, self))
        return self.done[id(tree)][1]


def exponential(exponent: Tree) -> Tree:
    """e^exponent."""
    return Tree("^", (Tree("constant", (), "e"), exponent))


def primes(tree: Tree) -> Tree:
    """`tree` with every derivative written with a prime: D(u v, x) becomes (u v)′. For formulas in one variable."""
    return Fold(_primed).of(tree)


def _primed(tree: Tree, fold: Fold[Tree]) -> Tree:
    args = tuple(map(fold.of, tree.args))
    return Tree("prime", args[:1]) if tree.head == "D" else tree.with_args(args)
