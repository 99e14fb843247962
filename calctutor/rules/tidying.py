"""What is the form in which a textbook prints this answer?

A few exact rewritings are tried and the shortest result wins, if it is really shorter. Each says in a sentence what was
done. All are bounded by the size of what they are given, never by the clock, so that the same input always gives the
same form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp

from calctutor.rules.bracketing import collected, collected_brackets, expandable, factored, has_fractions

Expr = Any


LARGEST = 250
"""Expressions with more operations than this are left as they are: a form that nobody can read is not worth a minute."""


def tidy(expr: Expr) -> tuple[Expr, str] | None:
    """The shorter form and the sentence that explains it, or None when the expression is best left alone."""
    if size(expr) > LARGEST:
        return None
    best, reason = expr, ""
    for candidate, why in _candidates(expr):
        if cost(candidate) < cost(best):
            best, reason = candidate, why
    return (best, reason) if reason else None


def _candidates(expr: Expr) -> Iterable[tuple[Expr, str]]:
    starts = ((expr, ""), *_pythagorean(expr))
    for rewrite, why in REWRITINGS:
        for start, first_why in starts:
            changed = rewrite(start)
            if changed is not None and changed != expr:
                yield changed, first_why + (why if rewrite is collected else _what_was_done(start, changed, why))


def _what_was_done(expr: Expr, changed: Expr, why: str) -> str:
    """The sentence for a change of form, which depends on what became of the fraction bar; `why` where one was made."""
    if changed == expr:
        return "What is left over cancels."
    if not has_bar(expr) and not has_bar(changed):
        return "Take out what the terms have in common, and collect the rest."
    top, bottom = sp.fraction(changed)
    if expr.is_Add:
        return why
    if sp.fraction(expr)[1] != bottom:
        return "Collect the top and cancel what top and bottom have in common."
    return "Collect the top." if top.is_Add else "Take out what the terms of the top have in common."


def has_bar(expr: Expr) -> bool:
    """Is this written with letters under a fraction bar? A negative power of e is not."""
    factors = [factor for term in sp.Add.make_args(expr) for factor in sp.Mul.make_args(term) if factor.is_Pow]
    return any(factor.exp.is_Rational and factor.exp.is_negative and factor.free_symbols for factor in factors)


def over_one_denominator(expr: Expr) -> Expr | None:
    """One fraction, its top multiplied out."""
    top, bottom = sp.fraction(sp.together(expr))
    return None if bottom == 1 or not expandable(top) else sp.expand(top) / bottom


def factored_over_one_denominator(expr: Expr) -> Expr | None:
    """One fraction, common factors of its top taken out."""
    return sp.together(expr) if (expr.is_Add and has_fractions(expr)) or sp.fraction(expr)[1] != 1 else None


def cancelled(expr: Expr) -> Expr | None:
    """One fraction in lowest terms, for quotients of polynomials in one letter."""
    top, bottom = sp.fraction(sp.together(expr))
    letters = sorted(expr.free_symbols, key=str)
    if bottom == 1 or not (top.is_polynomial(*letters) and bottom.is_polynomial(*letters)) or not expandable(top * bottom):
        return None
    return sp.factor(top / bottom) if _low_degree(top * bottom, letters) else None


REWRITINGS: tuple[tuple[Callable[[Expr], Expr | None], str], ...] = (
    (factored, "Take out what the terms have in common."),
    (factored_over_one_denominator, "Bring everything over one denominator."),
    (over_one_denominator, "Bring everything over one denominator and collect the top."),
    (cancelled, "Collect the top and cancel what top and bottom have in common."),
    (collected, "Multiply out and collect."),
    (collected_brackets, "Take out what the terms have in common, and collect the rest."),
)


def _pythagorean(expr: Expr) -> list[tuple[Expr, str]]:
    """The expression with sin² + cos² = 1 used on the top of its fraction, in either direction."""
    if not (expr.is_Add or any(factor.is_Add for factor in expr.args)):
        return []  # nothing to add up
    top, bottom = sp.fraction(sp.together(expr))
    angles = sorted({s.args[0] for s in top.atoms(sp.sin)} & {c.args[0] for c in top.atoms(sp.cos)}, key=str)
    squares = sp.expand(top) if angles and expandable(top) else top
    found = []
    for angle in angles:
        for gone, kept in ((sp.sin(angle), sp.cos(angle)), (sp.cos(angle), sp.sin(angle))):
            changed = squares.subs(gone**2, 1 - kept**2)
            if changed != squares:
                found.append((sp.expand(changed) / bottom, "Use sin² + cos² = 1. "))
    return found


def _low_degree(expr: Expr, letters: list[Expr]) -> bool:
    return all(sp.degree(expr, letter) <= 40 for letter in letters)


def size(expr: Expr) -> int:
    """The number of nodes as printed, counted no further than is needed to say that it is too large."""
    count = 0
    for _ in sp.preorder_traversal(expr):
        count += 1
        if count > 4 * LARGEST:
            break
    return count


def cost(expr: Expr) -> float:
    """How long and how hard to read: symbols count one, fractions and roots a little more, high towers more still."""
    if expr.is_Atom:
        return 1 if not expr.is_Rational or expr.q == 1 else 1.5
    own = sum(map(cost, expr.args))
    if expr.is_Add:
        return own + 0.5 * (len(expr.args) - 1) + 0.2
    if expr.is_Mul:
        return own + 0.1
    if expr.is_Pow:
        base, exponent = expr.as_base_exp()
        return (
            cost(base)
            + (0 if exponent == -1 else 0.7 * cost(abs(exponent) if exponent.is_number else exponent))
            + (0.3 if exponent.is_negative else 0)
        )
    return own + 1


def natural(f: Expr) -> Expr:
    """f with all its logarithms as ln."""
    return f.replace(
        lambda e: type(e).__name__ == "logarithm" and len(e.args) == 2, lambda e: sp.log(e.args[0]) / sp.log(e.args[1])
    )
