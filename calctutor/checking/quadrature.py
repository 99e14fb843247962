"""What is an improper integral, to all appearances?

The double exponential rule: a substitution makes the integrand vanish doubly exponentially at both ends, where the trapezoidal
rule converges fast. Nothing is claimed unless two step sizes agree. Divergent integrals do not settle.

Source: Takahasi and Mori, "Double exponential formulas for numerical integration" (1974).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.tape import ball
from calctutor.balls.values import decimal, evaluate
from calctutor.notation.tree import Tree

BITS = 256
REACH, LEVELS = 5, (5, 6)
"""The new variable runs from -REACH to REACH, in steps of 2^-level."""
TOLERANCE = 1e-15


def quadrature(f: Tree, x: str, low: Tree, high: Tree, answer: Tree) -> tuple[str, str, bool] | None:
    """The integral and the answer in decimals and whether they agree, or None when the rule does not settle."""
    try:
        with Precision(BITS):
            program = compiled(f)
            a, b, given = (evaluate(tree, {}, BITS).ball for tree in (low, high, answer))
            rough, fine = (_sum(program, x, _path(a, b), level) for level in LEVELS)
    except NoValue:
        return None
    if rough is None or fine is None or not abs(fine - rough) < TOLERANCE * (1 + abs(fine)):
        return None
    if not given.is_finite():
        return decimal(fine, 6), decimal(given, 6), False
    return decimal(fine, 6), decimal(given, 6), bool(abs(fine - given) < TOLERANCE * (1 + abs(fine)))


Path = Callable[[Any], tuple[Any, Any]]


def _path(a: Any, b: Any) -> Path:
    """t -> (x, dx/dt), for each kind of range."""
    half_pi = arb.pi() / 2
    if a.is_finite() and b.is_finite():
        return lambda t: _finite(a, b, half_pi * t.sinh(), half_pi * t.cosh())
    if a.is_finite() or b.is_finite():
        end, sign = (a, 1) if a.is_finite() else (b, -1)
        return lambda t: _half(end, sign, (half_pi * t.sinh()).exp(), half_pi * t.cosh())
    return lambda t: ((half_pi * t.sinh()).sinh(), half_pi * t.cosh() * (half_pi * t.sinh()).cosh())


def _finite(a: Any, b: Any, s: Any, speed: Any) -> tuple[Any, Any]:
    """Near an end the distance from it is what counts, and it is found without cancellation."""
    near = (b - a) / (1 + (2 * abs(s)).exp())
    return (b - near if s > 0 else a + near), speed * (b - a) / (2 * s.cosh() ** 2)


def _half(end: Any, sign: int, e: Any, speed: Any) -> tuple[Any, Any]:
    return end + sign * e, speed * e


def _sum(program: Any, x: str, path: Path, level: int) -> Any:
    step = arb(2) ** -level
    total = arb(0)
    for k in range(-REACH * 2**level, REACH * 2**level + 1):
        place, weight = path(step * k)
        if not (place.is_finite() and weight.is_finite()):
            continue
        try:
            term = program.value({x: place.mid()}) * weight.mid()
        except NoValue:
            if abs(k) < 2 ** (level + 1):
                return None
            continue
        if not term.is_finite():
            return None
        total += term.mid()
    return ball(total * step)
