"""Is this Euler's beta function in some letter?

B(p, q) = ∫ x^(p−1) (1 − x)^(q−1) dx from 0 to 1 = Γ(p)Γ(q)/Γ(p + q). The same with x = t/(1 + t) over the half line, and with
x = sin²t over a quarter turn (Artin, The Gamma Function, chapter 2). Where Chebyshev's theorem has an antiderivative, or
exponents are whole, this is not the way.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite
from calctutor.notation.tree import call, divide, multiply

Expr = Any
MEANT = "B(p, q) is by definition the integral of t^(p − 1) (1 − t)^(q − 1) from 0 to 1."


def value(problem: Definite, _work: Any = None) -> Expr | None:
    """The value, with its steps written into the problem; None where this is no such integral."""
    if problem.a != 0 or problem.f.is_Add:
        return None
    if problem.b == sp.pi / 2:
        return _quarter_turn(problem)
    if problem.b not in (1, sp.oo):
        return None
    found = _two_powers(problem.f, problem.x)
    if found is None:
        return None
    c, s, A, B, m, k = found
    if problem.sign(m) != 1:
        return None
    z = sp.simplify((s + 1) / m)
    if problem.b == 1:
        return _unit(problem, c * A**k, z, m, k) if sp.simplify(A + B) == 0 else None
    return _half_line(problem, (c, A, B), z, m, k)


def _two_powers(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr, Expr, Expr] | None:
    """f as c x^s (A + B x^m)^k: (c, s, A, B, m, k)."""
    c, s, bracket = sp.Integer(1), sp.Integer(0), None
    for factor in sp.Mul.make_args(sp.powsimp(f)):
        base, power = factor.as_base_exp()
        if not factor.has(x):
            c *= factor
        elif base == x and not power.has(x):
            s += power
        elif bracket is None and base.is_Add and not power.has(x):
            bracket = base, power
        else:
            return None
    if bracket is None:
        return None
    A, rest = bracket[0].as_independent(x, as_Add=True)
    B, raised = rest.as_independent(x, as_Add=False)
    base, m = raised.as_base_exp()
    return (c, s, A, B, m, bracket[1]) if A != 0 and base == x and not m.has(x) else None


def _awkward(*exponents: Expr) -> bool:
    """Is there a letter, or no antiderivative by Chebyshev's theorem?"""
    return any(e.free_symbols for e in exponents) or not any(e.is_Integer for e in exponents)


def _unit(problem: Definite, c: Expr, z: Expr, m: Expr, k: Expr) -> Expr | None:
    """c x^(m z − 1) (1 − x^m)^k from 0 to 1."""
    if not _awkward(z, k, z + k) or (z.is_Integer and k.is_Integer) or not _positive(problem, z, k + 1):
        return None
    return _told(problem, c / m, (z, sp.simplify(k + 1)), "" if m == 1 else f"With t = {problem.words(problem.x**m)}: ")


def _half_line(problem: Definite, front: tuple[Expr, Expr, Expr], z: Expr, m: Expr, k: Expr) -> Expr | None:
    """c x^(m z − 1)/(A + B x^m)^(−k) from 0 to ∞, with t = B x^m/(A + B x^m)."""
    c, A, B = front
    if not _awkward(z, k, z + k) or problem.sign(A) != 1 or problem.sign(B) != 1 or not _positive(problem, z, -k - z):
        return None
    moved = c / m * A**k * (A / B) ** z
    said = f"With t = u/(1 + u), where u = {problem.words(B / A * problem.x**m)}, which runs from 0 to 1: "
    return _told(problem, sp.simplify(moved), (z, sp.simplify(-k - z)), said)


def _quarter_turn(problem: Definite) -> Expr | None:
    """c sin(x)^p cos(x)^q from 0 to π/2, with t = sin²(x)."""
    x = problem.x
    powers = {sp.sin: sp.Integer(0), sp.cos: sp.Integer(0)}
    c = sp.Integer(1)
    f = problem.f.replace(lambda e: e.func is sp.tan, lambda e: sp.sin(e.args[0]) / sp.cos(e.args[0]))
    for factor in sp.Mul.make_args(sp.powsimp(sp.expand_power_base(f, force=True))):
        base, power = factor.as_base_exp()
        base, power = (base.base, base.exp * power) if base.is_Pow else (base, power)
        if not factor.has(x):
            c *= factor
        elif base in (sp.sin(x), sp.cos(x)) and not power.has(x):
            powers[base.func] += power
        else:
            return None
    p, q = powers[sp.sin], powers[sp.cos]
    plain = all(e.is_Integer for e in (p, q)) or any(e.is_Integer and e % 2 for e in (p, q))  # sine or cosine as a new letter
    if plain or not _positive(problem, p + 1, q + 1):
        return None
    return _told(problem, c / 2, (sp.simplify((p + 1) / 2), sp.simplify((q + 1) / 2)), f"With t = sin²({x}): ")


def _positive(problem: Definite, *quantities: Expr) -> bool:
    """Both must be positive for a value; where that is not known it becomes a condition."""
    signs = [problem.sign(sp.simplify(quantity)) for quantity in quantities]
    if any(sign in (0, -1) for sign in signs):
        return False
    for quantity, sign in zip(quantities, signs, strict=True):
        if sign is None:
            problem.conditions.append(f"{problem.words(sp.simplify(quantity))} > 0")
    return True


def _told(problem: Definite, front: Expr, pair: tuple[Expr, Expr], said: str) -> Expr:
    p, q = pair
    tree = problem.algebra.tree
    beta, front = call("beta", tree(p), tree(q)), sp.simplify(front)
    after = beta if front == 1 else multiply(tree(front), beta)
    why = f"{said}{MEANT} Here p = {problem.words(p)} and q = {problem.words(q)}."
    problem.line("Beta function", problem.question, after, why)
    gammas = divide(multiply(call("gamma", tree(p)), call("gamma", tree(q))), call("gamma", tree(sp.simplify(p + q))))
    found = _worth(p, q)
    why = "B(p, q) = Γ(p) Γ(q)/Γ(p + q)."
    if sp.simplify(p + q) == 1:
        why += " Γ(1) = 1, and Γ(p) Γ(1 − p) = π/sin(π p), the reflection formula."
    problem.line("In gamma functions", beta, gammas, why, tree(found))
    total = front * found
    if front != 1:
        problem.line("Put it together", problem.question, multiply(tree(front), tree(found)), "Put in B.", tree(total))
    return total


def _worth(p: Expr, q: Expr) -> Expr:
    if sp.simplify(p + q) == 1:
        return sp.pi / sp.sin(sp.pi * p)
    plain = sp.gamma(p) * sp.gamma(q) / sp.gamma(sp.simplify(p + q))
    return sp.gammasimp(plain) if plain.is_number else plain


__all__ = ["value"]
