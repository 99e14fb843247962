"""Which limits can be read off?

Values of continuous functions by direct substitution; values and infinities that the parts have by themselves, by the limit
laws.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, name, replace, walk
from calctutor.notation.writing import text
from calctutor.rulebook import rule
from calctutor.rules.derivatives import top_and_bottom
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.values import JUMPS, evaluated, finite, infinite, put_in
from calctutor.steps import Rewrite

Expr = Any


SIDED = (sp.Piecewise, sp.Abs, sp.Max, sp.Min, *(getattr(sp, head) for head in JUMPS))
"""Functions that have one formula on one side and another on the other; they have rules of their own."""


def lim(inside: Tree | str, x: str = "x", a: str = "a", side: str | None = None) -> Tree:
    """A limit for an equation; letters are given by name. Without a side, it has that of the question."""
    return Tree("L", (name(inside) if isinstance(inside, str) else inside, name(x), name(a)), side)


def equal(left: Tree, right: Tree) -> Tree:
    return Tree("=", (left, right))


@rule("Limit of a constant", "L(f, x, a) = f", formula="lim(c, x, a) = c", example="lim(7, x, 2)", small=True)
def constant(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{f} does not change with {x}."""
    return None if f.has(x) else Rewrite()


@rule("Direct substitution", "L(f, x, a) = f", formula="lim(f(x), x, a) = f(a)", example="lim(x^2 + 3*x, x, 2)")
def direct_substitution(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The function is continuous at {x} = {a}{side}, so its limit is its value: put in {a}."""
    if not f.has(x) or not continuous(f, near):
        return None
    tree, where = near.literal(replace(near.algebra.tree(f), {name(x.name): near.algebra.tree(a)}), f)
    side = "" if not near.side else " from this side"
    return Rewrite(where=where, equation=equal(lim("f"), tree), given={"side": side})


def continuous(f: Expr, near: Near) -> bool:
    """Is f continuous at a, as far as its own formula shows?"""
    value = put_in(f, near)
    if near.at_infinity or not finite(value) or f.has(sp.Piecewise, *(getattr(sp, head) for head in JUMPS)):
        return False
    parts = [g.xreplace({near.x: near.a}) for g in f.atoms(sp.Function, sp.Pow) if g.has(near.x)]
    if any(part.has(sp.zoo, sp.nan, sp.oo) for part in parts):
        return False
    plain = evaluated(f.xreplace({near.x: near.a}))
    return plain == value and not plain.has(sp.zoo, sp.nan, sp.oo, sp.I)


@rule(
    "Limit laws",
    "L(f, x, a) = g",
    formula="lim(f + g, x, a) = lim(f, x, a) + lim(g, x, a)",
    example="lim((3 + 1/x^2)/(2 - 1/x), x, oo)",
)
def limit_laws(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Each part has a limit of its own: {parts}. Put these in."""
    if not finite(put_in(f, near)) or continuous(f, near) or f.has(*SIDED):
        return None
    parts = leaves(f, near)
    if not parts or f in parts or any(infinite(value) or value is None for value in parts.values()):
        return None
    tree = near.algebra.tree
    whole = replace(tree(f), {tree(part): tree(value) for part, value in parts.items()})
    left = f.xreplace(parts)
    moving = name(x.name) in set(walk(whole))
    if moving != left.has(x) or (moving and not continuous(left, near)):
        return None
    after, where = near.literal(replace(whole, {name(x.name): tree(a)}) if moving else whole, f)
    return Rewrite(where=where, equation=equal(lim("f"), after), given={"parts": listed(parts, near)})


def listed(parts: dict[Expr, Expr], near: Near) -> str:
    """`1/x² → 0 and 1/x → 0`"""
    said = [f"{text(near.algebra.tree(part))} → {text(near.algebra.tree(value))}" for part, value in parts.items()]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]


def leaves(g: Expr, near: Near) -> dict[Expr, Expr]:
    """The parts of g that have to be known to go somewhere, and where they go."""
    if not g.has(near.x):
        return {}
    if g.is_Add or (g.is_Mul and all(finite(put_in(factor, near)) for factor in g.args) and not _one_fraction(g)):
        return {part: value for arg in g.args for part, value in leaves(arg, near).items()}
    if (g.is_Pow or g.func is sp.exp or g.is_Function) and not g.is_Piecewise and _smooth(g, near):
        inside = g.args[0] if g.func is sp.exp or g.is_Function or not g.args[1].has(near.x) else g
        if inside is not g and not inside.is_Symbol and finite(put_in(inside, near)):
            return leaves(inside, near)
    whole = g if not g.is_Mul else g / sign_of(g)
    return {whole: put_in(whole, near)}


def sign_of(g: Expr) -> Expr:
    return sp.Integer(-1) if g.as_coeff_Mul()[0].is_negative else sp.Integer(1)


def _one_fraction(g: Expr) -> bool:
    """Is it printed as one fraction, so that 1/x² is no part of its picture?"""
    _top, bottom = sp.fraction(g)
    return bool(bottom.is_Symbol or (bottom.is_Pow and bottom.base.is_Symbol) or bottom.is_Mul)


def _smooth(g: Expr, near: Near) -> bool:
    return type(g).__name__ not in JUMPS and (not g.is_Function or len(g.args) == 1)


@rule("Known limit", "L(f, x, a) = v", formula="lim(1/x, x, oo) = 0", example="lim(e^(-x), x, oo)")
def known_limit(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{reason}"""
    value = put_in(f, near)
    if not finite(value) or continuous(f, near) or limit_laws(f, x, a, near) or (f.has(*SIDED) and not near.at_infinity):
        return None
    return Rewrite(where={"v": value}, given={"reason": _reason_finite(f, value, near)})


def _reason_finite(f: Expr, value: Expr, near: Near) -> str:
    _top, bottom = sp.fraction(f)
    said = _said(near)
    if bottom != 1 and infinite(put_in(bottom, near)):
        return f"The bottom grows beyond all bounds while the top does not, so the fraction goes to {said(value)}."
    inside = f.args[0] if (f.func is sp.exp or f.is_Function) and f.args else None
    if inside is not None and (goes := put_in(inside, near)) is not None:
        return f"{said(inside)} goes to {said(goes)}, and there {said(f.func(symbol('u')))} goes to {said(value)}."
    return f"Each part goes to a limit, and together they give {said(value)}."


def _said(near: Near) -> Any:
    return lambda expr: text(near.algebra.tree(expr))


@rule("Infinite limit", "L(f, x, a) = v", formula="lim(1/x^2, x, 0) = oo", example="lim(1/x^2, x, 0)")
def infinite_limit(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{reason}"""
    value = put_in(f, near)
    return Rewrite(where={"v": value}, given={"reason": _reason_infinite(f, value, near)}) if infinite(value) else None


def _reason_infinite(f: Expr, value: Expr, near: Near) -> str:
    top, bottom = top_and_bottom(f, near.x)
    said = _said(near)
    where = "∞" if value == sp.oo else "−∞"
    if bottom != 1 and put_in(bottom, near) == 0:
        through = "positive" if near.sign(bottom) == 1 else "negative"
        above = said(put_in(top, near))
        return f"The top goes to {above} and the bottom to 0 through {through} values, so the fraction goes to {where}."
    if f.func is sp.log and put_in(f.args[0], near) == 0:
        return f"{said(f.args[0])} goes to 0 through positive values, and there the logarithm goes to −∞."
    grows = "grows beyond all bounds" if value == sp.oo else "falls below all bounds"
    return f"{said(f)} {grows}: it goes to {where}."
