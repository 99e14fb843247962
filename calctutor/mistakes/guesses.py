"""Which wrong antiderivatives do false rules of integration lead to?

A wrong antiderivative is known by its derivative: for each false rule, what the derivative of its result would be. So nothing here
needs to be able to integrate the problem, only the parts of it that are integrated falsely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp

from calctutor.mistakes.guessed_inverses import inverses
from calctutor.mistakes.guessed_products import products
from calctutor.mistakes.primitives import Guess, composition, linear, primitive

Expr = Any


def guesses(f: Expr, x: Expr, depth: int = 0) -> Iterator[Guess]:
    """Everything that one false rule, at one place of the integrand, leads to."""
    for rule in RULES:
        yield from rule(f, x)
    if f.is_Add:
        for term in f.args:
            yield from (Guess(g.mistake, f - term + g.slope, g.part, g.written) for g in guesses(term, x, depth + 1))
    elif f.is_Mul:
        c, g = f.as_independent(x, as_Add=False)
        if c != 1 and g != 1:
            yield from (Guess(inner.mistake, c * inner.slope, inner.part, inner.written) for inner in guesses(g, x, depth + 1))
    if depth and f.has(x):
        yield Guess("derivative-of-one-part", sp.diff(f, x, 2), f, sp.diff(f, x))


def everywhere(f: Expr, x: Expr) -> Iterator[Guess]:
    """The same false rule on every term of a sum on which it can be used."""
    if f.is_Add:
        each = [{g.mistake: g.slope for g in guesses(term, x)} for term in f.args]
        for mistake in dict.fromkeys(m for found in each for m in found):
            if sum(mistake in found for found in each) > 1:
                yield Guess(mistake, sum(found.get(mistake, term) for found, term in zip(each, f.args, strict=True)), f)


def whole(f: Expr, x: Expr) -> Iterator[Guess]:
    yield Guess("differentiated-instead", sp.diff(f, x, 2), f, sp.diff(f, x))
    if f.has(x):
        yield Guess("integrand-unchanged", sp.diff(f, x), f, f)


def factor(f: Expr, x: Expr) -> Iterator[Guess]:
    c, g = f.as_independent(x, as_Add=False)
    if c in (0, 1) or f.is_Add:
        return
    if c == -1:
        yield Guess("minus-of-integrand-lost", g, f)
        return
    if g != 1:
        yield Guess("coefficient-of-integrand-lost", g if not c.is_negative else -g, f)
        yield Guess("coefficient-of-integrand-lost", g, f)
        yield Guess("coefficient-divided", g / c, f)
        yield Guess("coefficient-squared", c * f, f)
        if c.is_negative:
            yield Guess("minus-of-integrand-lost", -f, f)


def distributed(f: Expr, x: Expr) -> Iterator[Guess]:
    c, g = f.as_independent(x, as_Add=False)
    if c != 1 and g.is_Add and f.is_Mul:
        for term in g.args:
            yield Guess("coefficient-on-the-first-term-only", c * term + (g - term), f)
        return
    if f.is_Add and (shared := sp.gcd_terms(f, clear=False).as_coeff_Mul()[0]) not in (1, -1):
        for term in f.args:
            yield Guess("coefficient-on-the-first-term-only", term + (f - term) / shared, f)


def sums(f: Expr, x: Expr) -> Iterator[Guess]:
    for term in f.args if f.is_Add else ():
        yield Guess("integral-term-dropped" if term.has(x) else "constant-integrated-to-zero", f - term, term, sp.Integer(0))
        yield Guess("integral-term-sign", f - 2 * term, term)


def constants(f: Expr, x: Expr) -> Iterator[Guess]:
    if not f.has(x):
        yield Guess("constant-integrated-to-itself", sp.Integer(0), f, f)


def inner(f: Expr, x: Expr) -> Iterator[Guess]:
    """A function of a x + b."""
    found = composition(f, x)
    slope = linear(found[1], x) if found else None
    if found is None or slope is None or slope == 1:
        return
    outside, _, u = found
    big = primitive(outside, u)
    written = None if big is None else big.subs(u, found[1])
    yield Guess("inner-coefficient-not-divided", slope * f, f, written)
    yield Guess("inner-coefficient-multiplied", slope**2 * f, f, None if written is None else slope * written)
    yield Guess("inner-argument-lost", outside.subs(u, x) / slope, f, None if big is None else big.subs(u, x) / slope)
    yield Guess("inner-argument-lost", outside.subs(u, x), f, None if big is None else big.subs(u, x))


def powers(f: Expr, x: Expr) -> Iterator[Guess]:
    if not f.is_Pow and f != x:
        return
    base, n = f.as_base_exp()
    a = linear(base, x)
    if n.has(x) or a is None:
        return
    if n == -1:
        yield Guess("power-rule-at-minus-one", sp.nan, f)
        return
    for k in dict.fromkeys((sp.Integer(1), a)):
        yield Guess("power-not-divided", k * (n + 1) * f, f, base ** (n + 1) * k / a)
        yield Guess("power-divided-by-old-exponent", k * (n + 1) / n * f, f, base ** (n + 1) / n * k / a)
        yield Guess("power-multiplied-by-new-exponent", k * (n + 1) ** 2 * f, f, (n + 1) * base ** (n + 1) * k / a)
    for divisor in (n, n + 1, sp.Integer(1)):
        yield Guess("power-not-raised", sp.diff(base**n / divisor, x), f, base**n / divisor)
    if n != 1:
        yield Guess("power-lowered", sp.diff(base ** (n - 1) / (n - 1), x), f, base ** (n - 1) / (n - 1))
    yield Guess("power-lowered", sp.diff(base ** (n - 1) / n, x), f, base ** (n - 1) / n)


def reciprocals(f: Expr, x: Expr) -> Iterator[Guess]:
    top, bottom = sp.fraction(f)
    if not bottom.has(x) or top.has(x):
        return
    base, n = bottom.as_base_exp()
    if n != 1 and base == x:
        yield Guess("reciprocal-power-as-logarithm", top * n / x, f, top * sp.log(bottom))
        yield Guess("reciprocal-power-as-logarithm", top / x, f, top * sp.log(x))
    below = primitive(bottom, x)
    if below is not None:
        yield Guess("bottom-integrated-alone", sp.diff(top / below, x), f, top / below)
    if linear(bottom, x) is None and not (n != 1 and base == x):
        yield Guess("reciprocal-as-logarithm-of-the-bottom", top * sp.diff(bottom, x) / bottom, f, top * sp.log(bottom))


def exponentials(f: Expr, x: Expr) -> Iterator[Guess]:
    if f.func is sp.exp and linear(f.args[0], x) is not None:
        u = f.args[0]
        for written in (sp.exp(u + 1) / (u + 1), sp.exp(u + 1) / (x + 1)):
            yield Guess("power-rule-for-exponential", sp.diff(written, x), f, written)
    if f.is_Pow and f.exp == x and not f.base.has(x):
        a = f.base
        yield Guess("ln-of-the-base-not-divided", f * sp.log(a), f, f)
        yield Guess("ln-of-the-base-multiplied", f * sp.log(a) ** 2, f, f * sp.log(a))
        yield Guess("power-rule-for-exponential", sp.diff(a ** (x + 1) / (x + 1), x), f, a ** (x + 1) / (x + 1))


def signs(f: Expr, x: Expr) -> Iterator[Guess]:
    names = {sp.sin: "sign-of-integral-of-sin", sp.cos: "sign-of-integral-of-cos"}
    if f.func in names:
        a = linear(f.args[0], x)
        yield Guess(names[f.func], -f, f)
        if a not in (None, 1):
            yield Guess(names[f.func], -f * a, f)
    elif f.func is sp.tan:
        yield Guess("tan-logarithm-sign", -f, f)
        yield Guess("tan-by-sec-squared", sp.diff(f, x, 2), f, sp.diff(f, x))
    elif f.is_Function or f.as_base_exp()[0].func in (sp.sec, sp.csc):
        yield Guess("sign-in-the-table", -f, f)


def logarithms(f: Expr, x: Expr) -> Iterator[Guess]:
    if f.func is sp.log and (a := linear(f.args[0], x)) is not None:
        yield Guess("integral-of-ln-second-part", sp.diff(x * f, x), f, x * f)
        yield Guess("integral-of-ln-sign", sp.diff(x * f + x, x), f, x * f + x)
        yield Guess("integral-of-ln-as-square", f * sp.diff(f, x), f, f**2 / 2)
        if a != 1:
            yield Guess("integral-of-ln-second-part", sp.diff(x * f - x / a, x), f, x * f - x / a)


def functions(f: Expr, x: Expr) -> Iterator[Guess]:
    """A function of something that is not linear, with nothing beside it."""
    found = composition(f, x)
    if found is None or linear(found[1], x) is not None:
        return
    outside, g, u = found
    big = primitive(outside, u)
    slope = sp.diff(g, x)
    if f.is_Pow and g.is_Function and (kept := primitive(g, x)) is not None:
        yield Guess("inside-integrated", sp.diff(outside.subs(u, kept), x), f, outside.subs(u, kept))
    yield Guess("inner-derivative-multiplied-in-integral", sp.diff(f * slope, x), f, f * slope)
    if big is None:
        return
    written = big.subs(u, g)
    yield Guess("power-rule-on-a-function" if f.is_Pow else "inside-ignored", sp.diff(written, x), f, written)
    yield Guess("divided-by-the-inner-derivative", sp.diff(written / slope, x), f, written / slope)


RULES: tuple[Callable[[Expr, Expr], Iterator[Guess]], ...] = (
    constants, factor, distributed, signs, powers, inner, exponentials, inverses, reciprocals, logarithms, products, functions, sums,
)  # fmt: skip
"""In the order in which they are named when several explain the same answer."""
