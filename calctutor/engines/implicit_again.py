"""What is the second derivative along a curve? The slope is differentiated once more, and y′ put in."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.derivative import simplification
from calctutor.engines.implicit_curve import Curve
from calctutor.notation import tree as trees
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree
from calctutor.rules.bracketing import expandable
from calctutor.rules.tidying import cost, tidy
from calctutor.solver import Solver
from calctutor.steps import Question, Step
from calctutor.verify import verify

Expr = Any


def again(curve: Curve, slope: Expr) -> tuple[tuple[Step, ...], list[Step], Expr]:
    """The steps from the slope y′ to y″, those that use the equation of the curve, and y″.

    `slope` and y″ are expressions in the plain letters x and y. The first steps hold for any function y whose derivative is
    the slope, and are verified; the others hold on the curve only, and are as good as the answer is.
    """
    along = slope.xreplace({symbol(curve.y): curve.of_x})
    solver = Solver(curve.algebra, taken=trees.names(curve.equation))
    solved = solver.solve(Question("D", (along, symbol(curve.x))))
    put, bent = _put_in(curve, solved.value, along)
    meaning = {**curve.meaning, curve.primed: trees.replace(curve.algebra.tree(along), curve.meaning)}
    by_equation, on_curve = _by_the_equation(curve, bent)
    steps = (*verify([solved.step], curve.meaning), *verify(put, meaning))
    return steps, by_equation, on_curve.xreplace({curve.of_x: symbol(curve.y)})


def _put_in(curve: Curve, value: Expr, slope: Expr) -> tuple[list[Step], Expr]:
    """y′ replaced by what it is, and the result in a tidy form."""
    tree = curve.algebra.tree
    before, bent = tree(value), value.xreplace({curve.slope: slope})
    steps = []
    if value.has(curve.slope):
        written = trees.replace(before, {curve.primed: tree(slope)})
        steps.append(simplification(before, written, f"Put in what was found for {curve.y}′.", f"Put in {curve.y}′", "put-in"))
        before = written
    shorter = tidy(bent) or (bent, "Work it out.")
    if (after := tree(shorter[0])) != before:
        steps.append(simplification(before, after, shorter[1]))
    return steps, shorter[0]


def _by_the_equation(curve: Curve, bent: Expr) -> tuple[list[Step], Expr]:
    """The top less a multiple of left - right, which is 0 on the curve, where that is shorter: x² + y² becomes 25."""
    left, right = (curve.algebra.expression(side).xreplace({symbol(curve.y): curve.of_x}) for side in curve.equation.args)
    top, bottom = sp.fraction(sp.together(bent))
    rest = _remainder(top, left - right)
    if rest is None:
        return [], bent
    shorter = tidy(rest / bottom)
    after = shorter[0] if shorter else rest / bottom
    if cost(after) >= cost(bent):
        return [], bent
    tree = curve.algebra.tree
    why: tuple[str | Tree, ...] = ("Every point lies on the curve, so ", curve.equation, " may be used.")
    return [Step("by-the-equation", "Use the equation", tree(bent), tree(after), tree(after), why=why)], after


def _remainder(top: Expr, gap: Expr) -> Expr | None:
    """Of the division of polynomials, in whatever the gap is a polynomial of: x and y, their roots, a power of e."""
    if not expandable(top * gap):
        return None
    try:
        divisor = sp.Poly(gap)
        return sp.rem(sp.Poly(top, *divisor.gens), divisor).as_expr()
    except sp.PolynomialError:
        return None
