"""How does the root of a quadratic without a middle term go away? With an angle in a right triangle."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.centred_roots import Centred, centred, put_in, with_identities
from calctutor.rules.integrals.radicals import polynomial_and_root
from calctutor.rules.integrals.shapes import NEW, base_and_power, is_rational, known_negative, quadratic, root
from calctutor.steps import Rewrite

Expr = Any
DX = sp.Symbol("dx")
HALF_TURN = sp.pi / 2


@rule(
    "Trigonometric substitution with a sine",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 - a^2 sin(u)^2) = a cos(u)",
    example="x^2/sqrt(4 - x^2)",
    least=3,
)
def by_sine(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 − sin² = cos², the root is gone. The right triangle shows how to go back from {w} to {x}."""
    found = centred(f, x, -1, 1)
    if found is None:
        return None
    a, s = found.a, found.s
    back = (sp.sin(NEW), " = ", x / a, ",  ", sp.cos(NEW), " = ", found.root / (s * a))
    triangle = (NEW, s * x, found.root, s * a)
    return _by_angle(found, f, x, sp.asin(x / a), a * sp.sin(NEW), s * a * sp.cos(NEW), back, triangle)


@rule(
    "Trigonometric substitution with a tangent",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 + a^2 tan(u)^2) = a sec(u)",
    example="1/(x^2 + 1)^(3/2)",
    least=3,
)
def by_tangent_triangle(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 + tan² = sec², the root is gone. The right triangle shows how to go back from {w} to {x}."""
    found = centred(f, x, 1, 1)
    if found is None:
        return None
    a, s = found.a, found.s
    back = (sp.tan(NEW), " = ", x / a, ",  ", sp.sec(NEW), " = ", found.root / (s * a))
    triangle = (NEW, s * x, s * a, found.root)
    return _by_angle(found, f, x, sp.atan(x / a), a * sp.tan(NEW), s * a * sp.sec(NEW), back, triangle)


def _by_angle(
    found: Centred,
    f: Expr,
    x: Expr,
    u: Expr,
    h: Expr,
    side: Expr,
    back: tuple[Expr | str, ...],
    triangle: tuple[Expr, Expr, Expr, Expr],
) -> Rewrite:
    """x = h(u) put in, where u is an angle between −π/2 and π/2 and the root becomes `side`."""
    slope = _slope(h)
    F = with_identities(sp.powsimp(sp.factor_terms(found.with_put_in(x, h, side) * slope)))
    lines = (
        (x, " = ", h, ",  where ", -HALF_TURN, " < ", NEW, " < ", HALF_TURN),
        (DX, " = ", slope, " du"),
        (found.root, " = ", sp.sqrt(found.Q.xreplace({x: h})), " = ", side, ",  because the cosine is positive there"),
        ("To go back:  ", *back),
    )
    return Rewrite(
        let={"u": u}, where={"F": F, "a": found.a, "s": slope}, lines=lines, given={"w": NEW}, triangle=triangle,
        price=3 if _sum_below(F) else 1,
        unsimplified=template("I(p*s, u)"), put_in=put_in(f, x, h, found.Q, side),
    )  # fmt: skip


def _sum_below(F: Expr) -> bool:
    """Is the half-angle tangent all that helps then?"""
    return any(p.exp.is_negative and p.base.is_Add for p in F.atoms(sp.Pow))


def _slope(h: Expr) -> Expr:
    """The slope of a multiple of a sine, tangent or secant, as the table has it: sec² rather than 1 + tan²."""
    table = {sp.tan(NEW): sp.sec(NEW) ** 2, sp.sec(NEW): sp.sec(NEW) * sp.tan(NEW), sp.sin(NEW): sp.cos(NEW)}
    a, function = h.as_independent(NEW, as_Add=False)
    return a * table[function]


@rule(
    "Trigonometric substitution with a secant",
    "I(f, x) = h*I(F, u)",
    formula="sqrt(a^2 sec(u)^2 - a^2) = a abs(tan(u))",
    example="1/(x^2*sqrt(x^2 - 9))",
    least=3,
)
def by_secant(f: Expr, x: Expr) -> Rewrite | None:
    """Because sec² − 1 = tan², the root is gone. The tangent has the sign of {x}, which does not change on an interval and
    stands outside. The right triangle, for positive {x}, shows how to go back from {w}.
    """
    found = centred(f, x, 1, -1)
    if found is None or polynomial_and_root(f, x) or not found.odd(found.r):
        return None
    a, s, c, h = found.a, found.s, sp.cos(NEW), found.a * sp.sec(NEW)
    side, slope = s * a * sp.tan(NEW), _slope(h)
    F = with_identities(sp.powsimp(sp.factor_terms(with_identities(found.with_put_in(x, h, side) * slope))))
    lines = (
        (x, " = ", h, ",  where 0 < ", NEW, " < ", HALF_TURN, " if ", x, " > ", a, ", and ", HALF_TURN, " < ", NEW, " < ",
         sp.pi, " if ", x, " < ", -a),
        (DX, " = ", slope, " du"),
        (found.root, " = ", sp.sqrt(found.Q.xreplace({x: h})), " = ", s * a * sp.Abs(sp.tan(NEW)), " = ", sp.sign(x) * side),
        ("To go back:  ", c, " = ", a / x, ",  ", sp.tan(NEW), " = ", sp.sign(x) * found.root / (s * a)),
    )  # fmt: skip
    # A power of the cosine below has shorter ways, by comparing coefficients.
    hard = any(p.is_Pow and p.base == c and p.exp.is_Integer and p.exp < -1 for p in F.atoms(sp.Pow))
    return Rewrite(
        let={"u": sp.acos(a / x)}, where={"F": F, "a": a, "h": sp.sign(x), "s": slope}, lines=lines, given={"w": NEW},
        price=3 if hard else 1, triangle=(NEW, found.root, s * a, s * x),
        unsimplified=template("h*I(p*s, u)"), put_in=put_in(f, x, h, found.Q, side),
    )  # fmt: skip


@rule(
    "Tangent substitution without a root",
    "I(f, x) = I(F, u)",
    formula="a^2 + a^2 tan(u)^2 = a^2 sec(u)^2",
    example="1/(x^2 + 4)^2",
    alternative=True,
)
def by_tangent_without_root(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 + tan² = sec², the sum below is one square. The right triangle shows how to go back from {w} to {x}."""
    below = [base_and_power(p) for p in sp.Mul.make_args(f)]
    found = [(e, abc, n) for e, n in below if n.is_Integer and n < 0 and (abc := quadratic(e, x)) and abc[1] == 0]
    if len(found) != 1 or not is_rational(f, x):
        return None
    Q, (A, _, B), n = found[0]
    P = f * Q ** (-n)
    if known_negative(A) or known_negative(B) or B == 0 or not P.is_polynomial(x) or sp.degree(P, x) >= -2 * n:
        return None
    a, c = root(A * B) / A, sp.cos(NEW)
    h = a * sp.tan(NEW)
    F = with_identities(sp.powsimp(P.xreplace({x: h}) * (B / c**2) ** n * a / c**2))
    whole = B * sp.sec(NEW) ** 2
    lines = (
        (x, " = ", h, ",  where ", -HALF_TURN, " < ", NEW, " < ", HALF_TURN),
        (DX, " = ", _slope(h), " du"),
        (Q, " = ", Q.xreplace({x: h}), " = ", whole),
        ("To go back:  ", sp.tan(NEW), " = ", x / a, ",  ", sp.sec(NEW), " = ", sp.sqrt(Q) / (root(A) * a)),
    )
    return Rewrite(
        let={"u": sp.atan(x / a)}, where={"F": F, "s": _slope(h)}, lines=lines, given={"w": NEW},
        triangle=(NEW, root(A) * x, root(A) * a, sp.sqrt(Q)), unsimplified=template("I(p*s, u)"), put_in={Q: whole, x: h},
    )  # fmt: skip
