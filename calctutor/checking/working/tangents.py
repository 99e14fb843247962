"""Is this the tangent? `y - 4 = 10(x - 2)` beside f and a point: the line through (a, f(a)) with the slope f'(a)."""

from __future__ import annotations

import re

from calctutor.checking.verdicts import UNKNOWN, WRONG
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.conditions import Conditions
from calctutor.checking.working.equality import free_letters, is_constant, same
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.outcomes import Outcome
from calctutor.checking.working.problem import point_in
from calctutor.checking.working.statements import Read
from calctutor.checking.working.vectors import put
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number, replace, walk

ASKED = re.compile(r"\btangent\b", re.IGNORECASE)
NORMAL = re.compile(r"\bnormal\b", re.IGNORECASE)
Y = name("y")


class Tangents:
    """The point of which words or `f'(2)` speak, and whether a tangent is asked for."""

    def __init__(self, meaning: Meaning, steps: Steps, conditions: Conditions) -> None:
        self.meaning, self.steps, self.conditions = meaning, steps, conditions
        self.asked = False
        self.place: Tree | None = None

    def notice(self, text: str, reads: list[Read]) -> None:
        self.asked = (self.asked or bool(ASKED.search(text))) and not NORMAL.search(text)
        if re.search(r"\bat\b", text) and (point := point_in(text, (self.meaning.x,))):
            self.place = point[self.meaning.x]
        for node in (node for read in reads for tree in read.trees for node in walk(tree)):
            if node.head == "apply" and str(node.value).endswith("'") and len(node.args) == 1 and is_constant(node.args[0]):
                self.place = node.args[0]

    def judged(self, line: int, read: Read) -> Outcome | None:
        """What is said of an equation in x and y; None for other statements, and where no tangent is meant."""
        trees, point = read.trees, self._point()
        if point is None or len(trees) != 2 or any(n.head in ("D", "prime") for tree in trees for n in walk(tree)):
            return None
        x, a, height, slope = point
        letters = free_letters(trees[0]) | free_letters(trees[1])
        if letters not in ({x, "y"}, {"y"}) or (self.meaning.curve and Tree("=", tuple(trees)) == self.meaning.curve.equation):
            return None
        along = add(height, multiply(slope, add(name(x), negative(a))))
        left, right = (replace(tree, {Y: along}) for tree in trees)
        made = Step(trees[0], trees[1], (left, right), kind="rates", rule="Tangent")
        found = same(left, right)
        if found.equal:
            return Outcome(steps=(made,))
        if not self.asked:
            return None
        if found.kind == "undecided" or self.steps.slips:
            return Outcome(UNKNOWN, "could not be decided")
        self.steps.slips.append(line)
        made = made._replace(mistake=_mistake(add(trees[0], negative(trees[1])), *point))
        return Outcome(WRONG, f"not the tangent at the point where {x} is given", slip=made)

    def _point(self) -> tuple[str, Tree, Tree, Tree] | None:
        """The letter, its value, the height there and the slope: of the only function, or of the curve."""
        x, curve = self.meaning.x, self.meaning.curve
        if curve:
            point = self.conditions.point
            if point is None or curve.y != "y":
                return None
            here = (point[curve.x], point[curve.y])
            return curve.x, here[0], here[1], put(curve.slope, (curve.x, curve.y), here)
        known = [f for f in self.meaning.functions.values() if f.letters == (x,)]
        if self.place is None or len(known) != 1 or x == "y":
            return None
        body = self.meaning.resolved(known[0].body)
        height, slope = (put(tree, (x,), (self.place,)) for tree in (body, derivative(body, name(x))))
        return x, self.place, height, slope


def _mistake(gap: Tree, letter: str, a: Tree, height: Tree, slope: Tree) -> str:
    """Which line is it instead? The one of these that satisfies the equation (`gap` = 0) for every x."""
    x = name(letter)
    lines = (
        ("normal-for-tangent", height, negative(divide(number(1), slope))),
        ("tangent-value-for-slope", slope, height),
    )
    for mistake, high, steep in lines:
        line = add(high, multiply(steep, add(x, negative(a))))
        if same(replace(gap, {Y: line}), number(0)).equal:
            return mistake
    if same(replace(gap, {x: a, Y: height}), number(0)).equal:
        return "tangent-slope-wrong"
    rise = add(replace(gap, {Y: multiply(slope, x)}), negative(replace(gap, {Y: number(0), x: number(0)})))
    return "tangent-off-the-point" if same(rise, number(0)).equal else ""
