"""What is an integral over an infinite range, or up to a point where the integrand is unbounded?

The inside of the range is enclosed rigorously, which also shows that nothing is singular there. The ends are summed by the
double-exponential rule with finer and finer steps, until two sums agree; their difference, enlarged, is the radius. That is
evidence
and not a proof. An end at which the sums do not settle, as those of divergent and of oscillating integrals do not, is
`TooWide`.

Source: Takahasi and Mori, "Double exponential formulas for numerical integration" (1974).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, ctx

from calctutor.balls.outcomes import NoValue, Precision, TooWide
from calctutor.balls.tape import Environment, Program

Enclose = Callable[[Program, str, Any, Any, Environment], Any]

BITS = 640
"""Places very close to an end must be told from it."""

LEVELS = (8, 16, 32, 64)
"""Steps to a unit of t."""

FARTHEST = 6.0
"""How far t goes; at the other end it stops where the places can no longer be told apart."""

MARGIN = 1000
SETTLED = 60
"""The sums must agree to so many bits at least."""


def integral(body: Program, x: str, a: Any, b: Any, env: Environment, enclose: Enclose) -> Any:
    """The integral from a to b, each perhaps infinite or a singular end. Raises TooWide."""
    if not a.is_finite() and not b.is_finite():
        return integral(body, x, a, arb(0), env, enclose) + integral(body, x, arb(0), b, env, enclose)
    if (b.is_finite() and not a.is_finite()) or (a.is_finite() and b.is_finite() and b < a):
        return -integral(body, x, b, a, env, enclose)
    first, last = (a + (b - a) / 8, b - (b - a) / 8) if b.is_finite() else _inside_of(a, b)
    inner = enclose(body, x, first, last, env)
    if not (inner.is_finite() and inner.imag.contains(0)):
        raise TooWide
    ends = _end(body, x, a, first, env) + (_end(body, x, b, last, env, -1) if b.is_finite() else _tail(body, x, last, b, env))
    return inner.real + ends


def _inside_of(a: Any, b: Any) -> tuple[Any, Any]:
    """For an infinite range: a little beside its end, and far out. Both on the side to which the range goes."""
    way = 1 if b > 0 else -1
    return a + arb(way) / 4, a + way * 17


def _end(body: Program, x: str, end: Any, inside: Any, env: Environment, sign: int = 1) -> Any:
    """From a singular end to a point inside: x = end + width s, s = 1/(1 + exp(-pi sinh t))."""

    def term(t: Any) -> Any:
        grown = (-(arb.pi() * t.sinh())).exp()
        s = 1 / (1 + grown)
        weight = arb.pi() * t.cosh() * grown * s * s
        return body.value({**env, x: end + (inside - end) * s}) * weight * (inside - end) * sign

    return _summed(term)


def _tail(body: Program, x: str, start: Any, b: Any, env: Environment) -> Any:
    """From a point to infinity: x = start ± exp(pi/2 sinh t)."""
    way = 1 if b > 0 else -1

    def term(t: Any) -> Any:
        far = (arb.pi() / 2 * t.sinh()).exp()
        return body.value({**env, x: start + way * far}) * far * arb.pi() / 2 * t.cosh() * way

    return _summed(term)


def _summed(term: Callable[[Any], Any]) -> Any:
    """The sum of the terms over all t, by halving the steps until nothing changes any more."""
    wanted, before = ctx.prec, None
    with Precision(bits=BITS):
        for steps in LEVELS:
            now, rest = _sum(term, steps)
            if before is not None:
                gap = abs(now - before) + rest
                if gap < (1 + abs(now)) * arb(2) ** -SETTLED and (
                    gap < (1 + abs(now)) * arb(2) ** -wanted or steps == LEVELS[-1]
                ):
                    return now + arb(0, (gap * MARGIN + arb(2) ** -wanted).upper())
            before = now
    raise TooWide


def _sum(term: Callable[[Any], Any], steps: int) -> tuple[Any, Any]:
    """The sum at one step width, and the size of its outermost terms: what was left out is about as large."""
    total, outermost = arb(0), []
    for way in (1, -1):
        last = arb(0)
        for k in range(0 if way > 0 else 1, int(FARTHEST * steps)):
            try:
                found = term(arb(way * k) / steps)
            except (NoValue, ValueError, ZeroDivisionError, OverflowError):
                if k < 2 * steps:
                    raise TooWide from None
                break
            if not found.is_finite():
                break
            total, last = total + found, abs(found)
            if last < arb(2) ** -BITS and k > steps:
                break
        outermost.append(last)
    return total / steps, outermost[0] + outermost[1]
