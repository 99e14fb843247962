"""Has each part of a range the integrand's own values inside? A formula without bars, jumps and pieces may hold on less than
was thought: where a break is not found, numbers tell.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from calctutor.balls.equality import compare
from calctutor.engines.breaks import number
from calctutor.engines.definite.problem import Definite, Piece
from calctutor.notation.tree import Tree, name
from calctutor.notation.tree import number as number_tree
from calctutor.notation.tree import replace as put_in

Expr = Any
SHARES = [Fraction(k, 97) for k in (1, 4, 7, 13, 19, 25, 31, 37, 43, 48, 53, 60, 67, 73, 79, 85, 91, 96)]
"""Where in a part it is looked at, as shares of its width."""


def split_holds(problem: Definite, pieces: list[Piece]) -> str:
    """A range may be cut anywhere; what is to be checked is that each part has the integrand's own values inside."""
    told = [same_inside(problem, piece) for piece in pieces]
    return "fails" if False in told else "undecided" if None in told else "agrees"


def same_inside(problem: Definite, piece: Piece) -> bool | None:
    """Are the piece's formula and the integrand the same at points all over the piece?"""
    if piece.f == problem.f:
        return True
    seen = False
    for share in SHARES:
        one, other = (_there(problem, piece, g, share) for g in (piece.f, problem.f))
        verdict = compare(put_in(one, problem.meaning), put_in(other, problem.meaning))
        if verdict.kind == "different":
            return False
        seen = seen or verdict.equal
    return True if seen else None


def _there(problem: Definite, piece: Piece, g: Expr, share: Fraction) -> Tree:
    """g at a place in the piece; in its middle where the ends have letters."""
    place = _place(problem, piece, share)
    if place is None:
        return problem.algebra.tree(g.xreplace({problem.x: (piece.p + piece.q) / 2}))
    return put_in(problem.algebra.tree(g), {name(problem.x.name): place})


def _place(problem: Definite, piece: Piece, share: Fraction) -> Tree | None:
    """A place in a piece with numbers as its ends."""
    if piece.p.free_symbols or piece.q.free_symbols:
        return None
    low, high = (number(problem.algebra, end) for end in (piece.p, piece.q))
    low = min(high, 1e3) - 50 if low == -float("inf") else low
    high = low + 50 if high == float("inf") else high
    first, width = (Fraction(value).limit_denominator(10**9) for value in (low, high - low))
    return number_tree(first + share * width)
