"""What is done with 0/0, ∞/∞, 0·∞, ∞ − ∞, 1^∞, 0⁰ and ∞⁰ when algebra does not help?

Orders of growth, L'Hôpital's rule, and the rewritings that bring a form to a quotient.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.algebra import symbol
from calctutor.notation.tree import name
from calctutor.notation.writing import text
from calctutor.rulebook import rule
from calctutor.rules.derivatives import top_and_bottom
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.reading_off import equal, lim
from calctutor.rules.limits.values import infinite, put_in
from calctutor.steps import Rewrite

Expr = Any

LARGEST = 90
"""L'Hôpital's rule is not used on larger quotients: their derivatives only grow."""


@rule("Order of growth", "L(f, x, a) = v", formula="lim(ln(x)/x, x, oo) = 0", example="lim(x^3/e^x, x, oo)")
def growth(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{reason}"""
    if not f.is_Mul or f.as_independent(x, as_Add=False)[0] != 1 or put_in(f, near) is not None:
        return None
    which = order(f, near)
    if not which:
        return None
    value = sp.Integer(0) if which == -1 else sp.oo * (near.sign(f) or 0)
    if value is sp.nan:
        return None
    return Rewrite(where={"v": value}, given={"reason": _growth_said(f, value, near)})


def _growth_said(f: Expr, value: Expr, near: Near) -> str:
    levels = {"exponential" if k == 2 else "power" if k == 1 else "logarithm" for k, _ in _scale(f, near) or ()}
    two = [word for word in ("exponential", "power", "logarithm") if word in levels][:2]
    place = "at infinity" if near.at_infinity else f"near {text(near.algebra.tree(near.a))}"
    wins = f"every {two[0]} beats every {two[1]}" if len(two) == 2 else "the faster one wins"
    result = text(near.algebra.tree(value))
    article = "an" if two[0] == "exponential" else "a"
    return f"{wins[0].upper()}{wins[1:]} {place}, so {article} {two[0]} decides here: the whole goes to {result}."


def order(f: Expr, near: Near) -> int | None:
    """-1 when f goes to 0 by its order of growth, 1 when it is unbounded; None when f is no product of the usual functions."""
    scale = _scale(f, near)
    if not scale:
        return None
    totals = {level: sp.Add(*(size for k, size in scale if k == level)) for level in (2, 1, 0)}
    for level in (2, 1, 0):
        total = sp.collect(sp.expand(totals[level]), near.x)
        if level == 2 and total != 0:
            goes = put_in(total, near) if not total.is_Add else _leading(total, near)
            if goes in (sp.oo, -sp.oo):
                return 1 if goes == sp.oo else -1
            return None
        if total != 0:
            return 1 if total.is_positive else -1 if total.is_negative else None
    return None


def _leading(total: Expr, near: Near) -> Expr | None:
    from calctutor.rules.limits.algebraic import dominant

    value = put_in(total, near)
    if value is not None:
        return value
    lead = dominant(total, near)
    if lead is None:
        return None
    whole = [term for term in total.args if term.as_independent(near.x, as_Add=False)[1] == lead]
    return put_in(sp.Add(*whole), near)


def _scale(f: Expr, near: Near) -> list[tuple[int, Expr]] | None:
    """f as a product of e^g, powers and logarithms: what each adds to the exponent of its level. Near 0 in terms of 1/x."""
    found: list[tuple[int, Expr]] = []
    for factor in sp.Mul.make_args(f):
        base, n = factor.as_base_exp() if factor.func is not sp.exp else (sp.E, factor.args[0])
        if not factor.has(near.x):
            continue
        if not base.has(near.x) and base.is_positive:
            found.append((2, n * sp.log(base)))
        elif n.has(near.x) or not n.is_real:
            return None
        elif base == near.x and (near.at_infinity or near.a == 0):
            found.append((1, n if near.at_infinity else -n))
        elif base.func is sp.log and put_in(base, near) in (sp.oo, -sp.oo) and _plain(base.args[0], near):
            found.append((0, n))
        else:
            return None
    return found


def _plain(inside: Expr, near: Near) -> bool:
    """A constant times a power of x, inside a logarithm or so."""
    core = inside.as_independent(near.x, as_Add=False)[1]
    return bool(core.as_base_exp()[0] == near.x)


@rule(
    "Reciprocal variable",
    "L(f, x, a) = L(g, u, b)",
    formula="lim(f(x), x, oo) = lim(f(1/t), t, 0)",
    example="lim(x^2*(e^(1/x) - 1 - 1/x), x, oo)",
)
def reciprocal_variable(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Everything is made of 1/{x}: call it u, which goes to 0 from one side as {x} goes to infinity."""
    if not near.at_infinity or not any(g.has(1 / x) for g in f.atoms(sp.Function, sp.exp)):
        return None
    u = symbol("u")
    g = sp.powsimp(f.xreplace({x: 1 / u}))
    if g.has(1 / u) and g.atoms(sp.Function) and any(h.has(1 / u) for h in g.atoms(sp.Function, sp.exp)):
        return None
    side = "+" if a == sp.oo else "-"
    return Rewrite(let={"u": 1 / x}, where={"g": g, "b": sp.Integer(0)}, equation=equal(lim("f"), lim("g", "u", "b", side)))


@rule(
    "L'Hôpital's rule",
    "L(u/v, x, a) = L(D(u, x)/D(v, x), x, a)",
    formula="lim(u/v, x, a) = lim(u'/v', x, a)",
    example="lim((e^x - 1 - x)/x^2, x, 0)",
)
def lhopital(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Top and bottom both go to {form}, and both can be differentiated, so the quotient goes where that of the derivatives
    goes.
    """
    u, v = top_and_bottom(f, x)
    if f.is_Add:
        u, v = sp.fraction(sp.together(f))
    if not (u.has(x) and v.has(x)) or f.count_ops() > LARGEST or f.has(sp.Piecewise, sp.floor, sp.ceiling):
        return None
    above, below = near.known(u), near.known(v)
    if above == 0 and below == 0:
        return Rewrite(let={"u": u, "v": v}, given={"form": "0"})
    if infinite(above) and infinite(below):
        return Rewrite(let={"u": u, "v": v}, given={"form": "infinity, the form ∞/∞"})
    return None


@rule(
    "L'Hôpital's rule for a product",
    "L(f, x, a) = L(D(u, x)/D(v, x), x, a)",
    formula="f g = f/(1/g)",
    example="lim(x*(pi/2 - atan(x)), x, oo)",
)
def lhopital_for_a_product(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The form is 0·∞, which says nothing. As the quotient of {u} and {v} it is {form}, and L'Hôpital's rule applies."""
    if not f.is_Mul or f.count_ops() > LARGEST:
        return None
    values = {factor: near.known(factor) for factor in f.args if factor.has(x)}
    zero = [factor for factor, value in values.items() if value == 0]
    large = [factor for factor, value in values.items() if infinite(value)]
    if not zero or not large:
        return None
    below = _simplest_below(zero, large)
    return Rewrite(let={"u": f / below, "v": 1 / below}, given={"form": "0/0" if below == sp.Mul(*large) else "∞/∞"})


def _simplest_below(zero: list[Expr], large: list[Expr]) -> Expr:
    """What goes below: never a logarithm or an inverse function if a power or an exponential can."""

    def unpleasant(factors: list[Expr]) -> int:
        product = sp.Mul(*factors)
        return int(100 * product.has(sp.log, sp.atan, sp.asin, sp.acos)) + int(product.count_ops())

    return sp.Mul(*min((zero, large), key=unpleasant))


@rule("Logarithm of a power", "L(f, x, a) = e^L(g, x, a)", formula="u^v = e^(v ln(u))", example="lim((1 + sin(x))^(1/x), x, 0)")
def power_form(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """{form} Write the power as e to the power {g}; e^u is continuous, so the limit may be taken upstairs."""
    base, exponent = f.as_base_exp() if f.is_Pow else (sp.E, None)
    if exponent is None or not exponent.has(x) or not base.has(x) or near.sign(base) != 1:
        return None
    upstairs = exponent * sp.log(base)
    goes = near.known(upstairs)
    if goes is None:
        return None
    b, e = near.known(base), near.known(exponent)
    form = (
        f"The form is {_form(b)}{_form(e, True)}, which says nothing." if None not in (b, e) else "Base and exponent both move."
    )
    if infinite(goes):
        value = sp.oo if goes == sp.oo else sp.Integer(0)
        return Rewrite(where={"g": upstairs, "v": value}, given={"form": form}, equation=equal(lim("f"), name("v")))
    return Rewrite(where={"g": upstairs}, given={"form": form})


def _form(value: Expr, raised: bool = False) -> str:
    if raised:
        return "^∞" if value == sp.oo else "^−∞" if value == -sp.oo else "⁰" if value == 0 else ""
    return "∞" if value == sp.oo else "0" if value == 0 else "1" if value == 1 else "a number"


@rule(
    "Take out the dominant term",
    "L(f, x, a) = L(g*h, x, a)",
    formula="f - g = f (1 - g/f)",
    example="lim(x^2 - x*ln(x), x, oo)",
)
def take_out_dominant(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The form is ∞ − ∞, which says nothing. {g} grows fastest: take it out of the sum."""
    from calctutor.rules.limits.algebraic import divided, dominant

    if not f.is_Add or not near.at_infinity or put_in(f, near) is not None:
        return None
    g = dominant(f, near)
    if g is None:
        return None
    h = divided(f, g, near)
    goes = near.known(h)
    return None if goes in (None, 0) else Rewrite(where={"g": g, "h": h})


@rule(
    "Combine the logarithms",
    "L(f, x, a) = L(g, x, a)",
    formula="ln(a) - ln(b) = ln(a/b)",
    example="lim(ln(x + 1) - ln(x), x, oo)",
)
def combine_logarithms(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The form is ∞ − ∞, which says nothing. A difference of logarithms is the logarithm of a quotient."""
    if not f.is_Add or put_in(f, near) is not None:
        return None
    logs = [term for term in f.args if term.as_independent(x, as_Add=False)[1].func is sp.log]
    others = [term for term in f.args if term not in logs and term.is_polynomial(x) and term.has(x)]
    if not logs or len(logs) + len(others) < 2:
        return None
    c = logs[0].as_independent(x, as_Add=False)[0]
    powers = [term.as_independent(x, as_Add=False) for term in logs]
    inside = sp.Mul(*(log.args[0] ** (n / c) for n, log in powers), *(sp.exp(term / c) for term in others))
    rest = sp.Add(*(term for term in f.args if term not in logs and term not in others))
    return Rewrite(where={"g": c * sp.log(sp.expand(inside) if others else inside) + rest})
