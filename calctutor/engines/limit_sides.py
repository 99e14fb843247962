"""Does a limit exist? Both sides, where they are needed, and functions that never settle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.rules.limits.values import put_in
from calctutor.solver import Stuck
from calctutor.steps import Question, Step

if TYPE_CHECKING:
    from calctutor.engines.limit import LimitSolver

Expr = Any
SIGNS = {1: "+", -1: "-"}
WORDS = {1: "right", -1: "left"}

PHASES = (sp.pi / 2, -sp.pi / 2, sp.Integer(0), sp.pi)
"""Angles at which sine and cosine are looked at when they never settle."""


def real_root_remedy(f: Expr) -> str:
    """What to write where a fraction above, as 1/3, was meant as the real root of a negative number."""
    odd = sorted({p.exp.q for p in f.atoms(sp.Pow) if p.exp.is_Rational and p.exp.q > 1 and p.exp.q % 2})
    said = ["cbrt(x)" if q == 3 else f"root(x, {q})" for q in odd]
    powers = [f"x^(1/{q})" for q in odd]
    return f"{' and '.join(powers)} is for x ≥ 0; the real root of a negative number is {' and '.join(said)}" if odd else ""


@dataclass
class Outcome:
    """The steps, and the value; without a value, the limit does not exist, for the `reason`."""

    steps: list[Step]
    value: Expr | None
    reason: str = ""


def conclusion(before: Tree, answer: Tree, title: str, why: str, complete: bool = True) -> Step:
    """A step that only puts results together."""
    rule = title.lower().replace(" ", "-")
    return Step(rule, title, before, answer, answer, why=(why,), complete=complete)


@dataclass
class Sides:
    """One problem: f as x goes to a, from the side that was asked for, or the only one on which f is real."""

    solver: LimitSolver
    f: Expr
    x: Expr
    a: Expr
    side: int
    remark: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.finite and not self.side:
            self._only_side()

    @property
    def finite(self) -> bool:
        return self.a not in (sp.oo, -sp.oo)

    @property
    def side_said(self) -> str:
        return SIGNS.get(self.side, "") if self.finite else ""

    def _only_side(self) -> None:
        real = [side for side in (1, -1) if self.solver.near(self.x, self.a, side).real(self.f)]
        if len(real) == 1:
            self.side = real[0]
            self.remark["remark"] = (
                f"The function is real only to the {WORDS[self.side]} of the point, so only that side counts."
            )

    def asked_tree(self, f: Tree, side: int | None = None) -> Tree:
        tree = self.solver.algebra.tree
        return Tree("L", (f, name(self.x.name), tree(self.a)), SIGNS.get(self.side if side is None else side))

    def worked(self) -> Outcome:
        """The limit as it is asked for; both sides by themselves where that is needed. Raises `Stuck`."""
        if self.finite and not self.side and self._kinked() and (found := self._from_both_sides()):
            return found
        try:
            solved = self.solver.limit(self.f, self.x, self.a, self.side if self.finite else 0)
            return Outcome([solved.step], solved.value)
        except Stuck as stuck:
            found = self._from_both_sides() if self.finite and not self.side else self._unsettled(self.side)
            if found is None:
                self._refuse_unreal()
                raise stuck from None
            return found

    def _kinked(self) -> bool:
        """Is there a corner at the very point, so that the two sides must be looked at by themselves?"""
        corners = [g.args[0].xreplace({self.x: self.a}) for g in self.f.atoms(sp.Abs)]
        return 0 in corners

    def _refuse_unreal(self) -> None:
        near = self.solver.near(self.x, self.a, self.side if self.finite else 0)
        if not near.sample(self.f) and not near.real(self.f):
            tree = self.solver.algebra.tree
            where = f"near {self.x} = {text(tree(self.a))}, so there is no limit to speak of"
            reason = f"{text(tree(self.f))} has no real values {where}"
            raise StudentError("not-real-there", reason, exit_code=NO_METHOD, remedy=real_root_remedy(self.f))

    def _from_both_sides(self) -> Outcome | None:
        found: list[Any] = []
        for side in (1, -1):
            try:
                found.append(self.solver.limit(self.f, self.x, self.a, side))
            except Stuck:
                unsettled = self._unsettled(side)
                if unsettled is not None:
                    return unsettled
                return None
        right, left = found
        tree = self.solver.algebra.tree
        f = tree(self.f)
        if compare(right.step.answer, left.step.answer).equal:
            why = "From the right and from the left the limit is the same, so it is the limit."
            last = conclusion(self.asked_tree(f, 0), right.step.answer, "Both sides agree", why)
            return Outcome([right.step, left.step, last], right.value)
        ways = Tree("!=", (self.asked_tree(f, 1), self.asked_tree(f, -1)))
        why = "The two sides lead to different places, so the limit does not exist."
        last = conclusion(ways, Tree("!=", (right.step.answer, left.step.answer)), "The sides disagree", why)
        reason = f"it is {text(right.step.answer)} from the right and {text(left.step.answer)} from the left"
        return Outcome([right.step, left.step, last], None, reason)

    # Functions that never settle.

    def _unsettled(self, side: int) -> Outcome | None:
        """Along two sequences of points the function goes to different places: sin(1/x) is 1 again and again, and −1 too."""
        near = self.solver.near(self.x, self.a, side)
        for inside in sorted(
            {g.args[0] for g in self.f.atoms(sp.sin, sp.cos, sp.tan, sp.cot) if g.has(self.x)}, key=sp.default_sort_key
        ):
            if put_in(inside, near) not in (sp.oo, -sp.oo):
                continue
            found = [(phase, self._along(inside, phase, side)) for phase in PHASES]
            known = [(phase, value) for phase, value in found if value is not None]
            for phase, value in known[1:]:
                if compare(self._tree(value), self._tree(known[0][1])).kind == "different":
                    return self._swinging(inside, *known[0], phase, value)
        return None

    def _tree(self, expr: Expr) -> Tree:
        return self.solver.algebra.tree(expr)

    def _along(self, inside: Expr, phase: Expr, side: int) -> Expr | None:
        """Where f goes along the points at which `inside` is the phase and a whole number of turns."""
        parts = {g: g.func(phase) for g in self.f.atoms(sp.sin, sp.cos, sp.tan, sp.cot) if g.args[0] == inside}
        stopped = self.f.xreplace(parts)
        if stopped.has(sp.zoo, sp.nan):
            return None
        try:
            return self.solver.solve(Question("L", (stopped, self.x, self.a, sp.Integer(side)))).value
        except Stuck:
            return None

    def _swinging(self, inside: Expr, phase: Expr, value: Expr, other_phase: Expr, other: Expr) -> Outcome:
        f, u = (text(self._tree(part)) for part in (self.f, inside))
        turns = [text(self._tree(p + 2 * sp.pi * symbol_n())) if p else "2π n" for p in (phase, other_phase)]
        values = [text(self._tree(v)) for v in (value, other)]
        why = (f"{u} grows beyond all bounds, so it passes {turns[0]} and {turns[1]} for every whole number n. "
               f"At the first points {f} goes to {values[0]}, at the second to {values[1]}: it never settles.")  # fmt: skip
        claim = Tree("!=", (self._tree(value), self._tree(other)))
        reason = f"it keeps swinging: along one sequence of points it goes to {values[0]}, along another to {values[1]}"
        return Outcome([conclusion(claim, claim, "It never settles", why)], None, reason)


def symbol_n() -> Expr:
    return sp.Symbol("n", real=True)
