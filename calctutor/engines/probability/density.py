"""What does `probability` put together? Whether a function is a density, and what follows from it, each by its own integral."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from calctutor.engines import reading_back
from calctutor.engines.probability.area import cumulative
from calctutor.engines.probability.asking import Law, Wanted
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.logarithms import entropy
from calctutor.engines.probability.mode import mode
from calctutor.engines.probability.moments import expectation, generating_function, mean, variance
from calctutor.engines.probability.parts import Part, Problem, gathered
from calctutor.engines.probability.picture import curve
from calctutor.engines.probability.quantiles import quantile
from calctutor.engines.probability.ranges import between
from calctutor.engines.probability.signs import Signs, signs
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, divide, name, number
from calctutor.notation.writing import text
from calctutor.steps import Solution


def find(law: Law, wanted: Wanted) -> Solution:
    """The worked answers about one random variable.

    Raises `StudentError` where the density is negative somewhere, where its mass is infinite or 0, or where a condition on a
    letter is missing.
    """
    reading_back.expression(Problem(law).algebra, law.f)
    problem, sign, mass = examined(law)
    parts: list[Part] = [mass]
    factor: Tree | None = None
    if mass.answer != number(1):
        problem, factor = normalised(problem, mass)
    parts += answers(problem, wanted)
    found = solution(law, problem, sign, tuple(parts), factor)
    if wanted.picture and (points := pictured(problem, parts)):
        return replace(found, about={**found.about, "picture": points})
    return found


def pictured(problem: Problem, parts: list[Part]) -> dict[str, Any] | None:
    """Points of the density, and of the range whose probability was asked."""
    asked = next((part for part in parts if part.what == "between"), None)
    bounds = asked.about["clipped"] if asked else None
    return None if problem.law.discrete else curve(problem.law.f, problem.law.x, problem.law.low, problem.law.high, bounds)


HALF = divide(number(1), number(2))


def examined(law: Law) -> tuple[Problem, Signs, Part]:
    """The problem, why its density is never negative, and its total mass. Raises `StudentError` where it is no density."""
    problem = Problem(law)
    sign = signs(problem.algebra, problem.known, problem.f, problem.x, problem.low, problem.high, problem.numbers)
    if sign.place:
        _ask_for_conditions(problem, sign)
        where = ", ".join(f"{text(letter)} = {text(value)}" for letter, value in sign.place)
        raise StudentError("negative-density", f"a density is never negative, but at {where} this is {sign.value}",
                           text(law.f), (0, len(text(law.f))), "another function or support: --on 0..1", NO_METHOD)  # fmt: skip
    part = Part("mass", "Total mass", name("mass"), before=(WHOLE[law.discrete],))
    mass, value, _ = problem.integral(problem.f, part, strict=True)
    if not mass.exists:
        if mass.about.get("unknown"):
            raise StudentError("no-rule", f"the total mass could not be worked: {mass.reason}", exit_code=NO_METHOD)
        raise StudentError("divergent-mass", f"the total mass is not finite, so this is no density: {mass.reason}",
                           text(law.f), (0, len(text(law.f))), "another support, such as --on 1..2", NO_METHOD)  # fmt: skip
    if value is not None and problem.known.sign(value) == 0:
        raise StudentError("no-mass", "the total mass is 0, so this cannot be made a density", exit_code=NO_METHOD)
    return problem, sign, mass


def _ask_for_conditions(problem: Problem, sign: Signs) -> None:
    """A density that is negative only for values of a letter that were not meant: ask what is known of it."""
    known = problem.known
    loose = [letter for letter in problem.letters if letter not in known.lower and letter not in known.upper]
    where = ", ".join(f"{text(letter)} = {text(value)}" for letter, value in sign.place)
    for letter in loose:
        assumed = Problem(replace(problem.law, conditions=(*problem.law.conditions, Tree(">", (name(letter), number(0))))))
        again = signs(assumed.algebra, assumed.known, assumed.f, assumed.x, assumed.low, assumed.high, assumed.numbers)
        if not again.place:
            reason = f"whether this is a density depends on {letter}: at {where} it is {sign.value}"
            raise StudentError("depends-on-a-sign", reason, remedy=f'--assume "{letter}>0"', exit_code=NO_METHOD)


WHOLE: dict[bool, tuple[str | Tree, ...]] = {
    False: ("A density has the total mass 1: the area under it, over the whole support.",),
    True: ("Probabilities add up to 1 over the whole support.",),
}


def normalised(problem: Problem, mass: Part) -> tuple[Problem, Tree]:
    """The problem with a density of mass 1, and by what it was divided."""
    known = problem.known
    factor = mass.answer if mass.answer is not None else name(mass.numeric)
    if mass.answer is None:
        raise StudentError("no-rule", "the total mass has no closed form here, so the density cannot be normalised exactly; "
                           f"it is about {mass.numeric}", exit_code=NO_METHOD)  # fmt: skip
    f = shortest(problem.f / known.expression(mass.answer))
    law = replace(problem.law, f=problem.algebra.tree(f))
    return Problem(law), factor


def answers(problem: Problem, wanted: Wanted) -> list[Part]:
    """The parts that are asked for, in the order in which they build on each other."""
    found: list[Part] = []
    cdf = (
        cumulative(problem)
        if not problem.law.discrete and ({"cdf", "median"} & set(wanted.parts) or wanted.between or wanted.quantiles)
        else None
    )
    if cdf is not None:
        found.append(cdf)
    if wanted.between:
        found.append(between(problem, wanted.between, cdf))
    found += [expectation(problem, g) for g in wanted.expect]
    first = mean(problem) if {"mean", "variance"} & set(wanted.parts) else None
    if first is not None:
        found.append(first)
    if "variance" in wanted.parts:
        found.append(variance(problem, first))
    if cdf is not None and "median" in wanted.parts:
        found.append(quantile(problem, HALF, cdf, "median", "Median"))
    found += [quantile(problem, p, cdf) for p in wanted.quantiles] if cdf is not None else []
    if "mode" in wanted.parts and not problem.law.discrete:
        found.append(mode(problem))
    if "mgf" in wanted.parts:
        found.append(generating_function(problem))
    if "entropy" in wanted.parts:
        found.append(entropy(problem))
    return found


def solution(law: Law, problem: Problem, sign: Signs, parts: tuple[Part, ...], factor: Tree | None) -> Solution:
    """The parts as one solution, with what was found about the density itself."""
    density = problem.law.f if law.parameters else problem.algebra.tree(problem.f)
    return gathered(
        law, parts, "density", density=density, non_negative=sign.reasons, mass=parts[0].answer, normalised_by=factor
    )


__all__ = ["answers", "examined", "find"]
