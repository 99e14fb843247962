"""Where does a function seem to go?

Its values close to the point are looked at with high precision. What settles is taken for the limit, with the last change as
its radius: this is evidence, not a proof, and whoever uses it says "approximate".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from flint import arb, arb_series, ctx

from calctutor.balls.jets import sampled
from calctutor.balls.outcomes import NotReal, Precision, TooWide
from calctutor.balls.tape import SERIES, Environment, Program, ball

_NEAR = ((24, Fraction(1, 3)), (32, Fraction(2, 7)), (40, Fraction(3, 5)))
"""Decimal places of the distances at which a function is looked at; the fractions keep clear of the zeros of sin(pi x)."""
_STEADY = 1e-9


class Limit:
    """L(f, x, a), from the side `+` or `-` or both; `at` reads a, which is infinite (of the given sign) when there is none."""

    def __init__(self, body: Program, x: str, at: Callable[[list[Any]], Any] | None, infinity: int, side: str | None) -> None:
        self.body, self.x, self.at, self.infinity, self.side = body, x, at, infinity, side
        self.free = sorted(body.free - {x})

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:
        path = {n: env[n] for n in self.free if n in env}
        if self.at:
            path["at "] = self.at(results)
        if mode == SERIES and any(u.__class__ is arb_series for u in path.values()):
            return sampled(lambda at: self.settled(at.get("at "), {**env, **at}), path)
        return self.settled(path.get("at "), env)

    def settled(self, at: Any, env: Environment) -> Any:
        """The limit as a ball, perhaps infinite. Raises TooWide when nothing settles, NotReal when the sides differ."""
        found = [self._from(direction, at, env) for direction in self._directions()]
        if len(found) == 2 and not _alike(*found):
            raise NotReal("L")
        return found[0] if len(found) == 1 or not found[0].is_finite() else found[0].union(found[1])

    def _directions(self) -> list[int]:
        if self.infinity:
            return [self.infinity]
        return {"+": [1], "-": [-1]}.get(self.side or "", [1, -1])

    def _from(self, direction: int, at: Any, env: Environment) -> Any:
        with Precision(bits=max(1024, 2 * ctx.prec)):
            values = [self.body.value({**env, self.x: place}) for place in self._places(direction, at)]
        return _end(values)

    def _places(self, direction: int, at: Any) -> Iterator[Any]:
        for places, extra in _NEAR:
            far = ball(10**places + extra)
            yield direction * far if self.infinity else at + direction / far


def _alike(a: Any, b: Any) -> bool:
    return bool(a.overlaps(b)) if a.is_finite() and b.is_finite() else (a > 0) == (b > 0)


def _end(values: list[Any]) -> Any:
    """Where three values lead: closer and closer, or beyond all bounds on one side."""
    first, second, last = values
    before, after = abs(second - first), abs(last - second)
    if after <= _STEADY * abs(last) or (after < _STEADY and abs(last) < _STEADY):
        return last + arb(0, (2 * after).upper())
    if after > 2 * before and abs(last) > abs(second) > abs(first):
        return arb.pos_inf() if last > 0 else arb.neg_inf()
    raise TooWide
