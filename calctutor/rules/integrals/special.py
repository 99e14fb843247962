"""Which functions are integrals that nothing elementary gives, and what are they called?

A row says the integrand with its constants, the answer in terms of the named function, and what the name means. Every
rule says that
there is no elementary antiderivative.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.algebra import OWN
from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import base_and_power, known_negative, linear, quadratic, root
from calctutor.steps import Rewrite

Expr = Any
NOTHING = "no elementary antiderivative exists"


def over_linear(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(T, a, b): f = T/(a x + b)."""
    below = [p for p in sp.Mul.make_args(f) if p.is_Pow and p.exp == -1 and linear(p.base, x)]
    if len(below) != 1:
        return None
    a, b = linear(below[0].base, x)  # type: ignore[misc]
    return f / below[0], a, b


@rule("Exponential integral", "I(f, x) = g", formula="I(e^x/x, x) = Ei(x) + C", example="e^(2*x)/x")
def exponential_integral(f: Expr, x: Expr) -> Rewrite | None:
    """Ei is the name of the integral of eᵗ/t, and stretching and shifting {x}
    brings the integrand to that form.
    """
    found = over_linear(f, x)
    if found is None or found[0].func is not sp.exp or not (rate := linear(found[0].args[0], x)):
        return None
    _, a, b = found
    k, m = rate
    # e^(kx+m)/(ax+b): with y = x + b/a it is e^(m − kb/a) e^(ky)/(a y)
    return Rewrite(where={"g": sp.exp(m - k * b / a) / a * sp.Ei(sp.expand(k * (x + b / a)))}, remarks=(NOTHING,), final=True)


@rule("Sine and cosine integral", "I(f, x) = g", formula="I(sin(x)/x, x) = Si(x) + C", example="sin(x)/x")
def sine_integral(f: Expr, x: Expr) -> Rewrite | None:
    """Si and Ci are the names of the integrals of sin(t)/t and cos(t)/t (Shi
    and Chi for sinh and cosh).
    """
    found = over_linear(f, x)
    if found is None:
        return None
    T, a, b = found
    names = {sp.sin: (sp.Si, sp.Ci), sp.cos: (sp.Ci, sp.Si), sp.sinh: (sp.Shi, sp.Chi), sp.cosh: (sp.Chi, sp.Shi)}
    if T.func not in names or not (rate := linear(T.args[0], x)):
        return None
    k, m = rate
    y, shift = sp.expand(k * (x + b / a)), m - k * b / a
    own, other = names[T.func]
    if T.func in (sp.sin, sp.sinh):
        whole = (
            sp.cos(shift) * own(y) + sp.sin(shift) * other(y)
            if T.func is sp.sin
            else sp.cosh(shift) * own(y) + sp.sinh(shift) * other(y)
        )
    else:
        whole = (
            sp.cos(shift) * own(y) - sp.sin(shift) * other(y)
            if T.func is sp.cos
            else sp.cosh(shift) * own(y) + sp.sinh(shift) * other(y)
        )
    whole = whole.replace(lambda e: e.func in (sp.Ci, sp.Chi), lambda e: e.func(sp.Abs(e.args[0])))
    return Rewrite(where={"g": whole / a}, remarks=(NOTHING,), final=True)


@rule("Logarithmic integral", "I(f, x) = g", formula="I(1/ln(x), x) = li(x) + C", example="1/ln(x)")
def logarithmic_integral(f: Expr, x: Expr) -> Rewrite | None:
    """li is the name of the integral of 1/ln t."""
    if not f.is_Pow or f.exp != -1 or f.base.func is not sp.log or not (ab := linear(f.base.args[0], x)):
        return None
    return Rewrite(where={"g": OWN["li"](f.base.args[0]) / ab[0]}, remarks=(NOTHING,), final=True)


@rule("Error function", "I(f, x) = g", formula="I(e^(-x^2), x) = sqrt(pi) erf(x)/2 + C", example="e^(-x^2)")
def error_function(f: Expr, x: Expr) -> Rewrite | None:
    """erf is the name of the integral of e^(−t²), made so that it ends at 1;
    erfi is that of e^(t²).
    """
    if f.func is not sp.exp or not (abc := quadratic(f.args[0], x)):
        return None
    a, b, c = abc
    front = sp.sqrt(sp.pi) * sp.exp(c - b**2 / (4 * a)) / 2
    if known_negative(a):
        r = root(-a)
        return Rewrite(where={"g": front / r * sp.erf(r * x - b / (2 * r))}, remarks=(NOTHING,), final=True)
    r = root(a)
    g = front / r * sp.erfi(r * x + b / (2 * r))
    return Rewrite(where={"g": g}, remarks=(NOTHING,), final=True, formula="I(e^(x^2), x) = sqrt(pi) erfi(x)/2 + C")


@rule("Fresnel integral", "I(f, x) = g", formula="I(sin(pi*x^2/2), x) = fresnels(x) + C", example="sin(x^2)")
def fresnel(f: Expr, x: Expr) -> Rewrite | None:
    """The Fresnel functions S and C are the names of the integrals of
    sin(πt²/2) and cos(πt²/2).
    """
    if f.func not in (sp.sin, sp.cos) or not (abc := quadratic(f.args[0], x)):
        return None
    a, b, c = abc
    if known_negative(a):
        return None
    r, shift = root(a), sp.factor(c - b**2 / (4 * a))
    y = sp.sqrt(2 / sp.pi) * (r * x + b / (2 * r))
    S, C = sp.fresnels(y), sp.fresnelc(y)
    whole = sp.cos(shift) * S + sp.sin(shift) * C if f.func is sp.sin else sp.cos(shift) * C - sp.sin(shift) * S
    return Rewrite(where={"g": sp.sqrt(sp.pi / 2) / r * whole}, remarks=(NOTHING,), final=True)


@rule("Dilogarithm", "I(f, x) = g", formula="I(ln(1 - x)/x, x) = -polylog(2, x) + C", example="ln(1 + x)/x")
def dilogarithm(f: Expr, x: Expr) -> Rewrite | None:
    """Li₂, the dilogarithm, is by definition the function whose slope is −ln(1
    − {x})/{x}.
    """
    found = over_linear(f, x)
    if found is None or found[0].func is not sp.log or not (cd := linear(found[0].args[0], x)):
        return None
    _, a, b = found
    c, d = cd
    if d * a == b * c:
        return None
    # with y = a x + b: ln((c y + (a d − b c))/a)/(a y) dy; e = (a d − b c)/a
    y, e = a * x + b, sp.cancel((a * d - b * c) / a)
    if known_negative(e):
        if b != 0 or d != 0:
            z = sp.cancel(-c / (a * e)) * y
            return Rewrite(
                where={"g": (sp.log(sp.Abs(z)) * sp.log(c * x + d) + sp.polylog(2, 1 - z)) / a}, remarks=(NOTHING,), price=2
            )
        return None
    return Rewrite(
        where={"g": (sp.log(e) * sp.log(sp.Abs(y)) - sp.polylog(2, sp.cancel(-c / (a * e)) * y)) / a},
        remarks=(NOTHING,),
        price=2,
    )


@rule(
    "Incomplete gamma function",
    "I(f, x) = g",
    formula="I(x^(s - 1) e^(-x), x) = -uppergamma(s, x) + C",
    example="x^(1/3)*e^(-x)",
)
def incomplete_gamma(f: Expr, x: Expr) -> Rewrite | None:
    """The incomplete gamma function {name} is the name of the integral of
    t^(s−1) e^(−t) {range}; here t is {t}.
    """
    c, moving = f.as_independent(x, as_Add=False)
    m, exponent = sp.Integer(0), None
    for factor in sp.Mul.make_args(moving):
        base, n = base_and_power(factor)
        if base == x and not n.has(x):
            m += n
        elif factor.func is sp.exp and exponent is None:
            exponent = factor.args[0]
        else:
            return None
    found = None if exponent is None else _one_power(exponent, x)
    if found is None:
        return None
    shift, rate, n = found
    s = (m + 1) / n
    if s.is_Integer or (n == 2 and m.is_Integer):
        return None
    # t = −rate xⁿ: x^m e^(rate xⁿ) dx = (−rate)^(−s) t^(s−1) e^(−t) dt/n
    t = -rate * x**n
    c = c * sp.exp(shift) * (-rate) ** (-s) / n
    if n.is_Integer and n % 2 == 0 and m.is_Integer and m % 2 == 0 and s.is_positive:
        said = {"t": t, "name": "γ(s, z)", "range": "from 0 to z"}
        return Rewrite(where={"g": c * sp.sign(x) * sp.lowergamma(s, t)}, given=said, remarks=(NOTHING,), price=5)
    g, said = -c * sp.uppergamma(s, t), {"t": t, "name": "Γ(s, z)", "range": "from z on"}
    only = ("only for {x} > 0",) if n != 1 else ()
    known = n != 1 or (2 * s).is_Integer  # for halves, the root as the new letter leads to erf
    return Rewrite(where={"g": g}, given=said, remarks=(NOTHING, *only), price=5 if known else 2)


def _one_power(exponent: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(c, a, n) with exponent = c + a xⁿ, where a is negative and n positive."""
    shift, moving = exponent.as_independent(x, as_Add=True)
    rate, power = moving.as_independent(x, as_Add=False)
    base, n = power.as_base_exp()
    return (shift, rate, n) if base == x and n.is_Rational and n.is_positive and known_negative(rate) else None
