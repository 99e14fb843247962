"""Where does an expression go, as far as putting in says it?

Putting a into f gives a number, an infinity, or one of the forms that say nothing (0/0, 0·∞, ∞ − ∞, 1^∞ ...). This is
arithmetic in the
real numbers with two infinities; where a sign matters (1/0), it is looked up near a. None always means "this does not say".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from calctutor.rules.limits.near import Near

Expr = Any
oo = sp.oo

AT_INFINITY: dict[str, tuple[Expr, Expr]] = {
    "atan": (-sp.pi / 2, sp.pi / 2),
    "tanh": (-1, 1),
    "coth": (-1, 1),
    "erf": (-1, 1),
    "erfc": (2, 0),
    "sinh": (-oo, oo),
    "cosh": (oo, oo),
    "sech": (0, 0),
    "csch": (0, 0),
    "asinh": (-oo, oo),
    "sigmoid": (0, 1),
    "softplus": (0, oo),
    "Abs": (oo, oo),
    "floor": (-oo, oo),
    "ceiling": (-oo, oo),
    "sign": (-1, 1),
    "Heaviside": (0, 1),
    "Si": (-sp.pi / 2, sp.pi / 2),
    "relu": (0, oo),
    "acot": (0, 0),
    "Ci": (None, 0),
    "log": (None, oo),
    "acosh": (None, oo),
    "gamma": (None, oo),
    "erfi": (-oo, oo),
    "Ei": (0, oo),
    "li": (None, oo),
    "loggamma": (None, oo),
    "asec": (sp.pi / 2, sp.pi / 2),
    "acsc": (0, 0),
    "factorial": (None, oo),
    "asech": (None, None),
    "acsch": (0, 0),
    "acoth": (0, 0),
    "fresnels": (-sp.Rational(1, 2), sp.Rational(1, 2)),
    "fresnelc": (-sp.Rational(1, 2), sp.Rational(1, 2)),
    "Shi": (-oo, oo),
    "Chi": (None, oo),
    "real_root": (-oo, oo),
    "lambertw": (None, oo),
    "LambertW": (None, oo),
    "digamma": (None, oo),
}
"""Where the functions go at −∞ and at ∞."""

JUMPS = ("floor", "ceiling", "sign", "Heaviside")
"""Functions that are continuous except where they jump."""


def finite(value: Expr | None) -> bool:
    return value is not None and value not in (oo, -oo)


def infinite(value: Expr | None) -> bool:
    return value is not None and value in (oo, -oo)


def put_in(f: Expr, near: Near) -> Expr | None:
    """The value of f at a, an infinity, or None where the form does not say."""
    if f not in near.values:
        near.values[f] = _value(f, near)
    return near.values[f]


def _value(f: Expr, near: Near) -> Expr | None:
    if not f.has(near.x):
        return f
    if f == near.x:
        return near.a
    for test, value in HEADS:
        if test(f):
            return value(f, near)
    if f.is_Function and len(f.args) == 1:
        return _function(f, near)
    return _continuous(f, [put_in(arg, near) for arg in f.args], near)


def _sum(f: Expr, near: Near) -> Expr | None:
    parts = [put_in(term, near) for term in f.args]
    if None in parts or (oo in parts and -oo in parts):
        return None
    return sp.Add(*parts)


def _product(f: Expr, near: Near) -> Expr | None:
    parts = [put_in(factor, near) for factor in f.args]
    return None if None in parts else multiplied(parts, near)


def multiplied(parts: list[Expr], near: Near) -> Expr | None:
    """The product of values, some of which may be infinite."""
    if not any(map(infinite, parts)):
        return sp.Mul(*parts)
    signs = [1 if p == oo else -1 if p == -oo else near.sign(p) for p in parts]
    if None in signs or 0 in signs:
        return None
    return oo * sp.Mul(*signs)


def _power(f: Expr, near: Near) -> Expr | None:
    base, exponent = f.as_base_exp() if f.func is not sp.exp else (sp.E, f.args[0])
    b, e = put_in(base, near), put_in(exponent, near)
    if b is None or e is None:
        return None
    if not exponent.has(near.x) and exponent.is_number:
        return _fixed_power(base, b, e, near)
    return _moving_power(base, b, e, near)


def _fixed_power(base: Expr, b: Expr, n: Expr, near: Near) -> Expr | None:
    """A power with a number as its exponent."""
    if infinite(b):
        if b == -oo and not n.is_Integer:
            return None
        return sp.Integer(0) if n.is_negative else oo if b == oo or n.is_even else -oo
    if near.sign(b) == 0 or b == 0:
        if n.is_positive:
            return sp.Integer(0) if n.is_Integer or near.sign(base) in (0, 1) else None
        sign = near.sign(base)
        even = bool(n.is_Integer and n.is_even)
        return oo if sign == 1 or (even and near.real(base)) else -oo if sign == -1 and n.is_Integer else None
    return b**n if n.is_Integer or near.sign(b) == 1 else None


def _moving_power(base: Expr, b: Expr, e: Expr, near: Near) -> Expr | None:
    """A power whose exponent moves: the logarithm decides, e·ln b."""
    if near.sign(base) != 1:
        return None
    if finite(b) and finite(e) and b != 0:
        return b**e
    logarithm = oo if b == oo else -oo if b == 0 else sp.log(b)
    if (logarithm == 0 and infinite(e)) or (infinite(logarithm) and e == 0):
        return None
    total = multiplied([e, logarithm], near)
    return None if total is None else sp.Integer(0) if total == -oo else oo if total == oo else None


def _logarithm(f: Expr, near: Near) -> Expr | None:
    inside = put_in(f.args[0], near)
    if inside == 0:
        return -oo if near.sign(f.args[0]) == 1 else None
    return _function(f, near)


def _piecewise(f: Expr, near: Near) -> Expr | None:
    piece = piece_near(f, near)
    return None if piece is None else put_in(piece, near)


def piece_near(f: Expr, near: Near) -> Expr | None:
    """The formula of a piecewise function that holds near a."""
    for value, condition in f.args:
        holds = _holds(condition, near)
        if holds is None:
            return None
        if holds:
            return value
    return None


def _holds(condition: Expr, near: Near) -> bool | None:
    if condition in (sp.true, sp.false):
        return bool(condition)
    if condition.func in (sp.And, sp.Or):
        parts = [_holds(arg, near) for arg in condition.args]
        decisive = condition.func is sp.Or
        return decisive if decisive in parts else None if None in parts else not decisive
    sign = near.sign(condition.lhs - condition.rhs)
    return None if sign is None else bool(condition.func(sp.Integer(sign), 0))


def _absolute(f: Expr, near: Near) -> Expr | None:
    inside = put_in(f.args[0], near)
    return None if inside is None else oo if infinite(inside) else abs(inside)


def _extreme(f: Expr, near: Near) -> Expr | None:
    parts = [put_in(arg, near) for arg in f.args]
    return None if None in parts else f.func(*parts)


def _function(f: Expr, near: Near) -> Expr | None:
    inside = put_in(f.args[0], near)
    if inside is None:
        return None
    if infinite(inside):
        ends = AT_INFINITY.get(type(f).__name__)
        return None if ends is None or ends[inside == oo] is None else sp.sympify(ends[inside == oo])
    if type(f).__name__ in JUMPS:
        return _jump(f, inside, near)
    return _continuous(f, [inside], near)


def _jump(f: Expr, inside: Expr, near: Near) -> Expr | None:
    """floor, sign and their like: at a jump the side decides."""
    jumps = inside.is_integer if type(f).__name__ in ("floor", "ceiling") else near.sign(inside) == 0 or inside == 0
    if not jumps:
        return f.func(inside) if inside.is_number else None
    side = near.sign(f.args[0] - inside)
    return None if side is None else f.func(inside + sp.Rational(side, 10)) if side else f.func(inside)


def _continuous(f: Expr, inside: list[Expr | None], near: Near) -> Expr | None:
    """The value of a function that is continuous wherever it is defined; at a pole the sign decides."""
    if None in inside or any(map(infinite, inside)):
        return None
    value = evaluated(f.func(*inside))
    if value.has(sp.zoo, oo, -oo):
        sign = near.sign(f)
        large = near.sample(f)
        return sign * oo if sign and large and all(abs(v) > 10**6 for v in large) else None
    return None if value.has(sp.nan, sp.I) or value.is_real is False or not near.real(f) else value


def evaluated(expr: Expr) -> Expr:
    """With the real roots of numbers taken: ∛8 is 2."""
    roots = {r: sp.real_root(*r.args) for r in expr.atoms(sp.Function) if type(r).__name__ == "root" and r.is_number}
    return expr.xreplace(roots) if roots else expr


HEADS: tuple[tuple[Callable[[Expr], bool], Callable[[Expr, Near], Expr | None]], ...] = (
    (lambda f: f.is_Add, _sum),
    (lambda f: f.is_Mul, _product),
    (lambda f: f.is_Pow or f.func is sp.exp, _power),
    (lambda f: f.func is sp.log, _logarithm),
    (lambda f: f.is_Piecewise, _piecewise),
    (lambda f: f.func is sp.Abs, _absolute),
    (lambda f: f.func in (sp.Max, sp.Min), _extreme),
)
