"""Does an equation between integrals hold, by quadrature at some values of its letters?

For integrals that balls cannot enclose, as those that swing up to infinity. A derivative by a letter is a quotient of
differences. Agreement to seven digits is evidence, not proof.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.asking import free_names
from calctutor.engines.definite.numbers import quadrature
from calctutor.engines.definite.pieces import in_numbers
from calctutor.engines.definite.problem import Definite, Piece
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, name, number, walk
from calctutor.notation.tree import replace as put_in

Expr = Any
SAMPLES = (Fraction(3, 8), Fraction(-1, 5), Fraction(4, 7), Fraction(2, 9))
"""What the letters are tried at; what is assumed of a letter is a function of this (e^k for a k > 0)."""
FINE = 1024
"""Values are taken as so many-ths: exactly representable, so that a² − a² is 0 and no small ball around it."""
STEP = Fraction(1, 128)
DIGITS = 7


def equal(problem: Definite, one: Tree, other: Tree) -> str:
    """`agrees`, `fails`, or `undecided` where a side has no number."""
    at = _place(problem, sorted({*free_names(one), *free_names(other)}))
    values = [] if at is None else [_value(problem, put_in(side, at)) for side in (one, other)]
    if len(values) < 2 or values[0] is None or values[1] is None:
        return "undecided"
    return "agrees" if abs(values[0] - values[1]) <= 10**-DIGITS * (1 + abs(values[0])) else "fails"


def _place(problem: Definite, letters: list[str]) -> dict[Tree, Tree] | None:
    """A value for each letter that has all that is assumed of it."""
    samples = dict(zip(letters, SAMPLES, strict=False))
    if len(samples) < len(letters):
        return None
    at: dict[Tree, Tree] = {}
    for letter in letters:
        meant = problem.meaning.get(name(letter), name(letter))
        try:
            value = evaluate(meant, dict.fromkeys(free_names(meant), Fraction(0)) | samples, 96).ball
        except (NoValue, ValueError, ZeroDivisionError):
            return None
        at[name(letter)] = number(Fraction(round(float(value.mid()) * FINE), FINE))
    return at


def _value(problem: Definite, tree: Tree) -> Any:
    """The number, every integral in it by quadrature; None where one has none."""
    known: dict[Tree, Tree] = {}
    for node in walk(tree):
        if node.head == "D" and any(part.head == "I" for part in walk(node)):
            return None  # a derivative stands by itself: see `_slope`
        if node.head == "I" and node not in known:
            value = _integral(problem, node)
            if value is None:
                return None
            known[node] = number(Fraction(mpmath.nstr(value, 25)))
    try:
        return mpmath.mpf(evaluate(put_in(tree, known), {}, 128).ball.mid().str(25, radius=False))
    except (NoValue, ValueError, ZeroDivisionError):
        return None


def _integral(problem: Definite, node: Tree) -> Any:
    f, x, p, q = node.args
    expr, low, high = (problem.algebra.expression(part) for part in (f, p, q))
    inner = problem.over(expr, low, high, symbol(x.value))
    found = quadrature(problem.algebra, inner.x, in_numbers(inner, Piece(low, high, expr)))
    return None if found is None else found.value


def slope(problem: Definite, tree: Tree, letter: str, other: Tree) -> str:
    """The same for d/d(letter) of a tree with integrals: differences of its values against `other`."""
    letters = sorted({letter, *free_names(tree), *free_names(other)})
    at = _place(problem, letters)
    if at is None:
        return "undecided"
    here, h = Fraction(at[name(letter)].value), STEP
    around = [_value(problem, put_in(tree, {**at, name(letter): number(here + k * h)})) for k in (-2, -1, 1, 2)]
    wanted = _value(problem, put_in(other, at))
    if wanted is None or None in around:
        return "undecided"
    found = (around[0] - 8 * around[1] + 8 * around[2] - around[3]) / (12 * mpmath.mpf(h.numerator) / h.denominator)
    return "agrees" if abs(found - wanted) <= 10 ** (2 - DIGITS) * (1 + abs(wanted)) else "fails"


__all__ = ["equal", "slope"]
