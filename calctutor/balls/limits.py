"""Where does a function seem to go?

Its values close to the point are looked at with high precision. What settles is taken for the limit, with the last change as
its radius: this is evidence, not a proof, and whoever uses it says "approximate". What is slow (logarithms) is looked at again
at
distances e^-T with growing T, where an error that falls with powers of 1/T is extrapolated away (Richardson); what does not
settle even then
is undecided.

Source: Bender and Orszag, "Advanced Mathematical Methods for Scientists and Engineers" (1978), 8.1, for the extrapolation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flint import arb, arb_series, ctx

from calctutor.balls.jets import sampled
from calctutor.balls.outcomes import NotReal, Precision, TooWide
from calctutor.balls.tape import SERIES, Environment, Program, ball

_NEAR = ((24, Fraction(1, 3)), (32, Fraction(2, 7)), (40, Fraction(3, 5)))
"""Decimal places of the distances at which a function is looked at; the fractions keep clear of the zeros of sin(pi x)."""
_BETWEEN = tuple((places, Fraction(1, places)) for places in (27, 29, 34, 37))
_STEADY = 1e-9
_LARGE = 1000
"""A value that grows from one place to the next must at least be so large to count as going to infinity."""

_SLOW = tuple(8 * 2**k for k in range(8))
"""The T of the distances e^-T for slow limits; each is twice the one before, as the extrapolation wants it."""

_BITS_PER_T = 16
_AGREED = 1e-12
"""Two orders of extrapolation must agree so well."""

_SLOWEST = (12, 24, 36, 48)
"""The S of the distances exp(-exp(S)), for what still seems to grow or does not settle: a logarithm of a logarithm."""


class Limit:
    """L(f, x, a), from the side `+` or `-` or both; `at` reads a, which is infinite (of the given sign) when there is none.
    `fixed` computes an a without names to any precision.
    """

    def __init__(
        self, body: Program, x: str, at: Callable[[list[Any]], Any] | None, infinity: int, side: str | None,
        fixed: Program | None = None,
    ) -> None:  # fmt: skip
        self.body, self.x, self.at, self.infinity, self.side = body, x, at, infinity, side
        self.fixed = fixed
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
            values = [self.body.value({**env, self.x: place}) for place in self._places(direction, self._sharp(at))]
            try:
                found = _end(values)
                return found if found.is_finite() else self._surely_infinite(found, direction, at, env, values)
            except TooWide:
                pass
        with Precision(bits=_BITS_PER_T * _SLOW[-1]):
            return self._slowly(direction, self._sharp(at), env)

    def _sharp(self, at: Any) -> Any:
        """The point, to the precision at hand."""
        return self.fixed.value({}) if self.fixed else at

    def _surely_infinite(self, found: Any, direction: int, at: Any, env: Environment, seen: list[Any]) -> Any:
        """What grew at three places by chance, as x sin(x) may, does not grow at more."""
        places = self._places(direction, self._sharp(at), _BETWEEN)
        between = [self.body.value({**env, self.x: place}) for place in places]
        values = [seen[0], between[0], between[1], seen[1], between[2], between[3], seen[2]]
        if all(abs(new) > abs(old) and (new > 0) == (found > 0) for old, new in pairwise(values)):
            return found
        raise TooWide

    def _places(self, direction: int, at: Any, near: tuple[tuple[int, Fraction], ...] = _NEAR) -> Iterator[Any]:
        for places, extra in near:
            far = ball(10**places + extra)
            yield direction * far if self.infinity else at + direction / far

    def _slowly(self, direction: int, at: Any, env: Environment) -> Any:
        """Values at distances e^-T (or at ±e^T), and their extrapolation."""

        def there(size: Any) -> Any:
            return self.body.value({**env, self.x: direction * size.exp() if self.infinity else at + direction * (-size).exp()})

        found = _extrapolated([there(arb(t) + arb(1) / 7) for t in _SLOW])
        if found is None and (self.infinity or at.is_zero()):
            values = [there((arb(s) + arb(1) / 7).exp()) for s in _SLOWEST]
            found = _growing([values[0], values[1], values[3]]) or _settling(values)
        if found is None:
            raise TooWide
        return found


def _alike(a: Any, b: Any) -> bool:
    return bool(a.overlaps(b)) if a.is_finite() and b.is_finite() else (a > 0) == (b > 0)


def _end(values: list[Any]) -> Any:
    """Where three values lead: closer and closer, or beyond all bounds on one side."""
    first, second, last = values
    before, after = abs(second - first), abs(last - second)
    if after <= _STEADY * abs(last) or (after < _STEADY and abs(last) < _STEADY):
        return last + arb(0, (2 * after).upper())
    if after > 2 * before and abs(last) > abs(second) > abs(first) and abs(last) > _LARGE:
        return arb.pos_inf() if last > 0 else arb.neg_inf()
    raise TooWide


def _growing(values: list[Any]) -> Any | None:
    """Infinity, if every value is half as large again as the one before and of the same sign."""
    grows = all(abs(new) > abs(old) * 3 / 2 and (new > 0) == (old > 0) for old, new in pairwise(values))
    return (arb.pos_inf() if values[-1] > 0 else arb.neg_inf()) if grows else None


def _settling(values: list[Any]) -> Any | None:
    """The last value, if each step is a small part of the one before and the last one is next to nothing."""
    steps = [abs(new - old) for old, new in pairwise(values)]
    if all(new < old / 100 for old, new in pairwise(steps)) and steps[-1] < _STEADY * (1 + abs(values[-1])):
        return values[-1] + arb(0, (2 * steps[-1]).upper())
    return None


def _extrapolated(values: list[Any]) -> Any | None:
    """Infinity for what keeps growing; otherwise the end of a Richardson table, if its last two orders agree and the errors
    fall.
    """
    infinite = _growing(values[-5:])
    if infinite is not None:
        return infinite
    steps = [abs(new - old) for old, new in pairwise(values)]
    if not all(new < old * 9 / 10 or new < _AGREED for old, new in pairwise(steps)):
        return None
    before, row = values[-1], values
    for order in range(1, len(values)):
        before, row = row[-1], [(2**order * new - old) / (2**order - 1) for old, new in pairwise(row)]
    gap = abs(row[-1] - before)
    if not gap < _AGREED * (1 + abs(before)):
        return None
    return row[-1] + arb(0, (2 * gap + _AGREED / 100).upper())
