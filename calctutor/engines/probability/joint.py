"""Two random variables at once: mass, marginals, conditional density, independence, covariance, correlation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from calctutor.engines.probability.asking import Law
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.joint_moments import moments
from calctutor.engines.probability.joint_region import Joint, Range
from calctutor.engines.probability.joint_shapes import conditional, independence, marginals
from calctutor.engines.probability.parts import Part, Said, gathered
from calctutor.engines.probability.signs import SHARES, Inside, between, end_of
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, name, number
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.steps import Solution

MASS: Said = ("The mass is the volume under the density over the whole region, and must be 1.",)


def find(f: Tree, ranges: Sequence[Range], conditions: Sequence[Tree] = (), expect: Sequence[Tree] = ()) -> Solution:
    """The worked answers about a joint density over `ranges` (letter, from, to), of which one may depend on the other letter.

    Raises `StudentError` where it is none, or where an integral is not worked.
    """
    joint = Joint(f, ranges, conditions)
    _nowhere_negative(joint)
    reasons = _reasons(joint)
    mass, value = joint.part(Part("mass", "Total mass", name("mass"), before=(MASS,)), sp.Integer(1))
    factor: Tree | None = None
    if value != 1:
        if joint.known.sign(value) == 0:
            raise StudentError("no-mass", "the total mass is 0, so this cannot be made a density", exit_code=NO_METHOD)
        factor = mass.answer
        joint = Joint(joint.algebra.tree(shortest(joint.f / value)), ranges, conditions)
    alone = marginals(joint)
    parts = (mass, *alone, *conditional(joint, alone), independence(joint, alone), *moments(joint, alone, expect))
    x, a, b = ranges[0]
    law = Law(joint.algebra.tree(joint.f), x, a, b, tuple(conditions))
    return gathered(
        law,
        parts,
        "joint",
        joint.letters,
        variables=tuple(x for x, _, _ in ranges),
        support={x: (a, b) for x, a, b in ranges},
        non_negative=reasons,
        mass=mass.answer,
        normalised_by=factor,
    )


def _reasons(joint: Joint) -> tuple[Said, ...]:
    """Why the density is not negative, factor by factor; empty where that was not shown."""
    y, c, d = joint.region.inner
    known = joint.inside()
    f, low, high = (known.own(part) for part in (joint.f, c, d))
    return tuple(Inside(joint.algebra, known, known.own(y), low, high).not_negative(f) or ())


def _nowhere_negative(joint: Joint) -> None:
    """A place of the region where the density is proved to be negative is an error."""
    (y, c, d), (x, a, b) = joint.region.inner, joint.region.outer
    numbers, tree = joint.numbers, joint.algebra.tree
    ends = [end_of(joint.algebra, end, numbers, 0) for end in (a, b)]
    for share in SHARES:
        at = number(between(ends[0], ends[1], share))
        inner = [None if end in (sp.oo, -sp.oo) else numbers.value(put_in(tree(end), {name(x.name): at}), 0) for end in (c, d)]
        low, high = (None if end is None else Fraction(float(end.mid())).limit_denominator(10**6) for end in inner)
        for across in SHARES[::3]:
            place = {name(x.name): at, name(y.name): number(between(low, high, across))}
            ball = numbers.value(put_in(joint.tree_of, place), 0)
            if ball is not None and ball < 0:
                where = ", ".join(f"{text(letter)} = {text(value)}" for letter, value in place.items())
                raise StudentError("negative-density", f"a density is never negative, but at {where} this is negative",
                                   exit_code=NO_METHOD)  # fmt: skip


__all__ = ["find"]
