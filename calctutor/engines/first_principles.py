"""How does the definition of the derivative give it? The limit of the difference quotient, worked as a textbook works
it.

Each kind of function has its own way to free the quotient of the h below: multiplying out, a common denominator, a
conjugate, an addition formula and a standard limit. What has no such way is said to have none, rather than worked by
the rules in disguise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines import reading_back
from calctutor.engines.derivative import simplification
from calctutor.engines.evaluation import at_point
from calctutor.engines.first_principles_ways import WAYS, no_way
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, derivative, divide, name, names, negative, number, replace
from calctutor.notation.writing import text
from calctutor.rules.tidying import tidy
from calctutor.steps import Solution, Step
from calctutor.verify import verify, verify_answer

Expr = Any

FORMULA = "f'(x) = lim_{h->0} (f(x + h) - f(x))/h"


def differentiate(f: Tree, x: str, order: int = 1, at: Tree | None = None) -> Solution:
    """The derivative of `f` by `x` from the definition. Raises `StudentError` where no textbook does it so."""
    if order != 1:
        raise StudentError("order", "from first principles, one derivative is taken at a time", remedy="leave out --order")
    algebra = Algebra()
    expr = reading_back.expression(algebra, f)
    steps, slope = Definition(algebra, x, "h" if "h" not in names(f) else "k").worked(f, expr)
    shorter = tidy(slope)
    answer = algebra.tree(slope)
    if shorter and text(algebra.tree(shorter[0])) != text(answer):
        steps.append(simplification(answer, algebra.tree(shorter[0]), shorter[1]))
        slope, answer = shorter[0], algebra.tree(shorter[0])
    question = derivative(f, name(x))
    about: dict[str, Any] = {"wrt": x, "order": 1}
    if at is not None:
        about["at"] = at_point(algebra, f, [expr, slope], x, at)
    return Solution("diff", f, question, verify(steps), answer, verify_answer(question, answer), True, about)


@dataclass
class Definition:
    """The difference quotient of one problem: the letters x and h, and the lines written so far."""

    algebra: Algebra
    x_name: str
    h_name: str

    def __post_init__(self) -> None:
        self.x, self.h = symbol(self.x_name), symbol(self.h_name)
        self.lines: list[Step] = []
        self.current: Tree = number(0)

    def worked(self, f: Tree, expr: Expr) -> tuple[list[Step], Expr]:
        """The lines from f′ to its value, and the value."""
        self.begin(derivative(f, name(self.x_name)))
        self.line("Definition of the derivative", self.quotient(f),
                  "The slope over the short step h, and then h goes to 0.", formula=FORMULA)  # fmt: skip
        return self.lines, self.limit_of(expr)

    def limit_of(self, expr: Expr) -> Expr:
        """Work the limit of the difference quotient of `expr`, which stands in the current line."""
        for applies, work in WAYS:
            if applies(expr, self.x):
                return work(self, expr)
        raise no_way(self, expr)

    # Writing lines.

    def begin(self, left: Tree) -> None:
        self.current = left

    def line(self, title: str, after: Tree, why: str, formula: str = "", rule: str = "") -> None:
        step_rule = rule or title.lower().replace(" ", "-")
        self.lines.append(Step(step_rule, title, self.current, after, after, why=(why,), formula=_formula(formula)))
        self.current = after

    def limit(self, of: Tree) -> Tree:
        return Tree("L", (of, name(self.h_name), number(0)))

    def shifted(self, f: Tree) -> Tree:
        return replace(f, {name(self.x_name): add(name(self.x_name), name(self.h_name))})

    def there(self, expr: Expr) -> Expr:
        """`expr` at x + h, to be written with the h last."""
        return self.algebra.expression(self.shifted(self.algebra.tree(expr)))

    def by_powers_of_h(self, expr: Expr) -> Tree:
        """A sum with its terms by rising powers of h, as one multiplies out."""

        def power(term: Expr) -> Any:
            return sp.degree(term, self.h) if term.has(self.h) else -1

        def written(term: Expr) -> Tree:
            c, rest = term.as_coeff_Mul()
            k = term.as_independent(self.h, as_Add=False)
            return (
                self.algebra.tree(self.algebra.arranged(term, (c, k[0] / c, k[1]))) if rest.is_Mul else self.algebra.tree(term)
            )

        return add(
            *map(
                written,
                sorted(sp.Add.make_args(expr), key=lambda t: (power(t), -sp.Poly(t, self.x).degree() if t.has(self.x) else 0)),
            )
        )

    def quotient(self, f: Tree) -> Tree:
        return self.limit(divide(add(self.shifted(f), negative(f)), name(self.h_name)))

    def let_h_vanish(self, quotient: Expr, why: str = "Nothing is divided by h any more, so h may be set to 0.") -> Expr:
        value = quotient.xreplace({self.h: sp.Integer(0)})
        self.line("Let h go to 0", self.algebra.tree(value), why, rule="take-the-limit")
        return value

    def tree(self, template: str, **parts: Expr | Tree) -> Tree:
        """A line in the student's notation with parts put in for its capital letters."""
        trees = {name(letter): part if isinstance(part, Tree) else self.algebra.tree(part) for letter, part in parts.items()}
        return replace(read(template, names=("h",)), {name("h"): name(self.h_name), **trees})


def _formula(text_: str) -> Tree | None:
    return read(text_) if text_ else None
