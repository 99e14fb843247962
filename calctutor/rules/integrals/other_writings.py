"""In which other way can the functions of an integrand be written? Conjugates, rules of logarithms, powers of e, identities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import HYPERBOLIC, TRIG, applied, linear, neat, small
from calctutor.rules.tidying import natural
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Conjugate of a trigonometric bottom",
    "I(f, x) = I(g, x)",
    formula="1/(1 + sin(x)) = (1 - sin(x))/cos(x)^2",
    example="1/(1 + sin(x))",
    least=2,
)
def conjugate(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Multiplied above and below by {w}, the bottom is a single square, because sin² + cos² = 1."""
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if not p.exp.is_Integer or p.exp > -1 or not p.base.is_Add or len(p.base.args) != 2:
            continue
        n = -p.exp
        c, wave = p.base.as_independent(x, as_Add=True)
        k, function = wave.as_independent(x, as_Add=False)
        squares = {sp.sin: sp.cos, sp.cos: sp.sin}
        if function.func in squares and sp.expand(c**2 - k**2) == 0:
            w, below = c - wave, c**2 * squares[function.func](function.args[0]) ** 2
        elif function.func in (sp.sec, sp.csc) and sp.expand(c**2 - k**2) == 0:
            w, below = wave - c, c**2 * {sp.sec: sp.tan, sp.csc: sp.cot}[function.func](function.args[0]) ** 2
        else:
            continue
        g = sp.expand(f / p * w**n, power_base=False) / below**n
        g = sp.Add(*(sp.powsimp(t / below**n) for t in sp.Add.make_args(sp.expand(f / p * w**n, power_base=False))))
        yield Rewrite(where={"g": g, "w": w**n}, price=1)


@rule("Logarithm rules first", "I(f, x) = I(g, x)", formula="ln(a b) = ln(a) + ln(b)", example="x*ln(x^2)", least=2)
def logarithm_rules(f: Expr, x: Expr) -> Rewrite | None:
    """The logarithm of a power or product is taken apart, with |…| where the inside may be negative."""
    g = f.replace(sp.log, lambda a: _log_apart(a, x))
    return Rewrite(where={"g": g}, price=0) if g != f else None


@rule("Logarithm of another base", "I(f, x) = I(g, x)", formula="log(x, a) = ln(x)/ln(a)", example="log_2(x)", least=2)
def change_of_base(f: Expr, x: Expr) -> Rewrite | None:
    """A logarithm to another base is ln divided by the ln of the base, which is a number."""
    g = natural(f)
    return Rewrite(where={"g": g}, price=0) if g != f else None


def _log_apart(a: Expr, x: Expr) -> Expr:
    if not a.has(x):
        return sp.log(a)
    base, n = a.as_base_exp() if a.func is not sp.exp else (a, sp.Integer(1))
    if a.func is sp.exp:
        return a.args[0]
    if n != 1 and n.is_Rational:
        even = n.is_Integer and n % 2 == 0
        return n * sp.log(sp.Abs(base) if even else base)
    if a.is_Mul:
        c, rest = a.as_independent(x, as_Add=False)
        if c != 1 and c.is_positive:
            return sp.log(c) + _log_apart(rest, x)
        if c == 1 and len(rest.args) == 2 and sp.fraction(sp.together(a))[1].has(x):
            return sp.Add(*(sp.log(sp.Abs(base)) * e for base, e in (q.as_base_exp() for q in rest.args)))
    return sp.log(a)


@rule("Powers of e joined", "I(f, x) = I(g, x)", formula="e^a e^b = e^(a + b)", example="e^x*2^x", least=2)
def join_exponentials(f: Expr, x: Expr) -> Rewrite | None:
    """Powers with the same base are multiplied by adding the exponents."""
    g = sp.powsimp(sp.powdenest(f)) if f.has(sp.exp) or any(p.exp.has(x) for p in f.atoms(sp.Pow)) else f
    if g == f:
        g = _one_base(f, x)
    return Rewrite(where={"g": g}, price=1) if g != f else None


def _one_base(f: Expr, x: Expr) -> Expr:
    """a^x b^x as one power of e."""
    powers = [p for p in sp.Mul.make_args(f) if p.is_Pow and p.exp.has(x) and not p.base.has(x)]
    if len(powers) + len([p for p in sp.Mul.make_args(f) if p.func is sp.exp]) < 2 or not powers:
        return f
    rest = f / sp.Mul(*powers)
    return sp.powsimp(rest * sp.exp(sp.factor_terms(sp.expand(sp.Add(*(p.exp * sp.log(p.base) for p in powers))))))


@rule("Base a as a power of e", "I(f, x) = I(g, x)", formula="a^x = e^(x ln(a))", example="2^(x^2)", least=3)
def base_as_exponential(f: Expr, x: Expr) -> Rewrite | None:
    """Every power is a power of e, which is easier to integrate beside other functions."""
    g = f.replace(lambda p: p.is_Pow and p.exp.has(x) and not p.base.has(x), lambda p: sp.exp(p.exp * sp.log(p.base)))
    return Rewrite(where={"g": g}, price=2) if g != f else None


@rule(
    "Hyperbolic functions as powers of e",
    "I(f, x) = I(g, x)",
    formula="sinh(x) = (e^x - e^(-x))/2",
    example="e^(-x^2)*sinh(x)",
    least=3,
)
def as_exponentials(f: Expr, x: Expr) -> Rewrite | None:
    """Beside powers of e, or where nothing else helps, sinh and cosh are best written with powers of e too."""
    if not applied(f, x, HYPERBOLIC):
        return None
    g = sp.powsimp(sp.expand(f.rewrite(sp.exp))) if small(f, 30) else f.rewrite(sp.exp)
    alternative = sp.simplify(f.rewrite(sp.exp)) if f.has(sp.exp) and small(f, 12) else g
    return Rewrite(where={"g": min(g, alternative, key=lambda e: e.count_ops())}, price=1 if f.has(sp.exp) else 2)


@rule("Simplify the integrand", "I(f, x) = I(g, x)", formula="f = g", example="x*(cos(x)^2 + sin(x)^2)", least=2)
def simplify(f: Expr, x: Expr) -> Rewrite | None:
    """The same function can be written in a shorter way."""
    if not small(f, 25) or f.is_Symbol or linear(f, x):
        return None
    g = sp.trigsimp(f) if f.has(*TRIG, *HYPERBOLIC) else neat(sp.radsimp(f), x) if small(f, 30) else f
    if g == f or g.count_ops() >= f.count_ops():
        return None
    gone = f.has(*TRIG, *HYPERBOLIC) and not g.has(*TRIG, *HYPERBOLIC)
    return Rewrite(where={"g": g}, price=0 if gone else 2, final=gone)
