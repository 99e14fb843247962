"""Are two expressions the same, by exact algebra?

A tree becomes a quotient of two polynomials over Q in *atoms*: names, roots, exponentials, sines and cosines of a basic angle,
and whatever else is opaque. Atoms obey relations (s^2 = x for s = sqrt(x), sin^2 = 1 - cos^2) that reduce a polynomial to a
normal form, because each involves only atoms that came before it. Two trees are the same when the difference of the cross
products reduces to 0: then they are equal at every point where both are real. Every rewriting here is valid for real variables
wherever the original is defined. Everything is bounded in size; giving up means "not known", never "different".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import comb, factorial, lcm
from typing import Any, NamedTuple

from flint import Ordering, fmpq, fmpq_mpoly_ctx, fmpz

from calctutor.notation.tree import Tree, unmarked, walk

MOST_NODES = 250
MOST_DEPTH = 60
MOST_TERMS = 400
MOST_ATOMS = (8, 24)
MOST_TURNS = 16
"""Multiples of a basic angle, and degrees of exponentials, go up to this."""


class GaveUp(ArithmeticError):  # noqa: N818 (an outcome, not an error)
    """Too large, or outside what is done here."""


class _Restart(Exception):  # noqa: N818
    """A finer basic angle or root is needed, or more atoms."""


class Ratio(NamedTuple):
    """top / bottom, polynomials in the atoms."""

    top: Any
    bottom: Any


def identical(a: Tree, b: Tree, let: Mapping[str, Tree] | None = None) -> bool | None:
    """True if a = b is proved wherever both are real; False if they are known to differ somewhere; None if nothing is known."""
    fine: dict[str, int] = {}
    size = 0
    for _ in range(8):
        try:
            return _Algebra(MOST_ATOMS[size], fine, let or {}).same(a, b)
        except _Restart as more:
            if more.args:
                key, denominator = more.args
                fine[key] = lcm(fine.get(key, 1), denominator)
            elif (size := size + 1) == len(MOST_ATOMS):
                return None
        except GaveUp:
            return None
    return None


@lru_cache(maxsize=8)
def _context(size: int) -> tuple[Any, tuple[Any, ...], Any]:
    context = fmpq_mpoly_ctx.get(("a", size), Ordering.lex)
    return context, context.gens(), context.constant(1)


class _Algebra:
    """One comparison: its atoms in the order in which they came, and what each obeys."""

    def __init__(self, size: int, fine: dict[str, int], let: Mapping[str, Tree]) -> None:
        self.context, generators, self.one = _context(size)
        self.free = list(generators)
        self.fine, self.let = fine, let
        self.atoms: dict[str, Any] = {}
        self.relations: list[tuple[int, int, Any]] = []
        self.done: dict[int, Ratio] = {}
        self.entered = self.depth = 0

    def same(self, a: Tree, b: Tree) -> bool | None:
        p, q = self.form(a), self.form(b)
        difference = self.add(p, Ratio(-q.top, q.bottom)).top
        difference = self.reduced(difference)
        if difference.is_zero():
            return True
        return False if difference.is_constant() or all(key.startswith("name ") for key in self.atoms) else None

    def form(self, tree: Tree) -> Ratio:
        found = self.done.get(id(tree))
        if found is None:
            self.entered, self.depth = self.entered + 1, self.depth + 1
            if self.entered > MOST_NODES or self.depth > MOST_DEPTH:
                raise GaveUp
            found = self.done[id(tree)] = _FORMS.get(tree.head, _opaque)(self, tree)
            self.depth -= 1
        return found

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
                raise _Restart
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
        """p as a sum of number * part, the part given by a key: its monomials, or itself without its content if no polynomial."""
        p = self.lowest(p)
        if p.bottom.is_constant():
            return [(c, str(self.context.term(coeff=1, exp_vec=vector))) for vector, c in p.top.terms()]
        content = p.top.leading_coefficient()
        return [(content, f"{p.top / content}/{p.bottom}")]

    def share(self, key: str, c: fmpq) -> int:
        """c as a multiple of the basic part of this key."""
        whole = c * self.fine.get(key, 1)
        if whole.q != 1:
            raise _Restart(key, int(c.q))
        if abs(whole) > MOST_TURNS:
            raise GaveUp
        return int(whole.p)

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
        cosine, sine = self.whole(self.one), self.whole(self.context.constant(0))
        for c, key in self.split(p):
            if key == str(self.atoms.get("pi")) and 12 % int(c.q) == 0:
                turn = self._part_of_pi(Fraction(int(c.p), int(c.q)))
            else:
                turn = self._multiple(key, self.share("angle " + key, c))
            cosine, sine = self._both(cosine, sine, *turn)
        return cosine, sine

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


# Heads -------------------------------------------------------------------------------------------------------------

Form = Callable[[_Algebra, Tree], Ratio]


def _sum(algebra: _Algebra, tree: Tree) -> Ratio:
    found = algebra.form(tree.args[0])
    for part in tree.args[1:]:
        found = algebra.add(found, algebra.form(part))
    return found


def _product(algebra: _Algebra, tree: Tree) -> Ratio:
    found = algebra.form(tree.args[0])
    for part in tree.args[1:]:
        found = algebra.times(found, algebra.form(part))
    return found


def _negative(algebra: _Algebra, tree: Tree) -> Ratio:
    top, bottom = algebra.form(tree.args[0])
    return Ratio(-top, bottom)


def _quotient(algebra: _Algebra, tree: Tree) -> Ratio:
    top, bottom = map(algebra.form, tree.args)
    return algebra.times(top, algebra.inverse(bottom))


def _name(algebra: _Algebra, tree: Tree) -> Ratio:
    if tree.value in algebra.let:
        return algebra.form(algebra.let[tree.value])
    return algebra.whole(algebra.atom(f"name {tree.value}"))


def _constant(algebra: _Algebra, tree: Tree) -> Ratio:
    if tree.value == "e":
        return algebra.exponential(algebra.number(1))
    if tree.value == "pi":
        return algebra.whole(algebra.atom("pi"))
    raise GaveUp


def _power(algebra: _Algebra, tree: Tree) -> Ratio:
    base, exponent = tree.args
    if base.head == "constant" and base.value == "e":
        return algebra.exponential(algebra.form(exponent))
    n = algebra.lowest(algebra.form(exponent))
    if not (n.top.is_constant() and n.bottom.is_constant()):
        return algebra.exponential(algebra.times(n, algebra.logarithm(algebra.form(base))))
    number = n.top.leading_coefficient() if not n.top.is_zero() else fmpq(0)
    return algebra.real_power(algebra.form(base), Fraction(int(number.p), int(number.q)))


def _logarithm(algebra: _Algebra, tree: Tree) -> Ratio:
    """ln(e^u) = u; ln(sqrt(u)) = ln(u)/2."""
    u = tree.args[0]
    if u.head == "^" and u.args[0].head == "constant" and u.args[0].value == "e":
        return algebra.form(u.args[1])
    if u.head == "sqrt":
        return algebra.times(algebra.number(Fraction(1, 2)), algebra.logarithm(algebra.form(u.args[0])))
    return algebra.logarithm(algebra.form(u))


def _root(algebra: _Algebra, tree: Tree) -> Ratio:
    """root(u, n): for an odd n an atom of its own, for it is not u^(1/n) where u < 0."""
    base, n = algebra.form(tree.args[0]), tree.args[1]
    if n.head != "number" or n.value not in range(2, MOST_TURNS):
        return _opaque(algebra, tree)
    if n.value % 2 == 0:
        return algebra.real_power(base, Fraction(1, n.value))
    p = algebra.lowest(base)
    if not p.bottom.is_constant():
        return _opaque(algebra, tree)
    if p.top.is_constant() and not p.top.is_zero():
        root = algebra.real_power(Ratio(algebra.number(abs(p.top.leading_coefficient())).top, p.bottom), Fraction(1, n.value))
        return root if p.top.leading_coefficient() > 0 else Ratio(-root.top, root.bottom)
    return algebra.whole(algebra.related(f"odd root {n.value} of {p.top}", n.value, p.top))


def _factorial(algebra: _Algebra, tree: Tree) -> Ratio:
    n = tree.args[0]
    return algebra.number(factorial(n.value)) if n.head == "number" and n.value in range(200) else _opaque(algebra, tree)


def _absolute(algebra: _Algebra, tree: Tree) -> Ratio:
    """|u|^2 = u^2, and |-u| = |u|."""
    p = algebra.lowest(algebra.form(tree.args[0]))
    if p.top.is_zero() or not p.bottom.is_constant():
        return _opaque(algebra, tree)
    u = p.top / p.top.leading_coefficient()
    scale = algebra.number(abs(p.top.leading_coefficient()))
    if u.is_one():
        return scale
    return algebra.times(scale, algebra.whole(algebra.related(f"abs {u}", 2, algebra.product(u, u))))


Reading = Callable[[_Algebra, Ratio, Ratio], Ratio]

_READINGS: tuple[Reading, ...] = (
    lambda _, _c, s: s,
    lambda _, c, _s: c,
    lambda algebra, c, s: algebra.times(s, algebra.inverse(c)),
    lambda algebra, c, s: algebra.times(c, algebra.inverse(s)),
    lambda algebra, c, _: algebra.inverse(c),
    lambda algebra, _, s: algebra.inverse(s),
)
"""sin, cos, tan, cot, sec and csc from (cos, sin); likewise the hyperbolic ones."""


def _wave(which: Reading) -> Form:
    def form(algebra: _Algebra, tree: Tree) -> Ratio:
        return which(algebra, *algebra.turned(algebra.form(tree.args[0])))

    return form


def _hyperbolic(which: Reading) -> Form:
    """From (cosh, sinh) by exponentials."""

    def form(algebra: _Algebra, tree: Tree) -> Ratio:
        up = algebra.exponential(algebra.form(tree.args[0]))
        down, half = algebra.inverse(up), algebra.number(Fraction(1, 2))
        cosine = algebra.times(half, algebra.add(up, down))
        sine = algebra.times(half, algebra.add(up, Ratio(-down.top, down.bottom)))
        return which(algebra, cosine, sine)

    return form


def _sigmoid(algebra: _Algebra, tree: Tree) -> Ratio:
    u = algebra.exponential(algebra.form(tree.args[0]))
    return algebra.times(u, algebra.inverse(algebra.add(u, algebra.number(1))))


def _derivative(algebra: _Algebra, tree: Tree) -> Ratio:
    """By the derivative of polynomials, if f is a quotient of polynomials in x and in atoms in which x does not occur."""
    f, x = (unmarked(part) for part in tree.args)
    if x.head != "name" or x.value in algebra.let or not _rational_in(f, x.value, algebra.let):
        return _opaque(algebra, tree)
    p, variable = algebra.form(f), algebra.atom(f"name {x.value}")
    slope, grown = (part.derivative(algebra.context.variable_to_index(str(variable))) for part in p)
    top = algebra.product(slope, p.bottom) - algebra.product(p.top, grown)
    return Ratio(top, algebra.product(p.bottom, p.bottom))


_RATIONAL = {"+", "*", "/", "neg", "number", "name", "D"}


def _rational_in(f: Tree, x: str, let: Mapping[str, Tree]) -> bool:
    """Is f made from x by arithmetic only? Parts without x may be anything."""
    if _without(f, x, let) or (f.head == "name" and f.value == x):
        return True
    if f.head == "^":
        n = f.args[1]
        return n.head == "number" and n.value.denominator == 1 and n.value >= 0 and _rational_in(f.args[0], x, let)
    return f.head in _RATIONAL and f.head != "name" and all(_rational_in(part, x, let) for part in f.args)


def _without(f: Tree, x: str, let: Mapping[str, Tree]) -> bool:
    """No x in it, not even behind a letter of `let` (where every such letter is taken to hide one)."""
    return not any(node.head == "name" and (node.value == x or node.value in let) for node in walk(f))


_ODD = {"asin", "atan", "asinh", "atanh", "erf", "erfi", "Si", "Shi", "fresnels", "fresnelc", "sign"}
_BINDING = {"D", "I", "L", "piecewise", "prime", "tuple", "list", "=", "<", "<=", ">", ">=", "!=", "and", "or", "case"}


def _opaque(algebra: _Algebra, tree: Tree) -> Ratio:
    """An atom of its own, known by its arguments in normal form; one that binds letters is known by its tree."""
    if tree.head in _BINDING or not tree.args:
        return algebra.whole(algebra.atom(repr(unmarked(tree))))
    args, sign = [algebra.lowest(algebra.form(part)) for part in tree.args], 1
    if tree.head in _ODD and not args[0].top.is_zero() and args[0].top.leading_coefficient() < 0:
        args, sign = [Ratio(-args[0].top, args[0].bottom)], -1
    key = ", ".join(f"{p.top}/{p.bottom}" for p in args)
    return algebra.whole(sign * algebra.atom(f"{tree.head} {tree.value} {key}"))


_FORMS: dict[str, Form] = {
    "number": lambda algebra, tree: algebra.number(tree.value),
    "name": _name,
    "constant": _constant,
    "mark": lambda algebra, tree: algebra.form(tree.args[0]),
    "+": _sum,
    "*": _product,
    "neg": _negative,
    "/": _quotient,
    "^": _power,
    "sqrt": lambda algebra, tree: algebra.real_power(algebra.form(tree.args[0]), Fraction(1, 2)),
    "root": _root,
    "ln": _logarithm,
    "log": lambda algebra, tree: algebra.times(
        algebra.logarithm(algebra.form(tree.args[0])), algebra.inverse(algebra.logarithm(algebra.form(tree.args[1])))
    ),
    "!": _factorial,
    "abs": _absolute,
    **{head: _wave(read) for head, read in zip(("sin", "cos", "tan", "cot", "sec", "csc"), _READINGS, strict=True)},
    **{head: _hyperbolic(read) for head, read in zip(("sinh", "cosh", "tanh", "coth", "sech", "csch"), _READINGS, strict=True)},
    "sigmoid": _sigmoid,
    "D": _derivative,
}
