"""Is this 1/(a + b cos x) with letters, over a whole or half turn?

With t = tan(x/2) half a turn becomes the half line, and what is left is an arctangent: π/√(a² − b²) for a > |b|.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite
from calctutor.notation.tree import Tree, constant, multiply, name, number

Expr = Any
SHIFTED = "A sine is a cosine a quarter turn later, and over a whole turn it does not matter where one begins. "


def value(problem: Definite, _work: Any = None) -> Expr | None:
    """The value, with its steps written into the problem; None where this is no such quotient, or a > |b| is not known."""
    x, tree = problem.x, problem.algebra.tree
    if problem.numeric or (problem.a, problem.b) not in ((0, 2 * sp.pi), (0, sp.pi), (-sp.pi, sp.pi)):
        return None
    found = _parts(problem.f, x)
    if found is None or (found[3] is sp.sin and problem.b - problem.a != 2 * sp.pi):
        return None
    c, a, b, wave = found
    if problem.sign(a - b) != 1 or problem.sign(a + b) != 1:
        return None
    plain = c / (a + b * sp.cos(x))
    half = problem.asked(sp.Integer(0), sp.pi, plain)
    whole = problem.b - problem.a == 2 * sp.pi
    if whole:
        turned = SHIFTED if wave is sp.sin else ""
        why = f"{turned}The cosine has the same values in both halves of the turn: take one half twice."
        problem.line("Half a turn twice", problem.question, multiply(number(2), half), why)
    root = _root(problem, a, b)
    t = problem.t
    below = sp.factor(a + b) + sp.factor(a - b) * t**2
    line = problem.over(2 * c / below, sp.Integer(0), sp.oo, t)
    why = (
        f"{t} = tan({x}/2): cos({x}) = (1 − {t}²)/(1 + {t}²) and d{x} = 2 d{t}/(1 + {t}²). {x} = 0 becomes {t} = 0, and "
        f"{x} = π becomes {t} = ∞."
    )
    problem.line("Half-angle tangent with new bounds", half, line.question, why)
    F = 2 * c / root * sp.atan(t * root / (a + b))
    bracket = Tree("at", (tree(F), name(t.name), number(0), name("T" if "T" not in problem.taken else "R")))
    limit = Tree("L", (bracket, bracket.args[3], constant("oo")))
    named = f"a = {problem.words(a)} and b = {problem.words(b)}"
    why = f"An arctangent; it goes to π/2. {problem.words(root)} is the root of (a + b)(a − b), with {named}."
    problem.line("Arctangent", line.question, limit, why, tree(sp.pi * c / root))
    total = sp.pi * c / root * (2 if whole else 1)
    if whole:
        put = multiply(number(2), tree(sp.pi * c / root))
        problem.line("Twice the half", problem.question, put, "Put in the value of the half.", tree(total))
    return total


def _parts(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Any] | None:
    """f as c/(a + b wave): (c, a, b, sin or cos)."""
    top, bottom = sp.fraction(sp.together(f))
    a, rest = sp.expand(bottom).as_independent(x, as_Add=True)
    b, wave = rest.as_independent(x, as_Add=False)
    if top.has(x) or wave not in (sp.cos(x), sp.sin(x)):
        return None
    return top, a, b, wave.func


def _root(problem: Definite, a: Expr, b: Expr) -> Expr:
    """√(a² − b²), without the root where that is a square."""
    factors = [sp.factor(side).as_base_exp() for side in (a + b, a - b)]
    if not all(power == 2 for _, power in factors):
        return sp.sqrt(sp.expand(a**2 - b**2))
    plain = sp.expand(sp.Mul(*(base for base, _ in factors)))
    sign = problem.sign(plain)
    return sign * plain if sign in (1, -1) else sp.Abs(plain)


__all__ = ["value"]
