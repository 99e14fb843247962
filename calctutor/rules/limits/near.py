"""What does an expression do near a point?

`Near` is one place and the way to it: x goes to a, from one side or both. Signs are looked at in balls very close by; values
are put
together from the values of the parts, in the real numbers with two infinities. None always means "this does not say".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.values import evaluate
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, name, names, replace

Expr = Any

DISTANCES = tuple(Fraction(1, 10**k + 7) * Fraction(3, 5) for k in (20, 27, 35))
"""How far away an expression is looked at. The odd fractions keep clear of the zeros of sin(pi/x)."""

PARAMETERS = (Fraction(13, 7), Fraction(-13, 11), Fraction(5, 17))
"""Values given to the other letters; letters that are assumed positive take their absolute values."""

_SIZES = (
    Fraction(13, 7),
    Fraction(5, 17),
    Fraction(1, 1009),
    Fraction(37, 3),
    Fraction(1000, 7),
    Fraction(1, 3),
    Fraction(9, 13),
)
MANY = tuple(sign * size for size in _SIZES for sign in (1, -1))
"""Values of the letters at which an expression in letters alone is looked at for its sign, small and large."""

BITS = (512, 1024)


class Near:
    """x goes to a; `side` is 1, -1 or 0 for both. `known` tells the limit of a smaller expression there, if there is one."""

    def __init__(
        self, algebra: Algebra, x: Expr, a: Expr, side: int, known: Callable[[Expr], Expr | None], whole: Expr = None,
        meaning: Mapping[Tree, Tree] | None = None,
    ) -> None:  # fmt: skip
        self.algebra, self.x, self.a, self.side = algebra, x, a, side
        self.meaning = dict(meaning or {})
        """Letters of which more is assumed than a sign, and expressions in them that take just those values."""
        self.known, self.whole = known, whole
        self._allowed: list[dict[str, Fraction]] | None = None
        self.values: dict[Expr, Expr | None] = {}
        """What came out of putting a in, so far (`values.put_in`): rules ask for the same parts over and over."""
        self._balls: dict[Any, Any] = {}

    @property
    def at_infinity(self) -> bool:
        return bool(self.a in (sp.oo, -sp.oo))

    @property
    def directions(self) -> tuple[int, ...]:
        if self.at_infinity:
            return (1 if self.a == sp.oo else -1,)
        return (self.side,) if self.side else (1, -1)

    def sign(self, g: Expr) -> int | None:
        """The sign that g has everywhere near a (0 where it vanishes throughout), or None if there is no such sign."""
        if g.is_number:
            return 1 if g.is_positive else -1 if g.is_negative else 0 if g.is_zero else _sign_of_number(self.algebra, g)
        if not g.has(self.x):
            return self._sign_of_letters(g)
        found = {self._sign_at(g, place, env) for env in self._parameters(g) for place in self._places()}
        return found.pop() if len(found) == 1 else None

    def _sign_of_letters(self, g: Expr) -> int | None:
        """The sign of an expression in the other letters: by what is assumed of them, or at many of their values."""
        if g.is_positive or g.is_negative or g.is_zero:
            return 1 if g.is_positive else -1 if g.is_negative else 0
        whole = g if self.whole is None else self.whole
        letters = sorted((g.free_symbols | whole.free_symbols | self.a.free_symbols) - {self.x}, key=str)
        place = self._places()[0]
        tried = [self._values(letters, shift, MANY) for shift in range(len(MANY))]
        real = [env for env in tried if whole is g or self._ball(whole, place, env, 0) is not None]
        found = {self._sign_at(g, place, env) for env in real or tried} - {None}
        return found.pop() if len(found) == 1 else None

    def real(self, g: Expr) -> bool:
        """Is g real near a, in every direction from which x comes?"""
        return all(self._ball(g, place, env, 0) is not None for env in self._parameters(g)[:1] for place in self._places())

    def sample(self, g: Expr) -> list[Any]:
        """The values of g on the way, as balls."""
        found = [self._ball(g, place, env, 30) for env in self._parameters(g)[:1] for place in self._places()]
        return [ball for ball in found if ball is not None]

    def _places(self) -> list[tuple[int, Fraction]]:
        return [(direction, distance) for direction in self.directions for distance in DISTANCES]

    def _parameters(self, g: Expr) -> list[dict[str, Fraction]]:
        """Values for the other letters, for which the whole problem is real."""
        if self._allowed is None:
            self._allowed = [{}]
            whole = g if self.whole is None else self.whole
            letters = sorted((whole.free_symbols | self.a.free_symbols) - {self.x}, key=str)
            found = [self._values(letters, shift) for shift in range(len(PARAMETERS))] if letters else []
            real = [env for env in found if any(self._ball(whole, place, env, 0) is not None for place in self._places())]
            self._allowed = real or found or [{}]
        missing = [s for s in g.free_symbols if s != self.x and s.name not in self._allowed[0]]
        return self._allowed if not missing else [env | self._values(missing, k) for k, env in enumerate(self._allowed)]

    def _values(self, letters: list[Expr], shift: int, among: tuple[Fraction, ...] = PARAMETERS) -> dict[str, Fraction]:
        """A value for each letter; of a letter with a meaning, any will do."""
        turned = {s: among[(k + shift) % len(among)] + Fraction(k + shift, 29 if among is PARAMETERS else 29000)
                  for k, s in enumerate(letters)}  # fmt: skip
        told = {letter.value for letter in self.meaning}
        return {s.name: abs(value) if s.is_positive and s.name not in told else value for s, value in turned.items()}

    def _sign_at(self, g: Expr, place: tuple[int, Fraction], env: dict[str, Fraction]) -> int | None:
        ball = self._ball(g, place, env)
        if ball is None or ball.is_nan():
            return None
        return 1 if ball > 0 else -1 if ball < 0 else 0

    def _ball(self, g: Expr, place: tuple[int, Fraction], env: dict[str, Fraction], accuracy: int = 1) -> Any:
        """The value at one place to so many bits, or None where it is not real or cannot be told so well (from 0, with one
        bit).
        """
        key = g, place, accuracy, *sorted(env.items())
        if key not in self._balls:
            self._balls[key] = self._evaluated(g, place, env, accuracy)
        return self._balls[key]

    def _evaluated(self, g: Expr, place: tuple[int, Fraction], env: dict[str, Fraction], accuracy: int) -> Any:
        tree, (direction, distance) = replace(self.algebra.tree(g), self.meaning), place
        for bits in BITS:
            try:
                here = 1 / distance * direction if self.at_infinity else self._beside(direction * distance, env, bits)
                ball = evaluate(tree, {**env, self.x.name: here}, bits).ball
            except (NoValue, ValueError, ZeroDivisionError, OverflowError):
                continue
            if ball.is_exact() or not accuracy or ball.rel_accuracy_bits() >= accuracy:
                return ball
        return None

    def _beside(self, distance: Fraction, env: dict[str, Fraction], bits: int) -> Any:
        if self.a.is_Rational:
            return Fraction(int(self.a.p), int(self.a.q)) + distance
        at = evaluate(replace(self.algebra.tree(self.a), self.meaning), env, bits).ball
        with Precision(bits):
            return at + arb(distance.numerator) / distance.denominator

    def literal(self, tree: Tree, *exprs: Expr) -> tuple[Tree, dict[str, Expr]]:
        """A tree of this problem for use in an equation: its letters stand for those of `exprs`, whatever the equation calls
        so.
        """
        symbols = {s.name: s for expr in (*exprs, self.a, self.x) for s in expr.free_symbols}
        letters = {letter: f"c{k}" for k, letter in enumerate(sorted(names(tree)))}
        renamed = replace(tree, {name(old): name(new) for old, new in letters.items()})
        return renamed, {new: symbols[old] for old, new in letters.items()}


def _sign_of_number(algebra: Algebra, g: Expr) -> int | None:
    try:
        ball = evaluate(algebra.tree(g), {}, 512).ball
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return None
    return 1 if ball > 0 else -1 if ball < 0 else None
