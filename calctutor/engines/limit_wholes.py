"""What becomes of an expression whose variable runs through the whole numbers only?

There (-1)ⁿ is 1 and -1 in turn, which cos(πn) is too, and sin(πn) is 0: what is left is a function of a real variable again.
Along the even and the odd numbers an alternating sign stands still.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines.assumptions import Assumptions
from calctutor.engines.limit_sides import Outcome, Sides, conclusion
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, number, replace, walk
from calctutor.notation.writing import text
from calctutor.solver import Stuck
from calctutor.steps import Step

Expr = Any
WAVES = ("sin", "cos", "tan", "^")


@dataclass(frozen=True, slots=True)
class Wholes:
    """What parts of the expression are for whole numbers, and what is said of the variable (nothing, if it is a real one)."""

    meaning: dict[Tree, Tree]
    said: tuple[str, ...] = ()


def found(algebra: Algebra, f: Tree, x: str, a: Tree, known: Assumptions, symbols: Mapping[str, Expr]) -> Wholes:
    """Whether x runs through whole numbers: it is assumed to, or f is real for them only."""
    if a != Tree("constant", (), "oo") or not (known.whole(x) or alternating(f, x)):
        return Wholes({})
    return Wholes(meanings(algebra, f, x, symbols), (f"{text(name(x))} is an integer",))


def alternating(f: Tree, x: str) -> bool:
    """Is there a power of a negative number that is real for whole exponents only?"""
    powers = [node for node in walk(f) if node.head == "^" and name(x) in walk(node.args[1])]
    return any(p.args[0].head == "neg" and p.args[0].args[0].head == "number" for p in powers)


def meanings(algebra: Algebra, f: Tree, x: str, symbols: Mapping[str, Expr]) -> dict[Tree, Tree]:
    """The parts of f that say something simpler for whole x, with what they say."""
    n = sp.Symbol(x, integer=True, positive=True)
    told: dict[Tree, Tree] = {}
    for node in walk(f):
        if node.head in WAVES and name(x) in walk(node) and node not in told:
            plain = algebra.expression(node, {**symbols, x: n})
            real = plain.replace(lambda e: e.is_Pow and e.base.is_negative and e.base.is_number, lambda p: _swinging(p, n))
            real = real.xreplace({n: symbol(x)})
            if real != algebra.expression(node, symbols):
                told[node] = algebra.tree(real)
    return told


def _swinging(p: Expr, n: Expr) -> Expr:
    """(-c)^(kn + m) as c^(kn + m) (-1)^m cos(πn), without the cosine where k is even."""
    k, m = p.exp.coeff(n), p.exp.subs(n, 0)
    if not (k.is_Integer and m.is_Integer and sp.expand(p.exp - k * n - m) == 0):
        return p
    return (-p.base) ** p.exp * (-1) ** m * (sp.cos(sp.pi * symbol(n.name)) if k % 2 else 1)


def rewriting(f: Tree, meaning: Mapping[Tree, Tree]) -> list[Step]:
    """One step that puts in what the parts are for whole numbers."""
    told = replace(f, dict(meaning))
    said = [part for one, other in meaning.items() for part in (", ", Tree("=", (one, other)))][1:]
    why = ("For whole numbers ", *said, ".")
    return [Step("whole-numbers", "Whole numbers", f, told, told, why=why)] if meaning else []


def by_turns(problem: Sides) -> Outcome | None:
    """Along the even and along the odd numbers, where an alternating sign stands still; None where there is none, or where a
    limit along these is not known.
    """
    wave = sp.cos(sp.pi * problem.x)
    if not problem.f.has(wave):
        return None
    tree, limit = problem.solver.algebra.tree, problem.solver.limit
    try:
        even, odd = (limit(problem.f.xreplace({wave: sp.Integer(sign)}), problem.x, problem.a) for sign in (1, -1))
    except Stuck:
        return None
    steps = [_along(problem, solved.step, word, sign) for solved, word, sign in ((even, "even", 1), (odd, "odd", -1))]
    if even.value == odd.value:
        why = "Along the even and along the odd numbers it goes to the same place."
        return Outcome(
            [*steps, conclusion(problem.asked_tree(tree(problem.f)), tree(even.value), "Both agree", why)], even.value
        )
    ways = Tree("!=", (even.step.answer, odd.step.answer))
    why = "The even and the odd numbers lead to different places, so the limit does not exist."
    last = Step("they-disagree", "They disagree", ways, ways, ways, why=(why,))
    reason = f"along the even numbers it goes to {text(even.step.answer)}, along the odd ones to {text(odd.step.answer)}"
    return Outcome([*steps, last], None, reason)


def _along(problem: Sides, step: Step, word: str, sign: int) -> Step:
    """The limit along every other number: the step that worked it, with a word on what was put in."""
    wave = problem.solver.algebra.tree(sp.cos(sp.pi * problem.x))
    put_in = ("For ", word, " numbers ", Tree("=", (wave, number(sign))), ". ")
    return dataclasses.replace(step, why=(*put_in, *step.why))
