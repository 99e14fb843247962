"""How is the slope of a curve found? Both sides of its equation are differentiated, and the result is solved for y′."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.balls.curves import agree_on_curve
from calctutor.balls.values import value as decimal
from calctutor.engines import reading_back
from calctutor.engines.asking import free_names
from calctutor.engines.derivative import simplification
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation import tree as trees
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, divide, multiply, name, negative, number
from calctutor.rules.tidying import tidy
from calctutor.solver import Solver
from calctutor.steps import Question, Step, Verified

Expr = Any


@dataclass(frozen=True, slots=True)
class SlopeAtPoint:
    """The slope of the curve at one of its points, exact and as a decimal, and the tangent there; or why there is none."""

    point: tuple[tuple[str, Tree], ...]
    put_in: Tree
    slope: Tree | None = None
    slope_decimal: str = ""
    tangent: Tree | None = None
    remark: str = ""
    second: Tree | None = None


class Curve:
    """An equation in which y stands for a function of x. In sympy y is y(x); on paper it stays y, and its derivative is y′."""

    def __init__(self, equation: Tree, x: str, y: str) -> None:
        self.equation, self.x, self.y = equation, x, y
        self.algebra = Algebra()
        self.of_x = sp.Function(y, real=True)(symbol(x))
        self.slope = sp.Function(f"{y}'", real=True)(symbol(x))
        self.primed = Tree("prime", (name(y),))
        self.algebra.call(self.of_x, name(y))
        self.algebra.call(self.slope, self.primed)
        self.meaning = {name(y): Tree("apply", (name(x),), y), self.primed: Tree("apply", (name(x),), f"{y}'")}

    def both_sides(self) -> tuple[list[Step], Tree]:
        """The two derivatives, and the equation between them."""
        solver = Solver(self.algebra, taken=trees.names(self.equation))
        found = [solver.solve(Question("D", (self._expression(side), symbol(self.x)))) for side in self.equation.args]
        self.left, self.right = (solved.value for solved in found)
        steps = [solved.step for solved in found if solved.step.rule != "constant-rule"]
        return steps, Tree("=", tuple(self.algebra.tree(solved.value) for solved in found))

    def _expression(self, side: Tree) -> Expr:
        return reading_back.expression(self.algebra, side).xreplace({symbol(self.y): self.of_x})

    def solved(self, derived: Tree) -> tuple[list[Step], Expr]:
        """The steps that solve for y′, and y′ with y a plain letter again."""
        gap = sp.expand(self.left - self.right)
        factor, rest = gap.coeff(self.slope, 1), gap.coeff(self.slope, 0)
        if factor.could_extract_minus_sign():
            factor, rest = -factor, -rest
        if rest.has(self.slope) or (factor == 0 and gap.has(self.slope)):
            reason = f"{self.y}′ does not stand as a plain factor in this equation, so it cannot be solved for here"
            raise StudentError("no-slope", reason, exit_code=NO_METHOD)
        if factor == 0:
            reason = f"{self.y}′ drops out: this equation does not tie {self.y} to {self.x}"
            raise StudentError("no-slope", reason, remedy=f"check that {self.y} occurs in the equation", exit_code=NO_METHOD)
        tree = self.algebra.tree
        collected = Tree("=", (multiply(tree(factor), self.primed) if factor != 1 else self.primed, tree(-rest)))
        ratio = -rest / factor
        shorter = tidy(ratio)
        slope = shorter[0] if shorter else ratio
        steps = [
            simplification(
                derived,
                collected,
                f"Bring every term with {self.y}′ to the left, and the others to the right.",
                "Collect",
                "collect",
            )
        ]
        if reading_back.shape(collected) == reading_back.shape(derived):
            steps = []
        forms = [divide(tree(-rest), tree(factor))] if factor != 1 else []
        steps.append(self._division(forms, tree(slope)))
        return steps, slope.xreplace({self.of_x: symbol(self.y)})

    def _division(self, forms: list[Tree], slope: Tree) -> Step:
        why = f"Divide by the factor of {self.y}′. This needs that factor to be different from 0."
        return Step("divide", f"Solve for {self.y}′", self.primed, forms[0] if forms else slope, slope, why=(why,))

    def verified_by_limits(self, answer: Tree, order: int = 1) -> Verified:
        """With parameters in the equation a slope is checked for some values of them."""
        others = [letter for letter in free_names(self.equation) if letter not in (self.x, self.y)]
        points = 0
        for k in range(1, 7):
            fixed = {name(letter): divide(number(2 * i + 3 + k), number(k * k)) for i, letter in enumerate(others)}
            checked = agree_on_curve(trees.replace(self.equation, fixed), trees.replace(answer, fixed), self.x, self.y, order)
            if checked.kind == "different":
                return Verified("fails")
            points += checked.points if checked.kind == "agrees" else 0
        return Verified("agrees", points) if points else Verified("undecided")

    def at(self, slope: Expr, at: dict[str, Tree], bend: Expr | None = None) -> SlopeAtPoint:
        """Slope, tangent and second derivative at a point, once it is clear that the point lies on the curve."""
        place = {symbol(letter): self.algebra.expression(tree) for letter, tree in at.items()}
        left, right = (self.algebra.expression(side).xreplace(place) for side in self.equation.args)
        if sp.expand(left - right) != 0 and not _is_zero(self.algebra.tree(left - right)):
            reason = f"that point is not on the curve: there the left side is {left} and the right side is {right}"
            raise StudentError("not-on-the-curve", reason, remedy=f"choose {self.x} and {self.y} so that both sides are equal")
        put_in = trees.replace(self.algebra.tree(slope), {name(letter): tree for letter, tree in at.items()})
        value = slope.xreplace(place)
        point = tuple(sorted(at.items()))
        if value.has(sp.zoo, sp.nan, sp.oo, sp.I):
            return SlopeAtPoint(
                point, put_in, remark=f"The factor of {self.y}′ is 0 here: the tangent is vertical, or there is none."
            )
        exact = self.algebra.tree(value)
        rounded = "" if value.is_Integer else decimal(exact, {}, 6)
        second = self.algebra.tree(bend.xreplace(place)) if bend is not None else None
        return SlopeAtPoint(point, put_in, exact, rounded, self._tangent(value, place), second=second)

    def _tangent(self, slope: Expr, place: dict[Expr, Expr]) -> Tree:
        a, b = place[symbol(self.x)], place[symbol(self.y)]
        if all(part.is_Rational for part in (a, b, slope)):
            return self.algebra.tree(sp.expand(b + slope * (symbol(self.x) - a)))
        return add(self.algebra.tree(b), multiply(self.algebra.tree(slope), add(name(self.x), negative(self.algebra.tree(a)))))


def _is_zero(tree: Tree) -> bool:
    from calctutor.balls.equality import compare

    return compare(tree, number(0)).equal
