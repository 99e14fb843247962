"""Is a gradient right? It is found again in two ways that share nothing with the backward pass.

The symbolic derivative of the whole expression (or, where that would be long, its power series), and the central difference
quotient (L(w + h) − L(w − h))/(2h), whose error falls with h².
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.values import derivatives, evaluate
from calctutor.engines.derivative import derive
from calctutor.engines.graph import Graph
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, name, replace
from calctutor.solver import Solver

BITS = 128
STEP = Fraction(1, 10_000)
LONGEST_SYMBOLIC = 300
"""Nodes times parameters up to which every symbolic derivative is worked out."""
DEEPEST_SYMBOLIC = 30
"""Layers on top of each other beyond which formulas are too deeply nested for algebra."""
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Checked:
    """`second` is the slope by `method`, `difference` the difference quotient, `error` its distance from the backward pass."""

    method: str
    second: float | None
    difference: float | None
    error: float | None
    agrees: bool | None


def checked(graph: Graph, values: Mapping[str, Any], slopes: Mapping[str, float]) -> dict[str, Checked]:
    """The two other values of each slope, and whether they agree with it."""
    whole = expression_of(graph)
    inputs = {letter: values[letter] for letter in graph.inputs}
    short = len(graph.nodes) * len(slopes) <= LONGEST_SYMBOLIC and depth(graph) <= DEEPEST_SYMBOLIC
    symbolic = _symbolic(whole, slopes) if short else {}
    return {letter: _check(whole, inputs, letter, slope, symbolic.get(letter)) for letter, slope in slopes.items()}


def depth(graph: Graph) -> int:
    """How many operations stand on top of each other."""
    levels: dict[str, int] = {}
    for node in graph.nodes:
        levels[node.name] = 1 + max((levels[taken] for taken in node.takes), default=0)
    return max(levels.values())


def expression_of(graph: Graph) -> Tree:
    """The output over the inputs alone; shared nodes are shared parts."""
    trees: dict[Tree, Tree] = {}
    for node in graph.nodes:
        trees[name(node.name)] = name(node.name) if node.operation is None else replace(node.operation, trees)
    return trees[name(graph.output)]


def _symbolic(whole: Tree, slopes: Mapping[str, float]) -> dict[str, Tree]:
    algebra = Algebra()
    solver = Solver(algebra, taken=slopes)
    expression = algebra.expression(whole)
    try:
        return {letter: algebra.tree(derive(solver, expression, letter)[1]) for letter in slopes}
    except StudentError:
        return {}


def _check(whole: Tree, inputs: Mapping[str, Any], letter: str, slope: float, symbolic: Tree | None) -> Checked:
    method = "symbolic" if symbolic is not None else "power series"
    try:
        second = (
            evaluate(symbolic, inputs, BITS).ball if symbolic is not None else derivatives(whole, inputs, letter, 1, BITS)[1]
        )
        found = float(second.mid())
    except NoValue:
        return Checked(method, None, *_difference(whole, inputs, letter, slope), None)
    agrees = abs(found - slope) <= CLOSE * max(1.0, abs(found), abs(slope))
    return Checked(method, found, *_difference(whole, inputs, letter, slope), agrees)


def _difference(whole: Tree, inputs: Mapping[str, Any], letter: str, slope: float) -> tuple[float | None, float | None]:
    """The central difference quotient and its distance from the slope."""
    program = compiled(whole)
    with Precision(BITS):
        h = inputs[letter] * 0 + STEP.numerator
        h = h / STEP.denominator
        try:
            ahead, behind = (program.value({**inputs, letter: inputs[letter] + sign * h}) for sign in (1, -1))
        except NoValue:
            return None, None
        quotient = float(((ahead - behind) / (2 * h)).mid())
    return quotient, abs(quotient - slope)
