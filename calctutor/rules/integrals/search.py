"""Which rule for which integral?

Several rules fit most integrals and few lead to the end, so this looks ahead: with one step allowed, then two, then
three, so that the first derivation found is a shortest one, and among equally short ones that of the rule which comes
first. What has been solved is remembered, and so is what could not be solved within how many steps. The work is bounded
by a number of questions, so that the same problem always has the same derivation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calctutor.notation.algebra import symbol
from calctutor.rules.integrals.budget import QUESTIONS, SECONDS, Budget
from calctutor.rules.integrals.candidates import (
    LETTERS,
    Candidates,
    X,
    detour,
    kept_letter,
    questions,
    rewrite_key,
    several,
)
from calctutor.rules.integrals.shapes import is_rational
from calctutor.rules.integrals.worth import worth
from calctutor.steps import Rewrite, Rule

Expr = Any
LIMITS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12)
SURE = 8
"""So many steps are always allowed for a quotient of polynomials."""

PIECE, INNER_PIECE = 7, 4
"""A part that is a problem of its own is looked into so deep: as the problem itself, and met on the way."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule that leads to the end, with its meaning here."""

    rule: Rule
    rewrite: Rewrite


class Search:
    """Finds derivations, and remembers. `banned` are first steps that turned out not to lead to a true answer, `barred` rules
    that are not wanted as a first step.
    """

    def __init__(self, questions: int = QUESTIONS, seconds: float = SECONDS) -> None:
        self._solved: dict[Expr, Choice] = {}
        self._failed: dict[Expr, int] = {}
        self._values: dict[Expr, Expr] = {}
        self._candidates: dict[Expr, Candidates] = {}
        self._unplain: dict[Expr, int] = {}
        self._asked = self._nested = 0
        self._sure = False
        self._budget = Budget(questions, seconds)
        self.banned: set[tuple[Expr, str, Expr]] = set()
        self.barred: set[tuple[Expr, str]] = set()

    def words(self, x: Expr) -> dict[Expr, Expr]:
        """From the letters of the search to those of the problem."""
        return {X: x} | {kept_letter(letter): symbol(letter) for letter in LETTERS}

    def question(self, f: Expr, x: Expr) -> Expr:
        """The integrand in the letters of the search."""
        return f.xreplace({x: X} | {symbol(letter): kept_letter(letter) for letter in LETTERS if symbol(letter) != x})

    def choose(self, f: Expr, x: Expr) -> Choice | None:
        """The rule that begins the preferred derivation, or None when none was found."""
        return self.choice(self.question(f, x))

    def by(self, rule: Rule, f: Expr, x: Expr) -> Choice | None:
        """The same, beginning with the given rule."""
        q = self.question(f, x)
        for limit in LIMITS:
            for rewrite in several(rule.apply(q, X, self) if rule.asks else rule.apply(q, X)):
                if self._leads_on(q, rule, rewrite, limit - rewrite.price, frozenset({q})):
                    return Choice(rule, rewrite)
        return None

    def ban(self, f: Expr, x: Expr) -> None:
        """Never begin the integral of f as was chosen; everything found with that is forgotten."""
        q = self.question(f, x)
        choice = self._solved[q]
        self.banned.add((q, choice.rule.id, rewrite_key(choice.rewrite)))
        self._solved.clear()
        self._failed.clear()
        self._values.clear()
        self._candidates.clear()
        self._budget.begin_again()

    def ban_rule(self, f: Expr, x: Expr) -> None:
        """Never begin the integral of f with the rule that was chosen for it, in whatever way."""
        self.barred.add((self.question(f, x), self._solved[self.question(f, x)].rule.id))
        self.ban(f, x)

    def choice(self, q: Expr) -> Choice | None:
        for limit in LIMITS:
            found = self._find(q, limit, frozenset())
            if found or self._budget.spent:
                return found
        return None

    def value(self, q: Expr, limit: int = 4) -> Expr | None:
        """The antiderivative itself, for rules that need one to go on (the v of a dv)."""
        if q not in self._values:
            found = self._plainly(q, limit)
            if not found:
                return None
            self._values[q] = self._worth(q, found)
        return self._values[q]

    def antiderivative(self, q: Expr) -> Expr | None:
        """The antiderivative of a part that is a problem of its own (a piece between two seams), by whatever rules."""
        if q not in self._values:
            depth = PIECE if self._nested <= 1 else INNER_PIECE
            if not any(self._find(q, limit, frozenset()) for limit in LIMITS[:depth]):
                return None
            self._values[q] = self._worth(q, self._solved[q])
        return self._values[q]

    def _plainly(self, q: Expr, limit: int) -> Choice | None:
        """Found without rules that ask for antiderivatives themselves: what parts may take for granted is plain."""
        if self._unplain.get(q, -1) >= limit:
            return None
        self._asked += 1
        try:
            found = next(filter(None, (self._find(q, steps, frozenset()) for steps in range(1, limit + 1))), None)
        finally:
            self._asked -= 1
        if not found:
            self._unplain[q] = limit
        return found

    # Looking ahead.

    def _find(self, q: Expr, limit: int, path: frozenset[Expr]) -> Choice | None:
        if q in self._solved:
            return self._solved[q]
        if 0 <= limit < SURE and not self._sure and is_rational(q, X):
            return self._to_its_end(q, limit, path)
        return self._within(q, limit, path)

    def _to_its_end(self, q: Expr, limit: int, path: frozenset[Expr]) -> Choice | None:
        """The textbook's way with a quotient of polynomials is long, but it has no forks: it may be gone to its end."""
        self._sure = True
        try:
            return next(filter(None, (self._within(q, steps, path) for steps in range(limit, SURE + 1))), None)
        finally:
            self._sure = False

    def _within(self, q: Expr, limit: int, path: frozenset[Expr]) -> Choice | None:
        if limit < 0 or q in path or self._failed.get(q, -1) >= limit or self._budget.spent:
            return None
        self._budget.spend()
        self._nested += 1
        try:
            found = self._looked_up(q, limit, path)
        finally:
            self._nested -= 1
        if not found and not self._asked:
            self._failed[q] = limit
        return found

    def _looked_up(self, q: Expr, limit: int, path: frozenset[Expr]) -> Choice | None:
        """The first candidate that leads to the end, which is then remembered."""
        for rule, rewrite in self._candidates_of(q).within(limit, self._asked):
            if rewrite.price > limit or (q, rule.id) in self.barred or (q, rule.id, rewrite_key(rewrite)) in self.banned:
                continue
            price = rewrite.price + detour(q, questions(rule, rewrite, q))
            if price <= limit and self._leads_on(q, rule, rewrite, limit - price, path | {q}):
                self._solved[q] = Choice(rule, rewrite)
                return self._solved[q]
            if rewrite.final:
                break
        return None

    def _leads_on(self, q: Expr, rule: Rule, rewrite: Rewrite, limit: int, path: frozenset[Expr]) -> bool:
        return all(self._find(part, max(limit, 0), path) for part in questions(rule, rewrite, q))

    def _candidates_of(self, q: Expr) -> Candidates:
        if q not in self._candidates:
            self._candidates[q] = Candidates(q, self)
        return self._candidates[q]

    def _worth(self, q: Expr, choice: Choice) -> Expr:
        return worth(q, choice.rule, choice.rewrite, self._known)

    def _known(self, q: Expr) -> Expr:
        """The antiderivative of what has been solved."""
        if q not in self._values:
            self._values[q] = self._worth(q, self._solved[q])
        return self._values[q]
