"""What when one integration by parts is not enough? A table, or an equation for the integral that comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.notation.algebra import operate
from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import HYPERBOLIC, TRIG, factors_of, linear, neat
from calctutor.rules.integrals.surds import slope_of
from calctutor.steps import Rewrite

Expr = Any
J = sp.Symbol("J", real=True)
"""What an integral is called while an equation is solved for it."""


@rule(
    "Repeated integration by parts",
    "I(f, x) = g",
    formula="I(p q, x) = p q_1 - p' q_2 + p'' q_3",
    example="x^2*e^x",
)
def tabular(f: Expr, x: Expr) -> Rewrite | None:
    """By parts again and again: {p} is differentiated until it is gone, {w} integrated as often. Multiply along each row of
    the table, with the sign of the row, and add up.
    """
    factors = factors_of(f)
    polynomial = sp.Mul(*(p for p in factors if p.is_polynomial(x)))
    rest = f / polynomial
    if not polynomial.has(x) or not rest.has(x) or not 2 <= sp.degree(polynomial, x) <= 40 or _again(rest, x) is None:
        return None
    answer, sign = sp.Integer(0), 1
    rows: list[tuple[Expr | str, ...]] = [("sign", "derivatives", "antiderivatives")]
    p, w = sp.expand(polynomial), rest
    while p != 0:
        w = sp.expand(_again(w, x)) if w.is_Add else _again(w, x)
        rows.append(("+" if sign > 0 else "−", p, w))
        answer += sign * p * w
        p, sign = p.diff(x), -sign
    table = rows if len(rows) <= 10 else [*rows[:5], ("…", "…", "…"), rows[-1]]
    return Rewrite(where={"g": answer, "p": polynomial, "w": rest}, table=tuple(table), price=2, final=True)


def _again(w: Expr, x: Expr) -> Expr | None:
    """An antiderivative of sums of exponentials, sines and cosines of something linear, and of products of the two kinds."""
    if w.is_Add:
        parts = [_again(term, x) for term in w.args]
        return None if any(part is None for part in parts) else sp.Add(*parts)
    c, e = w.as_independent(x, as_Add=False)
    if isinstance(e, (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh)) and (ab := linear(e.args[0], x)):
        rates = {sp.exp: (sp.exp, 1), sp.sin: (sp.cos, -1), sp.cos: (sp.sin, 1), sp.sinh: (sp.cosh, 1), sp.cosh: (sp.sinh, 1)}
        other, sign = rates[e.func]
        return c * sign * other(e.args[0]) / ab[0]
    if e.is_Pow and not e.base.has(x) and (ab := linear(e.exp, x)):
        return c * e / (ab[0] * sp.log(e.base))
    found = _exponential_and_sine(e, x)
    if found is None:
        return None
    E, a, T, b = found
    other = sp.cos(T.args[0]) if T.func is sp.sin else -sp.sin(T.args[0])
    rate = a**2 + b**2
    return c * a / rate * E * T - c * b / rate * E * other


@rule(
    "Exponential times sine or cosine",
    "I(f, x) = g",
    formula="I(e^(a x) sin(b x), x) = e^(a x) (a sin(b x) - b cos(b x))/(a^2 + b^2) + C",
    example="e^x*sin(x)",
)
def exponential_times_sine(f: Expr, x: Expr) -> Rewrite | None:
    """Two integrations by parts bring the same integral back with another factor: an equation for {J}, which is solved."""
    found = _exponential_and_sine(f, x)
    if found is None:
        return None
    E, a, T, b = found
    c = f / (E * T)
    if c.has(x):
        return None
    other = sp.cos(T.args[0]) if T.func is sp.sin else -sp.sin(T.args[0])
    once = E * T / a
    twice = E * T / a - b * E * other / a**2
    lines = (
        (J, " = ", integral(E * T, x)),
        ("By parts, with ", T, " to be differentiated and ", E, " to be integrated:"),
        (J, " = ", once - integral(b * E * other / a, x)),
        ("By parts once more, the same way round:",),
        (J, " = ", twice - b**2 / a**2 * J),
        ("Take the multiple of ", J, " to the left:"),
        ((1 + b**2 / a**2) * J, " = ", twice),
    )
    return Rewrite(where={"g": c * E * (a * T - b * other) / (a**2 + b**2)}, lines=lines, given={"J": J}, price=1)


def integral(f: Expr, x: Expr) -> Expr:
    """The integral of f, as it is written."""
    return operate("I", (f, x))


def _exponential_and_sine(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr] | None:
    factors = [p for p in factors_of(f) if p.has(x)]
    waves = [p for p in factors if isinstance(p, (sp.sin, sp.cos)) and linear(p.args[0], x)]
    if len(waves) != 1:
        return None
    rate, rest = sp.Integer(0), [p for p in factors if p not in waves]
    for e in rest:
        exponent = e.args[0] if e.func is sp.exp else e.exp * sp.log(e.base) if e.is_Pow and not e.base.has(x) else None
        if exponent is None or (ab := linear(exponent, x)) is None:
            return None
        rate += ab[0]
    if not rest:
        return None
    return sp.Mul(*rest), rate, waves[0], linear(waves[0].args[0], x)[0]  # type: ignore[index]


@rule(
    "Parts until the integral comes back",
    "I(f, x) = g",
    formula="J = (u v - w)/(1 + k)",
    example="sin(x)*sinh(x)",
    asks=True,
    least=3,
)
def cyclic(f: Expr, x: Expr, search: Any) -> Iterator[Rewrite]:
    """Integrating by parts twice gives the integral again, with another factor: an equation for {J}, which is solved."""
    if not f.has(*TRIG, *HYPERBOLIC):
        return
    for u, dv, _ in _cyclic_choices(f, x):
        v = search.value(dv, 2) if dv != 1 else x
        if v is None:
            continue
        g = neat(v * slope_of(u, x), x)
        for u2, dv2, _ in _cyclic_choices(g, x):
            v2 = search.value(dv2, 2) if dv2 != 1 else x
            if v2 is None or u2 == v:
                continue
            k = sp.cancel(neat(v2 * slope_of(u2, x), x) / f)
            if not k.has(x) and k != 1:
                lines = (
                    (J, " = ", integral(f, x)),
                    ("By parts, with ", u, " to be differentiated:"),
                    (J, " = ", u * v - integral(g, x)),
                    ("By parts once more, with ", u2, " to be differentiated:"),
                    (J, " = ", u * v - u2 * v2 + k * J),
                    ("Take the multiple of ", J, " to the left:"),
                    ((1 - k) * J, " = ", u * v - u2 * v2),
                )
                yield Rewrite(where={"g": (u * v - u2 * v2) / (1 - k)}, lines=lines, given={"J": J}, price=3)
                return


def _cyclic_choices(f: Expr, x: Expr) -> list[tuple[Expr, Expr, str]]:
    factors = [p for p in factors_of(f) if p.has(x)]
    found = [(p, f / p, "") for p in factors if isinstance(p, (*TRIG, *HYPERBOLIC))]
    return found[:3]
