"""How else could one begin?

Rules that open a second derivation of the same derivative. They are never needed, so they are only used when another
way is asked for; the rest of the way is worked by the ordinary rules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.bracketing import expandable
from calctutor.rules.derivatives import exponent_of, top_and_bottom
from calctutor.steps import Rewrite

Expr = Any


@rule("Split the fraction first", "D(f, x) = D(g, x)", formula="(a + b)/c = a/c + b/c", example="(x^2 + 1)/x", alternative=True)
def split_fraction(f: Expr, x: Expr) -> Rewrite | None:
    """Only one term stands below, so each term above can be divided by it first."""
    top, bottom = top_and_bottom(f, x)
    if not top.is_Add or bottom.is_Add or not bottom.has(x):
        return None
    return Rewrite(where={"g": sp.Add(*(term / bottom for term in top.args))})


@rule(
    "Multiply out first",
    "D(f, x) = D(g, x)",
    formula="(a + b)(c + d) = a c + a d + b c + b d",
    example="(x + 1)*(x - 2)",
    alternative=True,
)
def multiply_out(f: Expr, x: Expr) -> Rewrite | None:
    """Multiplied out, it is a sum, and a sum can be differentiated term by term."""
    if not f.is_polynomial(x) or not expandable(f):
        return None
    expanded = sp.expand(f)
    return Rewrite(where={"g": expanded}) if expanded != f and expanded.is_Add and len(expanded.args) <= 12 else None


@rule(
    "Quotient as a product",
    "D(u/v, x) = D(u, x)*v^(-1) + u*D(v^(-1), x)",
    formula="u/v = u v^(-1)",
    example="sin(x)/(x^2 + 1)",
    alternative=True,
)
def quotient_as_product(f: Expr, x: Expr) -> Rewrite | None:
    """Dividing by {v} is multiplying by its power −1, so the product rule does as well."""
    u, v = top_and_bottom(f, x)
    return Rewrite(let={"u": u, "v": v}) if u.has(x) and v.has(x) else None


@rule(
    "Laws of logarithms first",
    "D(f, x) = D(g, x)",
    formula="ln(a b) = ln(a) + ln(b)",
    example="ln(x^2*(x + 1))",
    alternative=True,
)
def laws_of_logarithms(f: Expr, x: Expr) -> Rewrite | None:
    """The logarithm of a product is a sum of logarithms, and exponents come down in front."""
    if f.func is not sp.log:
        return None
    logarithms = _sum_of_logarithms(f.args[0])
    return Rewrite(where={"g": logarithms}, remarks=("holds where every factor is positive",)) if logarithms != f else None


def _sum_of_logarithms(product: Expr) -> Expr:
    """ln of every factor, exponents in front."""
    terms = []
    for factor in sp.Mul.make_args(product):
        base, exponent = factor.as_base_exp() if factor.func is not sp.exp else (sp.E, factor.args[0])
        terms.append(exponent * sp.log(base))
    return sp.Add(*terms)


@rule(
    "Logarithmic differentiation of a product",
    "D(f, x) = f*D(g, x)",
    formula="y' = y (ln y)'",
    example="x^2*sin(x)",
    alternative=True,
)
def logarithmic_product(f: Expr, x: Expr) -> Rewrite | None:
    """Take logarithms: the derivative of ln |y| is y′/y, so y′ is y times the derivative of the sum of the factors'
    logarithms.
    """
    factors = [factor for factor in sp.Mul.make_args(f) if factor.has(x)]
    if len(factors) < 2 and not (f.is_Pow and f.exp.is_Rational and f.base.is_Add):
        return None
    terms = []
    for factor in factors:
        base, exponent = factor.as_base_exp() if factor.func is not sp.exp else (sp.E, factor.args[0])
        terms.append(exponent if base is sp.E else exponent * sp.log(sp.Abs(base)))
    return Rewrite(where={"g": sp.Add(*terms)}, remarks=("holds where no factor is 0",))


IN_TERMS_OF_OTHERS: tuple[tuple[Any, Callable[[Expr], Expr]], ...] = (
    (sp.tan, lambda u: sp.sin(u) / sp.cos(u)),
    (sp.cot, lambda u: sp.cos(u) / sp.sin(u)),
    (sp.sec, lambda u: 1 / sp.cos(u)),
    (sp.csc, lambda u: 1 / sp.sin(u)),
    (sp.sinh, lambda u: (sp.exp(u) - sp.exp(-u)) / 2),
    (sp.cosh, lambda u: (sp.exp(u) + sp.exp(-u)) / 2),
    (sp.tanh, lambda u: sp.sinh(u) / sp.cosh(u)),
    (sp.coth, lambda u: sp.cosh(u) / sp.sinh(u)),
    (sp.sech, lambda u: 1 / sp.cosh(u)),
    (sp.csch, lambda u: 1 / sp.sinh(u)),
)
"""Functions -> what they are by definition."""


@rule("By definition", "D(f, x) = D(g, x)", formula="tan(x) = sin(x)/cos(x)", example="tan(x)", alternative=True)
def by_definition(f: Expr, x: Expr) -> Rewrite | None:
    """{f} is by definition {g}, and that can be differentiated with the other rules."""
    definition = next((define for head, define in IN_TERMS_OF_OTHERS if f.func is head), None)
    if definition is None and type(f).__name__ in ("sigmoid", "softplus"):
        definition = {"sigmoid": lambda u: 1 / (1 + sp.exp(-u)), "softplus": lambda u: sp.log(1 + sp.exp(u))}[type(f).__name__]
    return Rewrite(where={"g": definition(f.args[0])}) if definition else None


@rule("As a power of e", "D(f, x) = D(e^(v*ln(u)), x)", formula="u^v = e^(v ln(u))", example="2^x", alternative=True)
def as_power_of_e(f: Expr, x: Expr) -> Rewrite | None:
    """Any power is e to a logarithm: {f} is e to the power {v} ln({u})."""
    if not f.is_Pow or not f.exp.has(x) or f.func is sp.exp:
        return None
    return Rewrite(let={"u": f.base, "v": f.exp}, remarks=("holds where the base is positive",))


@rule("As a product of equals", "D(u^2, x) = D(u, x)*u + u*D(u, x)", formula="u^2 = u u", example="sin(x)^2", alternative=True)
def square_as_product(f: Expr, x: Expr) -> Rewrite | None:
    """A square is a product of two equal factors, so the product rule does as well."""
    return Rewrite(let={"u": f.base}) if f.is_Pow and f.exp == 2 and f.base.has(x) else None


@rule("By the inverse function", "D(f, x) = 1/F", formula="(f^-1(x))' = 1/f'(f^-1(x))", example="asin(x)", alternative=True)
def by_inverse(f: Expr, x: Expr) -> Rewrite | None:
    """{f} undoes {undone}. The slope of an inverse is 1 over the slope of the function, at the mirrored point."""
    if f.args != (x,) or f.func not in INVERSES:
        return None
    undone, slope = INVERSES[f.func]
    return Rewrite(where={"F": slope(f)}, given={"undone": undone})


INVERSES: dict[Any, tuple[str, Callable[[Expr], Expr]]] = {
    sp.asin: ("sin", lambda y: sp.cos(y)),
    sp.atan: ("tan", lambda y: 1 + sp.tan(y) ** 2),
    sp.log: ("the exponential function", lambda y: sp.exp(y)),
    sp.asinh: ("sinh", lambda y: sp.cosh(y)),
    sp.atanh: ("tanh", lambda y: 1 - sp.tanh(y) ** 2),
}
"""Inverse functions -> the function that they undo, and its slope."""


@rule(
    "Power rule by the product rule",
    "D(f, x) = D(x, x)*g + x*D(g, x)",
    formula="x^n = x x^(n-1)",
    example="x^3",
    alternative=True,
)
def power_as_product(f: Expr, x: Expr) -> Rewrite | None:
    """A power is {x} times the next lower power."""
    n = exponent_of(f, x)
    return Rewrite(where={"g": x ** (n - 1)}) if n is not None and n.is_Integer and n > 2 else None
