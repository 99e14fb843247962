"""What does `hessian` put together? The gradient, the matrix of second partial derivatives, and what it says at a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines.gradient import distance, flat_sum, letters, linear, signed
from calctutor.engines.several import Entry, Work, matrix, partial, together
from calctutor.engines.several_asking import Place, put_in
from calctutor.engines.several_eigenvalues import Eigenvalues, eigenvalues
from calctutor.engines.several_matrices import Minor, definiteness, minors
from calctutor.engines.several_points import Number, Values, decimal
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, number, power, replace
from calctutor.steps import Solution

Expr = Any

MOST_IN_TAYLOR = 4
"""The second-order approximation is written out for so many variables."""


@dataclass(frozen=True, slots=True)
class Curvature:
    """The largest and smallest eigenvalue in decimals; and where all are positive, the condition number λmax/λmin and the
    largest stable learning rate 2/λmax, in decimals and exactly where that is possible.
    """

    largest: str
    smallest: str
    condition: str = ""
    condition_exact: Tree | None = None
    learning_rate: str = ""
    learning_rate_exact: Tree | None = None


@dataclass(frozen=True, slots=True)
class HessianAt:
    """The matrix at a point, with the numbers put in and as values, its leading minors and eigenvalues, and the conclusion."""

    point: Place
    value: Number
    gradient: tuple[Tree, ...]
    put_in: Tree
    matrix: tuple[tuple[Tree, ...], ...]
    decimals: list[list[str]]
    minors: tuple[Minor, ...]
    eigenvalues: Eigenvalues | None
    definiteness: str | None
    curvature: Curvature | None
    taylor: Tree | None
    critical: bool


def differentiate(f: Tree, variables: Sequence[str], at: Place | None = None) -> Solution:
    """The Hessian of `f` in `variables`: n(n + 1)/2 second partial derivatives, the others by symmetry."""
    work = Work(f)
    expr = work.read(f)
    firsts, slopes = work.gradient(f, expr, variables)
    entries, values = second_partials(work, f, variables, slopes)
    rows = symmetric(len(variables), [entry.answer for entry in entries])
    about = {**letters(f, variables), "gradient": tuple(entry.answer for entry in firsts), "partials": firsts,
             "second_partials": entries, "hessian": rows}  # fmt: skip
    if at is not None:
        place = Values(work.algebra, at)
        here = place.of(expr, "the function"), [place.of(p, "a first partial derivative") for p in slopes]
        seconds = [place.of(p, "a second partial derivative") for p in values]
        about["at"] = hessian_at(place, *here, symmetric(len(variables), seconds), matrix(rows))
    question = matrix([partial(f, x, y) for y in variables] for x in variables)
    steps = work.verified_steps()
    checked = together(entry.verified for entry in (*firsts, *entries))
    return Solution("hessian", f, question, steps, matrix(rows), checked, work.complete, about)


def second_partials(
    work: Work, f: Tree, variables: Sequence[str], slopes: Sequence[Expr]
) -> tuple[tuple[Entry, ...], list[Expr]]:
    """The entries on and above the diagonal, row by row."""
    found = [
        work.entry(f, slope, x, y) for i, (x, slope) in enumerate(zip(variables, slopes, strict=True)) for y in variables[i:]
    ]
    return tuple(entry for entry, _ in found), [value for _, value in found]


def symmetric(size: int, upper: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
    """The whole matrix, from what stands on and above its diagonal."""
    waiting = iter(upper)
    known = {(i, j): next(waiting) for i in range(size) for j in range(i, size)}
    return tuple(tuple(known[min(i, j), max(i, j)] for j in range(size)) for i in range(size))


def hessian_at(values: Values, height: Expr, slopes: list[Expr], rows: Any, shown: Tree) -> HessianAt:
    algebra = values.algebra
    numbers = [[values.number(entry) for entry in row] for row in rows]
    constant = not any(entry.free_symbols for row in rows for entry in row)
    kind = definiteness(algebra, rows) if constant else None
    spectrum = eigenvalues(algebra, rows) if constant else None
    return HessianAt(
        point=values.place,
        value=values.number(height),
        gradient=tuple(map(algebra.tree, slopes)),
        put_in=replace(shown, put_in(values.place)),
        matrix=tuple(tuple(entry.exact for entry in row) for row in numbers),
        decimals=[[entry.decimal for entry in row] for row in numbers],
        minors=minors(algebra, rows) if constant else (),
        eigenvalues=spectrum,
        definiteness=kind,
        curvature=curvature(algebra, spectrum, kind) if spectrum and kind else None,
        taylor=taylor(algebra, height, slopes, rows, values.place) if len(rows) <= MOST_IN_TAYLOR else None,
        critical=all(slope == 0 for slope in slopes),
    )


def curvature(algebra: Algebra, spectrum: Eigenvalues, kind: str) -> Curvature:
    """Condition number and learning rate. Both need every eigenvalue to be positive."""
    largest, smallest = spectrum.decimals[0], spectrum.decimals[-1]
    if kind != "positive definite":
        return Curvature(largest, smallest)
    if not spectrum.exact:
        top, bottom = float(largest), float(smallest)
        return Curvature(largest, smallest, f"{top / bottom:.6g}", None, f"{2 / top:.6g}", None)
    first, last = (algebra.expression(tree) for tree in (spectrum.exact[0], spectrum.exact[-1]))
    ratio, rate = (algebra.tree(sp.expand(sp.radsimp(value))) for value in (first / last, 2 / first))
    return Curvature(largest, smallest, decimal(ratio), ratio, decimal(rate), rate)


def taylor(algebra: Algebra, height: Expr, slopes: list[Expr], rows: Any, at: Place) -> Tree:
    """f(a) + gradient·(x − a) + ½ (x − a)ᵀ H (x − a), term by term, without those that are 0."""
    steps = [distance(letter, value) for letter, value in at.items()][: len(rows)]
    first = linear(algebra, height, slopes, at)
    terms = [] if height == 0 and all(slope == 0 for slope in slopes) else [first]
    for i, row in enumerate(rows):
        for j in range(i, len(row)):
            factor = row[j] / 2 if i == j else row[j]
            if factor != 0:
                squared = [power(steps[i], number(2))] if i == j else [steps[i], steps[j]]
                terms.append(signed(algebra, factor, *squared))
    return flat_sum(terms)


__all__ = ["Curvature", "HessianAt", "differentiate", "hessian_at", "second_partials", "symmetric", "taylor"]
