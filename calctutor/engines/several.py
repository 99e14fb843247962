"""How are many partial derivatives of one problem worked together? With one solver, so that nothing is worked twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calctutor.engines import reading_back
from calctutor.engines.derivative import derive
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, name, names, unmarked
from calctutor.solver import Solver
from calctutor.steps import Asked, Step, Verified
from calctutor.verify import verify, verify_answer, worst

Expr = Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One partial derivative: by which letters (the first is taken first), what was asked, the answer and its check.

    `span` says which of the solution's steps work it: from the first, up to the second and without it.
    """

    wrt: list[str]
    question: Tree
    answer: Tree
    verified: Verified
    span: tuple[int, int]


def partial(f: Tree, *letters: str) -> Tree:
    """The question ∂f/∂x; with several letters, the first is taken first."""
    for letter in letters:
        f = Tree("D", (f, name(letter)), "partial")
    return f


class Work:
    """The solver of a problem, and the steps so far."""

    def __init__(self, *problem: Tree) -> None:
        self.algebra = Algebra()
        self.steps: list[Step] = []
        self._solver = Solver(self.algebra, taken={letter for tree in problem for letter in names(tree)})
        self._known: dict[tuple[Expr, str], tuple[Expr, tuple[int, int]]] = {}
        self._ordinary: set[int] = set()

    def read(self, f: Tree) -> Expr:
        """The expression of `f`; if it must first be rewritten, that is a step."""
        expr = reading_back.expression(self.algebra, f)
        self.steps += reading_back.rewriting(self.algebra, f, expr)
        return expr

    def derive(self, expr: Expr, x: str, ordinary: bool = False) -> tuple[Expr, tuple[int, int]]:
        """The partial derivative by `x`, or one that is written with d, and which steps work it."""
        if (expr, x) not in self._known:
            first = len(self.steps)
            worked, value = derive(self._solver, expr, x)
            self.steps += worked
            self._ordinary |= set(range(first, len(self.steps))) if ordinary else set()
            self._known[expr, x] = value, (first, len(self.steps))
        return self._known[expr, x]

    def entry(self, f: Tree, expr: Expr, *wrt: str) -> tuple[Entry, Expr]:
        """The last of the derivatives of `f` by `wrt`, where `expr` is what those before it have left of `f`."""
        value, span = self.derive(expr, wrt[-1])
        question, answer = partial(f, *wrt), self.algebra.tree(value)
        return Entry(list(wrt), question, answer, verify_answer(question, answer), span), value

    def gradient(self, f: Tree, expr: Expr, variables: Sequence[str]) -> tuple[tuple[Entry, ...], list[Expr]]:
        """All first partial derivatives, in the order of `variables`."""
        found = [self.entry(f, expr, x) for x in variables]
        return tuple(entry for entry, _ in found), [value for _, value in found]

    def verified_steps(self) -> tuple[Step, ...]:
        """The steps, each checked, and with ∂ where a derivative is partial."""
        checked = verify(self.steps)
        curly = _with_curly_d(checked)
        return tuple(checked[i] if i in self._ordinary else curly[i] for i in range(len(checked)))

    @property
    def complete(self) -> bool:
        return all(step.complete for step in self.steps)


def together(checks: Iterable[Verified]) -> Verified:
    """What may be said of a whole vector: the worst of what is said of its entries."""
    found = list(checks)
    verdict = worst(check.verdict for check in found) if found else "proved"
    points = [check.points for check in found if check.verdict == "agrees" or verdict != "agrees"]
    return Verified(verdict, min(points, default=0))


def vector(entries: Iterable[Tree]) -> Tree:
    return Tree("list", tuple(entries))


def matrix(rows: Iterable[Iterable[Tree]]) -> Tree:
    return vector(map(vector, rows))


# d or ∂. The rules ask for derivatives by one letter, and need not know of any other.


def _with_curly_d(steps: Iterable[Step]) -> list[Step]:
    done: dict[int, Step] = {}
    trees: dict[int, Tree] = {}

    def tree_of(tree: Tree) -> Tree:
        if id(tree) not in trees:
            args = tuple(map(tree_of, tree.args))
            same = all(new is old for new, old in zip(args, tree.args, strict=True))
            curly = tree.head == "D" and _is_partial(tree)
            trees[id(tree)] = tree if same and not curly else Tree(tree.head, args, "partial" if curly else tree.value)
        return trees[id(tree)]

    def visit(step: Step) -> Step:
        if id(step) not in done:
            asked = tuple(Asked(tree_of(a.place), visit(a.step), tree_of(a.told), a.role) for a in step.asked)
            before, after, answer = (tree_of(side) for side in (step.before, step.after, step.answer))
            done[id(step)] = replace(step, asked=asked, before=before, after=after, answer=answer)
        return done[id(step)]

    return [visit(step) for step in steps]


def _is_partial(question: Tree) -> bool:
    """By a variable of the problem, always; by a part's own letter only when there is another letter."""
    f, x = question.args
    return x.head != "mark" or set(names(f)) - {unmarked(x).value} != set()
