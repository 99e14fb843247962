"""Which powers of trigonometric and hyperbolic functions have a formula that lowers them?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.changing import in_two
from calctutor.rules.integrals.repeated_parts import J, integral
from calctutor.rules.integrals.shapes import HYPERBOLIC, TRIG, base_and_power, base_angle, linear
from calctutor.steps import Rewrite

Expr = Any


REDUCED: dict[Any, tuple[Any, int, int]] = {
    sp.tan: (sp.tan, 1, -1),
    sp.cot: (sp.cot, -1, -1),
    sp.tanh: (sp.tanh, -1, 1),
    sp.coth: (sp.coth, -1, 1),
}
"""T^n: T^(n−1)/(n−1) times the sign, plus a multiple of the integral of T^(n−2)."""


def _power_of(f: Expr, kinds: tuple[Any, ...], x: Expr) -> tuple[Any, Expr, int] | None:
    """(function, angle, n) for a whole power n ≥ 2 of one of these functions of something linear; 1/cos counts as sec."""
    base, n = base_and_power(f)
    inverse = {sp.cos: sp.sec, sp.sin: sp.csc, sp.cosh: sp.sech, sp.sinh: sp.csch, sp.tan: sp.cot, sp.cot: sp.tan,
    sp.tanh: sp.coth, sp.coth: sp.tanh,
               sp.sec: sp.cos, sp.csc: sp.sin}  # fmt: skip
    if not n.is_Integer or not isinstance(base, (*TRIG, *HYPERBOLIC)) or not linear(base.args[0], x):
        return None
    kind, n = (inverse.get(base.func), -n) if n < 0 else (base.func, n)
    return (kind, base.args[0], int(n)) if kind in kinds and n >= 2 else None


@rule(
    "Reduction for powers of tan and cot",
    "I(f, x) = h + k*I(g, x)",
    formula="I(tan(x)^n, x) = tan(x)^(n - 1)/(n - 1) - I(tan(x)^(n - 2), x)",
    example="tan(x)^2",
)
def reduce_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """One square is traded for the slope of the function, up to a constant; what is left is the power lowered by two."""
    found = _power_of(f, tuple(REDUCED), x)
    if found is None:
        return None
    kind, angle, n = found
    T, (_, sign, k) = kind(angle), REDUCED[kind]
    a = linear(angle, x)[0]  # type: ignore[index]
    where = {"h": sign * T ** (n - 1) / (a * (n - 1)), "k": sp.Integer(k), "g": T ** (n - 2)}
    return Rewrite(where=where, formula="" if kind is sp.tan else FORMULAS[kind])


@rule(
    "Reduction for powers of sec and csc",
    "I(f, x) = h + k*I(g, x)",
    formula="I(sec(x)^n, x) = sec(x)^(n - 2) tan(x)/(n - 1) + (n - 2)/(n - 1) I(sec(x)^(n - 2), x)",
    example="sec(x)^3",
)
def reduce_secant(f: Expr, x: Expr) -> Rewrite | None:
    """By parts with {d} as the part to integrate, the same integral comes back and is solved for: the power is
    lowered by two.
    """
    found = _power_of(f, (sp.sec, sp.csc, sp.sech, sp.csch), x)
    if found is None:
        return None
    kind, angle, n = found
    partner, sign, k = PARTNERS[kind]
    S, a = kind(angle), linear(angle, x)[0]  # type: ignore[index]
    h = sign * S ** (n - 2) * partner(angle) / (a * (n - 1))
    factor = sp.Rational(n - 2, n - 1) * k
    lines = _by_parts(S, partner(angle), sign, n, a, x) if n > 2 else ()
    # An even power has a shorter way, with the tangent as the new letter.
    price = 3 if n % 2 == 0 and kind in (sp.sec, sp.csc) else 1
    formula = "" if kind is sp.sec else FORMULAS[kind]
    return Rewrite(where={"h": h, "k": factor, "g": S ** (n - 2)}, given={"d": S**2}, lines=lines, price=price, formula=formula)


PARTNERS = {sp.sec: (sp.tan, 1, 1), sp.csc: (sp.cot, -1, 1), sp.sech: (sp.tanh, 1, 1), sp.csch: (sp.coth, -1, -1)}
"""S: (T, s, k), where S² is the slope of s T, and the integral of Sⁿ leaves k times a multiple of that of S^(n − 2)."""

SQUARES = {sp.tan: lambda S: S**2 - 1, sp.cot: lambda S: S**2 - 1, sp.tanh: lambda S: 1 - S**2, sp.coth: lambda S: 1 + S**2}
"""T²: by the square of its partner S."""

FORMULAS = {
    sp.csc: "I(csc(x)^n, x) = -csc(x)^(n - 2) cot(x)/(n - 1) + (n - 2)/(n - 1) I(csc(x)^(n - 2), x)",
    sp.sech: "I(sech(x)^n, x) = sech(x)^(n - 2) tanh(x)/(n - 1) + (n - 2)/(n - 1) I(sech(x)^(n - 2), x)",
    sp.csch: "I(csch(x)^n, x) = -csch(x)^(n - 2) coth(x)/(n - 1) - (n - 2)/(n - 1) I(csch(x)^(n - 2), x)",
    sp.cot: "I(cot(x)^n, x) = -cot(x)^(n - 1)/(n - 1) - I(cot(x)^(n - 2), x)",
    sp.tanh: "I(tanh(x)^n, x) = -tanh(x)^(n - 1)/(n - 1) + I(tanh(x)^(n - 2), x)",
    sp.coth: "I(coth(x)^n, x) = -coth(x)^(n - 1)/(n - 1) + I(coth(x)^(n - 2), x)",
}
"""The reduction formulas of the relatives of sec and tan."""


def _by_parts(S: Expr, T: Expr, sign: int, n: int, a: Expr, x: Expr) -> tuple[tuple[Expr | str, ...], ...]:
    """How the integral of Sⁿ comes back, for S and T as sec and tan: S² is the slope of T, up to the sign."""
    low, square = S ** (n - 2), SQUARES[T.func](S)
    once = sign * low * T / a
    turn = (n - 2) * (1 if T.func is sp.tanh else -1)  # sech is the one that falls while its partner rises
    k = turn * (square - square.coeff(S, 2) * S**2)
    return (
        (J, " = ", integral(S**n, x)),
        ("By parts, with ", low, " to be differentiated and ", S**2, " to be integrated:"),
        (J, " = ", once + turn * integral(low * T**2, x)),
        ("Put in ", T**2, " = ", square, ":"),
        (J, " = ", once - (n - 2) * J + k * integral(low, x)),
        ("Take the multiple of ", J, " to the left:"),
        ((n - 1) * J, " = ", once + k * integral(low, x)),
    )


@rule(
    "Reduction for powers of sinh and cosh",
    "I(f, x) = h + k*I(g, x)",
    formula="I(cosh(x)^n, x) = cosh(x)^(n - 1) sinh(x)/n + (n - 1)/n I(cosh(x)^(n - 2), x)",
    example="cosh(x)^2",
)
def reduce_hyperbolic(f: Expr, x: Expr) -> Rewrite | None:
    """By parts and with cosh² − sinh² = 1 the power is lowered by two."""
    found = _power_of(f, (sp.sinh, sp.cosh, sp.sin, sp.cos), x)
    if found is None or found[0] in (sp.sin, sp.cos):
        return None
    kind, angle, n = found
    a = linear(angle, x)[0]  # type: ignore[index]
    h = sp.sinh(angle) * sp.cosh(angle) * kind(angle) ** (n - 2) / (a * n)
    k = sp.Rational(n - 1, n) * (1 if kind is sp.cosh else -1)
    return Rewrite(where={"h": h, "k": k, "g": kind(angle) ** (n - 2)})


@rule(
    "Write with secant and tangent",
    "I(f, x) = I(g, x)",
    formula="tan(x)^2 = sec(x)^2 - 1",
    example="sin(x)^2/cos(x)",
    least=2,
)
def secant_and_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """With tan² = sec² − 1 (or cot² = csc² − 1) everything is written with powers of one function."""
    angle = base_angle(f, x, TRIG)
    if angle is None:
        return None
    c, moving = f.as_independent(x, as_Add=False)
    e = in_two(moving, angle, sp.sin, sp.cos)
    s, k = sp.sin(angle), sp.cos(angle)
    powers = dict(map(base_and_power, sp.Mul.make_args(sp.powsimp(e))))
    if set(powers) - {s, k} or not all(n.is_Integer for n in powers.values()):
        return None
    m, n = powers.get(s, sp.Integer(0)), powers.get(k, sp.Integer(0))
    if m > 0 and m % 2 == 0 and n < 0:
        g = (
            sp.expand((1 - k**2) ** (m / 2) * k**n).xreplace({k: 1 / sp.sec(angle)})
            if -n < m
            else sp.expand((sp.sec(angle) ** 2 - 1) ** (m / 2) * sp.sec(angle) ** (-n - m))
        )
    elif n > 0 and n % 2 == 0 and m < 0:
        g = sp.expand((1 - s**2) ** (n / 2) * s**m).xreplace({s: 1 / sp.csc(angle)})
    else:
        return None
    g = g.replace(lambda p: p.is_Pow and p.base.func in (sp.sec, sp.csc) and p.exp.is_negative,
                  lambda p: {sp.sec: k, sp.csc: s}[p.base.func] ** (-p.exp))  # fmt: skip
    return Rewrite(where={"g": c * g}, price=1) if c * g != f else None
