"""Which value has the largest density? By the derivative of the logarithm of the density, and by its ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines.breaks import KINKS
from calctutor.engines.derivative import derive
from calctutor.engines.probability.area import inner_corners
from calctutor.engines.probability.check import checked
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.letters import bound_tree
from calctutor.engines.probability.logarithms import log_density
from calctutor.engines.probability.mode_pieces import by_pieces
from calctutor.engines.probability.parts import Part, Problem, Said, numeric
from calctutor.engines.probability.quantiles import undone
from calctutor.engines.probability.signs import SHARES, between, end_of
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, derivative, name, number
from calctutor.notation.tree import replace as put_in
from calctutor.solver import Solver
from calctutor.steps import Step, Verified
from calctutor.verify import FAILS

Expr = Any
WHY: Said = ("The density is largest where its logarithm is, and it is easier to differentiate: set its derivative to 0, "
             "and look at the ends.",)  # fmt: skip


COMPARED = "compared with the density at other places"


def mode(problem: Problem) -> Part:
    """The value with the largest density."""
    part = Part("mode", "Mode", name("mode"), before=(WHY,))
    if not problem.letters and problem.f.has(*KINKS):
        return by_pieces(problem, part) or _lost(part)
    if corners := inner_corners(problem):
        return _at_corner(problem, part, corners[0])
    logarithm = sp.expand(log_density(problem), log=False)
    line: Said = (Tree("ln", (Tree("apply", (name(problem.law.x),), "f"),)), " = ", problem.algebra.tree(logarithm))
    part = replace(part, before=(WHY, line))
    if not logarithm.has(problem.x):
        said: Said = (
            "The density is constant, so every value of the support is as likely as every other: there is no single mode.",
        )
        return replace(
            part, exists=False, reason="the density is constant on its support", lines=(said,), verified=Verified("proved")
        )
    steps, slope = _slope(problem, logarithm)
    part = replace(
        part,
        steps=tuple(checked(steps, problem.numbers)),
        question=derivative(problem.algebra.tree(logarithm), name(problem.law.x)),
    )
    plain = None if _many_roots(problem, slope) else _flat(problem, part, slope) or _monotone(problem, part, slope)
    return plain or by_pieces(problem, part) or _lost(part)


def _many_roots(problem: Problem, slope: Expr) -> bool:
    """Without letters, a polynomial on top with a factor of degree 3 or more: its roots are found in decimals."""
    top = _top(problem, slope)
    if problem.letters or not top.is_polynomial(problem.x):
        return False
    return any(sp.degree(factor, problem.x) > 2 for factor, _ in sp.factor_list(top, problem.x)[1])


def _slope(problem: Problem, logarithm: Expr) -> tuple[list[Step], Expr]:
    try:
        steps, slope = derive(Solver(problem.algebra, taken=problem.taken), logarithm, problem.law.x)
    except StudentError:
        return [], sp.diff(logarithm, problem.x)
    return steps, slope


def _lost(part: Part) -> Part:
    return replace(part, exists=False, reason="the equation for the mode was not solved here",
                   about={"unknown": True}, complete=False, verified=Verified("undecided"))  # fmt: skip


def _flat(problem: Problem, part: Part, slope: Expr) -> Part | None:
    """Where the derivative of ln f is 0."""
    roots = _roots(problem, _top(problem, slope))
    if not roots:
        return None
    value, lines = roots
    known, conditions = problem.known, list[Tree]()
    for gap in (value - problem.low, problem.high - value):
        sign = 1 if gap in (sp.oo, -sp.oo) else known.sign(gap)
        if sign in (-1, 0):
            return None
        if sign is None:
            condition = bound_tree(problem.algebra, sp.fraction(sp.together(gap))[0])
            conditions.append(condition)
            known = known.given(condition)
    answer = problem.algebra.tree(value)
    curve = shortest(sp.diff(slope, problem.x).subs(problem.x, value))
    bends = known.sign(curve)
    why: Said = (
        "There the second derivative of the logarithm is ",
        problem.algebra.tree(curve),
        ", which is negative: a maximum.",
    )
    lines = [(problem.algebra.tree(slope), " = ", number(0)), *lines, *([why] if bends == -1 else [])]
    held = _largest(problem, answer, known)
    if held == FAILS or (bends != -1 and held != "agrees"):
        return None
    return replace(part, answer=answer, lines=tuple(lines), conditions=tuple(conditions), numeric=numeric(answer),
                   verified=Verified(held, 1, COMPARED))  # fmt: skip


def _top(problem: Problem, slope: Expr) -> Expr:
    """What must be 0 for the slope to be; powers of a value that is not negative are put together."""
    x = sp.Symbol(problem.law.x, positive=True) if problem.known.sign(problem.low) in (0, 1) else problem.x
    top = sp.fraction(sp.factor(sp.together(slope.xreplace({problem.x: x}))))[0]
    return sp.powsimp(sp.expand(top)).xreplace({x: problem.x}) if not top.is_polynomial(x) else top.xreplace({x: problem.x})


def _roots(problem: Problem, top: Expr) -> tuple[Expr, list[Said]] | None:
    """The one place of the support where `top` is 0."""
    x, tree = problem.x, problem.algebra.tree
    if top.is_polynomial(x):
        known = problem.known
        found = [
            r
            for r in sp.roots(sp.Poly(top, x))
            if known.sign(r - problem.low) != -1 and known.sign(problem.high - r) != -1 and r.is_real is not False
        ]
        inner = [r for r in found if r not in (problem.low, problem.high)] or found
        positive = [r for r in inner if known.sign(r) == 1]
        chosen = inner if len(inner) == 1 else positive if problem.low == 0 else []
        if len(chosen) == 1:
            value = shortest(chosen[0])
            return value, [(name(problem.law.x), " = ", tree(value))]
        return _best(problem, inner)
    return undone(problem, sp.expand(top), sp.Integer(0))


def _best(problem: Problem, places: list[Expr]) -> tuple[Expr, list[Said]] | None:
    """Of several flat places, the one with the largest density; only for numbers."""
    if problem.letters or not places:
        return None
    tree = problem.algebra.tree
    values = {place: float(problem.f.subs(problem.x, place)) for place in places if place.is_real}
    top = max(values, key=lambda place: values[place])
    if sum(abs(v - values[top]) < 1e-12 for v in values.values()) > 1:
        return None
    said: list[Said] = [
        ("At ", tree(place), " the density is ", tree(shortest(problem.f.subs(problem.x, place))), ".") for place in values
    ]
    return top, said


def _monotone(problem: Problem, part: Part, slope: Expr) -> Part | None:
    """The density only falls, or only grows: it is largest at an end."""
    x = name(problem.law.x)
    inside = [Tree(">", (x, problem.law.low))] if problem.low != -sp.oo else []
    inside += [Tree("<", (x, problem.law.high))] if problem.high != sp.oo else []
    sign = problem.known.given(*inside).sign(slope)
    end = {-1: problem.low, 1: problem.high}.get(sign or 0)
    if end is None or end in (sp.oo, -sp.oo):
        return None
    way = "negative on all of the support: the density only falls, and is largest" if sign == -1 else (
        "positive on all of the support: the density only grows, and is largest")  # fmt: skip
    answer = problem.algebra.tree(end)
    if problem.f.subs(problem.x, end).has(sp.oo, sp.zoo):
        return replace(part, exists=False, reason="the density grows beyond all bounds near an end of its support",
                       lines=((f"The derivative is {way} near the end ", answer, ", beyond all bounds."),),
                       verified=Verified("agrees", 1, "its limit there"))  # fmt: skip
    said: Said = (f"The derivative is {way} at the end ", answer, ".")
    return replace(part, answer=answer, lines=(said,), numeric=numeric(answer),
                   verified=Verified(_largest(problem, answer, problem.known), 1, COMPARED))  # fmt: skip


def _at_corner(problem: Problem, part: Part, corner: Expr) -> Part:
    """A density with bars: it grows up to the corner and falls behind it."""
    answer = problem.algebra.tree(corner)
    held = _largest(problem, answer, problem.known)
    if held != "agrees":
        return _lost(part)
    said: Said = ("The density grows up to the corner at ", answer, " and falls behind it.")
    return replace(part, answer=answer, lines=(said,), verified=Verified(held, 1, COMPARED))


def _largest(problem: Problem, answer: Tree, known: Any) -> str:
    """Is the density nowhere larger, at places all over the support?"""
    numbers, x = problem.numbers_for(known), name(problem.law.x)
    verdict = "undecided"
    for choice in range(min(2, len(numbers.choices))):
        top = numbers.value(put_in(problem.law.f, {x: answer}), choice)
        ends = [end_of(problem.algebra, end, numbers, choice) for end in (problem.low, problem.high)]
        for share in SHARES:
            other = numbers.value(put_in(problem.law.f, {x: number(between(ends[0], ends[1], share))}), choice)
            if top is not None and other is not None and other > top:
                return FAILS
        verdict = "agrees"
    return verdict


__all__ = ["mode"]
