"""Does an improper integral have a value, when no antiderivative is known? By comparison with a power.

At every open end the integrand is compared with 1/x^p: its quotient with it has a limit (worked), or it stays below or above
(checked at points all the way to the end). With p the integral of the power is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.definite.problem import Definite, Piece
from calctutor.engines.definite.step_checks import bracket_holds
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.rules.limits.values import finite, infinite, put_in
from calctutor.solver import Stuck
from calctutor.steps import Step
from calctutor.verify import holds, worst

Expr = Any


@dataclass(frozen=True)
class Verdict:
    """Converges at every open end, or diverges at one, for the `reason`."""

    converges: bool
    reason: str = ""


@dataclass(frozen=True)
class End:
    """An open end, and a power that grows or falls like the integrand there: scale^-p, where scale is x or the distance."""

    at: Expr
    side: int
    start: Expr
    scale: Expr


def verdict(problem: Definite, pieces: list[Piece]) -> Verdict | None:
    """The verdict, its steps written into the problem; None where some end cannot be judged, or where no end is open."""
    ends = [end for piece in pieces for end in _open_ends(problem, piece)] if problem.numeric else []
    told = []
    for end in ends:
        found = _at(problem, end)
        if found is not None and not found.converges:
            return found
        told.append(found)
    if not told or None in told:
        problem.steps.clear()
        return None
    return Verdict(True)


def _open_ends(problem: Definite, piece: Piece) -> list[End]:
    found = []
    for at, other, side in ((piece.p, piece.q, 1), (piece.q, piece.p, -1)):
        if infinite(at):
            way = 1 if at == sp.oo else -1
            start = sp.Integer(way) if infinite(other) or other * way < 1 else other
            found.append(End(at, 0, start, way * problem.x))
        elif not finite(put_in(problem.f, problem.near(at, side))):
            middle = problem.middle(piece.p, piece.q)
            found.append(End(at, side, middle, side * (problem.x - at)))
    return found


def _at(problem: Definite, end: End) -> Verdict | None:
    f = problem.f
    bounded = _without_swings(f, problem.x)
    p = _exponent(problem, end, f) if bounded is None else _exponent(problem, end, bounded)
    if p is None:
        return None
    if bounded is not None:
        return _directly(problem, end, p, 1)
    tail = problem.near(end.at, end.side).sign(f)
    return _directly(problem, end, p, tail) or _by_limit(problem, end, p) if tail in (1, -1) else None


def _without_swings(f: Expr, x: Expr) -> Expr | None:
    """f with 1 in the place of its factors sin and cos, which never exceed it; None where there are none."""
    factors = sp.Mul.make_args(f)
    swings = [g for g in factors if g.has(x) and g.as_base_exp()[0].func in (sp.sin, sp.cos) and g.as_base_exp()[1].is_positive]
    return sp.Mul(*(g for g in factors if g not in swings)) if swings else None


def _exponent(problem: Definite, end: End, f: Expr) -> Expr | None:
    """The p for which f behaves like scale^-p: the slope in a picture with logarithmic axes, as a simple fraction."""
    near, far = (Fraction(10) ** (k if infinite(end.at) else -k) for k in (8, 12))
    first, last = (_size(problem, end, f, scale) for scale in (near, far))
    if first is None or last is None:
        return None
    if infinite(end.at) and abs(last) < 1e-60:
        return sp.Integer(2)  # it falls faster than any power
    if not first or not last:
        return None
    rise = sp.log(abs(last / first)) / sp.log(far / near)
    p = sp.nsimplify(-float(rise), rational=True).limit_denominator(6)
    return p if abs(float(p) + float(rise)) < 0.004 else None


def _size(problem: Definite, end: End, f: Expr, scale: Fraction) -> float | None:
    place = {problem.x: sp.Rational(scale) * (1 if end.at == sp.oo else -1)} if infinite(end.at) else {
        problem.x: end.at + end.side * sp.Rational(scale)}  # fmt: skip
    try:
        return float(evaluate(problem.algebra.tree(f.xreplace(place)), {}, 256).ball.mid())
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return None


def _settles(end: End, p: Expr) -> bool:
    """Does the integral of scale^-p have a value up to this end?"""
    return bool(p > 1) if infinite(end.at) else bool(p < 1)


def _directly(problem: Definite, end: End, p: Expr, sign: int) -> Verdict | None:
    """|f| below a multiple of a power whose integral converges, or above one whose integral diverges."""
    swinging = _without_swings(problem.f, problem.x) is not None
    converges = _settles(end, p)
    if swinging and not converges:
        return None
    for c in map(sp.Rational, ("1", "2", "3", "5", "10") if converges else ("1", "1/2", "1/3", "1/5", "1/10")):
        g = c * end.scale ** (-p)
        if _dominates(problem, end, g, converges):
            inside = problem.f if sign == 1 and not swinging else abs(problem.f) if swinging else -problem.f
            return _told(problem, end, (inside, "≤" if converges else "≥", g), p, "Comparison test")
    return None


def _dominates(problem: Definite, end: End, g: Expr, above: bool) -> bool:
    """Does g stay above |f| (or below it) at points from the start to very near the end?"""
    tree = problem.algebra.tree(abs(problem.f) - g if above else g - abs(problem.f))
    try:
        return all(not evaluate(tree, {problem.x.name: place}, 256).ball > 0 for place in _places(end))
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return False


POINTS = 60


def _places(end: End) -> list[Fraction]:
    """Points from the start towards the end, closer and closer to it."""
    start = Fraction(str(sp.N(end.start, 30))) if not end.start.is_Rational else Fraction(int(end.start.p), int(end.start.q))
    if infinite(end.at):
        return [start * Fraction(13, 10) ** k if start else Fraction(k) for k in range(POINTS)]
    at = Fraction(str(sp.N(end.at, 30))) if not end.at.is_Rational else Fraction(int(end.at.p), int(end.at.q))
    return [at + (start - at) * Fraction(3, 4) ** k for k in range(POINTS)]


def _by_limit(problem: Definite, end: End, p: Expr) -> Verdict | None:
    """The quotient of f and a power has a limit that is not 0."""
    quotient = sp.simplify(problem.f * end.scale**p)
    try:
        solved = problem.limits.limit(quotient, problem.x, end.at, end.side)
    except Stuck:
        return None
    if not finite(solved.value) or solved.value == 0:
        return None
    problem.steps.append(solved.step)
    g = end.scale ** (-p)
    return _told(problem, end, (problem.f, f"behaves like {problem.words(solved.value)} times", g), p, "Limit comparison test")


def _told(problem: Definite, end: End, claim: tuple[Expr, str, Expr], p: Expr, title: str) -> Verdict:
    tree, x, t = problem.algebra.tree, problem.x, problem.t
    f, relation, g = claim
    converges = _settles(end, p)
    G = sp.integrate(g, x)
    low, high = (tree(end.start), name(t.name)) if end.at == sp.oo or end.side == -1 else (name(t.name), tree(end.start))
    ends = (tree(end.start), tree(end.at)) if end.at == sp.oo or end.side == -1 else (tree(end.at), tree(end.start))
    before = Tree("I", (tree(g), name(x.name), *ends))
    bracket = Tree("at", (tree(G), name(x.name), low, high))
    side = None if infinite(end.at) else "+" if end.side == 1 else "-"
    limit = Tree("L", (bracket, name(t.name), tree(end.at)), side)
    value = tree(abs(sp.limit(G, x, end.at, side or "-") - G.xreplace({x: end.start})) if converges else sp.oo)
    step = Step(title.lower().replace(" ", "-"), title, before, limit, value, why=(_why(problem, end, converges, relation),),
                lines=((tree(f), f" {relation} ", tree(g), _where(problem, end)),))  # fmt: skip
    problem.steps.append(replace(step, holds=worst([bracket_holds(problem, step), holds(compare(limit, value))])))
    goes = "converges" if converges else "diverges"
    return Verdict(converges, f"{text(tree(f))} {relation} {text(tree(g))}, whose integral {goes} at {problem.words(end.at)}")


def _where(problem: Definite, end: End) -> str:
    x, start, at = problem.x, problem.words(end.start), problem.words(end.at)
    return f" for {x} between {start} and {at} (compared at {POINTS} points)" if not infinite(end.at) else (
        f" for {x} {'≥' if end.at == sp.oo else '≤'} {start} (compared at {POINTS} points)")  # fmt: skip


def _why(problem: Definite, end: End, converges: bool, relation: str) -> str:
    if "like" in relation:
        both = "converge" if converges else "diverge"
        return f"Near {problem.words(end.at)} the two behave alike, so their integrals both {both} there."
    if converges:
        return "What stays below something with a finite integral has a finite integral itself."
    return "What stays above something without a finite integral has none itself."
