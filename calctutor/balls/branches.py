"""Which branch of a `piecewise` is taken at a point?"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, NamedTuple

from flint import acb

from calctutor.balls.functions import constant_term
from calctutor.balls.outcomes import NoCase
from calctutor.balls.tape import COMPLEX, SERIES, VALUES, Environment, Program

_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "!=": operator.ne,
}  # fmt: skip
_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}


class Comparison(NamedTuple):
    head: str
    left: Program
    right: Program

    def holds(self, env: Environment, mode: int) -> bool:
        """Raises ValueError when the balls are too wide to say, or where a series stands on the very border."""
        a, b = _side(self.left, env, mode), _side(self.right, env, mode)
        if mode != VALUES and a.overlaps(b):
            raise ValueError("on a border")
        if _TESTS[self.head](a, b):
            return True
        if _TESTS[_OPPOSITE[self.head]](a, b):
            return False
        raise ValueError("on a border")

    def difference(self, env: Environment) -> Any:
        """Zero on the border."""
        return self.left.value(env) - self.right.value(env)


def _side(program: Program, env: Environment, mode: int) -> Any:
    if mode == VALUES:
        return program.value(env)
    if mode == SERIES:
        return constant_term(program.series(env))
    return program.results(env, COMPLEX)[program.root].real


class Condition(NamedTuple):
    head: str
    parts: list[Condition]
    comparisons: list[Comparison]

    def holds(self, env: Environment, mode: int) -> bool:
        if self.head == "true":
            return True
        joined = any if self.head == "or" else all
        return joined([*(c.holds(env, mode) for c in self.comparisons), *(part.holds(env, mode) for part in self.parts)])

    def borders(self) -> list[Comparison]:
        return [*self.comparisons, *(border for part in self.parts for border in part.borders())]


class Case(NamedTuple):
    value: Program
    condition: Condition


class Branches:
    """The first case whose condition holds; undefined where none does."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases = cases

    def run(self, mode: int, _: list[Any], env: Environment) -> Any:
        try:
            chosen = next((case.value for case in self.cases if case.condition.holds(env, mode)), None)
        except ValueError:
            if mode >= COMPLEX:
                return acb("nan")
            raise
        if chosen is None:
            raise NoCase("piecewise")
        if mode == VALUES:
            return chosen.value(env)
        return chosen.series(env) if mode == SERIES else chosen.results(env, mode)[chosen.root]
