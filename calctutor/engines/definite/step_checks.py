"""Does each step of a definite integral hold? By balls, and by quadrature where these do not reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from calctutor.balls.equality import compare
from calctutor.engines.asking import free_names
from calctutor.engines.definite import by_quadrature
from calctutor.engines.definite.agreement import split_holds
from calctutor.engines.definite.numbers import Number, near_enough, quadrature
from calctutor.engines.definite.problem import Definite, Piece
from calctutor.notation.tree import Tree, derivative
from calctutor.notation.tree import replace as put_in
from calctutor.steps import Step, every_step
from calctutor.verify import holds, verify

Expr = Any
COMPARED = ("comparison-test", "limit-comparison-test", "term-by-term", "integrate-each-term",
            "take-the-constant-part-out", "second-slope", "solve-the-equation-for-the-slope")  # fmt: skip
"""Steps that were checked where they were made."""
SAYS = {True: "agrees", False: "fails", None: "undecided"}


def checked(problem: Definite, found: Number | None, pieces: list[Piece]) -> tuple[Step, ...]:
    """The steps, verified. Those about the whole of a range that was cut are compared with the number of the whole."""
    cut = any(step.rule == "split-the-range" for step in problem.steps)
    return tuple(_settled(problem, _one_checked(problem, step, found, pieces, cut)) for step in problem.steps)


def _settled(problem: Definite, step: Step) -> Step:
    """The same step; what balls left undecided in it is asked of quadrature, the innermost first."""
    if all(part.holds != "undecided" for part in every_step((step,))):
        return step
    asked = tuple(replace(a, step=_settled(problem, a.step)) for a in step.asked)
    inner = [a.step.holds for a in asked]
    told = replace(step, asked=asked)
    if step.holds != "undecided" or not all(holds in ("agrees", "proved") for holds in inner):
        return told
    return replace(told, holds=_by_quadrature(problem, told))


def _one_checked(problem: Definite, step: Step, found: Number | None, pieces: list[Piece], cut: bool) -> Step:
    if step.rule in COMPARED:
        return step
    if step.rule == "split-the-range":
        return replace(step, holds=split_holds(problem, pieces))
    if cut and step.before == problem.question and found and (same := near_enough(step.answer, found)) is not None:
        return replace(step, holds=SAYS[same])
    [told] = verify([step], problem.meaning)
    if told.holds == "undecided" and step.rule in ("improper-integral", "limit-from-inside"):
        return replace(told, holds=bracket_holds(problem, step))
    if told.holds == "undecided" and (told := _same_inside(problem, told)).holds != "undecided":
        return told
    if told.holds != "undecided":
        return told
    if step.before != problem.question or not found:
        return told
    if step.rule == "kings-rule":
        return replace(told, holds=_same_number(problem, step.answer, found))
    return told if free_names(step.answer) else replace(told, holds=SAYS[near_enough(step.answer, found)])


def _by_quadrature(problem: Definite, step: Step) -> str:
    """What quadrature says of a step between integrals at values of its letters; it never says `fails`."""
    if step.before.head == "L":
        return "undecided"
    by = step.before.args[1].value if step.before.head == "D" else None
    sides = [step.answer] if step.asked else list(dict.fromkeys((step.after, step.answer)))
    told = [
        by_quadrature.slope(problem, step.before.args[0], by, side) if by else by_quadrature.equal(problem, step.before, side)
        for side in sides
    ]
    return "agrees" if set(told) == {"agrees"} else "undecided"


def _same_inside(problem: Definite, step: Step) -> Step:
    """Two integrals over the same range, which no quadrature reaches, are the same where their integrands are."""
    one, other = step.before, step.after
    if not (
        one.head == other.head == "I" and len(one.args) == 4 and one.args[1:] == other.args[1:] and step.after == step.answer
    ):
        return step
    f, g = (put_in(side.args[0], problem.meaning) for side in (one, other))
    same = compare(f, g)
    return replace(step, holds=holds(same)) if same.equal else step


def _same_number(problem: Definite, other: Tree, found: Number) -> str:
    """Has the integral that was run through backwards the same value, by a quadrature of its own?"""
    f, _, p, q = (problem.algebra.expression(part) for part in other.args)
    again = quadrature(problem.algebra, problem.x, [(f, p, q)])
    if again is None:
        return "undecided"
    return "agrees" if abs(again.value - found.value) <= 1e-9 * (1 + abs(found.value)) else "fails"


def bracket_holds(problem: Definite, step: Step) -> str:
    """An integral as the limit of a bracket [F]: what is to be checked is that the slope of F is the integrand."""
    bracket = step.after.args[0]
    F, x = bracket.args[:2]
    slope, f = (put_in(tree, problem.meaning) for tree in (derivative(F, x), step.before.args[0]))
    return holds(compare(slope, f))


def divergent_step(problem: Definite, step: Step, pieces: list[Piece]) -> Step:
    if step.rule in COMPARED:
        return step
    if step.rule == "split-the-range":
        return replace(step, holds=split_holds(problem, pieces))
    [told] = verify([step], problem.meaning)
    return replace(told, holds=bracket_holds(problem, step)) if step.rule == "improper-integral" else told
