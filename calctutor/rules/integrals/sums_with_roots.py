"""How does a power of x + √(x² + c) go away? The sum itself, or a root of it, is the new letter."""

from __future__ import annotations

from math import lcm
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, quadratic, small
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "A sum with a root as the new letter",
    "I(f, x) = I(F, u)",
    formula="x = (w^2 - c)/(2*w)",
    example="sqrt(x + sqrt(x^2 + 1))",
    least=3,
)
def by_sum_with_root(f: Expr, x: Expr) -> Rewrite | None:
    """Under the outer root stands {x} (or a multiple of it) and a root whose square cancels that of {x}. So with the sum {w}
    given, {x} and the inner root are quotients of polynomials in it.
    """
    if not small(f, 60):
        return None
    for w in sorted({p.base for p in f.atoms(sp.Pow) if _is_root(p, x) and p.base.is_Add}, key=lambda e: e.sort_key()):
        found = _linear_and_root(w, x)
        if found is None:
            continue
        q = lcm(*(int(p.exp.q) for p in f.atoms(sp.Pow) if p.base == w and p.exp.is_Rational))
        F = _in_sum(f, x, w, q, found)
        if F is None:
            continue
        back, root, inner = found
        lines = ((x, " = ", back.xreplace({NEW: NEW**q})), (inner, " = ", sp.factor(root.xreplace({NEW: NEW**q}))))
        return Rewrite(let={"u": w ** sp.Rational(1, q)}, where={"F": F}, lines=lines, given={"w": w}, price=2, final=True)
    return None


def _is_root(p: Expr, x: Expr) -> bool:
    return bool(p.base.has(x) and p.exp.is_Rational and not p.exp.is_Integer)


def _linear_and_root(w: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """x and the root by u, and the root, for a sum u = m x + n + k √Q with m² = k² a, where Q = a x² + b x + c."""
    roots = [p for p in w.atoms(sp.Pow) if _is_root(p, x)]
    if len(roots) != 1 or roots[0].exp != sp.Rational(1, 2) or not (abc := quadratic(roots[0].base, x)):
        return None
    a, b, c = abc
    k = w.coeff(roots[0])
    left = sp.Poly(w - k * roots[0], x) if (w - k * roots[0]).is_polynomial(x) else None
    if k == 0 or k.has(x) or left is None or left.degree() != 1:
        return None
    m, n = left.all_coeffs()
    if sp.expand(m**2 - k**2 * a) != 0:
        return None
    # (u − n − m x)² = k² (a x² + b x + c), where the squares of x cancel
    back = ((NEW - n) ** 2 - k**2 * c) / (2 * m * (NEW - n) + k**2 * b)
    return sp.factor(back), (NEW - n - m * back) / k, roots[0]


def _in_sum(f: Expr, x: Expr, w: Expr, q: int, found: tuple[Expr, Expr, Expr]) -> Expr | None:
    back, root, inner = found
    u = sp.Symbol("u", positive=True)
    back, root = (e.xreplace({NEW: u**q}) for e in (back, root))
    F = f.replace(lambda p: p.is_Pow and p.base == w and p.exp.is_Rational, lambda p: u ** (q * p.exp))
    F = F.replace(lambda p: p.is_Pow and p.base == inner.base and _is_root(p, x), lambda p: root ** (2 * p.exp))
    F = F.xreplace({x: back}) * back.diff(u)
    return sp.factor(sp.cancel(F)).xreplace({u: NEW}) if F.is_rational_function(u) else None
