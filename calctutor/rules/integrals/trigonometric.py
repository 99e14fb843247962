"""How are powers, products and quotients of trigonometric and hyperbolic functions integrated?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import HYPERBOLIC, NEW, TRIG, angles, applied, base_angle, base_and_power, linear, neat, small
from calctutor.rules.integrals.substitution import in_two
from calctutor.steps import Rewrite

Expr = Any
DU, DX = sp.Symbol("du"), sp.Symbol("dx")


@rule("Products of sines and cosines as sums", "I(f, x) = I(g, x)", formula="sin(a) cos(b) = (sin(a + b) + sin(a - b))/2", example="sin(3*x)*cos(5*x)", least=2)
def product_to_sum(f: Expr, x: Expr) -> Rewrite | None:
    """A product of sines and cosines, or a power of one, is a sum of sines and cosines of several angles, which can be integrated at once."""
    waves = applied(f, x, (sp.sin, sp.cos))
    if not waves or any(linear(w.args[0], x) is None for w in waves):
        return None
    g = _linearised(f, x)
    if g is None or g == f:
        return None
    count = sum(int(n) for _, n in _waves(f, x))
    return Rewrite(where={"g": g}, price=1 if count <= 4 else 2)


def _waves(f: Expr, x: Expr) -> list[tuple[Expr, Expr]]:
    """The sines and cosines among the factors, with their powers."""
    found = [base_and_power(p) for p in sp.Mul.make_args(f)]
    return [(b, n) for b, n in found if isinstance(b, (sp.sin, sp.cos)) and b.has(x) and n.is_Integer and n.is_positive]


def _linearised(f: Expr, x: Expr) -> Expr | None:
    """The product with its sines and cosines as a sum of waves: a list of amplitudes by angle."""
    waves = sorted(_waves(f, x), key=lambda w: w[0].sort_key())
    total = sum(int(n) for _, n in waves)
    if not 2 <= total <= 16:
        return None
    rest = f / sp.Mul(*(w**n for w, n in waves))
    if any(w.has(x) for w in applied(rest, x, TRIG)):
        return None
    terms: dict[tuple[Any, Expr], Expr] = {(sp.cos, sp.Integer(0)): sp.Integer(1)}
    for wave, n in waves:
        for _ in range(int(n)):
            terms = _times(terms, wave)
    parts = [c * kind(angle) * rest for (kind, angle), c in terms.items() if c != 0]
    return sp.Add(*parts)


def _times(terms: dict[tuple[Any, Expr], Expr], wave: Expr) -> dict[tuple[Any, Expr], Expr]:
    """Every term times one more wave, by the sum formulas."""
    found: dict[tuple[Any, Expr], Expr] = {}
    b = wave.args[0]
    for (kind, a), c in terms.items():
        plus, minus = sp.expand(a + b), sp.expand(a - b)
        if kind is sp.cos and wave.func is sp.cos:
            new = [(sp.cos, plus, 1), (sp.cos, minus, 1)]
        elif kind is sp.sin and wave.func is sp.sin:
            new = [(sp.cos, minus, 1), (sp.cos, plus, -1)]
        elif kind is sp.sin:
            new = [(sp.sin, plus, 1), (sp.sin, minus, 1)]
        else:
            new = [(sp.sin, plus, 1), (sp.sin, minus, -1)]
        for k, angle, sign in new:
            if angle.could_extract_minus_sign():
                angle, sign = -angle, sign * (-1 if k is sp.sin else 1)
            found[k, angle] = found.get((k, angle), sp.Integer(0)) + sign * c / 2
    return found


REDUCED: dict[Any, tuple[Any, int, int]] = {sp.tan: (sp.tan, 1, -1), sp.cot: (sp.cot, -1, -1), sp.tanh: (sp.tanh, -1, 1), sp.coth: (sp.coth, -1, 1)}
"""T^n: T^(n−1)/(n−1) times the sign, plus a multiple of the integral of T^(n−2)."""


def _power_of(f: Expr, kinds: tuple[Any, ...], x: Expr) -> tuple[Any, Expr, int] | None:
    """(function, angle, n) for a whole power n ≥ 2 of one of these functions of something linear; 1/cos counts as sec."""
    base, n = base_and_power(f)
    inverse = {sp.cos: sp.sec, sp.sin: sp.csc, sp.cosh: sp.sech, sp.sinh: sp.csch, sp.tan: sp.cot, sp.cot: sp.tan, sp.tanh: sp.coth, sp.coth: sp.tanh,
               sp.sec: sp.cos, sp.csc: sp.sin}  # fmt: skip
    if not n.is_Integer or not isinstance(base, (*TRIG, *HYPERBOLIC)) or not linear(base.args[0], x):
        return None
    kind, n = (inverse.get(base.func), -n) if n < 0 else (base.func, n)
    return (kind, base.args[0], int(n)) if kind in kinds and n >= 2 else None


@rule(
    "Reduction for powers of tan and cot",
    "I(f, x) = h + k*I(g, x)",
    formula="I(tan(x)^n, x) = tan(x)^(n - 1)/(n - 1) - I(tan(x)^(n - 2), x)",
    example="tan(x)^4",
)
def reduce_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """One square is traded for the slope of the function, up to a constant; what is left is the power lowered by two."""
    found = _power_of(f, tuple(REDUCED), x)
    if found is None:
        return None
    kind, angle, n = found
    T, (_, sign, k) = kind(angle), REDUCED[kind]
    a = linear(angle, x)[0]  # type: ignore[index]
    return Rewrite(where={"h": sign * T ** (n - 1) / (a * (n - 1)), "k": sp.Integer(k), "g": T ** (n - 2)})


@rule(
    "Reduction for powers of sec and csc",
    "I(f, x) = h + k*I(g, x)",
    formula="I(sec(x)^n, x) = sec(x)^(n - 2) tan(x)/(n - 1) + (n - 2)/(n - 1) I(sec(x)^(n - 2), x)",
    example="sec(x)^3",
)
def reduce_secant(f: Expr, x: Expr) -> Rewrite | None:
    """By parts with {d} as the part to integrate, the same integral comes back and is solved for: the power is lowered by two."""
    found = _power_of(f, (sp.sec, sp.csc, sp.sech, sp.csch), x)
    if found is None:
        return None
    kind, angle, n = found
    partner, sign, k = {sp.sec: (sp.tan, 1, 1), sp.csc: (sp.cot, -1, 1), sp.sech: (sp.tanh, 1, 1), sp.csch: (sp.coth, -1, -1)}[kind]
    S, a = kind(angle), linear(angle, x)[0]  # type: ignore[index]
    h = sign * S ** (n - 2) * partner(angle) / (a * (n - 1))
    factor = sp.Rational(n - 2, n - 1) * k
    return Rewrite(where={"h": h, "k": factor, "g": S ** (n - 2)}, given={"d": _shown(S**2)})


def _shown(e: Expr) -> Any:
    from calctutor.notation.algebra import Algebra
    from calctutor.rules.integrals.search import X

    return Algebra().tree(e.xreplace({X: sp.Symbol("x", real=True)}))


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


@rule("Write with secant and tangent", "I(f, x) = I(g, x)", formula="tan(x)^2 = sec(x)^2 - 1", example="sin(x)^2/cos(x)^3", least=2)
def secant_and_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """With tan² = sec² − 1 (or cot² = csc² − 1) everything is written with powers of one function."""
    angle = base_angle(f, x, TRIG)
    if angle is None:
        return None
    c, moving = f.as_independent(x, as_Add=False)
    e = in_two(moving, angle, sp.sin, sp.cos)
    s, k = sp.sin(angle), sp.cos(angle)
    powers = {base: n for base, n in map(base_and_power, sp.Mul.make_args(sp.powsimp(e)))}
    if set(powers) - {s, k} or not all(n.is_Integer for n in powers.values()):
        return None
    m, n = powers.get(s, sp.Integer(0)), powers.get(k, sp.Integer(0))
    if m > 0 and m % 2 == 0 and n < 0:
        g = sp.expand((1 - k**2) ** (m / 2) * k**n).xreplace({k: 1 / sp.sec(angle)}) if -n < m else sp.expand((sp.sec(angle) ** 2 - 1) ** (m / 2) * sp.sec(angle) ** (-n - m))
    elif n > 0 and n % 2 == 0 and m < 0:
        g = sp.expand((1 - s**2) ** (n / 2) * s**m).xreplace({s: 1 / sp.csc(angle)})
    else:
        return None
    g = g.replace(lambda p: p.is_Pow and p.base.func in (sp.sec, sp.csc) and p.exp.is_negative,
                  lambda p: {sp.sec: k, sp.csc: s}[p.base.func] ** (-p.exp))  # fmt: skip
    return Rewrite(where={"g": c * g}, price=1) if c * g != f else None


@rule("Square of tan or cot traded", "I(f, x) = I(g, x)", formula="tan(x)^2 = sec(x)^2 - 1", example="x*tan(x)^2", least=2)
def square_traded(f: Expr, x: Expr) -> Rewrite | None:
    """tan² = sec² − 1 and cot² = csc² − 1: the squares on the right are slopes."""
    other = {sp.tan: (sp.sec, 1, -1), sp.cot: (sp.csc, 1, -1), sp.tanh: (sp.sech, -1, 1), sp.coth: (sp.csch, 1, 1)}

    def traded(p: Expr) -> Expr:
        kind, a, b = other[p.base.func]
        return (a * kind(p.base.args[0]) ** 2 + b) * p.base ** (p.exp - 2)

    g = f.replace(lambda p: p.is_Pow and p.base.func in other and p.exp.is_Integer and p.exp >= 2, traded)
    if g == f:
        return None
    return Rewrite(where={"g": sp.expand(g) if small(g, 60) else g})


@rule("Double angles", "I(f, x) = I(g, x)", formula="sin(2 x) = 2 sin(x) cos(x)", example="sin(2*x)/(1 + cos(x)^2)", least=3)
def double_angles(f: Expr, x: Expr) -> Rewrite | None:
    """All angles are multiples of one; with the formulas for multiples of an angle only that one is left."""
    angle = base_angle(f, x, TRIG)
    if angle is None or angles(f, x, TRIG) == [angle] or len(angles(f, x, TRIG)) > 3:
        return None
    g = in_two(f, angle, sp.sin, sp.cos)
    g = sp.factor_terms(g)
    return Rewrite(where={"g": g}, price=2) if g != f and angles(g, x, TRIG) == [angle] else None


@rule("Sum of angles", "I(f, x) = I(g, x)", formula="sin(a + b) = sin(a) cos(b) + cos(a) sin(b)", example="sin(x + a)/cos(x)", least=3)
def sum_of_angles(f: Expr, x: Expr) -> Rewrite | None:
    """The formulas for the sine and cosine of a sum leave {x} alone inside."""
    found = angles(f, x, TRIG)
    if len(found) < 2 or not all(linear(angle, x) for angle in found) or all(not angle.is_Add for angle in found):
        return None
    g = sp.expand_trig(f)
    return Rewrite(where={"g": g}, price=2) if g != f else None


@rule("Tangent as the new letter", "I(f, x) = I(F, u)", formula="sin(x)^2 = u^2/(1 + u^2)", example="1/(1 + sin(x)^2)", least=3)
def by_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """The integrand does not change when sine and cosine change sign together, so it depends on the tangent: with {u} as the new letter it is a
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
    return Rewrite(let={"u": sp.tan(angle)}, where={"F": sp.factor(F)}, lines=((DX, " = ", 1 / (a * (1 + NEW**2)), " du"),), price=2, final=True)


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
    return Rewrite(let={"u": sp.tan(angle / 2)}, where={"F": F}, lines=((DX, " = ", 2 / (a * below), " du"),), price=3, final=True)


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


@rule("Hyperbolic tangent as the new letter", "I(f, x) = I(F, u)", formula="sinh(x)^2 = u^2/(1 - u^2)", example="1/(1 + sinh(x)^2)", least=3)
def by_hyperbolic_tangent(f: Expr, x: Expr) -> Rewrite | None:
    """The integrand depends on squares and on the product of sinh and cosh only: with {u} as the new letter it is a quotient of polynomials."""
    angle = base_angle(f, x, HYPERBOLIC)
    if angle is None or not small(f, 60):
        return None
    s, c = sp.Dummy("s", real=True), sp.Dummy("c", positive=True)
    R = in_two(f, angle, sp.sinh, sp.cosh).xreplace({sp.sinh(angle): s, sp.cosh(angle): c})
    if R.has(x) or not R.is_rational_function(s, c) or sp.cancel(R.xreplace({s: -s, c: -c}) - R) != 0:
        return None
    a = linear(angle, x)[0]  # type: ignore[index]
    F = sp.factor(sp.cancel(sp.cancel(R.xreplace({s: NEW * c})).xreplace({c: 1 / sp.sqrt(1 - NEW**2)}) / (a * (1 - NEW**2))))
    return Rewrite(let={"u": sp.tanh(angle)}, where={"F": F}, lines=((DX, " = ", 1 / (a * (1 - NEW**2)), " du"),), price=2)


@rule("Half angle under a root", "I(f, x) = I(g, x)", formula="1 + cos(x) = 2 cos(x/2)^2", example="sqrt(1 + cos(x))", least=3)
def half_angle(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """1 ± cos is twice a square, whose root is an absolute value: constant in sign between zeros, so the sign stands outside."""
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if not (p.exp.is_Rational and p.exp.q == 2 and p.base.is_Add and len(p.base.args) == 2):
            continue
        one, wave = p.base.as_independent(x, as_Add=True)
        k, function = wave.as_independent(x, as_Add=False)
        if function.func is not sp.cos or abs(k) != one or not linear(function.args[0], x):
            continue
        half = function.args[0] / 2
        inside = sp.cos(half) if k == one else sp.sin(half)
        square = p.base ** (p.exp - sp.Rational(1, 2)) if p.exp > 0 else p.base ** (p.exp + sp.Rational(1, 2))
        plain = square.xreplace({p.base: 2 * one * inside**2})
        ratio = sp.sqrt(p.base) / inside if p.exp > 0 else inside / sp.sqrt(p.base)
        g = f / p * plain * (inside if p.exp > 0 else 1 / inside)
        yield Rewrite(where={"g": g, "h": ratio}, equation=_times_sign(), price=2)


def _times_sign() -> Any:
    from calctutor.rulebook import template

    return template("I(f, x) = h*I(g, x)")
