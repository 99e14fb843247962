"""How are powers, products and quotients of trigonometric and hyperbolic functions integrated?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.changing import in_two
from calctutor.rules.integrals.shapes import HYPERBOLIC, NEW, TRIG, angles, base_angle, linear, neat, small
from calctutor.steps import Rewrite

Expr = Any
DU, DX = sp.Symbol("du"), sp.Symbol("dx")


@rule("Square of tan or cot traded", "I(f, x) = I(g, x)", formula="tan(x)^2 = sec(x)^2 - 1", example="x*tan(x)^2", least=2)
def square_traded(f: Expr, x: Expr) -> Rewrite | None:
    """tan² = sec² − 1 and cot² = csc² − 1: the squares on the right are slopes."""
    other = {sp.tan: (sp.sec, 1, -1), sp.cot: (sp.csc, 1, -1), sp.tanh: (sp.sech, -1, 1), sp.coth: (sp.csch, 1, 1)}

    def traded(p: Expr) -> Expr:
        kind, a, b = other[p.base.func]
        return (a * kind(p.base.args[0]) ** 2 + b) * p.base ** (p.exp - 2)

    g = f.replace(lambda p: p.is_Pow and p.base.func in other and p.exp.is_Integer and p.exp >= 2, traded)
    if g == f or (f.is_Pow and f.base.func in other):
        return None
    return Rewrite(where={"g": sp.expand(g) if small(g, 60) else g}, price=0)


@rule("Double angles", "I(f, x) = I(g, x)", formula="sin(2 x) = 2 sin(x) cos(x)", example="cos(2*x)/(sin(x) + cos(x))", least=3)
def double_angles(f: Expr, x: Expr) -> Rewrite | None:
    """All angles are multiples of one; with the formulas for multiples of an angle only that one is left."""
    angle = base_angle(f, x, TRIG)
    if angle is None or angles(f, x, TRIG) == [angle] or len(angles(f, x, TRIG)) > 3:
        return None
    g = in_two(f, angle, sp.sin, sp.cos)
    g = sp.factor_terms(g)
    return Rewrite(where={"g": g}, price=2) if g != f and angles(g, x, TRIG) == [angle] else None


@rule(
    "Sum of angles",
    "I(f, x) = I(g, x)",
    formula="sin(a + b) = sin(a) cos(b) + cos(a) sin(b)",
    example="sin(x + a)/cos(x)",
    least=3,
)
def sum_of_angles(f: Expr, x: Expr) -> Rewrite | None:
    """The formulas for the sine and cosine of a sum leave {x} alone inside."""
    found = angles(f, x, TRIG)
    if len(found) < 2 or not all(linear(angle, x) for angle in found) or all(not angle.is_Add for angle in found):
        return None
    g = sp.expand_trig(f)
    return Rewrite(where={"g": g}, price=2) if g != f else None


@rule("Tangent as the new letter", "I(f, x) = I(F, u)", formula="sin(x)^2 = u^2/(1 + u^2)", example="1/(1 + sin(x)^2)", least=3)
def by_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """The integrand does not change when sine and cosine change sign together, so it depends on the tangent: with {u}
    as the new letter it is a
    quotient of polynomials.
    """
    found = _in_sine_and_cosine(f, x)
    if found is None:
        return None
    R, s, c, angle, a = found
    if sp.cancel(R.xreplace({s: -s, c: -c}) - R) != 0:
        return None
    F = sp.cancel(sp.cancel(R.xreplace({s: NEW * c})).xreplace({c: 1 / sp.sqrt(1 + NEW**2)}) / (a * (1 + NEW**2)))
    if F.has(sp.sqrt(1 + NEW**2)):
        F = neat(F, NEW)
    return Rewrite(
        let={"u": sp.tan(angle)},
        where={"F": sp.factor(F)},
        lines=((DX, " = ", 1 / (a * (1 + NEW**2)), " du"),),
        price=2,
        final=True,
    )


@rule(
    "Half-angle tangent (Weierstrass)",
    "I(f, x) = I(F, u)",
    formula="sin(x) = 2 u/(1 + u^2)",
    example="1/(2 + cos(x))",
    least=4,
)
def weierstrass(f: Expr, x: Expr) -> Rewrite | None:
    """With {u} as the new letter, sine and cosine are quotients of polynomials, and so is the whole integrand."""
    found = _in_sine_and_cosine(f, x)
    if found is None:
        return None
    R, s, c, angle, a = found
    below = 1 + NEW**2
    F = sp.factor(sp.together(R.xreplace({s: 2 * NEW / below, c: (1 - NEW**2) / below}) * 2 / (a * below)))
    quotients = ((s, sp.sin(angle), 2 * NEW / below), (c, sp.cos(angle), (1 - NEW**2) / below))
    slope = 2 / (a * below)
    lines = ((DX, " = ", slope, " du"), *((wave, " = ", q) for letter, wave, q in quotients if R.has(letter)))
    return Rewrite(
        let={"u": sp.tan(angle / 2)}, where={"F": F, "s": slope}, lines=lines, price=4, final=True,
        unsimplified=template("I(p*s, u)"), put_in={wave: q for _, wave, q in quotients},
    )  # fmt: skip


def _in_sine_and_cosine(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr, Expr] | None:
    """(R, s, c, angle, slope of the angle) with f = R(s, c), a rational function of the sine and cosine of one angle."""
    angle = base_angle(f, x, TRIG)
    if angle is None or not small(f, 80):
        return None
    s, c = sp.Dummy("s", real=True), sp.Dummy("c", real=True)
    R = in_two(f, angle, sp.sin, sp.cos).xreplace({sp.sin(angle): s, sp.cos(angle): c})
    if R.has(x) or not R.is_rational_function(s, c):
        return None
    return R, s, c, angle, linear(angle, x)[0]  # type: ignore[index]


@rule(
    "Hyperbolic tangent as the new letter",
    "I(f, x) = I(F, u)",
    formula="sinh(x)^2 = u^2/(1 - u^2)",
    example="1/(1 + 2*sinh(x)^2)",
    least=2,
)
def by_hyperbolic_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """The integrand depends on squares and on the product of sinh and cosh only: with {u} as the new letter it is a
    quotient of polynomials.
    """
    angle = base_angle(f, x, HYPERBOLIC)
    if angle is None or not small(f, 60):
        return None
    s, c = sp.Dummy("s", real=True), sp.Dummy("c", positive=True)
    R = in_two(f, angle, sp.sinh, sp.cosh).xreplace({sp.sinh(angle): s, sp.cosh(angle): c})
    if R.has(x) or not R.is_rational_function(s, c) or sp.cancel(R.xreplace({s: -s, c: -c}) - R) != 0:
        return None
    a = linear(angle, x)[0]  # type: ignore[index]
    F = sp.factor(sp.cancel(sp.cancel(R.xreplace({s: NEW * c})).xreplace({c: 1 / sp.sqrt(1 - NEW**2)}) / (a * (1 - NEW**2))))
    return Rewrite(let={"u": sp.tanh(angle)}, where={"F": F}, lines=((DX, " = ", 1 / (a * (1 - NEW**2)), " du"),))


@rule("Half angle under a root", "I(f, x) = I(g, x)", formula="1 + cos(x) = 2 cos(x/2)^2", example="sqrt(1 + cos(x))", least=3)
def half_angle(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """1 ± cos is twice a square, whose root is an absolute value: constant in sign between zeros, so the sign stands
    outside. The sine is the cosine of an angle that is a quarter turn less.
    """
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if not (p.exp.is_Rational and p.exp.q == 2 and p.base.is_Add and len(p.base.args) == 2):
            continue
        one, wave = p.base.as_independent(x, as_Add=True)
        k, function = wave.as_independent(x, as_Add=False)
        if function.func not in (sp.sin, sp.cos) or abs(k) != one or not linear(function.args[0], x):
            continue
        half = function.args[0] / 2 - (sp.pi / 4 if function.func is sp.sin else 0)
        inside = sp.cos(half) if k == one else sp.sin(half)
        square = p.base ** (p.exp - sp.Rational(1, 2)) if p.exp > 0 else p.base ** (p.exp + sp.Rational(1, 2))
        plain = square.xreplace({p.base: 2 * one * inside**2})
        ratio = sp.sqrt(p.base) / inside if p.exp > 0 else inside / sp.sqrt(p.base)
        g = f / p * plain * (inside if p.exp > 0 else 1 / inside)
        yield Rewrite(where={"g": g, "h": ratio}, equation=_times_sign(), price=2)


def _times_sign() -> Any:
    return template("I(f, x) = h*I(g, x)")
