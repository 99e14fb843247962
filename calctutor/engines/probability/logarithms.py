"""How is an expected logarithm worked, as in an entropy or a divergence?

The logarithm of most densities is a sum of a few functions of the value, with constants in front: that of a gamma density has
X and ln X. The expected value of the sum is the sum of theirs, so each of them is worked by itself. Where the density is the
same on both sides of a middle m, powers of X are written as powers of X - m.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import sympy as sp

from calctutor.engines.probability.check import answer_verified, checked
from calctutor.engines.probability.forms import shortest
from calctutor.engines.probability.moments import capitalised, of, worked_expectation
from calctutor.engines.probability.parts import Part, Problem, numeric
from calctutor.engines.probability.signs import negative_place
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, multiply, name, negative, number
from calctutor.notation.writing import text
from calctutor.steps import Step

Expr = Any
MOST_FUNCTIONS = 3


def expected_logarithm(p: Problem, log: Expr, part: Part) -> Part | None:
    """E(`log`) as `part`, by the expected values of the functions that it is a sum of; None where that is no way.

    Where one of them has no closed form, neither has the sum: then the number alone.
    """
    constant, functions = _apart(p, log)
    if not functions or len(functions) > MOST_FUNCTIONS:
        return None
    question, worked = p.question(log * p.f, p.low, p.high), []
    try:
        for T in functions:
            worked.append(worked_expectation(p, p.algebra.tree(T), "expectation", "Expected value"))
            if not worked[-1][0].complete and worked[-1][1] is None:
                return p.number_alone(part, question, f"{text(worked[-1][0].left)} has no closed form here")
    except StudentError:
        return None
    needed = tuple(found for found, _, _ in worked)
    if any(value is None for _, value, _ in worked) or any(found.conditions for found in needed):
        return None
    value = shortest(constant + sp.Add(*(c * v for c, (_, v, _) in zip(functions.values(), worked, strict=True))))
    tree = p.algebra.tree
    coefficients = [tree(c) for c in functions.values()]
    lefts = [of("E", capitalised(p, tree(T))) for T in functions]
    first = _terms(tree(constant)) if constant != 0 else []
    meant = add(*first, *map(_times, coefficients, lefts))
    filled = add(*first, *(_times(c, found.answer) for c, found in zip(coefficients, needed, strict=True) if found.answer))
    answer = tree(value)
    last = Step("put-it-together", "Put it together", filled, filled, answer, why=("Put in each expected value.",))
    steps = checked([replace(last, holds=p.numbers.same(filled, answer))], p.numbers) if filled != answer else ()
    return replace(
        part, question=question, answer=answer, verified=answer_verified(question, answer, p.numbers), numeric=numeric(answer),
        steps=(*(step for found in needed for step in found.steps), *steps),
        complete=all(found.complete for found in needed), about={**part.about, "needed": needed, "meant": meant},
    )  # fmt: skip


def _terms(total: Tree) -> list[Tree]:
    return list(total.args) if total.head == "+" else [total]


def _times(c: Tree, E: Tree) -> Tree:
    return E if c == number(1) else multiply(c, E)


def _apart(p: Problem, log: Expr) -> tuple[Expr, dict[Expr, Expr]]:
    """The constant in the logarithm, and its functions of the value with what stands before each."""
    m = middle(p) if sp.expand(log).is_polynomial(p.x) else None
    u = sp.Dummy("u", real=True)
    inside = sp.expand(log if m is None else log.xreplace({p.x: m + u}), log=False)
    x = p.x if m is None else u
    constant, found = [], dict[Expr, list[Expr]]()
    for term in sp.Add.make_args(inside):
        c, T = term.as_independent(x, as_Add=False)
        if T == 1:
            constant.append(c)
        else:
            found.setdefault(T, []).append(c)
    back = {} if m is None else {u: p.x - m}
    functions = {T.xreplace(back): _tidy(sp.Add(*found[T])) for T in sorted(found, key=_plainer)}
    return _tidy(sp.Add(*constant)), {T: c for T, c in functions.items() if c != 0}


def _plainer(T: Expr) -> tuple[int, str]:
    return T.count_ops(), str(T)


def middle(p: Problem) -> Expr | None:
    """The letter or number on both sides of which the density is the same, where the law says so."""
    if p.law.title != "normal" or not p.law.meanings:
        return None
    return p.known.own(p.expression(p.law.meanings[0][0]))


def _tidy(constant: Expr) -> Expr:
    """Logarithms as one, and what is no logarithm over one bar where the bars are alike, with squares of differences."""
    terms = sp.Add.make_args(sp.expand(constant))
    logs = [t for t in terms if t.has(sp.log)]
    plain = [t for t in terms if t not in logs]
    alike = len({sp.fraction(t)[1].as_independent(*t.free_symbols)[1] for t in plain}) < 2
    single = [t for t in logs if isinstance(t.as_coeff_Mul()[1], sp.log) and abs(t.as_coeff_Mul()[0]) == 1]
    one = sp.logcombine(sp.Add(*single), force=True)
    others = [t for t in logs if t not in single]
    return sp.Add(one, *others, in_squares(sp.together(sp.Add(*plain))) if alike else sp.Add(*plain))


def in_squares(fraction: Expr) -> Expr:
    """a² - 2ab + b² above a fraction bar as (a - b)²."""
    top, bottom = sp.fraction(fraction)
    top = sp.expand(top)
    for a, b in combinations(sorted(top.free_symbols, key=str), 2):
        c = top.coeff(a, 2).coeff(b, 0)
        if c != 0 and c == top.coeff(b, 2).coeff(a, 0) and top.coeff(a, 1).coeff(b, 1) == -2 * c:
            top = sp.Add(top - sp.expand(c * (a - b) ** 2), c * (a - b) ** 2)
    return top / bottom


def entropy(problem: Problem) -> Part:
    """H(X) = -E(ln f(X))."""
    left = of("H", problem.capital())
    logarithm = log_density(problem)
    why = ("The entropy is the expected value of ", negative(Tree("ln", (Tree("apply", (problem.capital(),), "f"),))),
           ". First take the logarithm apart.")  # fmt: skip
    line = (negative(Tree("ln", (problem.law.f,))), " = ", problem.algebra.tree(-logarithm))
    part = Part("entropy", "Entropy", left, before=(why, line))
    if found := expected_logarithm(problem, -logarithm, part):
        return found
    done, _, _ = problem.integral(sp.expand(-logarithm) * problem.f, part)
    return done


def log_density(problem: Problem) -> Expr:
    """ln f on the support, products, quotients and powers taken apart."""
    x = sp.Symbol(problem.law.x, positive=True) if problem.known.sign(problem.low) in (0, 1) else problem.x
    inside = problem.f.xreplace({problem.x: x})
    found = _real(problem, sp.expand_log(sp.log(inside), force=True).xreplace({x: problem.x}))
    return sp.expand(found, log=False, multinomial=False, power_base=False)


def _real(problem: Problem, found: Expr) -> Expr:
    """ln |g| for the logarithm of a factor g that is negative somewhere: 2 ln |x| for ln x². Since the density is not negative,
    the imaginary parts of such logarithms add up to nothing.
    """
    ends = problem.low, problem.high

    def negative(g: Expr) -> bool:
        if not g.has(problem.x):
            return problem.known.sign(g) == -1
        return bool(negative_place(problem.algebra, g, problem.x, *ends, problem.numbers))

    x, tree = name(problem.law.x), problem.algebra.tree
    inside = [Tree(">", (x, tree(ends[0])))] if ends[0] != -sp.oo else []
    inside += [Tree("<", (x, tree(ends[1])))] if ends[1] != sp.oo else []
    known = problem.known.given(*inside)
    below = [one for one in found.atoms(sp.log) if negative(one.args[0])]
    logs = {one: sp.log(-one.args[0] if known.sign(one.args[0]) == -1 else sp.Abs(one.args[0])) for one in below}
    terms = sp.Add.make_args(sp.expand(found, log=False, multinomial=False, power_base=False))
    return sp.Add(*(term.xreplace(logs) for term in terms if not term.has(sp.I)))


__all__ = ["entropy", "expected_logarithm", "in_squares", "log_density"]
