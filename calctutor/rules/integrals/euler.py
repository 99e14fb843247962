"""How does any root of a quadratic go away? By one of Euler's three letters: they leave a quotient of polynomials."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.radicals import one_root
from calctutor.rules.integrals.shapes import NEW, known_negative, quadratic, root
from calctutor.steps import Rewrite

Expr = Any
DX = sp.Symbol("dx")


@rule(
    "Euler's first substitution",
    "I(f, x) = I(F, u)",
    formula="sqrt(a x^2 + b x + c) = u - sqrt(a) x",
    example="1/(x + sqrt(x^2 + x + 1))",
    least=4,
)
def euler(f: Expr, x: Expr) -> Rewrite | None:
    """The number before {square} is positive, so with {u} as the new letter the squares of {x} cancel when the root is squared:
    {x}, the root and d{x} are all quotients of polynomials.
    """
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    a, b, c = quadratic(Q, x)  # type: ignore[misc]
    if known_negative(a):
        return None
    s = root(a)
    h = (NEW**2 - c) / (b + 2 * s * NEW)
    return _rationalised(R, r, Q, x, s * x + sp.sqrt(Q), h, NEW - s * h, {"square": x**2})


@rule(
    "Euler's second substitution",
    "I(f, x) = I(F, u)",
    formula="sqrt(a x^2 + b x + c) = x u + sqrt(c)",
    example="1/(x + sqrt(1 + x - x^2))",
    least=4,
)
def euler_constant(f: Expr, x: Expr) -> Rewrite | None:
    """The constant under the root, {c}, is positive. With {u} as the new letter it cancels when the root is squared, and what
    is left can be divided by {x}: {x}, the root and d{x} are all quotients of polynomials.
    """
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    a, b, c = quadratic(Q, x)  # type: ignore[misc]
    if c == 0 or known_negative(c) or not known_negative(a):
        return None
    s = root(c)
    h = (b - 2 * s * NEW) / (NEW**2 - a)
    return _rationalised(R, r, Q, x, (sp.sqrt(Q) - s) / x, h, NEW * h + s, {"c": c})


@rule(
    "Euler's third substitution",
    "I(f, x) = I(F, u)",
    formula="sqrt(a (x - p)*(x - q)) = (x - p) u",
    example="1/(x + sqrt(3*x - x^2 - 2))",
    least=4,
)
def euler_roots(f: Expr, x: Expr) -> Rewrite | None:
    """Under the root stands a product, because the quadratic is 0 at {p} and at {q}. With {u} as the new letter one factor
    cancels when the root is squared: {x}, the root and d{x} are all quotients of polynomials.
    """
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    a, b, c = quadratic(Q, x)  # type: ignore[misc]
    disc = sp.factor(b**2 - 4 * a * c)
    if known_negative(disc) or not (known_negative(a) or sp.sqrt(disc).is_Rational):
        return None
    p, q = (-b + root(disc)) / (2 * a), (-b - root(disc)) / (2 * a)
    # r = (x − p) u with r² = a (x − p)(x − q)
    h = sp.factor((a * q - p * NEW**2) / (a - NEW**2))
    return _rationalised(R, r, Q, x, sp.sqrt(Q) / (x - p), h, sp.factor((h - p) * NEW), {"p": p, "q": q})


def _rationalised(R: Expr, r: Expr, Q: Expr, x: Expr, u: Expr, h: Expr, side: Expr, given: dict[str, Expr]) -> Rewrite:
    """x = h(u) and √Q = side(u) put in: a quotient of polynomials in u."""
    slope = sp.factor(h.diff(NEW))
    F = sp.factor(sp.together(R.xreplace({x: h, r: side}) * slope))
    lines = ((x, " = ", h), (sp.sqrt(Q), " = ", sp.factor(side)), (DX, " = ", slope, " du"))
    price = 5 if sp.fraction(sp.together(R * r))[1].has(x) else 7  # a polynomial beside the root has shorter ways
    return Rewrite(let={"u": u}, where={"F": F}, lines=lines, given=given, price=price)
