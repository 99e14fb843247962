"""Is an expression a sum of letters, each times a fixed number? Which, and how is such a sum written?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from calctutor.notation.filling import numeral, rational
from calctutor.notation.tree import Tree, add, multiply, name, negative, number

Factors = dict[str, Fraction]
"""A letter -> its factor; the constant stands under the empty name. Nothing here is 0."""


def linear(tree: Tree) -> Factors | None:
    """The factors of b - 2a + 3, or None for what is no such sum."""
    value = rational(tree)
    if value is not None:
        return {"": value} if value else {}
    if tree.head == "name":
        return {str(tree.value): Fraction(1)}
    parts = [linear(part) for part in tree.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or tree.head not in ("+", "neg", "*", "/"):
        return None
    if tree.head == "+":
        return _sum(known)
    if tree.head == "neg":
        return _times(known[0], Fraction(-1))
    return _product(tree, known)


def _product(tree: Tree, parts: list[Factors]) -> Factors | None:
    """At most one factor with letters, and none below the bar."""
    if tree.head == "/":
        below = rational(tree.args[1])
        return _times(parts[0], 1 / below) if below else None
    found: Factors = {"": Fraction(1)}
    for part in parts:
        if set(part) <= {""}:
            found = _times(found, part.get("", Fraction(0)))
        elif set(found) <= {""}:
            found = _times(part, found.get("", Fraction(0)))
        else:
            return None
    return found


def _times(factors: Factors, by: Fraction) -> Factors:
    return {letter: factor * by for letter, factor in factors.items() if by}


def _sum(parts: list[Factors]) -> Factors:
    found: Factors = {}
    for part in parts:
        for letter, factor in part.items():
            found[letter] = found.get(letter, Fraction(0)) + factor
    return {letter: factor for letter, factor in found.items() if factor}


def written(factors: Mapping[str, Fraction]) -> Tree:
    """The sum as a person writes it: 2b - a + 3."""
    letters = sorted((letter for letter in factors if letter), key=lambda letter: (factors[letter] < 0, letter))
    terms = [_term(factors[letter], name(letter)) for letter in letters]
    constant = factors.get("", Fraction(0))
    return add(*terms, *([numeral(constant)] if constant else [])) if terms else numeral(constant)


def _term(factor: Fraction, letter: Tree) -> Tree:
    size = letter if abs(factor) == 1 else multiply(number(abs(factor)), letter)
    return negative(size) if factor < 0 else size


__all__ = ["Factors", "linear", "written"]
