"""What was typed, and what will be shown?

A `Tree` is an expression as a person would write it: `2/4` stays two quarters, `b + a` stays in that order. It knows no
sympy, so it can be read, echoed, evaluated in balls and printed before sympy is loaded. Trees are frozen and share
their parts: a tree is a DAG, and whoever walks one remembers what it has seen (`id(tree)`).

The heads, and what their arguments are:

    number      value: int or Fraction (exact; `0.1` is Fraction(1, 10))
    name        value: a variable's name, as `x`, `theta`, `w1`, `x_max`; Greek letters by their English names
    constant    value: `pi`, `e` or `oo`
    + *         two or more terms or factors; `a - b` is a + neg b
    / ^         two arguments; `neg`, `!` one
    sin ...     every function of `vocabulary.FUNCTIONS`, under its canonical name (`ln`, `sqrt`, `abs`, `max`, ...)
    apply       value: the name of an abstract function with its primes, as `f` or `g''` or `f^-1`; then its arguments
    piecewise   one `case` (expression, condition) a row; the condition may be the constant `true`
    = < <= > >= !=    two sides; `and`, `or` join conditions
    tuple list  `(a, b)` and `[a, b]`; a matrix is a list of lists
    D           (f, x): the derivative of f by x; nested for higher and mixed orders, the innermost taken first;
                value: `partial` to have it written with ∂ (mixed ones are anyway), or None
    I           (f, x) or (f, x, a, b): an integral, or one from a to b
    S           (f, k, a, b): the sum of f over the whole numbers k from a to b
    L           (f, x, a): the limit of f as x goes to a; value: `+`, `-` or None, the side
    at          (f, x, a): f where x = a; (f, x, a, b): f at b less f at a, written [f] between its bounds
    prime       (f,): f′, the derivative by whatever the variable is; only in formulas and in equations such as y' = 2x
    mark        value: a role (`u`, `v`, ...); one argument, shown in the colour of that role and otherwise transparent
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

Place = tuple[int, int]


class Contents(NamedTuple):
    """What occurs in an expression: its free letters in alphabetical order, and all heads."""

    letters: tuple[str, ...]
    heads: frozenset[str]


class Tree:
    """One node. Equal when head, value and arguments are equal; `place`, where it stood in what was typed, does not count."""

    __slots__ = ("_contents", "_hash", "args", "head", "place", "value")
    __match_args__ = ("head", "args", "value")

    head: str
    args: tuple[Tree, ...]
    value: Any
    place: Place | None

    def __init__(self, head: str, args: tuple[Tree, ...] = (), value: Any = None, place: Place | None = None) -> None:
        self.head = head
        self.args = args
        self.value = value
        self.place = place
        self._hash: int | None = None
        self._contents: Contents | None = None

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((self.head, self.value, self.args))
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Tree)
            and self.head == other.head
            and hash(self) == hash(other)
            and self.value == other.value
            and self.args == other.args
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return Tree, (self.head, self.args, self.value, self.place)

    def __repr__(self) -> str:
        if not self.args:
            return f"{self.head}:{self.value}"
        label = self.head if self.value is None else f"{self.head}:{self.value}"
        return f"{label}({', '.join(map(repr, self.args))})"

    def with_args(self, args: tuple[Tree, ...]) -> Tree:
        """The same node over other arguments."""
        return Tree(self.head, args, self.value, self.place)


def number(value: int | Fraction) -> Tree:
    return Tree("number", (), value)


def name(value: str) -> Tree:
    return Tree("name", (), value)


def constant(value: str) -> Tree:
    return Tree("constant", (), value)


def call(head: str, *args: Tree) -> Tree:
    return Tree(head, args)


def negative(tree: Tree) -> Tree:
    return Tree("neg", (tree,))


def add(*terms: Tree) -> Tree:
    """The sum of any number of terms: none is 0, one is itself."""
    return number(0) if not terms else terms[0] if len(terms) == 1 else Tree("+", terms)


def multiply(*factors: Tree) -> Tree:
    """The product of any number of factors: none is 1, one is itself."""
    return number(1) if not factors else factors[0] if len(factors) == 1 else Tree("*", factors)


def power(base: Tree, exponent: Tree) -> Tree:
    return Tree("^", (base, exponent))


def divide(top: Tree, bottom: Tree) -> Tree:
    return Tree("/", (top, bottom))


def mark(role: str, tree: Tree) -> Tree:
    return Tree("mark", (tree,), role)


def derivative(f: Tree, *by: Tree) -> Tree:
    """The question `D(f, x)`; with several variables, the first is taken first."""
    for x in by:
        f = Tree("D", (f, x))
    return f


def walk(tree: Tree) -> Iterator[Tree]:
    """Every distinct node once, a parent before its parts, left before right."""
    seen: set[int] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += node.args[::-1]


def contents(tree: Tree) -> Contents:
    """The letters on which an expression depends, and its heads: found once, for one question asks half a dozen times.

    The bound letter of an integral, a limit or a sum is not free.
    """
    if tree._contents is None:
        met, bound, heads = set(), set(), set()
        for node in walk(tree):
            head = node.head
            heads.add(head)
            if head == "name":
                met.add(node.value)
            elif head in _BINDING and len(node.args) > 2:
                bound.add(node.args[1].value)
        tree._contents = Contents(tuple(sorted(met - bound)), frozenset(heads))
    return tree._contents


_BINDING = frozenset("ILS")


def names(tree: Tree) -> list[str]:
    """The names in it, in the order in which they are met. A bound letter (the t of an integral) is among them."""
    return list(dict.fromkeys(node.value for node in walk(tree) if node.head == "name"))


def replace(tree: Tree, parts: dict[Tree, Tree]) -> Tree:
    """`tree` with every part that is a key of `parts` put in its place, outermost first; shared parts stay shared."""
    done: dict[int, Tree] = {}

    def visit(node: Tree) -> Tree:
        if id(node) not in done:
            done[id(node)] = parts[node] if node in parts else _rebuilt(node, tuple(map(visit, node.args)))
        return done[id(node)]

    return visit(tree)


def unmarked(tree: Tree) -> Tree:
    """`tree` without its colours."""
    done: dict[int, Tree] = {}

    def visit(node: Tree) -> Tree:
        if id(node) not in done:
            args = tuple(map(visit, node.args))
            done[id(node)] = args[0] if node.head == "mark" else _rebuilt(node, args)
        return done[id(node)]

    return visit(tree)


def _rebuilt(node: Tree, args: tuple[Tree, ...]) -> Tree:
    same = all(new is old for new, old in zip(args, node.args, strict=True))
    return node if same else node.with_args(args)
