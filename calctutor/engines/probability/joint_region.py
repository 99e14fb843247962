"""What is a double integral over a region, one of whose ranges may depend on the other letter?

It is worked from the inside out; the region may also be seen from the other side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from calctutor.engines.probability.check import Numbers, checked
from calctutor.engines.probability.integral import Diverges, Integrals, Needs, Unworked, shortest
from calctutor.engines.probability.letters import Known, bound_tree
from calctutor.engines.probability.parts import Part, numeric
from calctutor.engines.probability.roots import RootAlgebra
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, name, names, walk
from calctutor.notation.writing import text
from calctutor.steps import Step, Verified, every_step
from calctutor.verify import worst

Expr = Any
Range = tuple[str, Tree, Tree]


@dataclass
class Region:
    """The range of each letter: `inner` may depend on `outer`, whose ends are constants."""

    inner: tuple[Expr, Expr, Expr]
    outer: tuple[Expr, Expr, Expr]


class Joint:
    """A joint density and its region."""

    def __init__(self, f: Tree, ranges: Sequence[Range], conditions: Sequence[Tree]) -> None:
        self.algebra = RootAlgebra()
        self.known = Known(self.algebra, conditions)
        self.tree_of = f
        self.f = self.known.expression(f)
        self.region = region_of(self.known, ranges)
        (x, _, _), (y, _, _) = self.region.outer, self.region.inner
        self.letters = tuple(sorted(set(names(f)) - {x.name, y.name}))
        self.numbers = Numbers(self.known.bounds, self.letters)
        self.solved: dict[Tree, Expr] = {}

    def double(self, g: Expr) -> tuple[Expr, list[Step], Tree]:
        """The integral of g f over the region: value, steps, and the question."""
        (y, c, d), (x, a, b) = self.region.inner, self.region.outer
        whole = self.question(g * self.f)
        worker = Integrals(self.algebra, self.inside(), self.letters, solved=self.solved)
        inner = self.plain(shortest(worker.work(g * self.f, y, c, d)))
        tree = self.algebra.tree
        left = Tree("I", (tree(inner), name(x.name), tree(a), tree(b)))
        why = f"The integral over {text(name(y.name))} is done; what it gave is the next integrand."
        worker.steps.append(
            Step("inner-integral-done", "The inner integral is done", whole, left, left, why=(why,), holds="agrees")
        )
        outer = Integrals(self.algebra, self.known, self.letters, solved=self.solved)
        value = shortest(outer.work(inner, x, a, b))
        return value, self._checked(worker.steps) + list(checked(outer.steps, self.numbers)), whole

    def plain(self, expr: Expr) -> Expr:
        """`expr` in the symbols of the two letters themselves: within a range they may count as positive."""
        ours = {self.region.outer[0].name: self.region.outer[0], self.region.inner[0].name: self.region.inner[0]}
        return expr.xreplace({s: ours[s.name] for s in expr.free_symbols if s.name in ours})

    def inside(self) -> Known:
        """What is known while the outer letter is inside its range."""
        x, a, b = self.region.outer
        tree = self.algebra.tree
        more = [Tree(">", (name(x.name), tree(a)))] if a != -sp.oo else []
        more += [Tree("<", (name(x.name), tree(b)))] if b != sp.oo else []
        return self.known.given(*more)

    def _checked(self, steps: list[Step]) -> list[Step]:
        return list(checked(steps, Numbers(self.inside().bounds, (*self.letters, self.region.outer[0].name))))

    def question(self, integrand: Expr) -> Tree:
        (y, c, d), (x, a, b) = self.region.inner, self.region.outer
        tree = self.algebra.tree
        return Tree("I", (Tree("I", (tree(integrand), name(y.name), tree(c), tree(d))), name(x.name), tree(a), tree(b)))

    def part(self, part: Part, g: Expr) -> tuple[Part, Expr]:
        """The double integral of g f, as a part. Raises `StudentError` where it has no value."""
        try:
            value, steps, question = self.double(g)
        except Needs as need:
            said = text(bound_tree(self.algebra, need.quantity))
            raise StudentError("depends-on-a-sign", f"this depends on whether {said}", remedy=f'--assume "{said}"',
                               exit_code=NO_METHOD) from need  # fmt: skip
        except Diverges as why:
            raise StudentError("divergent-mass", f"{text(part.left)} is not finite: {why.reason}", exit_code=NO_METHOD) from why
        except Unworked as lost:
            raise StudentError("no-rule", f"no rule here works {text(lost.question)}", exit_code=NO_METHOD) from lost
        answer = self.algebra.tree(value)
        verified = self.by_quadrature(question, answer, steps)
        complete = all(step.complete for step in every_step(tuple(steps)))
        return replace(part, question=question, steps=tuple(steps), answer=answer, verified=verified, numeric=numeric(answer),
                       complete=complete), value  # fmt: skip

    def by_quadrature(self, question: Tree, answer: Tree, steps: Sequence[Step]) -> Verified:
        """The answer against nested quadrature of the question; over infinite ranges, where that does not reach, by the `steps`
        that lead to it.
        """
        if "oo" in [node.value for node in walk(question)]:
            held = worst(step.holds for step in every_step(tuple(steps)))
            return Verified(held, 1, "both integrals match quadrature, each by itself" if held in ("agrees", "proved") else "")
        verdict = self.numbers.same(question, answer)
        return Verified(verdict, 1, "matches quadrature over the region" if verdict == "agrees" else "")


def region_of(known: Known, ranges: Sequence[Range]) -> Region:
    """Which range is the inner one: the one whose ends contain the other letter; otherwise the second."""
    read = [(symbol(x), known.expression(a), known.expression(b)) for x, a, b in ranges]
    if len(read) != 2 or read[0][0] == read[1][0]:
        raise StudentError("support", "a joint density needs a range for each of two letters", remedy='--on "x=0..1,y=0..1"')
    first, second = read
    moving = [{s.name for end in r[1:] for s in end.free_symbols} for r in read]
    if second[0].name in moving[0] and first[0].name in moving[1]:
        raise StudentError("support", "each range has ends that depend on the other letter", remedy='--on "x=0..1,y=0..x"')
    return Region(first, second) if second[0].name in moving[0] else Region(second, first)


def across(joint: Joint, x: Expr) -> tuple[Expr, Expr, tuple[Expr, Expr]]:
    """The range of the other letter for one value of x, and the range of x itself."""
    (y, c, d), (outer, a, b) = joint.region.inner, joint.region.outer
    if x == outer:
        return c, d, (a, b)
    if not (c.has(outer) or d.has(outer)):
        return a, b, (c, d)
    return _turned(joint, y, outer, (c, d), (a, b))


def _turned(
    joint: Joint, y: Expr, x: Expr, inner: tuple[Expr, Expr], outer: tuple[Expr, Expr]
) -> tuple[Expr, Expr, tuple[Expr, Expr]]:
    """The region seen from the other side: for one y, from which x to which? For one moving end that grows or falls."""
    c, d = inner
    moving = [end for end in inner if end.has(x)]
    if len(moving) != 1:
        raise StudentError("support", "a region with two moving ends is not seen from the other side here", exit_code=NO_METHOD,
                           remedy="give it as x=..., y=0..x with one constant end")  # fmt: skip
    solutions = [s for s in sp.solve(sp.Eq(moving[0], y), x) if s.is_real is not False]
    inside = [s for s in solutions if not s.has(sp.I)]
    slope = joint.inside().sign(sp.diff(moving[0], x))
    if slope not in (1, -1) or not inside:
        raise StudentError("support", "the region is not seen from the other side here", exit_code=NO_METHOD)
    place = inside[-1]
    ends = [moving[0].subs(x, end) if end not in (sp.oo, -sp.oo) else sp.limit(moving[0], x, end) for end in outer]
    low, high = ends if slope == 1 else ends[::-1]
    upper_moves = d.has(x)
    y_ends = (c, high) if upper_moves else (low, d)
    after = (slope == 1) == upper_moves
    return (place, outer[1], y_ends) if after else (outer[0], place, y_ends)


def bounds_of(joint: Joint, x: Expr, ends: tuple[Expr, Expr]) -> list[Tree]:
    tree = joint.algebra.tree
    more = [Tree(">", (name(x.name), tree(ends[0])))] if ends[0] != -sp.oo else []
    return more + ([Tree("<", (name(x.name), tree(ends[1])))] if ends[1] != sp.oo else [])


__all__ = ["Joint", "Range", "across", "bounds_of"]
