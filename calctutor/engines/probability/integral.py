"""How is an integral over the range of a random variable worked, with letters in it?

Constants are taken out, sums apart; the middle is moved to 0, both halves are laid on top of each other; and then a known
integral or the engine of definite integrals gives the value. What a letter must obey for that is asked of `Known`.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.probability.forms import shortest
from calctutor.engines.probability.half_line import HalfLine
from calctutor.engines.probability.kernels import beta_kernel, factors
from calctutor.engines.probability.outcomes import Diverges, Needs, Unworked
from calctutor.engines.probability.whole_line import WholeLine
from calctutor.engines.probability.working import Method

Expr = Any


class Integrals(WholeLine, HalfLine):
    """Integrals in the letters of one problem, between any ends; `steps` is the working so far."""

    def _methods(self, a: Expr, b: Expr) -> tuple[Method, ...]:
        if (a, b) == (-sp.oo, sp.oo):
            return (
                self._moved,
                self._split,
                self._swinging_line,
                self._logistic,
                self._symmetric,
                self._gaussian,
                self._halves,
            )
        if (a, b) == (0, sp.oo):
            return (self._elementary, self._half_line, self._split)
        if (a, b) == (0, 1):
            return (self._polynomial, self._unit, self._split)
        if b == sp.oo:
            return (self._tail, self._shifted, self._split)
        if a == -sp.oo:
            return (self._turned,)
        return (self._polynomial, self._bars, self._split)

    # A bounded range.

    def _polynomial(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        return self._by_engine(g, x, a, b) if g.is_polynomial(x) else None

    def _unit(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        y = sp.Symbol(x.name, positive=True)
        g = sp.powsimp(g.xreplace({x: y}))
        kernel = beta_kernel(factors(g, y))
        return None if kernel is None else self._by_kernel(kernel, g, y, a, b)

    def _bars(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """|x - m| with m inside the range, in letters: the two sides each by itself."""
        if not (g.free_symbols - {x}):
            return None
        for bars in sorted(g.atoms(sp.Abs), key=sp.default_sort_key):
            inside = bars.args[0]
            if not (inside.is_polynomial(x) and sp.degree(inside, x) == 1):
                continue
            way = self.known.sign(inside.coeff(x, 1))
            m = sp.cancel(-inside.subs(x, 0) / inside.coeff(x, 1))
            below, above = self.known.sign(m - a), self.known.sign(b - m)
            if way is None or None in (below, above):
                continue
            if below in (0, -1) or above in (0, -1):
                side = way if below in (0, -1) else -way
                return self.work(g.xreplace({bars: side * inside}), x, a, b)
        return None


__all__ = ["Diverges", "Integrals", "Needs", "Unworked", "shortest"]
