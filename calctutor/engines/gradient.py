"""What does `gradient` put together? Every first partial derivative, and at a point: slope, direction, tangent plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines.asking import free_names
from calctutor.engines.several import Work, partial, together, vector
from calctutor.engines.several_asking import Place, absent, put_in
from calctutor.engines.several_points import Number, Values, finite, number_of, sign
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, add, call, multiply, name, negative, number, power, replace
from calctutor.rules.tidying import tidy
from calctutor.steps import Solution

Expr = Any


@dataclass(frozen=True, slots=True)
class Direction:
    """A vector, its length, the unit vector, and the directional derivative: as a sum of products, and its value."""

    vector: tuple[Tree, ...]
    length_put_in: Tree
    length: Tree
    unit: tuple[Tree, ...]
    put_in: Tree
    value: Number


@dataclass(frozen=True, slots=True)
class GradientAt:
    """At a point: the value of f, the gradient, its length, the unit vector of steepest ascent, and the tangent plane.

    `signs` are those of the partial derivatives. Where the gradient is 0 there is no direction of steepest ascent.
    """

    point: Place
    value_put_in: Tree
    value: Number
    put_in: tuple[Tree, ...]
    gradient: tuple[Tree, ...]
    decimals: list[str]
    signs: list[int | None]
    length_put_in: Tree
    length: Number
    steepest: tuple[Tree, ...] | None
    steepest_decimals: list[str]
    tangent_put_in: Tree
    tangent: Tree


def differentiate(
    f: Tree, variables: Sequence[str], at: Place | None = None, direction: tuple[Tree, ...] | None = None
) -> Solution:
    """The gradient of `f` in `variables`; at a point also what it says there, and the derivative along `direction`."""
    work = Work(f)
    expr = work.read(f)
    entries, partials = work.gradient(f, expr, variables)
    about = {**letters(f, variables), "partials": entries, "gradient": tuple(entry.answer for entry in entries)}
    here = partials
    if at is not None:
        values = Values(work.algebra, at)
        here = [values.of(p, f"the derivative by {x}") for p, x in zip(partials, variables, strict=True)]
        about["at"] = gradient_at(values, f, values.of(expr, "the function"), here, [entry.answer for entry in entries])
    if direction is not None:
        about["direction"] = _along(work.algebra, direction, here)
    questions, answers = vector(partial(f, x) for x in variables), vector(entry.answer for entry in entries)
    steps = work.verified_steps()
    return Solution("gradient", f, questions, steps, answers, together(e.verified for e in entries), work.complete, about)


def letters(f: Tree, variables: Sequence[str]) -> dict[str, Any]:
    """What every page about several variables says first."""
    constants = [letter for letter in free_names(f) if letter not in variables]
    return {"variables": list(variables), "constants": constants, "absent": absent(f, variables)}


def gradient_at(values: Values, f: Tree, height: Expr, slopes: list[Expr], answers: list[Tree]) -> GradientAt:
    algebra, at = values.algebra, values.place
    shown = [values.number(slope) for slope in slopes]
    size = length(slopes)
    unit = None if size == 0 else [sp.radsimp(slope / size) for slope in slopes]
    tangent = linear(algebra, height, slopes, at)
    return GradientAt(
        point=at,
        value_put_in=replace(f, put_in(at)),
        value=values.number(height),
        put_in=tuple(replace(answer, put_in(at)) for answer in answers),
        gradient=tuple(entry.exact for entry in shown),
        decimals=[entry.decimal for entry in shown],
        signs=[sign(algebra, slope) for slope in slopes],
        length_put_in=length_of([entry.exact for entry in shown]),
        length=values.number(size),
        steepest=None if unit is None else tuple(map(algebra.tree, unit)),
        steepest_decimals=[] if unit is None else [number_of(algebra, part).decimal for part in unit],
        tangent_put_in=tangent,
        tangent=_multiplied_out(algebra, height, slopes, values) or tangent,
    )


def length(parts: Sequence[Expr]) -> Expr:
    total = sum((part**2 for part in parts), sp.Integer(0))
    return sp.sqrt(sp.expand(total) if total.is_number else total)


def length_of(parts: Sequence[Tree]) -> Tree:
    """√(3² + 4²)"""
    return call("sqrt", add(*(power(part, number(2)) for part in parts)))


def linear(algebra: Algebra, height: Expr, slopes: Sequence[Expr], at: Place) -> Tree:
    """f(a) + f₁ (x − a) + f₂ (y − b) + ..., without the terms that are 0."""
    terms = [algebra.tree(height)] if height != 0 or all(slope == 0 for slope in slopes) else []
    for (letter, value), slope in zip(at.items(), slopes, strict=False):
        if slope != 0:
            terms.append(signed(algebra, slope, distance(letter, value)))
    return flat_sum(terms)


def flat_sum(terms: Sequence[Tree]) -> Tree:
    """Their sum; a first term that is itself a sum needs no brackets, the others keep theirs, as (x − 1) does."""
    if not terms:
        return number(0)
    first, *others = terms
    return add(*(first.args if first.head == "+" else (first,)), *others)


def distance(letter: str, value: Tree) -> Tree:
    """x − 2, x + 2, or x alone."""
    if value == number(0):
        return name(letter)
    return add(name(letter), value.args[0] if value.head == "neg" else negative(value))


def signed(algebra: Algebra, factor: Expr, *others: Tree) -> Tree:
    """factor·others, with its minus in front."""
    if factor.as_coeff_Mul()[0].is_negative:
        return negative(signed(algebra, -factor, *others))
    return multiply(*others) if factor == 1 else multiply(algebra.tree(factor), *others)


def _multiplied_out(algebra: Algebra, height: Expr, slopes: Sequence[Expr], values: Values) -> Tree | None:
    """The tangent plane multiplied out, when all its numbers are rational."""
    plane = height + sum(slope * (x - a) for slope, (x, a) in zip(slopes, values.where.items(), strict=False))
    rational = all(part.is_Rational for part in (height, *slopes, *values.where.values()))
    return algebra.tree(sp.expand(plane)) if rational else None


def _along(algebra: Algebra, direction: tuple[Tree, ...], slopes: Sequence[Expr]) -> Direction:
    """The directional derivative: the gradient times the unit vector."""
    along = [algebra.expression(part) for part in direction]
    size = length(along)
    unit = [sp.radsimp(part / size) for part in along]
    total = sum((slope * part for slope, part in zip(slopes, unit, strict=True)), sp.Integer(0))
    shorter = tidy(total) if total.free_symbols else None
    value = shorter[0] if shorter else sp.radsimp(finite(total)) if not total.free_symbols else total
    products = add(*(multiply(algebra.tree(s), algebra.tree(u)) for s, u in zip(slopes, unit, strict=True)))
    trees = tuple(map(algebra.tree, unit))
    return Direction(direction, length_of(direction), algebra.tree(size), trees, products, number_of(algebra, value))
