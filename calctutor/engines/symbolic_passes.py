"""What do the two passes say when the inputs are letters? The same, with formulas in the place of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from calctutor.balls.equality import compare
from calctutor.engines.gradient_check import DEEPEST_SYMBOLIC, depth, expression_of
from calctutor.engines.graph import Graph
from calctutor.engines.local import Local
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, add, multiply, name, number, replace, walk
from calctutor.rules.tidying import tidy
from calctutor.steps import Verified
from calctutor.verify import holds

SHORT = 30
"""Nodes of the tree of an adjoint that is written out; a longer one names the adjoint that it comes from."""
MOST_NODES = 150
"""Nodes of a gradient that is written in the inputs alone."""


def symbolic_adjoints(graph: Graph, locals_of: Mapping[str, list[Local]]) -> dict[str, Tree]:
    """∂(output)/∂(node) for every node, over the names of nodes."""
    waiting: dict[str, list[Tree]] = {node.name: [] for node in graph.nodes}
    waiting[graph.output] = [number(1)]
    adjoints: dict[str, Tree] = {}
    for node in reversed(graph.nodes):
        adjoint = adjoints[node.name] = _sum(waiting[node.name])
        incoming = adjoint if size(adjoint) <= SHORT else Tree("D", (name(graph.output), name(node.name)), "partial")
        for local in locals_of[node.name]:
            waiting[local.by].append(_product(incoming, local.formula))
    return adjoints


def _sum(terms: list[Tree]) -> Tree:
    return add(*terms)


def _product(incoming: Tree, local: Tree) -> Tree:
    """Without factors of 1, and with one minus sign in front rather than one inside."""
    one = number(1)
    if incoming == one or local == one:
        return local if incoming == one else incoming
    sign = False
    factors: list[Tree] = []
    for part in (incoming, local):
        minus = part.head == "neg"
        sign ^= minus
        part = part.args[0] if minus else part
        factors += part.args if part.head == "*" else [] if part == one else [part]
    product = multiply(*factors)
    return Tree("neg", (product,)) if sign else product


def size(tree: Tree, most: int = 10_000) -> int:
    """How many nodes are written, shared ones each time; no more than `most` are counted."""
    waiting, count = [tree], 0
    while waiting and count < most:
        count += 1
        waiting.extend(waiting.pop().args)
    return count


def gradient_trees(graph: Graph, adjoints: Mapping[str, Tree], parameters: tuple[str, ...]) -> dict[str, Tree]:
    """The adjoints of the parameters in the inputs alone, tidied; those that would be long keep the names of nodes."""
    meaning: dict[Tree, Tree] = {}
    for node in graph.nodes:
        meaning[name(node.name)] = name(node.name) if node.operation is None else replace(node.operation, meaning)
    slopes: dict[Tree, Tree] = {}
    for node in reversed(graph.nodes):
        asked = Tree("D", (name(graph.output), name(node.name)), "partial")
        slopes[asked] = replace(replace(adjoints[node.name], slopes), meaning)
    if depth(graph) > DEEPEST_SYMBOLIC:
        return {letter: adjoints[letter] for letter in parameters}
    whole = {letter: slopes[Tree("D", (name(graph.output), name(letter)), "partial")] for letter in parameters}
    return {letter: _tidied(tree) if size(tree) <= MOST_NODES else adjoints[letter] for letter, tree in whole.items()}


def _tidied(tree: Tree) -> Tree:
    algebra = Algebra()
    expression = algebra.expression(tree)
    shorter = tidy(expression)
    return algebra.tree(shorter[0] if shorter else expression)


def agreement(graph: Graph, formulas: Mapping[str, Tree]) -> Verified:
    """The formulas against the derivative of the whole, as numbers at several points."""
    whole = expression_of(graph)
    inner = {node.name for node in graph.nodes if node.operation is not None}
    points = 0
    for letter, formula in islice(formulas.items(), 20):
        if any(node.head == "name" and node.value in inner for node in walk(formula)):
            continue
        verdict = compare(Tree("D", (whole, name(letter))), formula)
        if not verdict.equal:
            return Verified(holds(verdict))
        points = max(points, verdict.points)
    return (
        Verified("agrees", points)
        if points
        else Verified("undecided", note="too long to be written out, so not compared as a whole")
    )
