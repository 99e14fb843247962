"""What are the antiderivatives of the functions that are themselves names of integrals?

By parts with 1 as the part to integrate: the slope of the function is the integrand that it is the name of. One row a function.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.special import NOTHING
from calctutor.rules.integrals.table import enter
from calctutor.steps import Rewrite

Expr = Any

NAMED: tuple[tuple[str, str, str, str], ...] = (
    ("erf",      "erf(x)",      "x erf(x) + e^(-x^2)/sqrt(pi)",         "By parts with 1 as the part to integrate: the slope of erf is 2e^(−x²)/√π."),
    ("erfc",     "erfc(x)",     "x erfc(x) - e^(-x^2)/sqrt(pi)",        "By parts with 1 as the part to integrate: erfc is 1 − erf, and its slope is −2e^(−x²)/√π."),
    ("erfi",     "erfi(x)",     "x erfi(x) - e^(x^2)/sqrt(pi)",         "By parts with 1 as the part to integrate: the slope of erfi is 2e^(x²)/√π."),
    ("Ei",       "Ei(x)",       "x Ei(x) - e^x",                        "By parts with 1 as the part to integrate: {x} times the slope of Ei is e^{x}."),
    ("li",       "li(x)",       "x li(x) - Ei(2 ln(x))",                "By parts with 1 as the part to integrate: {x} times the slope of li is {x}/ln({x}), whose integral is Ei(2 ln {x})."),
    ("Si",       "Si(x)",       "x Si(x) + cos(x)",                     "By parts with 1 as the part to integrate: {x} times the slope of Si is sin({x})."),
    ("Ci",       "Ci(x)",       "x Ci(x) - sin(x)",                     "By parts with 1 as the part to integrate: {x} times the slope of Ci is cos({x})."),
    ("Shi",      "Shi(x)",      "x Shi(x) - cosh(x)",                   "By parts with 1 as the part to integrate: {x} times the slope of Shi is sinh({x})."),
    ("Chi",      "Chi(x)",      "x Chi(x) - sinh(x)",                   "By parts with 1 as the part to integrate: {x} times the slope of Chi is cosh({x})."),
    ("Fresnel S", "fresnels(x)", "x fresnels(x) + cos(pi x^2/2)/pi",    "By parts with 1 as the part to integrate: the slope of the Fresnel function S is sin(πx²/2)."),
    ("Fresnel C", "fresnelc(x)", "x fresnelc(x) - sin(pi x^2/2)/pi",    "By parts with 1 as the part to integrate: the slope of the Fresnel function C is cos(πx²/2)."),
    ("Lambert W", "lambertw(x)", "x lambertw(x) - x + e^(lambertw(x))", "W is the number with W e^W = {x}. With w = W({x}) as the new letter, d{x} is (w + 1) e^w dw, and w(w + 1) e^w is integrated by parts."),
)  # fmt: skip


for _title, _function, _answer, _why in NAMED:
    enter(_title, _function, (), _answer, _why)


@rule("Polylogarithm", "I(f, x) = g", formula="I(polylog(s, x)/x, x) = polylog(s + 1, x) + C", example="polylog(2, x)/x")
def polylogarithm(f: Expr, x: Expr) -> Rewrite | None:
    """Liₛ, the polylogarithm, is made step by step: the slope of the next one is the one before, divided by {x}."""
    c, moving = f.as_independent(x, as_Add=False)
    log = next((p for p in sp.Mul.make_args(moving) if p.func is sp.polylog), None)
    if log is None or log.args[0].has(x):
        return None
    a, power = log.args[1].as_independent(x, as_Add=False)
    base, n = power.as_base_exp()
    if base != x or n.has(x) or sp.cancel(moving / log * x) != 1:
        return None
    return Rewrite(where={"g": c * sp.polylog(log.args[0] + 1, a * power) / n}, remarks=(NOTHING,), final=True)
