"""How is a function written otherwise before its limit is looked for?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.limits.near import Near
from calctutor.rules.tidying import natural
from calctutor.steps import Rewrite

Expr = Any


@rule("Logarithm as ln", "L(f, x, a) = L(g, x, a)", formula="log(x, a) = ln(x)/ln(a)", example="lim(log_2(x)/x, x, oo)")
def logarithm_as_ln(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """A logarithm to another base is ln divided by the ln of the base."""
    g = natural(f)
    return Rewrite(where={"g": g}) if g != f else None


@rule(
    "Hyperbolic functions as exponentials",
    "L(f, x, a) = L(g, x, a)",
    formula="sinh(x) = (e^x - e^(-x))/2",
    example="lim(sinh(x)/e^x, x, oo)",
)
def hyperbolic(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """At infinity the exponentials inside the hyperbolic functions decide: write them out."""
    if not near.at_infinity or not f.has(sp.sinh, sp.cosh) or f.count_ops() > 40:
        return None
    return Rewrite(where={"g": sp.powsimp(sp.expand(f.rewrite(sp.exp)))})
