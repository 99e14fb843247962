"""Does an iterated integral have this value? By quadrature within quadrature, at other nodes for a second look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mpmath
from flint import arb

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.values import evaluate
from calctutor.notation.tree import Tree, names
from calctutor.steps import Verified

BITS = 96
Nodes = list[tuple[float, float]]


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
    return [(float(t), float(w)) for t, w in nodes]


def agrees(answer: Tree, ranges: Sequence[tuple[str, Tree, Tree]], f: Tree) -> Verified:
    """The answer against Gaussian quadrature over all ranges; undecided with infinite bounds or further letters."""
    if names(answer) or set(names(f)) - {x for x, *_ in ranges} or len(ranges) > 3:
        return Verified("undecided")
    try:
        exact = float(evaluate(answer, {}, BITS).ball.mid())
        rule = gauss if len(ranges) > 2 else tanh_sinh
        found = [_nested(f, list(reversed(ranges)), {}, nodes) for nodes in rule()]
    except (NoValue, ValueError, ZeroDivisionError, TypeError, OverflowError):
        return Verified("undecided")
    if abs(found[0] - found[1]) > 1e-8 * (1 + abs(exact)):
        return Verified("undecided")
    same = abs(found[1] - exact) <= 1e-7 * (1 + abs(exact))
    return Verified(
        "agrees" if same else "fails", 1, "matches numerical quadrature over the region to 7 digits" if same else ""
    )


def _nested(f: Tree, ranges: list[tuple[str, Tree, Tree]], env: dict[str, Any], nodes: Nodes) -> float:
    """The sum over the outermost range of what the inner ranges give."""
    with Precision(BITS):
        if not ranges:
            return float(compiled(f).value({letter: arb(value) for letter, value in env.items()}).mid())
    (x, a, b), inner = ranges[0], ranges[1:]
    low, high = (float(evaluate(end, {k: arb(v) for k, v in env.items()}, BITS).ball.mid()) for end in (a, b))
    half, middle = (high - low) / 2, (high + low) / 2
    return half * sum(w * _nested(f, inner, {**env, x: middle + half * t}, nodes) for t, w in nodes)
