"""Where does F pass a share, if no formula tells: between which two numbers?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.probability.parts import Part, Problem, Said
from calctutor.notation.tree import Tree, name, number
from calctutor.notation.tree import replace as put_in
from calctutor.steps import Verified

Expr = Any
CLOSE = Fraction(1, 10**11)
BITS = 96


def searched(problem: Problem, part: Part, p: Tree, cdf: Part) -> Part:
    """By halving an interval at whose ends F lies on the two sides of p, as balls prove."""
    if problem.letters:
        reason = "the equation has no closed form here, and with letters there is no number to find"
        return replace(part, exists=False, reason=reason,
                       about={"unknown": True}, verified=Verified("agrees"), complete=False)  # fmt: skip
    gap = _gap(problem, p, cdf)
    ends = _bracket(problem, gap)
    if ends is None:
        return replace(part, exists=False, reason="no interval was found in which F passes this value", about={"unknown": True},
                       verified=Verified("undecided"), complete=False)  # fmt: skip
    low, high = ends
    while high - low > CLOSE * (1 + abs(low)):
        middle = ((low + high) / 2).limit_denominator(10**14)
        side = gap(middle)
        if side is None:
            break
        low, high = (middle, high) if side < 0 else (low, middle)
    shown = f"{float((low + high) / 2):.10g}"
    said: Said = (
        f"No closed form: F is below at {float(low):.12g} and above at {float(high):.12g}, so the place lies between the two.",
    )
    held = Verified("agrees", 1, "F was enclosed in balls on both sides")
    return replace(
        part, lines=(said,), numeric=shown, error=f"{max(float(high - low), 1e-11):.0e}", verified=held, complete=False
    )


def _gap(problem: Problem, p: Tree, cdf: Part) -> Callable[[Fraction], float | None]:
    """The sign of F(x) - p, or None where it cannot be told."""
    x = name(problem.law.x)
    pieces = cdf.about.get("pieces", ())
    formula = pieces[0][2] if len(pieces) == 1 else None
    share = evaluate(p, {}, BITS).ball

    def gap(place: Fraction) -> float | None:
        at = number(place)
        tree = put_in(formula, {x: at}) if formula is not None else Tree("I", (problem.law.f, x, problem.law.low, at))
        try:
            found = evaluate(tree, {}, BITS).ball - share
        except (NoValue, ValueError, ZeroDivisionError):
            return None
        return -1.0 if found < 0 else 1.0 if found > 0 else None

    return gap


def _fraction(tree: Tree) -> Fraction:
    return Fraction(float(evaluate(tree, {}, BITS).ball.mid())).limit_denominator(10**9)


def _bracket(problem: Problem, gap: Callable[[Fraction], float | None]) -> tuple[Fraction, Fraction] | None:
    """Two places of the support on the two sides."""
    tree = problem.algebra.tree
    ends = [None if end in (sp.oo, -sp.oo) else _fraction(tree(end)) for end in (problem.low, problem.high)]
    start = ends[0] if ends[0] is not None else ends[1] if ends[1] is not None else Fraction(0)
    places = sorted({start, *(start + way * Fraction(2) ** k for k in range(-6, 12) for way in (-1, 1))})
    inside = [q for q in places if (ends[0] is None or q > ends[0]) and (ends[1] is None or q < ends[1])]
    if ends[0] is not None and ends[1] is not None:
        inside = [ends[0] + (ends[1] - ends[0]) * Fraction(k, 64) for k in range(1, 64)]
    sides = [(q, gap(q)) for q in inside]
    below = [q for q, side in sides if side is not None and side < 0]
    above = [q for q, side in sides if side is not None and side > 0]
    low = max(below, default=ends[0])
    high = min(above, default=ends[1])
    return None if low is None or high is None or low >= high else (low, high)


__all__ = ["searched"]
