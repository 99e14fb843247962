"""What is a definite integral worth, by numbers alone?

First rigorously or nearly so (`balls.integrals`); where that does not reach, by mpmath's quadrature between the breaks, with
twice the digits
for an estimate of the error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import sympy as sp
from flint import arb
from sympy.simplify.fu import TR8

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.values import decimal, evaluate
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, name

Expr = Any
Part = tuple[Any, Any, str]
"""The value of one part, a bound of its error, and how it was found."""
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Number:
    """The value in decimals, a bound of its error, and how it was found: `enclosed` in balls or `sampled`."""

    text: str
    error: str
    how: str
    value: Any = None


def quadrature(algebra: Algebra, x: Expr, parts: Sequence[tuple[Expr, Expr, Expr]]) -> Number | None:
    """The sum of the integrals of f from p to q, for the parts (f, p, q); None when no method here settles."""
    total, worst, how = mpmath.mpf(0), mpmath.mpf(0), "enclosed"
    for f, p, q in parts:
        part = _directly(algebra, f, x, p, q) or _in_another_letter(algebra, f, x, p, q)
        if part is None:
            return None
        with mpmath.workdps(40):
            total, worst = total + part[0], worst + part[1]
        how = "sampled" if part[2] == "sampled" else how
    with mpmath.workdps(30):
        total = mpmath.mpf(0) if abs(total) <= 10 * worst + mpmath.mpf(10) ** -25 else total
        return Number(_short(total), mpmath.nstr(max(worst, mpmath.mpf(10) ** -DIGITS), 1), how, total)


def _directly(algebra: Algebra, f: Expr, x: Expr, p: Expr, q: Expr) -> Part | None:
    if p == -sp.oo and f.has(sp.sin, sp.cos):
        return _from_far_left(algebra, f, x, q)
    return (
        _enclosed(algebra, f, x, p, q)
        or _swinging(algebra, f, x, p, q)
        or _apart(algebra, f, x, p, q)
        or _sampled(algebra, f, x, p, q)
    )


def _from_far_left(algebra: Algebra, f: Expr, x: Expr, q: Expr) -> Part | None:
    """Something that swings from −∞ on: turned around, and cut at 0 where it goes on to ∞."""
    end = sp.Integer(0) if q == sp.oo else q
    halves = [(f.xreplace({x: -x}), -end, sp.oo), *([(f, end, q)] if q == sp.oo else [])]
    found = [_directly(algebra, g, x, low, high) or _in_another_letter(algebra, g, x, low, high) for g, low, high in halves]
    parts = [part for part in found if part is not None]
    if len(parts) < len(found):
        return None
    with mpmath.workdps(40):
        return sum(part[0] for part in parts), sum(part[1] for part in parts), "sampled"


def _in_another_letter(algebra: Algebra, f: Expr, x: Expr, p: Expr, q: Expr) -> Part | None:
    """With x = t^(1/n), which makes a wave in x^n an even one, or with x = e^t, which shortens a long tail."""
    if not (p.is_nonnegative and (q == sp.oo or q.is_positive)):
        return None
    powers = {g.args[0].as_base_exp()[1] for g in f.atoms(sp.sin, sp.cos) if g.args[0].as_base_exp()[0] == x}
    if len(powers) == 1 and q == sp.oo and (n := powers.pop()).is_number and n > 1:
        t = sp.Dummy(positive=True)  # so that (t^(1/n))^n is t
        g = f.xreplace({x: t}).subs(t, t ** (1 / n)) * t ** (1 / n - 1) / n
        return _swinging(algebra, g.xreplace({t: x}), x, p**n, q)
    g = f.xreplace({x: sp.exp(x)}) * sp.exp(x)
    return _sampled(algebra, g, x, sp.log(p) if p != 0 else -sp.oo, sp.log(q) if q != sp.oo else q)


def _short(value: Any) -> str:
    return str(mpmath.nstr(value, DIGITS, strip_zeros=True)).removesuffix(".0")


def _enclosed(algebra: Algebra, f: Expr, x: Expr, p: Expr, q: Expr) -> Part | None:
    question = Tree("I", (algebra.tree(f), name(x.name), algebra.tree(p), algebra.tree(q)))
    try:
        ball = evaluate(question, {}, 128).ball
    except (NoValue, ValueError, ZeroDivisionError):
        return None
    if not ball.is_finite() or (ball.rel_accuracy_bits() < 40 and not abs(ball) < 1e-12):
        return None
    with mpmath.workdps(40):
        how = (
            "sampled"
            if sp.oo in (abs(p), abs(q)) or any(f.xreplace({x: end}).has(sp.zoo, sp.nan, sp.oo) for end in (p, q))
            else "enclosed"
        )
        return mpmath.mpf(ball.mid().str(35, radius=False)), mpmath.mpf(str(float(ball.rad()))), how


def _sampled(algebra: Algebra, f: Expr, x: Expr, p: Expr, q: Expr) -> Part | None:
    """By mpmath's tanh-sinh rule, once more with finer steps for the error."""
    program = compiled(algebra.tree(f))

    def value(t: Any) -> Any:
        with Precision(160):
            return mpmath.mpf(program.value({x.name: arb(mpmath.nstr(t, 40))}).mid().str(35, radius=False))

    try:
        with mpmath.workdps(20):
            ends = [_end(algebra, p), _end(algebra, q)]
            found = [mpmath.quad(value, ends, maxdegree=degree) for degree in (5, 6)]
            error = abs(found[0] - found[1])
            return (found[1], error, "sampled") if error < mpmath.mpf(10) ** -9 * (1 + abs(found[1])) else None
    except (NoValue, ValueError, ZeroDivisionError, TypeError, OverflowError):
        return None


HALF_WAVES = 40


def _swinging(algebra: Algebra, f: Expr, x: Expr, p: Expr, q: Expr) -> Part | None:
    """Up to infinity over something that swings: half a wave at a time, the alternating sum accelerated.

    Source: Cohen, Rodriguez Villegas and Zagier, "Convergence acceleration of alternating series" (2000).
    """
    wave = _wave(f, x)
    if wave is None or q != sp.oo or p == -sp.oo:
        return None
    start = sp.ceiling(p * wave / sp.pi + 1)
    zeros = [(start + k) * sp.pi / wave for k in range(HALF_WAVES + 1)]
    halves = [_enclosed(algebra, f, x, *ends) for ends in zip([p, *zeros], zeros, strict=False)]
    if None in halves:
        return None
    first, *others = [half[0] for half in halves if half is not None]
    sums = [_alternating(others[:n]) for n in (HALF_WAVES - 8, HALF_WAVES)]
    error = abs(sums[1] - sums[0])
    return (first + sums[1], error, "sampled") if error < 1e-10 else None


def _apart(algebra: Algebra, f: Expr, x: Expr, p: Expr, q: Expr) -> Part | None:
    """Products of sines and cosines as sums: what swings, and what does not, by themselves."""
    if q != sp.oo or not f.has(sp.sin, sp.cos):
        return None
    terms = sp.Add.make_args(sp.expand_mul(TR8(f)))
    if len(terms) < 2 or len(terms) > 6:
        return None
    parts = [_enclosed(algebra, g, x, p, q) or _swinging(algebra, g, x, p, q) for g in terms]
    if None in parts:  # near its end the terms may only have a value together
        c = sp.ceiling(p) + 1
        parts = [
            _enclosed(algebra, f, x, p, c),
            *(_enclosed(algebra, g, x, c, q) or _swinging(algebra, g, x, c, q) for g in terms),
        ]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    with mpmath.workdps(40):
        return sum(part[0] for part in found), sum(part[1] for part in found), "sampled"


def _alternating(terms: list[Any]) -> Any:
    """The sum of the infinite alternating series that begins with these terms."""
    n = len(terms)
    with mpmath.workdps(50):
        d = (3 + mpmath.sqrt(8)) ** n
        d = (d + 1 / d) / 2
        b, c, total = mpmath.mpf(-1), -d, mpmath.mpf(0)
        for k, term in enumerate(terms):
            c = b - c
            total += c * term * (-1) ** k
            b = b * (k + n) * (k - n) / ((k + mpmath.mpf(1) / 2) * (k + 1))
        return total / d


def _wave(f: Expr, x: Expr) -> Expr | None:
    """How fast the integrand swings, where it does so evenly."""
    rates = {
        abs(g.args[0].coeff(x)) for g in f.atoms(sp.sin, sp.cos) if g.args[0].is_polynomial(x) and g.args[0].coeff(x).is_number
    }
    return rates.pop() if len(rates) == 1 else None


def _end(algebra: Algebra, p: Expr) -> Any:
    if p in (sp.oo, -sp.oo):
        return mpmath.inf if p == sp.oo else -mpmath.inf
    return mpmath.mpf(evaluate(algebra.tree(p), {}, 256).ball.mid().str(50, radius=False))


def near_enough(answer: Tree, found: Number) -> bool | None:
    """Does the exact answer agree with the number? None when it cannot be told."""
    try:
        ball = evaluate(answer, {}, 256).ball
    except (NoValue, ValueError, ZeroDivisionError):
        return None
    if ball.rel_accuracy_bits() < 36 and not abs(ball) < 1e-12:
        return None
    with mpmath.workdps(30):
        exact = mpmath.mpf(ball.mid().str(30, radius=False))
        return bool(abs(exact - found.value) <= mpmath.mpf(10) ** -9 * (1 + abs(exact)) + 10 * mpmath.mpf(found.error))


__all__ = ["Number", "decimal", "near_enough", "quadrature"]
