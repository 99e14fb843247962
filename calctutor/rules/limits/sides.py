"""What changes when x comes from one side? |x|, sign, floor and pieces have one formula there."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.values import JUMPS, piece_near, put_in
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Absolute value near the point",
    "L(f, x, a) = L(g, x, a)",
    formula="abs(u) = piecewise(u, u >= 0, -u, otherwise)",
    example="lim_{x->3+} (abs(x - 3)/(x^2 - 9))",
)
def absolute_value(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """On the way to {a}, {inside} is {sign}, so the bars may be {done}."""
    found = [g for g in sorted(f.atoms(sp.Abs), key=sp.default_sort_key) if g.has(x)]
    signs = {g: near.sign(g.args[0]) for g in found}
    if not found or any(sign not in (1, -1) for sign in signs.values()):
        return None
    inside, sign = found[0].args[0], signs[found[0]]
    given = {"inside": near.algebra.tree(inside), "sign": "positive" if sign == 1 else "negative",
             "done": "left out" if sign == 1 else "replaced by a minus sign"}  # fmt: skip
    return Rewrite(where={"g": f.xreplace({g: sign * g.args[0] for g, sign in signs.items()})}, given=given)


@rule(
    "The piece that counts",
    "L(f, x, a) = L(g, x, a)",
    formula="",
    example="lim_{x->1+} (piecewise(x^2, x < 1, 3 - x, otherwise))",
)
def piece_that_counts(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """On the way to {a} the function is given by {g}; the other pieces play no part."""
    found = sorted(f.atoms(sp.Piecewise), key=sp.default_sort_key)
    piece = piece_near(found[0], near) if found else None
    if piece is None:
        return None
    return Rewrite(where={"g": f.xreplace({found[0]: piece})})


@rule("Constant between the jumps", "L(f, x, a) = L(g, x, a)", formula="", example="lim_{x->2-} (x + floor(x))")
def between_jumps(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Just beside {a}, {jumping} does not change: it is {value} there."""
    found = [g for g in sorted(f.atoms(sp.Function), key=sp.default_sort_key) if type(g).__name__ in JUMPS and g.has(x)]
    if not found:
        return None
    value = put_in(found[0], near)
    if value is None or near.sign(found[0] - value) != 0:
        return None
    tree = near.algebra.tree
    return Rewrite(where={"g": f.xreplace({found[0]: value})}, given={"jumping": tree(found[0]), "value": tree(value)})


@rule("Largest or smallest near the point", "L(f, x, a) = L(g, x, a)", formula="", example="lim_{x->0+} (max(x, x^2)/x)")
def extreme_near(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """On the way to {a}, {extreme} is {which}."""
    found = sorted(f.atoms(sp.Max, sp.Min), key=sp.default_sort_key)
    if not found:
        return None
    beats = 1 if found[0].func is sp.Max else -1
    for part in found[0].args:
        if all(other == part or near.sign(part - other) == beats for other in found[0].args):
            tree = near.algebra.tree
            return Rewrite(where={"g": f.xreplace({found[0]: part})}, given={"extreme": tree(found[0]), "which": tree(part)})
    return None
