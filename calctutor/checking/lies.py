"""Which wrong answers does this derivative lead to?

The problem is solved once, truthfully. Then, at one step (or at every step where it fits, or at two), the rule is replaced
by one of its false twins, and the steps above it are put together again from what that gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, count
from typing import Any, Generic, TypeVar

from calctutor.checking.rebuilding import rebuilt
from calctutor.errors import StudentError
from calctutor.mistakes.book import Lies, Mistake, twins_of
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, derivative, name, names
from calctutor.rulebook import RULES, template
from calctutor.rules.tidying import tidy
from calctutor.solver import Application, Solved, Solver, Stuck
from calctutor.steps import Question, Rewrite, Rule, Step, every_step

Expr = Any
MOST_PAIRED = 70
"""So many single lies are tried two at a time."""


@dataclass(frozen=True, slots=True)
class Lie:
    """One false step in the place of a true one."""

    mistake: Mistake
    true: Step
    false: Step


@dataclass(frozen=True, slots=True)
class Candidate:
    """A wrong answer and the lies that lead to it; the steps stand in the derivative number `level` (counted from 0)."""

    answer: Tree
    lies: tuple[Lie, ...]
    level: int = 0


class Recording(Solver):
    """A solver that remembers which question each step answers."""

    questions: dict[int, Question]

    def solve(self, question: Question, used: tuple[str, ...] = ()) -> Solved:
        solved = super().solve(question, used)
        self.questions[id(solved.step)] = question
        return solved


T = TypeVar("T")


class Kept(Generic[T]):
    """What an iterator gives, kept for those who ask again."""

    def __init__(self, source: Iterator[T]) -> None:
        self._source = source
        self._known: list[T] = []

    def __iter__(self) -> Iterator[T]:
        for place in count():
            if place == len(self._known):
                following = next(self._source, None)
                if following is None:
                    return
                self._known.append(following)
            yield self._known[place]


class Derivation:
    """The true derivatives of f by the letters of `by`, one after the other, and what becomes of them by lies."""

    def __init__(self, f: Tree, by: Iterable[str], algebra: Algebra | None = None) -> None:
        self.by = tuple(by)
        self.algebra = algebra or Algebra()
        self.solver = Recording(self.algebra, taken=names(f))
        self.solver.questions = {}
        self.roots: list[Step] = []
        expr = self.algebra.expression(f)
        for x in self.by:
            solved = self.solver.solve(Question("D", (expr, symbol(x))))
            self.roots.append(solved.step)
            shorter = tidy(solved.value)
            expr = shorter[0] if shorter else solved.value
        self.value = expr

    def single(self) -> Iterator[Candidate]:
        """One lie at one place."""
        self._single = getattr(self, "_single", None) or Kept(self._each())
        return iter(self._single)

    def everywhere(self) -> Iterator[Candidate]:
        """The same lie at every place where it fits."""
        self._everywhere = getattr(self, "_everywhere", None) or Kept(self._all())
        return iter(self._everywhere)

    def _each(self) -> Iterator[Candidate]:
        for level, lies in enumerate(self._lies()):
            yield from (self._candidate(level, (lie,)) for lie in lies)

    def _all(self) -> Iterator[Candidate]:
        for level, lies in enumerate(self._lies()):
            for mistake in dict.fromkeys(lie.mistake.id for lie in lies):
                same = {id(lie.true): lie for lie in reversed(lies) if lie.mistake.id == mistake}
                if len(same) > 1:
                    yield self._candidate(level, tuple(same.values()))

    def again(self) -> Iterator[Candidate]:
        """The same lie in one derivative and again in the next one."""
        if len(self.by) != 2:
            return
        for lie in self._lies()[0]:
            wrong = rebuilt(self.roots[0], {id(lie.true): lie.false})
            try:
                further = Derivation(wrong, self.by[1:])
            except (Stuck, StudentError):
                continue
            for other in further.single():
                if other.lies[0].mistake.id == lie.mistake.id:
                    yield Candidate(other.answer, (lie, *other.lies))

    def pairs(self) -> Iterator[Candidate]:
        """Two lies at two places."""
        for level, lies in enumerate(self._lies()):
            telling = [lie for lie in lies if not lie.mistake.vague][:MOST_PAIRED]
            for one, other in combinations(telling, 2):
                if one.true is not other.true:
                    yield self._candidate(level, (one, other))

    def _candidate(self, level: int, lies: tuple[Lie, ...]) -> Candidate:
        wrong = rebuilt(self.roots[level], {id(lie.true): lie.false for lie in lies})
        rest = self.by[level + 1 :]
        return Candidate(derivative(wrong, *map(name, rest)), lies, level)

    def _lies(self) -> list[list[Lie]]:
        if not hasattr(self, "_found"):
            self._found = [self._lies_about(root) for root in self.roots]
        return self._found

    def _lies_about(self, root: Step) -> list[Lie]:
        return [lie for step in every_step((root,)) for twin in twins_of(step.rule) for lie in self._told(*twin, step)]

    def _told(self, mistake: Mistake, lies: Lies, step: Step) -> Iterator[Lie]:
        """The false steps that one mistake makes of a true one."""
        question, rule = self.solver.questions.get(id(step)), RULES[step.rule]
        rewrite = None if question is None else self._rewrite(question, rule)
        if question is None or rewrite is None:
            return
        left = (rewrite.equation or template(rule.equation)).args[0]
        parts = {**rewrite.where, **rewrite.let}
        for says, where in lies(*self._spoken(question), parts):
            equation = Tree("=", (left, template(says)))
            given = {**rewrite.given, "part": self.algebra.tree(question.args[0])}
            false = replace(rewrite, where={**rewrite.where, **where}, equation=equation, remarks=(), given=given)
            if solved := self._worked(question, _false_rule(rule, mistake), false):
                yield Lie(mistake, step, solved.step)

    def _rewrite(self, question: Question, rule: Rule) -> Rewrite | None:
        """What the rule said to the question."""
        args: tuple[Any, ...] = (*question.args, self.algebra.parts) if rule.in_order else question.args
        found: Rewrite | None = rule.apply(*args)
        return found

    def _spoken(self, question: Question) -> tuple[Expr, Expr]:
        """f and x in the letters in which the rule has named its parts."""
        f, x = question.args
        return f, x

    def _worked(self, question: Question, rule: Rule, rewrite: Any) -> Solved | None:
        used = tuple(str(letter) for letter in getattr(question.args[0], "free_symbols", ()))
        try:
            return Application(self.solver, question, rule, rewrite, used).work()
        except (Stuck, StudentError, ZeroDivisionError):
            return None


def _false_rule(rule: Rule, mistake: Mistake) -> Rule:
    """The mistake as the rule that it is."""
    return replace(rule, id=mistake.id, title=mistake.title, why=mistake.text, formula=rule.formula or rule.equation)
