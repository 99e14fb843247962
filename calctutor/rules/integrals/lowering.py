"""How is a power with a letter for its exponent integrated? By a formula that lowers the exponent.

Each formula is parts done once for all exponents. What is left is the same integral with a lower exponent: for a given number
the formula is used until the exponent is used up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from calctutor.notation.algebra import operate
from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import base_and_power, linear, quadratic
from calctutor.steps import Rewrite

Expr = Any
Lowered = tuple[Expr, Expr, Expr]
"""h, k and g: the integral is h + k ∫ g."""

FORMULAS: dict[Any, Callable[[Expr, Expr], Lowered]] = {
    sp.sin: lambda t, n: (-(sp.sin(t) ** (n - 1)) * sp.cos(t) / n, (n - 1) / n, sp.sin(t) ** (n - 2)),
    sp.cos: lambda t, n: (sp.cos(t) ** (n - 1) * sp.sin(t) / n, (n - 1) / n, sp.cos(t) ** (n - 2)),
    sp.tan: lambda t, n: (sp.tan(t) ** (n - 1) / (n - 1), sp.Integer(-1), sp.tan(t) ** (n - 2)),
    sp.cot: lambda t, n: (-(sp.cot(t) ** (n - 1)) / (n - 1), sp.Integer(-1), sp.cot(t) ** (n - 2)),
    sp.sec: lambda t, n: (sp.sec(t) ** (n - 2) * sp.tan(t) / (n - 1), (n - 2) / (n - 1), sp.sec(t) ** (n - 2)),
    sp.csc: lambda t, n: (-(sp.csc(t) ** (n - 2)) * sp.cot(t) / (n - 1), (n - 2) / (n - 1), sp.csc(t) ** (n - 2)),
    sp.sinh: lambda t, n: (sp.sinh(t) ** (n - 1) * sp.cosh(t) / n, -(n - 1) / n, sp.sinh(t) ** (n - 2)),
    sp.cosh: lambda t, n: (sp.cosh(t) ** (n - 1) * sp.sinh(t) / n, (n - 1) / n, sp.cosh(t) ** (n - 2)),
    sp.tanh: lambda t, n: (-(sp.tanh(t) ** (n - 1)) / (n - 1), sp.Integer(1), sp.tanh(t) ** (n - 2)),
    sp.log: lambda t, n: (t * sp.log(t) ** n, -n, sp.log(t) ** (n - 1)),
}
"""A function of t to the n-th, integrated by t."""


@rule(
    "Reduction formula for a power with a letter",
    "I(f, x) = h + k*J",
    formula="I(sin(x)^n, x) = -sin(x)^(n - 1) cos(x)/n + (n - 1)/n I(sin(x)^(n - 2), x)",
    example="cos(x)^n",
)
def lower_function(f: Expr, x: Expr) -> Rewrite | None:
    """By parts, one factor is split off and integrated; with the identities of the function the same integral comes back with
    a lower exponent, and the equation is solved. Used again and again, it ends for every whole number {n}.
    """
    base, n = base_and_power(f)
    if n.is_number or n.has(x) or type(base) not in FORMULAS or not (ab := linear(base.args[0], x)):
        return None
    h, k, g = FORMULAS[type(base)](base.args[0], n)
    return _lowered(h / ab[0], k, g, n, x, 0 if isinstance(base, (sp.sin, sp.cos, sp.sinh, sp.cosh)) else 1)


@rule(
    "Reduction formula for a power beside e or a wave",
    "I(f, x) = h + k*J",
    formula="I(x^n e^(a x), x) = x^n e^(a x)/a - n/a I(x^(n - 1) e^(a x), x)",
    example="x^n*e^x",
)
def lower_power(f: Expr, x: Expr) -> Rewrite | None:
    """By parts, with the power to be differentiated: what is left has the exponent {n} lowered by one. Used again and again, it
    ends for every whole number {n}.
    """
    c, moving = f.as_independent(x, as_Add=False)
    powers = [p for p in sp.Mul.make_args(moving) if base_and_power(p)[0] == x and not base_and_power(p)[1].is_number]
    if len(powers) != 1 or powers[0].exp.has(x):
        return None
    rest, n = moving / powers[0], powers[0].exp
    if rest.func not in BESIDE or not (ab := linear(rest.args[0], x)):
        return None
    v = BESIDE[rest.func](rest.args[0]) / ab[0]
    sign, left = v.as_coeff_Mul()
    return _lowered(c * powers[0] * v, -n * c * sign, x ** (n - 1) * left, n, x, 0, price=4)


BESIDE: dict[Any, Callable[[Expr], Expr]] = {
    sp.exp: sp.exp, sp.sin: lambda t: -sp.cos(t), sp.cos: sp.sin, sp.sinh: sp.cosh, sp.cosh: sp.sinh,
}  # fmt: skip
"""What stands beside a power, and an antiderivative of it."""


@rule(
    "Reduction formula for a power of a quadratic",
    "I(f, x) = h + k*J",
    formula="I(1/(x^2 + q)^n, x) = x/(2 q (n - 1) (x^2 + q)^(n - 1)) + (2 n - 3)/(2 q (n - 1)) I(1/(x^2 + q)^(n - 1), x)",
    example="1/(x^2 + 1)^n",
)
def lower_quadratic(f: Expr, x: Expr) -> Rewrite | None:
    """By parts with 1 as the part to integrate: the exponent {n} below is lowered by one. Used again and again, it ends with an
    arctangent or a logarithm for every whole number {n}.
    """
    base, exponent = base_and_power(f)
    n = -exponent
    if n.is_number or n.has(x) or not (abc := quadratic(base, x)) or abc[1] != 0 or abc[2] == 0:
        return None
    q = abc[2]
    h, k = x / (2 * q * (n - 1) * base ** (n - 1)), (2 * n - 3) / (2 * q * (n - 1))
    return _lowered(h, k, base ** (1 - n), n, x, 1)


def _lowered(h: Expr, k: Expr, g: Expr, n: Expr, x: Expr, not_at: Expr | int, price: int = 1) -> Rewrite:
    where = {"h": h, "k": sp.factor(k), "J": operate("I", (g, x)), "n": n}
    remarks = (f"{n} ≠ {not_at}",) if sp.denom(sp.together(h)).has(n) else ()
    return Rewrite(where=where, remarks=remarks, price=price, final=price == 1)
