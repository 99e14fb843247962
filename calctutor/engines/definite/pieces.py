"""Into which pieces is a range cut, so that on each the integrand has one formula and its antiderivative is continuous?"""

from __future__ import annotations

import itertools
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.engines import integral
from calctutor.engines.breaks import KINKS, breaks, number, seams
from calctutor.engines.definite.agreement import same_inside
from calctutor.engines.definite.letters import letter_breaks
from calctutor.engines.definite.problem import Definite, Piece
from calctutor.engines.limit_sides import real_root_remedy
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import add
from calctutor.rules.integrals.budget import counted
from calctutor.rules.integrals.search import Search
from calctutor.rules.limits.reading_off import continuous
from calctutor.rules.limits.values import finite, infinite, piece_near, put_in

Expr = Any

QUESTIONS = 100
"""So many integrals are looked at for an antiderivative, and at no clock, so that every machine finds the same. What was found
at all took fewer than 50. Other ways and the quadrature must have their turn as well.
"""


def pieces(problem: Definite) -> list[Piece]:
    """The range cut at the breaks of f."""
    if not problem.numeric:
        problem.conditions += letter_breaks(problem, problem.f, problem.a, problem.b)[1]
    cuts = [problem.a, *_breaks(problem, problem.f, problem.a, problem.b), problem.b]
    return _joined(problem, [_piece(problem, p, q) for p, q in itertools.pairwise(cuts)])


def _piece(problem: Definite, p: Expr, q: Expr) -> Piece:
    """The part with its formula; with the integrand itself where the formula is not right all over the part."""
    piece = Piece(p, q, formula(problem, p, q))
    return Piece(p, q, problem.f) if same_inside(problem, piece) is False else piece


def _breaks(problem: Definite, f: Expr, p: Expr, q: Expr) -> list[Expr]:
    if not problem.numeric:
        return letter_breaks(problem, f, p, q)[0]
    try:
        return breaks(problem.algebra, f, problem.x, p, q)
    except (NoValue, TypeError, ValueError):
        return []


def formula(problem: Definite, p: Expr, q: Expr) -> Expr:
    """f between p and q, without bars, jumps and pieces."""
    f, near = problem.f, problem.near(_inside(problem, p, q), 1)
    for g in sorted(f.atoms(*KINKS), key=lambda g: g.count_ops()):
        there = _formula(g, near) if g.has(problem.x) else None
        f = f if there is None else f.xreplace({g: there})
    return f


def _inside(problem: Definite, p: Expr, q: Expr) -> Expr:
    if p.free_symbols or q.free_symbols:
        return q - 1 if infinite(p) else p + 1 if infinite(q) else (p + q) / 2
    return problem.middle(p, q)


def _formula(g: Expr, near: Any) -> Expr | None:
    """What |u|, sign, floor, max or a piecewise function is around one point."""
    if g.func is sp.Abs:
        sign = near.sign(g.args[0])
        return None if sign is None else sign * g.args[0]
    if g.is_Piecewise:
        return piece_near(g, near)
    if g.func in (sp.Max, sp.Min):
        way = 1 if g.func is sp.Max else -1
        return next((p for p in g.args if all(p == q or near.sign(p - q) == way for q in g.args)), None)
    value = put_in(g, near)
    return value if finite(value) else None


def in_numbers(problem: Definite, piece: Piece) -> list[tuple[Expr, Expr, Expr]]:
    """(formula, from, to) for the quadrature; a piece with seams that could not be written down is cut there in decimals."""
    if infinite(piece.p) or infinite(piece.q):
        return [(piece.f, piece.p, piece.q)]
    if not piece.f.has(*KINKS):
        touching = [c for c in _breaks(problem, piece.f, piece.p, piece.q) if _root_of_wave(piece.f, problem.x)]
        return [(piece.f, p, q) for p, q in itertools.pairwise([piece.p, *touching, piece.q])]
    places = seams(problem.algebra, piece.f, problem.x, piece.p, piece.q)
    cuts = [piece.p, *(sp.Rational(c.numerator, c.denominator) for c in places), piece.q]
    return [(formula(problem, p, q), p, q) for p, q in itertools.pairwise(cuts)]


def _root_of_wave(f: Expr, x: Expr) -> bool:
    """A root of sines or cosines has a corner where what is inside touches 0."""
    return any(g.exp.is_Rational and not g.exp.is_Integer and g.base.has(sp.sin, sp.cos) for g in f.atoms(sp.Pow) if g.has(x))


def _joined(problem: Definite, found: list[Piece]) -> list[Piece]:
    """Neighbours with the same formula that is continuous at the break between them are one piece."""
    kept = found[:1]
    for piece in found[1:]:
        last = kept[-1]
        if piece.f == last.f and continuous(piece.f, problem.near(piece.p, 0)):
            kept[-1] = Piece(last.p, piece.q, last.f)
        else:
            kept.append(piece)
    return kept


# The antiderivative.


def antiderivatives(problem: Definite, found: list[Piece], questions: int = QUESTIONS) -> bool:
    """Give every piece its antiderivative, worked once for each formula; False when none is found with so many questions."""
    known: dict[Expr, Expr] = {}
    for piece in found:
        if -piece.f in known and piece.f not in known:
            known[piece.f] = -known[-piece.f]
        if piece.f not in known:
            refuse_unreal(problem, piece)
            with counted(questions):
                worked = integral.worked(problem.algebra, piece.f, problem.x.name, list(problem.taken), Search())
            if worked is None:
                return False
            problem.steps += worked.steps
            known[piece.f] = worked.value.xreplace({symbol(s.name): s for s in piece.f.free_symbols})
        piece.F = known[piece.f]
    return True


def refuse_unreal(problem: Definite, piece: Piece) -> None:
    if problem.numeric and not problem.near(problem.middle(piece.p, piece.q), 1).real(piece.f):
        ends = " and ".join(map(problem.words, (piece.p, piece.q)))
        raise StudentError("not-real-there", f"the integrand is not real between {ends}",
                           exit_code=NO_METHOD, remedy=real_root_remedy(piece.f))  # fmt: skip


def split_at_jumps(problem: Definite, found: list[Piece]) -> list[Piece]:
    """Cut again where an antiderivative breaks although its integrand does not."""
    cut: list[Piece] = []
    for piece in found:
        inside = [c for c in _breaks(problem, piece.F, piece.p, piece.q) if not _smooth(problem, piece.F, c)]
        ends = [piece.p, *inside, piece.q]
        cut += [Piece(p, q, piece.f, piece.F) for p, q in itertools.pairwise(ends)]
        if inside:
            places = ", ".join(f"{problem.x} = {problem.words(c)}" for c in inside)
            problem.remarks.append(f"The antiderivative found jumps at {places}, so each side of it is evaluated by itself.")
    return cut


def _smooth(problem: Definite, F: Expr, c: Expr) -> bool:
    ends = [put_in(F, problem.near(c, side)) for side in (1, -1)]
    return finite(ends[0]) and ends[0] == ends[1]


def split_between_open_ends(problem: Definite, found: list[Piece]) -> list[Piece]:
    """A piece that is open at both ends is cut in the middle, so that each limit is taken by itself."""
    cut: list[Piece] = []
    for piece in found:
        numeric = not (piece.p.free_symbols or piece.q.free_symbols)
        if numeric and not (problem.closed(piece, piece.p, 1) or problem.closed(piece, piece.q, -1)):
            c = _cut(problem, piece)
            cut += [Piece(piece.p, c, piece.f, piece.F), Piece(c, piece.q, piece.f, piece.F)]
        else:
            cut.append(piece)
    return cut


def _cut(problem: Definite, piece: Piece) -> Expr:
    """Where to cut: at 0, 1 or the middle, whichever lies inside and can be put in."""
    low, high = number(problem.algebra, piece.p), number(problem.algebra, piece.q)
    for c in (sp.Integer(0), sp.Integer(1), (piece.p + piece.q) / 2, problem.middle(piece.p, piece.q)):
        between = finite(c) and c.is_number and low < number(problem.algebra, c) < high
        if between and finite(put_in(piece.F, problem.near(c, 0))):
            return c
    return problem.middle(piece.p, piece.q)


# What is said of the cuts.


def tell_split(problem: Definite, found: list[Piece]) -> None:
    if len(found) < 2:
        return
    parts = add(*(problem.asked(piece.p, piece.q, piece.f) for piece in found))
    places = ", ".join(f"{problem.x} = {problem.words(piece.p)}" for piece in found[1:])
    problem.line("Split the range", problem.question, parts, _why_split(problem, found, places))
    if not problem.remarks:  # what the integrand does is said before it is integrated
        problem.steps.insert(0, problem.steps.pop())


def _why_split(problem: Definite, found: list[Piece], places: str) -> str:
    if any(one.f != two.f for one, two in itertools.pairwise(found)):
        return f"The integrand has another formula on the other side of {places}: integrate each part with its own."
    cuts = [piece.p for piece in found[1:]]
    if any(not finite(put_in(problem.f, problem.near(c, side))) for c in cuts for side in (1, -1)):
        return f"The integrand is unbounded at {places}: integrate up to there and from there on."
    if problem.remarks:
        return f"The antiderivative jumps at {places}, though the integrand does not: integrate up to there and from there on."
    return f"Both ends need a limit of their own, so cut the range at {places}; any point between them will do."
