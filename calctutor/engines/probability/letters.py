"""What is known of the letters: which quantities are positive, and which values may stand for a letter in a check?

Every letter with a bound is written as its bound and a positive rest (a > 2 as 2 + d, t < k as k - d), so that the sign of an
expression can be read off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, call, multiply, name, names, number, replace
from calctutor.notation.writing import text

Expr = Any
FALLBACK_COUNT = 5
"""A letter that stands for a whole number is put for this one in checks."""


class Known:
    """The conditions of a problem, as trees such as a > 2; `whole` are letters for whole numbers."""

    def __init__(self, algebra: Algebra, conditions: Sequence[Tree], whole: Sequence[str] = ()) -> None:
        self.algebra, self.whole = algebra, tuple(whole)
        self.conditions: tuple[Tree, ...] = ()
        self.lower: dict[str, Expr] = {}
        self.upper: dict[str, Expr] = {}
        self.letters: dict[str, Expr] = {}
        for condition in _taken_apart(conditions):
            self._enter(condition)
        self._name_letters()
        self._rests = {letter: sp.Dummy(letter, positive=True) for letter in sorted({*self.lower, *self.upper})}

    def _enter(self, condition: Tree) -> None:
        small, large = condition.args if condition.head in ("<", "<=") else reversed(condition.args)
        if condition.head not in ("<", "<=", ">", ">="):
            raise _not_a_bound(condition)
        if large.head == "name" and (large.value not in self.lower or small.head != "name"):
            bounds, letter, other = self.lower, large, small
        elif small.head == "name":
            bounds, letter, other = self.upper, small, large
        else:
            raise _not_a_bound(condition)
        if letter.value in names(other):
            raise _not_a_bound(condition)
        bounds[letter.value] = self.algebra.expression(other)
        self.conditions = (*self.conditions, condition)

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

    # Checks.

    def meaning(self, letters: Sequence[str] = ()) -> dict[Tree, Tree]:
        """What these letters and those with conditions are put for when something is looked at in numbers: quantities of
        moderate size that obey the conditions.
        """
        return {name(letter): self._value(letter) for letter in sorted({*letters, *self.lower, *self.upper, *self.whole})}

    def _value(self, letter: str) -> Tree:
        if letter in self.whole:
            return number(FALLBACK_COUNT)
        if letter not in self.lower and letter not in self.upper:
            return multiply(number(2), call("tanh", name(letter)))
        rest = add(number(Fraction(1, 3)), multiply(number(2), call("sigmoid", name(letter))))
        dummy = sp.Symbol("rest of it", real=True)
        low, high = self.lower.get(letter), self.upper.get(letter)
        expr = (low + high * dummy) / (1 + dummy) if low is not None and high is not None else (
            high - dummy if low is None else low + dummy)  # fmt: skip
        tree = self.algebra.tree(expr)
        inner = {name(n): self._value(n) for n in names(tree) if n not in (letter, "rest of it")}
        return replace(replace(tree, inner), {name("rest of it"): rest})


def _plain_sign(expr: Expr) -> int | None:
    return 1 if expr.is_positive else -1 if expr.is_negative else None


def _taken_apart(conditions: Sequence[Tree]) -> list[Tree]:
    """0 < p < 1 as two conditions."""
    return [part for tree in conditions for part in (_taken_apart(tree.args) if tree.head == "and" else [tree])]


def _not_a_bound(condition: Tree) -> StudentError:
    return StudentError("which-assumption", f"{text(condition)} does not say how large a letter is",
                        remedy='--assume "k>0", or "a<b", or "0<p<1"')  # fmt: skip


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


__all__ = ["Known", "Mapping", "bound_tree"]
