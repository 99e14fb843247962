"""How does an odd root of a product of two linear factors go away? With the real root of their quotient as the new letter."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, linear
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Root of the quotient of two factors",
    "I(f, x) = h*I(F, u)",
    formula="root(a^m*b^n, q) = b^((m + n)/q)*root(a/b, q)^m",
    example="1/((x + 1)*(x - 2)^5)^(1/3)",
    least=2,
)
def by_odd_root(f: Expr, x: Expr) -> Rewrite | None:
    """The powers under the root add up to a multiple of its index, so that {u} to the index is a quotient of linear
    expressions, and {x} one of polynomials in {u}. The signs of the factors stand outside.
    """
    roots = [p for p in f.atoms(sp.Pow) if p.base.has(x) and p.exp.is_Rational and not p.exp.is_Integer]
    if len({p.base for p in roots}) != 1 or not all(p.exp.q == roots[0].exp.q and p.exp.q % 2 for p in roots):
        return None
    found = _two_factors(roots[0].base, int(roots[0].exp.q), x)
    if found is None:
        return None
    k, (a, m), (b, n), q = *found, roots[0].exp.q
    (a1, a0), (b1, b0) = linear(a, x), linear(b, x)  # type: ignore[misc]
    back = sp.cancel((b0 * NEW**q - a0) / (a1 - b1 * NEW**q))  # x where a/b is u^q
    F, sign = f, sp.Integer(1)
    for p in sorted(roots, key=lambda e: e.sort_key()):
        power = (m + n) * p.exp
        F = F.xreplace({p: sp.Abs(k) ** p.exp * b**power * NEW ** (m * p.exp.p)})
        sign *= sp.sign(b) ** (power % 2) * sp.sign(a / b) ** (m * p.exp.p % 2)
    if len(roots) > 1 and sign != 1:
        return None  # each of the roots has a sign of its own
    F = sp.factor(sp.cancel(F.xreplace({x: back}) * back.diff(NEW)))
    u = sp.sign(a / b) * sp.Abs(a / b) ** sp.Rational(1, q)
    line = (sp.Symbol("dx"), " = (", sp.factor(back.diff(NEW)), ") du")
    return Rewrite(let={"u": u}, where={"F": F, "h": sign}, lines=((x, " = ", back), line), price=2, final=True)


def _two_factors(e: Expr, q: int, x: Expr) -> tuple[Expr, tuple[Expr, int], tuple[Expr, int]] | None:
    """(k, (a, m), (b, n)) with e = k a^m b^n, where a and b are linear and q divides m + n but not m."""
    if not e.is_polynomial(x):
        return None
    k, factors = sp.factor_list(e)
    moving = [(p, int(n)) for p, n in factors if p.has(x)]
    k *= sp.Mul(*(p**n for p, n in factors if not p.has(x)))
    if len(moving) != 2 or any(linear(p, x) is None for p, _ in moving) or not k.is_number:
        return None
    (a, m), (b, n) = sorted(moving, key=lambda pair: pair[1])
    return (k, (a, m), (b, n)) if (m + n) % q == 0 and m % q else None
