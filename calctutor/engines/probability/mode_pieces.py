"""Which value has the largest density, if the density has several formulas or several flat places?

On each piece: where its derivative is 0, and its ends; of all these places, the one with the largest density. For densities
without letters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.breaks import number as as_float
from calctutor.engines.breaks import zeros
from calctutor.engines.definite.pieces import pieces
from calctutor.engines.definite.problem import Definite, Piece
from calctutor.engines.probability.estimation.numbers import halved, sign_at
from calctutor.engines.probability.parts import Part, Problem, Said, numeric
from calctutor.engines.probability.signs import between
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Verified

Expr = Any
BITS = 128
LOOKED_AT = tuple(Fraction(k, 48) for k in range(1, 48))
WHY: Said = ("The density is largest where its derivative is 0, or at an end, a corner or a jump: look at all of these.",)


@dataclass(frozen=True, slots=True)
class Place:
    """A value at which the density may be largest: exact, or the middle of two close decimals; and the density there."""

    at: Expr
    height: Expr
    exact: bool = True

    def ball(self, problem: Problem) -> Any:
        return evaluate(problem.algebra.tree(self.height), {}, BITS).ball


def by_pieces(problem: Problem, part: Part) -> Part | None:
    """The mode of a density without letters; None where nothing was decided."""
    if problem.letters:
        return None
    whole = Definite(problem.algebra, problem.f, problem.x, problem.low, problem.high, problem.taken)
    found = pieces(whole)
    lines = [_formula(problem, piece) for piece in found] if len(found) > 1 else []
    part = replace(part, before=(WHY,), steps=())
    places: list[Place] = []
    for piece in found:
        if sp.diff(piece.f, problem.x) == 0:
            places += [Place(end, piece.f) for end in (piece.p, piece.q)]
            continue
        here = _places(problem, piece)
        if here is None:
            return None
        if endless := next((place for place in here if place.height in (sp.oo, sp.zoo)), None):
            return _without_end(problem, part, endless)
        places += here
    return _largest(problem, part, found, places, lines)


def _formula(problem: Problem, piece: Piece) -> Said:
    tree, x = problem.algebra.tree, name(problem.law.x)
    below, above = Tree("<", (tree(piece.p), x)), Tree("<", (x, tree(piece.q)))
    where = above if piece.p == -sp.oo else below if piece.q == sp.oo else Tree("and", (below, above))
    slope = tree(sp.factor(sp.diff(piece.f, problem.x)))
    return ("For ", where, " the density is ", tree(piece.f), ", and its derivative ", slope, ".")


def _places(problem: Problem, piece: Piece) -> list[Place] | None:
    """Flat places inside the piece, and its finite ends."""
    x, found = problem.x, list[Place]()
    for end, side in ((piece.p, "+"), (piece.q, "-")):
        if end in (sp.oo, -sp.oo):
            continue
        height = piece.f.subs(x, end)
        height = sp.limit(piece.f, x, end, side) if height.has(sp.nan, sp.zoo, sp.oo) else height
        if height.has(sp.nan, sp.AccumBounds, sp.Limit):
            return None
        found.append(Place(end, height))
    return [*found, *_flat(problem, piece)]


def _flat(problem: Problem, piece: Piece) -> list[Place]:
    """Where the derivative is 0: as far as this can be written down, and else where it changes from + to -, in decimals."""
    x, slope = problem.x, sp.diff(piece.f, problem.x)
    low, high = (as_float(problem.algebra, end) for end in (piece.p, piece.q))
    exact = [root for root in zeros(_top(slope, x), x, low, high) if not root.has(sp.CRootOf, sp.I) and root.count_ops() < 24]
    places = {float(root): root for root in exact if low < float(root) < high}
    found = [Place(root, piece.f.subs(x, root)) for _, root in sorted(places.items())]
    tree = problem.algebra.tree(slope)
    ends = [None if abs(end) == float("inf") else Fraction(end) for end in (low, high)]
    looked = sorted(between(ends[0], ends[1], share) for share in LOOKED_AT)
    signs = [(place, sign) for place in looked if (sign := sign_at(tree, x.name, place))]
    for (a, one), (b, other) in pairwise(signs):
        if (one, other) == (1, -1) and not any(a <= place <= b for place in places):
            middle = sum(halved(tree, x.name, a, b), Fraction(0)) / 2
            at = sp.Rational(middle.numerator, middle.denominator)
            found.append(Place(at, piece.f.subs(x, at), exact=False))
    return found


def _top(slope: Expr, x: Expr) -> Expr:
    """What must be 0 for the slope to be; exponentials of x never are."""
    top = sp.factor(sp.fraction(sp.together(slope))[0])
    return sp.Mul(*(part for part in sp.Mul.make_args(top) if part.has(x) and not isinstance(part, sp.exp)))


def _without_end(problem: Problem, part: Part, place: Place) -> Part:
    said = problem.algebra.tree(place.at)
    return replace(part, exists=False, reason="the density grows beyond all bounds near an end",
                   lines=(("Near ", Tree("=", (name(problem.law.x), said)), " the density grows beyond all bounds."),),
                   verified=Verified("agrees", 1, "its limit there"))  # fmt: skip


def _largest(problem: Problem, part: Part, found: list[Piece], places: list[Place], lines: list[Said]) -> Part | None:
    """The highest of the places, and whether it is the only one."""
    distinct = {(place.at, place.height): place for place in places}
    heights = {place: place.ball(problem) for place in sorted(distinct.values(), key=lambda one: float(one.at))}
    best = max(heights, key=lambda place: float(heights[place].mid()), default=None)
    if best is None or not _nowhere_larger(problem, found, heights[best]):
        return None
    top = [place for place, height in heights.items() if not height < heights[best] - 2.0**-40]
    lines += [_height(problem, place) for place in heights]
    held = Verified("agrees", len(heights), "compared with the density at other places")
    part = replace(part, lines=tuple(lines), verified=held)
    if len({place.at for place in top}) > 1:
        return replace(part, exists=False, reason=f"{_several(problem, found, top)}, so there is no single mode")
    if not best.exact:
        return replace(part, numeric=f"{float(best.at):.10g}", error="1e-10", complete=False)
    answer = problem.algebra.tree(best.at)
    return replace(part, answer=answer, numeric=numeric(answer))


def _height(problem: Problem, place: Place) -> Said:
    tree, x = problem.algebra.tree, name(problem.law.x)
    if place.exact:
        return ("At ", Tree("=", (x, tree(place.at))), " the density is ", tree(place.height), ".")
    return ("At ", x, f" ≈ {float(place.at):.10g} the density is about {float(place.height):.6g}.")


def _several(problem: Problem, found: list[Piece], top: list[Place]) -> str:
    """Where the density is equally large: at places, or on a whole piece."""
    where = " and ".join(dict.fromkeys(_written(problem, place) for place in top))
    flat = any(sp.diff(p.f, problem.x) == 0 and {p.p, p.q} <= {place.at for place in top} for p in found)
    return f"every value between {where} has the largest density" if flat else f"the density is equally large at {where}"


def _written(problem: Problem, place: Place) -> str:
    return text(problem.algebra.tree(place.at)) if place.exact else f"{float(place.at):.10g}"


def _nowhere_larger(problem: Problem, found: list[Piece], top: Any) -> bool:
    """Is the density nowhere larger, at places all over every piece?"""
    for piece in found:
        low, high = (as_float(problem.algebra, end) for end in (piece.p, piece.q))
        ends = [None if abs(end) == float("inf") else Fraction(end) for end in (low, high)]
        for share in LOOKED_AT:
            try:
                height = evaluate(problem.algebra.tree(piece.f), {problem.law.x: between(ends[0], ends[1], share)}, BITS).ball
            except (NoValue, ValueError, ZeroDivisionError):
                continue
            if height > top:
                return False
    return True


__all__ = ["by_pieces"]
