"""What is known of the letters: which quantities are positive?

Every letter with a bound is written as its bound and a positive rest (a > 2 as 2 + d, t < k as k - d), so that the sign of an
expression can be read off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from calctutor.engines.probability.conditions import bounds_of, taken_apart
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, number

Expr = Any


class Known:
    """The conditions of a problem, as trees such as a > 2; `whole` are letters for whole numbers."""

    def __init__(self, algebra: Algebra, conditions: Sequence[Tree], whole: Sequence[str] = ()) -> None:
        self.algebra, self.whole = algebra, tuple(whole)
        self.conditions = tuple(taken_apart(conditions))
        self.bounds = bounds_of(self.conditions, self.whole)
        self.lower, self.upper = ({letter: algebra.expression(end) for letter, end in ends}
                                  for ends in (self.bounds.lower, self.bounds.upper))  # fmt: skip
        self.letters: dict[str, Expr] = {}
        self._name_letters()
        self._rests = {letter: sp.Dummy(letter, positive=True) for letter in sorted({*self.lower, *self.upper})}

    def _name_letters(self) -> None:
        """Letters whose lower bound is not negative are positive to sympy as well."""
        plain = {letter for letter, low in self.lower.items() if low.is_nonnegative}
        more = {letter for letter, low in self.lower.items() if low.is_Symbol and low.name in plain}
        whole = dict.fromkeys(self.whole, True)
        self.letters = {
            letter: sp.Symbol(letter, positive=True, **({"integer": True} if letter in whole else {}))
            for letter in sorted(plain | more | set(whole))
        }
        for bounds in (self.lower, self.upper):
            for letter, bound in bounds.items():
                bounds[letter] = self.own(bound)

    def own(self, expr: Expr) -> Expr:
        """`expr` in the symbols that carry what is known."""
        return expr.xreplace({symbol(letter): s for letter, s in self.letters.items()})

    def expression(self, tree: Tree) -> Expr:
        return self.algebra.expression(tree, self.letters)

    def given(self, *more: Tree) -> Known:
        """The same with further conditions."""
        return Known(self.algebra, (*self.conditions, *more), self.whole)

    @property
    def positive_letters(self) -> tuple[str, ...]:
        return tuple(letter for letter, s in self.letters.items() if s.is_positive)

    # Signs.

    def opened(self, expr: Expr) -> Expr:
        """`expr` with every bounded letter written as its bounds and a positive rest."""
        expr = self.own(expr)
        for _ in range(len(self.lower) + len(self.upper) + 1):
            inside = sorted((s for s in expr.free_symbols if s.name in {*self.lower, *self.upper}), key=str)
            parts = {s: self._as_rest(s.name) for s in inside if not isinstance(s, sp.Dummy)}
            if not parts:
                break
            expr = expr.xreplace(parts)
        return expr

    def _as_rest(self, letter: str) -> Expr:
        rest = self._rests[letter]
        low, high = self.lower.get(letter), self.upper.get(letter)
        if low is not None and high is not None:
            return (low + high * rest) / (1 + rest)
        return high - rest if low is None else low + rest

    def sign(self, expr: Expr) -> int | None:
        """1, -1 or 0, where the conditions decide."""
        expr = self.own(expr)
        open_ = self.opened(expr)
        for found in (expr, open_, sp.factor(sp.together(open_)), sp.expand(open_)):
            if found.is_zero:
                return 0
            if found.is_positive or found.is_negative:
                return 1 if found.is_positive else -1
        top, bottom = sp.fraction(sp.together(open_))
        signs = [_plain_sign(sp.expand(part)) for part in (top, bottom)]
        return None if None in signs else signs[0] * signs[1]  # type: ignore[operator]


def _plain_sign(expr: Expr) -> int | None:
    return 1 if expr.is_positive else -1 if expr.is_negative else None


def bound_tree(algebra: Algebra, quantity: Expr) -> Tree:
    """quantity > 0 as a condition on one of its letters: k - t > 0 as t < k."""
    letters = sorted((s for s in quantity.free_symbols), key=lambda s: (s.name not in "tsuvw", s.name))
    quantity = sp.expand(quantity)
    for letter in letters:
        if quantity.is_polynomial(letter) and sp.degree(quantity, letter) == 1:
            slope = quantity.coeff(letter, 1)
            bound = sp.expand(sp.cancel(-(quantity.subs(letter, 0)) / slope))
            if slope.is_positive or slope.is_negative:
                return Tree(">" if slope.is_positive else "<", (name(letter.name), algebra.tree(bound)))
    return Tree(">", (algebra.tree(quantity), number(0)))


__all__ = ["Known", "bound_tree"]
