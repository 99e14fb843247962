"""What is the derivative of one operation by one of its operands, and by which rule?

Operations of the same shape share one question: `w x` and `v₁ h₁` are both `a b`. So the rulebook is asked once a shape, and
what it answers is put in for every node.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replaced

from calctutor.engines.derivative import derive
from calctutor.engines.graph import Node
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, add, multiply, name, names, replace
from calctutor.solver import Solver
from calctutor.steps import Step

PLACES = "abcfghkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Local:
    """∂(operation)/∂(by) as a tree over the names of nodes (the node itself may stand in it), and the rule that gave it."""

    by: str
    rule: str
    title: str
    formula: Tree


class LocalRules:
    """The rulebook asked about operations; one step a shape."""

    def __init__(self) -> None:
        self.algebra = Algebra()
        self.solver = Solver(self.algebra, taken=PLACES)
        self.worked: dict[tuple[Tree, str], tuple[Step, Tree]] = {}
        self.meant: dict[tuple[Tree, str], dict[Tree, Tree]] = {}

    def steps(self) -> list[Step]:
        """The steps of all shapes, each once; their reasons speak of the first node that has the shape."""
        return [replaced(step, why=_about(step.why, self.meant[question])) for question, (step, _) in self.worked.items()]

    def derivative(self, node: Node, by: str) -> Local:
        """The derivative of a node's operation by one of the names that it takes."""
        assert node.operation is not None
        shape, letters = _shape(_only(node.operation, by))
        step, slope = self._solved(shape, letters[by])
        meaning = {name(place): name(letter) for letter, place in letters.items()}
        self.meant.setdefault((shape, letters[by]), meaning)
        formula = replace(replace(slope, meaning), {node.operation: name(node.name)})
        return Local(by, step.rule, step.title, formula)

    def _solved(self, shape: Tree, by: str) -> tuple[Step, Tree]:
        if (shape, by) not in self.worked:
            steps, value = derive(self.solver, self.algebra.expression(shape), by)
            self.worked[shape, by] = steps[0], self.algebra.tree(value)
        return self.worked[shape, by]


def _about(why: tuple[str | Tree, ...], meaning: dict[Tree, Tree]) -> tuple[str | Tree, ...]:
    return tuple(replace(piece, meaning) if isinstance(piece, Tree) else piece for piece in why)


def _only(operation: Tree, by: str) -> Tree:
    """A long sum or product is, for one of its operands, that operand and the rest."""
    together = {"+": add, "*": multiply}.get(operation.head)
    if together is None or len(operation.args) < 3:
        return operation
    own = [arg for arg in operation.args if by in names(arg)]
    if operation.head == "*":
        return operation
    others = [arg for arg in operation.args if by not in names(arg)]
    return together(*own, others[0]) if others else operation


def _shape(operation: Tree) -> tuple[Tree, dict[str, str]]:
    """The operation over letters that mean nothing, and which letter stands for which name."""
    found = names(operation)
    places = [*PLACES, *(f"a{i}" for i in range(1, len(found)))]
    letters = dict(zip(found, places, strict=False))
    return replace(operation, {name(letter): name(place) for letter, place in letters.items()}), letters
