"""How is a difference quotient freed of the h below? A way for each kind of function that a textbook treats so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy as sp

from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, add, divide, multiply, name, negative, number
from calctutor.notation.writing import text

if TYPE_CHECKING:
    from calctutor.engines.first_principles import Definition

Expr = Any
Way = Callable[["Definition", Expr], Expr]


def no_way(it: Definition, expr: Expr) -> StudentError:
    """The error for a function that no textbook works from the definition."""
    what = text(it.algebra.tree(expr))
    return StudentError("no-first-principles", f"there is no textbook route from first principles for {what}",
                        remedy="leave out --first-principles to use the rules", exit_code=NO_METHOD)  # fmt: skip


def is_constant(f: Expr, x: Expr) -> bool:
    return not f.has(x)


def constant(it: Definition, _: Expr) -> Expr:
    it.line("The difference is 0", number(0), "A constant does not change, so every difference quotient is 0.")
    return sp.Integer(0)


def is_small_polynomial(f: Expr, x: Expr) -> bool:
    return bool(f.is_polynomial(x) and sp.degree(f, x) <= 8)


def polynomial(it: Definition, f: Expr) -> Expr:
    shifted, plain = sp.expand(f.xreplace({it.x: it.x + it.h})), sp.expand(f)
    gap = sp.expand(shifted - plain)
    h = name(it.h_name)
    terms = [
        it.by_powers_of_h(shifted),
        *(negative(it.algebra.tree(term)) for term in (it.algebra.parts(plain) if plain.is_Add else [plain])),
    ]
    it.line("Multiply out", it.limit(divide(add(*_flat(terms)), h)), "Multiply out the brackets.")
    it.line("Collect", it.limit(divide(it.by_powers_of_h(gap), h)), "Every term without h cancels.")
    it.line("Cancel h", it.limit(it.by_powers_of_h(sp.expand(gap / it.h))), "Each term above has a factor h: divide it out.")
    return it.let_h_vanish(sp.expand(gap / it.h))


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


def rational(it: Definition, f: Expr) -> Expr:
    top, bottom = sp.fraction(sp.together(f))
    parts = {"A": it.there(top), "B": bottom, "C": top, "D": it.there(bottom)}
    if top == 1:
        it.line(
            "Common denominator",
            it.limit(it.tree("(B - D)/(h D B)", **parts)),
            "Bring the two fractions over one denominator.",
        )
    else:
        it.line(
            "Common denominator",
            it.limit(it.tree("(A B - C D)/(h D B)", **parts)),
            "Bring the two fractions over one denominator.",
        )
    gap = sp.expand(parts["A"] * parts["B"] - parts["C"] * parts["D"])
    below = it.algebra.tree(parts["D"]), it.algebra.tree(parts["B"])
    it.line(
        "Collect",
        it.limit(divide(it.algebra.tree(gap), multiply(name(it.h_name), *below))),
        "Multiply out above: every term without h cancels.",
    )
    left = sp.expand(gap / it.h)
    it.line("Cancel h", it.limit(divide(it.algebra.tree(left), multiply(*below))), "Divide out the factor h above and below.")
    return it.let_h_vanish(left / parts["B"] / parts["D"])


def is_root(f: Expr, x: Expr) -> bool:
    return bool(f.is_Pow and f.exp == sp.Rational(1, 2) and is_small_polynomial(f.base, x))


def root(it: Definition, f: Expr) -> Expr:
    inside = f.base
    there = it.there(inside)
    parts = {"A": there, "B": inside}
    it.line("Conjugate", it.limit(it.tree("((A) - (B))/(h (sqrt(A) + sqrt(B)))", **parts)),
              "Multiply above and below by the sum of the two roots: (a − b)(a + b) = a² − b².")  # fmt: skip
    gap = sp.expand(there - inside)
    it.line("Collect", it.limit(it.tree("G/(h (sqrt(A) + sqrt(B)))", G=gap, **parts)), "Every term without h cancels above.")
    left = sp.expand(gap / it.h)
    it.line("Cancel h", it.limit(it.tree("G/(sqrt(A) + sqrt(B))", G=left, **parts)), "Divide out the factor h above and below.")
    return it.let_h_vanish(left / (sp.sqrt(there) + f))


def _of_linear(*heads: Any) -> Callable[[Expr, Expr], bool]:
    """Is f one of these functions of a linear expression in x?"""
    return lambda f, x: f.func in heads and f.args[0].is_polynomial(x) and sp.degree(f.args[0], x) == 1


ADDITION = {
    sp.sin: (
        "sin(a + b) = sin(a) cos(b) + cos(a) sin(b)",
        "(sin(A) cos(K) + cos(A) sin(K) - sin(A))/h",
        "sin(A) (cos(K) - 1)/h + cos(A) sin(K)/h",
    ),
    sp.cos: (
        "cos(a + b) = cos(a) cos(b) - sin(a) sin(b)",
        "(cos(A) cos(K) - sin(A) sin(K) - cos(A))/h",
        "cos(A) (cos(K) - 1)/h - sin(A) sin(K)/h",
    ),
}
"""Function -> its addition formula, the quotient with it, and that sorted by what does not contain h."""


def sine_or_cosine(it: Definition, f: Expr) -> Expr:
    inside = f.args[0]
    step = sp.expand(inside.xreplace({it.x: it.x + it.h}) - inside)
    formula, opened, sorted_by_h = ADDITION[f.func]
    parts = {"A": inside, "K": step}
    it.line("Addition formula", it.limit(it.tree(opened, **parts)), "Open the function of a sum.", formula=formula)
    it.line(
        "Sort", it.limit(it.tree(sorted_by_h, **parts)), "Put together what belongs to each factor that does not contain h."
    )
    value = (step / it.h) * (sp.cos(inside) if f.func is sp.sin else -sp.sin(inside))
    why = "sin k over k goes to 1 and (cos k − 1) over k goes to 0 as k goes to 0, by the geometry of the circle."
    it.line("Standard limits", it.algebra.tree(value), why, formula="lim_{k->0} sin(k)/k = 1")
    return value


def is_exponential(f: Expr, x: Expr) -> bool:
    base, exponent = (sp.E, f.args[0]) if f.func is sp.exp else (f.base, f.exp) if f.is_Pow else (x, x)
    return bool(not base.has(x) and exponent.is_polynomial(x) and sp.degree(exponent, x) == 1)


def exponential(it: Definition, f: Expr) -> Expr:
    base, exponent = (sp.E, f.args[0]) if f.func is sp.exp else (f.base, f.exp)
    step = sp.expand(exponent.xreplace({it.x: it.x + it.h}) - exponent)
    taken_out = it.tree("A (B - 1)/h", A=f, B=sp.exp(step) if base is sp.E else base**step)
    why = "A power of a sum is a product of powers, and the first factor does not contain h."
    it.line("Take out the function", it.limit(taken_out), why, formula="a^(b + c) = a^b a^c")
    value = f * (step / it.h) * sp.log(base)
    if base is sp.E:
        why, formula = "(eᵏ − 1) over k goes to 1: this is what singles out the number e.", "lim_{k->0} (e^k - 1)/k = 1"
    else:
        why, formula = "(aᵏ − 1) over k goes to ln a, because aᵏ is e to the power k ln a.", "lim_{k->0} (a^k - 1)/k = ln(a)"
    it.line("Standard limit", it.algebra.tree(value), why, formula=formula)
    return value


def logarithm(it: Definition, f: Expr) -> Expr:
    inside = f.args[0]
    step = sp.expand(inside.xreplace({it.x: it.x + it.h}) - inside)
    why = "A difference of logarithms is the logarithm of a quotient."
    it.line(
        "Difference of logarithms", it.limit(it.tree("ln(1 + K/A)/h", K=step, A=inside)), why, formula="ln(a) - ln(b) = ln(a/b)"
    )
    value = (step / it.h) / inside
    it.line(
        "Standard limit",
        it.algebra.tree(value),
        "ln(1 + k) over k goes to 1 as k goes to 0.",
        formula="lim_{k->0} ln(1 + k)/k = 1",
    )
    return value


def is_sum_or_multiple(f: Expr, _: Expr) -> bool:
    return bool(f.is_Add or (f.is_Mul and f.as_coeff_Mul()[0] != 1))


def linear(it: Definition, f: Expr) -> Expr:
    """A sum, or a number times a function: limits may be taken term by term."""
    parts = [
        term.as_independent(it.x, as_Add=False) if term.has(it.x) else (sp.Integer(1), term) for term in sp.Add.make_args(f)
    ]
    if any(g == f for _, g in parts):
        raise no_way(it, f)
    limits = [it.quotient(it.algebra.tree(g)) for _, g in parts]
    split = add(*(q if c == 1 else multiply(it.algebra.tree(c), q) for (c, _), q in zip(parts, limits, strict=True)))
    it.line("Term by term", split, "The limit of a sum is the sum of the limits, and constant factors stand outside.")
    values = []
    for (_, g), quotient in zip(parts, limits, strict=True):
        it.begin(quotient)
        values.append(it.limit_of(g))
    total = sum((c * value for (c, _), value in zip(parts, values, strict=True)), sp.Integer(0))
    it.begin(split)
    it.line("Put it together", it.algebra.tree(total), "Put the limits in.")
    return total


WAYS: tuple[tuple[Callable[[Expr, Expr], bool], Way], ...] = (
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
