"""How does the root of a quadratic without a middle term go away? By a trigonometric or hyperbolic substitution."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.radicals import one_root, polynomial_and_root
from calctutor.rules.integrals.shapes import NEW, base_and_power, is_rational, known_negative, quadratic, root, small
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
    {w}, the other side is the root.
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
    {a} beside it, the hypotenuse is the root.
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


@rule(
    "Trigonometric substitution with a secant",
    "I(f, x) = h*I(F, u)",
    formula="sqrt(a^2 sec(u)^2 - a^2) = a abs(tan(u))",
    example="1/(x^2*sqrt(x^2 - 9))",
    least=3,
)
def by_secant(f: Expr, x: Expr) -> Rewrite | None:
    """Because sec² − 1 = tan², the root is gone. The tangent has the sign of {x}, which does not change on an interval and
    stands outside. For positive {x}, it is the hypotenuse of a right triangle with the side {a} beside the angle {w}: the other
    side is the root.
    """
    found = _centred(f, x)
    if found is None or polynomial_and_root(f, x):
        return None
    R, r, A, B = found
    odd = sp.cancel(R.xreplace({r: -r}) + R) == 0
    if known_negative(A) or not known_negative(B) or not odd:
        return None
    a, s = root(-A * B) / A, root(A)
    c, t = sp.cos(NEW), sp.sin(NEW) / sp.cos(NEW)
    F = _identities(sp.powsimp(sp.factor_terms(R.xreplace({x: a / c, r: s * a * t}) * a * t / c)))
    shown = sp.sqrt(A * x**2 + B)
    half = sp.pi / 2
    lines = (
        (x, " = ", a * sp.sec(NEW), ",  where 0 < ", NEW, " < ", half, " if ", x, " > ", a, ", and ", half, " < ", NEW, " < ",
         sp.pi, " if ", x, " < ", -a),
        (DX, " = ", a * sp.sec(NEW) * sp.tan(NEW), " du"),
        (shown, " = ", s * a * sp.Abs(sp.tan(NEW)), " = ", sp.sign(x) * s * a * sp.tan(NEW)),
        ("To go back:  ", c, " = ", a / x, ",  ", sp.tan(NEW), " = ", sp.sign(x) * shown / (s * a)),
    )  # fmt: skip
    where = {"F": F, "a": a, "h": sp.sign(x)}
    # A power of the cosine below has shorter ways, by comparing coefficients.
    hard = any(p.is_Pow and p.base == c and p.exp.is_Integer and p.exp < -1 for p in F.atoms(sp.Pow))
    return Rewrite(let={"u": sp.acos(a / x)}, where=where, lines=lines, given={"w": NEW}, price=3 if hard else 1)


@rule(
    "Tangent substitution without a root",
    "I(f, x) = I(F, u)",
    formula="a^2 + a^2 tan(u)^2 = a^2 sec(u)^2",
    example="1/(x^2 + 4)^2",
    alternative=True,
)
def by_tangent_without_root(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 + tan² = sec², the sum below is one square. In a right triangle with the side {x} opposite the angle {w} and
    the side {a} beside it, the hypotenuse is its root.
    """
    below = [base_and_power(p) for p in sp.Mul.make_args(f)]
    found = [(abc, n) for e, n in below if n.is_Integer and n < 0 and (abc := quadratic(e, x)) and abc[1] == 0]
    if len(found) != 1 or not is_rational(f, x):
        return None
    (A, _, B), n = found[0]
    P = f * (A * x**2 + B) ** (-n)
    if known_negative(A) or known_negative(B) or B == 0 or not P.is_polynomial(x) or sp.degree(P, x) >= -2 * n:
        return None
    a = root(A * B) / A
    h, slope, square = a * sp.tan(NEW), a / sp.cos(NEW) ** 2, B / sp.cos(NEW) ** 2
    F = _identities(sp.powsimp(P.xreplace({x: h}) * square**n * slope))
    half = sp.pi / 2
    lines = (
        (x, " = ", h, ",  where ", -half, " < ", NEW, " < ", half),
        (DX, " = ", slope, " du"),
        (A * x**2 + B, " = ", square),
        ("To go back:  ", sp.tan(NEW), " = ", x / a, ",  ", 1 / sp.cos(NEW), " = ", sp.sqrt(A * x**2 + B) / (root(A) * a)),
    )
    return Rewrite(let={"u": sp.atan(x / a)}, where={"F": F}, lines=lines, given={"w": NEW, "a": a})


@rule(
    "Hyperbolic substitution with a sinh",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 + a^2 sinh(u)^2) = a cosh(u)",
    example="sqrt(x^2 + 4)",
    alternative=True,
)
def by_sinh(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 + sinh² = cosh², the root is gone; cosh is positive everywhere, and {h} takes every value once."""
    found = _centred(f, x)
    if found is None:
        return None
    R, r, A, B = found
    if known_negative(A) or known_negative(B):
        return None
    a, s = root(A * B) / A, root(A)
    h, side, shown = a * sp.sinh(NEW), s * a * sp.cosh(NEW), sp.sqrt(A * x**2 + B)
    F = sp.powsimp(sp.factor_terms(R.xreplace({x: h, r: side}) * h.diff(NEW)))
    lines = (
        (x, " = ", h),
        (DX, " = ", h.diff(NEW), " du"),
        (shown, " = ", side),
        ("To go back:  ", sp.sinh(NEW), " = ", x / a, ",  ", sp.cosh(NEW), " = ", shown / (s * a)),
    )
    return Rewrite(let={"u": sp.asinh(x / a)}, where={"F": F}, lines=lines, given={"h": h})


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
    found = _centred(f, x)
    if found is None:
        return None
    R, r, A, B = found
    even = sp.cancel(R.xreplace({x: -x}) - R) == 0
    if known_negative(A) or not known_negative(B) or not (even or sp.cancel(R.xreplace({x: -x}) + R) == 0):
        return None
    a, s = root(-A * B) / A, root(A)
    h, side, shown = a * sp.cosh(NEW), s * a * sp.sinh(NEW), sp.sqrt(A * x**2 + B)
    F = sp.powsimp(sp.factor_terms(R.xreplace({x: h, r: side}) * h.diff(NEW)))
    lines = (
        (sp.Abs(x), " = ", h, ",  where ", NEW, " > 0"),
        (DX, " = ", sp.sign(x) * h.diff(NEW), " du"),
        (shown, " = ", side),
        ("To go back:  ", sp.cosh(NEW), " = ", sp.Abs(x) / a, ",  ", sp.sinh(NEW), " = ", shown / (s * a)),
    )
    parity = "the integrand is even, so its integral has the sign of x in front" if even else "the integrand is odd"
    where = {"F": F, "h": sp.sign(x) if even else sp.Integer(1)}
    return Rewrite(let={"u": sp.acosh(sp.Abs(x) / a)}, where=where, lines=lines, given={"w": NEW, "parity": parity})


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
