"""How is Y = g(X) distributed? And the same gradient without the parameters in the density: x = μ + σz."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import sympy as sp

from calctutor.engines.derivative import derive
from calctutor.engines.probability.asking import Law
from calctutor.engines.probability.check import Numbers, checked
from calctutor.engines.probability.density import examined, normalised
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.moments import of
from calctutor.engines.probability.parts import Part, Problem, Said, gathered
from calctutor.engines.probability.pieces import cuts, opened, place_between, without_bars
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, derivative, multiply, name, number
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.solver import Solver
from calctutor.steps import Solution, Step, Verified
from calctutor.verify import FAILS, verify

Expr = Any
RULE: Said = ("Where g grows or falls all the way, every y comes from one x = h(y), and the density stretches with it: "
              "f_Y(y) = f(h(y)) |h′(y)|. Pieces that give the same y add up.",)  # fmt: skip


def transformed(law: Law, g: Tree) -> Solution:
    """The density of g(X). Raises `StudentError` where g cannot be inverted piece by piece."""
    problem = Problem(law)
    if not law.title:
        problem, _, mass = examined(law)
        problem = problem if mass.answer == number(1) else normalised(problem, mass)[0]
    letter = next(y for y in ("y", "w", "v", "u") if y not in (*problem.taken, law.x))
    y, whole, tree = symbol(letter), problem.expression(g), problem.algebra.tree
    steps: list[Step] = []
    inverses: list[Said] = []
    lines: list[Said] = []
    found: list[tuple[Expr, Expr, Expr]] = []
    for low, high in pairwise(cuts(problem, whole)):
        expr = without_bars(whole, problem.x, low, high)
        back = _inverse(problem, expr, y, low, high)
        slope_steps, slope = derive(Solver(problem.algebra, taken=(*problem.taken, letter)), back, letter)
        steps += [step for step in slope_steps if step.rule != "identity-rule"]
        ends = sorted((_limit(expr, problem.x, end, side) for end, side in ((low, 1), (high, -1))), key=_order(problem))
        f = opened(problem, problem.f, low, high).xreplace({problem.x: back})
        density = shortest(sp.powsimp(f) * _size(problem, slope, y, ends))
        where: Said = ("For ", name(law.x), " from ", tree(low), " to ", tree(high), ":")
        inverses += [where, (name(law.x), " = ", tree(back))]
        lines += [where, (Tree("apply", (name(letter),), "f_Y"), " = ", tree(density))]
        found.append((*ends, density))
    part = _together(problem, found, letter, (inverses, lines), tuple(checked(steps, problem.numbers)))
    return gathered(problem.law, (part,), "transform", function=g)


def _inverse(problem: Problem, g: Expr, y: Expr, low: Expr, high: Expr) -> Expr:
    """The x between low and high with g(x) = y: of the solutions, the one that gives back a place inside."""
    x = problem.x
    place = place_between(low, high)
    for candidate in sp.solve(sp.Eq(g, y), x):
        if candidate.has(sp.I):
            continue
        back = candidate.xreplace({y: g}).subs(x, place)
        if sp.simplify(back - place) == 0 or (not back.free_symbols and abs(float(sp.re(back)) - float(place)) < 1e-9):
            return sp.expand(candidate) if candidate.is_polynomial(y) else candidate
    raise StudentError("no-rule", "this function could not be inverted", exit_code=NO_METHOD)


def _limit(g: Expr, x: Expr, end: Expr, side: int) -> Expr:
    return (
        sp.limit(g, x, end, "+" if side > 0 else "-")
        if end in (sp.oo, -sp.oo) or g.subs(x, end).has(sp.zoo, sp.nan)
        else g.subs(x, end)
    )


def _order(problem: Problem) -> Any:
    from functools import cmp_to_key

    def compare(a: Expr, b: Expr) -> int:
        if a == -sp.oo or b == sp.oo:
            return -1
        if b == -sp.oo or a == sp.oo:
            return 1
        return problem.known.sign(a - b) or 0

    return cmp_to_key(compare)


def _size(problem: Problem, slope: Expr, y: Expr, ends: list[Expr]) -> Expr:
    """|h′(y)| on the range of the piece."""
    tree = problem.algebra.tree
    more = [Tree(">", (tree(y), tree(ends[0])))] if ends[0] != -sp.oo else []
    more += [Tree("<", (tree(y), tree(ends[1])))] if ends[1] != sp.oo else []
    sign = problem.known.given(*more).sign(slope)
    return slope if sign == 1 else -slope if sign == -1 else sp.Abs(slope)


def _together(
    problem: Problem,
    found: list[tuple[Expr, Expr, Expr]],
    letter: str,
    said: tuple[list[Said], list[Said]],
    steps: tuple[Step, ...],
) -> Part:
    """The pieces added up where they overlap."""
    tree, y = problem.algebra.tree, name(letter)
    ends = sorted({end for low, high, _ in found for end in (low, high)}, key=_order(problem))
    cases: list[Tree] = []
    totals: list[Tree] = []
    for low, high in pairwise(ends):
        here = [
            f for a, b, f in found if _order(problem)(a) <= _order(problem)(low) and _order(problem)(high) <= _order(problem)(b)
        ]
        density = tree(shortest(sp.Add(*here)))
        totals.append(Tree("I", (density, y, tree(low), tree(high))))
        conditions = [Tree("<", (tree(low), y))] if low != -sp.oo else []
        conditions += [Tree("<", (y, tree(high)))] if high != sp.oo else []
        cases.append(
            Tree(
                "case",
                (density, conditions[0] if len(conditions) == 1 else Tree("and", tuple(conditions)) if conditions else y),
            )
        )
    whole = (ends[0], ends[-1]) == (-sp.oo, sp.oo)
    answer = cases[0].args[0] if whole and len(cases) == 1 else Tree(
        "piecewise", (*cases, Tree("case", (number(0), Tree("constant", (), "true")))))  # fmt: skip
    held = problem.numbers.same(add(*totals), number(1))
    if held == FAILS:
        raise StudentError("no-rule", "the density that was found has not the mass 1, so it is not shown", exit_code=NO_METHOD)
    left = Tree("apply", (y,), "f_Y")
    about = {"range": (tree(ends[0]), tree(ends[-1]))}
    return Part("density-of-y", "Density of Y", left, None, steps, answer, Verified(held, 1, "its mass is 1"),
                before=(RULE, *said[0]), lines=tuple(said[1]), about=about)  # fmt: skip


def reparameterized(mean: Tree, deviation: Tree, g: Tree, x: str, conditions: tuple[Tree, ...]) -> Solution:
    """E(g(X)) of a normal X = μ + σZ, and its derivatives by μ and σ taken inside the expected value.

    `mean` and `deviation` are letters. Raises `StudentError`.
    """
    law = Law(read("e^(-z^2/2)/sqrt(2*pi)"), "z", read("-oo"), read("oo"), conditions)
    problem = Problem(law)
    letters = (str(mean.value), str(deviation.value))
    problem.letters = tuple(sorted({*letters, *(n for c in conditions for n in _names(c))}))
    problem.numbers = Numbers(problem.known.bounds, problem.letters)
    inside = put_in(g, {name(x): add(mean, multiply(deviation, name("z")))})
    why: Said = ("Z has no parameters in its density. Put ", Tree("=", (name(x), add(mean, multiply(deviation, name("z"))))),
                 ": the letters move into the function, and a derivative by them goes inside the expected value.")  # fmt: skip
    first = Part("expectation", "Expected value", of("E", put_in(g, {name(x): name("X")})), before=(why,))
    value, _, _ = problem.integral(problem.expression(inside) * problem.f, first)
    parts = [value]
    for letter, factor in zip(letters, (number(1), name("z")), strict=True):
        slope_steps, slope = derive(Solver(problem.algebra, taken=(*letters, "z")), problem.algebra.expression(inside), letter)
        left = derivative(value.left, name(letter))
        said: Said = (
            "The derivative of the function inside, by ",
            name(letter),
            ", is its slope at that place times ",
            factor,
            ".",
        )
        part, _, _ = problem.integral(
            problem.known.own(slope) * problem.f, Part("gradient", f"Derivative by {text(name(letter))}", left, before=(said,))
        )
        if part.answer is not None and value.answer is not None:
            direct = derive(Solver(problem.algebra), problem.algebra.expression(value.answer), letter)[1]
            same = problem.numbers.same(problem.algebra.tree(direct), part.answer)
            part = replace(part, verified=Verified(same, 2, "agrees with the derivative of the expected value"))
        parts.append(replace(part, steps=(*verify(slope_steps), *part.steps)))
    return gathered(law, tuple(parts), "reparameterize", problem.letters, function=g)


def _names(tree: Tree) -> list[str]:
    from calctutor.notation.tree import names

    return names(tree)


__all__ = ["reparameterized", "transformed"]
