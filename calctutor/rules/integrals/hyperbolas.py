"""How does the root of a quadratic without a middle term go away without a triangle? With sinh or cosh."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.centred_roots import Centred, centred, put_in
from calctutor.rules.integrals.shapes import NEW
from calctutor.steps import Rewrite

Expr = Any
DX = sp.Symbol("dx")


@rule(
    "Hyperbolic substitution with a sinh",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 + a^2 sinh(u)^2) = a cosh(u)",
    example="sqrt(x^2 + 4)",
    alternative=True,
)
def by_sinh(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 + sinh² = cosh², the root is gone; cosh is positive everywhere, and {h} takes every value once."""
    found = centred(f, x, 1, 1)
    if found is None:
        return None
    a, s = found.a, found.s
    h, side = a * sp.sinh(NEW), s * a * sp.cosh(NEW)
    lines = (
        (x, " = ", h),
        (DX, " = ", h.diff(NEW), " du"),
        (found.root, " = ", sp.sqrt(found.Q.xreplace({x: h})), " = ", side),
        ("To go back:  ", sp.sinh(NEW), " = ", x / a, ",  ", sp.cosh(NEW), " = ", found.root / (s * a)),
    )
    return Rewrite(
        let={"u": sp.asinh(x / a)}, where={"F": _in_u(found, x, h, side), "s": h.diff(NEW)}, lines=lines, given={"h": h},
        unsimplified=template("I(p*s, u)"), put_in=put_in(f, x, h, found.Q, side),
    )  # fmt: skip


@rule(
    "Hyperbolic substitution with a cosh",
    "I(f, x) = h*I(F, u)",
    formula="sqrt(a^2 cosh(u)^2 - a^2) = a sinh(u)",
    example="x^2/sqrt(x^2 - 4)",
    alternative=True,
)
def by_cosh(f: Expr, x: Expr) -> Rewrite | None:
    """Because cosh² − 1 = sinh², the root is gone; sinh is positive for positive {w}. With the size of {x} for {x} itself
    both ends of the domain are reached: {parity}.
    """
    found = centred(f, x, 1, -1)
    even = found is not None and found.even(x)
    if found is None or not (even or found.odd(x)):
        return None
    a, s = found.a, found.s
    h, side = a * sp.cosh(NEW), s * a * sp.sinh(NEW)
    lines = (
        (sp.Abs(x), " = ", h, ",  where ", NEW, " > 0"),
        (DX, " = ", sp.sign(x) * h.diff(NEW), " du"),
        (found.root, " = ", sp.sqrt(found.Q.xreplace({x: h})), " = ", side),
        ("To go back:  ", sp.cosh(NEW), " = ", sp.Abs(x) / a, ",  ", sp.sinh(NEW), " = ", found.root / (s * a)),
    )
    parity = "the integrand is even, so its integral has the sign of x in front" if even else "the integrand is odd"
    where = {"F": _in_u(found, x, h, side), "h": sp.sign(x) if even else sp.Integer(1), "s": h.diff(NEW)}
    return Rewrite(
        let={"u": sp.acosh(sp.Abs(x) / a)}, where=where, lines=lines, given={"w": NEW, "parity": parity},
        unsimplified=template("h*I(p*s, u)"), put_in=put_in(f, x, h, found.Q, side),
    )  # fmt: skip


def _in_u(found: Centred, x: Expr, h: Expr, side: Expr) -> Expr:
    return sp.powsimp(sp.factor_terms(found.with_put_in(x, h, side) * h.diff(NEW)))
