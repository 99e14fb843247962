"""Which parameters make a sample most likely? The logarithm of the likelihood, and each letter by the way that fits it.

A letter at an end of the support goes as far as the sample lets it; one between bars lies where the slope changes its sign;
all others make the derivatives 0. A sample is a list of numbers, or letters x1 to xn of which only sums are needed: S_1 is the
sum of the values, S_2 of their squares, L the sum of their logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from calctutor.engines.probability.asking import Law
from calctutor.engines.probability.estimation.corners import at_a_corner
from calctutor.engines.probability.estimation.ends import at_an_end, at_both_ends, in_an_end
from calctutor.engines.probability.estimation.flat import flat
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.log_likelihood import Sample, by_densities, in_support, log_likelihood, meant
from calctutor.engines.probability.parts import Part, Problem, Said, gathered
from calctutor.errors import StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, name, number
from calctutor.steps import Solution

Expr = Any

WHY: Said = ("The likelihood is the product of the densities of all values, as a function of the letters. Its logarithm is a "
             "sum, and is largest at the same place.",)  # fmt: skip


def likelihood(law: Law, sample: Sample) -> Solution:
    """The maximum likelihood estimate of every letter of a law; an empty sample means letters x1 to xn.

    Raises `StudentError` where a value lies outside the support, or where the equations are not solved here.
    """
    letters = law.parameters
    if not letters:
        raise StudentError(
            "parameters", "there is no letter to be estimated", remedy='calctutor probability "exponential(k)" --likelihood'
        )
    problem = Problem(law)
    in_support(problem, sample)
    logarithm, used = log_likelihood(problem, sample)
    known = problem.known.given(*[Tree(">", (name(s), number(0))) for s in used if s in ("n", "S_2", "x_min", "x_max")])
    tree = problem.algebra.tree
    left = Tree("apply", tuple(map(name, letters)), "l")
    first = Part(
        "log-likelihood",
        "Log-likelihood",
        left,
        before=(WHY,),
        lines=meant(used),
        answer=tree(logarithm),
        verified=by_densities(problem, law, sample, logarithm),
    )
    parts = [first, *_estimates(problem, known, logarithm, letters, sample)]
    return _solution(law, sample, tuple(parts))


def _estimates(problem: Problem, known: Known, logarithm: Expr, letters: Sequence[str], sample: Sample) -> list[Part]:
    """A letter at an end of the support first, then those between bars; the others make the derivatives 0."""
    ours = {letter: known.own(symbol(letter)) for letter in letters}
    whole = logarithm = known.own(logarithm)
    found: list[Part] = []
    if both := at_both_ends(problem, known, logarithm, sample):
        found = [part for part, _ in both]
        logarithm = logarithm.subs({ours[str(part.left.value)]: value for part, value in both})
    for letter in sorted(
        set(letters) - {str(part.left.value) for part in found}, key=lambda one: (not in_an_end(problem, one), one)
    ):
        if in_an_end(problem, letter):
            done: tuple[Part, Expr] | None = at_an_end(problem, known, (logarithm, whole), letter, sample)
        else:
            done = at_a_corner(problem, known, logarithm, letter, sample)
        if done is not None:
            found.append(done[0])
            logarithm = logarithm.subs(ours[letter], done[1])
    rest = [letter for letter in letters if letter not in {str(part.left.value) for part in found}]
    return [*found, *(flat(problem, known, logarithm, rest, sample) if rest else [])]


def _solution(law: Law, sample: Sample, parts: tuple[Part, ...]) -> Solution:
    estimates = {str(part.left.value): value for part in parts if part.what == "estimate" and (value := _value(part))}
    return gathered(law, parts, "likelihood", data=tuple(map(number, sample)), estimates=estimates)


def _value(part: Part) -> Tree | None:
    """The estimate as a formula, or as the decimals that were found."""
    return part.answer or (number(Fraction(part.numeric)) if part.numeric else None)


__all__ = ["likelihood"]
