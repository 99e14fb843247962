"""What is known beforehand of the antiderivative of a polynomial times a power of e, a sine or a cosine? Its shape."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import factors_of, linear
from calctutor.steps import Rewrite

Expr = Any
LETTERS = "ABDFGHKM"


@rule(
    "Unknown coefficients",
    "I(f, x) = g",
    formula="I(P e^(a x), x) = (A x + B) e^(a x) + C",
    example="x*e^x",
    alternative=True,
)
def unknown_coefficients(f: Expr, x: Expr) -> Rewrite | None:
    """Differentiating a polynomial times {kernel} gives such a product again, of the same degree. So the antiderivative has
    this shape as well; comparing its slope with the integrand gives the letters.
    """
    found = _polynomial_and_kernels(f, x)
    if found is None:
        return None
    P, kernels = found
    rows = [x**k * kernel for kernel in kernels for k in range(sp.degree(P, x), -1, -1)]
    if len(rows) > len(LETTERS):
        return None
    letters = [sp.Symbol(letter, real=True) for letter in LETTERS[: len(rows)]]
    shape = sp.Add(*(c * row for c, row in zip(letters, rows, strict=True)))
    marks = {e: sp.Dummy() for e in sorted(f.atoms(sp.exp) | shape.atoms(sp.sin, sp.cos), key=lambda e: e.sort_key())}
    slope, wanted = (sp.Poly(sp.expand(e).xreplace(marks), *marks.values()) for e in (shape.diff(x), f))
    solution = sp.solve(sp.Poly((slope - wanted).as_expr(), x, *marks.values()).coeffs(), letters, dict=True)
    if not solution or set(solution[0]) != set(letters):
        return None
    back = {mark: e for e, mark in marks.items()}
    told = sp.Add(*(sp.collect(sp.expand(c), x) * sp.Mul(*(g**n for g, n in zip(slope.gens, powers, strict=True)))
                    for powers, c in slope.terms())).xreplace(back)  # fmt: skip
    values = [piece for letter in letters for piece in (", ", letter, " = ", sp.factor(solution[0][letter]))][1:]
    lines = (("Try  ", shape), ("Its slope is  ", told), ("Compared with the integrand:  ", *values))
    return Rewrite(where={"g": shape.subs(solution[0])}, lines=lines, given={"kernel": kernels[0]}, final=True)


def _polynomial_and_kernels(f: Expr, x: Expr) -> tuple[Expr, list[Expr]] | None:
    """P and [e^(a x), ...] or [e^(a x) sin(b x), e^(a x) cos(b x)] with f = P times the first or the second of these."""
    factors = factors_of(f)
    P = sp.Mul(*(p for p in factors if p.is_polynomial(x)))
    exps = [p for p in factors if p.func is sp.exp and linear(p.args[0], x)]
    waves = [p for p in factors if p.func in (sp.sin, sp.cos) and linear(p.args[0], x)]
    if len(exps) > 1 or len(waves) > 1 or not exps + waves or sp.cancel(f / P / sp.Mul(*exps, *waves)) != 1:
        return None
    E = sp.Mul(*exps)
    if not P.has(x) and not (exps and waves):
        return None
    if not waves:
        return P, [E]
    angle = waves[0].args[0]
    return P, [E * sp.sin(angle), E * sp.cos(angle)]
