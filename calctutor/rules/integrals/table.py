"""Which antiderivatives are known by heart?

One row an integral: its name, the integrand, other ways to write that, the antiderivative, and why. Each reads a row
of the table of
derivatives from right to left.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import sympy as sp

from calctutor.notation.algebra import Algebra, symbol
from calctutor.rulebook import rule, template
from calctutor.rules.integrals.shapes import known_negative, linear, root
from calctutor.steps import Apply, Rewrite

Expr = Any
DU = sp.Symbol("du")

TABLE: tuple[tuple[str, str, tuple[str, ...], str, str], ...] = (
    ("eˣ",         "e^x",             (),                               "e^x",                       "This power of e is its own slope, so it is its own antiderivative."),
    ("sin",        "sin(x)",          ("1/csc(x)", "cos(x)*tan(x)"),                   "-cos(x)",                   "The slope of −cos is sin."),
    ("cos",        "cos(x)",          ("1/sec(x)", "sin(x)*cot(x)"),                   "sin(x)",                    "The slope of sin is cos."),
    ("tan",        "tan(x)",          ("sin(x)/cos(x)", "1/cot(x)"),    "-ln(abs(cos(x)))",          "tan is sin/cos, and sin is minus the slope of cos: this is the logarithm of the bottom."),
    ("cot",        "cot(x)",          ("cos(x)/sin(x)", "1/tan(x)"),    "ln(abs(sin(x)))",           "cot is cos/sin, and cos is the slope of sin: this is the logarithm of the bottom."),
    ("sec",        "sec(x)",          ("1/cos(x)",),                    "ln(abs(sec(x) + tan(x)))",  "The slope of sec + tan is sec times sec + tan, so sec is the slope of its logarithm."),
    ("csc",        "csc(x)",          ("1/sin(x)",),                    "-ln(abs(csc(x) + cot(x)))", "The slope of csc + cot is −csc times csc + cot, so csc is minus the slope of its logarithm."),
    ("sec²",       "sec(x)^2",        ("1/cos(x)^2",),                  "tan(x)",                    "The slope of tan is sec²."),
    ("csc²",       "csc(x)^2",        ("1/sin(x)^2",),                  "-cot(x)",                   "The slope of cot is −csc²."),
    ("sec tan",    "sec(x)*tan(x)",   ("sin(x)/cos(x)^2", "tan(x)/cos(x)"), "sec(x)",                "The slope of sec is sec tan."),
    ("csc cot",    "csc(x)*cot(x)",   ("cos(x)/sin(x)^2", "cot(x)/sin(x)"), "-csc(x)",               "The slope of csc is −csc cot."),
    ("sinh",       "sinh(x)",         (),                               "cosh(x)",                   "The slope of cosh is sinh."),
    ("cosh",       "cosh(x)",         (),                               "sinh(x)",                   "The slope of sinh is cosh."),
    ("tanh",       "tanh(x)",         ("sinh(x)/cosh(x)", "1/coth(x)"), "ln(cosh(x))",               "tanh is sinh/cosh, and sinh is the slope of cosh: this is the logarithm of the bottom."),
    ("coth",       "coth(x)",         ("cosh(x)/sinh(x)", "1/tanh(x)"), "ln(abs(sinh(x)))",          "coth is cosh/sinh, and cosh is the slope of sinh: this is the logarithm of the bottom."),
    ("sech",       "sech(x)",         ("1/cosh(x)",),                   "atan(sinh(x))",             "The slope of arctan(sinh) is cosh/(1 + sinh²), which is 1/cosh."),
    ("csch",       "csch(x)",         ("1/sinh(x)",),                   "ln(abs(tanh(x/2)))",        "The slope of ln|tanh({x}/2)| is 1/(2 sinh({x}/2) cosh({x}/2)), which is 1/sinh."),
    ("sech²",      "sech(x)^2",       ("1/cosh(x)^2",),                 "tanh(x)",                   "The slope of tanh is sech²."),
    ("csch²",      "csch(x)^2",       ("1/sinh(x)^2",),                 "-coth(x)",                  "The slope of coth is −csch²."),
    ("sech tanh",  "sech(x)*tanh(x)", ("sinh(x)/cosh(x)^2", "tanh(x)/cosh(x)"), "-sech(x)",          "The slope of sech is −sech tanh."),
    ("csch coth",  "csch(x)*coth(x)", ("cosh(x)/sinh(x)^2", "coth(x)/sinh(x)"), "-csch(x)",          "The slope of csch is −csch coth."),
)  # fmt: skip


PATTERNS: list[Callable[[], frozenset[Expr]]] = []
"""Of each row, the integrands that it knows, written in x."""


def by_heart(f: Expr, x: Expr) -> bool:
    """Does f stand in the table?"""
    written = f.xreplace({x: symbol("x")})
    return any(written in patterns() for patterns in PATTERNS)


def enter(title: str, function: str, others: tuple[str, ...], answer: str, why: str) -> None:
    """Make a rule of one row. The patterns are read only when the rule is first asked."""

    @cache
    def patterns() -> frozenset[Expr]:
        algebra = Algebra()
        return frozenset(algebra.expression(template(text)) for text in (function, *others))

    def apply(f: Expr, x: Expr) -> Rewrite | None:
        return Rewrite(final=True) if f.xreplace({x: symbol("x")}) in patterns() else None

    PATTERNS.append(patterns)
    named: Apply = apply
    named.__doc__ = why
    formula = f"I({function}, x) = {answer} + C"
    rule(f"Integral of {title}", f"I(f, x) = {answer}", formula=formula, example=function)(named)


for _row in TABLE:
    enter(*_row)


@rule("Exponential with base a, integrated", "I(a^x, x) = a^x/ln(a)", formula="I(a^x, x) = a^x/ln(a) + C", example="2^x")
def exponential_with_base(f: Expr, x: Expr) -> Rewrite | None:
    """Differentiating {a} to the {x} gives a factor ln({a}); dividing by it makes up for that."""
    if not f.is_Pow or f.exp != x or f.base.has(x):
        return None
    remarks = () if f.base.is_number else (f"{f.base} > 0 and {f.base} ≠ 1",)
    return Rewrite(where={"a": f.base}, parameters=("a",), remarks=remarks, final=True)


def _over_quadratic(f: Expr, x: Expr, power: Expr) -> tuple[Expr, Expr] | None:
    """(A, B) with f = (A x² + B)^power and nothing else."""
    if not f.is_Pow or f.exp != power or not f.base.is_polynomial(x):
        return None
    poly = sp.Poly(f.base, x)
    if poly.degree() != 2 or poly.coeff_monomial(x) != 0 or poly.coeff_monomial(1) == 0:
        return None
    return poly.coeff_monomial(x**2), poly.coeff_monomial(1)


@rule("Arctangent", "I(f, x) = atan(w)/r", formula="I(1/(x^2 + a^2), x) = atan(x/a)/a + C", example="1/(x^2 + 4)")
def arctangent(f: Expr, x: Expr) -> Rewrite | None:
    """A square plus a positive number below: with x = a t this is 1/(1 + t²), the slope of arctan."""
    found = _over_quadratic(f, x, sp.Integer(-1))
    if found is None or known_negative(found[0] * found[1]):
        return None
    A, B = found
    r = root(A * B)
    where = {"w": sp.radsimp(A * x / r), "r": r}
    return Rewrite(where=where, equation=template("I(f, x) = atan(w)") if r == 1 else None, final=True)


@rule(
    "Difference of squares below",
    "I(f, x) = ln(abs((w - r)/(w + r)))/(2*r)",
    formula="I(1/(x^2 - a^2), x) = ln(abs((x - a)/(x + a)))/(2 a) + C",
    example="1/(x^2 - 2)",
)
def difference_of_squares(f: Expr, x: Expr) -> Rewrite | None:
    """1/(x² − a²) is the difference of 1/(x − a) and 1/(x + a), divided by 2a: two logarithms."""
    found = _over_quadratic(f, x, sp.Integer(-1))
    if found is None or not known_negative(found[0] * found[1]):
        return None
    A, B = found
    return Rewrite(where={"w": A * x, "r": root(-A * B)}, final=True)


@rule("Arcsine", "I(f, x) = asin(w)/s", formula="I(1/sqrt(a^2 - x^2), x) = asin(x/a) + C", example="1/sqrt(9 - x^2)")
def arcsine(f: Expr, x: Expr) -> Rewrite | None:
    """A square taken from a positive number under the root: with x = a t this is 1/√(1 − t²), the slope of arcsin."""
    found = _over_quadratic(f, x, sp.Rational(-1, 2))
    if found is None or not known_negative(found[0]) or known_negative(found[1]):
        return None
    A, B = found
    where = {"w": sp.radsimp(-A * x / root(-A * B)), "s": root(-A)}
    return Rewrite(where=where, equation=template("I(f, x) = asin(w)") if A == -1 else None, final=True)


@rule(
    "Root of a square plus or minus a constant",
    "I(f, x) = ln(abs(w + q))/r",
    formula="I(1/sqrt(x^2 + k), x) = ln(abs(x + sqrt(x^2 + k))) + C",
    example="1/sqrt(x^2 + 4)",
)
def inverse_hyperbolic(f: Expr, x: Expr) -> Rewrite | None:
    """The slope of x + √(x² + k) is itself divided by the root, so 1/√(x² + k) is the slope of its logarithm."""
    found = _over_quadratic(f, x, sp.Rational(-1, 2))
    if found is None or known_negative(found[0]):
        return None
    A, _ = found
    where = {"w": root(A) * x, "q": sp.sqrt(f.base), "r": root(A)}
    return Rewrite(where=where, equation=template("I(f, x) = ln(abs(w + q))") if A == 1 else None, final=True)


@rule(
    "Linear substitution",
    "I(f, x) = I(F, u)/a",
    formula="I(f(a x + b), x) = F(a x + b)/a + C",
    example="cos(3*x + 1)",
    least=2,
)
def linear_substitution(f: Expr, x: Expr) -> Rewrite | None:
    """{x} occurs only in {u}, whose slope is {a}: integrate as if it were a plain letter{then}."""
    u = symbol("u")
    for inside in _linear_parts(f, x):
        F = f.xreplace({inside: u})
        if not F.has(x):
            a = linear(inside, x)[0]  # type: ignore[index]
            if a == 1:
                return Rewrite(let={"u": inside}, where={"F": F}, equation=template("I(f, x) = I(F, u)"), lines=((DU, " = dx"),),
                               given={"a": a, "then": ""})  # fmt: skip
            lines = ((DU, " = (", a, ") dx") if a.is_Add else (DU, " = ", a, " dx"),)
            return Rewrite(let={"u": inside}, where={"F": F, "a": a}, lines=lines, given={"then": (", and divide by ", a)})
    return None


def _linear_parts(f: Expr, x: Expr) -> list[Expr]:
    found = {e for e in sp.preorder_traversal(f) if (e.is_Add or e.is_Mul) and e.has(x) and linear(e, x)}
    return sorted(found, key=lambda e: (-e.count_ops(), e.sort_key()))
