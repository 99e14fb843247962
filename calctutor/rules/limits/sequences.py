"""How do factorials and powers of one exponent behave at infinity?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.tree import name
from calctutor.rulebook import rule
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.reading_off import equal, lim
from calctutor.rules.limits.values import finite
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Powers with one exponent",
    "L(f, x, a) = L(g, x, a)",
    formula="u^n/v^n = (u/v)^n",
    example="lim((x + 1)^x/x^x, x, oo)",
)
def one_exponent(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The powers have the same exponent, so they are one power of a quotient."""
    g = _one_power(f, x, near)
    return None if g is None else Rewrite(where={"g": g})


def _one_power(f: Expr, x: Expr, near: Near) -> Expr | None:
    """u^n v^(−n − c) as (u/v)^n v^(−c); None where there are no two such powers."""
    factors = sp.Mul.make_args(f)
    powers = [g.as_base_exp() for g in factors if g.is_Pow and g.exp.has(x)]
    if len(powers) != 2 or (powers[0][1] + powers[1][1]).has(x) or any(near.sign(base) != 1 for base, _ in powers):
        return None
    (one, n), (other, m) = powers
    if n.could_extract_minus_sign():
        one, other, n, m = other, one, m, n
    rest = sp.Mul(*(g for g in factors if not (g.is_Pow and g.exp.has(x))))
    base = one / other
    base = sp.apart(base, x) if base.is_rational_function(x) else sp.expand(base)
    return sp.simplify(rest * other ** (n + m)) * base**n


@rule(
    "Ratio of neighbours",
    "L(f, x, a) = v",
    formula="lim(f(n + 1)/f(n), n, oo) = r",
    example="lim(2^x/x!, x, oo)",
)
def ratio(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Each value divided by the one before is {ratio}, which goes to {r}: {so}."""
    if a != sp.oo or not f.has(sp.factorial, sp.gamma) or (sign := _sign_far_out(f, x, near)) not in (1, -1):
        return None
    quotient = _of_neighbours(f, x, near)
    r = None if quotient is None else near.known(quotient)
    if r is None or (finite(r) and near.sign(r - 1) not in (1, -1)):
        return None
    falls = finite(r) and near.sign(r - 1) == -1
    value = sp.Integer(0) if falls else sp.oo * sign
    tree = near.algebra.tree
    so = "in the end it shrinks like a power of that, and goes to 0" if falls else "in the end it grows beyond all bounds"
    return Rewrite(
        where={"v": value}, given={"ratio": tree(quotient), "r": tree(r), "so": so}, equation=equal(lim("f"), name("v"))
    )


def _of_neighbours(f: Expr, x: Expr, near: Near) -> Expr | None:
    """f(x + 1)/f(x), if all factorials cancel."""
    quotient = sp.combsimp(f.xreplace({x: x + 1}) / f)
    if quotient.has(sp.factorial, sp.gamma):
        return None
    quotient = sp.powsimp(sp.simplify(quotient))
    return _one_power(quotient, x, near) or quotient


def _sign_far_out(f: Expr, x: Expr, near: Near) -> int | None:
    """The sign of f for large x; factorials of large numbers are not computed where the sign is plain."""
    return 1 if f.xreplace({x: sp.Dummy(positive=True)}).is_positive else near.sign(f)


@rule(
    "Root of neighbours",
    "L(f, x, a) = v",
    formula="lim(f(n)^(1/n), n, oo) = lim(f(n + 1)/f(n), n, oo)",
    example="lim((x!)^(1/x)/x, x, oo)",
)
def root_of_neighbours(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """This is the {x}-th root of {u}. Where each value divided by the one before, here {ratio}, has a limit, the root has the
    same.
    """
    if a != sp.oo or not f.has(sp.factorial, sp.gamma):
        return None
    factors = sp.Mul.make_args(f)
    roots = [g for g in factors if g.is_Pow and g.exp == 1 / x]
    u = sp.Mul(*(g.base if g in roots else g**x for g in factors))
    if not roots or _sign_far_out(u, x, near) != 1:
        return None
    quotient = _of_neighbours(u, x, near)
    r = None if quotient is None else near.known(quotient)
    if r is None:
        return None
    tree = near.algebra.tree
    return Rewrite(where={"v": r}, given={"u": tree(u), "ratio": tree(quotient)}, equation=equal(lim("f"), name("v")))
