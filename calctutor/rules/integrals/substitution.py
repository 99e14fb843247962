"""Which part of the integrand is worth a letter of its own?

The slope of an inner function u is there as a factor, f = F(u) u′: then the integral of f by x is that of F by u.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import gcd
from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.changing import expressed
from calctutor.rules.integrals.kernels import may_leave
from calctutor.rules.integrals.shapes import (
    HYPERBOLIC,
    NEW,
    TRIG,
    applied,
    base_angle,
    inner,
    is_rational,
    linear,
    operations,
    small,
)
from calctutor.rules.integrals.surds import slope_of
from calctutor.steps import Rewrite

Expr = Any
DU, DX = sp.Symbol("du"), sp.Symbol("dx")


MOST_INNER = 14
WHOLE = sp.Dummy("whole", real=True)
"""A sum in which the letter of a substitution stands."""


@rule("Substitution", "I(f, x) = I(F, u)", formula="I(F(u)*u', x) = I(F(u), u)", example="x*cos(x^2)", least=2)
def substitution(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """The slope of {u} stands beside it as a factor, but for a number: du takes the place of that factor and dx."""
    if not small(f):
        return
    given, squares = inner_functions(f, x), [e**2 for e in _with_fourth_powers(f, x)]
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
            final = simpler and F.has(NEW) and not brought and u not in squares and not (is_rational(f, x) and small(f, 8))
            price = 3 if brought else 1 if F.has(NEW) else 2
            u, F = _with_its_constant(u, F, f)
            yield with_constant(Rewrite(let={"u": u}, where={"F": F}, lines=(du_line(slope),), price=price, final=final))


def _with_its_constant(u: Expr, F: Expr, f: Expr) -> tuple[Expr, Expr]:
    """Where the letter occurs only in one sum, as in √(u + 1), that sum is the better letter: its slope is the same."""
    sums = {e for e in F.atoms(sp.Add) if e.has(NEW) and linear(e, NEW)}
    if len(sums) != 1 or linear(whole := sums.pop(), NEW)[0] != 1:  # type: ignore[index]
        return u, F
    closed = F.xreplace({whole: WHOLE})
    inside = whole.xreplace({NEW: u})
    return (u, F) if closed.has(NEW) or not f.has(inside) else (inside, closed.xreplace({WHOLE: NEW}))


def du_line(slope: Expr) -> tuple[Expr | str, ...]:
    """du = u′ dx, with brackets where they are needed."""
    slope = slope.replace(lambda e: e.is_Add, _as_square)
    if slope == 1:
        return (DU, " = dx")
    return (DU, " = (", slope, ") dx") if slope.is_Add else (DU, " = ", slope, " dx")


def _as_square(e: Expr) -> Expr:
    """1 + tan² is written sec², and 1 + cot² is csc²."""
    for function, square in ((sp.tan, sp.sec), (sp.cot, sp.csc)):
        for wave in sorted(e.atoms(function), key=lambda w: w.sort_key()):
            k = e.coeff(wave, 2)
            if k != 0 and sp.expand(e - k * (1 + wave**2)) == 0:
                return k * square(wave.args[0]) ** 2
    return e


def dx_line(slope: Expr) -> tuple[Expr | str, ...]:
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


def inner_functions(f: Expr, x: Expr) -> list[Expr]:
    """What may be worth a letter, as it stands in f: the insides of functions and powers, and functions themselves."""
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
    found = [e**2 for e in _with_fourth_powers(f, x)] + found
    powers = sorted({e.exp for e in f.atoms(sp.Pow) if e.base == x and e.exp.is_Integer and abs(e.exp) > 2})
    for n in powers:
        found += [x**k for k in range(2, abs(int(n))) if int(n) % k == 0 and x**k not in found]
    if len(powers) > 0:
        found += [x**k for k in (2, 3) if x**k not in found]
    found += [e for e in _logs(f, x) if e not in found]
    return found[:MOST_INNER]


def _with_fourth_powers(f: Expr, x: Expr) -> list[Expr]:
    """The functions of which a sum in f has a fourth power: their square is the better letter, as x² is in x/(1 + x⁴)."""
    powers = {p for total in f.atoms(sp.Add) for p in total.atoms(sp.Pow) if p.base.is_Function and p.base.has(x)}
    return sorted({p.base for p in powers if p.exp == 4}, key=lambda e: e.sort_key())


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
