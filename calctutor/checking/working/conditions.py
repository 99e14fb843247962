"""Does an equation follow from those before it? Curves, multipliers, and equations that are solved.

An equation is no claim about two expressions but a condition: it is right where it holds at every solution (or, for one case of
several, at some), and wrong where it holds at none.
"""

from __future__ import annotations

from collections.abc import Iterable

from calctutor.checking.verdicts import UNKNOWN, WRONG, Remark
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.equality import free_letters, same
from calctutor.checking.working.equations import ALL, NONE, SOME, Solutions, holds, solutions
from calctutor.checking.working.meaning import Curve, Meaning
from calctutor.checking.working.outcomes import Outcome
from calctutor.checking.working.vectors import put
from calctutor.checking.working.verdicts import Step, remark
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number, replace, walk


class Conditions:
    """The equations of a working: those that are given or follow, and those that the student has instead."""

    def __init__(self, meaning: Meaning, steps: Steps) -> None:
        self.meaning, self.steps = meaning, steps
        self.true: list[Tree] = []
        self.claimed: list[Tree] = []
        self.written: list[Tree] = []
        """The equations as they were judged, one after the other."""
        self.begun = 0
        """The line of the first equation: others beside it are given like it."""
        self.slip = 0
        self.differentiated = False
        self.point: dict[str, Tree] | None = None
        """The point of a curve that the words have named last."""
        self._solved: dict[tuple[Tree, ...], Solutions | None] = {}

    def given(self, equation: Tree) -> None:
        self.true.append(self._meant(equation))
        self.written.append(self.true[-1])

    def _meant(self, equation: Tree, claimed: bool = False) -> Tree:
        return Tree("=", tuple(self.meaning.resolved(side, claimed) for side in equation.args))

    def _step(self, equation: Tree, meant: Tree, label: str = "") -> Step:
        (before, after), (left, right) = equation.args, meant.args
        return Step(before, after, (left, right), kind="equation", label=label, given=(*self.true, *self.written))

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

    # Along a curve.

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

    def _follows_from_one(self, meant: Tree) -> str | None:
        """The same as an earlier equation: multiplied by a number, or solved for one of its letters."""
        left, right = meant.args
        new = add(left, negative(right))
        for equation in self.true:
            old = add(equation.args[0], negative(equation.args[1]))
            if not free_letters(meant) <= free_letters(equation) or self._differentiates(equation):
                continue
            if left.head == "name" and left not in walk(right) and same(replace(old, {left: right}), number(0)).equal:
                return f"Solved for {left.value}"
            ratio = divide(new, old)
            if all(same(derivative(ratio, name(z)), number(0)).equal for z in sorted(free_letters(equation))):
                return "Rearranged"
        return None

    def _differentiates(self, equation: Tree) -> bool:
        return any(node.head in ("D", "prime") for node in walk(equation))

    def _repeats(self, meant: Tree) -> bool:
        """Two letters that an earlier equation ties already: what should a second one be?"""
        letters = free_letters(meant)
        return len(letters) == 2 and any(free_letters(equation) == letters for equation in self.true)

    def _slope_remark(self, meant: Tree) -> tuple[Remark, ...]:
        self.true.append(meant)
        missing = self._slope_missing(meant)
        self.true.pop()
        return (remark("slope-missing"),) if missing else ()

    def _solve_for(self, meant: Tree) -> None:
        """`y = 50 - x` beside an equation that ties the two."""
        left, right = meant.args
        tied = any(left in walk(equation) for equation in self.true if equation != meant)
        if left.head == "name" and tied and free_letters(right) and left not in walk(right):
            self.meaning.solved[str(left.value)] = right

    def _slope_missing(self, meant: Tree) -> bool:
        """Is it an earlier equation, differentiated by both of its letters at once?"""
        given = add(meant.args[0], negative(meant.args[1]))
        for equation in self.true[:-1]:
            letters = sorted(free_letters(equation))
            gap = add(equation.args[0], negative(equation.args[1]))
            if len(letters) == 2 and same(add(*(derivative(gap, name(x)) for x in letters)), given).equal:
                return True
        return False

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

    # Outcomes.

    def _follows(self, line: int) -> Outcome:
        return Outcome(note=f"consistent with your slip in line {line}", follows=line)

    def _wrong(self, line: int, made: Step, why: str) -> Outcome:
        again = bool(self.steps.slips)
        self.steps.slips.append(line)
        return Outcome(WRONG, f"a second, separate slip: {why}" if again else why, slip=made, again=again)


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


def _is_slope(node: Tree, curve: Curve) -> bool:
    return node.head in ("D", "prime") and node.args[0] == name(curve.y)
