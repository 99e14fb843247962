"""Does the integral, as a function of a letter in it, obey an equation for its slope that is solved at once?

∫ e^(−A x²) cos(b x) dx: its slope by b is −b/(2A) times itself. ∫ cos(b x)/(x² + c²) dx: its second slope by b is c² times
itself (Courant, Differential and Integral Calculus II, IV.6). Where b is a number, a letter is put in its place first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines.assumptions import Assumptions
from calctutor.engines.definite.by_quadrature import equal, slope
from calctutor.engines.definite.parameter import ALLOWED, UNDER
from calctutor.engines.definite.problem import Definite
from calctutor.engines.definite.shortcuts import Work, worked_part
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, negative, number

Expr = Any


@dataclass(frozen=True, slots=True)
class Wave:
    """The integrand as front · x^k · sin(b x) or cos(b x) · rest."""

    front: Expr
    k: int
    sine: bool
    b: Expr
    rest: Expr


def value(problem: Definite, work: Work) -> Expr | None:
    """The value, with its steps written into the problem; None where this is no such wave over the line or its half."""
    if problem.b != sp.oo or problem.a not in (0, -sp.oo) or not problem.f.has(sp.sin, sp.cos):
        return None
    wave = _wave(problem)
    if wave is None or wave.sine != (wave.k == 1):
        return None
    return _bell(problem, wave, work) or _over_a_square(problem, wave, work)


def _wave(problem: Definite) -> Wave | None:
    x = problem.x
    front, moving = sp.factor(problem.f).as_independent(x, as_Add=False)
    factors = sp.Mul.make_args(moving)
    waves = [g for g in factors if g.func in (sp.sin, sp.cos) and g.args[0].is_polynomial(x) and sp.degree(g.args[0], x) == 1]
    k = 1 if x in factors else 0
    rest = sp.Mul(*(g for g in factors if g not in waves and g != x))
    if len(waves) != 1 or rest.has(sp.sin, sp.cos) or not rest.has(x):
        return None
    b = waves[0].args[0].coeff(x)
    return Wave(front, k, waves[0].func is sp.sin, b, rest) if waves[0].args[0] == b * x and problem.sign(b) == 1 else None


def _letter(problem: Definite, wave: Wave) -> tuple[Expr, Definite]:
    """The letter for the speed, and the problem in which it is assumed to be positive."""
    if wave.b.is_Symbol:
        return wave.b, problem
    letter = next(n for n in ("s", "p", "q", "s_1") if n not in problem.taken)
    known = Assumptions.of([letter])
    inner = Definite(problem.algebra, problem.f, problem.x, problem.a, problem.b, [*problem.taken, letter],
                     Assumptions((*problem.assumed.relations, *known.relations)))  # fmt: skip
    return known.symbols[letter], inner


def _said(problem: Definite, s: Expr, wave: Wave) -> str:
    """That a letter was brought in, where one was."""
    here = problem.words(wave.b)
    return "" if wave.b == s else f"Bring in a letter {s} in the place of {here}; for {s} = {here} this is what is asked. "


# Under a bell.


def _bell(problem: Definite, wave: Wave, work: Work) -> Expr | None:
    """e^(−A x²) cos(b x), and x e^(−A x²) sin(b x), which is b/(2A) times that."""
    x = problem.x
    if wave.rest.func is not sp.exp or not (exponent := sp.expand(wave.rest.args[0])).is_polynomial(x):
        return None
    A = -exponent.coeff(x, 2)
    if exponent != -A * x**2 or problem.sign(A) != 1:
        return None
    tree, (s, inner) = problem.algebra.tree, _letter(problem, wave)
    J = inner.asked(problem.a, problem.b, wave.rest * sp.cos(s * x))
    rate = s / (2 * A)
    sloped = inner.asked(problem.a, problem.b, -x * wave.rest * sp.sin(s * x))
    why = _said(problem, s, wave) + "Call the integral with the cosine J and differentiate it: " + ALLOWED.format(letter=s)
    inner.line(UNDER, derivative(J, tree(s)), sloped, why)
    why = (f"{problem.words(x * wave.rest)} is the slope of {problem.words(-wave.rest / (2 * A))}; what stands outside "
           f"vanishes at both "
           "ends, and J comes back.")  # fmt: skip
    inner.line("Integration by parts", sloped, negative(multiply(tree(rate), J)), why)
    start = problem.over(wave.rest, problem.a, problem.b)
    falls = sp.exp(-(s**2) / (4 * A))
    why = (f"J′ = −{problem.words(rate)} J has the solution J({s}) = J(0) {problem.words(falls)}: the quotient of the two "
           f"has the slope 0, so "
           f"it keeps its value at {s} = 0.")  # fmt: skip
    after = multiply(start.question, tree(falls))
    inner.line("Solve the equation for the slope", J, after, why, holds=equal(inner, J, after))
    problem.steps += inner.steps if inner is not problem else []
    J0 = worked_part(problem, work, start)
    if J0 is None:
        return None
    found = wave.front * J0 * falls.xreplace({s: wave.b})
    return _together(problem, found * (wave.b / (2 * A) if wave.sine else 1))


def _together(problem: Definite, found: Expr) -> Expr:
    tree = problem.algebra.tree
    problem.line("Put it together", problem.question, tree(found), "Use the value at 0, and what stood in front.")
    return found


# Over x² + c².


def _over_a_square(problem: Definite, wave: Wave, work: Work) -> Expr | None:
    """cos(b x)/(x² + c²), and x sin(b x)/(x² + c²), which is minus its slope by b."""
    x = problem.x
    bottom = 1 / wave.rest
    if not bottom.is_polynomial(x) or sp.degree(bottom, x) != 2 or bottom.coeff(x, 1) != 0:
        return None
    lead, square = sp.expand(bottom).coeff(x, 2), sp.expand(bottom).coeff(x, 0)
    square = sp.simplify(square / lead)
    c = sp.sqrt(square)
    if problem.sign(square) != 1:
        return None
    c = sp.Abs(c) if not c.is_positive else c
    tree, (s, inner) = problem.algebra.tree, _letter(problem, wave)
    half = _half_line(problem)
    plain = 1 / (x**2 + square)
    J = half.asked(sp.Integer(0), sp.oo, plain * sp.cos(s * x))
    _second_slope(inner, wave, (J, s, square))
    start = problem.over(plain, sp.Integer(0), sp.oo)
    falls = sp.exp(-c * s)
    why = (f"J″ = {problem.words(square)} J has the solutions P {problem.words(falls)} + Q {problem.words(1 / falls)}. "
           f"|J| never exceeds its value at "
           f"{s} = 0, so Q = 0, and P = J(0).")  # fmt: skip
    after = multiply(start.question, tree(falls))
    inner.line("Solve the equation for the slope", J, after, why, holds=equal(inner, J, after))
    problem.steps += inner.steps if inner is not problem else []
    J0 = worked_part(problem, work, start)
    if J0 is None:
        return None
    twice = 1 if problem.a == 0 else 2
    found = wave.front / lead * twice * J0 * falls.xreplace({s: wave.b}) * (c if wave.sine else 1)
    return _finished(problem, wave, found, s)


def _half_line(problem: Definite) -> Definite:
    return problem.over(problem.f, sp.Integer(0), sp.oo)


def _second_slope(problem: Definite, wave: Wave, parts: tuple[Tree, Expr, Expr]) -> None:
    """J′ = −π/2 + c² ∫ sin(s x)/(x (x² + c²)) dx, and the slope of that is c² J."""
    (J, s, square), x, tree = parts, problem.x, problem.algebra.tree
    ends = (sp.Integer(0), sp.oo)
    sine = problem.asked(*ends, sp.sin(s * x) / (x * (x**2 + square)))
    quarter = divide(tree(sp.pi), number(2))
    inside = problem.asked(*ends, -x * sp.sin(s * x) / (x**2 + square))
    why = (
        _said(problem, s, wave)
        + "Call the integral of the cosine from 0 to ∞ J and differentiate it. "
        + ALLOWED.format(letter=s)
    )
    problem.line(UNDER, derivative(J, tree(s)), inside, why)
    after = add(negative(quarter), sine if square == 1 else multiply(tree(square), sine))
    why = (f"{x}²/({problem.words(x**2 + square)}) is 1 − {problem.words(square)}/({problem.words(x**2 + square)}), so "
           f"{x} sin({s}{x}) over that is "
           f"sin({s}{x})/{x} less a part that may be differentiated again; the integral of sin({s}{x})/{x} is π/2 for "
           f"every {s} > 0.")  # fmt: skip
    problem.line("Take the constant part out", inside, after, why, holds=equal(problem, inside, after))
    why = "Differentiate once more: the sine becomes a cosine, the x below goes, and J comes back."
    back = J if square == 1 else multiply(tree(square), J)
    slope_of = derivative(after, tree(s))
    problem.line("Second slope", slope_of, back, why, holds=slope(problem, after, s.name, back))


def _finished(problem: Definite, wave: Wave, found: Expr, s: Expr) -> Expr:
    tree = problem.algebra.tree
    here = "" if wave.b == s else f"Put {s} = {problem.words(wave.b)} back. "
    sine = "With the sine the integral is −J′. " if wave.sine else ""
    both = "The integrand is even, so the whole line gives twice the half. " if problem.a != 0 else ""
    why = f"{here}{sine}{both}" or "Use the value at 0."
    problem.line("Put it together", problem.question, tree(found), why)
    return found


__all__ = ["value"]
