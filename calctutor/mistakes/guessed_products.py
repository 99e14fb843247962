"""Which wrong antiderivatives do products and fractions lead to?

Factors integrated one by one, parts with a slip, substitutions whose du is not made up for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.mistakes.primitives import Guess, composition, linear, primitive

Expr = Any


def products(f: Expr, x: Expr) -> Iterator[Guess]:
    factors = [a for a in sp.Mul.make_args(f) if a.has(x)]
    c = sp.Mul(*(a for a in sp.Mul.make_args(f) if not a.has(x)))
    if not 2 <= len(factors) <= 4:
        return
    for k in range(len(factors)):
        u, v = factors[k], sp.Mul(*factors[:k], *factors[k + 1 :])
        yield from _pair(f, c, u, v, x)
    yield from _fraction(f, c, factors, x)
    yield from substitutions(f, x)


def _pair(f: Expr, c: Expr, u: Expr, v: Expr, x: Expr) -> Iterator[Guess]:
    yield Guess("integral-factor-lost", c * v, f)
    yield from _one_by_one(f, c, u, v, x)
    big_v = primitive(v, x)
    if big_v is None:
        return
    yield Guess("parts-with-plus", f + 2 * c * sp.diff(u, x) * big_v, f)
    yield Guess("parts-second-integral-dropped", f + c * sp.diff(u, x) * big_v, f, c * u * big_v)
    yield Guess("only-one-factor-integrated", c * sp.diff(u * big_v, x), f, c * u * big_v)
    rest = primitive(sp.diff(u, x) * v, x)
    if rest is not None:
        yield Guess("parts-second-function-kept", c * (sp.diff(u * big_v, x) - sp.diff(u, x) * v), f, c * (u * big_v - rest))
        yield Guess("parts-second-function-kept", c * (sp.diff(u * big_v, x) - sp.diff(v, x)), f, c * (u * big_v - v))


def _one_by_one(f: Expr, c: Expr, u: Expr, v: Expr, x: Expr) -> Iterator[Guess]:
    """The factors integrated each by itself, or one integrated and the other differentiated."""
    big_u = loosely(u, x)
    if big_u is None:
        return
    if (big_v := loosely(v, x)) is not None:
        yield Guess("product-of-integrals", c * sp.diff(big_u * big_v, x), f, c * big_u * big_v)
    yield Guess("integral-times-derivative", c * sp.diff(big_u * sp.diff(v, x), x), f, c * big_u * sp.diff(v, x))


def loosely(f: Expr, x: Expr) -> Expr | None:
    """An antiderivative as somebody would write it who takes the inside of a function for a plain variable."""
    if (known := primitive(f, x)) is not None:
        return known
    found = composition(f, x)
    big = primitive(found[0], found[2]) if found else None
    written = None if big is None or found is None else big.subs(found[2], found[1])
    return None if written == f else written  # an exponential that stands unchanged has not been integrated


def _fraction(f: Expr, c: Expr, factors: list[Expr], x: Expr) -> Iterator[Guess]:
    top, bottom = sp.fraction(f / c)
    if not (top.has(x) and bottom.has(x)):
        return
    above, below = primitive(top, x), primitive(bottom, x)
    if above is not None and below is not None:
        yield Guess("quotient-of-integrals", c * sp.diff(above / below, x), f, c * above / below)
    if above is not None:
        yield Guess("only-one-factor-integrated", c * sp.diff(above / bottom, x), f, c * above / bottom)


def substitutions(f: Expr, x: Expr) -> Iterator[Guess]:
    """f = q h(g) g' with a number q: what becomes of q, and of the factor that du uses up?"""
    for factor_ in sp.Mul.make_args(f):
        found = composition(factor_, x)
        if found is None or linear(found[1], x) is not None:
            continue
        outside, g, u = found
        big = primitive(outside, u)
        rest = sp.cancel(f / factor_)
        q = sp.cancel(rest / sp.diff(g, x))
        if big is not None:
            written = big.subs(u, g)
            yield Guess("substitution-leftover", sp.diff(rest * written, x), f, rest * written)
            yield Guess("divided-by-the-inner-derivative", sp.diff(f / factor_ * written / sp.diff(g, x) / x, x), f)
        if q == -1:
            yield Guess("substitution-sign", -f, f)
        elif not q.has(x) and q not in (0, 1):
            yield Guess("substitution-factor", f / q, f)
            yield Guess("substitution-factor", f / q * (rest.as_independent(x)[0] or 1), f)
            yield Guess("substitution-factor-upside-down", f / q**2, f)
            yield Guess("substitution-factor-upside-down", f * q, f)
