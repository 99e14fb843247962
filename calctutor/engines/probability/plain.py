"""How does a formula read once numbers stand in the place of its letters: e^(-x²/2) for e^(-(x - 0)²/(2·1²))?"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from calctutor.notation.tree import Tree, add, multiply, number

LARGEST = 10**6
ZERO, ONE = number(0), number(1)


def plain(tree: Tree) -> Tree:
    """`tree` with its arithmetic done, and without what adds 0 or multiplies by 1."""
    if not tree.args:
        return tree
    args = tuple(map(plain, tree.args))
    rule = RULES.get(tree.head)
    return rule(*args) if rule else tree.with_args(args)


def _value(tree: Tree) -> Fraction | None:
    return Fraction(tree.value) if tree.head == "number" else None


def _number(value: Fraction) -> Tree:
    """A number as it is written: a minus sign stands before it."""
    size = abs(value)
    written = number(size.numerator if size.denominator == 1 else size)
    return Tree("neg", (written,)) if value < 0 else written


def _signed(tree: Tree) -> Fraction | None:
    """The number, with its minus sign."""
    inside = _value(tree.args[0]) if tree.head == "neg" else None
    return -inside if inside is not None else _value(tree)


def _sum(*terms: Tree) -> Tree:
    known = [_signed(term) for term in terms]
    if len(terms) > 1 and None not in known:
        return _number(sum(filter(None, known), Fraction(0)))
    return add(*(term for term, value in zip(terms, known, strict=True) if value != 0))


def _product(*factors: Tree) -> Tree:
    value = Fraction(1)
    for factor in factors:
        value *= 1 if (known := _signed(factor)) is None else known
    others = [factor for factor in factors if _signed(factor) is None]
    if value == 0 or not others:
        return _number(value)
    size = [_number(abs(value))] if abs(value) != 1 else []
    product = multiply(*size, *others)
    return Tree("neg", (product,)) if value < 0 else product


def _negative(inside: Tree) -> Tree:
    return ZERO if inside == ZERO else inside.args[0] if inside.head == "neg" else Tree("neg", (inside,))


def _quotient(top: Tree, bottom: Tree) -> Tree:
    above, below = _signed(top), _signed(bottom)
    if above is not None and below:
        return _number(above / below)
    return top if bottom == ONE else Tree("/", (top, bottom))


def _power(base: Tree, exponent: Tree) -> Tree:
    a, n = _value(base), _value(exponent)
    if exponent == ONE or base == ONE:
        return base
    if exponent == ZERO and base != ZERO:
        return ONE
    if a is not None and n is not None and n.denominator == 1 and 0 <= n <= 20 and abs(a) ** int(n) < LARGEST:
        return _number(a ** int(n))
    return Tree("^", (base, exponent))


RULES: dict[str, Callable[..., Tree]] = {"+": _sum, "*": _product, "neg": _negative, "/": _quotient, "^": _power}

__all__ = ["plain"]
