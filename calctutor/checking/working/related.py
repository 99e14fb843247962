"""Does a line of a related-rates problem follow? Relations between quantities, their derivatives by time, and given values.

`V = 4/3 π r^3`, `dV/dt = 4 π r^2 dr/dt`, `r = 5, dV/dt = 100`, `dr/dt = 1/π`. Loads sympy once a relation must be solved.
"""

from __future__ import annotations

from calctutor.checking.verdicts import UNKNOWN, WRONG
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.equality import free_letters, rounded, same
from calctutor.checking.working.outcomes import Outcome, worse
from calctutor.checking.working.quantities import Related
from calctutor.checking.working.rate_slips import (
    as_claimed,
    has_rates,
    misses_rate,
    multiplied_rates,
    relation_of,
    told_values,
    wrong_factor,
)
from calctutor.checking.working.rates import RATE, START, Branch, gap, in_rates, reduced, related, told
from calctutor.checking.working.statements import Read
from calctutor.checking.working.verdicts import Step, remark
from calctutor.notation.tree import Tree, add, name, number, replace

HOLDS, FAILS, OPEN = "holds", "fails", "open"


class Relating:
    """What has been said of quantities that move together."""

    def __init__(self, problem: Related, steps: Steps) -> None:
        self.t, self.moving, self.steps = problem.t, problem.moving, steps
        self.branches = [START]
        self.claimed: list[Branch] = []
        self.relations: list[Tree] = []
        self.waiting: list[Tree] = []
        self.left: Tree | None = None
        self.written: list[Tree] = []
        """The equations as they were judged, one after the other."""
        self.slip = 0
        self.differentiated = False

    def judged(self, line: int, read: Read) -> Outcome:
        """Every equation of a statement; one that begins with `=` goes on with the left side of the last one."""
        parts = [part.trees[0] for part in read.parts if part]
        if read.first is not None:
            self.left, parts = parts[0], parts[1:]
        outcome = Outcome()
        for k, right in enumerate(parts, 1):
            if self.left is not None:
                outcome = worse(outcome, self._equation(line, Tree("=", (self.left, right)), k in read.rough))
        return outcome

    def _equation(self, line: int, typed: Tree, rough: bool) -> Outcome:
        left, right = (in_rates(side, self.t, self.moving) for side in typed.args)
        equation = Tree("=", (left, right))
        before, after = typed.args
        made = Step(before, after, (left, right), kind="rates", rule=self._how(equation))
        how = self._holds(equation, self.branches)
        self.written.append(equation)
        if how == HOLDS:
            self.differentiated |= has_rates(equation)
            self.branches = [b for b in self.branches if same(*self._sides(b, equation, True)).equal] or self.branches
            return Outcome(steps=(made,))
        if self._rounded(equation, rough):
            return Outcome(remarks=(remark("rounded"),), steps=(made,))
        if self.claimed and self._holds(equation, self.claimed) == HOLDS:
            return Outcome(note=f"consistent with your slip in line {self.slip}", follows=self.slip)
        if how == OPEN:
            return self._new(line, equation, made)
        return self._wrong(line, equation, made)

    def _how(self, equation: Tree) -> str:
        if not has_rates(equation):
            return ""
        return "Rearranged" if self.differentiated else "Both sides differentiated"

    def _holds(self, equation: Tree, branches: list[Branch]) -> str:
        """In every branch as it stands, or in some with the values that are known."""
        if not self.relations:
            return OPEN
        if all(same(*self._sides(b, equation)).equal for b in branches):
            return HOLDS
        found = []
        for branch in branches:
            sides = self._sides(branch, equation, True)
            kind = same(*sides).kind
            found.append(OPEN if free_letters(Tree("=", sides)) and kind == "different" else kind)
        if any(kind not in (OPEN, "different", "undecided") for kind in found):
            return HOLDS
        return OPEN if OPEN in found or "undecided" in found else FAILS

    def _sides(self, branch: Branch, equation: Tree, known: bool = False) -> tuple[Tree, Tree]:
        left, right = (reduced(branch, side, self.moving, known) for side in equation.args)
        return left, right

    def _rounded(self, equation: Tree, rough: bool) -> bool:
        sides = (self._sides(branch, equation, True) for branch in self.branches)
        return any(not free_letters(a) and not free_letters(b) and rounded(a, b, set(), rough) for a, b in sides)

    # What is not settled yet.

    def _new(self, line: int, equation: Tree, made: Step) -> Outcome:
        left, right = equation.args
        if left.head == "name" and not free_letters(right):
            return self._given(line, equation, made)
        if not has_rates(equation):
            return self._relation(line, equation, made)
        if (value := self._put_in(equation)) is not None:
            return self._given(line, value, made)
        if any(not z.startswith(RATE) for z in free_letters(equation)) or not self._is_linear(equation):
            return self._wrong(line, equation, made)
        return Outcome(UNKNOWN, "which values were put in? Write them down before, such as x = 3")

    def _is_linear(self, equation: Tree) -> bool:
        """In the rates, as every derivative of a relation is."""
        rates = [z for z in free_letters(equation) if z.startswith(RATE)]
        none, once, twice = (replace(gap(equation), {name(z): number(k) for z in rates}) for k in range(3))
        return same(add(none, twice), add(once, once)).equal

    def _given(self, line: int, equation: Tree, made: Step) -> Outcome:
        """A value. It may wait until others are known; one that contradicts them is wrong."""
        self.waiting.append(equation)
        branches, waiting = self.branches, list(self.waiting)
        for _ in range(len(self.waiting)):
            for value in list(waiting):
                found = [told(branch, value, self.moving) for branch in branches]
                if all(one is not None for one in found):
                    waiting.remove(value)
                    branches = [branch for one in found if one for branch in one]
        if not branches:
            self.waiting.pop()
            return self._wrong(line, equation, made)
        self.branches = branches
        self.claimed = [b._replace(known={**b.known, **self.branches[0].known}) for b in self.claimed]
        return Outcome(note="given")

    def _relation(self, line: int, equation: Tree, made: Step) -> Outcome:
        """A relation that leaves something free is given; one that leaves nothing is a wrong form of those before."""
        branches = related(self.branches, equation)
        letters = {z for one in (*self.relations, equation) for z in free_letters(one)}
        fixed = len(self.relations) + 1 >= len(letters)
        if self.relations and (fixed or not branches):
            return self._wrong(line, equation, made)
        if not branches:
            return Outcome(UNKNOWN, "could not be solved for any of its letters")
        self.branches = branches
        self.relations.append(equation)
        return Outcome(note="the relation")

    def _put_in(self, equation: Tree) -> Tree | None:
        """`100 = 4 π r^2 dr/dt` puts in a value for a rate that is not in it any more: which, and what value?"""
        present = set(free_letters(equation))
        for z in sorted({*self.moving, *self.branches[0].formulas}):
            if RATE + z in present or len(self.branches) > 1:
                continue
            value = self._value_of(z, equation)
            if value is not None:
                return Tree("=", (name(RATE + z), value))
        return None

    def _value_of(self, z: str, equation: Tree) -> Tree | None:
        """The side that is a number, where the other side is this rate in disguise."""
        for side, other in (equation.args, equation.args[::-1]):
            told_one = not free_letters(side) and not same(side, number(1)).equal and not same(side, number(0)).equal
            if told_one and any(self._alike(name(RATE + z), other, known) for known in (False, True)):
                return side
        return None

    def _alike(self, one: Tree, other: Tree, known: bool) -> bool:
        left, right = (reduced(self.branches[0], side, self.moving, known) for side in (one, other))
        return same(left, right).equal

    def given_anew(self, equation: Tree) -> Outcome:
        """A value that the words of a problem give. One given before is forgotten where the two contradict each other."""
        before, after = equation.args
        left, right = (in_rates(side, self.t, self.moving) for side in equation.args)
        meant, made = Tree("=", (left, right)), Step(before, after, (left, right))
        outcome = self._given(0, meant, made)
        if outcome.verdict == WRONG:
            self.steps.slips.pop()
            self.branches, self.waiting = [branch._replace(known={}) for branch in self.branches], []
            self.claimed, self.slip = [], min(self.slip, 0)
            self._given(0, meant, made)
        return Outcome(note="given")

    # Wrong.

    def _wrong(self, line: int, equation: Tree, made: Step) -> Outcome:
        again = bool(self.steps.slips)
        why = "does not follow from the relation"
        self.slip = self.slip or line
        self.claimed = [*as_claimed(equation, self.branches), *self.claimed]
        forms = has_rates(equation) and any(z in self.moving for z in free_letters(equation))
        relation = relation_of(equation, self.written)
        single = relation if forms else None
        if missing := misses_rate(equation, self.relations):
            made = made._replace(mistake="rate-missing", about=name(missing))
            return self._said(line, made, again, why)._replace(remarks=(remark("rate-missing"),))
        known = told_values(self.branches[0].known, self.written, equation)
        made = made._replace(given=tuple(replace(one, known) for one in self.written[:-1]))
        if relation and multiplied_rates(relation, equation):
            made = made._replace(mistake="product-of-derivatives")
        if single and (asked := wrong_factor(single, equation, self.moving)):
            made = made._replace(task=asked[0], meant=(made.meant[0], asked[1]))
        return self._said(line, made, again, why)

    def _said(self, line: int, made: Step, again: bool, why: str) -> Outcome:
        self.steps.slips.append(line)
        return Outcome(WRONG, f"a second, separate slip: {why}" if again else why, slip=made, again=again)
