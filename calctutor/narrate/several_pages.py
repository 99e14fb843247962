"""Which page tells a solution in several variables, with its heading?"""

from __future__ import annotations

from collections.abc import Callable

from calctutor.blocks import Page
from calctutor.narrate import critical, gradient, hessian, jacobian, lagrange, partial, probability
from calctutor.steps import Solution


def whole_page(solution: Solution) -> Page | None:
    """The page with its heading, or None for a solution of another kind."""
    told = PAGES.get(solution.command)
    return told(solution) if told and "form" not in solution.about else None


def _critical(solution: Solution) -> Page:
    constraints = solution.about.get("constraints", ())
    heading = critical.heading(solution.read_as, [c.equation for c in constraints])
    return Page((heading, *(lagrange if constraints else critical).page(solution).blocks))


PAGES: dict[str, Callable[[Solution], Page]] = {
    "partial": lambda s: Page((partial.heading(s.read_as, s.about["wrt"]), *partial.page(s).blocks)),
    "gradient": lambda s: Page((gradient.heading(s.read_as, s.about["variables"]), *gradient.page(s).blocks)),
    "jacobian": lambda s: Page((jacobian.heading(s.read_as.args, s.about["variables"]), *jacobian.page(s).blocks)),
    "hessian": lambda s: Page((hessian.heading(s.read_as, s.about["variables"]), *hessian.page(s).blocks)),
    "critical": _critical,
    "probability": probability.page,
}
"""How each command's solution is told."""
