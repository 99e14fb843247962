"""On which pieces of the support does a function only grow, or only fall?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.probability.letters import bound_tree
from calctutor.engines.probability.parts import Problem
from calctutor.engines.several_roots import real_roots
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text

Expr = Any


def cuts(problem: Problem, g: Expr) -> list[Expr]:
    """The ends of the pieces, in order: those of the support, the corners and poles of g, and where its slope is 0.

    Raises `StudentError` where they are not found.
    """
    if g.has(sp.floor, sp.ceiling, sp.sign, sp.Piecewise, sp.Max, sp.Min):
        raise StudentError("no-rule", "the density of a function with jumps or cases is not worked here", exit_code=NO_METHOD)
    corners = [root for bars in g.atoms(sp.Abs) for root in _roots(problem, bars.args[0])]
    ends = _ordered(problem, [*corners, *_poles(problem, g)])
    found: list[Expr] = [problem.low]
    for low, high in zip([problem.low, *ends], [*ends, problem.high], strict=True):
        found += [*_turns(problem, without_bars(g, problem.x, low, high), low, high), high]
    return found


def _turns(problem: Problem, g: Expr, low: Expr, high: Expr) -> list[Expr]:
    """Where the slope is 0 between two places."""
    slope = sp.factor(sp.diff(g, problem.x))
    if slope == 0:
        raise StudentError("constant", "a constant has no density", exit_code=NO_METHOD)
    if problem.known.given(*_between(problem, low, high)).sign(slope) in (1, -1):
        return []
    if not slope.has(problem.x):
        raise _depends(problem, slope)
    roots = _roots(problem, sp.fraction(sp.together(slope))[0])
    return _ordered(problem, [root for root in roots if _inside(problem, root, low, high)])


def _depends(problem: Problem, slope: Expr) -> StudentError:
    """Whether it grows or falls depends on a letter."""
    condition = bound_tree(problem.algebra, slope)
    return StudentError("depends-on-a-sign", f"whether this function grows or falls depends on whether {text(condition)}",
                        exit_code=NO_METHOD, remedy=f'--assume "{text(condition).replace(" ", "")}"')  # fmt: skip


def _poles(problem: Problem, g: Expr) -> list[Expr]:
    bottom = sp.fraction(sp.together(g))[1]
    return _roots(problem, bottom) if bottom.has(problem.x) and problem.known.sign(bottom) is None else []


def _roots(problem: Problem, expr: Expr) -> list[Expr]:
    """Where an expression is 0 inside the support. Raises `StudentError` where that is not found."""
    x = problem.x
    if not expr.has(x) or problem.known.given(*_between(problem, problem.low, problem.high)).sign(expr) in (1, -1):
        return []
    found = real_roots(problem.algebra, expr, x) if expr.is_polynomial(x) else _on_an_interval(problem, expr)
    if found is None:
        raise StudentError("no-rule", "it was not found where this function grows and where it falls", exit_code=NO_METHOD)
    return [root for root in found if _inside(problem, root, problem.low, problem.high)]


def _on_an_interval(problem: Problem, expr: Expr) -> list[Expr] | None:
    """The roots of a function with finitely many of them in a support that has numbers for ends."""
    if expr.free_symbols != {problem.x} or not all(end.is_number for end in (problem.low, problem.high)):
        return None
    try:
        found = sp.solveset(expr, problem.x, sp.Interval.open(problem.low, problem.high))
    except (NotImplementedError, ValueError, TypeError):
        return None
    return list(found) if isinstance(found, sp.FiniteSet) else [] if found is sp.S.EmptySet else None


def _inside(problem: Problem, place: Expr, low: Expr, high: Expr) -> bool:
    known = problem.known
    above = low == -sp.oo or known.sign(place - low) == 1
    return bool(above and (high == sp.oo or known.sign(high - place) == 1))


def _ordered(problem: Problem, places: list[Expr]) -> list[Expr]:
    """From left to right, each once."""
    found: list[Expr] = []
    for place in places:
        if place in found:
            continue
        at = sum(problem.known.sign(place - other) == 1 for other in found)
        found.insert(at, place)
    return found


def _between(problem: Problem, low: Expr, high: Expr) -> list[Tree]:
    tree, x = problem.algebra.tree, name(problem.law.x)
    more = [Tree(">", (x, tree(low)))] if low != -sp.oo else []
    return more + ([Tree("<", (x, tree(high)))] if high != sp.oo else [])


def place_between(low: Expr, high: Expr) -> Expr:
    if low == -sp.oo:
        return sp.Integer(1) if high == sp.oo else high - 1
    return low + 1 if high == sp.oo else low + (high - low) / 3


def without_bars(g: Expr, x: Expr, low: Expr, high: Expr) -> Expr:
    """g on a piece on which nothing between bars changes its sign."""
    place = place_between(low, high)
    opened = {}
    for bars in g.atoms(sp.Abs):
        there = bars.args[0].subs(x, place)
        opened[bars] = bars.args[0] if there.is_positive else -bars.args[0] if there.is_negative else bars
    return g.xreplace(opened)


def opened(problem: Problem, f: Expr, low: Expr, high: Expr) -> Expr:
    """f with the bars opened that have one sign on the whole piece."""
    known = problem.known.given(*_between(problem, low, high))
    signs = {bars: known.sign(bars.args[0]) for bars in f.atoms(sp.Abs)}
    return f.xreplace({bars: sign * bars.args[0] for bars, sign in signs.items() if sign is not None})


__all__ = ["cuts", "opened", "place_between", "without_bars"]
