"""What are the eigenvalues of a Hessian, worked where its polynomial factors?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import Precision
from calctutor.balls.values import decimal as rounded
from calctutor.balls.values import settled
from calctutor.engines.several_points import decimal
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, divide, multiply, negative, number

Expr = Any


Rows = Sequence[Sequence[Expr]]


LARGEST_EXACT = 8
"""Determinants of larger matrices are not written out."""


@dataclass(frozen=True, slots=True)
class Eigenvalues:
    """The characteristic polynomial in λ, the same in factors or the formula for each root, and its roots, the largest first.

    `exact` is empty where the roots have no simple form; `decimals` are given always. `numeric` says that they were computed
    without the polynomial.
    """

    polynomial: Tree | None
    factored: Tree | None
    worked: tuple[Tree, ...]
    exact: tuple[Tree, ...]
    decimals: list[str]
    numeric: bool


def coefficients(rows: Rows) -> list[Expr]:
    """Of the characteristic polynomial det(λ − H), highest power first."""
    return [sp.expand(c) for c in sp.Matrix(rows).charpoly(sp.Dummy("lambda")).all_coeffs()]


def in_balls(rows: Rows) -> Any:
    from flint import arb_mat

    algebra = Algebra()
    return arb_mat([[settled(algebra.tree(entry), {}, 200) for entry in row] for row in rows])


def eigenvalues(algebra: Algebra, rows: Rows) -> Eigenvalues:
    """Worked for two rows, and for three where the polynomial has a root among the fractions; otherwise computed."""
    if len(rows) > 3:
        return Eigenvalues(None, None, (), (), numeric_eigenvalues(rows), True)
    lam = symbol("lambda")
    powers = coefficients(rows)
    polynomial = algebra.tree(sum((c * lam ** (len(rows) - i) for i, c in enumerate(powers)), sp.Integer(0)))
    factored, worked, roots = _worked_roots(algebra, powers, lam)
    if not roots:
        return Eigenvalues(polynomial, None, (), (), numeric_eigenvalues(rows), False)
    trees = [algebra.tree(root) for root in roots]
    return Eigenvalues(polynomial, factored, worked, tuple(trees), [decimal(tree) for tree in trees], False)


def _worked_roots(algebra: Algebra, powers: list[Expr], lam: Expr) -> tuple[Tree | None, tuple[Tree, ...], list[Expr]]:
    """The polynomial in factors, the formula for each root, and the roots, the largest first; none without a simple form."""
    if len(powers) == 2:
        return None, (), [-powers[1]]
    if all(c.is_Rational for c in powers):
        factors = [(f, n) for f, n in sp.factor_list(sp.Poly(powers, lam).as_expr())[1]]
        if all(sp.degree(f, lam) <= 2 for f, _ in factors) and len(factors) > (len(powers) == 3):
            return (
                _in_factors(algebra, factors),
                (),
                sorted((r for f, n in factors for r in _both(f, lam) * n), key=float, reverse=True),
            )
    if len(powers) == 3 and not any(c.atoms(sp.Function) for c in powers):
        return None, *quadratic_formula(algebra, powers)
    return None, (), []


def _both(factor: Expr, lam: Expr) -> list[Expr]:
    return list(sp.roots(factor, lam))


def _in_factors(algebra: Algebra, factors: list[tuple[Expr, int]]) -> Tree:
    trees = [(algebra.tree(f), n) for f, n in factors]
    return multiply(*(f if n == 1 else Tree("^", (f, number(n))) for f, n in trees))


def quadratic_formula(algebra: Algebra, powers: list[Expr]) -> tuple[tuple[Tree, ...], list[Expr]]:
    """(t ± √(t² − 4d))/2 with the trace t and the determinant d."""
    trace, det = -powers[1], powers[2]
    half = sp.sqrt(sp.expand(trace**2 - 4 * det)) / 2
    trees = algebra.tree(trace), algebra.tree(det)
    root = Tree("sqrt", (add(Tree("^", (trees[0], number(2))), negative(multiply(number(4), trees[1]))),))
    worked = tuple(divide(add(trees[0], part), number(2)) for part in (root, negative(root)))
    return worked, [sp.expand(trace / 2 + half), sp.expand(trace / 2 - half)]


def numeric_eigenvalues(rows: Rows) -> list[str]:
    """The eigenvalues of a symmetric matrix of numbers in decimals, the largest first, computed with 256 bits."""
    from flint import acb_mat

    with Precision(256):
        found = sorted((value.real for value in acb_mat(in_balls(rows)).eig(algorithm="approx")), key=lambda v: -float(v.mid()))
        return [rounded(value, 6) for value in found]
