"""How is an integrand with the root of A x² + B read, and what becomes of it when an angle or another letter is put in?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import sympy as sp

from calctutor.rules.integrals.radicals import one_root
from calctutor.rules.integrals.shapes import NEW, known_negative, quadratic, root, small

Expr = Any


class Centred(NamedTuple):
    """R(x, r), a rational function of x and r = √Q, where Q = ±s² (x² ± a²) has no middle term."""

    R: Expr
    r: Expr
    Q: Expr
    a: Expr
    s: Expr

    @property
    def root(self) -> Expr:
        return sp.sqrt(self.Q)

    def even(self, x: Expr) -> bool:
        return bool(sp.cancel(self.R.xreplace({x: -x}) - self.R) == 0)

    def odd(self, letter: Expr) -> bool:
        return bool(sp.cancel(self.R.xreplace({letter: -letter}) + self.R) == 0)

    def with_put_in(self, x: Expr, h: Expr, side: Expr) -> Expr:
        """The integrand with x = h and √Q = side."""
        return self.R.xreplace({x: h, self.r: side})


def centred(f: Expr, x: Expr, square: int, constant: int) -> Centred | None:
    """The integrand read so, when the square under its root has the sign `square` and the number the sign `constant`."""
    found = one_root(f, x)
    abc = quadratic(found[2], x) if found else None
    if found is None or abc is None or abc[1] != 0 or abc[2] == 0:
        return None
    (R, r, Q), A, B = found, abc[0], abc[2]
    if known_negative(A) != (square < 0) or known_negative(B) != (constant < 0):
        return None
    return Centred(R, r, Q, root(square * constant * A * B) / (square * A), root(square * A))


def put_in(f: Expr, x: Expr, h: Expr, Q: Expr, side: Expr) -> Mapping[Expr, Expr]:
    """What takes the place of x and of the powers of √Q as they stand in f."""
    powers = {abs(p.exp) for p in f.atoms(sp.Pow) if sp.expand(p.base - Q) == 0 and not p.exp.is_Integer}
    bases = {p.base for p in f.atoms(sp.Pow) if sp.expand(p.base - Q) == 0}
    return {x: h} | {base**n: side ** (2 * n) for base in bases for n in sorted(powers)}


def with_identities(F: Expr) -> Expr:
    """tan as sin/cos, powers joined, and 1 + tan² and 1 − sin² put as squares."""
    s, c = sp.sin(NEW), sp.cos(NEW)
    F = F.xreplace({sp.tan(NEW): s / c, sp.sec(NEW): 1 / c})
    F = sp.powsimp(sp.factor(sp.together(F)) if small(F, 50) else F)
    short = F.replace(lambda p: p.is_Add and sp.expand(p - 1 + s**2) == 0, lambda _: c**2)
    short = short.replace(lambda p: p.is_Add and sp.expand(p - c**2 - s**2) == 0, lambda _: sp.Integer(1))
    return sp.powsimp(short)
