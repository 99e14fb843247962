"""Does a root have 1 ± a sine or a cosine inside, so that half the angle takes the root away?

√(1 + cos u) = √2 |cos(u/2)|, √(1 − cos u) = √2 |sin(u/2)|, and a sine is a cosine a quarter turn later. Between bounds the bars
are what matters: without them the parts where the wave is negative would count the wrong way.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite
from calctutor.engines.definite.shortcuts import Work, worked_part

Expr = Any
HALF = sp.Rational(1, 2)


def value(problem: Definite, work: Work) -> Expr | None:
    """The value, with its steps written into the problem; None where there is no such root."""
    f, x = problem.f, problem.x
    roots = [p for p in f.atoms(sp.Pow) if p.exp in (HALF, -HALF) and p.base.has(sp.sin, sp.cos)]
    found = {p: root for p in roots if (root := _root(p.base, x)) is not None}
    if not found or not problem.numeric:
        return None
    g = f.xreplace({p: root if p.exp == HALF else 1 / root for p, root in found.items()})
    part = problem.over(g, problem.a, problem.b)
    why = "1 + cos(u) = 2 cos²(u/2) and 1 − cos(u) = 2 sin²(u/2): the root of a square is the absolute value."
    problem.line("Half angle under the root", problem.question, part.question, why)
    return worked_part(problem, work, part)


def _root(g: Expr, x: Expr) -> Expr | None:
    """√g as c |wave|."""
    c, rest = sp.expand(g).as_independent(x, as_Add=True)
    b, wave = rest.as_independent(x, as_Add=False)
    if not (c.is_positive and sp.Abs(b) == c):
        return None
    if wave.is_Pow and wave.exp == 2 and wave.base.func in (sp.sin, sp.cos) and b == -c:
        other = sp.cos if wave.base.func is sp.sin else sp.sin
        return sp.sqrt(c) * sp.Abs(other(wave.base.args[0]))
    if wave.func not in (sp.sin, sp.cos):
        return None
    u = wave.args[0]
    if wave.func is sp.cos:
        return sp.sqrt(2 * c) * sp.Abs((sp.cos if b == c else sp.sin)(sp.expand(u / 2)))
    return sp.sqrt(2 * c) * sp.Abs(sp.sin(sp.expand(u / 2) + sp.pi / 4 * (1 if b == c else -1)))


__all__ = ["value"]
