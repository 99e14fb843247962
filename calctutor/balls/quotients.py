"""How are quotients of polynomials in atoms added, multiplied and brought to a normal form?

An atom is a variable of the polynomials. The atoms are numbered in the order in which they are met, and a relation of one
(s^2 = x, sin^2 = 1 - cos^2) involves only earlier ones: dividing by the relations, the latest first, gives a normal form.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import Any, NamedTuple

from flint import Ordering, fmpq, fmpq_mpoly_ctx

MOST_TERMS = 400
MOST_TURNS = 16
"""Multiples of a basic angle, and degrees of exponentials, go up to this."""


class GaveUp(ArithmeticError):  # noqa: N818 (an outcome, not an error)
    """Too large, or outside what is done here."""


class Restart(Exception):  # noqa: N818
    """A finer basic angle or root is needed, or more atoms."""


class Ratio(NamedTuple):
    """top / bottom, polynomials in the atoms."""

    top: Any
    bottom: Any


@lru_cache(maxsize=8)
def _context(size: int) -> tuple[Any, tuple[Any, ...], Any]:
    context = fmpq_mpoly_ctx.get(("a", size), Ordering.lex)
    return context, context.gens(), context.constant(1)


class Quotients:
    """The arithmetic of one comparison: its atoms in the order in which they came, and what each obeys.

    At most `size` atoms; `fine` says into how many parts a basic angle or root is cut.
    """

    def __init__(self, size: int, fine: dict[str, int]) -> None:
        self.context, generators, self.one = _context(size)
        self.free = list(generators)
        self.fine = fine
        self.atoms: dict[str, Any] = {}
        self.relations: list[tuple[int, int, Any]] = []

    # Polynomials --------------------------------------------------------------------------------------------------

    def product(self, p: Any, q: Any) -> Any:
        if p is self.one:
            return q
        if q is self.one:
            return p
        if len(p) * len(q) > MOST_TERMS * 20:
            raise GaveUp
        found = p * q
        if len(found) > MOST_TERMS:
            raise GaveUp
        return found

    def reduced(self, p: Any) -> Any:
        """The normal form by all relations, the latest atom first."""
        for index, power, divisor in reversed(self.relations):
            if not p.is_constant() and p.degrees()[index] >= power:
                p = divmod(p, divisor)[1]
        return p

    def atom(self, key: str) -> Any:
        """The variable of an atom; the later it comes, the higher it ranks."""
        if key not in self.atoms:
            if not self.free:
                raise Restart
            self.atoms[key] = self.free.pop()
        return self.atoms[key]

    def related(self, key: str, power: int, rest: Any) -> Any:
        """An atom s with s^power = rest, a polynomial in atoms before it."""
        if key in self.atoms:
            return self.atoms[key]
        s = self.atom(key)
        self.relations.append((len(self.free), power, s**power - rest))
        return s

    # Quotients ----------------------------------------------------------------------------------------------------

    def whole(self, p: Any) -> Ratio:
        return Ratio(p, self.one)

    def number(self, q: Any) -> Ratio:
        return Ratio(self.context.constant(fmpq(q.numerator, q.denominator) if isinstance(q, Fraction) else q), self.one)

    def add(self, p: Ratio, q: Ratio) -> Ratio:
        if p.bottom is q.bottom or p.bottom == q.bottom:
            return Ratio(p.top + q.top, p.bottom)
        top = self.product(p.top, q.bottom) + self.product(q.top, p.bottom)
        return Ratio(top, self.product(p.bottom, q.bottom))

    def times(self, p: Ratio, q: Ratio) -> Ratio:
        return Ratio(self.product(p.top, q.top), self.product(p.bottom, q.bottom))

    def inverse(self, p: Ratio) -> Ratio:
        if self.reduced(p.top).is_zero():
            raise GaveUp
        return Ratio(p.bottom, p.top)

    def power(self, p: Ratio, n: int) -> Ratio:
        if n < 0:
            p, n = self.inverse(p), -n
        if n == 1:
            return p
        return Ratio(self._raised(p.top, n), self.one if p.bottom is self.one else self._raised(p.bottom, n))

    def _raised(self, p: Any, n: int) -> Any:
        if n > 500 or comb(max(len(p), 1) + min(n, 100) - 1, min(n, 100)) > MOST_TERMS * 3:
            raise GaveUp
        return p**n

    def lowest(self, p: Ratio) -> Ratio:
        """In lowest terms, a constant denominator put into the numerator: the same for equal polynomials."""
        if p.bottom is self.one:
            return Ratio(self.reduced(p.top), self.one) if self.relations else p
        top, bottom = self.reduced(p.top), self.reduced(p.bottom)
        if not bottom.is_constant():
            common = top.gcd(bottom)
            top, bottom = top / common, bottom / common
        scale = bottom.leading_coefficient()
        return Ratio(top / scale, bottom / scale)

    def split(self, p: Ratio) -> list[tuple[fmpq, str]]:
        """p as a sum of number * part, each part as a key: its monomials, or itself without its content if no polynomial."""
        p = self.lowest(p)
        if p.bottom.is_constant():
            return [(c, str(self.context.term(coeff=1, exp_vec=vector))) for vector, c in p.top.terms()]
        content = p.top.leading_coefficient()
        return [(content, f"{p.top / content}/{p.bottom}")]

    def share(self, key: str, c: fmpq) -> int:
        """c as a multiple of the basic part of this key."""
        whole = c * self.fine.get(key, 1)
        if whole.q != 1:
            raise Restart(key, int(c.q))
        if abs(whole) > MOST_TURNS:
            raise GaveUp
        return int(whole.p)
