"""What should be done to the integrand before it is integrated? Multiply out, split, rationalise, write it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.bracketing import expandable
from calctutor.rules.integrals.shapes import HYPERBOLIC, TRIG, applied, by_functions, is_rational, linear, neat, small
from calctutor.rules.tidying import natural
from calctutor.steps import Rewrite

Expr = Any
MOST_TERMS = 14


@rule("Multiply out", "I(f, x) = I(g, x)", formula="(a + b)*c = a*c + b*c", example="x*(x + 1)^2", least=2)
def multiply_out(f: Expr, x: Expr) -> Rewrite | None:
    """Multiplied out, the integrand is a sum, and a sum is integrated term by term."""
    if not (f.is_Mul or f.is_Pow) or not expandable(f):
        return None
    bottom = sp.fraction(f)[1]
    g = _multiplied(f)
    if g == f or not g.is_Add or len(g.args) > 40:
        return None
    price = 1 if len(g.args) <= 4 else 2 if len(g.args) <= 8 else 4
    if bottom.has(x) and not (bottom.is_Symbol or (bottom.is_Pow and bottom.base.is_Symbol)):
        price += 1
    return Rewrite(where={"g": _with_powers_joined(g, x)}, price=price)


def _multiplied(f: Expr) -> Expr:
    """f with its brackets multiplied out, and nothing done inside functions and roots."""
    closed = {e: sp.Dummy(positive=True) for e in f.atoms(sp.Function, sp.Pow) if not (e.is_Pow and e.exp.is_Integer)}
    outer = {e: d for e, d in closed.items() if not any(e != other and other.has(e) for other in closed)}
    hidden = f.xreplace(outer)
    return sp.expand(hidden, power_exp=False, power_base=False, log=False).xreplace({d: e for e, d in outer.items()})


def _with_powers_joined(g: Expr, x: Expr) -> Expr:
    return sp.Add(*(sp.powsimp(term) for term in g.args))


@rule("Split the fraction", "I(f, x) = I(g, x)", formula="(a + b)/c = a/c + b/c", example="(1 + sin(x))/cos(x)^2", least=2)
def split_fraction(f: Expr, x: Expr) -> Rewrite | None:
    """Each term above is divided by the bottom, and the parts are integrated one by one."""
    for factor in sorted(sp.Mul.make_args(f), key=lambda e: e.sort_key()):
        if factor.is_Add and factor.has(x) and f != factor and len(factor.args) <= 8:
            rest = f / factor
            g = sp.Add(*(sp.powsimp(term * rest) for term in factor.args))
            if g != f:
                return Rewrite(where={"g": g}, price=2 if not sp.fraction(f)[1].has(x) else 1)
    return None


@rule(
    "Gather like terms",
    "I(f, x) = I(g, x)",
    formula="a r + b r = (a + b) r",
    example="3*x^2/sqrt(x^3 + x + 2) + 1/sqrt(x^3 + x + 2) + x",
    least=2,
)
def gather(f: Expr, x: Expr) -> Rewrite | None:
    """Terms with the same root or the same function belong together: what stands beside it may be a slope only as a whole."""
    if not f.is_Add or is_rational(f, x):
        return None
    g = by_functions(f, x)
    return Rewrite(where={"g": g}) if len(sp.Add.make_args(g)) < len(f.args) else None


@rule("Over one denominator", "I(f, x) = I(g, x)", formula="a/c + b/d = (a d + b c)/(c d)", example="1/(x + 1/x)", least=3)
def one_denominator(f: Expr, x: Expr) -> Rewrite | None:
    """Written as one fraction, the integrand shows its shape."""
    if not small(f, 60):
        return None
    g = sp.together(f)
    g = sp.factor_terms(g)
    return Rewrite(where={"g": g}, price=2) if g != f and _below(f, x) else None


def _below(f: Expr, x: Expr) -> bool:
    """Is there a fraction inside, or a sum of fractions?"""
    return f.is_Add or any(p.base.is_Add and sp.fraction(sp.together(p.base))[1].has(x) for p in f.atoms(sp.Pow)) or any(
        a.is_Add and sp.fraction(sp.together(a))[1].has(x) for a in f.args)  # fmt: skip


@rule(
    "Rationalise",
    "I(f, x) = I(g, x)",
    formula="1/(sqrt(a) + sqrt(b)) = (sqrt(a) - sqrt(b))/(a - b)",
    example="1/(sqrt(x + 1) + sqrt(x))",
    least=2,
)
def rationalise(f: Expr, x: Expr) -> Rewrite | None:
    """Multiplied above and below by {w}, the bottom has no roots."""
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if p.exp != -1 or not p.base.is_Add or len(p.base.args) != 2 or not p.base.has(x):
            continue
        a, b = sorted(p.base.args, key=lambda e: e.sort_key())
        if not any(_is_root(t, x) for t in (a, b)):
            continue
        w, below = a - b, sp.expand(a**2 - b**2)
        if below == 0:
            continue
        rest = f / p
        g = (
            sp.Add(*(sp.powsimp(t * rest / below) for t in sp.Add.make_args(w)))
            if rest.is_Mul or rest.is_Pow or rest.is_number or rest.is_Symbol
            else None
        )
        if g is not None:
            return Rewrite(where={"g": sp.factor_terms(g) if below.has(x) else g, "w": w}, price=1)
    return None


def _is_root(t: Expr, x: Expr) -> bool:
    return any(q.is_Pow and q.has(x) and q.exp.is_Rational and q.exp.q == 2 for q in sp.Mul.make_args(t))


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
