"""What is seen of two expressions, point by point, and when is it enough for a verdict?

A first glance, the exact algebra, then points of all kinds with more and more digits, until they are told apart or have agreed
often enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import arb

from calctutor.balls import exact, points
from calctutor.balls.abstract import bodies
from calctutor.balls.breaks import Point
from calctutor.balls.outcomes import NoCase, NoNumber, NotReal, NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.tape import Program, ball
from calctutor.balls.values import LADDER, applied, approximate, decimal
from calctutor.balls.verdicts import DIGITS, Counterexample, Verdict
from calctutor.notation.tree import Tree

_ACCURACY = 200
_ROUGH = 40
_WANTED, _TAME, _COSTLY = 8, 5, 3
"""So many points at which both are real: in general; for functions that one interval determines; for integrals and limits."""

_COARSE, _COARSE_ACCURACY = (128,), 96
"""Integrals and limits are looked at with fewer bits: they cost a thousand times as much."""

_FEW = 4
_FINEST = 8192


class Pair:
    """Two compiled trees and what has been seen of them so far."""

    def __init__(self, a: Tree, b: Tree, let: Mapping[str, Tree]) -> None:
        self.trees, self.let = (a, b), let
        self.programs = [compiled(a, let), compiled(b, let)]
        heads = self.programs[0].heads | self.programs[1].heads
        letters = applied(a, b, *let.values()) if "apply" in heads else []
        self.functions = [bodies(letters, choice, compiled) for choice in range(3)] if letters else [{}]
        self.names = tuple(sorted(self.programs[0].free | self.programs[1].free))
        self.costly = bool(heads & {"I", "L"})
        self.approximate = approximate(heads)
        self.ladder = _COARSE if self.costly else LADDER[1:]
        self.hard = self.numberless = self.real_at_first = False
        self.excluded = 0
        self.good: list[Point] = []
        self.outside: list[tuple[str, Point]] = []
        self.remarks: list[str] = []

    @cached_property
    def tame(self) -> bool:
        """Asked only of pairs that the first glance does not tell apart."""
        return points.tame(*self.programs)

    def verdict(self) -> Verdict:
        start = points.plain(self.names)
        if found := self._different_at(start[0]):
            return found
        known = None if self.approximate else exact.identical(*self.trees, let=self.let)
        if known is not None:
            return self._proved() if known else self._told_apart(start)
        wanted = _COSTLY if self.costly else _TAME if self.tame else _WANTED
        return self._searched(self._places(start), wanted) or self._concluded()

    def _different_at(self, place: Point) -> Verdict | None:
        """A first glance: most wrong answers are wrong at the first point, at the lowest precision."""
        seen = self._look(place, 0, self.ladder[0] if self.costly else LADDER[0])
        self.real_at_first = isinstance(seen, tuple)
        return self._different(place, 0, *seen) if isinstance(seen, tuple) and self._apart(*seen) else None

    def _places(self, start: tuple[Point, ...]) -> Iterator[tuple[Point, bool]]:
        """Points and whether each must be visited even when enough of the others agree."""
        yield from ((place, False) for place in (start if self.names else start[:1]))
        if self.names and not self.tame:
            inner, edges = points.between(self.programs, self.names)
            yield from ((place, True) for place in inner)
            yield from ((place, True) for place in edges[:6])
        if not self.good and self.names:
            yield from ((place, False) for place in points.scattered(self.names))
        if 0 < len(self.good) < _FEW:
            yield from ((place, False) for found in self.good[:] for place in points.nearby(found))

    def _searched(self, places: Iterator[tuple[Point, bool]], wanted: int) -> Verdict | None:
        for k, (place, needed) in enumerate(places):
            if (len(self.good) >= wanted and not needed) or (self.costly and k - self.excluded >= 2 * wanted):
                continue
            if found := self._visited(place, k):
                return found
        return None

    def _visited(self, place: Point, k: int) -> Verdict | None:
        choice = k % len(self.functions)
        for bits in () if self.numberless else self.ladder:
            seen = self._look(place, choice, bits)
            if isinstance(seen, str):
                self._note(seen, place, choice)
                return None
            if seen is None:
                continue
            if self._apart(*seen):
                return self._different(place, choice, *seen)
            if self._close(*seen, last=bits == self.ladder[-1]):
                self._agreed(place)
                return None
        self.hard = True
        return None

    def _look(self, place: Point, choice: int, bits: int) -> tuple[Any, Any] | str | None:
        """Both values; or `a` or `b` when only that side is real, `` when none is; None when this precision does not say."""
        with Precision(bits):
            env = {**self.functions[choice], **{n: ball(v) for n, v in place.items()}}
            a, b = [_value(program, env) for program in self.programs]
        if isinstance(a, NoValue) or isinstance(b, NoValue):
            self.excluded += isinstance(a, NoCase) and isinstance(b, NoCase)
            if isinstance(a, NotReal) or isinstance(b, NotReal):
                return "" if isinstance(a, NoValue) and isinstance(b, NoValue) else "b" if isinstance(a, NoValue) else "a"
            self.numberless |= isinstance(a, NoNumber) or isinstance(b, NoNumber)
            return None
        return a, b

    def _apart(self, a: Any, b: Any) -> bool:
        if not (a.is_finite() and b.is_finite()):
            return bool(a.is_finite() != b.is_finite() or (a > 0) != (b > 0))
        if a.overlaps(b):
            return False
        return not self.approximate or bool(abs(a - b) > (abs(a) + abs(b) + 1) * 1e-6)

    def _close(self, a: Any, b: Any, last: bool) -> bool:
        """Overlapping, and sharp: relative to their size, or (both being 0 for all that is known) to 1."""
        if not (a.is_finite() and b.is_finite()):
            return True
        wanted = _ROUGH if self.approximate else _COARSE_ACCURACY if self.costly else _ACCURACY
        if all(u.is_exact() or u.rel_accuracy_bits() >= wanted for u in (a, b)):
            return bool(a.overlaps(b))
        small = arb(2) ** -wanted
        return (last or self.approximate) and bool(abs(a) < small and abs(b) < small and a.overlaps(b))

    # What was seen --------------------------------------------------------------------------------------------------

    def _agreed(self, place: Point) -> None:
        if place not in self.good:
            self.good.append(place)

    def _note(self, side: str, place: Point, choice: int) -> None:
        """One side is real here and the other is not: at this point only, or around it?"""
        if not side:
            return
        code = "domain-differs" if self._around(side, place, choice) else "point-differs"
        if code not in self.remarks:
            self.remarks.append(code)
            self.outside.append((side, place))

    def _around(self, side: str, place: Point, choice: int) -> bool:
        for sign in (1, -1):
            near = {n: v + sign * Fraction(k + 1, 10007) for k, (n, v) in enumerate(place.items())}
            if self._look(near, choice, LADDER[0]) == side:
                return True
        return False

    def _different(self, place: Point, choice: int, a: Any, b: Any) -> Verdict:
        left, right = self._shown(place, choice, a, b)
        return Verdict(
            "different", len(self.good), self._digits(), Counterexample(dict(place), left, right), approximate=self.approximate
        )

    def _shown(self, place: Point, choice: int, a: Any, b: Any) -> tuple[str, str]:
        """Five digits, or as many as it takes to tell the values apart."""
        left, right = decimal(a, 5), decimal(b, 5)
        if left != right and min(a.rel_accuracy_bits(), b.rel_accuracy_bits()) > 24:
            return left, right
        if min(a.rel_accuracy_bits(), b.rel_accuracy_bits()) < LADDER[1] and not self.costly:
            sharper = self._look(place, choice, LADDER[-1])
            a, b = sharper if isinstance(sharper, tuple) else (a, b)
        for digits in (5, 10, 20, 40, 80, 160, 300, 600, 1200, 2400):
            left, right = decimal(a, digits), decimal(b, digits)
            if left != right:
                break
        return left, right

    def _digits(self) -> int:
        return 12 if self.approximate else 28 if self.costly else DIGITS

    def _proved(self) -> Verdict:
        """Equal wherever both are real; where is that, and do the domains differ (by more than poles)?"""
        if self.tame and self.real_at_first:
            return Verdict("proved", 1)
        enough = 2 if self.tame else 5
        for k, (place, _) in enumerate(self._places(points.plain(self.names))):
            if k >= enough and self.good:
                break
            seen = self._look(place, k % len(self.functions), LADDER[0])
            if isinstance(seen, str):
                self._note(seen, place, k % len(self.functions))
            elif seen:
                self._agreed(place)
        return self._with_remarks("proved")

    def _told_apart(self, start: tuple[Point, ...]) -> Verdict:
        """They differ somewhere, perhaps by very little: with more digits until it shows."""
        real = []
        for k, (place, _) in enumerate(self._places(start)):
            if self.costly and k - self.excluded >= 2 * _COSTLY:
                break
            seen = self._look(place, 0, self.ladder[-1])
            if isinstance(seen, tuple):
                if self._apart(*seen):
                    return self._different(place, 0, *seen)
                real.append(place)
        for place in () if self.costly else real[:_FEW]:
            seen = self._look(place, 0, _FINEST)
            if isinstance(seen, tuple) and self._apart(*seen):
                return self._different(place, 0, *seen)
        return self._with_remarks("undecided")

    def _concluded(self) -> Verdict:
        """Agreement at one point alone, where the domains happen to touch, says nothing."""
        if len(self.good) == 1 and self.names:
            self.good.clear()
        return self._with_remarks("agrees" if self.good else "undecided")

    def _with_remarks(self, kind: str) -> Verdict:
        reason = "no-number" if self.numberless else "beyond-precision" if self.hard else "never-both-defined"
        nowhere = () if self.good else (reason,)
        codes = (*sorted(self.remarks), *nowhere)
        side, place = self.outside[0] if self.outside else (None, None)
        return Verdict(kind, len(self.good), self._digits(), None, codes, self.approximate, place, side)


def _value(program: Program, env: dict[str, Any]) -> Any:
    """The ball, or the reason why there is none."""
    try:
        return program.value(env)
    except NoValue as reason:
        return reason
