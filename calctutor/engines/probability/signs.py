"""Why is a density never negative? The sign of each factor on the support, or a place where it is negative."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import decimal, evaluate
from calctutor.engines.probability.check import Numbers
from calctutor.engines.probability.letters import Known
from calctutor.engines.several_roots import real_roots
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, number, replace
from calctutor.notation.writing import text

Expr = Any
Said = tuple[str | Tree, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """`reasons`, one for each factor, where the density is shown not to be negative; or a place where it is: its `value` at
    `place`; or neither, where nothing was decided.
    """

    reasons: tuple[Said, ...] = ()
    place: tuple[tuple[Tree, Tree], ...] = ()
    value: str = ""

    @property
    def decided(self) -> bool:
        return bool(self.reasons or self.place)


def signs(algebra: Algebra, known: Known, f: Expr, x: Expr, low: Expr, high: Expr, numbers: Numbers) -> Signs:
    """Is f ≥ 0 for x between low and high?"""
    if found := negative_place(algebra, f, x, low, high, numbers):
        return found
    inside = Inside(algebra, known, x, low, high)
    reasons = inside.not_negative(f)
    return Signs(tuple(reasons)) if reasons else Signs()


def _numbers_as_one(parts: list[Expr]) -> list[Expr]:
    """The factors with those that are positive numbers as one."""
    numbers = [part for part in parts if not part.free_symbols and part.is_positive]
    return [sp.Mul(*numbers), *(part for part in parts if part not in numbers)] if len(numbers) > 1 else parts


@dataclass
class Inside:
    """What the sign of a quantity is while x is inside its range."""

    algebra: Algebra
    known: Known
    x: Expr
    low: Expr
    high: Expr

    def not_negative(self, f: Expr) -> list[Said] | None:
        """A reason for each factor why f is not negative; None where one is missing."""
        found: list[Said] = []
        parts = _numbers_as_one([part for part in sp.Mul.make_args(f) if part != 1])
        minus = [part for part in parts if part.is_Number and part.is_negative]
        for part in parts:
            reason = self._reason(part) if part not in minus else None
            if reason is None:
                return self._as_a_whole(f) if len(parts) > 1 or minus else None
            found.append(reason)
        return found or [("The number ", self.algebra.tree(f), " is positive.")]

    def _as_a_whole(self, f: Expr) -> list[Said] | None:
        expanded = sp.expand(f)
        reason = self._by_lowest(expanded)
        return [reason] if reason else None

    def _reason(self, part: Expr) -> Said | None:
        tree = self.algebra.tree(part)
        if not part.has(self.x):
            return self._constant(part, tree)
        if isinstance(part, sp.exp):
            return (tree, " is an exponential, and an exponential is always positive.")
        base, e = part.as_base_exp()
        if e.is_Integer and e.is_even:
            return (tree, " is not negative, because its exponent is even.")
        if isinstance(part, (sp.Abs, sp.cosh)) or type(part).__name__ in ("sigmoid", "relu", "softplus"):
            return (tree, " is never negative.")
        if type(part).__name__ in ("factorial", "binomial"):
            return (tree, " counts how often something is possible, and is never negative.")
        if not base.has(self.x) and self.known.sign(base) == 1:
            return (tree, " is a power of a positive number, and so is positive.")
        if e != 1 and (inner := self._reason(base)):
            return (
                (tree, " is a power of ", self.algebra.tree(base), ", which is not negative on the support.") if inner else None
            )
        return self._linear(part, tree) or self._sum(part, tree) or self._by_lowest(part)

    def _constant(self, part: Expr, tree: Tree) -> Said | None:
        if self.known.sign(part) != 1:
            return None
        letters = sorted({s.name for s in part.free_symbols})
        if not letters:
            return (tree, " is a positive number.")
        if part.is_Symbol:
            return (tree, " is positive: that is given.")
        return (tree, f" is positive for the given values of {', '.join(text(name(letter)) for letter in letters)}.")

    def _linear(self, part: Expr, tree: Tree) -> Said | None:
        """Its least value is at an end of the range."""
        if not (part.is_polynomial(self.x) and sp.degree(part, self.x) == 1):
            return None
        slope = self.known.sign(part.coeff(self.x, 1))
        end = {1: self.low, -1: self.high}.get(slope or 0)
        if end is None or end in (sp.oo, -sp.oo):
            return None
        least = sp.expand(part.xreplace({self.x: end}))
        if self.known.sign(least) not in (0, 1):
            return None
        if part == self.x and least == 0:
            return (tree, " is not negative on the support.")
        place = Tree("=", (name(self.x.name), self.algebra.tree(end)))
        return (tree, " is least at the end ", place, " of the support, and there it is ", self.algebra.tree(least), ".")

    def _sum(self, part: Expr, tree: Tree) -> Said | None:
        if not part.is_Add or any(self.not_negative_quietly(term) is None for term in part.args):
            return None
        return (tree, " is a sum of terms that are not negative on the support.")

    def not_negative_quietly(self, term: Expr) -> list[Said] | None:
        if term.is_Number and term.is_negative:
            return None
        parts = sp.Mul.make_args(term)
        reasons = [self._reason(part) for part in parts if part != 1]
        return None if any(reason is None for reason in reasons) else [r for r in reasons if r]

    def _by_lowest(self, part: Expr) -> Said | None:
        """Where its derivative is 0, and at the ends, it is not negative: so it is nowhere."""
        if part.free_symbols - {self.x} or {self.low, self.high} & {sp.oo, -sp.oo} or not part.is_polynomial(self.x):
            return None
        roots = real_roots(self.algebra, sp.diff(part, self.x), self.x)
        if roots is None:
            return None
        places = [self.low, self.high, *(r for r in roots if self.low < r < self.high)]
        values = [(part.xreplace({self.x: p}), p) for p in places]
        least, where = min(values, key=lambda pair: float(pair[0]))
        if least < 0:
            return None
        x = name(self.x.name)
        return (self.algebra.tree(part), " can only be least where its derivative is 0 or at an end; there its least value is ",
                self.algebra.tree(sp.nsimplify(least)), ", at ", Tree("=", (x, self.algebra.tree(where))), ".")  # fmt: skip


SHARES = tuple(Fraction(k, 64) for k in (1, 3, 7, 11, 16, 21, 27, 32, 37, 43, 48, 53, 57, 61, 63))


def negative_place(algebra: Algebra, f: Expr, x: Expr, low: Expr, high: Expr, numbers: Numbers) -> Signs | None:
    """A place of the support where f is proved to be negative, by a ball."""
    tree = algebra.tree(f)
    for choice in range(len(numbers.choices)):
        ends = [end_of(algebra, end, numbers, choice) for end in (low, high)]
        for share in SHARES:
            at = between(ends[0], ends[1], share)
            placed = numbers.put(replace(tree, {name(x.name): number(at)}), choice)
            try:
                ball = evaluate(placed, {}, 64).ball
            except (NoValue, ValueError, ZeroDivisionError):
                continue
            if ball < 0:
                letters = sorted((n for n in numbers.meaning if n != name(x.name)), key=lambda n: str(n.value))
                shown = [(letter, _number(numbers, letter, choice)) for letter in letters if symbol(str(letter.value)).name in
                         {s.name for s in f.free_symbols}]  # fmt: skip
                return Signs((), (*shown, (name(x.name), number(at))), decimal(ball, 6))
    return None


def _number(numbers: Numbers, letter: Tree, choice: int) -> Tree:
    ball = numbers.value(letter, choice)
    return name(decimal(ball, 4))


def end_of(algebra: Algebra, end: Expr, numbers: Numbers, choice: int) -> Fraction | None:
    if end in (sp.oo, -sp.oo):
        return None
    ball = numbers.value(algebra.tree(end), choice)
    return Fraction(float(ball.mid())).limit_denominator(10**6) if ball is not None else None


def between(low: Fraction | None, high: Fraction | None, share: Fraction) -> Fraction:
    """A place a share of the way along the range; an infinite end is approached as s/(1 - s)."""
    if low is not None and high is not None:
        return low + (high - low) * share
    if low is not None:
        return low + share / (1 - share)
    if high is not None:
        return high - share / (1 - share)
    return (2 * share - 1) * 8 / (1 - abs(2 * share - 1)) / 8


__all__ = ["SHARES", "Inside", "Signs", "between", "end_of", "negative_place", "signs"]
