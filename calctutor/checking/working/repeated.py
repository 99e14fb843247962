"""Does an equation say the same as an earlier one, or should it?"""

from __future__ import annotations

from calctutor.checking.verdicts import Remark
from calctutor.checking.working.equality import free_letters, same
from calctutor.checking.working.stated import Stated
from calctutor.checking.working.verdicts import remark
from calctutor.notation.tree import Tree, add, derivative, divide, name, negative, number, replace, walk


class Repeated(Stated):
    """Equations in the letters of one that stands above."""

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

    def _repeats(self, meant: Tree) -> bool:
        """Two letters that an earlier equation ties already: what should a second one be?"""
        letters = free_letters(meant)
        return len(letters) == 2 and any(free_letters(equation) == letters for equation in self.true)

    def _slope_missing(self, meant: Tree) -> bool:
        """Is it an earlier equation, differentiated by both of its letters at once?"""
        given = add(meant.args[0], negative(meant.args[1]))
        for equation in self.true[:-1]:
            letters = sorted(free_letters(equation))
            gap = add(equation.args[0], negative(equation.args[1]))
            if len(letters) == 2 and same(add(*(derivative(gap, name(x)) for x in letters)), given).equal:
                return True
        return False

    def _slope_remark(self, meant: Tree) -> tuple[Remark, ...]:
        self.true.append(meant)
        missing = self._slope_missing(meant)
        self.true.pop()
        return (remark("slope-missing"),) if missing else ()
