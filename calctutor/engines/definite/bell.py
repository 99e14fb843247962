"""Is this an integral under a bell curve, or one that the gamma function answers?

Over the whole line: complete the square, shift, let odd powers cancel, bring even powers down by parts, and find the volume
under the bell in the plane. From 0 to ∞: x^s e^(−A x^m) becomes what Γ means.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite, shortest
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, call, constant, divide, multiply, name, negative, number, power
from calctutor.notation.writing import text

Expr = Any
HIGHEST = 12
"""The highest power of x in front of a bell that is brought down step by step."""


def value(problem: Definite, _work: Any = None) -> Expr | None:
    """The value, with its steps written into the problem; None where this is no such integral."""
    if not problem.f.has(sp.exp):
        return None
    if (problem.a, problem.b) == (-sp.oo, sp.oo):
        return _whole_line(problem)
    if (problem.a, problem.b) == (sp.Integer(0), sp.oo):
        return _half_line(problem)
    return None


def _taken_apart(f: Expr) -> tuple[Expr, Expr] | None:
    """f as (factor, exponent): factor · e^exponent, with all powers of e together."""
    factors = sp.Mul.make_args(sp.powsimp(sp.expand_power_exp(f), combine="exp", deep=False))
    exponents = [g.args[0] for g in factors if g.func is sp.exp]
    rest = sp.Mul(*(g for g in factors if g.func is not sp.exp))
    return (rest, sp.expand(sp.Add(*exponents))) if exponents and not rest.has(sp.exp) else None


# The whole line.


def _whole_line(problem: Definite) -> Expr | None:
    x, apart = problem.x, _taken_apart(problem.f)
    if apart is None or not all(g.is_polynomial(x) for g in apart):
        return None
    factor, exponent = (sp.Poly(g, x) for g in apart)
    if exponent.degree() != 2 or factor.degree() > HIGHEST:
        return None
    A, B, C = (sp.factor(exponent.coeff_monomial(x**k) * sign) for k, sign in ((2, -1), (1, 1), (0, 1)))
    if problem.sign(A) != 1:
        return None
    if B == 0:
        return _centred(problem, problem.question, factor, A, C, x)
    return _centred(problem, *_shifted(problem, factor, (A, B, C)), symbol(_free(problem)))


def _free(problem: Definite) -> str:
    return next(letter for letter in ("u", "v", "w", "u_1") if letter not in problem.taken)


def _shifted(problem: Definite, factor: Expr, coefficients: tuple[Expr, ...]) -> tuple[Tree, Expr, Expr, Expr]:
    """The square completed and the bell moved to 0: the new question, factor, A, and what stays in the exponent."""
    A, B, C = coefficients
    x, tree, u = problem.x, problem.algebra.tree, symbol(_free(problem))
    m, k = sp.simplify(B / (2 * A)), sp.simplify(C + B**2 / (4 * A))
    gap = tree(x - m)
    square = negative(multiply(tree(A), power(gap, number(2)))) if A != 1 else negative(power(gap, number(2)))
    bell = power(constant("e"), add(square, tree(k)) if k != 0 else square)
    front = factor.as_expr()
    body = bell if front == 1 else multiply(tree(front), bell)
    line = (name(x.name), *problem.question.args[2:])
    centred = Tree("I", (body, *line))
    if centred != problem.question:
        why = f"Write the exponent as a square and a number: the bell has its middle at {x} = {text(tree(m))}."
        problem.line("Complete the square", problem.question, centred, why)
    moved = sp.Poly(sp.expand(front.xreplace({x: u + m})), u)
    new = _bell_question(problem, moved.as_expr(), A, k, u)
    why = f"With u = {text(gap)}, du = d{x}; the line still runs from −∞ to ∞.".replace("u", u.name, 1).replace(
        "du", f"d{u}", 1
    )
    problem.line("Shift to the middle", centred, new, why, let=((u.name, gap),))
    return new, moved, A, k


def _bell_question(problem: Definite, front: Expr, A: Expr, k: Expr, u: Expr) -> Tree:
    """∫ front · e^(−A u² + k) du over the line."""
    tree = problem.algebra.tree
    return Tree("I", (tree(front * sp.exp(-A * u**2 + k)), name(u.name), negative(constant("oo")), constant("oo")))


def _centred(problem: Definite, question: Tree, factor: Expr, A: Expr, k: Expr, u: Expr) -> Expr:
    """The bell has its middle at 0: powers one by one, then the plane."""
    tree = problem.algebra.tree
    terms = {degree: c for (degree,), c in sorted(factor.terms(), reverse=True) if degree % 2 == 0}
    kept = sp.Add(*(c * u**degree for degree, c in terms.items()))
    if not terms:
        problem.line("Odd function", question, number(0), "An odd power under a bell around 0: the two halves cancel.")
        return sp.Integer(0)
    if kept != factor.as_expr():
        after = _bell_question(problem, kept, A, k, u)
        problem.line("Odd powers cancel", question, after, "Odd powers under a bell around 0 have halves that cancel.")
        question = after
    plain = _moment(problem, 0, A, u)
    parts = {degree: plain if degree == 0 else _moment(problem, degree, A, u) for degree in terms}
    outside = {degree: tree(sp.exp(k) * c) for degree, c in terms.items()}
    spread = add(*(part if outside[d] == number(1) else multiply(outside[d], part) for d, part in parts.items()))
    if spread != question:
        why = "Take constants out, and each power by itself." if len(terms) > 1 else "Take the constant out."
        problem.line("Constants in front", question, spread, why)
    _brought_down(problem, max(terms), A, u)
    _plane(problem, plain, A)
    found = shortest(sp.exp(k) * sp.Add(*(c * _worth(degree, A) for degree, c in terms.items())))
    if spread != plain or problem.question != plain:
        put = add(*(multiply(outside[d], tree(_worth(d, A))) for d in terms))
        problem.line("Put it together", problem.question, put, "Use the values found.", tree(found))
    return found


def _moment(problem: Definite, degree: int, A: Expr, u: Expr) -> Tree:
    return _bell_question(problem, u**degree, A, sp.Integer(0), u)


def _worth(degree: int, A: Expr) -> Expr:
    return sp.factorial2(degree - 1) / (2 * A) ** (degree // 2) * sp.sqrt(sp.pi / A)


def _brought_down(problem: Definite, degree: int, A: Expr, u: Expr) -> None:
    """Even powers by parts: u^n e^(−A u²) = u^(n−1) · u e^(−A u²)."""
    tree = problem.algebra.tree
    for n in range(degree, 0, -2):
        lower = multiply(tree((n - 1) / (2 * A)), _moment(problem, n - 2, A, u))
        first = text(tree(u ** (n - 1)))
        why = (f"By parts, with {first} to be differentiated and {text(tree(u * sp.exp(-A * u**2)))} to be integrated; "
               "what stands outside vanishes at both ends.")  # fmt: skip
        problem.line("Bring the power down", _moment(problem, n, A, u), lower, why, tree(_worth(n, A)))


def _plane(problem: Definite, plain: Tree, A: Expr) -> None:
    """∫ e^(−A u²) du by the volume under the bell in the plane."""
    tree, r = problem.algebra.tree, symbol("r" if "r" not in problem.taken else "R")
    ring = 2 * sp.pi * r * sp.exp(-A * r**2)
    plane = Tree("I", (tree(ring), name(r.name), number(0), constant("oo")))
    both = "x² + y²" if A == 1 else f"{text(tree(A))} (x² + y²)"
    why = (
        f"The square of this integral is the volume under e^(−({both})) over the plane. In rings of radius {r} and width d{r}, "
        f"each of area 2π {r} d{r}, that volume is an integral that can be done: the {r} is what the chain rule needs."
    )
    problem.line("The plane instead of the line", plain, call("sqrt", plane), why)
    antiderivative = text(tree(-sp.pi / A * sp.exp(-A * r**2)))
    why = f"{antiderivative} runs from {text(tree(-sp.pi / A))} to 0, so the volume is {text(tree(sp.pi / A))}."
    root = call("sqrt", tree(sp.pi / A))
    problem.line("Put in the volume", call("sqrt", plane), root, why, tree(sp.sqrt(sp.pi / A)))


# From 0 to ∞.


def _half_line(problem: Definite) -> Expr | None:
    x, apart = problem.x, _taken_apart(problem.f)
    if apart is None:
        return None
    c, s = _power_of(apart[0], x)
    inner, m = _power_of(apart[1], x)
    if c is None or inner is None or m == 0 or problem.sign(-inner) != 1 or problem.sign(m) != 1:
        return None
    if m == 2 and s.is_Integer and s >= 0:
        return _half_of_the_line(problem) if s.is_even and s <= HIGHEST else None
    if m == 1 and s.is_Integer and 0 <= s <= 4:
        return None  # by parts, as always
    above = problem.sign(s + 1)
    if above == -1 or s == -1:
        return None
    if above is None:
        problem.conditions.append(f"{text(problem.algebra.tree(s))} > -1")
    return _gamma(problem, c, s, -inner, m)


def _power_of(g: Expr, x: Expr) -> tuple[Expr, Expr]:
    """g as c · x^s: (c, s); c is None where it is no such thing."""
    c, rest = g.as_independent(x, as_Add=False)
    if rest == 1:
        return c, sp.Integer(0)
    base, s = rest.as_base_exp()
    return (c, s) if base == x and not s.has(x) else (None, sp.Integer(0))


def _half_of_the_line(problem: Definite) -> Expr | None:
    """An even function under a bell: half of what the whole line gives."""
    whole = problem.over(problem.f, -sp.oo, sp.oo)
    why = "The function is even, f(−x) = f(x), so half of the line gives half of the whole."
    problem.line("Even function", problem.question, divide(whole.question, number(2)), why)
    found = _whole_line(whole)
    if found is None:
        problem.steps.clear()
        return None
    problem.steps += whole.steps
    tree, half = problem.algebra.tree, shortest(found / 2)
    put = divide(tree(found), number(2))
    problem.line("Half of it", divide(whole.question, number(2)), put, "Put in the value for the whole line.", tree(half))
    return half


def _gamma(problem: Definite, c: Expr, s: Expr, A: Expr, m: Expr) -> Expr:
    tree, t = problem.algebra.tree, problem.t
    z = sp.simplify((s + 1) / m)
    meant = Tree("I", (tree(t ** (z - 1) * sp.exp(-t)), name(t.name), number(0), constant("oo")))
    front = sp.simplify(c / (m * A**z))
    question, gamma = problem.question, sp.gamma(z)
    scaled = (A, m) != (1, 1) or c != 1
    if scaled:
        after = meant if front == 1 else multiply(tree(front), meant)
        let = ((t.name, tree(A * problem.x**m)),) if (A, m) != (1, 1) else ()
        why = f"{t} runs from 0 to ∞ as {problem.x} does." if let else "Take the constant out."
        problem.line("Substitution with new bounds" if let else "Constant in front", question, after, why, let=let)
    before = meant if scaled else question
    why = (f"This is what Γ({text(tree(z))}) means: Γ(z) is the integral of {t}^(z − 1) e^(−{t}) from 0 to ∞. "
           "Γ(n + 1) = n! for whole n, and Γ(1/2) = √π.")  # fmt: skip
    problem.line("Gamma function", before, call("gamma", tree(z)), why, tree(gamma))
    found = sp.simplify(front * gamma) if z.is_number else front * gamma
    if scaled:
        problem.line("Put it together", question, multiply(tree(front), tree(gamma)), "Use the value of Γ.", tree(found))
    return found
