"""What is the logarithm of the likelihood of a sample, and which sums of the sample stand in it?

A sample is a list of numbers, or letters x1 to xn of which only sums are needed: S_1 is the sum of the values, S_2 of
their squares, L the sum of their logarithms; c holds all that is without the parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.engines.probability.asking import Law
from calctutor.engines.probability.logarithms import log_density
from calctutor.engines.probability.parts import Problem, Said
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, name, number
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.steps import Verified

Expr = Any
Sample = tuple[Fraction, ...]

SUMS = {"S_1": "the sum of the values", "S_2": "the sum of their squares", "L": "the sum of their logarithms",
        "n": "the number of values", "c": "the sum of all that is without the parameters",
        "x_min": "the least value", "x_max": "the largest value"}  # fmt: skip


def meant(used: Sequence[str]) -> tuple[Said, ...]:
    said = "; ".join(f"{text(name(s))} is {SUMS[s]}" for s in used)
    return ((f"{said}.",),) if said else ()


def in_support(problem: Problem, sample: Sample) -> None:
    for value in sample:
        place = sp.Rational(value.numerator, value.denominator)
        for gap in (place - problem.low, problem.high - place):
            if gap not in (sp.oo, -sp.oo) and problem.known.sign(gap) == -1:
                reason = f"the value {text(number(value))} lies outside the support of this density"
                raise StudentError("outside-support", reason, exit_code=NO_METHOD)


def log_likelihood(problem: Problem, sample: Sample) -> tuple[Expr, tuple[str, ...]]:
    """The sum of ln f over the sample, and the letters that stand for sums of it."""
    one = sp.expand(log_density(problem))
    if sample:
        values = [sp.Rational(v.numerator, v.denominator) for v in sample]
        return sp.expand(sp.Add(*(one.subs(problem.x, v) for v in values))), ()
    total, used = sp.Integer(0), dict[str, None]({"n": None})
    x = problem.x
    free = sp.Add(*(term for term in sp.Add.make_args(one) if term.has(x) and term.free_symbols == {x}))
    if free != 0 and not _sums_known(free, x):
        total, one = symbol("c"), one - free
        used["c"] = None
    for term in sp.Add.make_args(one):
        constant, g = term.as_independent(x, as_Add=False)
        letter = {f(x): letter for letter, f in SUMMED.items()}.get(g)
        if letter is None:
            reason = f"the sum of {text(problem.algebra.tree(g))} over the sample is no number that the letters give"
            raise StudentError("no-rule", reason, exit_code=NO_METHOD, remedy="give the sample: --data 1,2,3")
        used[letter] = None
        total += constant * (sp.Symbol("n", positive=True) if letter == "n" else symbol(letter))
    return total, tuple(used)


SUMMED = {"n": lambda x: x**0, "S_1": lambda x: x, "S_2": lambda x: x**2, "L": sp.log}
"""The letter for a sum over the sample -> of what it is the sum."""


def _sums_known(terms: Expr, x: Expr) -> bool:
    return all(term.as_independent(x, as_Add=False)[1] in {f(x) for f in SUMMED.values()} for term in sp.Add.make_args(terms))


def by_densities(problem: Problem, law: Law, sample: Sample, logarithm: Expr) -> Verified:
    """The logarithm against the densities themselves."""
    if not sample:
        return Verified("agrees", 0, "a sum of the logarithm's terms")
    told = add(*(Tree("ln", (put_in(law.f, {name(law.x): number(v)}),)) for v in sample))
    return Verified(problem.numbers.same(told, problem.algebra.tree(logarithm)), 2)


__all__ = ["Sample", "by_densities", "in_support", "log_likelihood", "meant"]
