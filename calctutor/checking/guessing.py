"""Which false rule of integration explains an answer?

A wrong antiderivative is recognised by its derivative, and the wrong value of a definite integral by the integral of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoNumber
from calctutor.balls.programs import compiled
from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.inquiry import Inquiry
from calctutor.checking.slips import Place, Slip
from calctutor.checking.tasks import Task
from calctutor.checking.telling import slip
from calctutor.mistakes.guesses import everywhere, guesses, whole
from calctutor.mistakes.primitives import Guess, composition, primitive
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, derivative, name, negative, number, replace, walk

Expr = Any


def without_rules(task: Task, answer: Tree) -> Iterator[Slip]:
    """What is seen before any derivation: bounds that stay, a pole between them, a division by 0."""
    algebra, x = Algebra(), symbol(task.wrt[0])
    f = algebra.expression(task.f)
    if task.about["bounds"]:
        yield from substituted_bounds(task, answer, algebra, f, x)
        yield from across_a_pole(task, answer, algebra, f, x)
    elif divides_by_zero(answer) and any(guess.mistake == "power-rule-at-minus-one" for guess in guesses(f, x)):
        yield slip("power-rule-at-minus-one")


def at_bounds(inquiry: Inquiry, F: Tree) -> Iterator[Slip]:
    """The right antiderivative, and then something else than the difference of its values."""
    x, (low, high) = name(inquiry.task.wrt[0]), inquiry.task.about["bounds"]
    if any(bound.value == "oo" or (bound.args and bound.args[0].value == "oo") for bound in (low, high)):
        return
    above, below = replace(F, {x: high}), replace(F, {x: low})
    for mistake, value in (("lower-bound-ignored", above), ("upper-bound-ignored", below), ("bounds-added", add(above, below)),
                           ("bounds-reversed", add(below, negative(above)))):  # fmt: skip
        if inquiry.print.matches(value):
            place = Place(inquiry.task.question, value)
            yield slip(mistake, inquiry.holes(), place)


def explained(task: Task, answer: Tree) -> Iterator[Slip]:
    """The slips of integration that lead to this answer."""
    algebra, x = Algebra(), symbol(task.wrt[0])
    f = algebra.expression(task.f)
    yield from _fitting((*guesses(f, x), *everywhere(f, x)), task, answer, algebra, x)


def whole_ones(task: Task, answer: Tree) -> Iterator[Slip]:
    """The wrong thing done to all of the integrand."""
    algebra, x = Algebra(), symbol(task.wrt[0])
    yield from _fitting(whole(algebra.expression(task.f), x), task, answer, algebra, x)


def _fitting(several: Iterable[Guess], task: Task, answer: Tree, algebra: Algebra, x: Expr) -> Iterator[Slip]:
    """The guesses that lead to this answer."""
    f, bounds = algebra.expression(task.f), task.about["bounds"]
    target = Fingerprint(answer if bounds else derivative(answer, name(x.name)), () if bounds else (x.name,))
    seen: set[tuple[str, Expr]] = set()
    for guess in several:
        if (guess.mistake, guess.slope) in seen or guess.slope in (sp.nan, f) or guess.slope.has(sp.nan, sp.zoo, sp.Derivative):
            continue
        seen.add((guess.mistake, guess.slope))
        wrong = algebra.tree(guess.slope)
        if target.matches(Tree("I", (wrong, name(x.name), *bounds)) if bounds else wrong):
            yield _slip(guess, algebra, x)


def _slip(guess: Guess, algebra: Algebra, x: Expr) -> Slip:
    part = algebra.tree(guess.part)
    place = Place(Tree("I", (part, name(x.name))), algebra.tree(guess.written) if guess.written is not None else None)
    return slip(guess.mistake, {"part": part}, place)


def divides_by_zero(answer: Tree) -> bool:
    """Is some denominator the number 0?"""
    for node in walk(answer):
        if node.head == "/":
            try:
                compiled(node.args[1])
            except NoNumber:
                continue
            if compare(node.args[1], number(0)).equal:
                return True
    return False


def substituted_bounds(task: Task, answer: Tree, algebra: Algebra, f: Expr, x: Expr) -> Iterator[Slip]:
    """The antiderivative in u, at the bounds of x."""
    target = Fingerprint(answer, ())
    for part in sp.Mul.make_args(f):
        found = composition(part, x)
        if found is None:
            continue
        outside, inside, u = found
        q = sp.cancel(f / part / sp.diff(inside, x))
        if not q.has(x):
            in_u = algebra.tree((q * outside).xreplace({u: x}))
            if target.matches(Tree("I", (in_u, name(x.name), *task.about["bounds"]))):
                yield slip("bounds-not-changed")
                return


def across_a_pole(task: Task, answer: Tree, algebra: Algebra, f: Expr, x: Expr) -> Iterator[Slip]:
    """The bounds put into an antiderivative, where the integrand is infinite in between."""
    big = primitive(f, x)
    low, high = (algebra.expression(bound) for bound in task.about["bounds"])
    if big is None or not (low.is_finite and high.is_finite):
        return
    bottom = sp.fraction(sp.together(f))[1]
    if not bottom.is_polynomial(x):
        return
    zeros = [root for root in sp.Poly(bottom, x).real_roots() if low <= root <= high] if bottom.has(x) else []
    values = [replace(algebra.tree(big), {name(x.name): end}) for end in task.about["bounds"]]
    if zeros and Fingerprint(answer, ()).matches(add(values[1], negative(values[0]))):
        yield slip("across-a-pole")
