"""How is a system of equations solved by hand? By cases, factors and substitution, each said as it is done.

This is the textbook's search and no more: where it ends, the numbers begin (`several_numeric`).
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import sympy as sp

from calctutor.engines.several_cases import Branch, never_zero, numbered, without_logarithms
from calctutor.engines.several_findings import LARGEST, Findings
from calctutor.engines.several_roots import real_roots
from calctutor.notation.tree import Tree, number
from calctutor.rules.tidying import size

Expr = Any
MOST_MOVES, DEEPEST = 120, 16


class Search(Findings):
    """All real solutions of a system in `letters`, with the working. `complete` is False where some case was left unsolved."""

    def solve(self, branch: Branch) -> None:
        """Search all cases. A case that nests too deep to be written counts as unsolved, like any dead end."""
        try:
            self._follow(branch)
        except RecursionError:
            self.complete = False

    def _follow(self, branch: Branch) -> None:
        """Follow one branch to its end."""
        cleaned = self.cleaned(branch)
        if cleaned is None:
            return
        if not cleaned.equations:
            self.finish(cleaned)
            return
        self.depth += 1
        if self.depth > DEEPEST or not any(method(cleaned) for method in self._methods()):
            self._give_up(cleaned)
        self.depth -= 1

    def _give_up(self, branch: Branch) -> None:
        self.complete = False
        why = "No equation here is linear, factors, or can be solved for one letter."
        self.say(branch, "No further by hand", branch.equations, why)

    def _methods(self) -> tuple[Any, ...]:
        if len(self.moves) > MOST_MOVES:
            return ()
        return (
            self._by_one_letter,
            self._by_factors,
            self._by_substitution,
            self._by_logarithms,
            self._by_combination,
            self._by_coefficient,
        )

    # The methods, in the order in which they are tried. Each says whether it applied.

    def _by_one_letter(self, branch: Branch) -> bool:
        """An equation with one letter gives its values."""
        single = sorted((e for e in branch.equations if len(self.unknown(e)) == 1), key=size)
        for equation in single:
            x = self.unknown(equation)[0]
            roots = real_roots(self.algebra, equation, x)
            if roots is None or any(root.free_symbols & set(self.letters) for root in roots):
                continue
            others = [e for e in branch.equations if e is not equation]
            if equation.is_polynomial(x):
                self.assume(sp.Poly(equation, x).LC())
            self._told_roots(branch, equation, x, roots)
            for i, root in enumerate(roots):
                case = numbered(branch.case, i, len(roots))
                self._follow(Branch(tuple(e.subs(x, root) for e in others), (*branch.known, (x, root)), branch.nonzero, case))
            return True
        return False

    def _told_roots(self, branch: Branch, equation: Expr, x: Expr, roots: list[Expr]) -> None:
        tree = self.algebra.tree
        if not roots:
            self.say(
                branch, "No solution in this case", [equation], "No real ", tree(x), " makes this 0: no solution in this case."
            )
            return
        if len(roots) == 1 and sp.expand(equation - (x - roots[0])) == 0:
            others = [e.subs(x, roots[0]) for e in branch.equations if e is not equation]
            why = ("Put this into the other equation" + ("s." if len(others) > 1 else "."),) if others else ()
            self.say_equal(branch, x, roots[0], others, *why)
            return
        values = [piece for root in roots for piece in (" or ", Tree("=", (tree(x), tree(root))))][1:]
        self.say(branch, f"Solve for {x.name}", [equation], "This gives ", *values, ".")

    def _by_factors(self, branch: Branch) -> bool:
        """A product is 0 when one of its factors is."""
        for equation in sorted(branch.equations, key=size):
            factors = [f for f in self.factors(equation) if self.unknown(f)]
            if len(factors) < 2:
                continue
            others = tuple(e for e in branch.equations if e is not equation)
            pieces = [piece for f in factors for piece in (", or ", Tree("=", (self.algebra.tree(f), number(0))))][1:]
            self.say(branch, "A product is 0", [sp.Mul(*factors)], "A product is 0 when one of its factors is: ", *pieces, ".")
            for i, factor in enumerate(factors):
                self._follow(Branch((factor, *others), branch.known, branch.nonzero, numbered(branch.case, i, len(factors))))
            return True
        return False

    def _by_substitution(self, branch: Branch) -> bool:
        """An equation that is linear in a letter, with a number before it, says what that letter is."""
        found = [(size(e) + 3 * (x == self.letters[-1]), i, x) for i, e in enumerate(branch.equations) for x in self.unknown(e)
                 if e.is_polynomial(x) and sp.degree(e, x) == 1 and not self.unknown(sp.Poly(e, x).LC())]  # fmt: skip
        if not found:
            return False
        _, i, x = min(found, key=lambda choice: (choice[0], choice[1], str(choice[2])))
        self._substituted(branch, i, x)
        return True

    def _substituted(self, branch: Branch, i: int, x: Expr) -> None:
        equation = branch.equations[i]
        slope, rest = sp.Poly(equation, x).all_coeffs()
        value = sp.expand(-rest / slope) if slope.is_number else sp.cancel(-rest / slope)
        others = [e.subs(x, value) for j, e in enumerate(branch.equations) if j != i]
        self.assume(slope)
        nonzero = branch.nonzero if not self.unknown(slope) else (*branch.nonzero, slope)
        why: tuple[str | Tree, ...] = (
            ("Put this into the other equation" + ("s" if len(others) > 1 else "") + ".",)
            if others
            else ("The other letters are free.",)
        )
        self.say_equal(branch, x, value, others, *why)
        self._follow(Branch(tuple(others), (*branch.known, (x, value)), nonzero, branch.case))

    def _by_logarithms(self, branch: Branch) -> bool:
        """ln u − ln v = c says that u = v e^c."""
        for equation in branch.equations:
            product = without_logarithms(equation)
            if product is not None:
                others = tuple(e for e in branch.equations if e is not equation)
                self.say(branch, "Take away the logarithms", [equation, product], "Equal logarithms belong to equal numbers.")
                self._follow(Branch((product, *others), branch.known, branch.nonzero, branch.case))
                return True
        return False

    def _by_combination(self, branch: Branch) -> bool:
        """The sum or the difference of two equations may factor where they do not."""
        for (i, a), (j, b) in combinations(enumerate(branch.equations), 2):
            for combined, word in ((a - b, "Subtract"), (a + b, "Add")):
                factors = self.factors(sp.expand(combined)) if size(combined) <= LARGEST else []
                if len([f for f in factors if self.unknown(f)]) > 1:
                    self.say(
                        branch, f"{word} two of the equations", [combined], f"{word} two of the equations: the result factors."
                    )
                    others = tuple(e for k, e in enumerate(branch.equations) if k not in (i, j))
                    self._follow(Branch((sp.Mul(*factors), a, *others), branch.known, branch.nonzero, branch.case))
                    return True
        return False

    def _by_coefficient(self, branch: Branch) -> bool:
        """An equation that is linear in a letter: either what stands before the letter is 0, or it can be divided by."""
        found = [
            (size(e), i, x)
            for i, e in enumerate(branch.equations)
            for x in self.unknown(e)
            if e.is_polynomial(x) and sp.degree(e, x) == 1
        ]
        if not found or len(branch.nonzero) > 4:
            return False
        _, i, x = min(found, key=lambda choice: (choice[0], choice[1], str(choice[2])))
        slope, rest = sp.Poly(branch.equations[i], x).all_coeffs()
        tree, others = self.algebra.tree, tuple(e for j, e in enumerate(branch.equations) if j != i)
        if never_zero(self.algebra, rest):
            self.say(
                branch, "Divide", [branch.equations[i]], tree(slope), " cannot be 0 here, because ", tree(rest), " is not."
            )
            self._substituted(branch, i, x)
            return True
        zero, divided = (numbered(branch.case, k, 2) for k in range(2))
        self.say(
            branch,
            "Two cases",
            [branch.equations[i]],
            "Either ",
            Tree("=", (tree(slope), number(0))),
            ", or we may divide by it.",
        )
        self._follow(Branch((slope, rest, *others), branch.known, branch.nonzero, zero))
        self._substituted(Branch(branch.equations, branch.known, branch.nonzero, divided), i, x)
        return True
