"""What should be done to the integrand before it is integrated? Multiply out, split, rationalise, write it otherwise."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.bracketing import expandable
from calctutor.rules.integrals.shapes import by_functions, is_rational, small
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
