"""Does an iterated integral have this value? By quadrature within quadrature, at other nodes for a second look."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import mpmath
from flint import arb

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.values import evaluate
from calctutor.engines.assumptions import Assumptions
from calctutor.notation.tree import Tree, name, names, number, replace
from calctutor.steps import Verified

BITS = 96
Nodes = list[tuple[float, float]]
Range = tuple[str, Tree, Tree]
SAMPLES = ((Fraction(7, 5), Fraction(3, 8)), (Fraction(5, 7), Fraction(11, 9)))
"""Values for the other letters (or for what their meaning is made of), at two places."""


def tanh_sinh() -> list[Nodes]:
    """Nodes and weights on [-1, 1] for integrands with roots at the ends, at two step widths."""
    rule = mpmath.calculus.quadrature.TanhSinh(mpmath.mp)
    levels = [_floats(rule.get_nodes(-1, 1, degree, 30)) for degree in range(1, 6)]
    return [[(t, w / 2**n) for level in levels[:n] for t, w in level] for n in (4, 5)]


def gauss() -> list[Nodes]:
    """The same with few nodes, for smooth integrands over three ranges."""
    rule = mpmath.calculus.quadrature.GaussLegendre(mpmath.mp)
    return [_floats(rule.get_nodes(-1, 1, degree, 60)) for degree in (2, 3)]


def _floats(nodes: Any) -> Nodes:
    return [(float(t), float(w)) for t, w in nodes if abs(float(t)) < 1]


def agrees(answer: Tree, ranges: Sequence[Range], f: Tree, assumed: Assumptions) -> Verified:
    """The answer against quadrature over all ranges; with further letters, at some of their values."""
    free = {n for tree in (f, *(end for _, *ends in ranges for end in ends)) for n in names(tree)} - {x for x, *_ in ranges}
    if len(ranges) > 3:
        return Verified("undecided")
    told = [_agrees_at(answer, ranges, f, values) for values in _places(sorted(free), assumed)]
    if "fails" in told or "undecided" in told:
        return Verified(
            "fails" if "fails" in told else "undecided", note="quadrature over the region does not settle far enough"
        )
    where = f" at {len(told)} values of {' and '.join(sorted(free))}" if free else ""
    return Verified("agrees", len(told), f"matches numerical quadrature over the region to 7 digits{where}")


def _places(letters: list[str], assumed: Assumptions) -> list[dict[Tree, Tree]]:
    """What to put for the other letters, one time after the other."""
    if not letters:
        return [{}]
    found = []
    for sample in SAMPLES:
        plain = {name(n): number(sample[k % 2] + k) for k, n in enumerate(letters)}
        found.append({n: replace(assumed.meaning.get(n, n), plain) for n in plain})
    return found


def _agrees_at(answer: Tree, ranges: Sequence[Range], f: Tree, values: dict[Tree, Tree]) -> str:
    try:
        exact = float(evaluate(replace(answer, values), {}, BITS).ball.mid())
        there = [(x, replace(a, values), replace(b, values)) for x, a, b in ranges]
        found = _twice(replace(f, values), there)
    except (NoValue, ValueError, ZeroDivisionError, TypeError, OverflowError):
        return "undecided"
    if abs(found[0] - found[1]) > 1e-8 * (1 + abs(exact)):
        return "undecided"
    return "agrees" if abs(found[1] - exact) <= 1e-7 * (1 + abs(exact)) else "fails"


def region_number(f: Tree, ranges: Sequence[Range]) -> tuple[str, str] | None:
    """The integral over the region in decimals, and how far two quadratures are apart; None where they do not settle."""
    try:
        found = _twice(f, ranges)
    except (NoValue, ValueError, ZeroDivisionError, TypeError, OverflowError):
        return None
    gap = max(abs(found[0] - found[1]), 1e-9)
    return (f"{found[1]:.7g}", f"{10 * gap:.0e}") if gap < 1e-7 * (1 + abs(found[1])) else None


def _twice(f: Tree, ranges: Sequence[Range]) -> list[float]:
    rule: Callable[[], list[Nodes]] = gauss if len(ranges) > 2 and not any(map(_infinite, ranges)) else tanh_sinh
    return [_nested(f, list(reversed(ranges)), {}, nodes) for nodes in rule()]


def _infinite(over: Range) -> bool:
    return any(end.head == "constant" and end.value == "oo" for end in (over[2], *over[1].args))


def _nested(f: Tree, ranges: list[Range], env: dict[str, Any], nodes: Nodes) -> float:
    """The sum over the outermost range of what the inner ranges give."""
    with Precision(BITS):
        if not ranges:
            return float(compiled(f).value({letter: arb(value) for letter, value in env.items()}).mid())
    (x, a, b), inner = ranges[0], ranges[1:]
    low, high = (_float(end, env) for end in (a, b))
    return sum(w * _nested(f, inner, {**env, x: place}, nodes) for place, w in _mapped(low, high, nodes))


def _float(end: Tree, env: dict[str, Any]) -> float:
    if end.head == "constant" and end.value == "oo":
        return math.inf
    if end.head == "neg" and end.args[0].value == "oo":
        return -math.inf
    return float(evaluate(end, {k: arb(v) for k, v in env.items()}, BITS).ball.mid())


def _mapped(low: float, high: float, nodes: Nodes) -> list[tuple[float, float]]:
    """Places and weights between two bounds, either of which may be infinite."""
    if math.isfinite(low) and math.isfinite(high):
        half, middle = (high - low) / 2, (high + low) / 2
        return [(middle + half * t, half * w) for t, w in nodes]
    if math.isfinite(low) or math.isfinite(high):
        end, way = (low, 1) if math.isfinite(low) else (high, -1)
        return [(end + way * (1 + t) / (1 - t), 2 / (1 - t) ** 2 * w) for t, w in nodes]
    return [(t / (1 - t * t), (1 + t * t) / (1 - t * t) ** 2 * w) for t, w in nodes]
