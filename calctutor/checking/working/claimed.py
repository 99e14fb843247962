"""Does an expression follow from what the student has, though that is not what it should be?"""

from __future__ import annotations

from itertools import combinations

from calctutor.checking.working.equality import AGAIN, decimals, free_letters, rounded, same
from calctutor.checking.working.meaning import Function
from calctutor.checking.working.outcomes import Chain, Outcome
from calctutor.checking.working.progress import Progress
from calctutor.checking.working.verdicts import Step, remark
from calctutor.notation.tree import Tree, add, derivative, multiply, name, negative, number, replace


class Claimed(Progress):
    """Steps that are right but for an earlier slip, or along equations that were solved."""

    def _by_equations(self, chain: Chain, a: Tree, b: Tree) -> bool:
        """Equal where the equations hold that were solved; from then on a function has the letters that are left."""
        here = {name(z): formula for z, formula in self.meaning.solved.items()}
        if not self._same(replace(a, here), replace(b, here), chain).equal:
            return False
        known = self.meaning.functions.get(chain.label)
        left = tuple(x for x in known.letters if x in free_letters(b)) if known else ()
        if known and left and left != known.letters and set(known.letters) - set(left) <= set(self.meaning.solved):
            self.meaning.functions[chain.label], self.meaning.x = Function(left, b), left[0]
        if chain.label in self.meaning.letters:
            self.meaning.letters[chain.label] = b
        return True

    def _as_claimed(self, chain: Chain, made: Step, before: Tree, after: Tree) -> Outcome | None:
        """Equal with what the student has for the labels?"""
        if not self.meaning.claims and not self.parts_slip:
            return None
        a, b = (self.meaning.resolved(tree, claimed=True) for tree in (before, after))
        if self.meaning.claims and (self._same(a, b, chain).equal or rounded(a, b, decimals(a), units=AGAIN)):
            return self._consistent(chain, made)
        if self.decomposed and self.meaning.claims and self._by_wrong_coefficients(made.meant[1], chain):
            return self._consistent(chain, made)
        if self.parts_slip and self._by_wrong_parts(made.meant[1], chain):
            chain.slip = self.parts_slip
            return Outcome(note=f"consistent with your slip in line {chain.slip}", follows=chain.slip)
        return None

    def _consistent(self, chain: Chain, made: Step) -> Outcome:
        line = min((n for label, n in self.lines.items() if n and label in self.meaning.claims), default=0)
        if not line:
            return Outcome(remarks=(remark("rounded"),), steps=(made,))
        chain.slip = line
        return Outcome(note=f"consistent with your slip in line {line}", follows=line)

    def _by_wrong_coefficients(self, b: Tree, chain: Chain) -> bool:
        """The integral of the partial fractions that the student has."""
        assert self.decomposed
        integrand = self.meaning.resolved(self.decomposed, claimed=True)
        return bool(chain.x) and same(integrand, derivative(b, name(chain.x))).equal

    def _by_wrong_parts(self, b: Tree, chain: Chain) -> bool:
        """u v - ∫ v du, with the u, v and du that the student has."""
        letters, x = self.meaning.letters, name(self.meaning.x)
        if not {"u", "v"} <= set(letters):
            return False
        u, v = (self.meaning.resolved(name(z), claimed=True) for z in "uv")
        rate = self.meaning.resolved(Tree("I", (number(1), name("u"))), claimed=True).args[0]
        expected = add(derivative(multiply(u, v), x), negative(multiply(v, rate)))
        return bool(chain.x) and same(expected, derivative(b, x)).equal

    def _crossed(self, made: Step) -> bool:
        """Would it be right if two coefficients of the partial fractions changed places?"""
        letters = free_letters(made.after) & free_letters(self.decomposed) if self.decomposed else set()
        for a, b in combinations(sorted(letters & set(self.meaning.letters)), 2):
            other = replace(made.after, {name(a): name(b), name(b): name(a)})
            if same(made.meant[0], self.meaning.resolved(other)).equal:
                return True
        return False
