"""What happens beside a point at which the rules give no slope?

Value and slope are looked at in balls, very close to the point on either side. What is found is said in decimals and as what it
is, an observation; only a jump or a corner is certain enough to say that there is no derivative.
"""

from __future__ import annotations

from fractions import Fraction

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.tape import ball
from calctutor.balls.values import derivatives, evaluate
from calctutor.notation.tree import Tree, names, walk

NEAR = Fraction(1, 2**60)
SAME, STEEP = 1e-6, 1e6


def can_be_looked_at(f: Tree, x: str) -> bool:
    """Has f a number at a point? Not with other letters in it, nor with functions that are not given."""
    return set(names(f)) <= {x} and not any(node.head in ("apply", "prime") for node in walk(f))


def has_slope(f: Tree, x: str, point: Tree) -> bool:
    """Does the power series of f at the point give a slope? It has none at a corner, a jump, or outside the domain."""
    try:
        derivatives(f, {x: evaluate(point, {}).ball}, x, 1)
    except NoValue:
        return False
    return True


def looked_at(f: Tree, x: str, point: Tree) -> str:
    """A sentence about f at a point where no slope was found, or an empty one when there is nothing to see."""
    here = _pair(f, x, point, Fraction(0))[0]
    left, right = (_pair(f, x, point, step) for step in (-NEAR, NEAR))
    if here is None:
        return "f has no real value here, so it has no derivative here either."
    heights = [pair[0] for pair in (left, right) if pair[0] is not None]
    if any(abs(height - here) > SAME * (1 + abs(here)) for height in heights):
        return "f jumps here, so it has no derivative: " + _jump(left[0], here, right[0])
    return _slopes(left[1], right[1])


def _jump(left: float | None, here: float, right: float | None) -> str:
    told = [(left, "just left of the point its value is about"), (here, "at it"), (right, "just right of it about")]
    return ", ".join(f"{where} {_shown(value)}" for value, where in told if value is not None) + "."


def _slopes(left: float | None, right: float | None) -> str:
    known = [slope for slope in (left, right) if slope is not None]
    if not known:
        return ""
    if any(abs(slope) > STEEP for slope in known):
        return "Close to this point the slope grows beyond all bounds: the tangent is vertical, and there is no derivative."
    if left is None or right is None:
        side = "right" if left is None else "left"
        return f"f is only defined on the {side} of this point; the slope there tends to about {_shown(known[0])}."
    if abs(left - right) > SAME * (1 + abs(left)):
        return (
            f"f has a corner here: slope about {_shown(left)} on the left and {_shown(right)} on the right, so no derivative."
        )
    return f"The formula has no value here, but the slope tends to about {_shown(left)} from both sides, and f does not jump."


def _pair(f: Tree, x: str, point: Tree, step: Fraction) -> tuple[float | None, float | None]:
    """Value and slope of f beside the point, None where there is none."""
    try:
        with Precision(256):
            at = evaluate(point, {}).ball + ball(step)
        height = float(evaluate(f, {x: at}).ball.mid())
    except NoValue:
        return None, None
    try:
        return height, float(derivatives(f, {x: at}, x, 1)[1].mid())
    except NoValue:
        return height, None


def _shown(value: float) -> str:
    rounded = round(value, 5)
    return f"{rounded:.6g}" if rounded else "0"
