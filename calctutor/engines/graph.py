"""What is the computational graph of an expression?

One node for every distinct operation: parts that are written twice, in whatever order, are computed once. Every node is an
operation on the names of other nodes, so its size is that of the operation and the graph's is that of the problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, name, names, walk

OUTPUTS = ("L", "J", "F", "G", "H", "Z")
INSIDE = ("v", "z", "a", "s", "q", "t", "n")
"""Letters for the output and for the nodes inside, in the order in which they are tried."""

TRANSPARENT = frozenset(("case", "and", "or", "=", "!=", "<", "<=", ">", ">="))
"""Heads that only hold parts of an operation together."""

NOT_A_NODE = {
    "D": "a derivative",
    "I": "an integral",
    "L": "a limit",
    "tuple": "a tuple",
    "list": "a vector",
    "apply": "an unknown function",
    "at": "a bracketed difference",
    "prime": "a derivative",
    "=": "an equation",
    "floor": "a jump",
    "ceil": "a jump",
    "!": "a factorial",
}
MOST_NODES = 2000


@dataclass(frozen=True, slots=True)
class Node:
    """`operation` is a tree over the names of other nodes, or None for an input; `takes` are those names, each once."""

    name: str
    operation: Tree | None = None
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """`nodes` in an order in which everything comes before it is used; the last one is the output."""

    nodes: tuple[Node, ...]
    whole: Tree

    @property
    def output(self) -> str:
        return self.nodes[-1].name

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(node.name for node in self.nodes if node.operation is None)

    def used_by(self) -> dict[str, list[Node]]:
        """For every node those that take it, the last first."""
        users: dict[str, list[Node]] = {node.name: [] for node in self.nodes}
        for node in reversed(self.nodes):
            for taken in node.takes:
                users[taken].append(node)
        return users


def graph_of(output: Tree, definitions: Mapping[str, Tree]) -> Graph:
    """The graph of `output`, in which the names of `definitions` stand for their trees. Raises `StudentError`."""
    order = in_order(definitions)
    builder = _Builder(output, definitions)
    for key in _needed(output, definitions, order):
        builder.define(key, definitions[key])
    return builder.finish(output)


def in_order(definitions: Mapping[str, Tree]) -> list[str]:
    """The names, each after those that its definition uses. Raises `StudentError` for a circle."""
    uses = {key: [other for other in names(tree) if other in definitions] for key, tree in definitions.items()}
    settled: dict[str, None] = {}
    waiting = list(uses)
    while waiting:
        for key in waiting:
            if all(other in settled for other in uses[key]):
                settled[key] = None
        stuck = [key for key in waiting if key not in settled]
        if len(stuck) == len(waiting):
            raise _circle({key: [other for other in uses[key] if other not in settled] for key in stuck})
        waiting = stuck
    return list(settled)


def _circle(uses: dict[str, list[str]]) -> StudentError:
    path = [next(iter(uses))]
    while path[-1] not in path[:-1]:
        path.append(next(other for other in uses[path[-1]] if other in uses))
    circle = path[path.index(path[-1]) :]
    told = " → ".join(circle)
    itself = f"{circle[0]} is defined by itself" if len(circle) == 2 else f"these are defined in a circle: {told}"
    return StudentError("cycle", itself, remedy="every name may only use inputs and names that do not depend on it")


def _needed(output: Tree, definitions: Mapping[str, Tree], order: list[str]) -> list[str]:
    wanted = set(names(output))
    for key in reversed(order):
        if key in wanted:
            wanted |= set(names(definitions[key]))
    return [key for key in order if key in wanted]


def check_operations(tree: Tree, text: str) -> None:
    """Raises `StudentError` for what can be no node of a graph."""
    for node in walk(tree):
        inside_condition = node.head == "=" and node is not tree
        if node.head in NOT_A_NODE and not inside_condition:
            raise StudentError(
                "not-a-node",
                f"{NOT_A_NODE[node.head]} cannot be a node of a graph",
                text,
                node.place or (0, len(text)),
                "write it with + - * / ^ and functions",
            )


class _Builder:
    """The nodes so far. `known` finds a node by its operation, `stands_for` a node by the name that was defined."""

    def __init__(self, output: Tree, definitions: Mapping[str, Tree]) -> None:
        taken = {*names(output), *definitions, *(letter for tree in definitions.values() for letter in names(tree))}
        self.letter = next(c for c in INSIDE if not any(t[0] == c and t[1:].strip("_").isdigit() for t in taken))
        self.output = next((c for c in OUTPUTS if c not in taken), "L_0")
        self.nodes: list[Node] = []
        self.known: dict[Tree, str] = {}
        self.stands_for: dict[str, str] = {}
        self.changing: dict[int, bool] = {}
        self.count = 0

    def define(self, key: str, tree: Tree) -> None:
        self.stands_for[key] = self.node(tree, key)

    def finish(self, output: Tree) -> Graph:
        """The output is the last node: under the name that it was given, or else under a letter of its own."""
        if not (output.head == "name" and self.nodes and self.nodes[-1].name == output.value and self.nodes[-1].takes):
            self._enter(self.output, self._operation(output))
        return Graph(tuple(self.nodes), output)

    def node(self, tree: Tree, called: str | None = None) -> str:
        """The name of the node that computes `tree`, which is entered if it is new."""
        operation = self._operation(tree)
        key = _sorted(operation)
        if key not in self.known:
            self.known[key] = self._enter(called or self._next(), operation)
        return self.known[key]

    def _operation(self, tree: Tree) -> Tree:
        if tree.head == "name" or not tree.args:
            return self._part(tree, "")
        return tree.with_args(tuple(self._part(arg, tree.head) for arg in tree.args))

    def _part(self, arg: Tree, inside: str) -> Tree:
        """An operand: a name, a constant as it stands, or a part of the operation itself (a term with its minus sign)."""
        if arg.head == "name":
            return name(self._input(arg.value))
        if not self._changes(arg):
            return arg
        if arg.head in TRANSPARENT or (arg.head == "neg" and inside == "+"):
            return arg.with_args(tuple(self._part(part, arg.head) for part in arg.args))
        return name(self.node(arg))

    def _changes(self, tree: Tree) -> bool:
        if id(tree) not in self.changing:
            self.changing[id(tree)] = tree.head == "name" or any(map(self._changes, tree.args))
        return self.changing[id(tree)]

    def _input(self, letter: str) -> str:
        if letter not in self.stands_for:
            self.stands_for[letter] = letter
            self.nodes.append(Node(letter))
        return self.stands_for[letter]

    def _enter(self, called: str, operation: Tree) -> str:
        if len(self.nodes) >= MOST_NODES:
            raise StudentError("too-large", f"this graph has more than {MOST_NODES} nodes", remedy="try a smaller network")
        self.nodes.append(Node(called, operation, tuple(names(operation))))
        return called

    def _next(self) -> str:
        self.count += 1
        return f"{self.letter}{self.count}"


def _sorted(operation: Tree) -> Tree:
    """The same for a + b and b + a."""
    return operation.with_args(tuple(sorted(operation.args, key=repr))) if operation.head in "+*" else operation
