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


def agrees(question: Tree, answer: Tree, ranges: Sequence[tuple[str, Tree, Tree]], f: Tree) -> Verified:
    """The answer against Gaussian quadrature over all ranges; undecided with infinite bounds or further letters."""
    if names(answer) or set(names(f)) - {x for x, *_ in ranges} or len(ranges) > 3:
        return Verified("undecided")
    try:
        exact = float(evaluate(answer, {}, BITS).ball.mid())
        found = [_nested(f, list(reversed(ranges)), {}, degree) for degree in (3, 4)]
    except (NoValue, ValueError, ZeroDivisionError, TypeError, OverflowError):
        return Verified("undecided")
    if abs(found[0] - found[1]) > 1e-8 * (1 + abs(exact)):
        return Verified("undecided")
    same = abs(found[1] - exact) <= 1e-7 * (1 + abs(exact))
    return Verified(
        "agrees" if same else "fails", 1, "matches numerical quadrature over the region to 7 digits" if same else ""
    )


def _nested(f: Tree, ranges: list[tuple[str, Tree, Tree]], env: dict[str, Any], degree: int) -> float:
    """Gauss-Legendre over the outermost range of what the inner ranges give."""
    with Precision(BITS):
        if not ranges:
            return float(compiled(f).value({letter: arb(value) for letter, value in env.items()}).mid())
    (x, a, b), inner = ranges[0], ranges[1:]
    low, high = (float(evaluate(end, {k: arb(v) for k, v in env.items()}, BITS).ball.mid()) for end in (a, b))
    nodes = mpmath.calculus.quadrature.GaussLegendre(mpmath.mp).calc_nodes(degree - 1, 60)
    half, middle = (high - low) / 2, (high + low) / 2
    return half * sum(float(w) * _nested(f, inner, {**env, x: middle + half * float(t)}, degree) for t, w in nodes)
