"""What does an expression do near a point?

`Near` is one place and the way to it: x goes to a, from one side or both. Signs are looked at in balls very close by; values
are put
together from the values of the parts, in the real numbers with two infinities. None always means "this does not say".
"""

from __future__ import annotations

from collections.abc import Callable
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

BITS = (512, 1024)


class Near:
    """x goes to a; `side` is 1, -1 or 0 for both. `known` tells the limit of a smaller expression there, if there is one."""

    def __init__(
        self, algebra: Algebra, x: Expr, a: Expr, side: int, known: Callable[[Expr], Expr | None], whole: Expr = None
    ) -> None:
        self.algebra, self.x, self.a, self.side = algebra, x, a, side
        self.known, self.whole = known, whole
        self._allowed: list[dict[str, Fraction]] | None = None

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
        found = {self._sign_at(g, place, env) for env in self._parameters(g) for place in self._places()}
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
            found = [_values(letters, shift) for shift in range(len(PARAMETERS))] if letters else []
            real = [env for env in found if any(self._ball(whole, place, env, 0) is not None for place in self._places())]
            self._allowed = real or found or [{}]
        missing = [s for s in g.free_symbols if s != self.x and s.name not in self._allowed[0]]
        return self._allowed if not missing else [env | _values(missing, k) for k, env in enumerate(self._allowed)]

    def _sign_at(self, g: Expr, place: tuple[int, Fraction], env: dict[str, Fraction]) -> int | None:
        ball = self._ball(g, place, env)
        if ball is None or ball.is_nan():
            return None
        return 1 if ball > 0 else -1 if ball < 0 else 0

    def _ball(self, g: Expr, place: tuple[int, Fraction], env: dict[str, Fraction], accuracy: int = 1) -> Any:
        """The value at one place to so many bits, or None where it is not real or cannot be told so well (from 0, with one
        bit).
        """
        tree, (direction, distance) = self.algebra.tree(g), place
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
        at = evaluate(self.algebra.tree(self.a), env, bits).ball
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


def _values(letters: list[Expr], shift: int) -> dict[str, Fraction]:
    turned = {s: _turn(k + shift) for k, s in enumerate(letters)}
    return {s.name: abs(value) if s.is_positive else value for s, value in turned.items()}


def _turn(k: int) -> Fraction:
    return PARAMETERS[k % len(PARAMETERS)] + Fraction(k, 29)


def _sign_of_number(algebra: Algebra, g: Expr) -> int | None:
    try:
        ball = evaluate(algebra.tree(g), {}, 512).ball
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return None
    return 1 if ball > 0 else -1 if ball < 0 else None
