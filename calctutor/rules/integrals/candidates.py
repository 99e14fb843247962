"""Which first steps are possible for an integral, and what do they leave to be found?

All questions of the search are asked about one letter, so that an integral met twice under different letters is known again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sympy as sp

from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree
from calctutor.rulebook import rules_for, template
from calctutor.rules.integrals.kernels import kernels
from calctutor.rules.integrals.shapes import INVERSE, is_rational, longest_term
from calctutor.steps import Rewrite, Rule

Expr = Any
X = sp.Symbol("x_", real=True)
"""The variable of integration while an integral is being looked for."""

LETTERS = ("u", "v", "t")
"""What rules call parts of their own; a parameter of that name is called otherwise meanwhile."""


DECLINED = (sp.PolynomialError, NotImplementedError, ZeroDivisionError, RecursionError, sp.polys.polyerrors.BasePolynomialError)
"""What sympy's algebra raises at shapes that it cannot handle: the rule that asked for it does not apply."""

NO_NUMBERS = (sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I)
"""What stands in an integrand after a division by zero that was hidden, or outside of the real numbers."""


class Candidates:
    """The first steps that are possible for a question, in order of preference, found as they are needed and kept."""

    def __init__(self, q: Expr, search: Any) -> None:
        self._shelves = [(rule, Kept(rule, q, search)) for rule in rules_for("I")]
        self._by_heart = by_heart(q)

    def within(self, limit: int, plainly: int) -> Iterator[tuple[Rule, Rewrite]]:
        """Those that may lead to the end in so many steps; `plainly`, without asking for other antiderivatives on the way."""
        for rule, kept in self._shelves:
            if rule.least <= limit and (self._by_heart or not (plainly and rule.asks)):
                for rewrite in kept:
                    yield rule, rewrite


class Kept:
    """What one rule has to say of one question, asked for piece by piece and kept."""

    def __init__(self, rule: Rule, q: Expr, search: Any) -> None:
        self._known: list[Rewrite] = []
        self._more = _applied(rule, q, search)
        self._busy = False

    def __iter__(self) -> Iterator[Rewrite]:
        k = 0
        # While the rule itself is asking for an antiderivative, it has nothing further to say.
        while k < len(self._known) or (not self._busy and self._extended()):
            yield self._known[k]
            k += 1

    def _extended(self) -> bool:
        self._busy = True
        try:
            new = next(self._more, None)
        finally:
            self._busy = False
        if new is not None:
            self._known.append(new)
        return new is not None


def _applied(rule: Rule, q: Expr, search: Any) -> Iterator[Rewrite]:
    try:
        for rewrite in several(rule.apply(q, X, search) if rule.asks else rule.apply(q, X)):
            if not any(part.has(*NO_NUMBERS) for part in rewrite_key(rewrite)):
                yield rewrite
    except DECLINED:
        return


def several(answer: Any) -> Iterable[Rewrite]:
    return () if answer is None else (answer,) if isinstance(answer, Rewrite) else answer


def by_heart(q: Expr) -> bool:
    """A polynomial times one logarithm or inverse function: what is integrated by parts without thinking."""
    left = [p for p in sp.Mul.make_args(q) if not p.is_polynomial(X)]
    return len(left) == 1 and isinstance(left[0], (sp.log, *INVERSE)) and is_rational(left[0].args[0], X)


def kept_letter(letter: str) -> Expr:
    return sp.Symbol(f"{letter}_", real=True)


def rewrite_key(rewrite: Rewrite) -> Expr:
    """What tells two uses of one rule on one integral apart."""
    return sp.Tuple(*(rewrite.let[k] for k in sorted(rewrite.let)), *(rewrite.where[k] for k in sorted(rewrite.where)))


def detour(q: Expr, parts: list[Expr]) -> int:
    """How much harder than q do the integrals look that a step leaves? Steps that lead away from the end are tried late."""
    return max((_harder(q, part) for part in parts), default=0)


def _harder(q: Expr, part: Expr) -> int:
    new = len(kernels(part, X)) - len(kernels(q, X))
    growth = longest_term(part) - longest_term(q)
    return max(0, new) + max(0, growth) // 12


def questions(rule: Rule, rewrite: Rewrite, q: Expr) -> list[Expr]:
    """The integrals that a step leaves to be found."""
    equation = rewrite.equation or template(rule.equation)
    meanings = {"f": q, "x": X, **rewrite.where, **rewrite.let}
    found: list[Expr] = []
    waiting = [equation.args[1]]
    while waiting:
        node = waiting.pop()
        if node.head == "I":
            found.append(asked(node, meanings, rewrite.let)[0])
        else:
            waiting.extend(reversed(node.args))
    return found


def asked(node: Tree, meanings: dict[str, Expr], let: Any) -> tuple[Expr, Expr]:
    """The integrand of `I(F, u)` with its letter called X, and what that letter stands for."""
    by = node.args[1].value
    F = meant(node.args[0].value, meanings) if node.args[0].head == "name" else one(node.args[0])
    F = F.xreplace({symbol(k): v for k, v in let.items() if k != by})
    return (F, X) if by == "x" else (F.xreplace({symbol(by): X}), let[by])


def meant(letter: str, meanings: dict[str, Expr]) -> Expr:
    return meanings[letter] if letter in meanings else symbol(letter)


def one(node: Tree) -> Expr:
    """A number as an integrand."""
    return operate_leaf(node)


def operate_leaf(node: Tree) -> Expr:
    from calctutor.notation.algebra import CONSTANTS

    if node.head == "number":
        return sp.Rational(node.value.numerator, node.value.denominator)
    return CONSTANTS[node.value]
