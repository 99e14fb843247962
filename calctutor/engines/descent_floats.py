"""How is an expression evaluated in ordinary floating point, thousands of times?

A tape like that of `balls.tape`, on floats: descent is about steps of ordinary arithmetic, with its rounding and its
overflow. Raises
ArithmeticError or ValueError where there is no number, as Python's own arithmetic does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.notation.tree import Tree, call, name

Operation = Callable[..., Any]


def _power(base: float, exponent: float) -> float:
    found = base**exponent
    if isinstance(found, complex):
        raise ValueError("power of a negative number")
    return float(found)


def _root(base: float, index: float) -> float:
    if base < 0 and index % 2 == 1:
        return -_power(-base, 1 / index)
    return _power(base, 1 / index)


def _sigmoid(u: float) -> float:
    if u >= 0:
        return 1 / (1 + math.exp(-u))
    small = math.exp(u)
    return small / (1 + small)


def _softplus(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def _logsumexp(*args: float) -> float:
    largest = max(args)
    return largest + math.log(sum(math.exp(u - largest) for u in args))


def _sign(u: float) -> float:
    return float((u > 0) - (u < 0))


FLOATS: dict[str, Operation] = {
    "+": lambda *terms: sum(terms), "*": lambda *factors: math.prod(factors), "/": lambda a, b: a / b, "^": _power,
    "neg": lambda a: -a, "mark": lambda a: a,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos, "atan": math.atan,
    "sec": lambda u: 1 / math.cos(u), "csc": lambda u: 1 / math.sin(u), "cot": lambda u: 1 / math.tan(u),
    "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, "asinh": math.asinh, "acosh": math.acosh, "atanh": math.atanh,
    "sech": lambda u: 1 / math.cosh(u), "ln": math.log, "log": math.log, "sqrt": math.sqrt, "root": _root,
    "abs": abs, "sign": _sign, "max": max, "min": min, "floor": math.floor, "ceil": math.ceil,
    "heaviside": lambda u: (1 + _sign(u)) / 2, "sigmoid": _sigmoid, "relu": lambda u: max(u, 0.0), "softplus": _softplus,
    "logsumexp": _logsumexp, "erf": math.erf, "erfc": math.erfc, "atan2": math.atan2,
    "gamma": math.gamma, "loggamma": math.lgamma,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "and": lambda *c: all(c), "or": lambda *c: any(c),
}  # fmt: skip
"""Head -> what it is on floats. What is not here is evaluated in balls and rounded."""

CONSTANTS = {"pi": math.pi, "e": math.e, "oo": math.inf, "true": True, "catalan": 0.9159655941772190}


def _by_ball(head: str) -> Operation:
    def f(*args: float) -> float:
        letters = [name(f"x{i}") for i in range(len(args))]
        try:
            return float(
                evaluate(
                    call(head, *letters), {str(x.value): Fraction(u) for x, u in zip(letters, args, strict=True)}, 64
                ).ball.mid()
            )
        except NoValue as reason:
            raise ValueError(str(reason)) from None

    return f


class Floats:
    """Several expressions over the same letters, on one tape: called with the values of the letters, it gives those of all."""

    def __init__(self, trees: Sequence[Tree], letters: Sequence[str]) -> None:
        self.width = len(letters)
        self.constants: list[float] = []
        self.places: dict[Tree, int] = {name(letter): i for i, letter in enumerate(letters)}
        self.letters = letters
        self.code: list[tuple[Operation, tuple[int, ...]]] = []
        leaves = [node for tree in trees for node in _leaves(tree) if node not in self.places]
        for leaf in dict.fromkeys(leaves):
            self.places[leaf] = self.width + len(self.constants)
            self.constants.append(_constant(leaf))
        self.roots = [self._place(tree) for tree in trees]

    def __call__(self, values: Sequence[float]) -> list[float]:
        results = [*values, *self.constants]
        for operation, args in self.code:
            results.append(operation(*[results[i] for i in args]) if args else operation(values))
        return [results[root] for root in self.roots]

    def _place(self, tree: Tree) -> int:
        if tree not in self.places:
            entry = (
                (_cases(tree, self.letters), ())
                if tree.head == "piecewise"
                else (self._operation(tree), tuple(map(self._place, tree.args)))
            )
            self.places[tree] = self.width + len(self.constants) + len(self.code)
            self.code.append(entry)
        return self.places[tree]

    def _operation(self, tree: Tree) -> Operation:
        return FLOATS[tree.head] if tree.head in FLOATS else _by_ball(tree.head)


def _cases(tree: Tree, letters: Sequence[str]) -> Operation:
    """Only the piece that applies is evaluated: the others may have no value there."""
    pieces = [(Floats([case.args[1]], letters), Floats([case.args[0]], letters)) for case in tree.args]

    def f(values: Sequence[float]) -> float:
        for holds, piece in pieces:
            if holds(values)[0]:
                return piece(values)[0]
        raise ValueError("between the pieces")

    return f


def _leaves(tree: Tree) -> list[Tree]:
    """Numbers and constants, but not those inside the pieces of a piecewise function, which are programs of their own."""
    found: list[Tree] = []
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            found += [node] if node.head in ("number", "constant") else []
            waiting += () if node.head == "piecewise" else node.args
    return found


def _constant(leaf: Tree) -> float:
    return float(leaf.value) if leaf.head == "number" else CONSTANTS[leaf.value]
