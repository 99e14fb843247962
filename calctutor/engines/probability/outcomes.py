"""Why may an integral over the range of a random variable have no value here?"""

from __future__ import annotations

from typing import Any

from calctutor.notation.tree import Tree
from calctutor.notation.writing import text

Expr = Any


class Diverges(Exception):  # noqa: N818 (an outcome, not an error)
    """The integral has no finite value; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Needs(Exception):  # noqa: N818 (an outcome, not an error)
    """Whether the integral converges depends on whether `quantity` is positive."""

    def __init__(self, quantity: Expr) -> None:
        super().__init__(str(quantity))
        self.quantity = quantity


class Unworked(Exception):  # noqa: N818 (an outcome, not an error)
    """No rule here works this integral; `number` is its value by quadrature where there is one."""

    def __init__(self, question: Tree, number: str = "", error: str = "") -> None:
        super().__init__(text(question))
        self.question, self.number, self.error = question, number, error


__all__ = ["Diverges", "Needs", "Unworked"]
