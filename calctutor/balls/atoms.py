"""Which roots, exponentials, logarithms and angles are the same, or multiples of the same?

They become atoms of the polynomials in `quotients`, with the relations that they obey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpz

from calctutor.balls.quotients import GaveUp, Quotients, Ratio
from calctutor.notation.tree import Tree, walk

MOST_NODES = 250
MOST_DEPTH = 60
MOST_ATOMS = (8, 24)

Form = Callable[["Algebra", Tree], Ratio]
"""How a tree with some head is read."""


class Algebra(Quotients):
    """One comparison: trees as quotients of polynomials, each read once."""

    def __init__(self, read: Form, size: int, fine: dict[str, int], let: Mapping[str, Tree], sides: tuple[Tree, Tree]) -> None:
        super().__init__(size, fine)
        self.read, self.let, self.sides = read, let, sides
        self.done: dict[Tree, Ratio] = {}
        self.entered = self.depth = 0

    def same(self, a: Tree, b: Tree) -> bool | None:
        p, q = self.form(a), self.form(b)
        difference = self.add(p, Ratio(-q.top, q.bottom)).top
        difference = self.reduced(difference)
        if difference.is_zero():
            return True
        return False if difference.is_constant() or all(key.startswith("name ") for key in self.atoms) else None

    def form(self, tree: Tree) -> Ratio:
        found = self.done.get(tree)
        if found is None:
            self.entered, self.depth = self.entered + 1, self.depth + 1
            if self.entered > MOST_NODES or self.depth > MOST_DEPTH:
                raise GaveUp
            found = self.done[tree] = self.read(self, tree)
            self.depth -= 1
        return found

    def shared(self, tree: Tree) -> bool:
        """Does this question stand on both sides? If not, it could not cancel."""
        return all(any(node == tree for node in walk(side) if node.head == tree.head) for side in self.sides)

    # Exponentials, logarithms, roots ---------------------------------------------------------------------------------

    def exponential(self, p: Ratio) -> Ratio:
        """e^p as a product of powers of basic exponentials; e^(c ln w) = w^c."""
        found = self.whole(self.one)
        for c, key in self.split(p):
            if key in self.logarithms:
                found = self.times(found, self.real_power(self.logarithms[key], Fraction(int(c.p), int(c.q))))
            else:
                n = self.share("exp " + key, c)
                found = self.times(found, self.power(self.whole(self.atom("exp " + key)), n))
        return found

    @property
    def logarithms(self) -> dict[str, Ratio]:
        """ln atoms, by their keys as monomials, and their arguments."""
        return self.__dict__.setdefault("_logarithms", {})  # type: ignore[no-any-return]

    def logarithm(self, p: Ratio) -> Ratio:
        """ln of a positive number by its primes; ln(c w) = ln c + ln w for c > 0."""
        p = self.lowest(p)
        content = p.top.leading_coefficient() if not p.top.is_zero() else fmpq(0)
        if content == 0:
            raise GaveUp
        scale = abs(content)
        found = self._logarithm_of_number(scale)
        rest = Ratio(p.top / scale, p.bottom)
        if rest.top.is_one() and rest.bottom.is_one():
            return found
        atom = self.atom(f"ln {rest.top}/{rest.bottom}")
        self.logarithms[str(atom)] = rest
        return self.add(found, self.whole(atom))

    def _logarithm_of_number(self, q: fmpq) -> Ratio:
        found = self.whole(self.context.constant(0))
        for base, n in _primes(q):
            atom = self.atom(f"ln {base}")
            self.logarithms[str(atom)] = self.number(base)
            found = self.add(found, self.whole(atom * n))
        return found

    def real_power(self, p: Ratio, exponent: Fraction) -> Ratio:
        """p^exponent for p > 0 (or p = 0 where that is defined)."""
        if exponent.denominator == 1:
            return self.power(p, exponent.numerator)
        p = self.lowest(p)
        if p.top.is_zero() or not p.bottom.is_constant():
            raise GaveUp
        scale = abs(p.top.leading_coefficient())
        found, base = self._power_of_number(scale, exponent), p.top / scale
        return found if base.is_one() else self.times(found, self._power_of(base, exponent))

    def _power_of(self, base: Any, exponent: Fraction) -> Ratio:
        key = f"root {base}"
        n = self.share(key, fmpq(exponent.numerator, exponent.denominator))
        s = self.related(key, self.fine[key], base)
        return self.power(self.whole(s), n)

    def _power_of_number(self, q: fmpq, exponent: Fraction) -> Ratio:
        found = self.whole(self.one)
        for base, n in _primes(q):
            found = self.times(found, self._prime_power(base, n * exponent))
        return found

    def _prime_power(self, base: int, exponent: Fraction) -> Ratio:
        whole, rest = divmod(exponent.numerator, exponent.denominator)
        found = self.number(fmpq(base) ** whole)
        if not rest:
            return found
        return self.times(found, self._power_of(self.context.constant(base), Fraction(rest, exponent.denominator)))

    # Angles -------------------------------------------------------------------------------------------------------

    def turned(self, p: Ratio) -> tuple[Ratio, Ratio]:
        """(cos p, sin p), by the addition formulas, from the cosines and sines of basic angles."""
        found: tuple[Ratio, Ratio] | None = None
        for c, key in self.split(p):
            if key == str(self.atoms.get("pi")) and 12 % int(c.q) == 0:
                turn = self._part_of_pi(Fraction(int(c.p), int(c.q)))
            else:
                turn = self._multiple(key, self.share("angle " + key, c))
            found = self._both(*found, *turn) if found else turn
        return found or (self.whole(self.one), self.whole(self.context.constant(0)))

    def _both(self, c: Ratio, s: Ratio, d: Ratio, t: Ratio) -> tuple[Ratio, Ratio]:
        minus = self.whole(-self.one)
        cosine = self.add(self.times(c, d), self.times(minus, self.times(s, t)))
        return cosine, self.add(self.times(s, d), self.times(c, t))

    def _multiple(self, key: str, n: int) -> tuple[Ratio, Ratio]:
        c = self.atom("cos " + key)
        s = self.related("sin " + key, 2, self.one - c * c)
        step = self.whole(c), self.whole(s if n > 0 else -s)
        found = step
        for _ in range(abs(n) - 1):
            found = self._both(*found, *step)
        return found

    def _part_of_pi(self, q: Fraction) -> tuple[Ratio, Ratio]:
        """cos and sin of q pi for multiples of 1/12, put together from thirds and quarters."""
        turns = int(q * 12) % 24
        third, quarter = next((i, j) for i in range(6) for j in range(8) if (4 * i + 3 * j) % 24 == turns)
        half, root2, root3 = self.number(Fraction(1, 2)), self._root(2), self._root(3)
        found = self.whole(self.one), self.whole(self.context.constant(0))
        for _ in range(third):
            found = self._both(*found, half, self.times(half, root3))
        for _ in range(quarter):
            found = self._both(*found, self.times(half, root2), self.times(half, root2))
        return Ratio(self.reduced(found[0].top), found[0].bottom), Ratio(self.reduced(found[1].top), found[1].bottom)

    def _root(self, n: int) -> Ratio:
        return self._prime_power(n, Fraction(1, 2))


def _primes(q: fmpq) -> list[tuple[int, int]]:
    """A positive fraction as a product of prime powers. Raises GaveUp for large numbers."""
    if max(q.p, q.q) > 10**12:
        raise GaveUp
    top = [(int(base), int(n)) for base, n in fmpz(q.p).factor()]
    return top + [(int(base), -int(n)) for base, n in fmpz(q.q).factor()]
