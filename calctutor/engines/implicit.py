"""What does `implicit` put together? The slope of a curve that is given by an equation, and how the slope changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from calctutor.balls.curves import agree_on_curve
from calctutor.engines.asking import free_names
from calctutor.engines.implicit_again import again
from calctutor.engines.implicit_curve import Curve
from calctutor.notation.tree import Tree, name
from calctutor.steps import Solution, Step, Verified
from calctutor.verify import holds, verify

HIGHEST = 2


def differentiate(equation: Tree, x: str, y: str, at: dict[str, Tree] | None = None, order: int = 1) -> Solution:
    """dy/dx on the curve `equation`, or d²y/dx² (`order` 2). Raises `StudentError` where y is not tied to x."""
    curve = Curve(equation, x, y)
    sides, derived = curve.both_sides()
    solving, slope = curve.solved(derived)
    verified = _checked(curve, curve.algebra.tree(slope), 1)
    steps = (*verify(sides, curve.meaning), *verify(solving[:-1], curve.meaning), *_marked(solving[-1:], verified))
    about: dict[str, Any] = {"wrt": x, "of": y, "order": order, "differentiated": derived}
    question, answer = Tree("D", (name(y), name(x))), slope
    if order > 1:
        about["first"] = curve.algebra.tree(slope)
        more, by_equation, answer = again(curve, slope)
        question, verified = Tree("D", (question, name(x))), _checked(curve, curve.algebra.tree(answer), order)
        steps = (*steps, *more, *_marked(by_equation, verified))
    if at is not None:
        about["at"] = curve.at(slope, at, answer if order > 1 else None)
    complete = all(step.complete for step in steps)
    return Solution("implicit", equation, question, steps, curve.algebra.tree(answer), verified, complete, about)


def _checked(curve: Curve, answer: Tree, order: int) -> Verified:
    """The derivative of this order, against the curve itself, followed by numbers."""
    if not set(free_names(curve.equation)) <= {curve.x, curve.y}:
        return curve.verified_by_limits(answer, order)
    checked = agree_on_curve(curve.equation, answer, curve.x, curve.y, order)
    return Verified(holds(checked), checked.points)


def _marked(steps: list[Step], verified: Verified) -> tuple[Step, ...]:
    """What holds on the curve only holds as far as the answer itself was found to."""
    return tuple(replace(step, holds=verified.verdict) for step in steps)
