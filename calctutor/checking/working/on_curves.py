"""Does an equation follow along a curve? Implicit differentiation, and the slope at a point."""

from __future__ import annotations

from calctutor.checking.verdicts import UNKNOWN
from calctutor.checking.working.equality import free_letters, same
from calctutor.checking.working.meaning import Curve
from calctutor.checking.working.outcomes import Outcome
from calctutor.checking.working.stated import Stated
from calctutor.checking.working.vectors import put
from calctutor.notation.tree import Tree, add, divide, name, negative, number, replace, walk


class OnCurves(Stated):
    """Equations about a curve: they are right where they hold along it."""

    def _along_the_curve(self, line: int, equation: Tree) -> Outcome:
        meant = self._meant(equation)
        curve = self.meaning.curve
        assert curve
        if not self._speaks_of_the_curve(equation, curve):
            return self._at_the_point(line, equation, meant, curve)
        made = self._step(equation, meant)
        found = same(meant.args[0], meant.args[1], curve=curve)
        if found.equal:
            return Outcome(steps=(made._replace(rule=self._how(equation)),))
        claimed = self._meant(equation, claimed=True)
        if claimed != meant and same(claimed.args[0], claimed.args[1]).equal:
            return self._follows(min((n for n in self.steps.lines.values() if n), default=line))
        if found.kind == "undecided":
            return Outcome(UNKNOWN, "could not be decided")
        self._remember_slope(equation, line)
        claim = self.meaning.claims.get(f"{curve.y}'")
        if claim is not None:
            made = made._replace(claim=self.meaning.resolved(claim, claimed=True), curve=(curve.equation, curve.x, curve.y))
        return self._wrong(line, made, "does not follow from the curve")

    def _how(self, equation: Tree) -> str:
        """The first line with a derivative in it differentiates both sides; what follows rearranges it."""
        if not any(node.head in ("D", "prime", "apply") for node in walk(equation)):
            return ""
        first, self.differentiated = not self.differentiated, True
        return "Both sides differentiated" if first else "Rearranged"

    def _speaks_of_the_curve(self, equation: Tree, curve: Curve) -> bool:
        """Are its letters still in it, or have the numbers of a point been put in?"""
        bare = replace(equation, {node: number(1) for node in walk(equation) if _is_slope(node, curve)})
        return bool({curve.x, curve.y} & free_letters(bare)) or bare.args[1] == number(0) == bare.args[0]

    def _at_the_point(self, line: int, equation: Tree, meant: Tree, curve: Curve) -> Outcome:
        """An equation for the slope at one point."""
        if self.point is None:
            return Outcome(UNKNOWN, "at which point?")
        letters = (curve.x, curve.y)
        left, right = (put(side, letters, tuple(self.point[x] for x in letters)) for side in meant.args)
        found = same(left, right)
        if found.kind != "different":
            return Outcome() if found.equal else Outcome(UNKNOWN, "could not be decided")
        if f"{curve.y}'" in self.meaning.claims:
            return Outcome(UNKNOWN, "could not be decided")
        return self._wrong(line, self._step(equation, meant), "does not hold at the point")

    def _remember_slope(self, equation: Tree, line: int) -> None:
        """The slope that a wrong equation leads to: it is linear in y′."""
        curve = self.meaning.curve
        assert curve
        gap = add(equation.args[0], negative(equation.args[1]))
        at = []
        for value in (0, 1):
            self.meaning.claims[f"{curve.y}'"] = number(value)
            at.append(self.meaning.resolved(gap, claimed=True))
        del self.meaning.claims[f"{curve.y}'"]
        if not same(at[0], at[1]).equal:
            self.meaning.claims[f"{curve.y}'"] = negative(divide(at[0], add(at[1], negative(at[0]))))
            self.steps.lines[f"{curve.y}'"] = line


def _is_slope(node: Tree, curve: Curve) -> bool:
    return node.head in ("D", "prime") and node.args[0] == name(curve.y)
