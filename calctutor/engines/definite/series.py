"""Does a factor of the integrand unfold into a series that is integrated term by term?

From 0 to ∞: the geometric series in e^(−a x), beside a power of x, which the gamma function answers. From 0 to 1: the power
series of 1/(1 ± x^m), ln(1 ± x^m) and arctan(x^m), beside powers of x and ln x.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines.definite.known_sums import known_sum
from calctutor.engines.definite.problem import Definite
from calctutor.engines.definite.unfolding import Unfolded, geometric, power_of, power_series
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, call, constant, multiply, name, number, power
from calctutor.notation.tree import replace as put_in
from calctutor.rules.limits.values import finite
from calctutor.verify import holds

Expr = Any
TERM_BY_TERM = (
    "Sum and integral may change places where what the first terms leave over has an integral that goes to 0; "
    "the check of the answer stands in for a proof of that."
)
MOST_OPERATIONS = 40


def value(problem: Definite, _work: Any = None) -> Expr | None:
    """The value, with its steps written into the problem; None where nothing unfolds or the sum is not a known one."""
    f, x = problem.f, problem.x
    if f.is_Add or f.count_ops() > MOST_OPERATIONS or problem.a != 0 or problem.b not in (1, sp.oo):
        return None
    n = symbol(next(letter for letter in ("n", "k", "m", "n_1") if letter not in problem.taken and letter != x.name))
    unfolded = geometric(problem, n) if problem.b == sp.oo else power_series(problem, n)
    return None if unfolded is None else _told(problem, unfolded, n)


def _told(problem: Definite, unfolded: Unfolded, n: Expr) -> Expr | None:
    """Unfolded, each term integrated, and the sum of that."""
    known = _sum(problem, unfolded, n)
    if known is None or not finite(known[0]) or known[0].has(sp.I):
        return None
    found, split, used = known
    tree = problem.algebra.tree
    inner = Tree("I", (tree(unfolded.inside), *problem.question.args[1:]))
    front = tree(unfolded.coefficient)
    line = (name(n.name), tree(sp.Integer(unfolded.start)), constant("oo"))
    why = f"Unfold into a series: {unfolded.series} {TERM_BY_TERM}"
    sum_of_values = Tree("S", (tree(unfolded.coefficient * unfolded.worth), *line))
    sure = _same(problem, problem.question, sum_of_values)  # the sum of the integrals is never taken by numbers: it is slow
    problem.line(
        "Term by term",
        problem.question,
        Tree("S", (inner if unfolded.coefficient == 1 else multiply(front, inner), *line)),
        why,
        holds=sure,
    )
    whole = {name(n.name): add(number(1), call("floor", multiply(number(3), power(name(n.name), number(2)))))}
    sure = _same(problem, put_in(inner, whole), put_in(tree(unfolded.worth), whole))
    problem.line("Integrate each term", inner, tree(unfolded.worth), f"This is {unfolded.why}", holds=sure)
    if split is not None:
        after = Tree("S", (tree(split), *line))
        problem.line("Partial fractions", sum_of_values, after, "Split the term into simple fractions.")
        sum_of_values = after
    why = "A classical sum: " if len(used) == 1 else "Classical sums: "
    problem.line("Known sum", sum_of_values, tree(found), f"{why}{'; '.join(used)}.")
    return found


def _same(problem: Definite, one: Tree, other: Tree) -> str:
    """What numbers say of two sides, at values of the letters."""
    return holds(compare(put_in(one, problem.meaning), put_in(other, problem.meaning)))


def _sum(problem: Definite, unfolded: Unfolded, n: Expr) -> tuple[Expr, Expr | None, tuple[str, ...]] | None:
    """The value of Σ unfolded.value, the term split where that is how it is found, and the classical sums in it."""
    signs = (-1) ** n
    whole = unfolded.coefficient * unfolded.worth
    plain = sp.simplify(sp.powsimp(whole / signs) if unfolded.alternates else whole)
    if not plain.has(n):
        return None
    if plain.is_rational_function(n):
        known = known_sum(plain, n, unfolded.start, unfolded.alternates)
        if known is None:
            return None
        split = known.split * signs if unfolded.alternates else known.split
        return known.value, split if known.split.is_Add else None, known.used
    return _zeta(problem, plain, n, unfolded)


def _zeta(problem: Definite, plain: Expr, n: Expr, unfolded: Unfolded) -> tuple[Expr, Expr | None, tuple[str, ...]] | None:
    """Σ ±c n^(−z) from n = 1: the zeta function."""
    c, power = power_of(sp.powsimp(sp.expand_power_base(plain, force=True)), n)
    if c is None or unfolded.start != 1:
        return None
    z = sp.simplify(-power)
    if problem.sign(z - 1) != 1:
        if unfolded.alternates or problem.sign(z - 1) is not None:
            return None
        problem.conditions.append(f"{problem.words(z)} > 1")
    said = f"ζ({problem.words(z)}) is by definition the sum of 1/n^z for n = 1, 2, 3, …, with z = {problem.words(z)}"
    if not unfolded.alternates:
        return c * sp.zeta(z), None, (said,)
    return -c * (1 - 2 ** (1 - z)) * sp.zeta(z), None, (f"{said}; with alternating signs it is (1 − 2^(1 − z)) ζ(z)",)


__all__ = ["value"]
