"""Is `A = B` a claim about two expressions or a condition? And if it is a condition, what must hold already?

Where the value of the left side is settled, the right side can be wrong; otherwise it is an equation to be solved. As soon as a
multiplier appears, the function and its constraint say what its solutions are.
"""

from __future__ import annotations

from itertools import pairwise

from calctutor.checking.verdicts import UNKNOWN
from calctutor.checking.working.conditions import Conditions, multiplier_system
from calctutor.checking.working.definitions import Definitions
from calctutor.checking.working.equality import free_letters, is_constant, same
from calctutor.checking.working.equations import ALL, holds, solutions
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.outcomes import Chain, Outcome
from calctutor.checking.working.problem import QUESTIONS, Problem
from calctutor.checking.working.statements import Read
from calctutor.notation.tree import Tree, multiply, name, names, number, walk


class Equating:
    """Statements with an equals sign whose two sides are known already."""

    def __init__(self, problem: Problem, meaning: Meaning, definitions: Definitions, conditions: Conditions) -> None:
        self.problem, self.meaning, self.definitions, self.conditions = problem, meaning, definitions, conditions
        self.constraint: Tree | None = None
        self.prepared = False

    def multiplies(self, first: Tree, read: Read) -> bool:
        """`∇f = λ ∇g` is an equation, whatever is known of ∇f."""
        lam = name("lambda")
        return self.problem.multipliers and lam not in walk(self.meaning.resolved(first)) and lam in walk(read.trees[-1])

    def is_principle(self, first: Tree, read: Read) -> bool:
        """`∇f = λ ∇g` where the constraint was not called g."""
        other = multiply(name("lambda"), name("grad_g"))
        return first == name("grad_f") and read.trees[1:] == [other] and not self.meaning.known("grad_g")

    def is_claim(self, first: Tree, label: str | None, last: Tree, chains: list[Chain]) -> bool:
        """Is the left side something whose value is settled, so that the right side can be wrong?"""
        if self.problem.multipliers and not any(node.head in QUESTIONS for node in walk(first)) and not (
            label and self.meaning.known(label)) and first.head != "apply":  # fmt: skip
            return False
        if label and (self.meaning.known(label) or first.head in ("apply", "prime", "D")):
            meant = self.meaning.resolved(first)
            return meant != first or (first.head == "D" and first.args[0].head != "name")
        curve = self.meaning.curve
        if curve and any(n.head == "prime" or n == Tree("D", (name(curve.y), name(curve.x))) for n in walk(first)):
            return False
        if any(node.head in QUESTIONS for node in walk(first)):
            return not curve or not any(curve.y in names(node) for node in walk(first) if node.head == "D")
        if any(n.head == "name" and self.meaning.known(str(n.value)) for n in walk(first)) or (
            is_constant(first) and is_constant(self.meaning.resolved(last))
        ):
            return True
        return bool(chains) and first == chains[-1].last and not is_constant(self.meaning.resolved(last))

    def opened(self, equation: Tree) -> Tree:
        """With its vectors written out."""
        meant = tuple(map(self.meaning.resolved, equation.args))
        return Tree("=", meant) if any(side.head in ("tuple", "list") for side in meant) else equation

    def judged(self, line: int, pieces: list[Tree]) -> Outcome:
        self.prepare(pieces[0])
        self.definitions.base |= {x for equation in pieces for x in free_letters(equation)}
        if pieces[0].args[0].head == "tuple":
            return Outcome(UNKNOWN, "could not be decided")
        return self.conditions.judged(line, pieces)

    def prepare(self, equation: Tree) -> None:
        """As soon as a multiplier appears, the function and its constraint say what must hold."""
        known = self.meaning.functions
        if not self.problem.multipliers or "lambda" not in names(equation):
            if self.problem.multipliers and self.constraint is None:
                self.constraint = equation
            return
        self.constraint = self.constraint or self.definitions.constraint
        f = known.get("f") or next((one for key, one in known.items() if key not in ("g", "L")), None)
        if f is None or self.constraint is None or self.prepared or "L" in known:
            return
        systems = [multiplier_system(f.body, f.letters, [self.constraint], sign) for sign in (1, -1)]
        meant = Tree("=", tuple(map(self.meaning.resolved, equation.args)))
        fits = [system for system in systems if holds(meant, solutions(system)) == ALL]
        self.conditions.true = fits[0] if fits else systems[0]
        self.prepared = True

    def is_condition(self, chain: Chain, tree: Tree, k: int) -> bool:
        """`f'(x) = 2x - 4 = 0` asks where it is 0, and `f_x = y - λ = 0` sets it to 0."""
        meant = self.meaning.resolved(tree)
        if self.meaning.claims and same(self.meaning.resolved(chain.last, claimed=True), meant).equal:
            return False
        zero = is_constant(meant) and same(meant, number(0)).equal
        return zero and not is_constant(chain.truth) and not chain.x and (k >= 2 or bool(chain.label)) and not (
            same(chain.truth, number(0)).equal)  # fmt: skip

    def set_to_zero(self, chain: Chain) -> None:
        truth = Tree("=", (chain.truth, number(0)))
        self.conditions.written.append(Tree("=", (self.meaning.resolved(chain.last), number(0))))
        self.prepare(Tree("=", (chain.last, number(0))))
        if not self.prepared:
            self.conditions.true.append(truth)
        if chain.slip:
            self.conditions.claimed.append(Tree("=", (self.meaning.resolved(chain.last), number(0))))
            self.conditions.slip = chain.slip
        self.definitions.base |= free_letters(chain.truth)


def is_identity(meant: list[Tree]) -> bool:
    """Are all of these equal, whatever their letters are?"""
    return all(same(a, b).equal for a, b in pairwise(meant))


def componentwise(equation: Tree) -> list[Tree]:
    left, right = equation.args
    if left.head in ("tuple", "list") and right.head in ("tuple", "list") and len(left.args) == len(right.args):
        return [Tree("=", pair) for pair in zip(left.args, right.args, strict=True)]
    return [equation]
