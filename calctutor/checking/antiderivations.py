"""Which wrong antiderivatives does this integral lead to?

The integral is solved once, truthfully; then one of its steps is told falsely, as in a derivative.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

from calctutor.balls.equality import compare
from calctutor.checking.lies import Candidate, Derivation, Kept, Lie, Recording
from calctutor.checking.rebuilding import rebuilt
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, derivative, multiply, name, names, negative
from calctutor.rules.integrals.candidates import X
from calctutor.rules.integrals.search import Search
from calctutor.solver import Stuck
from calctutor.steps import Question, Rewrite, Rule, Step, every_step

Expr = Any
MOST_WAYS, MOST_LIES = 4, 8
SECONDS = 1.0
"""Of looking for a derivation: a problem that takes longer is not explained step by step."""


class Antiderivation(Derivation):
    """The true antiderivative of f by x, and what becomes of it by lies. Raises `Stuck` where none is found in time."""

    def __init__(self, f: Tree, x: str, search: Search | None = None) -> None:
        self.by = (x,)
        self.algebra = Algebra()
        self.solver = Recording(self.algebra, taken=names(f))
        self.solver.questions = {}
        self.solver.search = search or Search(seconds=SECONDS)
        question = Question("I", (self.algebra.expression(f), symbol(x)))
        try:
            solved = self.solver.solve(question)
        except RecursionError:  # the search may run in a circle once its first choice is forbidden
            raise Stuck(question) from None
        self.roots: list[Step] = [solved.step]
        self.value = solved.value
        if compare(derivative(self.algebra.tree(self.value), name(x)), f).kind == "different":
            raise Stuck(question)

    def _rewrite(self, question: Question, rule: Rule) -> Rewrite | None:
        """What the search chose; other rules answer for themselves."""
        if question.kind != "I":
            return super()._rewrite(question, rule)
        choice = self.solver.search.choose(*question.args)
        return choice.rewrite if choice and choice.rule.id == rule.id else None

    def _spoken(self, question: Question) -> tuple[Expr, Expr]:
        if question.kind != "I":
            return super()._spoken(question)
        return self.solver.search.question(*question.args), X

    def other_v(self) -> Iterator[Candidate]:
        """A lie where parts integrate dv to v; then all is right with that v, or the same lie comes again."""
        for step in every_step(tuple(self.roots)):
            question = self.solver.questions.get(id(step))
            if question is not None and step.rule == "integration-by-parts":
                yield from self._with_other_v(step, question)

    def _with_other_v(self, step: Step, question: Question) -> Iterator[Candidate]:
        x = str(question.args[1])
        (_, u), (_, v) = step.let
        dv = self.algebra.tree(self.algebra.expression(v).diff(symbol(x)))
        first = _derived(dv, x)
        for wrong in islice(first.single(), MOST_LIES) if first else ():
            second = _derived(self._times_slope(wrong.answer, u, x), x)
            if second is None:
                continue
            same = (c.answer for c in second.single() if c.lies[0].mistake.id == wrong.lies[0].mistake.id)
            for last in (second.algebra.tree(second.value), *same):
                told = add(multiply(u, wrong.answer), negative(last))
                false = replace(step, after=told, answer=told, asked=())
                yield Candidate(rebuilt(self.roots[0], {id(step): false}), wrong.lies)

    def _times_slope(self, v: Tree, u: Tree, x: str) -> Tree:
        """v u′, which parts leave to be integrated."""
        return self.algebra.tree(self.algebra.expression(v) * self.algebra.expression(u).diff(symbol(x)))

    def _candidate(self, level: int, lies: tuple[Lie, ...]) -> Candidate:  # noqa: ARG002
        wrong = rebuilt(self.roots[0], {id(lie.true): lie.false for lie in lies})
        return Candidate(wrong, lies)


def _derived(f: Tree, x: str) -> Antiderivation | None:
    try:
        return Antiderivation(f, x)
    except (Stuck, StudentError):
        return None


@lru_cache(maxsize=32)
def other_ways(f: Tree, x: str) -> Kept[Antiderivation]:
    """The same as `_ways`, found once for all who answer the same question."""
    return Kept(_ways(f, x))


def _ways(f: Tree, x: str) -> Iterator[Antiderivation]:
    """Derivations that begin otherwise than the preferred one, each time without the beginnings that came before."""
    search = Search(seconds=SECONDS)
    for _ in range(MOST_WAYS):
        try:
            way = Antiderivation(f, x, search)
        except (Stuck, StudentError):
            return
        yield way
        search.ban(*way.solver.questions[id(way.roots[0])].args)
