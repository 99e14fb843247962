"""How does a root of sines and cosines go away? With their quotient as the new letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.changing import in_two
from calctutor.rules.integrals.shapes import HYPERBOLIC, NEW, TRIG, base_angle, linear, small
from calctutor.steps import Rewrite

Expr = Any
S, C, SIGN = sp.Symbol("s", real=True), sp.Symbol("c", real=True), sp.Symbol("sign", real=True)


@dataclass(frozen=True, slots=True)
class Waves:
    """A pair of functions with c² + k s² = 1, and the slope of their quotient s/c, which is 1/c² = 1 + k (s/c)²."""

    sine: Any
    cosine: Any
    quotient: Any
    k: int


CIRCULAR = Waves(sp.sin, sp.cos, sp.tan, 1)
HYPERBOLA = Waves(sp.sinh, sp.cosh, sp.tanh, -1)


@rule(
    "Tangent under a root",
    "I(f, x) = h*I(F, u)",
    formula="sqrt(sin(2*x)) = abs(cos(x))*sqrt(2*tan(x))",
    example="1/(cos(x)*sqrt(sin(2*x)))",
    least=3,
)
def tangent_under_root(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Under every root stands a power of the cosine times a function of {u}. The powers of the cosine come out, with its
    sign, and what is left depends on {u} alone.
    """
    for kinds, waves in ((TRIG, CIRCULAR), (HYPERBOLIC, HYPERBOLA)):
        angle = base_angle(f, x, kinds)
        if angle is None or not small(f, 60) or not any(_is_root(p, x) for p in f.atoms(sp.Pow)):
            continue
        R = in_two(f, angle, waves.sine, waves.cosine).xreplace({waves.sine(angle): S, waves.cosine(angle): C})
        F = None if R.has(x) else _by_quotient(R, waves)
        if F is not None:
            a, below = linear(angle, x)[0], 1 + waves.k * NEW**2  # type: ignore[index]
            h = sp.sign(waves.cosine(angle)) if F.has(SIGN) else sp.Integer(1)
            F = sp.factor_terms(sp.powsimp(F.xreplace({SIGN: sp.Integer(1)}) / (a * below)))
            line = (sp.Symbol("dx"), " = ", 1 / (a * below), " du")
            yield Rewrite(let={"u": waves.quotient(angle)}, where={"F": F, "h": h}, lines=(line,), price=2)


def _is_root(p: Expr, x: Expr) -> bool:
    return bool(p.exp.is_Rational and not p.exp.is_Integer and p.base.has(x))


def _by_quotient(R: Expr, waves: Waves) -> Expr | None:
    """R(s, c) as a function of u = s/c, times the sign of c where that is left; None where c does not go away."""
    roots: dict[Expr, Expr] = {}
    for p in sorted(R.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if p.exp.is_Rational and not p.exp.is_Integer and p.base.has(S, C):
            found = _out_of_root(p, waves)
            if found is None:
                return None
            inside, power = found
            roots[p] = sp.Dummy(positive=True) * C**power * (SIGN**power if waves is CIRCULAR else 1)
            roots[p], inside = roots[p], inside**p.exp
            R = R.xreplace({p: roots[p]})
            roots[roots[p].atoms(sp.Dummy).pop()] = inside
    G = sp.cancel(R.xreplace({S: NEW * C}))
    G = sp.expand_power_base(G).replace(lambda p: p.is_Pow and p.base == SIGN, lambda p: SIGN ** (p.exp % 2))
    if sp.cancel(G.subs(C, -C) - G) != 0 or (G.has(SIGN) and SIGN not in sp.Mul.make_args(G)):
        return None
    G = sp.cancel(G.subs(C, 1 / sp.sqrt(1 + waves.k * NEW**2)))
    return None if G.has(C) else G.xreplace({d: e for d, e in roots.items() if d.is_Dummy})


def _out_of_root(p: Expr, waves: Waves) -> tuple[Expr, int] | None:
    """(q, k) with p = q(u)^e |c|^k."""
    top, bottom = (_homogeneous(e, waves) for e in sp.fraction(sp.together(p.base)))
    if top is None or bottom is None:
        return None
    power = (top[1] - bottom[1]) * p.exp
    if not power.is_Integer or ((top[1] - bottom[1]) % 2 and waves is CIRCULAR):
        return None
    return sp.factor(top[0] / bottom[0]), int(power)


def _homogeneous(e: Expr, waves: Waves) -> tuple[Expr, int] | None:
    """(q, d) with e = q(u) c^d, after every 1 has been made a power of c² + k s²."""
    if not e.is_polynomial(S, C):
        return None
    terms = sp.Poly(e, S, C).terms()
    d = max(m + n for (m, n), _ in terms)
    if any((d - m - n) % 2 for (m, n), _ in terms):
        return None
    return sp.Add(*(k * NEW**m * (1 + waves.k * NEW**2) ** ((d - m - n) // 2) for (m, n), k in terms)), d


@rule(
    "Sine out of the root",
    "I(f, x) = h*I(g, x)",
    formula="sqrt(1 - cos(x)) = abs(sin(x))/sqrt(1 + cos(x))",
    example="sqrt(sec(x) - 1)",
    least=3,
)
def sine_out_of_root(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Under the root stands one of the two factors of 1 − {c2} = {s2}. So {s} comes out of the root, with its sign, and is the
    slope that the rest, a function of {c} alone, needs.
    """
    angle = base_angle(f, x, TRIG)
    if angle is None or not small(f, 40) or not any(_is_root(p, x) for p in f.atoms(sp.Pow)):
        return
    for sine, cosine in ((sp.sin, sp.cos), (sp.cos, sp.sin)):
        R = in_two(f, angle, sp.sin, sp.cos).xreplace({cosine(angle): C, sine(angle): S})
        roots = [p for p in R.atoms(sp.Pow) if p.base.has(C) and p.exp.is_Rational and not p.exp.is_Integer]
        if len(roots) != 1 or roots[0].exp.q != 2 or R.has(S, x):
            continue
        inside = sp.factor(sp.together(roots[0].base))
        left = sp.cancel(inside / (1 - C**2))
        if sp.Poly(sp.numer(left), C).degree() >= sp.Poly(sp.numer(inside), C).degree():
            continue
        k = roots[0].exp * 2
        top, bottom = sp.fraction(left)
        if (top.is_number and top < 0) or (bottom.is_number and bottom < 0):
            top, bottom = -top, sp.expand(-bottom)
        plain = top.is_number or bottom.is_number  # then the other one is positive, and may stand under a root of its own
        rest = top ** roots[0].exp / sp.expand(bottom) ** roots[0].exp if plain else sp.factor(left) ** roots[0].exp
        g = R.xreplace({roots[0]: S ** (k % 2) * (1 - C**2) ** ((k - k % 2) / 2) * rest})
        back = {C: cosine(angle), S: sine(angle)}
        said = {"s": sine(angle), "c": cosine(angle), "c2": cosine(angle) ** 2, "s2": sine(angle) ** 2}
        yield Rewrite(where={"g": g.xreplace(back), "h": sp.sign(sine(angle))}, given=said, price=2)
