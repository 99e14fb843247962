"""What does `integrate` put together? The antiderivative of one expression by one letter, worked and checked.

A derivation is shown only if every step of it and its answer survive their checks; one that does not is put away, and
another is
looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines import reading_back
from calctutor.engines.derivative import simplification
from calctutor.engines.excluded import excluded
from calctutor.engines.integral_intervals import intervals
from calctutor.engines.integral_lastresort import antiderivative as last_resort
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import OWN, Algebra, symbol
from calctutor.notation.tree import Tree, add, derivative, name, names
from calctutor.notation.writing import text
from calctutor.rules.integrals.candidates import DECLINED
from calctutor.rules.integrals.finishing import finished
from calctutor.rules.integrals.search import Search
from calctutor.solver import Solved, Solver, Stuck
from calctutor.steps import Question, Solution, Step, Verified, every_step
from calctutor.verify import Generically, holds, slope, variable_of, verify

Expr = Any

ATTEMPTS = 6
"""So many derivations are tried before giving up."""


ONLY = "only for "
"""Begins the remark of a step whose answer is not real on all of the domain of its integrand, and says so."""

LETTERS_REMARK = "the other letters have values for which the roots and logarithms in it are real"


@dataclass(frozen=True, slots=True)
class Antiderivative:
    """An antiderivative in sympy, and the verified steps that lead to it."""

    steps: tuple[Step, ...]
    value: Expr
    verified: Verified
    remarks: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    """The letters for whose positive values alone the answer was found to hold."""


def integrate(f: Tree, x: str) -> Solution:
    """The worked antiderivative of `f` by `x`, with its constant.

    Raises `StudentError` where f is no real expression or where no antiderivative was found.
    """
    algebra = Algebra()
    expr = reading_back.expression(algebra, f)
    first = reading_back.rewriting(algebra, f, expr)
    found = worked(algebra, expr, x, names(f)) or unworked(algebra, expr, x)
    if found is None:
        raise StudentError("no-rule", f"no rule here integrates {text(f)}", exit_code=NO_METHOD)
    return solution(algebra, f, x, first, found)


def antiderivative(f: Tree, x: str) -> Solution:
    """The same, under the name by which other engines ask for it."""
    return integrate(f, x)


def solution(algebra: Algebra, f: Tree, x: str, first: list[Step], found: Antiderivative) -> Solution:
    constant = constant_letter(f)
    number, value = found.value.as_independent(symbol(x), as_Add=True)
    plain = algebra.tree(value)
    steps = (*verify(first), *found.steps, *_taken_up(algebra, found, number, plain, constant))
    return Solution(
        command="integrate",
        read_as=f,
        question=Tree("I", (f, name(x))),
        steps=steps,
        answer=_with(constant, plain),
        verified=found.verified,
        complete=bool(found.steps) and all(step.complete for step in found.steps),
        about={
            "wrt": x,
            "constant": constant,
            "antiderivative": plain,
            "remarks": (*found.remarks, *_divided_by(algebra, algebra.expression(f), value, x)),
            "checked_for": {letter: f"{letter} > 0" for letter in found.positive},
            "constant_may_change": intervals(algebra, algebra.expression(f), value, x),
        },
    )


def _with(constant: str, tree: Tree) -> Tree:
    return add(*(tree.args if tree.head == "+" else (tree,)), name(constant))


def _taken_up(algebra: Algebra, found: Antiderivative, number: Expr, plain: Tree, constant: str) -> tuple[Step, ...]:
    """x²/2 + 1/2 + C is x²/2 + C with another C: the step that says so holds as far as the answer does."""
    if number == 0 or not found.steps:
        return ()
    before, after = _with(constant, algebra.tree(found.value)), _with(constant, plain)
    why = (algebra.tree(number), " is a constant, and any constant may stand here: ", name(constant), " takes it up.")
    title = f"{constant} takes up the constant"
    return (Step("taken-up", title, before, after, after, why=why, holds=found.verified.verdict),)


def _divided_by(algebra: Algebra, f: Expr, value: Expr, x: str) -> tuple[str, ...]:
    told = excluded(algebra, f, [value], symbol(x), lambda e: e.is_nonzero is True)
    return (f"this formula is for {' and '.join(told)}",) if told else ()


def constant_letter(f: Tree) -> str:
    """C, or another letter when the problem has a C of its own."""
    return next(letter for letter in ("C", "K", "C_0", "C_1") if letter not in names(f))


def worked(algebra: Algebra, expr: Expr, x: str, taken: list[str], search: Search | None = None) -> Antiderivative | None:
    """The first derivation that survives its checks, or None. A search that is given remembers what is found."""
    search = search or Search()
    for _ in range(ATTEMPTS):
        solver = Solver(algebra, taken=taken)
        solver.search = search
        try:
            solved = solver.solve(Question("I", (expr, symbol(x))))
            found, to_blame = checked(algebra, expr, x, solved)
        except (Stuck, *DECLINED):  # the algebra cannot handle what a derivation leads to: there is no derivation here
            return None
        if found is not None:
            return found
        search.ban(*solver.question_of(to_blame or solved.step).args)
    return None


def unworked(algebra: Algebra, expr: Expr, x: str) -> Antiderivative | None:
    """An answer without steps, when one is known that passes its check."""
    value = last_resort(expr, symbol(x))
    if value is None:
        return None
    compared = Generically(name(x))
    verdict = compared(algebra.tree(expr), derivative(algebra.tree(value), name(x)))
    if not verdict.equal or ("domain-differs" in verdict.remarks and verdict.wider == "a"):
        return None
    return Antiderivative(
        (), value, Verified(holds(verdict), verdict.points), compared.remark(), tuple(sorted(compared.positive))
    )


def checked(algebra: Algebra, expr: Expr, x: str, solved: Solved) -> tuple[Antiderivative | None, Step | None]:
    """The derivation with every step verified and the answer in textbook form; or None, and the step that is to blame."""
    value = finished(solved.value, symbol(x))
    if any(part.has(sp.asec, sp.acsc) for part in value.atoms(OWN["Cl2"])):
        return None, None  # right for real x, but read over the complex numbers it is another function where |x| < 1
    steps = [solved.step]
    if text(algebra.tree(value)) != text(algebra.tree(solved.value)):
        steps.append(simplification(algebra.tree(solved.value), algebra.tree(value), "The same answer in a shorter form."))
    told = verify(steps)
    wrong = [old for old, new in zip(every_step(tuple(steps)), every_step(told), strict=True) if new.holds == "fails"]
    if wrong:
        return None, wrong[-1]
    compared = Generically(name(x))
    verdict = compared(algebra.tree(expr), slope(algebra.tree(value), name(x)))
    if verdict.kind == "different":
        return None, None
    narrower = "domain-differs" in verdict.remarks and verdict.wider == "a"
    only = tuple(r for step in every_step((solved.step,)) for r in step.remarks if r.startswith(ONLY))
    unseen = verdict.kind == "undecided" and verdict.wider == "a"  # the integrand has values where the slope has none
    if narrower and not only and (len(expr.free_symbols) < 2 or unseen):
        return None, narrowing(every_step((solved.step,)))
    remarks = (*((only or (LETTERS_REMARK,)) if narrower else ()), *compared.remark())
    positive = tuple(sorted(compared.positive))
    return Antiderivative(told, value, Verified(holds(verdict), verdict.points), remarks, positive), None


def narrowing(steps: list[Step]) -> Step | None:
    """The innermost step whose answer is not real on all of the domain of its integrand."""
    for step in reversed(steps):
        x = variable_of(step.before)
        verdict = compare(slope(step.before, x), slope(step.answer, x)) if x else None
        if verdict and "domain-differs" in verdict.remarks and verdict.wider == "a":
            return step
    return None


__all__ = ["Antiderivative", "antiderivative", "integrate", "worked"]
