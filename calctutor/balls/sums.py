"""What is a sum over whole numbers, as a ball?

A finite one is added up. An infinite one is added until its terms shrink by a steady factor and the rest, taken for a geometric
series, is smaller than the precision: its radius is that rest, enlarged. That is evidence and not a proof. Terms that fall like
a power of k are left to `acceleration`; what goes nowhere is `TooWide`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, ctx

from calctutor.balls.acceleration import accelerated
from calctutor.balls.outcomes import NoNumber, TooWide
from calctutor.balls.tape import VALUES, Environment, Program

MOST_TERMS = 3000
STEADY = 24
"""So many terms in a row must shrink."""
MARGIN = 1000
SLOW = 150
"""Where so many terms do not suffice, the sum is looked for in another way."""


class Sum:
    """S(f, k, a, b): the sum of f over the whole numbers k from a to b."""

    def __init__(self, body: Program, k: str, ends: Callable[[list[Any]], list[Any]]) -> None:
        self.body, self.k, self.ends = body, k, ends

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:
        if mode != VALUES:
            raise NoNumber("a sum along a path")
        a, b = self.ends(results)
        first = a.unique_fmpz()
        if first is None:
            raise NoNumber("a sum from a broken number")
        if b.is_finite():
            last = b.unique_fmpz()
            if last is None or last - first > MOST_TERMS:
                raise NoNumber("a sum to a broken number, or of too many terms")
            return sum((self.term(k, env) for k in range(int(first), int(last) + 1)), arb(0))
        return self.endless(int(first), env)

    def term(self, k: int, env: Environment) -> Any:
        return self.body.value({**env, self.k: arb(k)})

    def endless(self, first: int, env: Environment) -> Any:
        k, total, before, steady = first, arb(0), None, 0
        wanted = arb(2) ** -(ctx.prec - 8)
        for count in range(MOST_TERMS):
            if count == SLOW and (found := self.slowly(first, env)) is not None:
                return found
            term = self.term(k, env)
            total, k = total + term, k + 1
            shrinks = before is not None and abs(term).upper() <= before * 0.98
            steady = steady + 1 if shrinks else 0
            if steady > STEADY and before is not None:
                ratio = abs(term).upper() / before if before > 0 else arb(0)
                rest = abs(term).upper() * ratio / (1 - ratio)
                if rest < wanted * (1 + abs(total)):
                    return total + arb(0, (rest * MARGIN).upper())
            before = abs(term).upper()
        raise TooWide

    def slowly(self, first: int, env: Environment) -> Any:
        """The sum of terms that fall like a power of k, or that alternate, where it can be told."""
        try:
            return accelerated(lambda k: self.term(k, env), first)
        except TooWide:
            return None


__all__ = ["Sum"]
