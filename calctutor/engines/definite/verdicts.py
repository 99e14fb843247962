"""What came out: a value with its check, that there is none, or only a number?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.asking import free_names
from calctutor.engines.breaks import number
from calctutor.engines.definite import by_quadrature
from calctutor.engines.definite.agreement import split_holds
from calctutor.engines.definite.numbers import Number, near_enough, quadrature
from calctutor.engines.definite.pieces import in_numbers
from calctutor.engines.definite.problem import Definite, Piece, shortest
from calctutor.engines.excluded import excluded
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, derivative, name, names
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.rules.limits.values import finite, infinite
from calctutor.steps import Solution, Step, Verified, every_step
from calctutor.verify import holds, positive, verify, verify_answer, worst

Expr = Any
COMPARED = ("comparison-test", "limit-comparison-test", "term-by-term", "integrate-each-term",
            "take-the-constant-part-out", "second-slope", "solve-the-equation-for-the-slope")  # fmt: skip
"""Steps that were checked where they were made."""
SAYS = {True: "agrees", False: "fails", None: "undecided"}


class Wrong(Exception):  # noqa: N818 (an outcome, not an error)
    """The numbers disprove what was derived. It must not be shown."""


def convergent(problem: Definite, question: Tree, pieces: list[Piece], value: Expr, about: Mapping[str, Any]) -> Solution:
    """The value, checked by numbers. Raises `Wrong`."""
    if not value.is_finite and value.has(sp.oo, -sp.oo, sp.zoo, sp.nan):
        raise Wrong
    found = numbers_of(problem, pieces)
    answer = problem.algebra.tree(value)
    verified = _verified(problem, question, answer, found)
    steps = _checked(problem, found, pieces)
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


def _checked(problem: Definite, found: Number | None, pieces: list[Piece]) -> tuple[Step, ...]:
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


def divergent(problem: Definite, question: Tree, pieces: list[Piece], reason: str, about: Mapping[str, Any]) -> Solution:
    """The steps up to the end that has no limit; a principal value is mentioned where there is one."""
    steps = tuple(_divergent_step(problem, step, pieces) for step in problem.steps)
    verdict = worst(step.holds for step in every_step(steps))
    more: dict[str, Any] = {"exists": False, "reason": reason, "verdict": "diverges"}
    principal = principal_value(problem, pieces)
    if principal is not None:
        more["principal_value"] = problem.algebra.tree(principal)
    if problem.conditions:
        more["conditions"] = tuple(problem.conditions)
    return Solution("integrate", question.args[0], question, steps, question, Verified(verdict), True, {**about, **more})


def _divergent_step(problem: Definite, step: Step, pieces: list[Piece]) -> Step:
    if step.rule in COMPARED:
        return step
    if step.rule == "split-the-range":
        return replace(step, holds=split_holds(problem, pieces))
    [told] = verify([step], problem.meaning)
    return replace(told, holds=bracket_holds(problem, step)) if step.rule == "improper-integral" else told


def principal_value(problem: Definite, pieces: list[Piece]) -> Expr | None:
    """The limit of the integral without symmetric gaps around the poles (or, over the whole line, between −R and R), where
    that exists though the integral does not.
    """
    if any(piece.F is None for piece in pieces):
        return None
    if (problem.a, problem.b) == (-sp.oo, sp.oo):
        return _even_handed(problem, pieces)
    if infinite(problem.a) or infinite(problem.b) or len(pieces) < 2:
        return None
    parts = [_across(problem, one, other) for one, other in pairwise(pieces)]
    ends = pieces[-1].F.xreplace({problem.x: problem.b}) - pieces[0].F.xreplace({problem.x: problem.a})
    if None in parts or ends.has(sp.zoo, sp.nan, sp.oo, sp.I):
        return None
    return shortest(sp.Add(ends, *parts))


def _across(problem: Definite, one: Piece, other: Piece) -> Expr | None:
    """What F loses on the way over a break with a gap of the same width on both sides."""
    h = sp.Symbol("h", real=True, positive=True)
    gap = sp.simplify(one.F.xreplace({problem.x: one.q - h}) - other.F.xreplace({problem.x: one.q + h}))
    inner = problem.limits.value(gap, h, sp.Integer(0), 1)
    return inner if finite(inner) else None


def _even_handed(problem: Definite, pieces: list[Piece]) -> Expr | None:
    if any(infinite(piece.q) is False and piece.f != problem.f for piece in pieces) or len({piece.F for piece in pieces}) > 1:
        return None
    F, R = pieces[0].F, sp.Symbol("R", real=True, positive=True)
    between = sp.simplify(F.xreplace({problem.x: R}) - F.xreplace({problem.x: -R}))
    value = problem.limits.value(between, R, sp.oo, 0)
    return value if finite(value) else None


def number_alone(problem: Definite, question: Tree, pieces: list[Piece], about: Mapping[str, Any]) -> Solution:
    """No antiderivative is known: the number with its error, said plainly. Raises `StudentError` when even that fails."""
    found = numbers_of(problem, pieces)
    steps = tuple(_divergent_step(problem, step, pieces) for step in problem.steps)
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


def unbounded_inside(problem: Definite, f: Expr, p: Expr, q: Expr) -> float | None:
    """Roughly where f grows beyond all bounds between two numbers, looking closer and closer where it is largest."""
    low, high = (number(problem.algebra, end) for end in (p, q))
    if float("inf") in (abs(low), abs(high)):
        return None
    tree, inner = problem.algebra.tree(f), (high - low) * 1e-9
    low, high = low + inner, high - inner
    seen: list[float] = []
    for _ in range(9):
        places = [low + (high - low) * k / 200 for k in range(201)]
        sizes = [_size(tree, problem.x.name, place) for place in places]
        k = max(range(201), key=lambda i: sizes[i])
        seen.append(sizes[k])
        low, high = places[max(k - 1, 0)], places[min(k + 1, 200)]
    return (low + high) / 2 if seen[-1] > 1e6 and seen[-1] > 50 * seen[2] else None


def _size(tree: Tree, x: str, place: float) -> float:
    try:
        return abs(float(evaluate(tree, {x: Fraction(place)}, 96).ball.mid()))
    except (NoValue, ValueError, ZeroDivisionError, OverflowError):
        return 0.0
