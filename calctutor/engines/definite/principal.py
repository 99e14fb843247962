"""What is the principal value of an integral that diverges at a pole, or over the whole line?"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite, Piece, shortest
from calctutor.rules.limits.values import finite, infinite

Expr = Any


def principal_value(problem: Definite, pieces: list[Piece]) -> Expr | None:
    """The limit of the integral without symmetric gaps around the poles (or, over the whole line, between −R and R), where
    that exists though the integral does not.
    """
    if any(piece.F is None for piece in pieces):
        return None
    if (problem.a, problem.b) == (-sp.oo, sp.oo):
        return _even_handed(problem, pieces)
    if infinite(problem.a) or infinite(problem.b) or len(pieces) < 2:
        return None
    parts = [_across(problem, one, other) for one, other in pairwise(pieces)]
    ends = pieces[-1].F.xreplace({problem.x: problem.b}) - pieces[0].F.xreplace({problem.x: problem.a})
    if None in parts or ends.has(sp.zoo, sp.nan, sp.oo, sp.I):
        return None
    return shortest(sp.Add(ends, *parts))


def _across(problem: Definite, one: Piece, other: Piece) -> Expr | None:
    """What F loses on the way over a break with a gap of the same width on both sides."""
    h = sp.Symbol("h", real=True, positive=True)
    gap = sp.simplify(one.F.xreplace({problem.x: one.q - h}) - other.F.xreplace({problem.x: one.q + h}))
    inner = problem.limits.value(gap, h, sp.Integer(0), 1)
    return inner if finite(inner) else None


def _even_handed(problem: Definite, pieces: list[Piece]) -> Expr | None:
    if any(infinite(piece.q) is False and piece.f != problem.f for piece in pieces) or len({piece.F for piece in pieces}) > 1:
        return None
    F, R = pieces[0].F, sp.Symbol("R", real=True, positive=True)
    between = sp.simplify(F.xreplace({problem.x: R}) - F.xreplace({problem.x: -R}))
    value = problem.limits.value(between, R, sp.oo, 0)
    return value if finite(value) else None
