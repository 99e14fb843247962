"""What does a joint density say of each letter alone, of one where the other is known, and of whether they are independent?"""

from __future__ import annotations

from itertools import product
from typing import Any

import sympy as sp

from calctutor.balls.values import evaluate
from calctutor.engines.probability.check import Numbers, checked
from calctutor.engines.probability.integral import Diverges, Integrals, Needs, Unworked, shortest
from calctutor.engines.probability.joint_region import Joint, across, bounds_of
from calctutor.engines.probability.parts import Part, Said
from calctutor.engines.probability.signs import SHARES, between, end_of
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, divide, multiply, name, number
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.steps import Verified

Expr = Any


def marginals(joint: Joint) -> list[Part]:
    """The density of each letter alone: the other one integrated away."""
    found = []
    for x, y in ((joint.region.outer[0], joint.region.inner[0]), (joint.region.inner[0], joint.region.outer[0])):
        low, high, ends = across(joint, x)
        inside = joint.known.given(*bounds_of(joint, x, ends))
        worker = Integrals(joint.algebra, inside, joint.letters, solved=dict(joint.solved))
        tree = joint.algebra.tree
        question = Tree("I", (tree(joint.f), name(y.name), tree(low), tree(high)))
        left = Tree("apply", (name(x.name),), f"f_{x.name.upper()}")
        title = f"Marginal density of {x.name.upper()}"
        every, one = text(name(y.name)), text(name(x.name))
        why: Said = (f"The density of {x.name.upper()} alone: integrate the joint density over every {every} with this {one}.",)
        try:
            value = joint.plain(shortest(worker.work(joint.f, y, low, high)))
        except (Needs, Diverges, Unworked):
            found.append(Part("marginal", title, left, question, exists=False,
                              reason="no rule here works this integral", verified=Verified("undecided"), complete=False,
                              about={"unknown": True, "variable": x.name, "ends": ends}))  # fmt: skip
            continue
        numbers = Numbers(inside.bounds, (*joint.letters, x.name))
        answer = tree(value)
        support: Said = ("This is for ", name(x.name), " from ", tree(ends[0]), " to ", tree(ends[1]), ".")
        held = Verified(numbers.same(question, answer), 2, "matches quadrature")
        about = {"variable": x.name, "ends": (tree(ends[0]), tree(ends[1])), "support": support}
        found.append(
            Part("marginal", title, left, question, checked(worker.steps, numbers), answer, held, before=(why,), about=about)
        )
    return found


def conditional(joint: Joint, parts: list[Part]) -> list[Part]:
    """The density of the second letter where the first is known."""
    marginal = next((p for p in parts if p.what == "marginal" and p.answer is not None), None)
    if marginal is None or marginal.answer is None:
        return []
    x = marginal.about["variable"]
    y = next(r[0].name for r in (joint.region.inner, joint.region.outer) if r[0].name != x)
    low, high, _ = across(joint, symbol(x))
    tree = joint.algebra.tree
    value = shortest(joint.f / joint.known.expression(marginal.answer))
    left = Tree("apply", (name(y), name(x)), f"f_{y.upper()}|{x.upper()}")
    why: Said = (f"Where {x.upper()} = {x} is known, divide the joint density by the density of that {x}.",)
    shown = divide(tree(joint.f), marginal.answer)
    inside: Said = ("This is for ", name(y), " from ", tree(low), " to ", tree(high), ".")
    numbers = Numbers(joint.known.given(*bounds_of(joint, symbol(x), across(joint, symbol(x))[2])).bounds, (*joint.letters, x))
    mass = Tree("I", (tree(value), name(y), tree(low), tree(high)))
    verified = Verified(numbers.same(mass, number(1)), 2, "its own mass is 1")
    title = f"{y.upper()} where {x.upper()} is known"
    about = {"support": inside}
    return [Part("conditional", title, left, shown, answer=tree(value), before=(why,), verified=verified, about=about)]


def independence(joint: Joint, parts: list[Part]) -> Part:
    """Is the joint density the product of the marginals, over a region that is a rectangle?"""
    left = name("independent")
    marginals = [p for p in parts if p.what == "marginal"]
    if any(p.answer is None for p in marginals):
        return _open(left, "a marginal density is not known")
    (_, c, d), (x, _, _) = joint.region.inner, joint.region.outer
    values = [joint.known.expression(p.answer) for p in marginals if p.answer is not None]
    gap = sp.simplify(joint.f - values[0] * values[1])
    tree = joint.algebra.tree
    together = multiply(*(tree(v) for v in values))
    if c.has(x) or d.has(x):
        return _beside(joint, marginals, left) or _disproved(joint, gap, values, left)
    if gap == 0:
        said: Said = (
            "The product of the marginals, ",
            together,
            ", is the joint density, and the region is a rectangle: they are independent.",
        )
        return _told(left, said, True, Verified("proved"))
    return _disproved(joint, gap, values, left)


BESIDE = ("which lies beside it, the joint density is 0, but both marginals are positive: their product is not the joint "
          "density, so they are not independent.")  # fmt: skip


def _beside(joint: Joint, marginals: list[Part], left: Tree) -> Part | None:
    """A region that is no rectangle: a point beside it at which both marginals are positive, so that their product is not 0.

    That the density is positive all over its region is not assumed: the point shows it.
    """
    (y, c, d), (x, a, b) = joint.region.inner, joint.region.outer
    tree, numbers = joint.algebra.tree, joint.numbers
    by_letter = {part.about["variable"]: part for part in marginals}
    rows = [numbers.put(end, 0) for end in by_letter[y.name].about["ends"]]
    low, high = (end_of(joint.algebra, joint.algebra.expression(end), numbers, 0) for end in rows)
    ends = [end_of(joint.algebra, end, numbers, 0) for end in (a, b)]
    for across_x, across_y in product(SHARES[3:], SHARES[3:]):
        place = {
            name(x.name): number(between(ends[0], ends[1], across_x).limit_denominator(8)),
            name(y.name): number(between(low, high, across_y).limit_denominator(8)),
        }
        beyond = [tree(gap) for gap in (c - y, y - d) if not gap.has(sp.oo, -sp.oo)]
        outside = any(_positive(numbers.value(put_in(gap, place), 0)) for gap in beyond)
        if outside and all(part.answer and _positive(numbers.value(put_in(part.answer, place), 0)) for part in marginals):
            shown: list[str | Tree] = ["The region is no rectangle. At "]
            for letter, at in place.items():
                shown += [Tree("=", (letter, at)), ", "]
            shown.append(BESIDE)
            return _told(left, tuple(shown), False, Verified("agrees", 1))
    return None


def _positive(ball: Any) -> bool:
    return ball is not None and bool(ball > 0)


def _disproved(joint: Joint, gap: Expr, values: list[Expr], left: Tree) -> Part:
    """A point at which the product of the marginals is not the joint density."""
    tree, numbers = joint.algebra.tree, joint.numbers
    (y, c, d), (x, a, b) = joint.region.inner, joint.region.outer
    for share in SHARES[4:]:
        place = {}
        for letter, low, high, part in ((x, a, b, share), (y, c, d, SHARES[3])):
            ends = [end_of(joint.algebra, end, numbers, 0) for end in (low, high)]
            place[name(letter.name)] = number(between(ends[0], ends[1], part).limit_denominator(8))
        ball = numbers.value(put_in(tree(gap), place), 0)
        if ball is not None and not ball.overlaps(evaluate(number(0), {}, 64).ball):
            shown: list[str | Tree] = ["At "]
            for letter, at in place.items():
                shown += [Tree("=", (letter, at)), ", "]
            shown += ["the joint density is ", put_in(tree(joint.f), place), ", and the product of the marginals is ",
                      put_in(multiply(*map(tree, values)), place), ": not the same, so they are not independent."]  # fmt: skip
            return _told(left, tuple(shown), False, Verified("agrees", 1))
    return _open(left, "it was neither shown nor disproved")


def _open(left: Tree, reason: str) -> Part:
    """Nothing is claimed."""
    return Part("independence", "Independence", left, exists=False, reason=reason, complete=False, about={"unknown": True},
                verified=Verified("undecided"))  # fmt: skip


def _told(left: Tree, said: Said, independent: bool, verified: Verified) -> Part:
    answer = name("yes" if independent else "no")
    return Part("independence", "Independence", left, lines=(said,), answer=answer, verified=verified,
                about={"value": independent})  # fmt: skip


__all__ = ["conditional", "independence", "marginals"]
