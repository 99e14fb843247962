"""What came out: a value with its check, that there is none, or only a number?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from calctutor.engines.definite import by_quadrature
from calctutor.engines.definite.numbers import Number, near_enough, quadrature
from calctutor.engines.definite.pieces import in_numbers
from calctutor.engines.definite.principal import principal_value
from calctutor.engines.definite.problem import Definite, Piece
from calctutor.engines.definite.step_checks import checked, divergent_step
from calctutor.engines.excluded import excluded
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, name, names
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.rules.limits.values import infinite
from calctutor.steps import Solution, Verified, every_step
from calctutor.verify import positive, verify_answer, worst

Expr = Any


class Wrong(Exception):  # noqa: N818 (an outcome, not an error)
    """The numbers disprove what was derived. It must not be shown."""


def convergent(problem: Definite, question: Tree, pieces: list[Piece], value: Expr, about: Mapping[str, Any]) -> Solution:
    """The value, checked by numbers. Raises `Wrong`."""
    if not value.is_finite and value.has(sp.oo, -sp.oo, sp.zoo, sp.nan):
        raise Wrong
    found = numbers_of(problem, pieces)
    answer = problem.algebra.tree(value)
    verified = _verified(problem, question, answer, found)
    steps = checked(problem, found, pieces)
    if verified.verdict == "fails" or any(step.holds == "fails" for step in every_step(steps)):
        raise Wrong
    more: dict[str, Any] = {} if found is None else {"numeric": found.text, "error": found.error, "how": found.how}
    if any(map(infinite, (problem.a, problem.b))) or any(step.rule == "improper-integral" for step in steps):
        more["verdict"] = "converges"
    conditions = [*problem.conditions, *_divided_by(problem, pieces, value)]
    if conditions:
        more["conditions"] = tuple(conditions)
    more["remarks"] = tuple(problem.remarks)
    complete = all(step.complete for step in every_step(steps))
    return Solution("integrate", question.args[0], question, steps, answer, verified, complete, {**about, **more})


def _divided_by(problem: Definite, pieces: list[Piece], value: Expr) -> list[str]:
    """What the letters may not be, because the answer or the antiderivative divides by it."""
    used = [piece.F for piece in pieces if piece.F is not None]
    told = excluded(problem.algebra, problem.f, [*used, value], problem.x, lambda e: problem.sign(e) in (1, -1))
    return [" and ".join(told)] if told else []


def numbers_of(problem: Definite, pieces: list[Piece]) -> Number | None:
    """The value by quadrature, between the breaks."""
    if not problem.numeric:
        return None
    return quadrature(problem.algebra, problem.x, [part for piece in pieces for part in in_numbers(problem, piece)])


def _verified(problem: Definite, question: Tree, answer: Tree, found: Number | None) -> Verified:
    """By the number where there is one; with letters, by quadrature at some of their values."""
    if found is None:
        return _at_some_values(problem, question, answer)
    same = near_enough(answer, found)
    digits = f"matches {'rigorous quadrature to 12' if found.how == 'enclosed' else 'numerical quadrature to 9'} digits"
    return Verified("agrees" if same else "undecided" if same is None else "fails", 1, digits if same else "")


def _at_some_values(problem: Definite, question: Tree, answer: Tree) -> Verified:
    sides = [put_in(tree, problem.meaning) for tree in (question, answer)]
    verified = verify_answer(*sides)
    if verified.verdict == "undecided" and by_quadrature.equal(problem, question, answer) == "agrees":
        return Verified("agrees", 1, "matches numerical quadrature at a value of each letter")
    letters = {n for tree in sides for n in names(tree)} - {problem.x.name}
    if verified.verdict != "fails" or not letters:
        return verified
    general = {name(n): positive(n) for n in sorted(letters)}
    again = verify_answer(*(put_in(side, general) for side in sides))
    if again.verdict in ("agrees", "proved"):
        free = [n for n in sorted(letters) if name(n) not in problem.meaning]
        problem.conditions.append(f"{' and '.join(free)} positive (for other values the answer may be another)")
    return again


def divergent(problem: Definite, question: Tree, pieces: list[Piece], reason: str, about: Mapping[str, Any]) -> Solution:
    """The steps up to the end that has no limit; a principal value is mentioned where there is one."""
    steps = tuple(divergent_step(problem, step, pieces) for step in problem.steps)
    verdict = worst(step.holds for step in every_step(steps))
    more: dict[str, Any] = {"exists": False, "reason": reason, "verdict": "diverges"}
    principal = principal_value(problem, pieces)
    if principal is not None:
        more["principal_value"] = problem.algebra.tree(principal)
    if problem.conditions:
        more["conditions"] = tuple(problem.conditions)
    return Solution("integrate", question.args[0], question, steps, question, Verified(verdict), True, {**about, **more})


def number_alone(problem: Definite, question: Tree, pieces: list[Piece], about: Mapping[str, Any]) -> Solution:
    """No antiderivative is known: the number with its error, said plainly. Raises `StudentError` when even that fails."""
    found = numbers_of(problem, pieces)
    steps = tuple(divergent_step(problem, step, pieces) for step in problem.steps)
    converges: dict[str, Any] = {"verdict": "converges"} if steps else {}
    if found is None and not steps:
        raise StudentError("no-rule", f"no rule here integrates {text(question.args[0])}", exit_code=NO_METHOD)
    if found is None:
        more = {"closed_form": False} | converges
        verified = Verified(worst(step.holds for step in every_step(steps)), 0, "")
        return Solution("integrate", question.args[0], question, steps, question, verified, False, {**about, **more})
    more = {"numeric": found.text, "error": found.error, "how": found.how, "closed_form": False} | converges
    note = f"the number was found by {'rigorous' if found.how == 'enclosed' else 'numerical'} quadrature"
    verified = Verified("agrees", 1, note)
    return Solution("integrate", question.args[0], question, steps, question, verified, False, {**about, **more})
