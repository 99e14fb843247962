"""What does `chain --with` put together? The chain rule of several variables: one term a path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from calctutor.engines.asking import free_names
from calctutor.engines.derivative import with_tidying
from calctutor.engines.several import Entry, Work, together, vector
from calctutor.engines.several_asking import Place
from calctutor.engines.several_points import Number, Values
from calctutor.errors import StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, multiply, name, number, replace
from calctutor.steps import Solution, Step, Verified
from calctutor.verify import verify_answer, worst

Expr = Any
MOST_PATHS = 40
FUNCTION = ""
"""What the outermost function is called in a path, until the page gives it a letter."""


@dataclass(frozen=True, slots=True)
class Edge:
    """How fast one quantity changes with another that it depends on directly: the worked derivative."""

    of: str
    by: str
    partial: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class Along:
    """The derivative by one variable: its paths, the sum of products, with everything put in, and tidied."""

    wrt: str
    paths: tuple[list[str], ...]
    put_in: Tree
    substituted: Tree
    answer: Tree
    why: str
    verified: Verified
    at: Number | None


def differentiate(f: Tree, inner: Mapping[str, Tree], wrt: Sequence[str], at: Place | None = None) -> Solution:
    """The derivatives of `f` by the letters of `wrt`, where the letters of `inner` stand for functions of others.

    Raises `StudentError` where the letters depend on each other in a circle, or too many paths lead to a variable.
    """
    graph = Graph(f, inner)
    work = Work(f, *inner.values())
    edges = _edges(work, graph, wrt)
    found = tuple(_along(work, graph, edges, t, at) for t in wrt)
    whole = graph.closed(f)
    questions = vector(Tree("D", (whole, name(t)), _curly(whole, t)) for t in wrt)
    answers = vector(along.answer for along in found)
    steps = work.verified_steps()
    checked = together([*(e.entry.verified for e in edges.values()), *(along.verified for along in found)])
    single = len(wrt) == 1
    about = {"inner": dict(inner), "wrt": list(wrt), "edges": tuple(edges.values()), "derivatives": found, "whole": whole,
             **({"at": at} if at else {})}  # fmt: skip
    return Solution("chain", f, questions.args[0] if single else questions, steps, answers.args[0] if single else answers,
                    Verified(worst([checked.verdict]), checked.points), work.complete, about)  # fmt: skip


class Graph:
    """Which quantity depends directly on which."""

    def __init__(self, f: Tree, inner: Mapping[str, Tree]) -> None:
        self.definitions = {FUNCTION: f, **inner}
        self._checked()

    def depends_on(self, quantity: str) -> list[str]:
        tree = self.definitions.get(quantity)
        return free_names(tree) if tree is not None else []

    def _checked(self) -> None:
        """No letter may depend on itself, directly or through others."""
        for letter in self.definitions:
            waiting, seen = self.depends_on(letter), set[str]()
            while waiting:
                other = waiting.pop()
                if other == letter:
                    reason = f"{letter} depends on itself"
                    raise StudentError("circular", reason, remedy="write every --with in terms of letters further in")
                if other not in seen:
                    seen.add(other)
                    waiting += self.depends_on(other)

    def paths(self, start: str, end: str) -> Iterator[list[str]]:
        """Every way from `start` down to `end`."""
        for letter in self.depends_on(start):
            if letter == end:
                yield [start, end]
            for path in self.paths(letter, end):
                yield [start, *path]

    def closed(self, tree: Tree) -> Tree:
        """`tree` with the inner functions put in, until only variables are left."""
        for _ in self.definitions:
            tree = replace(tree, {name(letter): inside for letter, inside in self.definitions.items() if letter != FUNCTION})
        return tree


def _curly(f: Tree, t: str) -> str | None:
    return None if set(free_names(f)) <= {t} else "partial"


def _edges(work: Work, graph: Graph, wrt: Sequence[str]) -> dict[tuple[str, str], Edge]:
    """Every derivative that some path needs, each worked once."""
    found: dict[tuple[str, str], Edge] = {}
    for t in wrt:
        paths = list(graph.paths(FUNCTION, t))
        if len(paths) > MOST_PATHS:
            raise StudentError(
                "too-many-paths",
                f"{len(paths)} paths lead to {t}; at most {MOST_PATHS} are worked",
                remedy="name fewer inner functions",
            )
        for path in paths:
            for pair in pairwise(path):
                if pair not in found:
                    found[pair] = _edge(work, graph, *pair)
    return found


def _edge(work: Work, graph: Graph, of: str, by: str) -> Edge:
    tree = graph.definitions[of]
    curly = _curly(tree, by)
    expr = work.read(tree)
    value, span = work.derive(expr, by, ordinary=curly is None)
    question, answer = Tree("D", (tree, name(by)), curly), work.algebra.tree(value)
    return Edge(of, by, curly is not None, Entry([by], question, answer, verify_answer(question, answer), span))


def _along(work: Work, graph: Graph, edges: Mapping[tuple[str, str], Edge], t: str, at: Place | None) -> Along:
    """The sum over the paths."""
    paths = list(graph.paths(FUNCTION, t))
    terms = [[edges[pair].entry.answer for pair in pairwise(path)] for path in paths]
    total = add(*(multiply(*factors) for factors in terms)) if terms else number(0)
    substituted = graph.closed(total)
    expr = work.algebra.expression(substituted)
    tidied, shortest = with_tidying(work.algebra, list[Step](), expr)
    answer = work.algebra.tree(shortest)
    why = "".join(piece for step in tidied for piece in step.why if isinstance(piece, str))
    question = Tree("D", (graph.closed(graph.definitions[FUNCTION]), name(t)))
    value = _value(work, shortest, at) if at else None
    return Along(t, tuple(paths), total, substituted, answer, why, verify_answer(question, answer), value)


def _value(work: Work, expr: Expr, at: Place) -> Number | None:
    values = Values(work.algebra, at)
    return values.number(values.of(expr, "the derivative")) if expr.free_symbols <= {symbol(x) for x in at} else None


__all__ = ["Along", "Edge", "Graph", "differentiate"]
