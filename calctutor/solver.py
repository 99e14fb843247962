"""How is a question answered? By rewriting it with one rule and then answering the smaller questions that this leaves.

The first rule of the table that applies is used; every rule guards itself, so the order is a matter of taste and not of
truth. A question that has been answered is not answered again, so a solution is a DAG whose size is that of the
problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from calctutor.application import Application, Solved, Stuck, is_antiderivative
from calctutor.notation.algebra import Algebra
from calctutor.rulebook import rules_for
from calctutor.rules.integrals.search import Search
from calctutor.steps import Question, Rewrite, Rule, Step

__all__ = ["Application", "Solved", "Solver", "Stuck", "variables"]

Expr = Any

PARTS = ("u", "v", "w", "p", "q", "r", "s")
"""Letters for the parts of an expression, in the order in which they are taken; after these come u1, u2, ..."""


class Solver:
    """Answers questions with one set of rules, and remembers the answers.

    `rules` maps a kind of question to the rules to try in order (by default the whole rulebook). `taken` are letters
    that the problem uses itself, so that no part is given one of them.
    """

    def __init__(
        self, algebra: Algebra, taken: Iterable[str] = (), rules: Callable[[str], tuple[Rule, ...]] = rules_for
    ) -> None:
        self.algebra = algebra
        self._rules = rules
        self._taken = frozenset(taken)
        self._solved: dict[Question, Solved] = {}
        self.search = Search()
        """Which rule for which integral? (A derivative takes the first that applies.)"""

    def solve(self, question: Question, used: tuple[str, ...] = ()) -> Solved:
        """The worked answer. `used` are the letters that the enclosing steps have given out. Raises `Stuck`."""
        if question not in self._solved:
            self._solved[question] = self._first(question, used)
        return self._solved[question]

    def _first(self, question: Question, used: tuple[str, ...]) -> Solved:
        if is_antiderivative(question):
            return self._found(question, used)
        for rule in self._rules(question.kind):
            rewrite = self._applied(rule, question)
            if rewrite is not None:
                return Application(self, question, rule, rewrite, used).work()
        raise Stuck(question)

    def question_of(self, step: Step) -> Question:
        """The question that a step of this solver answers."""
        return next(question for question, solved in self._solved.items() if solved.step is step)

    def _found(self, question: Question, used: tuple[str, ...]) -> Solved:
        """An integral by the rule that the search has chosen."""
        choice = self.search.choose(*question.args)
        if choice is None:
            raise Stuck(question)
        return Application(self, question, choice.rule, choice.rewrite, used).work()

    def _applied(self, rule: Rule, question: Question) -> Rewrite | None:
        found: Rewrite | None = rule.apply(*question.args, self.algebra.parts) if rule.in_order else rule.apply(*question.args)
        return found

    def solve_by(self, rule: Rule, question: Question) -> Solved | None:
        """The worked answer that begins with this rule, or None when it does not apply."""
        if is_antiderivative(question):
            choice = self.search.by(rule, *question.args)
            return Application(self, question, rule, choice.rewrite, ()).work() if choice else None
        rewrite = self._applied(rule, question)
        return None if rewrite is None else Application(self, question, rule, rewrite, ()).work()

    def can(self, question: Question) -> bool:
        """Does some rule apply to this question?"""
        if is_antiderivative(question):
            return self.search.choose(*question.args) is not None
        if question.kind == "I":
            return False  # between bounds: the engine of definite integrals asks for antiderivatives itself
        return question in self._solved or any(self._applied(rule, question) for rule in self._rules(question.kind))

    def letters(self, wanted: Iterable[str], used: tuple[str, ...]) -> dict[str, str]:
        """A free letter for each that a rule wants to name a part with."""
        free = (letter for letter in _endless_letters() if letter not in self._taken and letter not in used)
        return {letter: next(free) for letter in wanted}


def _endless_letters() -> Iterable[str]:
    yield from PARTS
    count = 1
    while True:
        yield f"u{count}"
        count += 1


def variables(expr: Expr) -> list[str]:
    """The names of the variables of an expression, in alphabetical order."""
    return sorted(s.name for s in expr.free_symbols)
