"""What is assumed of the letters of a problem: as sympy knows it, as values to try, and in words?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.asking_where import single_comparisons
from calctutor.notation.tree import Tree, add, call, constant, divide, multiply, name, names, negative, number, power
from calctutor.notation.writing import text

Expr = Any


@dataclass(frozen=True)
class Assumptions:
    """Relations such as `k > 0`, `0 < k < 1`, `a < b`, `k != 0` and `integer(n)`, as trees; a bare letter means that it is
    positive.
    """

    relations: tuple[Tree, ...] = ()

    @classmethod
    def of(cls, given: Iterable[Tree | str]) -> Assumptions:
        return cls(tuple(call(">", name(one), number(0)) if isinstance(one, str) else one for one in given))

    @property
    def said(self) -> tuple[str, ...]:
        """`k > 0`, `n is an integer`."""
        return tuple(f"{text(r.args[0])} is an integer" if r.head == "integer" else _chained(r) for r in self.relations)

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(sorted({letter for relation in self.relations for letter in names(relation)}))

    @cached_property
    def symbols(self) -> dict[str, Expr]:
        """The letters as sympy symbols that know their signs and whether they are whole."""
        return {letter: sp.Symbol(letter, **self._known(letter)) for letter in self.letters}

    def _known(self, letter: str) -> dict[str, bool]:
        known = {"real": True} | ({"integer": True} if letter in self._whole else {})
        for side, way in ((">", "positive"), ("<", "negative")):
            for relation, other in self._compared(letter):
                bound = self._at_least(other, side, {letter})
                if relation[0] == side and bound is not None and (bound >= 0 if side == ">" else bound <= 0):
                    strict = relation == side or bound != 0
                    known[way if strict else f"non{'negative' if side == '>' else 'positive'}"] = True
                if relation == "!=" and bound == 0:
                    known["nonzero"] = True
        return known

    def _at_least(self, other: Tree, side: str, passed: set[str]) -> Fraction | float | None:
        """A number beyond which the other side of `letter > other` is for sure: itself, or that of a letter, one by one."""
        if other.head != "name" or other.value in passed:
            return _value(other)
        further = [self._at_least(o, side, {*passed, str(other.value)}) for head, o in self._compared(str(other.value))
                   if head[0] == side]  # fmt: skip
        known = [bound for bound in further if bound is not None]
        return (max if side == ">" else min)(known) if known else None

    def whole(self, letter: str) -> bool:
        """Is this letter assumed to be an integer?"""
        return letter in self._whole

    @property
    def _whole(self) -> set[str]:
        return {str(r.args[0].value) for r in self.relations if r.head == "integer"}

    def _compared(self, letter: str) -> Iterator[tuple[str, Tree]]:
        """(relation, other side) of every comparison with this letter alone on the left."""
        for relation in self.relations:
            for head, left, right in single_comparisons(relation):
                if left == name(letter):
                    yield head, right
                if right == name(letter):
                    yield TURNED[head], left

    @cached_property
    def meaning(self) -> dict[Tree, Tree]:
        """Letter -> an expression in it that takes all values that the letter may have, and no other: e^k for a k > 0."""
        done: dict[Tree, Tree] = {}
        for letter in self.letters:
            range_ = self._range(letter, done)
            if range_ != name(letter):
                done[name(letter)] = range_
        return done

    def _range(self, letter: str, done: dict[Tree, Tree]) -> Tree:
        known = set(self.letters[: self.letters.index(letter)])
        ends: dict[str, list[Tree]] = {">": [], "<": []}
        for relation, other in self._compared(letter):
            if relation[0] in ends and set(names(other)) <= known:
                ends[relation[0]].append(done.get(other, other))
            elif relation[0] in ends and isinstance(bound := self._at_least(other, relation[0], {letter}), Fraction):
                ends[relation[0]].append(number(bound))  # a > b and b > 0: what comes later has a number behind it
        low, high = _tightest(ends[">"], "max"), _tightest(ends["<"], "min")
        return (_whole_between if letter in self._whole else _between)(name(letter), low, high)


TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "!=": "!=", "=": "="}


def _between(k: Tree, low: Tree | None, high: Tree | None) -> Tree:
    """An expression in k that takes all values between the two, either of which may be missing."""
    spread = power(constant("e"), k)
    if low and high:
        return add(low, multiply(add(high, negative(low)), divide(number(1), add(number(1), spread))))
    if low:
        return spread if low == number(0) else add(low, spread)
    return add(high, negative(spread)) if high else k


def _whole_between(n: Tree, low: Tree | None, high: Tree | None) -> Tree:
    """The same with whole values."""
    spread = call("floor", multiply(number(3), power(n, number(2))))
    if low:
        return add(call("floor", low), number(1), spread)
    return add(call("ceil", high), number(-1), negative(spread)) if high else call("floor", multiply(number(3), n))


def _tightest(bounds: list[Tree], which: str) -> Tree | None:
    return None if not bounds else bounds[0] if len(bounds) == 1 else call(which, *bounds)


def _value(tree: Tree) -> Fraction | float | None:
    """A bound as a number, None where it has letters."""
    if tree.head == "number":
        return Fraction(tree.value)
    try:
        return float(evaluate(tree, {}, 64).ball.mid())
    except (NoValue, ValueError, ZeroDivisionError):
        return None


def _chained(relation: Tree) -> str:
    """`0 < k < 1`, which is read as two comparisons."""
    if relation.head == "and" and relation.args[0].args[-1] == relation.args[1].args[0]:
        left, right = relation.args
        return f"{text(left)} {text(right).removeprefix(text(right.args[0])).strip()}"
    return text(relation)
