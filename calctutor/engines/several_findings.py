"""What has been found of a system of equations, and how is it said?

A case is made plain before it is looked at, and its end is put back into the equations before it is called a solution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines.several_cases import Branch, Move, never_zero, real_or_open
from calctutor.engines.several_points import finite, sign
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, name, number, replace
from calctutor.rules.bracketing import expandable
from calctutor.rules.tidying import size

Expr = Any
LARGEST = 400
NO_VALUE = "What this leads to is not allowed: there something has no real value."


@dataclass
class Findings:
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

    # What is said.

    def say(self, branch: Branch, title: str, equations: Sequence[Expr], *why: str | Tree) -> None:
        zero = tuple(Tree("=", (self.algebra.tree(e), number(0))) for e in equations)
        self.moves.append(Move(branch.case, title, zero, why))

    def say_equal(self, branch: Branch, x: Expr, value: Expr, others: Sequence[Expr], *why: str | Tree) -> None:
        """x is this, and what the other equations say then."""
        tree = self.algebra.tree
        left = [Tree("=", (tree(e), number(0))) for e in others if self.unknown(e)]
        self.moves.append(
            Move(
                branch.case, "Substitute" if others else f"Solve for {x.name}", (Tree("=", (tree(x), tree(value))), *left), why
            )
        )

    def unknown(self, expr: Expr) -> list[Expr]:
        return [letter for letter in self.letters if expr.has(letter)]

    # Equations without common denominators, powers, and factors that are never 0.

    def cleaned(self, branch: Branch) -> Branch | None:
        kept: list[Expr] = []
        for equation in branch.equations:
            plain, dropped = self._plain(equation)
            if dropped:
                self.say(branch, "Divide", [plain], *self._never_zero(dropped))
            if plain == 0 or plain in kept or -plain in kept:
                continue
            if finite(plain) is None:
                self.moves.append(Move(branch.case, "Not allowed", (), (NO_VALUE,)))
                return None
            if not self.unknown(plain):
                self.assume(plain)
                if plain.free_symbols or sign(self.algebra, plain) != 0:
                    impossible = Tree("=", (self.algebra.tree(equation), number(0)))
                    why = ("This cannot hold: no solution in this case.",)
                    self.moves.append(Move(branch.case, "No solution in this case", (impossible,), why))
                    return None
                continue
            kept.append(plain)
        return Branch(tuple(kept), branch.known, branch.nonzero, branch.case)

    def assume(self, expr: Expr) -> None:
        """Constants are taken not to be 0 where it matters, and the reader is told."""
        plain = expr.as_coeff_Mul()[1]
        if plain.free_symbols and not self.unknown(plain) and plain not in self.conditions:
            self.conditions.append(plain)

    def _never_zero(self, factors: Sequence[Expr]) -> tuple[str | Tree, ...]:
        pieces = [piece for f in factors for piece in (" and ", self.algebra.tree(f))][1:]
        return ("Divide by ", *pieces, ", which is never 0." if len(factors) == 1 else ", which are never 0.")

    def _plain(self, equation: Expr) -> tuple[Expr, list[Expr]]:
        """The top of the fraction in factors, each once, and the factors left out because they are never 0."""
        top = sp.fraction(sp.together(equation))[0]
        kept, dropped = sp.Integer(1), list[Expr]()
        for factor in self.factors(top):
            if not self.unknown(factor) and self.unknown(top):
                self.assume(factor)
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

    # The end of a branch.

    def finish(self, branch: Branch) -> None:
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
