"""What does an expression become when its letters have values?

Values are put into the tree: a letter is replaced by a number or an expression, the letter of a function (`f(x)`) by the name
of one. Text is never pasted into text, so that `a^2` with a = -3 is (-3)^2 and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import factorial

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, name, negative, number
from calctutor.notation.vocabulary import FUNCTIONS

Values = Mapping[str, Tree | str]
"""A letter -> the expression that stands for it, or the name of the function."""


def filled(tree: Tree, values: Values) -> Tree:
    """`tree` with the values for their letters, tidied where they went in: 1 x is x, x^1 is x, and x + 0 is x."""
    changed, result = _filled(tree, values)
    return result if changed else tree


def _filled(tree: Tree, values: Values) -> tuple[bool, Tree]:
    if tree.head == "name" and tree.value in values:
        value = values[tree.value]
        return True, name(value) if isinstance(value, str) else value
    done = [_filled(part, values) for part in tree.args]
    changed, args = any(c for c, _ in done), tuple(part for _, part in done)
    if tree.head == "apply" and isinstance(word := values.get(tree.value), str):
        return True, _applied(word, args)
    return (True, tidied(tree.with_args(args), tuple(c for c, _ in done))) if changed else (False, tree)


def _applied(word: str, args: tuple[Tree, ...]) -> Tree:
    if word == "exp":
        return Tree("^", (Tree("constant", (), "e"), args[0]))
    most = FUNCTIONS[word].most
    if len(args) < FUNCTIONS[word].least or (most is not None and len(args) > most):
        raise StudentError(
            "parameter", f"{word} does not take {len(args)} arguments", remedy="choose among functions of as many"
        )
    return Tree(word, args)


ZERO, ONE = number(0), number(1)
MOST_FACTORIAL = 12
"""Γ of whole numbers up to this one is written as a number."""


def tidied(tree: Tree, fresh: tuple[bool, ...]) -> Tree:
    """As a person would write it: arithmetic that a `fresh` part made possible is done, and ones and noughts are left out."""
    if (value := rational(tree)) is not None:
        return numeral(value)
    if tree.head in ("*", "+"):
        return _gathered(tree, fresh)
    if tree.head in ("^", "/") and fresh[1] and tree.args[1] == ONE:
        return tree.args[0]
    if tree.head == "^" and ((fresh[1] and tree.args[1] == ZERO) or (fresh[0] and tree.args[0] == ONE)):
        return ONE
    if tree.head == "/" and any(fresh) and (shorter := _cancelled(tree)):
        return shorter
    if tree.head == "neg" and fresh[0] and tree.args[0].head == "neg":
        return tree.args[0].args[0]
    return tree


def _cancelled(tree: Tree) -> Tree | None:
    """8x/2 as 4x: a number below that goes into the number in front."""
    top, below = tree.args[0], rational(tree.args[1])
    front = rational(top.args[0]) if top.head == "*" else None
    if not below or front is None or (front / below).denominator != 1:
        return None
    return _gathered(top.with_args((numeral(front / below), *top.args[1:])), tuple(True for _ in top.args))


def _gathered(tree: Tree, fresh: tuple[bool, ...]) -> Tree:
    """A sum or product whose numbers stand together if one is fresh: before the letters, or where the first term was."""
    values = [rational(part) for part in tree.args]
    known = [value for value in values if value is not None]
    if not any(new and value is not None for new, value in zip(fresh, values, strict=True)):
        return tree
    together = _product(known) if tree.head == "*" else sum(known, Fraction(0))
    parts = [part for part, value in zip(tree.args, values, strict=True) if value is None]
    if tree.head == "*" and together == 0:
        return ZERO
    if tree.head == "*" and together == -1:
        return negative(parts[0] if len(parts) == 1 else tree.with_args(tuple(parts)))
    if together != (1 if tree.head == "*" else 0):
        first = next(i for i, value in enumerate(values) if value is not None)
        parts.insert(0 if tree.head == "*" else first, numeral(together))
    return parts[0] if len(parts) == 1 else tree.with_args(tuple(parts))


# Arithmetic.


def numeral(value: Fraction) -> Tree:
    """A number as a person writes it: the minus in front."""
    plain = number(abs(value).numerator if value.denominator == 1 else abs(value))
    return negative(plain) if value < 0 else plain


def rational(tree: Tree) -> Fraction | None:
    """The exact value of arithmetic with whole numbers and fractions, or None for anything else."""
    if tree.head == "number":
        return Fraction(tree.value)
    parts = [rational(part) for part in tree.args]
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts) or tree.head not in _ARITHMETIC:
        return None
    return _ARITHMETIC[tree.head](known)


def _power(parts: list[Fraction]) -> Fraction | None:
    base, exponent = parts
    if exponent.denominator != 1 or abs(exponent) > 100 or (base == 0 and exponent < 0):
        return None
    return base ** int(exponent)


def _product(parts: list[Fraction]) -> Fraction:
    found = Fraction(1)
    for part in parts:
        found *= part
    return found


def _gamma(parts: list[Fraction]) -> Fraction | None:
    [n] = parts
    return Fraction(factorial(int(n) - 1)) if n.denominator == 1 and 1 <= n <= MOST_FACTORIAL else None


_ARITHMETIC: dict[str, Callable[[list[Fraction]], Fraction | None]] = {
    "+": lambda parts: sum(parts, Fraction(0)), "*": _product, "neg": lambda parts: -parts[0],
    "/": lambda parts: parts[0] / parts[1] if parts[1] else None, "^": _power, "abs": lambda parts: abs(parts[0]),
    "max": max, "min": min, "gamma": _gamma,
}  # fmt: skip


__all__ = ["Values", "filled", "numeral", "rational", "tidied"]
