"""Which x = h(u) undoes a root, a bracket or an inverse function, so that it becomes a letter? With dx = h′(u) du."""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm
from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.shapes import INVERSE, NEW, applied, is_rational, linear, neat, small
from calctutor.rules.integrals.substitution import du_line, dx_line
from calctutor.steps import Rewrite

Expr = Any
DX = sp.Symbol("dx")


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
