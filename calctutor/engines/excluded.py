"""For which values of its letters does an answer say nothing? Those at which a denominator without the variable is 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from calctutor.notation.algebra import Algebra
from calctutor.notation.writing import text

Expr = Any
LARGEST = 300
"""Answers with more operations are not looked at."""


def excluded(algebra: Algebra, f: Expr, answers: list[Expr], x: Expr, never: Callable[[Expr], bool]) -> list[str]:
    """`n ≠ 0`, `m ≠ n` and so on: what the `answers` for the integrand `f` divide by, where f itself does not. `never` says
    of an expression in letters that it is never 0 by what is assumed of them.
    """
    given = {_plain(e) for e in _bottoms(f, x)}
    found = dict.fromkeys(_plain(e) for answer in answers for e in _bottoms(answer, x))
    return [_said(algebra, e) for e in found if e not in given and not never(e)]


def _bottoms(value: Expr, x: Expr) -> list[Expr]:
    """The factors of the common denominator that have letters, but not x."""
    if not (value.free_symbols - {x}) or value.count_ops() > LARGEST:
        return []
    bottom = sp.factor(sp.denom(sp.together(value)))
    bases = (part.as_base_exp()[0] for part in sp.Mul.make_args(bottom))
    return [base for base in bases if base.free_symbols and not base.has(x) and base.is_nonzero is not True]


def _plain(e: Expr) -> Expr:
    """The same up to its sign: the first letter comes with a plus."""
    first = min(sp.Add.make_args(e), key=lambda term: sorted(map(str, term.free_symbols)) or ["~"])
    return -e if first.could_extract_minus_sign() else e


def _said(algebra: Algebra, e: Expr) -> str:
    """`m ≠ n` for m - n, `n ≠ -1` for n + 1, `a² + b ≠ 0` for what is not so plain."""
    terms = sp.Add.make_args(e)
    alone = [t for t in terms if t.is_Symbol]
    left, right = (alone[0], alone[0] - e) if len(terms) == 2 and alone else (e, sp.Integer(0))
    return f"{text(algebra.tree(left))} ≠ {text(algebra.tree(right))}"
