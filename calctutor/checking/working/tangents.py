"""Is this the tangent? `y - 4 = 10(x - 2)` beside f and a point: the line through (a, f(a)) with the slope f'(a)."""

from __future__ import annotations

import re

from calctutor.checking.verdicts import UNKNOWN, WRONG
from calctutor.checking.working.chains import Outcome, Steps
from calctutor.checking.working.equality import free_letters, is_constant, same
from calctutor.checking.working.meaning import Meaning
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

    def __init__(self, meaning: Meaning, steps: Steps) -> None:
        self.meaning, self.steps = meaning, steps
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
        x, known = self.meaning.x, [f for f in self.meaning.functions.values() if f.letters == (self.meaning.x,)]
        trees = read.trees
        if self.place is None or len(known) != 1 or len(trees) != 2 or self.meaning.curve or x == "y":
            return None
        letters = free_letters(trees[0]) | free_letters(trees[1])
        if letters not in ({x, "y"}, {"y"}) or any(n.head in ("D", "prime") for n in walk(trees[0])):
            return None
        body = self.meaning.resolved(known[0].body)
        height, slope = (put(tree, (x,), (self.place,)) for tree in (body, derivative(body, name(x))))
        along = add(height, multiply(slope, add(name(x), negative(self.place))))
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
        made = made._replace(mistake=self._mistake(trees[0], trees[1], height, slope))
        return Outcome(WRONG, f"not the tangent at the point where {x} is given", slip=made)

    def _mistake(self, left: Tree, right: Tree, height: Tree, slope: Tree) -> str:
        """Which line is it instead? The one of these that satisfies the equation for every x."""
        assert self.place is not None
        x, a = name(self.meaning.x), self.place
        gap = add(left, negative(right))
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
