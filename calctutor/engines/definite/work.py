"""What is an integral between two bounds? The antiderivative, the breaks, every end put in or worked as a limit, and a check by
numbers; a shortcut, a comparison or the number alone where there is no antiderivative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines import reading_back
from calctutor.engines.assumptions import Assumptions
from calctutor.engines.definite import (
    by_parts,
    carrying,
    classical,
    comparison,
    hidden_poles,
    parameter,
    pieces,
    shortcuts,
    verdicts,
)
from calctutor.engines.definite.ends import evaluated
from calctutor.engines.definite.problem import Definite, Diverges, Piece, backwards, problem_of, shortest
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, add, name, negative
from calctutor.notation.tree import number as number_tree
from calctutor.steps import Solution, Step, Verified
from calctutor.verify import verify

Expr = Any

BRIEFLY = 40
"""So many integrals are looked at for an antiderivative where a shortcut is at hand."""


def integrate(f: Tree, x: str, a: Tree, b: Tree, assumed: Sequence[Tree | str] = ()) -> Solution:
    """The worked integral of `f` over `x` from `a` to `b`, each a number, a letter or infinite. `assumed` says what the other
    letters are: relations as trees, or letters that are positive.

    Raises `StudentError` where f is no real expression, or where neither a derivation nor a number is found.
    """
    problem = problem_of(f, x, a, b, Assumptions.of(assumed))
    reading_back.expression(problem.algebra, f)
    question = Tree("I", (f, name(x), a, b))
    if problem.a == problem.b:
        return _nothing(problem, question)
    if backwards(problem):
        return _turned(integrate(f, x, b, a, assumed), question)
    return worked(problem, question)


def number(f: Tree, x: str, a: Tree, b: Tree, assumed: Sequence[Tree | str] = ()) -> Solution:
    """The number alone, for an integral whose derivation takes too long. Raises `StudentError` where there is none."""
    problem = problem_of(f, x, a, b, Assumptions.of(assumed))
    question = Tree("I", (f, name(x), a, b))
    if backwards(problem):
        return _turned(number(f, x, b, a, assumed), question)
    about = _about(problem, question) | {"out_of_time": True}
    return verdicts.number_alone(problem, question, pieces.pieces(problem), about)


def _about(problem: Definite, question: Tree) -> dict[str, Any]:
    about: dict[str, Any] = {"wrt": problem.x.name, "from": question.args[2], "to": question.args[3], "exists": True}
    return about | ({"assumed": problem.assumed.said} if problem.assumed.relations else {})


def _nothing(problem: Definite, question: Tree) -> Solution:
    zero = number_tree(0)
    step = Step("equal-bounds", "Equal bounds", question, zero, zero, why=("Both bounds are the same: there is no width.",))
    about = _about(problem, question) | {"remarks": ()}
    return Solution("integrate", question.args[0], question, verify([step]), zero, Verified("proved"), True, about)


def _turned(other: Solution, question: Tree) -> Solution:
    """An integral from the larger to the smaller bound: minus the one the other way round."""
    step = Step("turn-the-bounds", "Turn the bounds", question, negative(other.question), negative(other.question),
                why=("Turning the bounds around changes the sign.",))  # fmt: skip
    answer = other.answer.args[0] if other.answer.head == "neg" else negative(other.answer)
    about = {**other.about, "from": question.args[2], "to": question.args[3]}
    if other.answer == other.question:
        numeric = {"numeric": other.about["numeric"].removeprefix("-") if other.about["numeric"].startswith("-") else
                   "-" + other.about["numeric"]} if "numeric" in other.about else {}  # fmt: skip
        return replace(other, question=question, steps=other.steps, answer=question, about={**about, **numeric})
    if "numeric" in about and about["numeric"] != "0":
        about["numeric"] = about["numeric"][1:] if about["numeric"].startswith("-") else f"-{about['numeric']}"
    answer = number_tree(0) if other.answer == number_tree(0) else answer
    return replace(other, question=question, steps=(*verify([step]), *other.steps), answer=answer, about=about)


def worked(problem: Definite, question: Tree) -> Solution:
    """The whole derivation; a verdict where the integral diverges; the number where there is no closed form."""
    about = _about(problem, question)
    found = pieces.pieces(problem)
    if told := _classical(problem, question, found, about):
        return told
    if parameter.better(problem) and (told := _under_the_sign(problem, question, found, about)):
        return told
    try:
        if shortcuts.better(problem):
            raise _NoAntiderivative
        return _by_antiderivative(problem, question, found, about)
    except _NoAntiderivative:
        pass
    except verdicts.Wrong:
        problem = problem.over(problem.f, problem.a, problem.b)
    except StudentError as refused:
        if refused.code != "no-limit" or not problem.numeric:
            raise
        problem = problem.over(problem.f, problem.a, problem.b)
    return _without(problem, question, found, about)


def _classical(problem: Definite, question: Tree, found: list[Piece], about: dict[str, Any]) -> Solution | None:
    """By one of the ways that belong to a shape of integrand and range, where no antiderivative is looked for."""
    for other, value in classical.values(problem, worked):
        try:
            return verdicts.convergent(other, question, found, value, about)
        except verdicts.Wrong:
            continue
    return None


def _under_the_sign(problem: Definite, question: Tree, found: list[Piece], about: dict[str, Any]) -> Solution | None:
    """By a letter of the problem, where its derivative clears what stands below."""
    other = problem.over(problem.f, problem.a, problem.b)
    value = parameter.under_the_sign(other, worked)
    try:
        return None if value is None else parameter.confirmed(verdicts.convergent(other, question, found, value, about))
    except verdicts.Wrong:
        return None


class _NoAntiderivative(Exception):  # noqa: N818 (an outcome, not an error)
    """None was found; what else is known of the integral may still help."""


def _by_antiderivative(problem: Definite, question: Tree, found: list[Piece], about: dict[str, Any]) -> Solution:
    if not pieces.antiderivatives(problem, found, BRIEFLY if shortcuts.at_hand(problem) else pieces.QUESTIONS):
        problem.steps.clear()
        raise _NoAntiderivative
    found = pieces.split_between_open_ends(problem, pieces.split_at_jumps(problem, found))
    pieces.tell_split(problem, found)
    if len(found) == 1 and (carried := _carried(problem, question, found, about)):
        return carried
    try:
        values = [evaluated(problem, piece) for piece in found]
    except Diverges as why:
        return verdicts.divergent(problem, question, found, why.reason, about)
    value = _added(problem, values)
    _refuse_hidden_pole(problem, found)
    return verdicts.convergent(problem, question, found, value, about)


def _carried(problem: Definite, question: Tree, found: list[Piece], about: dict[str, Any]) -> Solution | None:
    """The same derivation with its bounds carried through, where that is how it is done on paper and it holds."""
    told = carrying.carried(problem, found[0])
    if told is None:
        return None
    other = problem.over(problem.f, problem.a, problem.b)
    other.conditions, other.remarks = list(problem.conditions), list(problem.remarks)
    other.steps, value = told
    try:
        solution = verdicts.convergent(other, question, found, value, about)
    except verdicts.Wrong:
        return None
    steps_hold = all(step.holds in ("agrees", "proved") for step in solution.steps)
    return solution if steps_hold or not problem.numeric else None


def _added(problem: Definite, values: list[Expr]) -> Expr:
    value = shortest(sp.Add(*values))
    if len(values) > 1:
        tree = problem.algebra.tree
        parts = add(*map(tree, values))
        problem.line("Add the parts", problem.question, parts, "The integral is the sum of its parts.", tree(value))
    return value


def _refuse_hidden_pole(problem: Definite, found: list[Piece]) -> None:
    """Where no quadrature settles, a pole that algebra did not find may be the reason."""
    if not problem.numeric or verdicts.numbers_of(problem, found) is not None:
        return
    for piece in found:
        place = hidden_poles.unbounded_inside(problem, piece.f, piece.p, piece.q)
        if place is not None:
            raise StudentError("not-bounded", f"the integrand seems to grow beyond all bounds near {problem.x} = {place:.6g}, "
                               "a place that could not be found exactly", exit_code=NO_METHOD)  # fmt: skip


def _without(problem: Definite, question: Tree, found: list[Piece], about: dict[str, Any]) -> Solution:
    """No antiderivative: a shortcut; or a comparison that says whether there is a value, and the number."""
    for way in (*shortcuts.SHORTCUTS, by_parts.value):
        other = problem.over(problem.f, problem.a, problem.b)
        value = way(other, worked)
        if value is not None and _settles(other, found):
            try:
                return verdicts.convergent(other, question, found, value, about)
            except verdicts.Wrong:
                continue
    verdict = comparison.verdict(problem, found)
    if verdict is not None and not verdict.converges:
        return verdicts.divergent(problem, question, found, verdict.reason, about)
    return verdicts.number_alone(problem, question, found, about)


def _settles(problem: Definite, found: list[Piece]) -> bool:
    """A shortcut is only right where the integral has a value, which quadrature must confirm."""
    return not problem.numeric or verdicts.numbers_of(problem, found) is not None


__all__ = ["integrate", "number", "worked"]
