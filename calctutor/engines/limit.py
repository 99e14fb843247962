"""What does `limit` put together? Where one expression goes as its variable goes to a point, worked and checked.

The search looks for the shortest derivation: with room for one step, then for two, and so on. What a rule claims is looked at
in numbers before it is used, so that a derivation that goes wrong is never continued.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines import limit_wholes, reading_back
from calctutor.engines.assumptions import Assumptions
from calctutor.engines.derivative import with_tidying
from calctutor.engines.limit_sides import Sides, conclusion
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, names, replace, unmarked
from calctutor.notation.writing import text
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.values import put_in
from calctutor.solver import Application, Solved, Solver, Stuck
from calctutor.steps import Question, Rewrite, Rule, Solution, Step, Verified
from calctutor.verify import ORDER, verify, verify_answer

Expr = Any

ROOMS = (1, 2, 3, 4, 5, 7, 9)
"""How many steps deep the search looks, one try after the other."""

MOST_TRIES = 3000
"""Rules applied in one search; it then counts as having found nothing."""

MOST_QUESTIONS = 500
"""Limits looked for in all the searches for one; what is found at all is found after a few hundred at the most."""


class LimitSolver(Solver):
    """A solver that also answers limits, by the shortest derivation that it finds."""

    def __init__(self, algebra: Algebra, taken: Any = (), most_tries: int = MOST_TRIES) -> None:
        super().__init__(algebra, taken)
        self._room, self._tries, self._most_tries = ROOMS[-1], 0, most_tries
        self._whole: Expr = None
        self._asked = 0
        self.meaning: dict[Tree, Tree] = {}
        """What letters are put for when something is looked at in numbers: e^k for a k that is assumed positive."""
        self._near: dict[Any, Near] = {}
        self._working: set[Question] = set()
        self._failed: dict[Question, int] = {}

    def limit(self, f: Expr, x: Expr, a: Expr, side: int = 0) -> Solved:
        """The worked limit. Raises `Stuck`."""
        question = Question("L", (f, x, a, sp.Integer(side)))
        self._whole, self._asked = f, 0
        for room in ROOMS:
            self._room, self._tries = room, 0
            try:
                return self.solve(question)
            except Stuck:
                continue
        raise Stuck(question)

    def value(self, f: Expr, x: Expr, a: Expr, side: int = 0) -> Expr | None:
        """Where f goes, or None when no derivation was found."""
        try:
            return self.limit(f, x, a, side).value
        except Stuck:
            return None

    def near(self, x: Expr, a: Expr, side: int) -> Near:
        """The place a and the way to it. One for all rules: what it has found out of the parts of f is found once."""
        key = x, a, side, self._whole, *self.meaning.items()
        if key not in self._near:
            self._near[key] = self._new_near(x, a, side)
        return self._near[key]

    def _new_near(self, x: Expr, a: Expr, side: int) -> Near:
        def known(g: Expr) -> Expr | None:
            plain = put_in(g, near)
            if plain is not None:
                return plain
            try:
                return self.solve(Question("L", (g, x, a, sp.Integer(side)))).value
            except Stuck:
                return None

        near = Near(self.algebra, x, a, side, known, self._whole, self.meaning)
        return near

    def solve(self, question: Question, used: tuple[str, ...] = ()) -> Solved:
        if question.kind != "L" or question in self._solved:
            return super().solve(question, used)
        self._asked += 1
        if self._asked > MOST_QUESTIONS:
            raise Stuck(question)
        if self._room <= 0 or question in self._working or self._failed.get(question, 0) >= self._room:
            raise Stuck(question)
        self._room -= 1
        self._working.add(question)
        try:
            found = self._shortest(question, used)
        finally:
            self._room += 1
            self._working.discard(question)
        if found is None:
            self._failed[question] = self._room
            raise Stuck(question)
        self._solved[question] = found
        return found

    def solve_by(self, rule: Rule, question: Question) -> Solved | None:
        """The worked answer that begins with this rule, or None when it does not apply."""
        self._whole = question.args[0]
        return super().solve_by(rule, question)

    def can(self, question: Question) -> bool:
        return question.kind == "L" or super().can(question)

    def _shortest(self, question: Question, used: tuple[str, ...]) -> Solved | None:
        """The first rule whose questions can all be answered in the room that is left."""
        for rule in self._rules("L"):
            if self._tries > self._most_tries:
                return None
            rewrite = self._applied(rule, question)
            if rewrite is None:
                continue
            self._tries += 1
            try:
                solved = Application(self, question, rule, rewrite, used).work()
            except Stuck:
                continue
            if self._possible(solved):
                return solved
        return None

    def _applied(self, rule: Rule, question: Question) -> Rewrite | None:
        if question.kind != "L":
            return super()._applied(rule, question)
        f, x, a, side = question.args
        return rule.apply(f, x, a, self.near(x, a, int(side)))  # type: ignore[no-any-return]

    def _possible(self, solved: Solved) -> bool:
        """Not a number that is none, and not disproved by the numbers."""
        if solved.value.has(sp.nan, sp.zoo, sp.I):
            return False
        before, answer = (replace(unmarked(tree), self.meaning) for tree in (solved.step.before, solved.step.answer))
        return compare(before, answer, let=dict(solved.step.let)).kind != "different"


# A whole problem.


def find(
    f: Tree, x: str, a: Tree, side: str = "", most_tries: int = MOST_TRIES, assumed: Sequence[Tree | str] = ()
) -> Solution:  # fmt: skip
    """The worked limit of `f` as `x` goes to `a`, from the `side` `+` or `-` or both; at most so many rules are tried.
    `assumed` says what the other letters are.

    Raises `StudentError` where f is no real expression, is not real near a, or where no method is found.
    """
    algebra = Algebra()
    known = Assumptions.of(assumed)
    symbols = {letter: s for letter, s in known.symbols.items() if letter != x}
    wholes = limit_wholes.found(algebra, f, x, a, known, symbols)
    meant = replace(f, wholes.meaning)
    reading_back.expression(algebra, meant)
    expr, point = algebra.expression(meant, symbols), algebra.expression(a, symbols)
    solver = LimitSolver(algebra, [*names(f), *names(a)], most_tries)
    solver.meaning = {letter: tree for letter, tree in known.meaning.items() if letter != name(x)} | wholes.meaning
    first = [*limit_wholes.rewriting(f, wholes.meaning), *reading_back.rewriting(algebra, meant, expr)]
    problem = Sides(solver, expr, symbol(x), point, {"+": 1, "-": -1}.get(side, 0))
    question = Tree("L", (f, name(x), a), side or None)
    about = {"wrt": x, "to": a, "side": problem.side_said, "exists": True, **problem.remark}
    said = dict.fromkeys((*known.said, *wholes.said))
    about |= {"assumed": tuple(said)} if said else {}
    try:
        solved = (limit_wholes.by_turns(problem) if wholes.said else None) or problem.worked()
    except Stuck as stuck:
        return _without_steps(problem, question, f, about, stuck)
    if solved.value is None:
        return _none(
            question, f, verify([*first, *solved.steps], solver.meaning), about | {"exists": False, "reason": solved.reason}
        )
    steps, value = with_tidying(algebra, [*first, *solved.steps], solved.value)
    answer = algebra.tree(value)
    verified = verify_answer(*(replace(tree, solver.meaning) for tree in (problem.asked_tree(f), answer)))
    told = verify(steps, solver.meaning)
    return Solution("limit", f, question, told, answer, verified, all(s.complete for s in steps), about)


def _none(question: Tree, f: Tree, checked: tuple[Step, ...], about: dict[str, Any]) -> Solution:
    """A limit that does not exist: the steps that show it, and no answer."""
    verdict = min((step.holds for step in checked), key=ORDER.index)
    return Solution("limit", f, question, checked, question, Verified(verdict), True, about)


def _without_steps(problem: Sides, question: Tree, f: Tree, about: dict[str, Any], stuck: Stuck) -> Solution:
    """The last resort: an answer by sympy, labelled as one without steps, if the numbers agree."""
    value = by_sympy(problem.f, problem.x, problem.a, {1: "+", -1: "-"}.get(problem.side, "+-" if problem.finite else "+"))
    if not isinstance(value, sp.Expr) or value.has(sp.Limit, sp.AccumBounds, sp.nan, sp.zoo, sp.I):
        raise _no_method(f, problem) from stuck
    answer = problem.solver.algebra.tree(value)
    verified = verify_answer(*(replace(tree, problem.solver.meaning) for tree in (problem.asked_tree(f), answer)))
    if verified.verdict == "fails":
        raise _no_method(f, problem) from stuck
    why = "No rule here works this limit; a computer algebra system gives the answer, without steps."
    step = conclusion(question, answer, "Answered without steps", why, complete=False)
    return Solution("limit", f, question, verify([step]), answer, verified, False, about)


def by_sympy(f: Expr, x: Expr, a: Expr, side: str) -> Expr | None:
    """sympy's answer, or None where it has none. It raises many kinds of errors for what it cannot do."""
    try:
        return sp.limit(f, x, a, side)
    except (NotImplementedError, ValueError, TypeError, AttributeError, RecursionError, sp.PoleError):
        return None


def _no_method(f: Tree, problem: Sides) -> StudentError:
    unknown = sorted(s.name for s in problem.f.free_symbols - {problem.x} if s.is_positive is None and s.is_negative is None)
    if unknown:
        reason = f"where {text(f)} goes may depend on {' and '.join(unknown)}"
        remedy = " ".join(f"--assume {letter}>0" for letter in unknown)
        return StudentError("depends-on-a-sign", reason, exit_code=NO_METHOD, remedy=remedy)
    return StudentError("no-rule", f"no rule here works the limit of {text(f)}", exit_code=NO_METHOD,
                        remedy="try one side with --side + or --side -")  # fmt: skip


__all__ = ["LimitSolver", "conclusion", "find"]
