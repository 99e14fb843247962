"""What is an expression worth where one of its letters has another value? `f` at x = a, as an instruction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from calctutor.balls.tape import SERIES, VALUES, Environment, Program


class Placed:
    """`body` where x is the result that `base` reads."""

    def __init__(self, body: Program, x: str, base: Callable[[list[Any]], Any]) -> None:
        self.body, self.x, self.base = body, x, base

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:
        place = {**env, self.x: self.base(results)}
        if mode == VALUES:
            return self.body.value(place)
        return self.body.series(place) if mode == SERIES else self.body.results(place, mode)[self.body.root]
