"""How does a tree become a tape?

Parts come before what they are parts of, and shared parts are computed once. Letters defined by `let` are put in where they
stand, except inside `D(f, u)`, where u is the variable and starts from its defined value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from calctutor.balls import jets
from calctutor.balls.folding import FOLD, Exact
from calctutor.balls.functions import Row
from calctutor.balls.heads import EMIT, PARTS, emit_function
from calctutor.balls.outcomes import NoNumber
from calctutor.balls.tape import Instruction, Program, Special
from calctutor.notation.tree import Tree, names


def compiled(tree: Tree, let: Mapping[str, Tree] | None = None) -> Program:
    """The program of a tree, whose letters in `let` stand for their trees. Raises NoNumber if the tree stands for no number."""
    return Builder(_acyclic(let) if let else {}).program(tree)


def _acyclic(let: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """`let`, if no letter is defined by itself. Raises NoNumber otherwise."""
    uses = {u: [v for v in names(tree) if v in let] for u, tree in let.items()}
    settled: set[str] = set()
    while ready := [u for u in uses if u not in settled and settled.issuperset(uses[u])]:
        settled.update(ready)
    if len(settled) < len(uses):
        raise NoNumber("letters defined by each other")
    return let


_READY = Tree("ready")
"""Says that the parts of the node below it are done."""


class Builder:
    """A tape in the making: `done` numbers the results by the node they belong to, `exact` knows which are exact numbers."""

    def __init__(self, let: Mapping[str, Tree]) -> None:
        self.let = let
        self.inputs: list[Any] = []
        self.code: list[Instruction] = []
        self.done: dict[int, int] = {}
        self.heads: set[str] = set()
        self.exact: dict[int, Exact] = {}
        self.known: dict[Any, int] = {}
        self.free: set[str] = set()
        self.kept: list[Tree] = []  # trees made on the way, for an id is only its own while its tree lives

    def program(self, tree: Tree) -> Program:
        root = self.visit(tree)
        return Program(self.inputs, self.code, root, frozenset(self.free), frozenset(self.heads))

    def within(self, tree: Tree, *bound: str) -> Program:
        """The program of a part in which some letters are bound."""
        program = Builder({u: t for u, t in self.let.items() if u not in bound}).program(tree)
        self.free |= program.free.difference(bound)
        self.heads |= program.heads
        return program

    def visit(self, tree: Tree) -> int:
        """The number of the tree's result; parts first, without recursion, shared parts once."""
        done, waiting, special, emit = self.done, [tree], PARTS.get, EMIT.get
        while waiting:
            node = waiting.pop()
            ready = node is _READY
            if ready:
                node = waiting.pop()
            if id(node) in done:
                continue
            head = node.head
            if not ready:
                parts = found(self, node) if (found := special(head)) else node.args
                if parts:
                    waiting += (node, _READY, *parts)
                    continue
            self.heads.add(head)
            done[id(node)] = emit(head, emit_function)(self, node)
        return done[id(tree)]

    def instruction(self, head: str, row: Row | Special, args: tuple[int, ...] = ()) -> int:
        self.code.append(Instruction(head, row, args))
        return len(self.code) - 1

    def chain(self, head: str, row: Row, args: list[int]) -> int:
        total = args[0]
        for k in args[1:]:
            total = self.instruction(head, row, (total, k))
        return total

    def sampled(self, head: str, row: Row, args: list[int]) -> int:
        """Values are known, series are not."""
        self.heads.add("sampled")
        return self.instruction(head, jets.Sampled(row.value, self.readers(args)))

    def input(self, item: Any) -> int:
        if item not in self.known:
            self.known[item] = ~len(self.inputs)
            self.inputs.append(item)
        return self.known[item]

    def variable(self, letter: str) -> int:
        self.free.add(letter)
        return self.input((letter,))

    def number(self, value: Exact) -> int:
        found = self.input(value)
        self.exact[found] = value
        return found

    def folded(self, head: str, args: list[int]) -> Exact | None:
        exact = self.exact
        for k in args:
            if k not in exact:
                return None
        return FOLD[head]([exact[k] for k in args])

    def reader(self, number: int) -> Callable[[list[Any]], Any]:
        """How to find a result once all inputs are counted."""
        if number < 0:
            return lambda results: results[~number]
        inputs = self.inputs
        return lambda results: results[len(inputs) + number]

    def readers(self, numbers: list[int]) -> Callable[[list[Any]], list[Any]]:
        each = [self.reader(k) for k in numbers]
        return lambda results: [read(results) for read in each]
