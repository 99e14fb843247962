"""What does the engine work out for a question about a random variable? Loads sympy."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from calctutor.checking.answers import NOWHERE
from calctutor.checking.probability.chance import Chance, Range
from calctutor.checking.probability.judging import compared
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, WRONG, Example, Judged, Remark, remark
from calctutor.engines.probability import change, density, divergence, joint, likelihood
from calctutor.engines.probability.asking import INFINITIES, Wanted
from calctutor.engines.probability.parts import Part
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, divide, name, number
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.steps import Solution

OF_ONE = {"cdf": ("cdf",), "mean": ("mean",), "variance": ("variance",), "deviation": ("variance",), "median": ("median",),
          "mode": ("mode",), "mgf": ("mgf",), "entropy": ("entropy",)}  # fmt: skip
NAMES = {"cdf": "cdf", "deviation": "variance", "expect": "expectation", "cross-entropy": "cross-entropy", "kl": "divergence",
         "transform": "density-of-y"}  # fmt: skip
"""Quantity -> what its part is called, where that is another word."""


def part_of(chance: Chance) -> Part | None:
    """The worked part that answers, or None where no method is known."""
    try:
        solution = _solved(chance)
    except StudentError:
        return None
    return _chosen(chance, solution)


@lru_cache(maxsize=64)
def _solved(chance: Chance) -> Solution:
    law, asked = chance.law, chance.asked
    if chance.ranges:
        return joint.find(law.f, list(chance.ranges), list(law.conditions), [chance.g] if chance.g else [])
    if asked == "estimate":
        return likelihood.likelihood(law, chance.sample)
    if asked in ("kl", "cross-entropy") and chance.other:
        return (divergence.divergence if asked == "kl" else divergence.cross_entropy)(law, chance.other)
    if asked == "transform" and chance.g:
        return change.transformed(law, chance.g)
    if asked == "reward" and chance.g and chance.reward:
        return divergence.discounted(chance.g, chance.reward, law.x, law.conditions)
    wanted = Wanted(
        (chance.g,) if chance.g else (), chance.bounds, (chance.share,) if asked == "quantile" and chance.share else (),
        OF_ONE.get(asked, ()), picture=False,
    )  # fmt: skip
    return density.find(law, wanted)


def _chosen(chance: Chance, solution: Solution) -> Part | None:
    """The part about the quantity and the letter that were asked for."""
    what = NAMES.get(chance.asked, chance.asked)
    parts: tuple[Part, ...] = solution.about["parts"]
    mine = [part for part in parts if part.what == what]
    if chance.asked in ("mean", "variance", "deviation") and chance.ranges:
        mine = [part for part in mine if name(chance.of.upper()) in part.left.args]
    if chance.asked == "marginal":
        mine = [part for part in mine if part.about["variable"] == chance.of]
    if chance.asked == "estimate":
        mine = [part for part in mine if part.left == name(chance.of)]
    if chance.asked == "conditional":
        mine = [part for part in mine if part.left.args[:1] == (name(chance.of),)]
    return mine[-1] if mine else None


def solution_of(chance: Chance) -> Solution:
    """The worked solution with the part that was asked for alone. Raises `StudentError` where no method is known."""
    asked = _whole(chance) if chance.asked in ("constant", "density") else chance
    solution = _solved(asked)
    part = _chosen(asked, solution)
    if part is None:
        raise StudentError("no-solution", f"there are no steps to show for the {chance.asked}", exit_code=NO_METHOD)
    return replace(
        solution, steps=part.steps, answer=part.answer or solution.question, verified=part.verified,
        complete=part.complete and all(step.complete for step in part.steps), about={**solution.about, "parts": (part,)},
    )  # fmt: skip


def _whole(chance: Chance) -> Chance:
    """The mass of a density without the constant that is asked for."""
    f = put_in(chance.law.f, {name(chance.of): number(1)}) if chance.of else chance.law.f
    return Chance(replace(chance.law, f=f), "mass", ranges=chance.ranges)


def without_value(chance: Chance) -> bool:
    """Is it known that what is asked for does not exist?"""
    part = part_of(chance)
    return part is not None and not part.exists and not part.about.get("unknown")


def answer_of(chance: Chance) -> Tree | None:
    """What would be right, or None where it is not known or does not exist."""
    part = part_of(chance)
    if chance.asked in ("constant", "density"):
        return _about_mass(chance)
    if chance.asked == "conditional" and part is None:
        return _other_conditional(chance)
    if part is None or part.answer is None or not part.exists:
        return None
    return Tree("sqrt", (part.answer,)) if chance.asked == "deviation" else part.answer


def _about_mass(chance: Chance) -> Tree | None:
    """What the mass 1 takes."""
    try:
        if chance.asked == "density":
            return _solved(chance).about["density"] if not chance.ranges else None
        part = part_of(_whole(chance))
    except StudentError:
        return None
    return None if part is None or part.answer is None else _inverse(part.answer)


def _inverse(tree: Tree) -> Tree:
    top, bottom = tree.args if tree.head == "/" else (tree, number(1))
    return bottom if top == number(1) else divide(bottom, top)


def _other_conditional(chance: Chance) -> Tree | None:
    below = answer_of(Chance(chance.law, "marginal", of=chance.partner(chance.of), ranges=chance.ranges))
    return None if below is None else divide(chance.density, below)


def settled(task: Task, answer: Tree) -> Judged | None:
    """The verdict by what the engine works out, or None where it does not know either."""
    chance: Chance = task.about["chance"]
    part = part_of(chance)
    if part is not None and not part.exists:
        return _without_value(chance, part, answer)
    truth = answer_of(chance)
    if truth is None:
        return None
    if chance.asked == "independence":
        return Judged(CORRECT, "proved") if truth == answer else Judged(WRONG, "proved")
    if answer == NOWHERE:
        return Judged(WRONG, "counterexample", counterexample=Example({}, text(truth), "no value"))
    return compared(chance, truth, answer, worked_ranges(chance, part))


def worked_ranges(chance: Chance, part: Part | None) -> tuple[Range, ...]:
    """Where the letter of a worked function lies."""
    if part is None or chance.asked not in ("marginal", "transform"):
        return ()
    if chance.asked == "marginal":
        return ((chance.of, *part.about["ends"]),)
    return ((str(part.left.args[0].value), *part.about["range"]),)


def _without_value(chance: Chance, part: Part, answer: Tree) -> Judged | None:
    """There is no mean: an answer that says so is right, infinity only where every part of the integral grows."""
    if part.about.get("unknown"):
        return None
    infinite = bool(part.about.get("infinite")) or _one_sign(chance, part)
    if answer == NOWHERE or (answer == INFINITIES[0] and infinite):
        return Judged(CORRECT, "agrees", 1, remarks=(Remark("no-value", f"Indeed: {part.reason}."),))
    return Judged(WRONG, remarks=(remark("no-value"),))


def _one_sign(chance: Chance, part: Part) -> bool:
    """Is the integrand positive far out, so that a divergent integral is infinite?"""
    if chance.asked in ("variance", "deviation"):
        return "second_moment" in part.about
    return chance.asked == "mean" and chance.law.low not in INFINITIES


__all__ = ["answer_of", "part_of", "settled", "worked_ranges"]
