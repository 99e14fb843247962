"""What is the derivative of a log-likelihood by one of its letters, worked?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.derivative import derive
from calctutor.engines.probability.parts import Problem
from calctutor.notation.tree import names
from calctutor.solver import Solver
from calctutor.steps import Step
from calctutor.verify import verify

Expr = Any


def slope_of(problem: Problem, logarithm: Expr, letter: str) -> tuple[tuple[Step, ...], Expr]:
    """The steps, and the derivative; the digamma function in it is sympy's, which has derivatives of its own."""
    algebra = problem.algebra
    tree = algebra.tree(logarithm)
    steps, slope = derive(Solver(algebra, taken=tuple(names(tree))), algebra.expression(tree), letter)
    return verify(steps), differentiable(slope)


def differentiable(expr: Expr) -> Expr:
    """ψ as sympy's polygamma."""
    return expr.replace(lambda e: type(e).__name__ == "digamma", lambda e: sp.polygamma(0, e.args[0]))


__all__ = ["differentiable", "slope_of"]
