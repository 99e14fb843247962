"""Which parameters make a sample most likely? The logarithm of the likelihood, its derivatives set to 0, and the ends.

A sample is a list of numbers, or letters x1 to xn of which only sums are needed: S_1 is the sum of the values, S_2 of
their squares, L the sum of their logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from calctutor.engines.derivative import derive
from calctutor.engines.probability.asking import Law
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.log_likelihood import Sample, by_densities, in_support, log_likelihood, meant
from calctutor.engines.probability.parts import Part, Problem, Said, gathered, numeric
from calctutor.engines.probability.quantiles import neat
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, derivative, name, names, number
from calctutor.notation.writing import text
from calctutor.solver import Solver
from calctutor.steps import Solution, Step, Verified
from calctutor.verify import verify, worst

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
    """A letter at an end of the support is as far as the sample lets it go; the others make the derivatives 0."""
    ours = {letter: known.own(symbol(letter)) for letter in letters}
    whole = logarithm = known.own(logarithm)
    found: list[Part] = []
    for letter in letters:
        if any(letter in names(end) for end in (problem.law.low, problem.law.high)):
            part, value = _at_the_end(problem, known, (logarithm, whole), letter, sample)
            found.append(part)
            logarithm = logarithm.subs(ours[letter], value)
    rest = [letter for letter in letters if letter not in {str(part.left.value) for part in found}]
    return [*found, *(_flat(problem, known, logarithm, rest, ours, sample) if rest else [])]


def _slope(problem: Problem, logarithm: Expr, letter: str) -> tuple[tuple[Step, ...], Expr]:
    algebra = problem.algebra
    steps, slope = derive(
        Solver(algebra, taken=tuple(names(algebra.tree(logarithm)))), algebra.expression(algebra.tree(logarithm)), letter
    )
    return verify(steps), slope


def _at_the_end(
    problem: Problem, known: Known, logarithms: tuple[Expr, Expr], letter: str, sample: Sample
) -> tuple[Part, Expr]:
    """uniform(0, b): the likelihood only falls in b, and b must be at least the largest value. `logarithms` are the
    log-likelihood with the estimates that were found already, and without them: of that, the conditions tell the sign.
    """
    logarithm, whole = logarithms
    steps, slope = _slope(problem, logarithm, letter)
    tree = problem.algebra.tree
    upper = letter in names(problem.law.high)
    end = problem.high if upper else problem.low
    if end != known.own(symbol(letter)):
        raise StudentError(
            "no-rule", "an end of the support that is more than one letter is not worked here", exit_code=NO_METHOD
        )
    sign = known.sign(known.own(slope)) or known.sign(known.own(sp.diff(whole, known.own(symbol(letter)))))
    if sign is None or (sign == 1) == upper:
        raise StudentError("no-rule", f"it was not decided how the likelihood changes with {letter}", exit_code=NO_METHOD)
    extreme = (max(sample) if upper else min(sample)) if sample else None
    value = (
        sp.Rational(extreme.numerator, extreme.denominator)
        if extreme is not None
        else sp.Symbol("x_max" if upper else "x_min", positive=True)
    )
    ways = ("falls", "at least the largest", "smallest") if upper else ("grows", "at most the least", "largest")
    called = text(name(letter))
    said: Said = (
        f"The derivative has one sign: the likelihood only {ways[0]} as {called} grows, so it is flat nowhere. But {called} "
        f"must be {ways[1]} value, or a value would be impossible. So the {ways[2]} possible {called} is the best.",
    )
    question = derivative(tree(logarithm), name(letter))
    held = Verified(worst([s.holds for s in steps]), 1, "the sign of the derivative")
    part = Part("estimate", f"Estimate of {called}", name(letter), question, steps, tree(value), held, lines=(said,),
                numeric=numeric(tree(value)), about={"boundary": True})  # fmt: skip
    return part, value


def _flat(
    problem: Problem, known: Known, logarithm: Expr, rest: list[str], ours: dict[str, Expr], sample: Sample
) -> list[Part]:
    """Every derivative set to 0."""
    tree = problem.algebra.tree
    slopes: list[Expr] = []
    steps: list[Step] = []
    for letter in rest:
        worked, slope = _slope(problem, logarithm, letter)
        steps += worked
        slopes.append(known.own(slope))
    solution = _solved(known, slopes, [ours[letter] for letter in rest])
    if solution is None:
        raise StudentError("no-rule", "the equations for the estimates have no closed form here: " +
                           ", ".join(f"{text(tree(s))} = 0" for s in slopes), exit_code=NO_METHOD)  # fmt: skip
    bends, curved = _second(known, logarithm, [ours[x] for x in rest], solution, sample, problem)
    parts = []
    for i, letter in enumerate(rest):
        value = solution[ours[letter]]
        lines: list[Said] = [(tree(slopes[i]), " = ", number(0)), (name(letter), " = ", tree(value))]
        lines += [curved] if i == len(rest) - 1 else []
        held = "agrees" if bends else "undecided"
        question = derivative(tree(logarithm), name(letter))
        verified = Verified(held, 1, "put into the equations, and the second derivative looked at")
        parts.append(
            Part(
                "estimate",
                f"Estimate of {text(name(letter))}",
                name(letter),
                question,
                tuple(steps) if i == 0 else (),
                tree(value),
                verified,
                lines=tuple(lines),
                numeric=numeric(tree(value)),
                about={"boundary": False},
            )
        )
    return parts


def _solved(known: Known, slopes: Sequence[Expr], unknown: Sequence[Expr]) -> dict[Expr, Expr] | None:
    """The one solution that obeys the conditions."""
    try:
        found = sp.solve([sp.numer(sp.together(s)) for s in slopes], list(unknown), dict=True)
    except NotImplementedError:
        return None
    good = []
    for one in found:
        values = {x: neat(one[x]) for x in unknown if x in one}
        if (
            len(values) == len(unknown)
            and not any(v.has(*unknown) or v.has(sp.I) for v in values.values())
            and _allowed(known, values)
        ):
            good.append(values)
    return good[0] if len(good) == 1 else None


def _allowed(known: Known, values: dict[Expr, Expr]) -> bool:
    """Does no condition on an estimated letter fail?"""
    for x, value in values.items():
        for bound, way in ((known.lower.get(x.name), 1), (known.upper.get(x.name), -1)):
            if bound is not None and known.sign(way * (value - bound)) in (-1, 0):
                return False
    return True


def _second(
    known: Known, logarithm: Expr, unknown: Sequence[Expr], solution: dict[Expr, Expr], sample: Sample, problem: Problem
) -> tuple[bool, Said]:
    """Is the matrix of second derivatives negative definite at the estimate?"""
    matrix = sp.Matrix([[sp.diff(logarithm, a, b).subs(solution) for a in unknown] for b in unknown]).applyfunc(shortest)
    tree = problem.algebra.tree
    numbers = matrix if sample else matrix.subs(_imagined(matrix))
    minors = [(-1) ** k * numbers[:k, :k].det() for k in range(1, len(unknown) + 1)]
    sure = all(known.sign(minor) == 1 or (not minor.free_symbols and float(minor) > 0) for minor in minors)
    if len(unknown) == 1:
        return sure, ("The second derivative there is ", tree(matrix[0, 0]), ", which is negative: a maximum." if sure else ".")
    shown = Tree("list", tuple(Tree("list", tuple(tree(e) for e in matrix.row(i))) for i in range(matrix.rows)))
    where = "" if sample else " (for the sums of the sample 1, 2, 4)"
    return sure, (
        "The matrix of second derivatives there is ",
        shown,
        f", negative definite{where}: a maximum." if sure else ".",
    )


def _imagined(matrix: Expr) -> dict[Expr, Expr]:
    """The sums of a sample 1, 2, 4, in the place of those that were not given."""
    values = {"n": 3, "S_1": 7, "S_2": 21, "L": sp.log(8), "x_min": 1, "x_max": 4}
    return {s: values[s.name] for s in matrix.free_symbols if s.name in values}


def _solution(law: Law, sample: Sample, parts: tuple[Part, ...]) -> Solution:
    estimates = {str(part.left.value): part.answer for part in parts if part.what == "estimate"}
    return gathered(law, parts, "likelihood", data=tuple(map(number, sample)), estimates=estimates)


__all__ = ["likelihood"]
