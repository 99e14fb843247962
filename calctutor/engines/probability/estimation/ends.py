"""How far does a sample let a letter go that stands in an end of the support?

Every value must lie between the ends. Where the likelihood only falls (or only grows) in the letter, the best is the least
(or the largest) that allows all values: b for uniform(0, b), max(-x_min, x_max) for uniform(-b, b).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines.probability.estimation.slopes import slope_of
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.log_likelihood import Sample
from calctutor.engines.probability.parts import Part, Problem, Said, numeric
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, derivative, name, names
from calctutor.notation.writing import text
from calctutor.steps import Verified
from calctutor.verify import worst

Expr = Any


@dataclass(frozen=True, slots=True)
class Allowed:
    """The bounds that a sample sets to a letter, and the inequalities they come from."""

    least: tuple[Expr, ...]
    most: tuple[Expr, ...]
    because: tuple[Tree, ...]


def in_an_end(problem: Problem, letter: str) -> bool:
    return any(letter in names(end) for end in (problem.law.low, problem.law.high))


def extremes(problem: Problem, sample: Sample) -> tuple[Expr, Expr]:
    """The least and the largest value, as numbers or as letters."""
    if sample:
        least, most = min(sample), max(sample)
        return sp.Rational(least.numerator, least.denominator), sp.Rational(most.numerator, most.denominator)
    sure = {"positive": True} if problem.known.sign(problem.low) in (0, 1) else {"real": True}
    return sp.Symbol("x_min", **sure), sp.Symbol("x_max", **sure)


def at_an_end(problem: Problem, known: Known, logarithms: tuple[Expr, Expr], letter: str, sample: Sample) -> tuple[Part, Expr]:
    """The estimate of a letter in which the likelihood has one direction. `logarithms` are the log-likelihood with the
    estimates that were found already, and without them: of that, the conditions tell the sign.

    Raises `StudentError` where the direction is not decided or no value of the letter allows the sample.
    """
    logarithm, whole = logarithms
    steps, slope = slope_of(problem, logarithm, letter)
    tree, called = problem.algebra.tree, text(name(letter))
    sign = known.sign(known.own(slope))
    sign = known.sign(known.own(sp.diff(whole, known.own(symbol(letter))))) if sign is None else sign
    if sign is None:
        raise StudentError("no-rule", f"it was not decided how the likelihood changes with {called}", exit_code=NO_METHOD)
    allowed = _allowed(problem, known, letter, extremes(problem, sample))
    if sign == 0:
        raise _all_alike(problem, allowed, called)
    value = _furthest(known, allowed, sign, called)
    ways = ("falls", "smallest", "least") if sign == -1 else ("grows", "largest", "most")
    found = tree(value)
    said: tuple[Said, ...] = (
        (f"The derivative has one sign: the likelihood only {ways[0]} as {called} grows, so it is flat nowhere.",),
        ("But no value may be impossible: ", *_listed(allowed.because),
         f". The {ways[1]} {called} that allows all values is the best."),
    )  # fmt: skip
    held = Verified(worst([s.holds for s in steps]), 1, "the sign of the derivative")
    part = Part("estimate", f"Estimate of {called}", name(letter), derivative(tree(logarithm), name(letter)), steps, found,
                held, lines=said, numeric=numeric(found), about={"boundary": True})  # fmt: skip
    return part, value


def at_both_ends(problem: Problem, known: Known, logarithm: Expr, sample: Sample) -> list[tuple[Part, Expr]] | None:
    """Two letters that stand in one end together, as in uniform(m - w, m + w): where the likelihood falls as the support grows
    to either side, its ends are the least and the largest value, and the letters follow from that.
    """
    letters = sorted({*names(problem.law.low), *names(problem.law.high)})
    unknown = [known.own(symbol(letter)) for letter in letters]
    if len(letters) != 2 or not any(set(letters) <= set(names(end)) for end in (problem.law.low, problem.law.high)):
        return None
    low, high = sp.Symbol("x_min", real=True), sp.Symbol("x_max", real=True)
    equations = [known.own(problem.low) - low, known.own(problem.high) - high]
    found = sp.solve(equations, unknown, dict=True) if all(e.is_polynomial(*unknown) for e in equations) else []
    if len(found) != 1 or len(found[0]) != 2:
        return None
    inside = known.given(Tree("<", (name("x_min"), name("x_max"))))
    free = sp.expand_log(logarithm.subs(found[0]), force=True)
    if inside.sign(sp.factor(sp.diff(free, low))) != 1 or inside.sign(sp.factor(sp.diff(free, high))) != -1:
        return None
    places = dict(zip((low, high), extremes(problem, sample), strict=True))
    return [_follows(problem, letter, found[0][x], places) for letter, x in zip(letters, unknown, strict=True)]


def _follows(problem: Problem, letter: str, value: Expr, places: dict[Expr, Expr]) -> tuple[Part, Expr]:
    tree, ends = problem.algebra.tree, (problem.law.low, problem.law.high)
    worth = value.subs(places)
    least, most = (Tree("=", (end, tree(place))) for end, place in zip(ends, places.values(), strict=True))
    said: tuple[Said, ...] = (
        ("The likelihood falls as the support grows to either side. So its ends are the least and the largest value: ", least,
         " and ", most, "."),
        (name(letter), " = ", tree(value)),
    )  # fmt: skip
    held = Verified("agrees", 1, "the sign of both derivatives by the ends of the support")
    part = Part("estimate", f"Estimate of {text(name(letter))}", name(letter), None, (), tree(worth), held, lines=said,
                numeric=numeric(tree(worth)), about={"boundary": True})  # fmt: skip
    return part, worth


def _listed(trees: Sequence[Tree]) -> list[str | Tree]:
    return [piece for i, one in enumerate(trees) for piece in (" and " if i else "", one)]


def _allowed(problem: Problem, known: Known, letter: str, ends: tuple[Expr, Expr]) -> Allowed:
    """Which values of the letter keep the support around the sample: the ends must be linear in it."""
    least: list[Expr] = []
    most: list[Expr] = []
    because: list[Tree] = []
    x, tree = known.own(symbol(letter)), problem.algebra.tree
    for gap, place in ((ends[0] - known.own(problem.low), (problem.low, ends[0])),
                       (known.own(problem.high) - ends[1], (ends[1], problem.high))):  # fmt: skip
        if not gap.has(x):
            continue
        slope = sp.diff(gap, x)
        side = known.sign(slope)
        if side is None or slope.has(x):
            reason = f"an end of the support that is no multiple of {text(name(letter))} is not worked here"
            raise StudentError("no-rule", reason, exit_code=NO_METHOD)
        (least if side == 1 else most).append(sp.expand(-gap.subs(x, 0) / slope))
        because.append(Tree("<=", (tree(place[0]), tree(place[1]))))
    return Allowed(tuple(least), tuple(most), tuple(because))


def _all_alike(problem: Problem, allowed: Allowed, called: str) -> StudentError:
    """uniform(b, b + 1): every b that allows the sample is as good."""
    least, most = (text(problem.algebra.tree(end)) for end in (sp.Max(*allowed.least), sp.Min(*allowed.most)))
    reason = f"the likelihood does not depend on {called}: every {called} from {least} to {most} is as good"
    return StudentError("no-estimate", f"{reason}, so there is no single estimate", exit_code=NO_METHOD)


def _furthest(known: Known, allowed: Allowed, sign: int, called: str) -> Expr:
    """The end of what is allowed towards which the likelihood grows."""
    ends, others = (allowed.least, allowed.most) if sign == -1 else (allowed.most, allowed.least)
    if not ends:
        way = "smaller" if sign == -1 else "larger"
        raise StudentError("no-estimate", f"the likelihood grows without end as {called} gets {way}, and no value stops it",
                           exit_code=NO_METHOD)  # fmt: skip
    value = sp.Max(*ends) if sign == -1 else sp.Min(*ends)
    if any(known.sign(sign * (other - value)) == 1 for other in others):
        raise StudentError("outside-support", f"no {called} makes all of these values possible at once", exit_code=NO_METHOD)
    return value


__all__ = ["at_an_end", "at_both_ends", "extremes", "in_an_end"]
