"""How are expected values worked: of any function, the mean, the variance, the moment generating function, the entropy?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines.probability.check import answer_verified, checked
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.parts import Part, Problem, numeric
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, multiply, name, negative, number, power
from calctutor.steps import Step, Verified

Expr = Any


def of(head: str, inside: Tree) -> Tree:
    """E(X), Var(X), H(X)."""
    return Tree("apply", (inside,), head)


def capitalised(problem: Problem, g: Tree) -> Tree:
    """g(X), for g in the letter of the value."""
    from calctutor.notation.tree import replace as put_in

    return put_in(g, {name(problem.law.x): problem.capital()})


COUNTS = {
    False: "Each value counts as much as its density: integrate it times the density.",
    True: "Each value counts as much as its probability: add it up times the probability.",
}


def expectation(problem: Problem, g: Tree, what: str = "expectation", title: str = "Expected value") -> Part:
    """E(g(X))."""
    part, _, _ = worked_expectation(problem, g, what, title)
    return part


def worked_expectation(problem: Problem, g: Tree, what: str, title: str) -> tuple[Part, Expr | None, Known]:
    left = of("E", capitalised(problem, g))
    expr = problem.expression(g)
    question = Tree(problem.sign, (multiply(g, problem.law.f), name(problem.law.x), problem.law.low, problem.law.high))
    why = COUNTS[problem.law.discrete]
    part = Part(what, title, left, question, before=((why,),))
    return problem.integral(expr * problem.f, part)


def mean(problem: Problem) -> Part:
    return expectation(problem, name(problem.law.x), "mean", "Mean")


def variance(problem: Problem, known_mean: Part | None = None) -> Part:
    """Var(X) = E(X²) - E(X)²."""
    x = name(problem.law.x)
    left = of("Var", problem.capital())
    first = known_mean or mean(problem)
    if first.answer is None:
        why = (
            "There is no mean, so there is nothing to measure the distance from."
            if not first.exists
            else "The mean has no closed form."
        )
        return Part("variance", "Variance", left, exists=False, reason=why, verified=Verified("agrees"))
    second, value, known = worked_expectation(problem, power(x, number(2)), "second-moment", "Second moment")
    if value is None or second.answer is None:
        return replace(second, what="variance", title="Variance", left=left, before=(SQUARES, *second.before),
                       about={"second_moment": second})  # fmt: skip
    m = known.expression(first.answer)
    result = shortest(value - m**2)
    tree = problem.algebra.tree
    answer, squares = tree(result), add(second.answer, negative(power(first.answer, number(2))))
    numbers = problem.numbers_for(known)
    away = problem.question((problem.x - m) ** 2 * problem.f, problem.low, problem.high)
    steps: tuple[Step, ...] = ()
    if squares != answer:
        last = Step("variance-from-moments", "Second moment less the square of the mean", squares, squares, answer,
                    why=("Put in both moments and simplify.",))  # fmt: skip
        steps = tuple(checked([replace(last, holds=numbers.same(squares, answer))], numbers))
    return Part("variance", "Variance", left, away, (*second.steps, *steps), answer, answer_verified(away, answer, numbers),
                numeric=numeric(answer), conditions=second.conditions or first.conditions,
                before=(SQUARES, *second.before), complete=first.complete and second.complete,
                about={"second_moment": second, "deviation": tree(sp.sqrt(result))})  # fmt: skip


SQUARES: tuple[str | Tree, ...] = (
    "The variance is the expected square of the distance from the mean. Multiplied out, that is the second moment less the "
    "square of the mean.",
)


def generating_function(problem: Problem) -> Part:
    """M(t) = E(e^(tX)), for the t for which it converges."""
    t = next(letter for letter in ("t", "u", "w", "τ") if letter not in (*problem.taken, problem.law.x))
    x = name(problem.law.x)
    g = power(Tree("constant", (), "e"), multiply(name(t), x))
    left = Tree("apply", (name(t),), "M")
    question = Tree(problem.sign, (multiply(g, problem.law.f), x, problem.law.low, problem.law.high))
    why = ("M is the expected value of ", power(Tree("constant", (), "e"), multiply(name(t), problem.capital())),
           ". Its derivatives at t = 0 are the moments.")  # fmt: skip
    part = Part("mgf", "Moment generating function", left, question, before=(why,))
    done, _, _ = problem.integral(sp.exp(symbol(t) * problem.x) * problem.f, part, more=(t,))
    return done


__all__ = ["capitalised", "expectation", "generating_function", "mean", "of", "variance", "worked_expectation"]
