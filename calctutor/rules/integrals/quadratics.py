"""How is a fraction with a quadratic below integrated? Split off the slope of the bottom, complete the square."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.fractions import factored
from calctutor.rules.integrals.shapes import is_rational, linear, quadratic
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Split off the slope of the bottom",
    "I(f, x) = I(g, x) + I(h, x)",
    formula="I((p x + q)/Q, x) = k I(Q'/Q, x) + m I(1/Q, x)",
    example="(x + 3)/(x^2 + 2*x + 5)",
    least=2,
)
def split_slope(f: Expr, x: Expr) -> Rewrite | None:
    """Write the top as a multiple of the slope of {Q} and a number: the first part is a substitution, the second has
    no {x} above.
    """
    for factor in sp.Mul.make_args(f):
        Q, n = factor.as_base_exp() if factor.is_Pow else (factor, sp.Integer(1))
        if n.is_positive or not (abc := quadratic(Q, x)):
            continue
        top = sp.expand(f / factor)
        pq = linear(top, x)
        a, b, _ = abc
        if pq is None:
            continue
        p, q = pq
        k, rest = p / (2 * a), sp.cancel(q - p * b / (2 * a))
        if rest == 0:
            return None
        minus = rest.could_extract_minus_sign()
        where = {"g": k * (2 * a * x + b) * factor, "h": (-rest if minus else rest) * factor, "Q": Q}
        equation = template("I(f, x) = I(g, x) - I(h, x)") if minus else None
        return Rewrite(where=where, equation=equation, final=is_rational(f, x))
    return None


@rule(
    "Complete the square",
    "I(f, x) = I(F, u)",
    formula="a x^2 + b x + c = a (x + b/(2 a))^2 + (c - b^2/(4 a))",
    example="1/(x^2 + 2*x + 5)",
    least=2,
)
def complete_square(f: Expr, x: Expr) -> Rewrite | None:
    """A quadratic with a middle term becomes a square plus a number when {u} is the new letter."""
    u = sp.Symbol("u", real=True)
    for Q in _quadratics(f, x):
        a, b, c = quadratic(Q, x)  # type: ignore[misc]
        if b == 0 or (is_rational(f, x) and len(factored(Q, x)) > 1):
            continue
        shift = sp.cancel(b / (2 * a))
        F = f.xreplace({Q: a * u**2 + sp.factor(c - b**2 / (4 * a))})
        F = F.xreplace({x: u - shift})
        return Rewrite(
            let={"u": x + shift},
            where={"F": F},
            lines=((Q, " = ", a * (x + shift) ** 2 + sp.factor(c - b**2 / (4 * a))),),
            final=is_rational(f, x),
        )
    return None


def _quadratics(f: Expr, x: Expr) -> list[Expr]:
    """The quadratics that stand below a fraction bar or a root."""
    found = {
        p.base
        for p in f.atoms(sp.Pow)
        if p.base.has(x) and quadratic(p.base, x) and not (p.exp.is_Integer and p.exp.is_positive)
    }
    return sorted(found, key=lambda e: e.sort_key())


@rule(
    "Reduction for a power of a quadratic",
    "I(f, x) = h + c*I(g, x)",
    formula="I(1/q^n, x) = x/(2 k (n - 1) q^(n - 1)) + (2 n - 3)/(2 k (n - 1)) I(1/q^(n - 1), x)",
    example="1/(x^2 + 1)^2",
)
def reduce_quadratic(f: Expr, x: Expr) -> Rewrite | None:
    """Parts with 1 as the part to integrate lowers the power of the bottom by one; {k} is its number."""
    c, rest = f.as_independent(x, as_Add=False)
    if (
        c != 1
        or not rest.is_Pow
        or not (rest.exp.is_Rational and rest.exp < -1)
        or not (abc := quadratic(rest.base, x))
        or abc[1] != 0
        or abc[2] == 0
    ):
        return None
    n = -rest.exp
    k, below = abc[2], 2 * abc[2] * (n - 1)
    where = {
        "q": rest.base,
        "k": k,
        "n": n,
        "h": x / below * rest.base ** (1 - n),
        "c": (2 * n - 3) / below,
        "g": rest.base ** (1 - n),
    }
    if 2 * n == 3:
        return Rewrite(where=where, equation=template("I(f, x) = h"), parameters=("q", "k", "n"), price=4)
    return Rewrite(where=where, parameters=("q", "k", "n"), price=1 if n.is_Integer else 4)
