"""How are even powers of trigonometric functions integrated? By the double angle, or with the slope of the tangent."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.changing import in_two
from calctutor.rules.integrals.products_of_waves import linearised, waves
from calctutor.rules.integrals.shapes import NEW, TRIG, applied, base_and_power, base_angle, linear
from calctutor.rules.integrals.substitution import with_constant
from calctutor.steps import Rewrite

Expr = Any
DU = sp.Symbol("du")
HALF = sp.Rational(1, 2)


@rule(
    "Even powers by the double angle",
    "I(f, x) = I(g, x)",
    formula="sin(x)^2 = (1 - cos(2 x))/2",
    example="sin(x)^2",
    least=2,
)
def by_double_angle(f: Expr, x: Expr) -> Rewrite | None:
    """The squares of sine and cosine are (1 − cos)/2 and (1 + cos)/2 of twice the angle. Multiplied out, cosines of several
    angles are left, which can be integrated at once.
    """
    found = waves(f, x)
    angles = {w.args[0] for w, _ in found}
    if len(angles) != 1 or any(n % 2 for _, n in found) or not linear(angle := angles.pop(), x):
        return None
    g = linearised(f, x)
    if g is None or g == f:
        return None
    double = sp.cos(2 * angle)
    squares = {w**n: (HALF + (HALF if w.func is sp.cos else -HALF) * double) ** (n / 2) for w, n in found}
    formula = "cos(x)^2 = (1 + cos(2 x))/2" if all(w.func is sp.cos for w, _ in found) else ""
    several = sum(int(n) for _, n in found) > 2
    return Rewrite(
        where={"g": g}, price=1 if sum(int(n) for _, n in found) <= 4 else 2, formula=formula,
        unsimplified=template("I(p, x)") if several else None, put_in=squares,
    )  # fmt: skip


@rule(
    "Tangent beside an even power of the secant",
    "I(f, x) = I(F, u)",
    formula="sec(x)^2 = 1 + tan(x)^2",
    example="sec(x)^4",
    least=2,
)
def by_tangent_and_secant(f: Expr, x: Expr) -> Rewrite | None:
    """One square of {slope} is the slope of {u}, but for a number; what is left of its even power is a power of {square}."""
    angle = base_angle(f, x, TRIG)
    powers = _powers(f, x, angle) if angle is not None else None
    if powers is None:
        return None
    c, m, n = powers
    co = n < 0 <= m  # cot and csc, when only the sine stands below
    kind, partner, sign = (sp.cot, sp.csc, -1) if co else (sp.tan, sp.sec, 1)
    power, even = (m, -(m + n)) if co else (n, -(m + n))
    if not (even.is_Integer and even >= 2 and even % 2 == 0) or (power, even) == (0, 2):
        return None
    a, u, rest = linear(angle, x)[0], kind(angle), even / 2 - 1  # type: ignore[index]
    F = sign * c / a * NEW**power * (1 + NEW**2) ** rest
    rewrite = Rewrite(
        let={"u": u}, where={"F": F, "q": c * u**power * (1 + u**2) ** rest * partner(angle) ** 2},
        lines=((DU, " = ", sign * a * partner(angle) ** 2, " dx"),), unsimplified=template("I(q, x)"),
        given={"slope": partner(angle), "square": 1 + u**2},
    )  # fmt: skip
    return with_constant(rewrite)


def _powers(f: Expr, x: Expr, angle: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(c, m, n) with f = c cos^m sin^n of the angle."""
    c, moving = f.as_independent(x, as_Add=False)
    e = sp.powsimp(in_two(moving, angle, sp.sin, sp.cos))
    powers = dict(map(base_and_power, sp.Mul.make_args(e)))
    s, k = sp.sin(angle), sp.cos(angle)
    if set(powers) - {s, k} or not all(n.is_Rational for n in powers.values()) or not applied(e, x, TRIG):
        return None
    return c, powers.get(k, sp.Integer(0)), powers.get(s, sp.Integer(0))
