"""How is an expression written in a new letter u, when u = g(x) is put in?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rules.integrals.shapes import HYPERBOLIC, NEW, TRIG, is_rational, small

Expr = Any


def expressed(f: Expr, u: Expr, slope: Expr, x: Expr) -> Expr | None:
    """F with f = F(u) u′, or None when x does not go away."""
    ratio = f / slope
    if u.is_Add and u.is_polynomial(x) and is_rational(f, x):
        whole = sp.cancel(f.xreplace({u: NEW}) / slope)
        if not whole.has(x):
            return whole
    for attempt in _forms(ratio, x):
        F = replaced(attempt, u, x)
        if F is not None and not F.has(x):
            return F
    return None


def _forms(ratio: Expr, x: Expr) -> Iterator[Expr]:
    """The ratio as it stands, and with common factors gone: in a polynomial by division, otherwise as far as they show."""
    yield ratio
    if not small(ratio, 60):
        return
    if not is_rational(ratio, x):
        quotient = sp.Mul(*(p for p in sp.Mul.make_args(ratio) if is_rational(p, x)))
        shorter = sp.cancel(quotient)
        if shorter != quotient:
            yield shorter * (ratio / quotient)
    together = sp.cancel(ratio) if is_rational(ratio, x) else sp.factor_terms(sp.together(ratio))
    if together != ratio:
        yield together
    if not is_rational(ratio, x) and small(ratio, 25):
        yield sp.powsimp(sp.cancel(ratio))


def replaced(e: Expr, u: Expr, x: Expr) -> Expr | None:
    """e with u called NEW wherever it can be recognised, powers of it included."""
    done = e.xreplace({u: NEW, 1 / u: 1 / NEW, sp.sqrt(u): sp.sqrt(NEW), 1 / sp.sqrt(u): 1 / sp.sqrt(NEW)})
    if not done.has(x):
        return done
    return _recognised(e, u, x)


def _recognised(e: Expr, u: Expr, x: Expr) -> Expr | None:
    if u.is_Pow and u.base == x and not u.exp.has(x):
        return _powers(e if u.exp.is_Rational else sp.powsimp(e), x, u.exp, NEW)
    if u.func is sp.exp or (u.is_Pow and not u.base.has(x)):
        return in_exponential(e, u, x)
    if u.func is sp.log and u.args[0] == x:
        return None
    if u.is_Add and u.is_polynomial(x):
        return _by_leading_power(e, u, x)
    if u.is_Pow and u.exp.is_Rational:
        e = e.replace(lambda p: p.is_Pow and p.base == u.base and p.exp.is_Rational, lambda p: NEW ** (p.exp / u.exp))
        return e if not e.has(x) else _by_leading_power(e, u.base, x, NEW ** (1 / u.exp)) if u.base.is_polynomial(x) else None
    if isinstance(u, (sp.sin, sp.cos, sp.sinh, sp.cosh)):
        return _by_squares(e, u, x)
    if isinstance(u, (sp.tan, sp.cot, sp.sec, sp.csc)):
        return _by_trig_squares(e, u, x)
    if u.is_Add:
        c, moving = u.as_independent(x, as_Add=True)
        return e.xreplace({u: NEW}).xreplace({moving: NEW - c})
    return None


def _powers(e: Expr, x: Expr, n: Expr, new: Expr) -> Expr | None:
    """Powers x^(k n) as new^k; None where another power is left."""

    def changed(p: Expr) -> Expr:
        power = sp.cancel(p.exp / n)
        return new**power if power.is_Integer else p

    done = e.replace(lambda p: p.is_Pow and p.base == x and not p.exp.has(x), changed)
    return None if done.has(x) else done


def _by_leading_power(e: Expr, u: Expr, x: Expr, value: Expr = NEW) -> Expr | None:
    """u = a xⁿ + b put in as xⁿ = (u − b)/a."""
    b, rest = u.as_independent(x, as_Add=True)
    a, power = rest.as_independent(x, as_Add=False)
    if not power.is_Pow or power.base != x:
        return None
    # What stands for xⁿ + other constants becomes a sum in u by itself.
    return _powers(e.xreplace({u: value}), x, power.exp, (value - b) / a)


def in_exponential(e: Expr, u: Expr, x: Expr) -> Expr | None:
    """e with u = e^(kx) put in for all powers of e, and hyperbolic functions as such powers."""
    rate = u.args[0] if u.func is sp.exp else u.exp * sp.log(u.base)
    done = e.rewrite(sp.exp) if e.has(*HYPERBOLIC) else e
    done = done.replace(sp.exp, lambda a: _as_power(a, rate, x))
    done = done.replace(
        lambda p: p.is_Pow and p.exp.has(x) and not p.base.has(x), lambda p: _as_power(p.exp * sp.log(p.base), rate, x)
    )
    return None if done.has(x) else done


def _as_power(a: Expr, rate: Expr, x: Expr) -> Expr:
    constant, moving = sp.expand(a).as_independent(x, as_Add=True)
    power = sp.cancel(moving / rate)
    return sp.exp(a) if power.has(x) or not power.is_Rational else sp.exp(constant) * NEW**power


PARTNER = {sp.sin: (sp.cos, -1, 1), sp.cos: (sp.sin, -1, 1), sp.sinh: (sp.cosh, 1, 1), sp.cosh: (sp.sinh, 1, -1)}
"""g: (h, s, c) with h² = s g² + c."""


def _by_squares(e: Expr, u: Expr, x: Expr) -> Expr | None:
    """Even powers of the partner of u by the identity h² = s u² + c."""
    partner, s, c = PARTNER[u.func]
    angle = u.args[0]
    done = in_two(e, angle, u.func, partner).xreplace({u: NEW})
    other = partner(angle)
    square = s * NEW**2 + c
    done = done.replace(
        lambda p: p.is_Pow and p.base == other and p.exp.is_Integer and p.exp % 2 == 0, lambda p: square ** (p.exp / 2)
    )
    return None if done.has(x) else done


def _by_trig_squares(e: Expr, u: Expr, x: Expr) -> Expr | None:
    """u = tan: sec² = 1 + u²; u = sec: tan² = u² − 1; likewise cot and csc."""
    angle = u.args[0]
    partner, shift = {sp.tan: (sp.sec, 1), sp.sec: (sp.tan, -1), sp.cot: (sp.csc, 1), sp.csc: (sp.cot, -1)}[u.func]
    companion = {sp.tan: sp.cos, sp.sec: sp.cos, sp.cot: sp.sin, sp.csc: sp.sin}[u.func]
    done = e.xreplace({u: NEW, 1 / u: 1 / NEW})
    square = NEW**2 + shift
    if partner in (sp.sec, sp.csc):
        done = done.replace(lambda p: p.is_Pow and p.base == companion(angle) and p.exp.is_Integer and p.exp % 2 == 0,
                            lambda p: square ** (-p.exp / 2))  # fmt: skip
    done = done.replace(
        lambda p: p.is_Pow and p.base == partner(angle) and p.exp.is_Integer and p.exp % 2 == 0, lambda p: square ** (p.exp / 2)
    )
    return None if done.has(x) else done


def in_two(e: Expr, angle: Expr, one: Any, other: Any) -> Expr:
    """tan, sec, ... of this angle by sin and cos (or their hyperbolic relatives); whole multiples of the angle as well."""
    if one in (sp.sin, sp.cos):
        s, c = sp.sin(angle), sp.cos(angle)
        e = e.replace(lambda g: isinstance(g, TRIG) and g.args[0] != angle, lambda g: _multiple(g, angle))
        return e.xreplace({sp.tan(angle): s / c, sp.cot(angle): c / s, sp.sec(angle): 1 / c, sp.csc(angle): 1 / s})
    s, c = sp.sinh(angle), sp.cosh(angle)
    e = e.replace(lambda g: isinstance(g, HYPERBOLIC) and g.args[0] != angle, lambda g: _multiple(g, angle))
    return e.xreplace({sp.tanh(angle): s / c, sp.coth(angle): c / s, sp.sech(angle): 1 / c, sp.csch(angle): 1 / s})


def _multiple(g: Expr, angle: Expr) -> Expr:
    """sin(n θ) and its relatives by sin θ and cos θ."""
    n = sp.cancel(g.args[0] / angle)
    if not n.is_Integer or abs(n) > 8:
        return g
    n = int(n)
    trig = isinstance(g, TRIG)
    s, c = (sp.sin(angle), sp.cos(angle)) if trig else (sp.sinh(angle), sp.cosh(angle))
    cosine = sp.chebyshevt(abs(n), c)
    sine = sp.sign(n) * s * sp.chebyshevu(abs(n) - 1, c) if n else sp.Integer(0)
    if abs(n) == 2 and trig:
        cosine = c**2 - s**2
    parts = {sp.sin: sine, sp.cos: cosine, sp.tan: sine / cosine, sp.cot: cosine / sine if n else g, sp.sec: 1 /
    cosine, sp.csc: 1 / sine if n else g,
             sp.sinh: sine, sp.cosh: cosine, sp.tanh: sine / cosine, sp.coth: cosine / sine if n else g, sp.sech: 1 / cosine,
             sp.csch: 1 / sine if n else g}  # fmt: skip
    return parts[g.func]
