"""How is a system of equations solved by hand? By cases, factors and substitution, each said as it is done.

This is the textbook's search and no more: where it ends, the numbers begin (`several_numeric`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines.several_cases import Branch, Move, never_zero, numbered, real_or_open, without_logarithms
from calctutor.engines.several_points import finite, sign
from calctutor.engines.several_roots import real_roots
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, name, number, replace
from calctutor.rules.tidying import expandable, size

Expr = Any
MOST_MOVES, LARGEST, DEEPEST = 120, 400, 16
NO_VALUE = "What this leads to is not allowed: there something has no real value."


@dataclass
class Search:
    """All real solutions of a system in `letters`, with the working. `complete` is False where some case was left unsolved.

    `system` are the equations as they were with their denominators, `defined` what else must have a value, `conditions`
    combinations of constants that were taken not to be 0.
    """

    algebra: Algebra
    letters: Sequence[Expr]
    system: Sequence[Expr] = ()
    defined: Sequence[Expr] = ()
    moves: list[Move] = field(default_factory=list)
    points: list[dict[Expr, Expr]] = field(default_factory=list)
    families: list[dict[Expr, Expr]] = field(default_factory=list)
    conditions: list[Expr] = field(default_factory=list)
    complete: bool = True
    depth: int = 0

    def solve(self, branch: Branch) -> None:
        """Search all cases. A case that nests too deep to be written counts as unsolved, like any dead end."""
        try:
            self._follow(branch)
        except RecursionError:
            self.complete = False

    def _follow(self, branch: Branch) -> None:
        """Follow one branch to its end."""
        cleaned = self._cleaned(branch)
        if cleaned is None:
            return
        if not cleaned.equations:
            self._finish(cleaned)
            return
        self.depth += 1
        if self.depth > DEEPEST or not any(method(cleaned) for method in self._methods()):
            self._give_up(cleaned)
        self.depth -= 1

    def _give_up(self, branch: Branch) -> None:
        self.complete = False
        why = "No equation here is linear, factors, or can be solved for one letter."
        self._say(branch, "No further by hand", branch.equations, why)

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

    # What is said.

    def _say(self, branch: Branch, title: str, equations: Sequence[Expr], *why: str | Tree) -> None:
        zero = tuple(Tree("=", (self.algebra.tree(e), number(0))) for e in equations)
        self.moves.append(Move(branch.case, title, zero, why))

    def _say_equal(self, branch: Branch, x: Expr, value: Expr, others: Sequence[Expr], *why: str | Tree) -> None:
        """x is this, and what the other equations say then."""
        tree = self.algebra.tree
        left = [Tree("=", (tree(e), number(0))) for e in others if self._unknown(e)]
        self.moves.append(
            Move(
                branch.case, "Substitute" if others else f"Solve for {x.name}", (Tree("=", (tree(x), tree(value))), *left), why
            )
        )

    def _unknown(self, expr: Expr) -> list[Expr]:
        return [letter for letter in self.letters if expr.has(letter)]

    # Equations without common denominators, powers, and factors that are never 0.

    def _cleaned(self, branch: Branch) -> Branch | None:
        kept: list[Expr] = []
        for equation in branch.equations:
            plain, dropped = self._plain(equation)
            if dropped:
                self._say(branch, "Divide", [plain], *self._never_zero(dropped))
            if plain == 0 or plain in kept or -plain in kept:
                continue
            if finite(plain) is None:
                self.moves.append(Move(branch.case, "Not allowed", (), (NO_VALUE,)))
                return None
            if not self._unknown(plain):
                self._assume(plain)
                if plain.free_symbols or sign(self.algebra, plain) != 0:
                    impossible = Tree("=", (self.algebra.tree(equation), number(0)))
                    why = ("This cannot hold: no solution in this case.",)
                    self.moves.append(Move(branch.case, "No solution in this case", (impossible,), why))
                    return None
                continue
            kept.append(plain)
        return Branch(tuple(kept), branch.known, branch.nonzero, branch.case)

    def _assume(self, expr: Expr) -> None:
        """Constants are taken not to be 0 where it matters, and the reader is told."""
        plain = expr.as_coeff_Mul()[1]
        if plain.free_symbols and not self._unknown(plain) and plain not in self.conditions:
            self.conditions.append(plain)

    def _never_zero(self, factors: Sequence[Expr]) -> tuple[str | Tree, ...]:
        pieces = [piece for f in factors for piece in (" and ", self.algebra.tree(f))][1:]
        return ("Divide by ", *pieces, ", which is never 0." if len(factors) == 1 else ", which are never 0.")

    def _plain(self, equation: Expr) -> tuple[Expr, list[Expr]]:
        """The top of the fraction in factors, each once, and the factors left out because they are never 0."""
        top = sp.fraction(sp.together(equation))[0]
        kept, dropped = sp.Integer(1), list[Expr]()
        for factor in self.factors(top):
            if not self._unknown(factor) and self._unknown(top):
                self._assume(factor)
            elif never_zero(self.algebra, factor):
                dropped += [factor] if factor.free_symbols else []
            else:
                kept *= factor
        number_part = kept == 1 and top != 0
        return (sp.Integer(1) if number_part else kept if top != 0 else sp.Integer(0)), dropped

    def factors(self, expr: Expr) -> list[Expr]:
        """The different factors of an expression that hold a letter, without their exponents; a number alone is itself."""
        whole = sp.factor(expr) if size(expr) <= LARGEST and expandable(expr) else expr
        bases = [f.as_base_exp()[0] if not isinstance(f, sp.exp) else f for f in sp.Mul.make_args(whole)]
        found = list(dict.fromkeys(base for base in bases if base.free_symbols))
        return found or [whole]

    # The methods, in the order in which they are tried. Each says whether it applied.

    def _by_one_letter(self, branch: Branch) -> bool:
        """An equation with one letter gives its values."""
        single = sorted((e for e in branch.equations if len(self._unknown(e)) == 1), key=size)
        for equation in single:
            x = self._unknown(equation)[0]
            roots = real_roots(self.algebra, equation, x)
            if roots is None or any(root.free_symbols & set(self.letters) for root in roots):
                continue
            others = [e for e in branch.equations if e is not equation]
            if equation.is_polynomial(x):
                self._assume(sp.Poly(equation, x).LC())
            self._told_roots(branch, equation, x, roots)
            for i, root in enumerate(roots):
                case = numbered(branch.case, i, len(roots))
                self._follow(Branch(tuple(e.subs(x, root) for e in others), (*branch.known, (x, root)), branch.nonzero, case))
            return True
        return False

    def _told_roots(self, branch: Branch, equation: Expr, x: Expr, roots: list[Expr]) -> None:
        tree = self.algebra.tree
        if not roots:
            self._say(
                branch, "No solution in this case", [equation], "No real ", tree(x), " makes this 0: no solution in this case."
            )
            return
        if len(roots) == 1 and sp.expand(equation - (x - roots[0])) == 0:
            others = [e.subs(x, roots[0]) for e in branch.equations if e is not equation]
            why = ("Put this into the other equation" + ("s." if len(others) > 1 else "."),) if others else ()
            self._say_equal(branch, x, roots[0], others, *why)
            return
        values = [piece for root in roots for piece in (" or ", Tree("=", (tree(x), tree(root))))][1:]
        self._say(branch, f"Solve for {x.name}", [equation], "This gives ", *values, ".")

    def _by_factors(self, branch: Branch) -> bool:
        """A product is 0 when one of its factors is."""
        for equation in sorted(branch.equations, key=size):
            factors = [f for f in self.factors(equation) if self._unknown(f)]
            if len(factors) < 2:
                continue
            others = tuple(e for e in branch.equations if e is not equation)
            pieces = [piece for f in factors for piece in (", or ", Tree("=", (self.algebra.tree(f), number(0))))][1:]
            self._say(branch, "A product is 0", [sp.Mul(*factors)], "A product is 0 when one of its factors is: ", *pieces, ".")
            for i, factor in enumerate(factors):
                self._follow(Branch((factor, *others), branch.known, branch.nonzero, numbered(branch.case, i, len(factors))))
            return True
        return False

    def _by_substitution(self, branch: Branch) -> bool:
        """An equation that is linear in a letter, with a number before it, says what that letter is."""
        found = [(size(e) + 3 * (x == self.letters[-1]), i, x) for i, e in enumerate(branch.equations) for x in self._unknown(e)
                 if e.is_polynomial(x) and sp.degree(e, x) == 1 and not self._unknown(sp.Poly(e, x).LC())]  # fmt: skip
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
        self._assume(slope)
        nonzero = branch.nonzero if not self._unknown(slope) else (*branch.nonzero, slope)
        why: tuple[str | Tree, ...] = (
            ("Put this into the other equation" + ("s" if len(others) > 1 else "") + ".",)
            if others
            else ("The other letters are free.",)
        )
        self._say_equal(branch, x, value, others, *why)
        self._follow(Branch(tuple(others), (*branch.known, (x, value)), nonzero, branch.case))

    def _by_logarithms(self, branch: Branch) -> bool:
        """ln u − ln v = c says that u = v e^c."""
        for equation in branch.equations:
            product = without_logarithms(equation)
            if product is not None:
                others = tuple(e for e in branch.equations if e is not equation)
                self._say(branch, "Take away the logarithms", [equation, product], "Equal logarithms belong to equal numbers.")
                self._follow(Branch((product, *others), branch.known, branch.nonzero, branch.case))
                return True
        return False

    def _by_combination(self, branch: Branch) -> bool:
        """The sum or the difference of two equations may factor where they do not."""
        for (i, a), (j, b) in combinations(enumerate(branch.equations), 2):
            for combined, word in ((a - b, "Subtract"), (a + b, "Add")):
                factors = self.factors(sp.expand(combined)) if size(combined) <= LARGEST else []
                if len([f for f in factors if self._unknown(f)]) > 1:
                    self._say(
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
            for x in self._unknown(e)
            if e.is_polynomial(x) and sp.degree(e, x) == 1
        ]
        if not found or len(branch.nonzero) > 4:
            return False
        _, i, x = min(found, key=lambda choice: (choice[0], choice[1], str(choice[2])))
        slope, rest = sp.Poly(branch.equations[i], x).all_coeffs()
        tree, others = self.algebra.tree, tuple(e for j, e in enumerate(branch.equations) if j != i)
        if never_zero(self.algebra, rest):
            self._say(
                branch, "Divide", [branch.equations[i]], tree(slope), " cannot be 0 here, because ", tree(rest), " is not."
            )
            self._substituted(branch, i, x)
            return True
        zero, divided = (numbered(branch.case, k, 2) for k in range(2))
        self._say(
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

    # The end of a branch.

    def _finish(self, branch: Branch) -> None:
        values = self._back_substituted(branch.known)
        if values is None or any(self._is_zero(c, values) for c in branch.nonzero):
            return
        if not self._allowed(values):
            self.moves.append(Move(branch.case, "Not allowed", (), (NO_VALUE,)))
            return
        if not self._satisfied(values):
            self.complete = False
            return
        free = [letter for letter in self.letters if letter not in values]
        solution = {letter: values.get(letter, letter) for letter in self.letters}
        known = tuple(Tree("=", (name(x.name), self.algebra.tree(v))) for x, v in solution.items() if x not in free)
        self.moves.append(Move(branch.case, "Solution", known, self._free(free)))
        places = self.families if free else self.points
        if not any(self._same(solution, other) for other in places):
            places.append(solution)

    def _allowed(self, values: dict[Expr, Expr]) -> bool:
        """Has everything that must have a value one at this place? Put in, not simplified: 0·ln(-1) has none."""
        tree = self.algebra.tree
        where = {name(x.name): tree(v) for x, v in values.items()}
        return all(real_or_open(replace(tree(part), where)) for part in (*self.system, *self.defined))

    def _satisfied(self, values: dict[Expr, Expr]) -> bool:
        """Nothing is called a solution that numbers prove not to be one."""
        tree = self.algebra.tree
        return all(compare(tree(equation.subs(values)), number(0)).kind != "different" for equation in self.system)

    def _free(self, free: Sequence[Expr]) -> tuple[str | Tree, ...]:
        if not free:
            return ()
        return (", ".join(x.name for x in free), " may have any value: these solutions are not isolated.")

    def _same(self, one: dict[Expr, Expr], other: dict[Expr, Expr]) -> bool:
        return all(sp.expand(one[x] - other[x]) == 0 for x in self.letters)

    def _back_substituted(self, known: Sequence[tuple[Expr, Expr]]) -> dict[Expr, Expr] | None:
        """What was found last is put into what was found before it."""
        values: dict[Expr, Expr] = {}
        for x, expr in reversed(known):
            value = finite(expr.subs(values) if values else expr)
            if value is None:
                return None
            values[x] = sp.radsimp(value) if value.is_number else value
        return values

    def _is_zero(self, expr: Expr, values: dict[Expr, Expr]) -> bool:
        value = finite(expr.subs(values))
        return value is None or sign(self.algebra, value) == 0
