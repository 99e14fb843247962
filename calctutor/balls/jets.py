"""What is the derivative of an expression at a point, found without any rule of differentiation?

The expression is run on truncated power series: with x = x0 + t its t^k coefficient is f^(k)(x0) / k!, a rigorous ball. Where
several variables move at once, jets along the directions e_y + b e_x for several numbers b are taken apart by interpolation
(polarization). Where even that is impossible (the bounds of an integral move, a limit), rigorous values at nearby points are
interpolated, and the result is approximate.

Source: Griewank, Utke, Walther, "Evaluating higher derivative tensors by forward propagation of univariate Taylor
series" (2000).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Any

from flint import arb, arb_series, ctx

from calctutor.balls.outcomes import NoNumber, NotReal, Precision, TooWide
from calctutor.balls.tape import COMPLEX, SERIES, Environment, Program, ball

MAXIMAL_ORDER = 40
MAXIMAL_WORK = 600
"""Directions times length of one polarization; nested ones are bounded by the order alone."""


def coefficient(series: Any, k: int) -> Any:
    """The t^k coefficient as a finite ball. Raises TooWide."""
    found = series[k] if series.__class__ is arb_series else series if k == 0 else arb(0)
    if not found.is_finite():
        raise TooWide
    return found


def jet(program: Program, env: Environment, x: str, order: int) -> list[Any]:
    """[f, f', ..., f^(order)] by x, at the point `env` (all balls). Raises NotReal, TooWide, NoNumber."""
    if order > MAXIMAL_ORDER:
        raise NoNumber("order of derivative")
    with Precision(length=order + 1):
        series = program.series({**env, x: arb_series([env[x], 1])})
        return [coefficient(series, k) * factorial(k) for k in range(order + 1)]


class Derivative:
    """D(... D(f, x) ..., x), `order` times; `base` numbers the result that holds the value of x."""

    def __init__(self, body: Program, x: str, order: int, base: Callable[[list[Any]], Any]) -> None:
        self.body, self.x, self.order, self.base = body, x, order, base

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:
        if mode >= COMPLEX:
            raise ValueError("no complex jets")
        at = self.base(results)
        if mode != SERIES:
            return self._fixed(at, env)
        moving = {n for n in self.body.free if n != self.x and env.get(n).__class__ is arb_series}
        if not moving and at.__class__ is not arb_series:
            return self._fixed(at, env)
        if self.order + ctx.cap > MAXIMAL_ORDER:
            raise NoNumber("order of derivative")
        return self._polarized(at, env, moving) if moving else self._along(at, env)

    def _fixed(self, at: Any, env: Environment) -> Any:
        if self.order > MAXIMAL_ORDER:
            raise NoNumber("order of derivative")
        with Precision(length=self.order + 1):
            series = self.body.series({**env, self.x: arb_series([at, 1])})
            return coefficient(series, self.order) * factorial(self.order)

    def _along(self, at: Any, env: Environment) -> Any:
        """Only x moves: the Taylor series of the derivative at x0, composed with x(t) - x0."""
        length = ctx.cap
        with Precision(length=length + self.order):
            series = self.body.series({**env, self.x: arb_series([at[0], 1])})
            if series.__class__ is not arb_series:
                return arb(0)
            for _ in range(self.order):
                series = series.derivative()
        return _composed(series, at)

    def _polarized(self, at: Any, env: Environment, moving: set[str]) -> Any:
        """F(s, t) = f(x(t) + s, y(t)) along s = b t, for enough b to read off the coefficients of s^order t^k."""
        length = ctx.cap
        total = length + self.order
        if total * total > MAXIMAL_WORK:
            raise NoNumber("order of derivative")
        with Precision(length=total):
            paths = {**env, **{name: _polynomial(env[name]) for name in moving}}
            start = _polynomial(at)
            found = [arb(0)] * length
            for b, weight in interpolation(total, self.order):
                if weight:
                    series = self.body.series({**paths, self.x: start + arb_series([0, b])})
                    for k in range(length):
                        found[k] += coefficient(series, k + self.order) * ball(weight)
        return arb_series([c * factorial(self.order) for c in found])


def levels(program: Program) -> int:
    """How deep are derivatives nested in it?"""
    inside = [step.row for step in program.code if isinstance(step.row, Derivative)]
    return max((1 + levels(row.body) for row in inside), default=0)


def _polynomial(u: Any) -> Any:
    """A series cut off where it is known, as an exact polynomial of the current length."""
    return arb_series(u.coeffs() if u.__class__ is arb_series else [u])


def _composed(series: Any, inner: Any) -> Any:
    coefficients = inner.coeffs()
    if len(coefficients) == 2 and coefficients[1] == 1:
        return series
    return series(arb_series([arb(0), *coefficients[1:]]))


@lru_cache(maxsize=256)
def interpolation(count: int, power: int) -> tuple[tuple[int, Fraction], ...]:
    """Nodes b = 0, 1, -1, 2, ... with weights w: the sum of w p(b) is the b^power coefficient of a polynomial p."""
    nodes = [0] + [sign * k for k in range(1, count) for sign in (1, -1)]
    nodes = nodes[:count]
    return tuple((b, _basis(nodes, b)[power]) for b in nodes)


def _basis(nodes: list[int], b: int) -> list[Fraction]:
    """The coefficients of the Lagrange polynomial that is 1 at b and 0 at the other nodes."""
    product = [Fraction(1)]
    for other in nodes:
        if other != b:
            shifted = [Fraction(0), *product]
            product = [(s - other * p) / (b - other) for s, p in zip(shifted, [*product, Fraction(0)], strict=True)]
    return product


# Where no series exists -------------------------------------------------------------------------------------

_SPREAD = 4


def sampled(f: Callable[[Environment], Any], env: Environment) -> Any:
    """The series of f along `env` by interpolation of its values at nearby points: approximate, with an estimated radius."""
    length = ctx.cap
    if length > 3:
        raise NoNumber("derivative by sampling")
    step = Fraction(1, 2 ** max(8, ctx.prec // 12))
    nodes = range(-_SPREAD, _SPREAD + 1)
    values = {k: f({name: _moved(u, k * step) for name, u in env.items()}) for k in nodes}
    found = []
    for power in range(length):
        fine, coarse = (_weighed(values, count, power) / ball(step**power) for count in (2 * _SPREAD + 1, 2 * _SPREAD - 1))
        found.append(fine + arb(0, abs(fine - coarse).upper()))
    return arb_series(found)


def _weighed(values: dict[int, Any], count: int, power: int) -> Any:
    return sum((values[b] * ball(w) for b, w in interpolation(count, power)), arb(0))


def _moved(u: Any, t: Fraction) -> Any:
    """A path at the time t."""
    if u.__class__ is not arb_series:
        return u
    time, total = ball(t), arb(0)
    for c in reversed(u.coeffs()):
        total = total * time + c
    return total


class Sampled:
    """A row that has values but no series, as a special instruction."""

    def __init__(self, value: Callable[..., Any], slots: Callable[[list[Any]], list[Any]]) -> None:
        self.value, self.slots = value, slots

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:  # noqa: ARG002
        args = {str(k): u for k, u in enumerate(self.slots(results))}
        if mode != SERIES or not any(u.__class__ is arb_series for u in args.values()):
            return self.value(*args.values())
        return sampled(lambda at: self.value(*at.values()), args)


class Antiderivative:
    """I(f, x) along a path: its slope is f x', its constant is unknown, so that only its derivatives are numbers."""

    def __init__(self, body: Program, x: str, base: Callable[[list[Any]], Any]) -> None:
        self.body, self.x, self.base = body, x, base

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:
        at = self.base(results)
        others = [n for n in self.body.free if n != self.x and env.get(n).__class__ is arb_series]
        if mode != SERIES or at.__class__ is not arb_series or others:
            raise NoNumber("an indefinite integral")
        unknown = arb(0, arb.pos_inf())
        if ctx.cap == 1:
            return arb_series([unknown])
        with Precision(length=ctx.cap - 1):
            slope = self.body.series({**env, self.x: _polynomial(at)}) * at.derivative()
        return arb_series([unknown, *(c / (k + 1) for k, c in enumerate(slope.coeffs()))])


__all__ = ["Antiderivative", "Derivative", "NotReal", "Sampled", "coefficient", "jet", "sampled"]
