"""With letters in the integrand or the bounds: where does it break, and under which conditions does it not?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.breaks import KINK, POLE, POSITIVE, demands
from calctutor.engines.definite.problem import Definite
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, constant, divide, name, negative, number, power
from calctutor.rules.limits.near import Near

Expr = Any
INSIDE, OUTSIDE, END = "inside", "outside", "end"


def letter_breaks(problem: Definite, f: Expr, p: Expr, q: Expr) -> tuple[list[Expr], list[str]]:
    """The breaks that surely lie between p and q, in order; and what must hold so that there are no others, in words."""
    found: dict[Expr, None] = {}
    conditions: dict[str, None] = {}
    for kind, u in demands(f, problem.x):
        if sign_inside(problem, u, p, q) in (1, -1):
            continue
        zeros = roots(u, problem.x)
        places = [(c, placed(problem, c, p, q)) for c in zeros or ()]
        found |= dict.fromkeys(c for c, where in places if where == INSIDE)
        if kind != KINK and (zeros is None or any(where is None for _, where in places)):
            conditions[_condition(problem, kind, u, [c for c, where in places if where is None], p, q)] = None
    return _in_order(problem, list(found)), list(conditions)


def roots(u: Expr, x: Expr) -> list[Expr] | None:
    """The real zeros of u as far as they can be written down with letters; None where they cannot."""
    if u.is_Mul:
        parts = [roots(factor, x) for factor in u.args if factor.has(x)]
        return None if None in parts else [c for part in parts for c in part or ()]
    if u.is_Pow and u.exp.is_positive:
        return roots(u.base, x)
    if not u.is_polynomial(x):
        return None
    found = sp.roots(u, x)
    if len(found) != sum(1 for _ in found) or sum(found.values()) != sp.degree(u, x):
        return None
    return None if any(c.is_real is None for c in found) else [c for c in found if c.is_real]


def placed(problem: Definite, c: Expr, p: Expr, q: Expr) -> str | None:
    """Does c lie between p and q? None where it depends on the letters."""
    if c in (p, q) or 0 in (sp.simplify(c - end) for end in (p, q) if end not in (sp.oo, -sp.oo)):
        return END
    beside = [problem.sign(c - end) for end in (p, q)]
    if None in beside:
        return None
    return OUTSIDE if beside[0] == beside[1] else INSIDE


def sign_inside(problem: Definite, u: Expr, p: Expr, q: Expr) -> int | None:
    """The sign of u between p and q for all values of the letters, by what sympy knows or by trying many."""
    if u.is_positive or u.is_negative:
        return 1 if u.is_positive else -1
    share = next(s for s in ("s", "t", "r", "s_1", "s_2") if s not in problem.taken and s != problem.x.name)
    known, meaning = problem.near(sp.Integer(0), 1).known, {**problem.meaning, **_between(problem, p, q, share)}
    tries = Near(problem.algebra, symbol(" "), sp.Integer(0), 1, known, None, meaning)
    return tries.sign(u.xreplace({problem.x: symbol(share)}))


def _between(problem: Definite, p: Expr, q: Expr, share: str) -> dict[Tree, Tree]:
    """The letter `share` stands for a place between p and q."""
    low, high = (problem.algebra.tree(end) for end in (p, q))
    e = power(constant("e"), name(share))
    part = divide(number(1), add(number(1), e))
    if p == -sp.oo:
        return {} if q == sp.oo else {name(share): add(high, negative(e))}
    return {name(share): add(low, e) if q == sp.oo else add(low, Tree("*", (add(high, negative(low)), part)))}


def _condition(problem: Definite, kind: str, u: Expr, unsure: list[Expr], p: Expr, q: Expr) -> str:
    ends = f"{problem.words(p)} and {problem.words(q)}"
    if kind == POLE and len(unsure) == 1:
        return f"{problem.words(unsure[0])} does not lie between {ends} (the integrand is unbounded there)"
    must = {POLE: "is not 0", POSITIVE: "is positive"}.get(kind, "is not negative")
    return f"{problem.words(u)} {must} for all {problem.x} between {ends}"


def _in_order(problem: Definite, found: list[Expr]) -> list[Expr]:
    """Breaks as they come on the way from a to b, as far as their order is known."""
    ahead = {c: sum(1 for d in found if d != c and problem.sign(c - d) == 1) for c in found}
    back = problem.sign(problem.b - problem.a) == -1
    return sorted(found, key=lambda c: (ahead[c], str(c)), reverse=back)
