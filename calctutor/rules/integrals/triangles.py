"""How does the root of a quadratic without a middle term go away? By a trigonometric or hyperbolic substitution."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.radicals import one_root
from calctutor.rules.integrals.shapes import NEW, known_negative, quadratic, root, small
from calctutor.steps import Rewrite

Expr = Any
DX = sp.Symbol("dx")


@rule(
    "Trigonometric substitution with a sine",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 - a^2 sin(u)^2) = a cos(u)",
    example="x^2/sqrt(4 - x^2)",
    least=3,
)
def by_sine(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 − sin² = cos², the root is gone. In a right triangle with hypotenuse {a} and the side {x} opposite the angle
    {w}, the other side is the root: from it everything is put back.
    """
    found = _centred(f, x)
    if found is None:
        return None
    R, r, A, B = found
    if not known_negative(A) or known_negative(B):
        return None
    a, s = root(-A * B) / -A, root(-A)
    h, side = a * sp.sin(NEW), s * a * sp.cos(NEW)
    triangle = ((sp.sin(NEW), " = ", x / a, ",  ", sp.cos(NEW), " = ", sp.sqrt(A * x**2 + B) / (s * a)),)
    return _by_triangle(R, r, x, sp.asin(x / a), h, side, a, sp.sqrt(A * x**2 + B), triangle)


@rule(
    "Trigonometric substitution with a tangent",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 + a^2 tan(u)^2) = a sec(u)",
    example="1/(x^2 + 1)^(3/2)",
    least=3,
)
def by_tangent_triangle(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 + tan² = sec², the root is gone. In a right triangle with the side {x} opposite the angle {w} and the side
    {a} beside it, the hypotenuse is the root: from it everything is put back.
    """
    found = _centred(f, x)
    if found is None:
        return None
    R, r, A, B = found
    if known_negative(A) or known_negative(B):
        return None
    a, s = root(A * B) / A, root(A)
    h, side = a * sp.tan(NEW), s * a / sp.cos(NEW)
    triangle = ((sp.tan(NEW), " = ", x / a, ",  ", 1 / sp.cos(NEW), " = ", sp.sqrt(A * x**2 + B) / (s * a)),)
    return _by_triangle(R, r, x, sp.atan(x / a), h, side, a, sp.sqrt(A * x**2 + B), triangle)


def _centred(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr] | None:
    """R, r, and A, B for the root of A x² + B."""
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    abc = quadratic(Q, x)
    return (R, r, abc[0], abc[2]) if abc and abc[1] == 0 and abc[2] != 0 else None


def _by_triangle(
    R: Expr, r: Expr, x: Expr, u: Expr, h: Expr, side: Expr, a: Expr, shown: Expr, triangle: tuple[tuple[Expr | str, ...], ...]
) -> Rewrite:
    slope = h.diff(NEW) if not h.has(sp.tan) else h.xreplace({sp.tan(NEW): NEW}).diff(NEW) / sp.cos(NEW) ** 2
    F = sp.powsimp(sp.factor_terms(R.xreplace({x: h, r: side}) * slope))
    F = _identities(F)
    half = sp.pi / 2
    lines = (
        (x, " = ", h, ",  where ", -half, " < ", NEW, " < ", half),
        (DX, " = ", slope, " du"),
        (shown, " = ", side, ",  because the cosine is positive there"),
        ("To go back:  ", *triangle[0]),
    )
    return Rewrite(let={"u": u}, where={"F": F, "a": a}, lines=lines, given={"w": NEW})


def _identities(F: Expr) -> Expr:
    """tan as sin/cos, powers joined, and 1 + tan² and 1 − sin² put as squares."""
    s, c = sp.sin(NEW), sp.cos(NEW)
    F = F.xreplace({sp.tan(NEW): s / c, sp.sec(NEW): 1 / c})
    F = sp.powsimp(sp.factor(sp.together(F)) if small(F, 50) else F)
    short = F.replace(lambda p: p.is_Add and sp.expand(p - 1 + s**2) == 0, lambda _: c**2)
    short = short.replace(lambda p: p.is_Add and sp.expand(p - c**2 - s**2) == 0, lambda _: sp.Integer(1))
    return sp.powsimp(short)
