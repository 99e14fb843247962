"""What does `backprop` put together? A pass forward through the graph, a pass back, and two other ways to the same gradient.

Reverse-mode differentiation: every node is visited once in each direction, so the gradient by all inputs costs a small
multiple of the value. The local derivatives come from the rulebook and are verified like any step.
Source: Griewank and Walther, "Evaluating Derivatives" (2008), chapter 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines.gradient_check import Checked, checked
from calctutor.engines.graph import Graph, Node
from calctutor.engines.local import Local, LocalRules
from calctutor.engines.symbolic_passes import agreement, gradient_trees, symbolic_adjoints
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution, Verified
from calctutor.verify import verify

BITS = 128
LARGEST = 1e300


@dataclass(frozen=True, slots=True)
class Forward:
    """One row of the forward pass; `value` is None in a symbolic one."""

    node: str
    operation: Tree | None
    takes: list[str]
    value: float | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one use of a node sends back to it: the adjoint of the node that uses it, times the local derivative."""

    through: str
    local: Local
    local_value: float | None
    incoming: float | None
    product: float | None


@dataclass(frozen=True, slots=True)
class Backward:
    """One row of the backward pass: the contributions, and their sum. `formula` is the adjoint of a symbolic pass."""

    node: str
    contributions: tuple[Contribution, ...]
    adjoint: float | None
    formula: Tree | None = None


@dataclass(frozen=True, slots=True)
class Slope:
    """One entry of the gradient: as a number with the checks that it passed, or as a formula."""

    parameter: str
    value: float | None
    formula: Tree | None
    check: Checked | None


def work(graph: Graph, at: Mapping[str, Tree] | None, parameters: tuple[str, ...]) -> Solution:
    """Both passes and the gradient by `parameters`; numbers where every input has a value in `at`, formulas otherwise."""
    rules = LocalRules()
    locals_of = {node.name: [rules.derivative(node, taken) for taken in node.takes] for node in graph.nodes}
    steps = verify(rules.steps())
    about = _with_numbers(graph, locals_of, at, parameters) if at is not None else _with_letters(graph, locals_of, parameters)
    output = name(graph.output)
    question = Tree("tuple", tuple(Tree("D", (output, name(letter))) for letter in parameters))
    answer = Tree("tuple", tuple(slope.formula or _number(slope.value) for slope in about["gradient"]))
    verified = about.pop("verified")
    return Solution("backprop", graph.whole, question, steps, answer, verified, about={"output": graph.output, **about})


def _number(value: float | None) -> Tree:
    return Tree("number", (), Fraction(value or 0)) if (value or 0) >= 0 else Tree("neg", (_number(-(value or 0)),))


# With numbers.


def _with_numbers(
    graph: Graph, locals_of: dict[str, list[Local]], at: Mapping[str, Tree], parameters: tuple[str, ...]
) -> dict[str, Any]:
    values = forward(graph, {letter: evaluate(at[letter], {}, BITS).ball for letter in graph.inputs})
    backward = _backward(graph, locals_of, values)
    adjoints = {row.node: row.adjoint or 0.0 for row in backward}
    checks = checked(graph, values, {letter: adjoints[letter] for letter in parameters})
    gradient = tuple(Slope(letter, adjoints[letter], None, checks[letter]) for letter in parameters)
    rows = tuple(
        Forward(node.name, node.operation, list(node.takes), as_float(values[node.name], node)) for node in graph.nodes
    )
    point = tuple((letter, at[letter]) for letter in graph.inputs)
    verdict = "fails" if any(check.agrees is False for check in checks.values()) else "agrees"
    return {
        "at": tuple(Given(*pair) for pair in point),
        "forward": rows,
        "backward": backward,
        "gradient": gradient,
        "verified": Verified(verdict, 1),
    }


@dataclass(frozen=True, slots=True)
class Given:
    """The value of an input."""

    name: str
    value: Tree


def forward(graph: Graph, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The ball of every node. Raises `StudentError` where one has no real value."""
    values: dict[str, Any] = dict(inputs)
    for node in graph.nodes:
        if node.operation is not None:
            values[node.name] = _computed(node, node.operation, values, node.name)
    return values


def _computed(node: Node, formula: Tree, values: Mapping[str, Any], what: str) -> Any:
    known = {taken: values[taken] for taken in (*node.takes, node.name) if taken in values}
    try:
        return evaluate(formula, known, BITS).ball
    except NoValue:
        raise _no_value(node, known, what) from None


def _no_value(node: Node, known: Mapping[str, Any], what: str) -> StudentError:
    operation = text(node.operation or name(node.name))
    where = ", ".join(f"{text(name(taken))} = {float(known[taken].mid()):.6g}" for taken in node.takes)
    reason = f"{text(name(node.name))} = {operation} has no real value at {where}"
    if what != node.name:
        reason = f"{operation} has no derivative at {where}: there is a corner or a jump"
    return StudentError("no-value", reason, remedy="choose other values of the inputs", exit_code=NO_METHOD)


def as_float(ball: Any, node: Node) -> float:
    if not abs(ball) < LARGEST:
        raise StudentError(
            "too-large",
            f"the value of {text(name(node.name))} is too large to be written as a number",
            remedy="choose smaller values of the inputs",
            exit_code=NO_METHOD,
        )
    return float(ball.mid())


def _backward(graph: Graph, locals_of: dict[str, list[Local]], values: Mapping[str, Any]) -> tuple[Backward, ...]:
    """Nodes from the output back. When a node's turn comes, everything that uses it has been visited."""
    waiting: dict[str, list[tuple[Contribution, Any]]] = {node.name: [] for node in graph.nodes}
    rows: list[Backward] = []
    for node in reversed(graph.nodes):
        arrived = waiting[node.name]
        adjoint = sum((product for _, product in arrived), start=1 if node is graph.nodes[-1] else values[node.name] * 0)
        rows.append(Backward(node.name, tuple(c for c, _ in arrived), float(adjoint if adjoint == 1 else adjoint.mid())))
        for taken, local in zip(node.takes, locals_of[node.name], strict=True):
            slope = _computed(node, local.formula, values, taken)
            product = adjoint * slope
            sent = Contribution(node.name, local, as_float(slope, node), rows[-1].adjoint, as_float(product, node))
            waiting[taken].append((sent, product))
    return tuple(rows)


# With letters.


def _with_letters(graph: Graph, locals_of: dict[str, list[Local]], parameters: tuple[str, ...]) -> dict[str, Any]:
    adjoints = symbolic_adjoints(graph, locals_of)
    formulas = gradient_trees(graph, adjoints, parameters)
    users = graph.used_by()
    local_of = {(node.name, local.by): local for node in graph.nodes for local in locals_of[node.name]}
    backward = tuple(
        Backward(
            node.name,
            tuple(Contribution(user.name, local_of[user.name, node.name], None, None, None) for user in users[node.name]),
            None,
            adjoints[node.name],
        )
        for node in reversed(graph.nodes)
    )
    gradient = tuple(Slope(letter, None, formulas[letter], None) for letter in parameters)
    rows = tuple(Forward(node.name, node.operation, list(node.takes), None) for node in graph.nodes)
    return {"forward": rows, "backward": backward, "gradient": gradient, "verified": agreement(graph, formulas)}
