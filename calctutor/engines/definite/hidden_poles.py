"""Where does an integrand grow beyond all bounds, although algebra found no pole?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.breaks import number
from calctutor.engines.definite.problem import Definite
from calctutor.notation.tree import Tree

Expr = Any


def unbounded_inside(problem: Definite, f: Expr, p: Expr, q: Expr) -> float | None:
    """Roughly where f grows beyond all bounds between two numbers, looking closer and closer where it is largest."""
    low, high = (number(problem.algebra, end) for end in (p, q))
    if float("inf") in (abs(low), abs(high)):
        return None
    tree, inner = problem.algebra.tree(f), (high - low) * 1e-9
    low, high = low + inner, high - inner
    seen: list[float] = []
    for _ in range(9):
        places = [low + (high - low) * k / 200 for k in range(201)]
        sizes = [_size(tree, problem.x.name, place) for place in places]
        k = max(range(201), key=lambda i: sizes[i])
        seen.append(sizes[k])
        low, high = places[max(k - 1, 0)], places[min(k + 1, 200)]
    return (low + high) / 2 if seen[-1] > 1e6 and seen[-1] > 50 * seen[2] else None


def _size(tree: Tree, x: str, place: float) -> float:
    try:
        return abs(float(evaluate(tree, {x: Fraction(place)}, 96).ball.mid()))
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return 0.0
