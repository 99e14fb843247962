"""Which integrands become simpler when a power of e or a logarithm is the new letter?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.changing import in_exponential
from calctutor.rules.integrals.shapes import HYPERBOLIC, NEW, applied, common_unit, is_rational, linear, neat
from calctutor.rules.integrals.substitution import du_line, with_constant
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
