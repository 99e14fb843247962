"""Can the bounds be carried through a substitution, so that nothing has to be put back?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from calctutor.engines.definite_breaks import breaks
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, add, name, negative, number, unmarked
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.steps import Asked, Step

Expr = Any

SUBSTITUTIONS = frozenset({"substitution", "linear-substitution", "substitution-for-a-root", "substitution-for-a-power-of-e"})


def with_new_bounds(
    algebra: Algebra, steps: list[Step], x: Expr, a: Expr, b: Expr, question: Tree, value: Expr
) -> list[Step] | None:
    """The steps with the bounds changed, where the antiderivative was found by one substitution; None where it was not."""
    first = steps[0] if steps else None
    if first is not None and first.rule == "constant-multiple-of-an-integral":
        return _multiple(algebra, first, x, a, b, question, value)
    if first is None or first.rule not in SUBSTITUTIONS or len(first.asked) != 1 or len(first.let) != 1:
        return None
    asked, (letter, inside) = first.asked[0], first.let[0]
    u = algebra.expression(inside)
    if asked.place.head != "I" or len(asked.place.args) != 2 or not _carries(algebra, u, x, a, b):
        return None
    ends = tuple(algebra.tree(u.xreplace({x: end})) for end in (a, b))
    if unmarked(asked.place).args[1] != name(letter):
        return None
    inner = Tree("I", (*asked.place.args, *ends))
    return _told(first, asked, inner, (question, algebra.tree(value)), _said(algebra, x, (a, b), letter, ends))


def _multiple(algebra: Algebra, first: Step, x: Expr, a: Expr, b: Expr, question: Tree, value: Expr) -> list[Step] | None:
    """A constant in front of an integral that is found by a substitution."""
    if len(first.asked) != 1 or first.asked[0].place.head != "I":
        return None
    place = unmarked(first.asked[0].place)
    inner = Tree("I", (*place.args, *question.args[2:]))
    outside = unmarked(first.after)
    c = algebra.expression(put_in(outside, {place: number(1)}))
    part = value / c
    told = with_new_bounds(algebra, [first.asked[0].step], x, a, b, inner, part)
    if told is None:
        return None
    after = put_in(outside, {place: inner})
    changed = replace(first, before=question, after=after, answer=after, asked=())
    done = put_in(outside, {place: algebra.tree(part)})
    why = "Put in the value of the integral."
    return [changed, *told, Step("put-it-together", "Put it together", after, done, algebra.tree(value), why=(why,))]


def _carries(algebra: Algebra, u: Expr, x: Expr, a: Expr, b: Expr) -> bool:
    """Is u an expression in x alone that does not break between the bounds?"""
    if u.free_symbols != {x} or a.free_symbols or b.free_symbols:
        return False
    return not breaks(algebra, u, x, a, b) and all(u.xreplace({x: end}).is_finite for end in (a, b))


def _said(algebra: Algebra, x: Expr, bounds: tuple[Expr, Expr], letter: str, ends: tuple[Tree, ...]) -> str:
    was = [text(algebra.tree(bound)) for bound in bounds]
    now = [text(end) for end in ends]
    return (
        f" The bounds change with the letter: {x} = {was[0]} becomes {letter} = {now[0]}, and {x} = {was[1]} "
        f"becomes {letter} = {now[1]}."
    )


def _told(first: Step, asked: Asked, inner: Tree, ends: tuple[Tree, Tree], said: str) -> list[Step]:
    """The substitution between bounds, the antiderivative in the new letter, and its value between the new bounds."""
    question, value = ends
    after = put_in(first.after, {asked.place: inner})
    changed = replace(first, title="Substitution with new bounds", rule="substitution-with-new-bounds", before=question,
                      after=after, answer=unmarked(after), asked=(), why=(*first.why, said))  # fmt: skip
    G, u = unmarked(asked.step.answer), unmarked(inner).args[1]
    low, high = inner.args[2:]
    bracket = Tree("at", (G, u, low, high))
    put = add(put_in(G, {u: high}), negative(put_in(G, {u: low})))
    plain = unmarked(after)
    outside = put_in(plain, {unmarked(inner): bracket})
    inside = Step("put-in-the-bounds", "Put in the bounds", bracket, put, put, why=("Put in the bounds.",), small=True)
    why = "The antiderivative at the new upper bound, less the antiderivative at the new lower bound; nothing is put back."
    last = Step("fundamental-theorem", "Fundamental theorem of calculus", plain, outside, value,
                asked=(Asked(bracket, inside, put),), why=(why,))  # fmt: skip
    return [changed, asked.step, last]
