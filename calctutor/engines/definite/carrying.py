"""Can the bounds be carried through the derivation of an antiderivative, so that nothing has to be put back?

Every step `∫ f dx = ... ∫ g du ...` becomes one between bounds: what stands outside of integrals is put in a bracket, an
integral by the same letter keeps its bounds, and one by a new letter gets new ones. Where nothing is gained by that, the
antiderivative comes first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.engines.breaks import breaks, demands
from calctutor.engines.definite.ends import bracket_step
from calctutor.engines.definite.problem import Definite, Piece, shortest
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, multiply, names, negative, unmarked, walk
from calctutor.rules.limits.values import finite, put_in
from calctutor.steps import Asked, Step

Expr = Any
Followed = tuple[Tree, Expr]

PARTS = frozenset({"integration-by-parts"})
PLAIN = frozenset({"linear-substitution"})
"""Substitutions that are only worth new bounds where they are all there is to do."""
PASSING = frozenset({"constant-multiple-of-an-integral", "minus-sign-of-an-integral"})


class Stays(Exception):  # noqa: N818 (an outcome, not an error)
    """The bounds cannot be carried on here."""


def carried(problem: Definite, piece: Piece) -> tuple[list[Step], Expr] | None:
    """The derivation with its bounds carried through, and its value; None where the antiderivative comes first."""
    root = problem.steps[0]
    open_end = not (problem.closed(piece, piece.p, 1) and problem.closed(piece, piece.q, -1))
    if piece.f != problem.f or open_end or not worth(root):
        return None
    try:
        step, value = _Carrier(problem).between(root, piece.p, piece.q)
    except (Stays, NoValue, TypeError, ValueError):
        return None
    return [step], value


def worth(step: Step, alone: bool = True) -> bool:
    """Is there a new letter, or a part, on the way?"""
    if step.rule in PARTS or (_new_letter(step) and (alone or step.rule not in PLAIN)):
        return True
    return any(worth(asked.step, alone and step.rule in PASSING) for asked in step.asked if unmarked(asked.place).head == "I")


def _new_letter(step: Step) -> str | None:
    """The letter by which a substitution goes on to integrate."""
    if unmarked(step.before).head != "I":
        return None
    letters = {unmarked(a.place).args[1].value for a in step.asked if unmarked(a.place).head == "I"} & {k for k, _ in step.let}
    return str(letters.pop()) if len(letters) == 1 else None


def _titled(title: str) -> str:
    return f"{title}, new bounds" if " with " in title else f"{title} with new bounds"


class _Carrier:
    def __init__(self, problem: Definite) -> None:
        self.problem, self.algebra = problem, problem.algebra
        self.tree = problem.algebra.tree

    def between(self, step: Step, low: Expr, high: Expr, alone: bool = True) -> tuple[Step, Expr]:
        """The step for the integral between these bounds, and its value. Raises `Stays`."""
        f, y = unmarked(step.before).args
        before = Tree("I", (f, y, self.tree(low), self.tree(high)))
        if not worth(step, alone):
            return self._antiderivative_first(step, before, low, high)
        asked: list[Asked] = []
        after, value = self._follow(step, step.after, (low, high), asked, alone and step.rule in PASSING)
        value = shortest(value)
        letter = _new_letter(step)
        if letter is None:
            asked_so = replace(step, unsimplified=None, triangle=None, asked=tuple(asked))
            return replace(asked_so, before=before, after=after, answer=self.tree(value)), value
        said = self._said(y, (low, high), letter, self._new_bounds(step, letter, low, high))
        lines = tuple(line for line in step.lines if not str(line[0]).startswith("To go back"))
        named = replace(
            step,
            unsimplified=None,
            triangle=None,
            lines=lines,
            title=_titled(step.title),
            rule=f"{step.rule}-with-new-bounds",
            why=(*step.why, said),
        )
        return replace(named, before=before, after=after, answer=self.tree(value), asked=tuple(asked)), value

    # What is asked.

    def _follow(self, step: Step, node: Tree, bounds: tuple[Expr, Expr], asked: list[Asked], alone: bool) -> Followed:
        """`node` between bounds, and its value."""
        found = next((a for a in step.asked if a.place == node and unmarked(node).head == "I"), None)
        if found is not None:
            return self._integral(step, found, bounds, asked, alone)
        if not any(part.head == "I" for part in walk(node)):
            return self._bracket(step, node, bounds, asked)
        if node.head == "+":
            return self._sum(step, node, bounds, asked, alone)
        if node.head in ("neg", "mark"):
            inner, value = self._follow(step, node.args[0], bounds, asked, alone)
            return (negative(inner), -value) if node.head == "neg" else (inner, value)
        if node.head in ("*", "/"):
            return self._multiple(step, node, bounds, asked, alone)
        raise Stays

    def _integral(self, step: Step, found: Asked, bounds: tuple[Expr, Expr], asked: list[Asked], alone: bool) -> Followed:
        plain = unmarked(found.place)
        if len(plain.args) != 2:
            raise Stays
        by = str(plain.args[1].value)
        low, high = bounds if by == unmarked(step.before).args[1].value else self._new_bounds(step, by, *bounds)
        inner, value = self.between(found.step, low, high, alone)
        place = Tree("I", (*found.place.args, self.tree(low), self.tree(high)))
        asked.append(Asked(place, inner, self.tree(value)))
        return place, value

    def _bracket(self, step: Step, node: Tree, bounds: tuple[Expr, Expr], asked: list[Asked]) -> Followed:
        """What stands outside of integrals: at the upper bound less at the lower one."""
        y = unmarked(step.before).args[1]
        if y.value not in names(unmarked(node)):
            raise Stays
        low, high = map(self.tree, bounds)
        value = self._difference(self._meant(unmarked(node)), symbol(y.value), *bounds)
        made = bracket_step(Tree("I", (node, y, low, high)), node, self.tree(value))
        asked += made.asked
        return made.after, value

    def _sum(self, step: Step, node: Tree, bounds: tuple[Expr, Expr], asked: list[Asked], alone: bool) -> Followed:
        """The terms without integrals share a bracket, which stands first."""
        plain = [term for term in node.args if not any(part.head == "I" for part in walk(term))]
        others = [term for term in node.args if term not in plain]
        followed = [self._bracket(step, add(*plain), bounds, asked)] if plain else []
        followed += [self._follow(step, term, bounds, asked, alone) for term in others]
        return add(*(tree for tree, _ in followed)), sp.Add(*(value for _, value in followed))

    def _multiple(self, step: Step, node: Tree, bounds: tuple[Expr, Expr], asked: list[Asked], alone: bool) -> Followed:
        """A constant times an integral, or an integral over a constant."""
        letters = {unmarked(step.before).args[1].value, *(letter for letter, _ in step.let)}
        inside = [k for k, arg in enumerate(node.args) if any(part.head == "I" for part in walk(arg))]
        others = [arg for k, arg in enumerate(node.args) if k not in inside]
        moving = any(letters & set(names(unmarked(arg))) for arg in others)
        if len(inside) != 1 or (node.head == "/" and inside != [0]) or moving:
            raise Stays
        inner, value = self._follow(step, node.args[inside[0]], bounds, asked, alone)
        constant = self._meant(unmarked(multiply(*others)))
        after = node.with_args(tuple(inner if k == inside[0] else arg for k, arg in enumerate(node.args)))
        return after, value * constant if node.head == "*" else value / constant

    # Bounds and values.

    def _meant(self, tree: Tree) -> Expr:
        return self.algebra.expression(tree, self.problem.assumed.symbols)

    def _new_bounds(self, step: Step, letter: str, low: Expr, high: Expr) -> tuple[Expr, Expr]:
        """Where the new letter begins and ends. Raises `Stays` where it breaks or turns on the way."""
        x = symbol(unmarked(step.before).args[1].value)
        meant = [self._meant(value) for name_, value in step.let if name_ == letter]
        if len(meant) != 1 or not meant[0].has(x):
            raise Stays
        u = meant[0]
        if self._may_break(u, x, low, high) or self._may_break(1 / sp.diff(u, x), x, low, high):
            raise Stays
        ends = [put_in(u, self.problem.limits.near(x, at, side)) for at, side in ((low, 1), (high, -1))]
        known = [end for end in ends if end is not None and finite(end) and not end.has(sp.nan, sp.zoo, sp.I)]
        if len(known) < 2:
            raise Stays
        return sp.simplify(known[0]), sp.simplify(known[1])

    def _may_break(self, u: Expr, x: Expr, low: Expr, high: Expr) -> bool:
        if low.free_symbols or high.free_symbols or u.free_symbols - {x}:
            return bool(demands(u, x))
        ordered = (low, high) if (high - low).is_positive or self.problem.sign(high - low) == 1 else (high, low)
        return bool(breaks(self.algebra, u, x, *ordered))

    def _said(self, x: Tree, bounds: tuple[Expr, Expr], letter: str, ends: tuple[Expr, Expr]) -> str:
        was, now = ([self.problem.words(end) for end in pair] for pair in (bounds, ends))
        one, other = (f"{x.value} = {was[k]} becomes {letter} = {now[k]}" for k in (0, 1))
        return f" The bounds change with the letter: {one}, and {other}; nothing has to be put back."

    def _difference(self, F: Expr, y: Expr, low: Expr, high: Expr) -> Expr:
        """F at the upper bound less F at the lower one. Raises `Stays` where F breaks between them."""
        if not (low.free_symbols or high.free_symbols or F.free_symbols - {y}):
            ordered = (low, high) if self.problem.sign(high - low) == 1 else (high, low)
            for c in breaks(self.algebra, F, y, *ordered):
                sides = [put_in(F, self.problem.limits.near(y, c, side)) for side in (1, -1)]
                if not finite(sides[0]) or sides[0] != sides[1]:
                    raise Stays
        ends = [F.xreplace({y: end}) for end in (high, low)]
        if any(end.has(sp.nan, sp.zoo, sp.oo, sp.I) for end in ends):
            raise Stays
        return shortest(ends[0] - ends[1])

    def _antiderivative_first(self, step: Step, before: Tree, low: Expr, high: Expr) -> tuple[Step, Expr]:
        """An integral whose antiderivative is found as usual and then put between the bounds."""
        y, G = before.args[1], unmarked(step.answer)
        value = self._difference(self._meant(G), symbol(y.value), low, high)
        told = bracket_step(before, G, self.tree(value))
        if all(a.step.small and not a.step.asked for a in step.asked):
            return replace(step, before=before, after=told.after, answer=told.answer, asked=told.asked), value
        question = unmarked(step.before)
        after = Tree("at", (question, *before.args[1:]))
        return replace(told, after=after, asked=(Asked(question, step, G),)), value


__all__ = ["carried", "worth"]
