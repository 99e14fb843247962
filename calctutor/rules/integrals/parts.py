"""How does one undo a product rule? Integration by parts, once, again and again, or until the integral comes back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import sympy as sp

from calctutor.notation.algebra import OWN, operate
from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import (
    HYPERBOLIC,
    INVERSE,
    TRIG,
    base_and_power,
    base_angle,
    by_functions,
    factors_of,
    is_rational,
    linear,
    longest_term,
    neat,
    operations,
    small,
)
from calctutor.rules.integrals.substitution import in_two
from calctutor.rules.integrals.surds import slope_of
from calctutor.steps import Rewrite

Expr = Any
DU, DX, DV = sp.Symbol("du"), sp.Symbol("dx"), sp.Symbol("dv")
J = sp.Symbol("J", real=True)
"""What an integral is called while an equation is solved for it."""

LOGARITHM = " to be differentiated: its slope is free of the logarithm (LIATE: logarithms come first)."
INVERSE_FUNCTION = " to be differentiated: its slope is free of the inverse function (LIATE: inverse functions come early)."
ALGEBRAIC = " to be differentiated: it gets simpler each time, and what stands beside it can be integrated (LIATE)."
SLOPE = " to be integrated, because it is the slope of something known; the rest is differentiated."
NAMED_FUNCTION = " to be differentiated: its slope is the integrand that it is the name of."
ALONE = (LOGARITHM, INVERSE_FUNCTION, NAMED_FUNCTION)
NAMED = (sp.erf, sp.erfc, sp.erfi, sp.Ei, sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.fresnels, sp.fresnelc, sp.LambertW, OWN["li"])
"""Functions that are names of integrals."""


@rule("Integration by parts", "I(f, x) = u*v - I(g, x)", formula="I(u, v) = u v - I(v, u)", example="x*e^x", asks=True, least=2)
def parts(f: Expr, x: Expr, search: Any) -> Iterator[Rewrite]:
    """{reason} The product u v has the two terms u v′ and v u′ as its slope, so the integral of the one is u v less the
    integral of the other.
    """
    for u, dv, reason in choices(f, x):
        v = search.value(dv, 4 if reason in ALONE else 3 if u.is_polynomial(x) else 2) if dv != 1 else x
        if v is None or not small(v) or v.has(sp.Piecewise):
            continue
        v, du = by_functions(v, x), neat(slope_of(u, x), x)
        g = _left_over(v, du, x)
        if longest_term(g) > longest_term(f) + 12:
            continue
        lines = (_differential(DU, du), _differential(DV, dv))
        chosen = ("Take ", dv if reason is SLOPE else u, reason)
        yield Rewrite(let={"u": u, "v": v}, where={"g": g}, given={"reason": chosen}, lines=lines)


def _left_over(v: Expr, du: Expr, x: Expr) -> Expr:
    """v du in its shortest form; where the terms of v cancel something each, as a sum."""
    whole = neat(v * du, x)
    if not v.is_Add or is_rational(whole, x):
        return whole
    terms = sp.Add(*(neat(term * du, x) for term in v.args))
    return terms if longest_term(terms) < longest_term(whole) else whole


def _differential(letter: Expr, slope: Expr) -> tuple[Expr | str, ...]:
    if slope == 1:
        return (letter, " = dx")
    return (letter, " = (", slope, ") dx") if slope.is_Add else (letter, " = ", slope, " dx")


def choices(f: Expr, x: Expr) -> Iterator[tuple[Expr, Expr, str]]:
    """What to differentiate and what to integrate, by LIATE: logarithms, inverse functions, algebraic, trigonometric,
    exponential.
    """
    if f.is_Add:
        return
    factors = factors_of(f)
    first = [p for p in factors if p.has(x) and _to_differentiate(*base_and_power(p))]
    for factor in first:
        yield factor, f / factor, _early(base_and_power(factor)[0])
    if f.is_Mul and not first:
        yield from _products(f, factors, x)


def _early(base: Expr) -> str:
    """Why a function of this kind is differentiated rather than integrated."""
    return LOGARITHM if base.func is sp.log else INVERSE_FUNCTION if isinstance(base, INVERSE) else NAMED_FUNCTION


def _to_differentiate(base: Expr, n: Expr) -> bool:
    return isinstance(base, (sp.log, *INVERSE, *NAMED)) and bool(n.is_Integer and n.is_positive)


def _products(f: Expr, factors: list[Expr], x: Expr) -> Iterator[tuple[Expr, Expr, str]]:
    algebraic = sp.Mul(*(p for p in factors if p.is_polynomial(x)))
    rest = f / algebraic
    if algebraic.has(x) and rest.has(x) and _transcendental(rest, x):
        yield algebraic, rest, ALGEBRAIC
    if (algebraic / x**2).is_polynomial(x) and not algebraic.is_Add:
        yield algebraic / x, x * rest, SLOPE  # as x² e^(−x²) is x times x e^(−x²)
    if not _transcendental(f, x) and not f.has(sp.log, *INVERSE):
        return
    if operations(f) > 40:
        return
    for count in (1, 2):
        for chosen in combinations([p for p in factors if p.has(x)], count):
            dv = sp.Mul(*chosen)
            u = f / dv
            if u.has(x) and dv.has(x) and (u, dv) != (algebraic, rest):
                yield u, dv, SLOPE


def _transcendental(e: Expr, x: Expr) -> bool:
    return e.has(sp.exp, *TRIG, *HYPERBOLIC) or any(p.exp.has(x) for p in e.atoms(sp.Pow))


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
    return Rewrite(where={"g": answer, "p": polynomial, "w": rest}, table=tuple(table), price=1, final=True)


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
        (J, " = ", _integral(E * T, x)),
        ("By parts, with ", T, " to be differentiated and ", E, " to be integrated:"),
        (J, " = ", once - _integral(b * E * other / a, x)),
        ("By parts once more, the same way round:",),
        (J, " = ", twice - b**2 / a**2 * J),
        ("Take the multiple of ", J, " to the left:"),
        ((1 + b**2 / a**2) * J, " = ", twice),
    )
    return Rewrite(where={"g": c * E * (a * T - b * other) / (a**2 + b**2)}, lines=lines, given={"J": J}, price=1)


def _integral(f: Expr, x: Expr) -> Expr:
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
                    (J, " = ", _integral(f, x)),
                    ("By parts, with ", u, " to be differentiated:"),
                    (J, " = ", u * v - _integral(g, x)),
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


@rule(
    "A product rule read backwards",
    "I(f, x) = g",
    formula="(p e^q)' = (p' + p q') e^q",
    example="(2*x^2 + 1)*e^(x^2)",
    least=2,
)
def backwards(f: Expr, x: Expr) -> Rewrite | None:
    """The slope of p e^q is (p′ + p q′) e^q. With unknown coefficients in p, comparing gives {p}, so the integrand is
    a slope as it stands.
    """
    powers = [p for p in sp.Mul.make_args(f) if p.func is sp.exp and p.has(x)]
    if len(powers) != 1:
        return None
    q, rest = powers[0].args[0], sp.together(f / powers[0])
    if linear(q, x) and rest.is_polynomial(x):
        return None
    found = _with_roots(q, rest, x) or _with_half_angle(q, rest, x)
    return None if found is None else Rewrite(where={"g": found * powers[0], "p": found}, price=2, final=True)


def _with_roots(q: Expr, rest: Expr, x: Expr) -> Expr | None:
    """p for a rest that is a quotient of polynomials times powers w of brackets: p = s w with s′ + s (q′ + w′/w) = rest/w."""
    w = sp.Mul(*(p.base ** (p.exp % 1) for p in rest.atoms(sp.Pow) if p.exp.is_Rational and not p.exp.is_Integer))
    rest = sp.radsimp(sp.together(rest / w)) if w != 1 else rest
    if not small_fraction(rest, q, x):
        return None
    s = undetermined(rest, sp.together(q.diff(x) + w.diff(x) / w), sp.Integer(1), x)
    return None if s is None else sp.factor(s) * w


def _with_half_angle(q: Expr, rest: Expr, x: Expr) -> Expr | None:
    """p for a rest in sines and cosines, as a quotient of polynomials in t, the tangent of half the angle."""
    angle = base_angle(rest, x, TRIG)
    if angle is None or not linear(q, x) or not small(rest, 40):
        return None
    s, c = sp.sin(angle), sp.cos(angle)
    waves = in_two(rest, angle, sp.sin, sp.cos)
    if waves.is_polynomial(s, c):
        return None
    R = sp.cancel(waves.xreplace({s: 2 * T / (1 + T**2), c: (1 - T**2) / (1 + T**2)}))
    if R.has(x) or not small_fraction(R, T, T):
        return None
    rate = angle.diff(x) * (1 + T**2) / 2
    p = undetermined(R, q.diff(x), rate, T)
    return None if p is None else sp.factor(p).xreplace({T: sp.tan(angle / 2)})


T = sp.Symbol("t", real=True)


def small_fraction(rest: Expr, q: Expr, x: Expr) -> bool:
    if not rest.is_rational_function(x) or not q.is_rational_function(x):
        return False
    return all(sp.Poly(e, x).degree() <= 8 for e in (*sp.fraction(rest), *sp.fraction(sp.together(q))))


def undetermined(R: Expr, rate: Expr, slope: Expr, x: Expr) -> Expr | None:
    """The quotient p of polynomials with slope p′ + rate p = R, by comparing unknown coefficients; None without one.

    Below p stands the bottom of R with every power lowered by one, and the whole bottom where the rate has poles there.
    """
    top, bottom = (sp.Poly(e, x) for e in sp.fraction(sp.cancel(R)))
    poles = sp.Poly(sp.fraction(sp.together(rate))[1] * slope, x)
    low = sp.gcd(bottom, bottom.diff(x)) * sp.gcd(sp.quo(bottom, sp.gcd(bottom, bottom.diff(x))), poles)
    count = max(top.degree() + low.degree() - bottom.degree(), low.degree()) + 2
    letters = sp.symbols(f"c0:{count}")
    p = sum(c * x**k for k, c in enumerate(letters)) / low.as_expr()
    both = sp.numer(sp.together(slope * p.diff(x) + p * rate - R))
    solution = sp.solve(sp.Poly(sp.expand(both), x).all_coeffs(), letters, dict=True)
    return sp.cancel(p.subs(solution[0]).subs(dict.fromkeys(letters, 0))) if solution else None
