"""What does `jacobian` put together? The matrix of all first partial derivatives of several functions, and its determinant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines.asking import free_names
from calctutor.engines.several import Entry, Work, matrix, partial, together, vector
from calctutor.engines.several_asking import Place, put_in
from calctutor.engines.several_matrices import Determinant, determinant
from calctutor.engines.several_points import Number, Values, number_of
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, replace
from calctutor.steps import Solution

Expr = Any


@dataclass(frozen=True, slots=True)
class JacobianAt:
    """The matrix at a point, with the numbers put in and as values, and its determinant where it is square."""

    point: Place
    put_in: Tree
    matrix: tuple[tuple[Tree, ...], ...]
    decimals: list[list[str]]
    determinant: Number | None


def differentiate(fs: Sequence[Tree], variables: Sequence[str], at: Place | None = None, square: bool = False) -> Solution:
    """The Jacobian of the functions `fs` in `variables`: a row a function, a column a variable.

    `square` insists on a determinant: raises `StudentError` where the matrix is not square.
    """
    if square and len(fs) != len(variables):
        shape = f"{len(fs)} by {len(variables)}"
        raise StudentError("not-square", f"only a square matrix has a determinant, and this one is {shape}",
                           remedy="give as many functions as there are variables, or choose variables with --vars")  # fmt: skip
    work = Work(*fs)
    rows = [work.gradient(f, work.read(f), variables) for f in fs]
    entries = [entry for row, _ in rows for entry in row]
    values = [row for _, row in rows]
    about = _about(fs, variables, [row for row, _ in rows])
    if len(fs) == len(variables):
        about["determinant"] = determinant(work.algebra, values)
    if at is not None:
        about["at"] = _at(Values(work.algebra, at), values, matrix(about["jacobian"]))
    question = matrix([partial(f, x) for x in variables] for f in fs)
    steps = work.verified_steps()
    checked = together(entry.verified for entry in entries)
    return Solution("jacobian", vector(fs), question, steps, matrix(about["jacobian"]), checked, work.complete, about)


def _about(fs: Sequence[Tree], variables: Sequence[str], rows: list[tuple[Entry, ...]]) -> dict[str, Any]:
    found = sorted({letter for f in fs for letter in free_names(f)})
    return {
        "variables": list(variables),
        "constants": [letter for letter in found if letter not in variables],
        "absent": [letter for letter in variables if letter not in found],
        "rows": tuple(rows),
        "jacobian": tuple(tuple(entry.answer for entry in row) for row in rows),
    }


def _at(values: Values, rows: list[list[Expr]], shown: Tree) -> JacobianAt:
    found = [[values.of(entry, "an entry of the matrix") for entry in row] for row in rows]
    numbers = [[values.number(entry) for entry in row] for row in found]
    square = len(found) == len(found[0])
    size = sp.expand(sp.Matrix(found).det(method="berkowitz")) if square else None
    return JacobianAt(
        values.place,
        replace(shown, put_in(values.place)),
        tuple(tuple(entry.exact for entry in row) for row in numbers),
        [[entry.decimal for entry in row] for row in numbers],
        None if size is None else number_of(values.algebra, size),
    )


__all__ = ["Determinant", "JacobianAt", "differentiate"]
