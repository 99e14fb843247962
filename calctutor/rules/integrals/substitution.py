"""Which part of the integrand is worth a letter of its own?

Two kinds of substitution. If the slope of an inner function u is there as a factor, f = F(u) u′, the integral of f by
x is that of F by u.
And any x = h(u) may be put in, with dx = h′(u) du, where that makes the integrand simpler: a root or a power of e
becomes a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import gcd, lcm
from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.kernels import may_leave
from calctutor.rules.integrals.shapes import (
    HYPERBOLIC,
    INVERSE,
    NEW,
    TRIG,
    applied,
    base_angle,
    common_unit,
    inner,
    is_rational,
    linear,
    neat,
    operations,
    small,
)
from calctutor.rules.integrals.surds import slope_of
from calctutor.steps import Rewrite

Expr = Any
DU, DX = sp.Symbol("du"), sp.Symbol("dx")
POSITIVE = sp.Symbol("u", positive=True)
"""The letter for what is positive, as a power of e is: the root of its square is the letter itself."""

MOST_INNER = 14


@rule("Substitution", "I(f, x) = I(F, u)", formula="I(F(u)*u', x) = I(F(u), u)", example="x*cos(x^2)", least=2)
def substitution(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """The slope of {u} stands beside it as a factor, but for a number: du takes the place of that factor and dx."""
    if not small(f):
        return
    given = _inner_functions(f, x)
    partners = [u for u in _partners(f, x) if u not in given]
    for u in given + partners:
        slope = slope_of(u, x)
        if slope == 0 or not slope.has(x) or not may_leave(f, u, slope, x):
            continue
        F = expressed(f, u, slope, x)
        if F is not None and not F.has(sp.nan, sp.zoo) and (is_rational(F, NEW) or operations(F) <= operations(f) + 3):
            # A bare constant left over means that f is the slope of u: true, but it explains less than an inner step does.
            simpler = F.is_rational_function(NEW) or operations(F) + 2 <= operations(f)
            brought = u in partners
            final = simpler and F.has(NEW) and not brought and not (is_rational(f, x) and small(f, 8))
            price = 3 if brought else 1 if F.has(NEW) else 2
            yield with_constant(Rewrite(let={"u": u}, where={"F": F}, lines=(_du(slope),), price=price, final=final))


def _du(slope: Expr) -> tuple[Expr | str, ...]:
    """du = u′ dx, with brackets where they are needed."""
    if slope == 1:
        return (DU, " = dx")
    return (DU, " = (", slope, ") dx") if slope.is_Add else (DU, " = ", slope, " dx")


def _dx(slope: Expr) -> tuple[Expr | str, ...]:
    """dx = h′(u) du."""
    if slope == 1:
        return (DX, " = du")
    return (DX, " = (", slope, ") du") if slope.is_Add else (DX, " = ", slope, " du")


def with_constant(rewrite: Rewrite) -> Rewrite:
    """The same substitution with a number in F put in front of the integral."""
    c, F = rewrite.where["F"].as_independent(NEW, as_Add=False)
    if c == 1 or rewrite.where["F"].is_Add:
        return rewrite
    if F == 1:
        return rewrite
    return replace(rewrite, where={**rewrite.where, "F": F, "c": c}, equation=template("I(f, x) = c*I(F, u)"))


def _inner_functions(f: Expr, x: Expr) -> list[Expr]:
    if is_rational(f, x):
        return _inside_fraction(f, x)
    found = []
    arguments = {a for g in f.atoms(sp.Function) for a in g.args}  # the 3x² of sin(3x²) is as good a letter as x²
    for e in inner(f, x):
        if e == f or (e.is_Mul and linear(e, x)):
            continue
        candidate = e
        if e.is_Add:
            candidate = e
        if e.is_Mul and e not in arguments:
            candidate = e.as_independent(x, as_Add=False)[1]
        if e.is_Pow and e.exp.is_Rational:
            if e.exp.is_negative:
                candidate = 1 / e if e.exp != -1 else e.base
                if e.base == x:
                    if not any(g.has(e) and g != e for g in f.atoms(sp.Function, sp.Pow)):
                        continue
                    candidate = x**e.exp
            if e.base != x and e.exp.is_Integer and not e.base.is_Function:
                candidate = e.base
        if candidate != x and candidate not in found and not linear(candidate, x):
            found.append(candidate)
    powers = sorted({e.exp for e in f.atoms(sp.Pow) if e.base == x and e.exp.is_Integer and abs(e.exp) > 2})
    for n in powers:
        found += [x**k for k in range(2, abs(int(n))) if int(n) % k == 0 and x**k not in found]
    if len(powers) > 0:
        found += [x**k for k in (2, 3) if x**k not in found]
    found += [e for e in _logs(f, x) if e not in found]
    return found[:MOST_INNER]


def _partners(f: Expr, x: Expr) -> list[Expr]:
    """Sine and cosine of an angle of which f has any function: 1 − cos² may stand there as sin²."""
    trig, hyperbolic = base_angle(f, x, TRIG), base_angle(f, x, HYPERBOLIC)
    found = [sp.cos(trig), sp.sin(trig)] if trig is not None else []
    return found + ([sp.cosh(hyperbolic), sp.sinh(hyperbolic)] if hyperbolic is not None else [])


def _inside_fraction(f: Expr, x: Expr) -> list[Expr]:
    """In a quotient of polynomials: what stands below or under a power, and a power of which all others are powers."""
    bases = {p.base for p in f.atoms(sp.Pow) if p.base.is_Add and p.base.has(x)}
    found = [b for b in sorted(bases, key=lambda e: e.sort_key()) if not linear(b, x)]
    top, bottom = sp.fraction(f)
    if bottom == 1 or not (top.is_polynomial(x) and bottom.is_polynomial(x)):
        return found
    exponents = {m[0] for m in sp.Poly(bottom, x).monoms()}
    shifted = {m[0] + 1 for m in sp.Poly(top, x).monoms()}
    n = gcd(*exponents, *shifted)
    return found + [x**k for k in range(n, 1, -1) if n % k == 0]


def _logs(f: Expr, x: Expr) -> list[Expr]:
    return [e for e in applied(f, x, (sp.log,)) if e.args[0] == x]


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


@rule("Substitution for a logarithm", "I(f, x) = I(F, u)", formula="x = e^u", example="sqrt(ln(x))/x^2", least=3)
def by_logarithm(f: Expr, x: Expr) -> Rewrite | None:
    """With {u} as the new letter, {x} is e to that letter and dx is e to that letter too, times its differential."""
    if sp.log(x) not in f.atoms(sp.log):
        return None
    rest = f.xreplace({sp.log(x): NEW})
    powers_only = all(p.is_Pow and p.base == x for p in _holders(rest, x)) or not rest.has(x)
    if not powers_only:
        return None
    F = sp.powsimp(rest.xreplace({p: sp.exp(p.exp * NEW) for p in _holders(rest, x)}).xreplace({x: sp.exp(NEW)}) * sp.exp(NEW))
    return Rewrite(
        let={"u": sp.log(x)}, where={"F": F}, lines=((x, " = ", sp.exp(NEW)), (DX, " = ", sp.exp(NEW), " du")), price=2
    )


def _holders(e: Expr, x: Expr) -> list[Expr]:
    return sorted((p for p in e.atoms(sp.Pow) if p.base == x), key=lambda p: p.sort_key())


@rule("Substitution for a power of e", "I(f, x) = I(F, u)", formula="u = e^x", example="1/(2 + cosh(x))", least=2)
def by_exponential(f: Expr, x: Expr) -> Rewrite | None:
    """{x} occurs only in powers of e, which are powers of {u}; and dx is du/{u}, up to a constant."""
    rates = _rates(f, x)
    if not rates:
        return None
    unit = rates[0]
    ratios = [sp.cancel(rate / unit) for rate in rates]
    if not all(r.is_Rational for r in ratios):
        return None
    rate = unit * common_unit(ratios)
    rate = -rate if rate.could_extract_minus_sign() else rate
    whole = in_exponential(f, sp.exp(rate * x), x)
    if whole is None or whole.has(x):
        return None
    F = neat((whole / (rate * NEW)).xreplace({NEW: POSITIVE}), POSITIVE).xreplace({POSITIVE: NEW})
    du = (_du(rate * sp.exp(rate * x)),)
    rewrite = Rewrite(let={"u": sp.exp(rate * x)}, where={"F": F}, lines=du, final=is_rational(F, NEW))
    # Hyperbolic functions often have a shorter way, by tanh or by their own identities.
    return with_constant(replace(rewrite, price=3, final=False) if f.has(*HYPERBOLIC) else rewrite)


def _rates(f: Expr, x: Expr) -> list[Expr]:
    """The k of every e^(k x + c) in f, hyperbolic functions included; empty when x occurs otherwise."""
    found = []
    for e in sorted(f.atoms(sp.exp) | set(applied(f, x, HYPERBOLIC)), key=lambda e: e.sort_key()):
        if e.has(x):
            if not (ab := linear(e.args[0], x)):
                return []
            found.append(ab[0])
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if p.exp.has(x) and not p.base.has(x):
            if not (ab := linear(p.exp, x)):
                return []
            found.append(ab[0] * sp.log(p.base))
    return found


@rule("Substitution for a root", "I(f, x) = I(F, u)", formula="u = root(a x + b, n)", example="sqrt(x)/(x + 1)", least=2)
def by_root(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """With the root as the new letter, {x} and dx are powers of it, and the root is gone."""
    for inside, n in _roots(f, x):
        yield from _with_root(f, x, inside, n)


def _with_root(f: Expr, x: Expr, inside: Expr, n: int) -> Iterator[Rewrite]:
    h = _inverse_of_fraction(inside, NEW**n, x)
    if h is None:
        return
    new = sp.Dummy("u", positive=True)
    F = f.replace(lambda p: p.is_Pow and p.base == inside and p.exp.is_Rational, lambda p: new ** (n * p.exp))
    F = F.xreplace({x: h.xreplace({NEW: new})}).xreplace({new: NEW})
    slope = h.diff(NEW)
    F = neat(F * slope, NEW)
    if not F.has(x):
        lines = ((x, " = ", h), _dx(sp.factor(slope)))
        yield Rewrite(let={"u": inside ** sp.Rational(1, n)}, where={"F": F}, lines=lines, final=is_rational(F, NEW))


def _inverse_of_fraction(inside: Expr, value: Expr, x: Expr) -> Expr | None:
    """x from inside(x) = value, for inside = (a x + b)/(c x + d)."""
    top, bottom = sp.fraction(sp.together(inside))
    one, other = (
        (linear(top, x) or ((0, top) if not top.has(x) else None)),
        (linear(bottom, x) or ((0, bottom) if not bottom.has(x) else None)),
    )
    if one is None or other is None:
        return None
    (a, b), (c, d) = one, other
    if a * d - b * c == 0:
        return None
    return sp.factor((b - d * value) / (c * value - a))


def _roots(f: Expr, x: Expr) -> list[tuple[Expr, int]]:
    """Quotients of linear expressions that stand under roots, with the index of a root of which all these are powers."""
    found: dict[Expr, int] = {}
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if p.exp.is_Rational and not p.exp.is_Integer and p.base.has(x) and is_rational(p.base, x) and small(p.base, 20):
            found[p.base] = lcm(found.get(p.base, 1), int(p.exp.q))
    return sorted(
        ((b, int(n)) for b, n in found.items() if n <= 12), key=lambda pair: (pair[0].count_ops(), pair[0].sort_key())
    )


@rule("Substitution for a bracket", "I(f, x) = I(F, u)", formula="u = a x + b", example="x*(x + 1)^10", least=3)
def by_bracket(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Under a high power, a bracket is better kept together: with {u} as the new letter, what is left in {x} is
    multiplied out instead.
    """
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        ab = linear(p.base, x)
        if ab is None or p.base == x or p.exp.has(x) or (p.exp.is_Integer and abs(p.exp) < 4):
            continue
        a, b = ab
        F = (f.xreplace({p: NEW**p.exp}).xreplace({x: (NEW - b) / a})) / a
        if not F.has(x):
            yield Rewrite(let={"u": p.base}, where={"F": F}, lines=((x, " = ", (NEW - b) / a), _du(a)))


@rule("Substitution for an inverse function", "I(f, x) = I(F, u)", formula="u = asin(x)", example="e^(asin(x))", least=3)
def by_inverse_function(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """With {u} as the new letter, {x} is the function that it undoes."""
    for e in applied(f, x, INVERSE):
        if (ab := linear(e.args[0], x)) is None:
            continue
        h = _undone(e)
        if h is None:
            continue
        h = (h - ab[1]) / ab[0]
        F = f.xreplace({e: NEW}).xreplace({x: h})
        F = _real_roots(sp.factor_terms(F), h) * h.diff(NEW)
        if not F.has(x):
            F = neat(sp.trigsimp(F) if small(F, 40) else F, NEW)
            yield Rewrite(let={"u": e}, where={"F": F}, lines=((x, " = ", h), (DX, " = ", h.diff(NEW), " du")), price=2)


UNDONE = {
    sp.asin: sp.sin,
    sp.acos: sp.cos,
    sp.atan: sp.tan,
    sp.asinh: sp.sinh,
    sp.acosh: sp.cosh,
    sp.atanh: sp.tanh,
    sp.acot: sp.cot,
}


def _undone(e: Expr) -> Expr | None:
    return UNDONE[e.func](NEW) if e.func in UNDONE else None


def _real_roots(F: Expr, h: Expr) -> Expr:
    """√(1 − sin²u) is cos u where arcsin takes its values, and so on."""
    s, c, t = sp.sin(NEW), sp.cos(NEW), sp.tan(NEW)
    sh, ch = sp.sinh(NEW), sp.cosh(NEW)
    known = {1 - s**2: c, 1 - c**2: s, 1 + t**2: sp.sec(NEW), 1 + sh**2: ch, ch**2 - 1: sh, 1 - sp.tanh(NEW) ** 2: sp.sech(NEW)}

    def denested(p: Expr) -> Expr:
        base = sp.expand(p.base)
        return known[base] ** (2 * p.exp) if base in known else p

    return F.replace(lambda p: p.is_Pow and p.base.is_Add, denested)


def linear_angle(f: Expr, x: Expr) -> Expr | None:
    return base_angle(f, x, TRIG)
