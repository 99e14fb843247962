"""What when the angles of the sines and cosines differ by a constant, as in sin(x − a)/sin(x + a)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import NEW, TRIG, angles, base_and_power, known_negative, linear, small
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Difference of two angles",
    "I(f, x) = I(g, x)",
    formula="1/(sin(p)*sin(q)) = (cot(q) - cot(p))/sin(p - q)",
    example="1/(sin(x - 1)*sin(x + 2))",
    least=2,
)
def by_difference(f: Expr, x: Expr) -> Rewrite | None:
    """The two angles differ by a constant, {delta}. Its sine or cosine, written with both angles and divided by what stands
    below, is a sum of two terms with one angle each.
    """
    if len(f.atoms(*TRIG)) != 2:
        return None
    c, moving = f.as_independent(x, as_Add=False)
    below = [base_and_power(p) for p in sp.Mul.make_args(sp.powsimp(moving.rewrite([sp.sec, sp.csc], sp.cos)))]
    if len(below) != 2 or any(n != -1 or e.func not in (sp.sin, sp.cos) for e, n in below):
        return None
    one, other = sorted((e for e, _ in below), key=lambda e: (e.func is sp.cos, e.sort_key()))
    (s, p), (t, q) = _upright(one, x), _upright(other, x)
    delta = sp.expand(p - q)
    if delta.has(x) or delta == 0 or not linear(p, x):
        return None
    if one.func is not other.func:  # cos(p − q) = cos p cos q + sin p sin q
        g = (sp.cot(p) + sp.tan(q)) / sp.cos(delta)
    elif one.func is sp.sin:  # sin(p − q) = sin p cos q − cos p sin q
        g = (sp.cot(q) - sp.cot(p)) / sp.sin(delta)
    else:
        g = (sp.tan(p) - sp.tan(q)) / sp.sin(delta)
    return Rewrite(where={"g": c * s * t * g}, given={"delta": delta}, final=True)


def _upright(e: Expr, x: Expr) -> tuple[int, Expr]:
    """A sign and an angle: sin(a − x) is −sin(x − a), and cos(a − x) is cos(x − a)."""
    angle = e.args[0]
    turned = linear(angle, x) is not None and known_negative(angle.coeff(x))
    return (-1 if turned and e.func is sp.sin else 1), -angle if turned else angle


@rule(
    "One of two angles as the new letter",
    "I(f, x) = I(F, u)",
    formula="sin(u + c) = sin(u) cos(c) + cos(u) sin(c)",
    example="sin(x - 1)/sin(x + 1)",
    least=3,
)
def by_one_angle(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """The angles differ by constants, so all of them are {u} plus a constant, and the sine and cosine of a sum come apart."""
    found = angles(f, x, TRIG)
    if len(found) < 2 or not small(f, 60):
        return
    for u in sorted(found, key=lambda e: (_weight(f, e), e.sort_key())):
        k = linear(u, x)
        signs = {a: next((s for s in (1, -1) if k and not sp.expand(a - s * u).has(x)), 0) for a in found}
        if k is None or u == x or 0 in signs.values():
            continue
        c = sp.Symbol("c")
        apart = {g: sp.expand_trig(g.func(signs[a] * NEW + c)).xreplace({c: sp.expand(a - signs[a] * u)})
                 for a in found if a != u for g in f.atoms(*TRIG) if g.args[0] == a}  # fmt: skip
        F = f.xreplace(apart).xreplace({g: g.func(NEW) for g in f.atoms(*TRIG) if g.args[0] == u}) / k[0]
        F = F.xreplace({x: (NEW - k[1]) / k[0]})
        F = sp.expand(F) if small(F, 30) else F
        lines = ((sp.Symbol("du"), " = ", k[0], " dx"),) if k[0] != 1 else ((sp.Symbol("du"), " = dx"),)
        yield Rewrite(let={"u": u}, where={"F": F}, lines=lines, price=2)


def _weight(f: Expr, angle: Expr) -> int:
    """Not below: the angle of what stands below the bar is the better letter."""
    return 0 if any(p.exp.is_negative and p.base.has(angle) for p in f.atoms(sp.Pow)) else 1
