"""What do determinants, leading minors and eigenvalues say of a matrix, and how are they worked by hand?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import Precision
from calctutor.engines.several_eigenvalues import LARGEST_EXACT, Expr, Rows, coefficients, in_balls
from calctutor.engines.several_points import Number, number_of, sign
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, add, multiply, negative, number
from calctutor.rules.tidying import cost, tidy


@dataclass(frozen=True, slots=True)
class Determinant:
    """The determinant as products of entries (for two and three rows), and what it comes to."""

    put_in: Tree | None
    value: Tree
    why: str


def determinant(algebra: Algebra, rows: Rows) -> Determinant | None:
    """The determinant, worked for two and three rows; None where it would be too large to write."""
    size = len(rows)
    if size > LARGEST_EXACT or (size > 3 and any(entry.free_symbols for row in rows for entry in row)):
        return None
    value = sp.expand(sp.Matrix(rows).det(method="berkowitz")) if size > 3 else _expanded(rows)
    shorter = _trigonometric(value)
    products = two_by_two(algebra, rows) if size == 2 else along_first_row(algebra, rows) if size == 3 else None
    why = {
        2: "Down the main diagonal, minus up the other.",
        3: "Along the first row: each entry times the determinant that is left without its row and column, signs alternating.",
    }
    return Determinant(products, algebra.tree(shorter), why.get(size, ""))


def _expanded(rows: Rows) -> Expr:
    if len(rows) == 1:
        return rows[0][0]
    if len(rows) == 2:
        (a, b), (c, d) = rows
        return a * d - b * c
    return sum((-1) ** j * rows[0][j] * _expanded(_without(rows, j)) for j in range(3))


def _without(rows: Rows, column: int) -> list[list[Expr]]:
    return [[entry for j, entry in enumerate(row) if j != column] for row in rows[1:]]


def _trigonometric(value: Expr) -> Expr:
    """The shortest of the plain form and those in which sin² + cos² = 1 was used, angle by angle."""
    best = value
    for angle in sorted((s.args[0] for s in value.atoms(sp.sin)), key=str):
        for gone, kept in ((sp.sin(angle), sp.cos(angle)), (sp.cos(angle), sp.sin(angle))):
            changed = sp.expand(sp.expand(best).subs(gone**2, 1 - kept**2))
            best = min(best, changed, key=cost)
    shorter = tidy(best)
    return shorter[0] if shorter else best


def two_by_two(algebra: Algebra, rows: Rows) -> Tree:
    """ad − bc, with brackets only where they are needed."""
    (a, b), (c, d) = ([algebra.tree(entry) for entry in row] for row in rows)
    return add(multiply(a, d), negative(Tree("^", (b, number(2))) if b == c else multiply(b, c)))


def along_first_row(algebra: Algebra, rows: Rows) -> Tree:
    """a (ei − fh) − b (di − fg) + c (dh − eg), without the terms whose first factor is 0."""
    terms: list[Tree] = []
    for j, entry in enumerate(rows[0]):
        if entry == 0:
            continue
        term = multiply(algebra.tree(entry), two_by_two(algebra, _without(rows, j)))
        terms.append(negative(term) if j == 1 else term)
    return add(*terms)


# Definiteness.


@dataclass(frozen=True, slots=True)
class Minor:
    """A leading minor: its size, how it is worked, its value and sign."""

    size: int
    put_in: Tree | None
    value: Number
    sign: int | None


def minors(algebra: Algebra, rows: Rows) -> tuple[Minor, ...]:
    """The determinants of the upper left corners: the first by reading it off, the second and third worked."""
    found = []
    for size in range(1, min(len(rows), LARGEST_EXACT) + 1):
        corner = [row[:size] for row in rows[:size]]
        value = sp.expand(sp.Matrix(corner).det(method="berkowitz"))
        worked = {2: two_by_two, 3: along_first_row}.get(size)
        put_in = worked(algebra, corner) if worked else None
        found.append(Minor(size, put_in, number_of(algebra, value), sign(algebra, value)))
    return tuple(found)


def definiteness(algebra: Algebra, rows: Rows) -> str | None:
    """`positive definite`, `negative definite`, `indefinite`, `positive semidefinite`, `negative semidefinite` or `zero`.

    All roots of the characteristic polynomial of a symmetric matrix are real, so by Descartes' rule of signs its coefficients
    tell exactly how many are positive and how many are negative. None where a sign could not be told.
    """
    signs = [sign(algebra, c) for c in coefficients(rows)] if len(rows) <= LARGEST_EXACT else _numeric_signs(rows)
    if any(s is None for s in signs):
        return None
    positive = _changes([s for s in signs if s])
    size = len(rows)
    zero = next(i for i, s in enumerate(reversed(signs)) if s)
    return named_definiteness(positive, size - zero - positive, zero)


def named_definiteness(positive: int, negative: int, zero: int) -> str:
    """What a matrix with so many positive, negative and zero eigenvalues is called."""
    if positive and negative:
        return "indefinite"
    if not positive and not negative:
        return "zero"
    return f"{'positive' if positive else 'negative'} {'semidefinite' if zero else 'definite'}"


def _changes(signs: list[Any]) -> int:
    return sum(a != b for a, b in pairwise(signs))


def _numeric_signs(rows: Rows) -> list[int | None]:
    """The same for a large matrix, in balls of 256 bits."""
    with Precision(256):
        polynomial = in_balls(rows).charpoly()
        found = [polynomial[i] for i in reversed(range(len(rows) + 1))]
    return [1 if c > 0 else -1 if c < 0 else 0 if abs(c) < 1e-40 else None for c in found]
