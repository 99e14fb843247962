"""What do all integrals over the range of a random variable share: constants, what was worked before, known integrals?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import sympy as sp

from calctutor.engines import definite
from calctutor.engines.probability.forms import alike, shortest, terms
from calctutor.engines.probability.kernels import Kernel
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.outcomes import Diverges, Needs, Unworked
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, multiply, name, negative
from calctutor.notation.writing import text
from calctutor.steps import Step

Expr = Any
Method = Callable[[Expr, Expr, Expr, Expr], Expr | None]


@dataclass
class Working:
    """Integrals in the letters of one problem; `steps` is the working so far."""

    algebra: Algebra
    known: Known
    taken: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    solved: dict[Tree, Expr] = field(default_factory=dict)
    """What was worked before in the same solution."""

    def question(self, f: Expr, x: Expr, a: Expr, b: Expr) -> Tree:
        tree = self.algebra.tree
        return Tree("I", (tree(f), name(x.name), tree(a), tree(b)))

    def line(self, title: str, before: Tree, after: Tree, why: str, answer: Expr = None, **more: Any) -> None:
        rule = title.lower().replace(" ", "-")
        told = after if answer is None else self.algebra.tree(answer)
        self.steps.append(Step(rule, title, before, after, told, why=(why,), **more))

    def work(self, f: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        """The value of the integral of f over x from a to b. Raises `Diverges`, `Needs` or `Unworked`."""
        f, a, b = (self.known.own(part) for part in (f, a, b))
        if not f.has(x):
            return self._constant(f, x, a, b)
        constant, g = f.as_independent(x, as_Add=False)
        whole = self.question(f, x, a, b)
        if constant != 1:
            inner = self.question(g, x, a, b)
            why = f"What does not contain {text(name(x.name))} stands before the integral."
            self.line("Constant factor", whole, multiply(self.algebra.tree(constant), inner), why)
        before = len(self.steps)
        value = self._remembered(g, x, a, b)
        if constant == 1:
            return value
        result = shortest(constant * value)
        told = multiply(self.algebra.tree(constant), self.algebra.tree(value))
        if len(self.steps) > before or value != result:
            self.line("Put it together", whole, told, "Put in the value of the integral.", result)
        return result

    def _remembered(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        """The integral without its constant factor, worked once and then named again."""
        question = self.question(g, x, a, b)
        if question in self.solved:
            value = self.solved[question]
            self.line("As before", question, self.algebra.tree(value), "This integral was worked above.")
            return value
        value = self._core(g, x, a, b)
        self.solved[question] = value
        return value

    def _trial(self) -> Self:
        """Another attempt, whose working is only kept where it succeeds."""
        return type(self)(self.algebra, self.known, self.taken, solved=dict(self.solved))

    def _kept(self, trial: Working) -> None:
        self.steps += trial.steps
        self.solved |= trial.solved

    def _constant(self, f: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        if f == 0:
            return sp.Integer(0)
        if not (a.is_finite is not False and b.is_finite is not False) or {a, b} & {sp.oo, -sp.oo}:
            raise Diverges("a constant has no finite integral over an infinite range")
        value = shortest(f * (b - a))
        after = multiply(self.algebra.tree(f), add(self.algebra.tree(b), negative(self.algebra.tree(a))))
        self.line("Constant over a range", self.question(f, x, a, b), after, "A constant times the length of the range.", value)
        return value

    def _core(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        for method in self._methods(a, b):
            value = method(g, x, a, b)
            if value is not None:
                return value
        return self._by_engine(g, x, a, b)

    def _methods(self, a: Expr, b: Expr) -> tuple[Method, ...]:
        """What to try between these ends, in this order."""
        raise NotImplementedError(f"no ways from {a} to {b}")

    def _split(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """A sum in brackets multiplied out, and each term by itself, where each has an integral of its own."""
        expanded = alike(terms(g), x)
        if len(expanded) < 2:
            return None
        trial = self._trial()
        try:
            values = [trial.work(term, x, a, b) for term in expanded]
        except (Diverges, Unworked):
            return None
        whole = self.question(g, x, a, b)
        self.line("Sum rule", whole, add(*(self.question(term, x, a, b) for term in expanded)),
                  "The integral of a sum is the sum of the integrals; each of them converges.")  # fmt: skip
        self._kept(trial)
        value = shortest(sp.Add(*values))
        self.line("Add the parts", whole, add(*map(self.algebra.tree, values)), "Put in the value of every integral.", value)
        return value

    def _by_parts(self, g: Expr, smaller: Expr, factor: Expr, u: Expr, rest: Expr, x: Expr, ends: tuple[Expr, Expr]) -> Expr:
        """g = u v′ with a product u v that vanishes at both ends; what is left is `factor` times the integral of `smaller`."""
        tree = self.algebra.tree
        after = multiply(tree(factor), self.question(smaller, x, *ends))
        why = (f"By parts, with u = {text(tree(u))} and dv = {text(tree(rest))} d{x.name}: u v vanishes at both ends, "
               "and what is left has a lower power.")  # fmt: skip
        self.line("Integration by parts", self.question(g, x, *ends), after, why)
        value = shortest(factor * self._remembered(smaller, x, *ends))
        self.line("Put it together", self.question(g, x, *ends), after, "Put in the value of the integral.", value)
        return value

    # What all use.

    def _by_kernel(self, kernel: Kernel, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        for quantity in kernel.conditions:
            self._demand(quantity)
        value, tree = shortest(kernel.value), self.algebra.tree
        self.line(kernel.title, self.question(g, x, a, b), tree(kernel.value), kernel.why, value, formula=kernel.formula,
                  parameters=tuple((letter, tree(part)) for letter, part in kernel.parameters))  # fmt: skip
        return value

    def _demand(self, quantity: Expr) -> None:
        """It converges only where `quantity` is positive."""
        sign = self.known.sign(quantity)
        if sign is None:
            raise Needs(quantity)
        if sign != 1:
            said = text(self.algebra.tree(quantity))
            reason = (
                f"it converges only where {said} is positive"
                if quantity.free_symbols
                else "the integrand does not fall off fast enough"
            )
            raise Diverges(reason)

    def _by_engine(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        """By the engine of definite integrals."""
        tree = self.algebra.tree
        question = self.question(g, x, a, b)
        try:
            solution = definite.integrate(tree(g), x.name, tree(a), tree(b), self.known.positive_letters)
        except StudentError as problem:
            if problem.code == "depends-on-a-sign":
                raise
            raise Unworked(question) from problem
        except (RecursionError, sp.PolynomialError) as problem:
            raise Unworked(question) from problem
        self.steps += solution.steps
        if not solution.about["exists"]:
            raise Diverges(solution.about["reason"])
        if solution.about.get("closed_form") is False:
            raise Unworked(question, solution.about["numeric"], solution.about["error"])
        return self.known.expression(solution.answer)

    def _substitute(
        self, title: str, old: Expr, new: Expr, x: Expr, u: Expr, ends: tuple[Expr, Expr], new_ends: tuple[Expr, Expr],
        place: Expr, why: str,
    ) -> None:  # fmt: skip
        tree = self.algebra.tree
        slope = sp.simplify(sp.diff(place, u))
        dx, du = (tree(symbol(f"d{letter.name}")) for letter in (x, u))
        lines = ((tree(x), " = ", tree(place)), (dx, " = ", multiply(tree(slope), du) if slope != 1 else du))
        self.line(title, self.question(old, x, *ends), self.question(new, u, *new_ends), why, lines=lines)

    def _letter(self, wanted: str, x: Expr) -> Expr:
        used = {*self.taken, x.name}
        return symbol(next(letter for letter in (wanted, "u", "v", "w", "z", "r", "y") if letter not in used))


__all__ = ["Method", "Working"]
