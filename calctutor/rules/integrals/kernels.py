"""Of which functions is an integrand built, and can x go away when one of them gets a letter of its own?

A *kernel* is a function of x that no algebra turns into the others: x itself, the sines and cosines of one angle, the
powers of e with one rate, one logarithm. Where the integrand has a kernel that neither u nor its slope has, no algebra
makes x go away, and none needs to be tried.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy as sp

from calctutor.rules.integrals.shapes import HYPERBOLIC, TRIG, linear

Expr = Any
Kernel = tuple[str, Expr]
"""Its kind, and what tells it from others of its kind (an angle, a rate, an argument)."""


@lru_cache(maxsize=8192)
def kernels(e: Expr, x: Expr) -> frozenset[Kernel]:
    """The kernels of which e is built."""
    if not e.has(x):
        return frozenset()
    if e == x:
        return frozenset({("x", x)})
    if isinstance(e, TRIG):
        return frozenset({("angle", _direction(e.args[0], x))})
    if isinstance(e, (sp.exp, *HYPERBOLIC)):
        return _rates(e.args[0], x)
    if e.is_Pow and e.exp.has(x):
        return _rates(e.exp, x) | kernels(e.base, x)
    if e.is_Function and e.func is not sp.Abs:
        return frozenset({(e.func.__name__, e.args[0])})
    return frozenset().union(*(kernels(part, x) for part in e.args))


def _rates(exponent: Expr, x: Expr) -> frozenset[Kernel]:
    """Of a power of e, each term of the exponent by itself, since e^(a + b) is e^a e^b."""
    terms = sp.Add.make_args(sp.expand(exponent))
    return frozenset(("rate", _direction(term, x)) for term in terms if term.has(x))


def _direction(e: Expr, x: Expr) -> Expr:
    """e without its constants: 2x + 1 and x have the same direction."""
    moving = sp.expand(e).as_independent(x, as_Add=True)[1]
    return moving.as_independent(x, as_Add=False)[1]


def may_leave(f: Expr, u: Expr, slope: Expr, x: Expr) -> bool:
    """May x leave f when u is the new letter and its slope is taken from f? True where that is not certain."""
    known = kernels(u, x) | kernels(slope, x)
    return all(kernel in known or _inside(kernel, u, known, x) for kernel in kernels(f, x))


def _inside(kernel: Kernel, u: Expr, known: frozenset[Kernel], x: Expr) -> bool:
    """Is it a function of something that may be a function of u?"""
    kind, inside = kernel
    if kind == "x" or not kernels(inside, x) <= known:
        return False
    return linear(inside, x) is None or bool(u.is_Pow and u.exp.is_Rational and not u.exp.is_Integer)
