"""How does the definition of the derivative give it? The limit of the difference quotient, worked as a textbook works it.

Each kind of function has its own way to free the quotient of the h below: multiplying out, a common denominator, a conjugate,
an
addition formula and a standard limit. What has no such way is said to have none, rather than worked by the rules in disguise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines import reading_back
from calctutor.engines.derivative import simplification
from calctutor.engines.evaluation import at_point
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, names, negative, number, replace
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
        what = text(self.algebra.tree(expr))
        raise StudentError("no-first-principles", f"there is no textbook route from first principles for {what}",
                           remedy="leave out --first-principles to use the rules", exit_code=NO_METHOD)  # fmt: skip

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


# The ways, one for each kind of function.


def is_constant(f: Expr, x: Expr) -> bool:
    return not f.has(x)


def constant(self: Definition, _: Expr) -> Expr:
    self.line("The difference is 0", number(0), "A constant does not change, so every difference quotient is 0.")
    return sp.Integer(0)


def is_small_polynomial(f: Expr, x: Expr) -> bool:
    return bool(f.is_polynomial(x) and sp.degree(f, x) <= 8)


def polynomial(self: Definition, f: Expr) -> Expr:
    shifted, plain = sp.expand(f.xreplace({self.x: self.x + self.h})), sp.expand(f)
    gap = sp.expand(shifted - plain)
    h = name(self.h_name)
    terms = [
        self.by_powers_of_h(shifted),
        *(negative(self.algebra.tree(term)) for term in (self.algebra.parts(plain) if plain.is_Add else [plain])),
    ]
    self.line("Multiply out", self.limit(divide(add(*_flat(terms)), h)), "Multiply out the brackets.")
    self.line("Collect", self.limit(divide(self.by_powers_of_h(gap), h)), "Every term without h cancels.")
    self.line(
        "Cancel h", self.limit(self.by_powers_of_h(sp.expand(gap / self.h))), "Each term above has a factor h: divide it out."
    )
    return self.let_h_vanish(sp.expand(gap / self.h))


def _flat(terms: list[Tree]) -> list[Tree]:
    found: list[Tree] = []
    for term in terms:
        if term.head == "neg" and term.args[0].head == "neg":
            term = term.args[0].args[0]
        found += term.args if term.head == "+" else [term]
    return found


def is_rational(f: Expr, x: Expr) -> bool:
    top, bottom = sp.fraction(sp.together(f))
    return all(is_small_polynomial(part, x) for part in (top, bottom)) and bottom.has(x)


def rational(self: Definition, f: Expr) -> Expr:
    top, bottom = sp.fraction(sp.together(f))
    parts = {"A": self.there(top), "B": bottom, "C": top, "D": self.there(bottom)}
    if top == 1:
        self.line(
            "Common denominator",
            self.limit(self.tree("(B - D)/(h D B)", **parts)),
            "Bring the two fractions over one denominator.",
        )
    else:
        self.line(
            "Common denominator",
            self.limit(self.tree("(A B - C D)/(h D B)", **parts)),
            "Bring the two fractions over one denominator.",
        )
    gap = sp.expand(parts["A"] * parts["B"] - parts["C"] * parts["D"])
    below = self.algebra.tree(parts["D"]), self.algebra.tree(parts["B"])
    self.line(
        "Collect",
        self.limit(divide(self.algebra.tree(gap), multiply(name(self.h_name), *below))),
        "Multiply out above: every term without h cancels.",
    )
    left = sp.expand(gap / self.h)
    self.line(
        "Cancel h", self.limit(divide(self.algebra.tree(left), multiply(*below))), "Divide out the factor h above and below."
    )
    return self.let_h_vanish(left / parts["B"] / parts["D"])


def is_root(f: Expr, x: Expr) -> bool:
    return bool(f.is_Pow and f.exp == sp.Rational(1, 2) and is_small_polynomial(f.base, x))


def root(self: Definition, f: Expr) -> Expr:
    inside = f.base
    there = self.there(inside)
    parts = {"A": there, "B": inside}
    self.line("Conjugate", self.limit(self.tree("((A) - (B))/(h (sqrt(A) + sqrt(B)))", **parts)),
              "Multiply above and below by the sum of the two roots: (a − b)(a + b) = a² − b².")  # fmt: skip
    gap = sp.expand(there - inside)
    self.line(
        "Collect", self.limit(self.tree("G/(h (sqrt(A) + sqrt(B)))", G=gap, **parts)), "Every term without h cancels above."
    )
    left = sp.expand(gap / self.h)
    self.line(
        "Cancel h", self.limit(self.tree("G/(sqrt(A) + sqrt(B))", G=left, **parts)), "Divide out the factor h above and below."
    )
    return self.let_h_vanish(left / (sp.sqrt(there) + f))


def _of_linear(*heads: Any) -> Callable[[Expr, Expr], bool]:
    """Is f one of these functions of a linear expression in x?"""
    return lambda f, x: f.func in heads and f.args[0].is_polynomial(x) and sp.degree(f.args[0], x) == 1


def sine_or_cosine(self: Definition, f: Expr) -> Expr:
    inside = f.args[0]
    step = sp.expand(inside.xreplace({self.x: self.x + self.h}) - inside)
    parts = {"A": inside, "K": step}
    sine = f.func is sp.sin
    opened = "(sin(A) cos(K) + cos(A) sin(K) - sin(A))/h" if sine else "(cos(A) cos(K) - sin(A) sin(K) - cos(A))/h"
    self.line("Addition formula", self.limit(self.tree(opened, **parts)), f"Open {'sin' if sine else 'cos'} of a sum.",
              formula="sin(a + b) = sin(a) cos(b) + cos(a) sin(b)" if sine else "cos(a + b) = cos(a) cos(b) - sin(a) sin(b)")  # fmt: skip
    sorted_ = "sin(A) (cos(K) - 1)/h + cos(A) sin(K)/h" if sine else "cos(A) (cos(K) - 1)/h - sin(A) sin(K)/h"
    self.line(
        "Sort", self.limit(self.tree(sorted_, **parts)), "Put together what belongs to each factor that does not contain h."
    )
    rate = step / self.h
    value = rate * (sp.cos(inside) if sine else -sp.sin(inside))
    self.line("Standard limits", self.algebra.tree(value),
              "sin k over k goes to 1 and (cos k − 1) over k goes to 0 as k goes to 0. These two limits come from the geometry of the circle.",
              formula="lim_{k->0} sin(k)/k = 1")  # fmt: skip
    return value


def is_exponential(f: Expr, x: Expr) -> bool:
    base, exponent = (sp.E, f.args[0]) if f.func is sp.exp else (f.base, f.exp) if f.is_Pow else (x, x)
    return bool(not base.has(x) and exponent.is_polynomial(x) and sp.degree(exponent, x) == 1)


def exponential(self: Definition, f: Expr) -> Expr:
    base, exponent = (sp.E, f.args[0]) if f.func is sp.exp else (f.base, f.exp)
    step = sp.expand(exponent.xreplace({self.x: self.x + self.h}) - exponent)
    parts = {"A": f, "B": base**step if base is not sp.E else sp.exp(step)}
    self.line("Take out the function", self.limit(self.tree("A (B - 1)/h", **parts)), "A power of a sum is a product of powers, and the first factor does not contain h.",
              formula="a^(b + c) = a^b a^c")  # fmt: skip
    value = f * (step / self.h) * sp.log(base)
    if base is sp.E:
        why, formula = (
            "(eᵏ − 1) over k goes to 1 as k goes to 0: this is what singles out the number e.",
            "lim_{k->0} (e^k - 1)/k = 1",
        )
    else:
        why, formula = (
            "(aᵏ − 1) over k goes to ln a as k goes to 0, because aᵏ is e to the power k ln a.",
            "lim_{k->0} (a^k - 1)/k = ln(a)",
        )
    self.line("Standard limit", self.algebra.tree(value), why, formula=formula)
    return value


def logarithm(self: Definition, f: Expr) -> Expr:
    inside = f.args[0]
    step = sp.expand(inside.xreplace({self.x: self.x + self.h}) - inside)
    self.line("Difference of logarithms", self.limit(self.tree("ln(1 + K/A)/h", K=step, A=inside)), "A difference of logarithms is the logarithm of a quotient.",
              formula="ln(a) - ln(b) = ln(a/b)")  # fmt: skip
    value = (step / self.h) / inside
    self.line(
        "Standard limit",
        self.algebra.tree(value),
        "ln(1 + k) over k goes to 1 as k goes to 0.",
        formula="lim_{k->0} ln(1 + k)/k = 1",
    )
    return value


def is_sum_or_multiple(f: Expr, _: Expr) -> bool:
    return bool(f.is_Add or (f.is_Mul and f.as_coeff_Mul()[0] != 1))


def linear(self: Definition, f: Expr) -> Expr:
    """A sum, or a number times a function: limits may be taken term by term."""
    parts = [
        term.as_independent(self.x, as_Add=False) if term.has(self.x) else (sp.Integer(1), term) for term in sp.Add.make_args(f)
    ]
    if any(g == f for _, g in parts):
        raise StudentError("no-first-principles", f"there is no textbook route from first principles for {text(self.algebra.tree(f))}",
                           remedy="leave out --first-principles to use the rules", exit_code=NO_METHOD)  # fmt: skip
    limits = [self.quotient(self.algebra.tree(g)) for _, g in parts]
    split = add(*(q if c == 1 else multiply(self.algebra.tree(c), q) for (c, _), q in zip(parts, limits, strict=True)))
    self.line("Term by term", split, "The limit of a sum is the sum of the limits, and constant factors stand outside.")
    values = []
    for (_, g), quotient in zip(parts, limits, strict=True):
        self.begin(quotient)
        values.append(self.limit_of(g))
    total = sum((c * value for (c, _), value in zip(parts, values, strict=True)), sp.Integer(0))
    self.begin(split)
    self.line("Put it together", self.algebra.tree(total), "Put the limits in.")
    return total


WAYS: tuple[tuple[Callable[[Expr, Expr], bool], Callable[[Definition, Expr], Expr]], ...] = (
    (is_constant, constant),
    (is_small_polynomial, polynomial),
    (is_rational, rational),
    (is_root, root),
    (_of_linear(sp.sin, sp.cos), sine_or_cosine),
    (is_exponential, exponential),
    (_of_linear(sp.log), logarithm),
    (is_sum_or_multiple, linear),
)
"""Each kind of function, and how its difference quotient is freed of the h below."""
