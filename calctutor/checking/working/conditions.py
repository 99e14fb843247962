"""Does an equation follow from those before it? Curves, multipliers, and equations that are solved.

An equation is no claim about two expressions but a condition: it is right where it holds at every solution (or, for one case of
several, at some), and wrong where it holds at none.
"""

from __future__ import annotations

from collections.abc import Iterable

from calctutor.checking.verdicts import UNKNOWN, WRONG
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.equality import free_letters, same
from calctutor.checking.working.equations import ALL, NONE, SOME, Solutions, holds, solutions
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.on_curves import OnCurves
from calctutor.checking.working.outcomes import Outcome
from calctutor.checking.working.repeated import Repeated
from calctutor.checking.working.verdicts import Step, remark
from calctutor.notation.tree import Tree, add, derivative, multiply, name, negative, walk


class Conditions(OnCurves, Repeated):
    """The equations of a working, one after the other."""

    def __init__(self, meaning: Meaning, steps: Steps) -> None:
        super().__init__(meaning, steps)
        self._solved: dict[tuple[Tree, ...], Solutions | None] = {}

    def judged(self, line: int, alternatives: list[Tree], label: str = "") -> Outcome:
        """One equation, or several of which each is a case (`x = ±5`)."""
        if self.meaning.curve:
            return self._along_the_curve(line, alternatives[0])
        found = [self._one(line, equation, label) for equation in alternatives]
        self.written += [self._meant(equation) for equation in alternatives]
        worst = next((one for one in found if one.verdict == WRONG), found[0])
        return worst._replace(remarks=()) if len(found) > 1 else worst

    def points(self) -> Solutions:
        """Where all equations so far hold, if that is known."""
        return self._solutions(self.true) or []

    # Equations that are solved.

    def _one(self, line: int, equation: Tree, label: str) -> Outcome:
        meant = self._meant(equation)
        made = self._step(equation, meant, label)
        if same(meant.args[0], meant.args[1]).equal:
            return Outcome(steps=(made,))
        if self._another_value(meant):
            return Outcome(note="another value")
        how = holds(meant, self._solutions(self.true))
        if how == ALL:
            return Outcome(steps=(made._replace(rule=_solved(equation)),))
        if self.claimed and self._follows_from_claims(meant):
            return self._follows(self.slip)
        if how == SOME and ("lambda" not in free_letters(meant) or meant.args[0] == name("lambda")) and not self._strays(meant):
            return Outcome(remarks=(remark("one-of-several"),), steps=(made._replace(rule=_solved(equation)),))
        return self._not_at_the_solutions(line, meant, made, how)

    def _another_value(self, meant: Tree) -> bool:
        """`x = 1`, and later `x = 2`, where nothing else is known of x: values that were chosen one after the other."""
        z, value = meant.args
        known = [equation for equation in self.true if z in walk(equation)]
        chosen = known and all(one.args[0] == z and not free_letters(one.args[1]) for one in known)
        if z.head != "name" or free_letters(value) or not chosen:
            return False
        self.true = [one for one in self.true if one not in known] + [meant]
        return True

    def _strays(self, meant: Tree) -> bool:
        """Has an equation that holds at some of the solutions others, at which those before it do not hold?"""
        letters = free_letters(meant)
        roots = self._solutions([meant]) if len(letters) == 1 else None
        known = self._solutions(self.true) or []
        (z,) = letters if len(letters) == 1 else ("",)
        return any(all(same(root[z], point[z]).kind == "different" for point in known if z in point) for root in roots or [])

    def _not_at_the_solutions(self, line: int, meant: Tree, made: Step, how: str) -> Outcome:
        """Consistent with a wrong equation, a new condition, or wrong."""
        if how in (NONE, SOME):
            self.slip = self.slip or line
            self.claimed.append(meant)
            return self._wrong(line, made, "does not hold at any solution of the equations before it")
        if (rule := self._follows_from_one(meant)) is not None:
            self._solve_for(meant)
            return Outcome(steps=(made._replace(rule=rule),))
        if self._is_new(meant):
            if self._repeats(meant) and line != self.begun:
                return Outcome(UNKNOWN, "a new equation, or one that should follow?", remarks=self._slope_remark(meant))
            if self.true and not self._differentiates(meant) and self._solutions([*self.true, meant]) == []:
                return self._wrong(line, made, "contradicts the equations before it")
            self.true.append(meant)
            self._solve_for(meant)
            self.begun = self.begun or line
            return Outcome(note="an equation" if not self.claimed else "")
        return Outcome(UNKNOWN, "could not be decided")

    def _solve_for(self, meant: Tree) -> None:
        """`y = 50 - x` beside an equation that ties the two."""
        left, right = meant.args
        tied = any(left in walk(equation) for equation in self.true if equation != meant)
        if left.head == "name" and tied and free_letters(right) and left not in walk(right):
            self.meaning.solved[str(left.value)] = right

    def _is_new(self, meant: Tree) -> bool:
        """The equations so far leave something open, so that one more may be given."""
        known = {x for equation in self.true for x in free_letters(equation)}
        where = self._solutions(self.true)
        return not where and (not self.true or len(self.true) < len(known | (free_letters(meant))))

    def _follows_from_claims(self, meant: Tree) -> bool:
        """Does it hold where the student's own equations do, alone or with some of the others?"""
        for others in _choices(self.true):
            where = self._solutions([*self.claimed, *others])
            if where == [] or holds(meant, where) in (ALL, SOME):
                self.claimed.append(meant) if meant not in self.claimed else None
                return True
        return False

    def _solutions(self, equations: Iterable[Tree]) -> Solutions | None:
        key = tuple(dict.fromkeys(equations))
        if key not in self._solved:
            self._solved[key] = solutions(key)
        return self._solved[key]


def _choices(equations: list[Tree]) -> list[list[Tree]]:
    """None of them, each alone, all but one, all."""
    singles = [[one] for one in equations]
    but_one = [[other for other in equations if other is not one] for one in equations]
    return [[], *singles, *but_one, equations]


def multiplier_system(f: Tree, letters: tuple[str, ...], constraints: list[Tree], sign: int) -> list[Tree]:
    """∇f = ±λ ∇g and the constraint g = c. One constraint only."""
    gap = add(constraints[0].args[0], negative(constraints[0].args[1]))
    lam = name("lambda") if sign > 0 else negative(name("lambda"))
    system = [Tree("=", (derivative(f, name(x)), multiply(lam, derivative(gap, name(x))))) for x in letters]
    return [*system, constraints[0]]


def _solved(equation: Tree) -> str:
    """How an equation that holds at the solutions was reached."""
    left, right = equation.args
    if "lambda" in free_letters(equation):
        return "Gradients parallel"
    return f"Solved for {left.value}" if left.head == "name" and not free_letters(right) else "Follows from the equations"
