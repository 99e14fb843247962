"""What is the distribution function, piece by piece?"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines import definite
from calctutor.engines.probability.check import Numbers, checked
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.kernels import factors, gamma_kernel
from calctutor.engines.probability.parts import Part, Problem
from calctutor.errors import StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, name, negative, number
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.rulebook import template
from calctutor.steps import Step, Verified
from calctutor.verify import worst

Expr = Any


def cumulative(problem: Problem) -> Part:
    """F(x): 0 below the support, the integral up to x within it, 1 above. `about["pieces"]` are its pieces within, as
    (from, to, formula).
    """
    x = name(problem.law.x)
    t = next(letter for letter in ("t", "s", "u", "r") if letter not in (*problem.taken, problem.law.x))
    left = Tree("apply", (x,), "F")
    why = (f"F({text(x)}) is the probability of a value of at most {text(x)}: the area under the density up to there. "
           f"The letter of integration is called {t}, since {text(x)} is the upper end.",)  # fmt: skip
    part = Part("cdf", "Distribution function", left, before=(why,))
    f = problem.law.f
    cuts = [problem.low, *inner_corners(problem), problem.high]
    steps: list[Step] = []
    pieces: list[tuple[Tree, Tree, Tree]] = []
    below: Tree = number(0)
    verdicts = []
    for p, q in itertools.pairwise(cuts):
        worked = _piece(problem, p, t)
        if worked is None:
            return replace(part, exists=False, reason="this distribution function has no closed form that the rules here find",
                           question=Tree("I", (put_in(f, {x: name(t)}), name(t), problem.law.low, x)),
                           verified=Verified("agrees"), complete=False, about={"unknown": True})  # fmt: skip
        value, more = worked
        formula = (
            problem.algebra.tree(shortest(problem.known.expression(below) + value))
            if below != number(0)
            else problem.algebra.tree(value)
        )
        steps += more
        ends = (problem.algebra.tree(p), problem.algebra.tree(q))
        pieces.append((*ends, formula))
        verdicts.append(_piece_verified(problem, formula, ends))
        if q != problem.high:
            below = problem.algebra.tree(shortest(problem.known.expression(formula).subs(problem.x, q)))
    answer = _pieced(x, problem, pieces)
    verified = Verified(
        worst(verdicts), len(verdicts), "its slope is the density" if worst(verdicts) in ("agrees", "proved") else ""
    )
    question = Tree("I", (put_in(f, {x: name(t)}), name(t), problem.law.low, x))
    return replace(part, question=question, steps=tuple(steps), answer=answer, verified=verified,
                   about={"pieces": tuple(pieces)})  # fmt: skip


def inner_corners(problem: Problem) -> list[Expr]:
    """Where inside the support the density has another formula: the zeros of its bars."""
    found = []
    for bars in sorted(problem.f.atoms(sp.Abs), key=sp.default_sort_key):
        inside = bars.args[0]
        if inside.is_polynomial(problem.x) and sp.degree(inside, problem.x) == 1:
            corner = sp.cancel(-inside.subs(problem.x, 0) / inside.coeff(problem.x, 1))
            if all(problem.known.sign(gap) in (1, None) for gap in (corner - problem.low, problem.high - corner)):
                found.append(corner)
    return found[:1]


def _piece(problem: Problem, p: Expr, t: str) -> tuple[Expr, list[Step]] | None:
    """The integral from p to x, for x in the piece that begins at p, with its steps."""
    f, x = _without_bars(problem, p), problem.x
    tree = problem.algebra.tree
    positive = [*problem.known.positive_letters]
    if problem.known.sign(problem.low) in (0, 1):
        positive.append(problem.law.x)
    integrand = tree(f.xreplace({x: symbol(t)}))
    if (known := _incomplete(problem, p, t)) is not None:
        return known
    try:
        worked = definite.integrate(integrand, t, tree(p), name(problem.law.x), positive)
    except StudentError:
        return None
    if worked.about.get("closed_form") is False or not worked.about["exists"]:
        return None
    steps = [step if step.holds in ("agrees", "proved") else checked([step], problem.numbers)[0] for step in worked.steps]
    return problem.known.expression(worked.answer), steps


def _incomplete(problem: Problem, p: Expr, t: str) -> tuple[Expr, list[Step]] | None:
    """t^(s-1) exp(-c t^q) up to x, for an s/q that is no number: the incomplete gamma function, by its definition."""
    if p != 0:
        return None
    y = sp.Symbol(t, positive=True)
    constant, g = problem.f.xreplace({problem.x: y}).as_independent(y, as_Add=False)
    kernel = gamma_kernel(factors(g, y))
    shown = dict(kernel.parameters) if kernel else {}
    s, c, q = (shown.get(letter, sp.Integer(1)) for letter in "scq")
    if kernel is None or (s / q).is_number:
        return None
    tree, x = problem.algebra.tree, sp.Symbol(problem.law.x, positive=True)
    value = constant * sp.lowergamma(s / q, c * x**q) / (q * c ** (s / q))
    before = Tree("I", (tree(problem.f.xreplace({problem.x: y})), name(t), number(0), name(problem.law.x)))
    answer = shortest(value)
    step = Step("incomplete-gamma-integral", "Incomplete gamma integral", before, tree(value), tree(answer),
                why=("This is the definition of the incomplete gamma function γ, after c t has been put for its variable.",),
                formula=template("I(t^(s-1)*e^(-c*t), t, 0, x) = lowergamma(s, c*x)/c^s"),
                parameters=(("s", tree(s)), ("c", tree(c))))  # fmt: skip
    [told] = checked([step], Numbers(problem.known.given(Tree(">", (name(problem.law.x), number(0)))).bounds, problem.letters))
    return answer.xreplace({x: problem.x}), [told]


def _without_bars(problem: Problem, p: Expr) -> Expr:
    """The density in the piece that begins at p."""
    f = problem.f
    for bars in f.atoms(sp.Abs):
        inside = bars.args[0]
        slope = problem.known.sign(inside.coeff(problem.x, 1)) if inside.is_polynomial(problem.x) else None
        corner = sp.cancel(-inside.subs(problem.x, 0) / inside.coeff(problem.x, 1)) if slope else None
        if corner is not None and slope is not None:
            right = problem.known.sign(p - corner) in (0, 1)
            f = f.xreplace({bars: inside * slope if right else -inside * slope})
    return f


def _piece_verified(problem: Problem, formula: Tree, ends: tuple[Tree, Tree]) -> str:
    """The formula against quadrature of the density up to a place inside the piece."""
    numbers, x = problem.numbers, name(problem.law.x)
    middle = _inside(ends)
    whole = Tree("I", (problem.law.f, x, problem.law.low, middle))
    return numbers.same(whole, put_in(formula, {x: middle}))


def _inside(ends: tuple[Tree, Tree]) -> Tree:
    """A place between two ends, of which one or both may be infinite."""
    low, high = ends
    if text(low) == "-∞":
        return number(0) if text(high) == "∞" else add(high, negative(Tree("/", (number(2), number(3)))))
    if text(high) == "∞":
        return add(low, Tree("/", (number(2), number(3))))
    return Tree("/", (add(low, low, high), number(3)))


def _pieced(x: Tree, problem: Problem, pieces: list[tuple[Tree, Tree, Tree]]) -> Tree:
    """0 below, the formulas, 1 above."""
    cases = []
    if problem.low != -sp.oo:
        cases.append(Tree("case", (number(0), Tree("<", (x, problem.law.low)))))
    for i, (_, high, formula) in enumerate(pieces):
        last = i == len(pieces) - 1
        if last and problem.high == sp.oo:
            cases.append(Tree("case", (formula, Tree("constant", (), "true"))))
        else:
            cases.append(Tree("case", (formula, Tree("<=" if last else "<", (x, high)))))
    if problem.high != sp.oo:
        cases.append(Tree("case", (number(1), Tree("constant", (), "true"))))
    return cases[0].args[0] if len(cases) == 1 else Tree("piecewise", tuple(cases))


def at(part: Part, problem: Problem, place: Expr) -> Expr | None:
    """F at a place, by its pieces; None where it cannot be told in which one it lies."""
    known = problem.known
    if known.sign(place - problem.low) in (0, -1):
        return sp.Integer(0)
    if known.sign(problem.high - place) in (0, -1):
        return sp.Integer(1)
    for p, q, formula in part.about["pieces"]:
        sides = [known.sign(place - known.expression(p)), known.sign(known.expression(q) - place)]
        if sides[0] in (0, 1) and sides[1] in (0, 1):
            return known.expression(formula).subs(problem.x, place)
        if len(part.about["pieces"]) == 1:
            return known.expression(formula).subs(problem.x, place)
    return None


__all__ = ["at", "cumulative", "inner_corners"]
