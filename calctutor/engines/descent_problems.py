"""What is being made small? A formula, or the loss of a model on data; with its gradient worked once, by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import calctutor.rules  # noqa: F401  (fills the rulebook)
from calctutor.engines import reading_back
from calctutor.engines.derivative import derive
from calctutor.engines.descent_floats import Floats
from calctutor.engines.descent_methods import Point
from calctutor.engines.fitting import Fit
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, derivative, multiply, name, names, number, replace
from calctutor.solver import Solver
from calctutor.steps import Step, Verified
from calctutor.verify import verify, verify_answer, worst

Expr = Any
MOST_SECOND = 6
"""Letters up to which the Hessian is worked out symbolically; beyond, it is the difference quotient of the gradient."""


class Formula:
    """f over its letters. `gradient` and `second` are trees; the values are floats."""

    def __init__(self, f: Tree, letters: Sequence[str]) -> None:
        self.f, self.letters = f, tuple(letters)
        algebra = Algebra()
        expr = reading_back.expression(algebra, f)
        solver = Solver(algebra, taken=names(f))
        worked = [derive(solver, expr, letter) for letter in letters]
        self.steps: tuple[tuple[Step, ...], ...] = tuple(verify(steps) for steps, _ in worked)
        slopes = [slope for _, slope in worked]
        self.gradient = tuple(map(algebra.tree, slopes))
        self.second = self._second(algebra, solver, slopes)
        self._slopes = Floats([f, *self.gradient], self.letters)
        self._value = Floats([f], self.letters)
        self._curving = Floats([tree for row in self.second for tree in row], self.letters) if self.second else None

    def _second(self, algebra: Algebra, solver: Solver, slopes: list[Expr]) -> tuple[tuple[Tree, ...], ...]:
        if len(self.letters) > MOST_SECOND:
            return ()
        return tuple(tuple(algebra.tree(derive(solver, slope, letter)[1]) for letter in self.letters) for slope in slopes)

    def value(self, x: Sequence[float]) -> float:
        return self._value(x)[0]

    def slopes(self, x: Sequence[float]) -> Point:
        return self._slopes(x)[1:]

    def hessian(self, x: Sequence[float]) -> list[list[float]]:
        if self._curving is None:
            return differences(self.slopes, x)
        flat, size = self._curving(x), len(self.letters)
        return [flat[i * size : (i + 1) * size] for i in range(size)]

    def verified(self) -> Verified:
        checks = [
            verify_answer(derivative(self.f, name(letter)), slope)
            for letter, slope in zip(self.letters, self.gradient, strict=True)
        ]
        return weakest(checks)


def weakest(checks: list[Verified]) -> Verified:
    verdict = worst(check.verdict for check in checks)
    return Verified(verdict, min((check.points for check in checks if check.points), default=0))


def differences(slopes: Any, x: Sequence[float]) -> list[list[float]]:
    """The Hessian as central difference quotients of the gradient, made symmetric."""
    rows = []
    for i, value in enumerate(x):
        h = 1e-5 * max(1.0, abs(value))
        ahead, behind = ([*x[:i], value + sign * h, *x[i + 1 :]] for sign in (1, -1))
        rows.append([(a - b) / (2 * h) for a, b in zip(slopes(ahead), slopes(behind), strict=True)])
    size = range(len(x))
    return [[(rows[i][j] + rows[j][i]) / 2 for j in size] for i in size]


class DataLoss:
    """The mean loss of a model over the rows of a table: `gradient` is the slope of the loss of one row."""

    second: tuple[tuple[Tree, ...], ...] = ()

    def __init__(self, fit: Fit) -> None:
        self.fit, self.letters = fit, fit.parameters
        algebra = Algebra()
        model = reading_back.expression(algebra, fit.model)
        solver = Solver(algebra, taken=[*names(fit.model), fit.target])
        worked = [derive(solver, model, letter) for letter in self.letters]
        self.steps: tuple[tuple[Step, ...], ...] = tuple(verify(steps) for steps, _ in worked)
        self.inner = tuple(algebra.tree(slope) for _, slope in worked)
        put_in = {name("p"): fit.model, name("t"): name(fit.target)}
        self.f = replace(fit.loss.formula, put_in)
        outer = replace(fit.loss.slope, put_in)
        self.gradient = tuple(outer if slope == number(1) else multiply(outer, slope) for slope in self.inner)
        columns = [*self.letters, *fit.columns]
        self._loss = Floats([self.f], columns)
        self._slopes = Floats(self.gradient, columns)
        self._model = Floats([fit.model], columns)

    def value(self, x: Sequence[float]) -> float:
        return sum(self._loss([*x, *row])[0] for row in self.fit.rows) / len(self.fit.rows)

    def slopes(self, x: Sequence[float]) -> Point:
        totals = [0.0] * len(self.letters)
        for row in self.fit.rows:
            totals = [total + slope for total, slope in zip(totals, self._slopes([*x, *row]), strict=True)]
        return [total / len(self.fit.rows) for total in totals]

    def hessian(self, x: Sequence[float]) -> list[list[float]]:
        return differences(self.slopes, x)

    def predictions(self, x: Sequence[float]) -> list[float]:
        return [self._model([*x, *row])[0] for row in self.fit.rows]

    def predicted(self, x: Sequence[float], row: Sequence[float]) -> float:
        return self._model([*x, *row])[0]

    def verified(self) -> Verified:
        checks = [
            verify_answer(derivative(self.f, name(letter)), slope)
            for letter, slope in zip(self.letters, self.gradient, strict=True)
        ]
        return weakest(checks)


Problem = Formula | DataLoss
