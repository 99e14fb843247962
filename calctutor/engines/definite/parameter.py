"""Does the integral become easy when it is differentiated by a letter in it?

Differentiation under the integral sign: the slope of the integral by the letter is the integral of the slope. Where that one
can be done, it is integrated back, from a value of the letter at which the integral is 0. Where there is no letter, one is
brought in: an exponent, the speed of a wave, or a factor e^(−s x) that makes the integral vanish for large s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines.assumptions import Assumptions
from calctutor.engines.definite.problem import Definite
from calctutor.errors import StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, derivative, name, names
from calctutor.steps import Solution, Step
from calctutor.verify import holds

Expr = Any
Work = Callable[[Definite, Tree], Solution]

ALLOWED = (
    "The derivative may be taken inside where the integral that this gives converges evenly in {letter}; "
    "the check of the answer stands in for a proof of that."
)


UNDER = "Differentiate under the integral sign"


@dataclass(frozen=True, slots=True)
class Family:
    """The integrand with a letter in it, the value of the letter in the problem, and one for which the integrand is 0."""

    f: Expr
    letter: Expr
    here: Expr
    vanishing: Expr


def under_the_sign(problem: Definite, work: Work) -> Expr | None:
    """The value, with the steps in the problem; None where the derivative is not simpler or its integral is not found."""
    for family in families(problem):
        other = problem.over(problem.f, problem.a, problem.b)
        value = _worked(other, family, work)
        if value is not None:
            problem.steps += other.steps
            problem.conditions += other.conditions
            return value
    return None


def better(problem: Definite) -> bool:
    """Is this the textbook's way: a letter of the problem whose slope clears what stands below; or ln x below from 0 to 1?"""
    below = sp.fraction(sp.together(problem.f))[1]
    over_log = (problem.a, problem.b) == (0, 1) and sp.log(problem.x) in sp.Mul.make_args(below)
    return any(over_log or family.here == family.letter for family in families(problem))


def families(problem: Definite) -> Iterator[Family]:
    """The letters by which the derivative has no ln x or x below any more, though the integrand has."""
    f, x = problem.f, problem.x
    if f.is_Add or f.count_ops() > 40 or not _awkward(f, x):
        return
    for family in (*_letters(problem), *_numbers(problem), *_damped(problem)):
        slope = sp.simplify(family.f.diff(family.letter))
        if not _awkward(slope, x) and slope != 0:
            yield family


def _awkward(f: Expr, x: Expr) -> bool:
    """Does ln x stand below, or a power of x that its top does not cancel? (sin(x)/x, (x − 1)/ln x)"""
    bottom = sp.fraction(sp.together(f))[1]
    return any((p.is_Pow and p.base == x) or p == x or p.has(sp.log) for p in sp.Mul.make_args(bottom) if p.has(x))


def _letters(problem: Definite) -> list[Family]:
    """The letters that are in the integrand already."""
    f = problem.f
    found = []
    for letter in sorted(f.free_symbols - {problem.x}, key=str):
        others = sorted(f.free_symbols - {problem.x, letter}, key=str)
        for start in (sp.Integer(0), sp.Integer(1), *others):
            if sp.simplify(f.xreplace({letter: start})) == 0:
                found.append(Family(f, letter, letter, start))
    return found


def _numbers(problem: Definite) -> list[Family]:
    """A number in an exponent x^c or in a wave sin(c x) made a letter."""
    f, x, s = problem.f, problem.x, _new_letter(problem)
    found = []
    for p in sorted(f.atoms(sp.Pow, sp.sin, sp.atan, sp.sinh), key=sp.default_sort_key):
        inside = p.exp if p.is_Pow else p.args[0].coeff(x)
        plain = p.base == x if p.is_Pow else p.args[0] == inside * x
        if not plain or not inside.is_Rational or not inside.is_positive:
            continue
        family = f.xreplace({p: x**s if p.is_Pow else p.func(s * x)})
        if sp.simplify(family.xreplace({s: sp.Integer(0)})) == 0:
            found.append(Family(family, s, inside, sp.Integer(0)))
    return found


def _damped(problem: Definite) -> list[Family]:
    """A factor e^(−s x): at s = 0 it is not there, and for large s nothing is left."""
    if (problem.a, problem.b) != (0, sp.oo) or not problem.numeric:
        return []
    s = _new_letter(problem)
    return [Family(problem.f * sp.exp(-s * problem.x), s, sp.Integer(0), sp.oo)]


def _new_letter(problem: Definite) -> Expr:
    letter = next(n for n in ("s", "p", "q", "s_1") if n not in problem.taken)
    return Assumptions.of([letter]).symbols[letter]


def _worked(problem: Definite, family: Family, work: Work) -> Expr | None:
    """The steps: the integral with the letter, its slope, the slope worked, and the way back."""
    x, letter = problem.x, family.letter
    slope = sp.powsimp(sp.simplify(family.f.diff(letter)))
    known = Assumptions.of([letter.name]).relations if letter.name not in problem.taken else ()
    assumed = Assumptions((*problem.assumed.relations, *known))
    inner = Definite(problem.algebra, slope, x, problem.a, problem.b, [*problem.taken, letter.name], assumed)
    value = _value(inner, work)
    if value is None or value.has(x):
        return None
    whole = problem.asked(problem.a, problem.b, family.f)
    why = _why(problem, family) + ALLOWED.format(letter=letter.name)
    tree = problem.algebra.tree
    problem.line(UNDER, derivative(whole, tree(letter)), inner.question, why, tree(value))
    problem.steps += inner.steps
    return _back(problem, family, value, work)


def confirmed(solution: Solution) -> Solution:
    """A slope that no quadrature reaches holds if the answer does and has that slope."""
    if solution.verified.verdict not in ("agrees", "proved"):
        return solution
    steps = tuple(replace(step, holds=_by_answer(step, solution.answer)) for step in solution.steps)
    return replace(solution, steps=steps)


def _by_answer(step: Step, answer: Tree) -> str:
    if step.title != UNDER or step.holds != "undecided" or step.before.args[1] not in map(name, names(answer)):
        return step.holds
    same = compare(derivative(answer, step.before.args[1]), step.answer)
    return holds(same) if same.equal else step.holds


def _why(problem: Definite, family: Family) -> str:
    """What is differentiated by which letter, and what the letter has to do with the problem."""
    letter, here = family.letter.name, problem.words(family.here)
    if family.letter == family.here:
        return f"Differentiate by {letter}: the slope of the integrand has nothing awkward below. "
    return (
        f"Bring in a letter {letter}: for {letter} = {here} this is the integral that is asked. Differentiate by {letter}: "
        "the slope of the integrand has nothing awkward below. "
    )


def _back(problem: Definite, family: Family, slope: Expr, work: Work) -> Expr | None:
    """The slope integrated from the value of the letter at which the integral is 0 to the one that is asked."""
    t = next(symbol(n) for n in ("t", "r", "t_1", "t_2") if n not in problem.taken)
    low, high, sign = family.vanishing, family.here, 1
    if low == sp.oo:
        low, high, sign = high, low, -1
    back = problem.over(sp.simplify(sign * slope.xreplace({family.letter: t})), low, high, t)
    at = f"{family.letter.name} = {problem.words(family.vanishing)}" if sign > 0 else f"large {family.letter.name}"
    why = f"For {at} nothing is left of the integrand, so the integral is 0 there: add up its slope from there."
    value = _value(back, work)
    if value is None:
        return None
    problem.line("Integrate the slope back", problem.question, back.question, why, problem.algebra.tree(value))
    problem.steps += back.steps
    return value


def _value(part: Definite, work: Work) -> Expr | None:
    """The value of an integral on the way, its steps kept in it; None where it has none in closed form."""
    try:
        solution = work(part, part.question)
    except StudentError:
        return None
    if not solution.about["exists"] or solution.answer == solution.question:
        return None
    part.steps[:] = solution.steps
    return part.algebra.expression(solution.answer, part.assumed.symbols)
