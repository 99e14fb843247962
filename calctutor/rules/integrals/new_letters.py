"""Which x = h(u) makes an integrand simpler?

Any may be put in, with dx = h′(u) du: a root, a power of e, a logarithm or an inverse function becomes a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import lcm
from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.changing import in_exponential
from calctutor.rules.integrals.shapes import HYPERBOLIC, INVERSE, NEW, applied, common_unit, is_rational, linear, neat, small
from calctutor.rules.integrals.substitution import du_line, dx_line, with_constant
from calctutor.steps import Rewrite

Expr = Any
DX = sp.Symbol("dx")
POSITIVE = sp.Symbol("u", positive=True)
"""The letter for what is positive, as a power of e is: the root of its square is the letter itself."""


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
    du = (du_line(rate * sp.exp(rate * x)),)
    rewrite = Rewrite(let={"u": sp.exp(rate * x)}, where={"F": F}, lines=du, final=is_rational(F, NEW))
    # Hyperbolic functions often have a shorter way, by tanh or by their own identities.
    return with_constant(replace(rewrite, price=3, final=False) if f.has(*HYPERBOLIC) else rewrite)


@rule(
    "A power of e and its logarithm as letters",
    "I(f, x) = I(F, u)",
    formula="u = e^x",
    example="x/(e^x - 1)",
    least=4,
)
def by_exponential_and_logarithm(f: Expr, x: Expr) -> Rewrite | None:
    """Beside powers of e stands {x} itself, which is the logarithm of {u}, up to a constant."""
    powers = sp.Mul(*(p for p in sp.Mul.make_args(f) if p.is_polynomial(x)))
    rest = f / powers
    rates = _rates(rest, x) if powers.has(x) and rest.has(x) else []
    ratios = [sp.cancel(rate / rates[0]) for rate in rates]
    if not rates or not all(r.is_Rational for r in ratios) or sp.degree(powers, x) > 3:
        return None
    rate = rates[0] * common_unit(ratios)
    rate = -rate if rate.could_extract_minus_sign() else rate
    whole = in_exponential(rest, sp.exp(rate * x), x)
    if whole is None or whole.has(x) or not is_rational(whole, NEW):
        return None
    log = sp.log(NEW) / rate
    F = powers.xreplace({x: log}) * sp.factor(whole / (rate * NEW))
    lines = (du_line(rate * sp.exp(rate * x)), (x, " = ", log))
    return with_constant(Rewrite(let={"u": sp.exp(rate * x)}, where={"F": F}, lines=lines, price=2))


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
        lines = ((x, " = ", h), dx_line(sp.factor(slope)))
        roots = {abs(p.exp) for p in f.atoms(sp.Pow) if p.base == inside and p.exp.is_Rational}
        yield Rewrite(
            let={"u": inside ** sp.Rational(1, n)}, where={"F": F, "s": slope}, lines=lines, final=is_rational(F, NEW),
            unsimplified=template("I(p*s, u)"), put_in={x: h} | {inside**e: NEW ** (n * e) for e in sorted(roots)},
        )  # fmt: skip


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
    return sp.factor((b - d * value) / (c * value - a)) if c != 0 else sp.expand((value * d - b) / a)


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
            yield Rewrite(let={"u": p.base}, where={"F": F}, lines=((x, " = ", (NEW - b) / a), du_line(a)))


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
