"""How is an integral with one infinite end worked: by the integrals of Euler, and by bringing it to 0 and ∞?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.probability.forms import cleared
from calctutor.engines.probability.kernels import Factors, beta_line_kernel, factors, gamma_kernel, tail_kernel
from calctutor.engines.probability.working import Working

Expr = Any


class HalfLine(Working):
    """Ways over half of the line."""

    def _elementary(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """exp(-c x) and x exp(-c x) with a plain c: the textbook's improper integral."""
        found = factors(g, x)
        c = -found.exponent.coeff(x, 1)
        plain = c.is_Symbol or c.is_Rational or (1 / c if c != 0 else c).is_Symbol
        if not plain or found.exponent != -c * x or found.others or found.logs or found.rest != 1:
            return None
        n = found.power(x)
        if self.known.sign(c) != 1 or n not in (0, 1, 2, 3):
            return None
        if n == 0:
            return self._by_engine(g, x, a, b)
        return self._by_parts(g, x ** (n - 1) * sp.exp(-c * x), n / c, x**n, sp.exp(-c * x), x, (a, b))

    def _half_line(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        y = sp.Symbol(x.name, positive=True)
        g = sp.powsimp(g.xreplace({x: y}))
        found = factors(g, y)
        kernel = gamma_kernel(found) or beta_line_kernel(found)
        if kernel is not None:
            return self._by_kernel(kernel, g, y, a, b)
        return self._to_one(found, g, y, a, b)

    def _to_one(self, found: Factors, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """x^r / (d + e x^k)^w: put v for (e/d) x^k."""
        if len(found.others) != 1 or found.rest != 1 or found.exponent != 0:
            return None
        base = sp.expand(found.others[0])
        d = base.as_independent(x, as_Add=True)[0]
        e, power = (base - d).as_independent(x, as_Add=False)
        k = power.as_base_exp()[1] if power.as_base_exp()[0] == x else None
        if k is None or self.known.sign(d) != 1 or self.known.sign(e) != 1 or (d == 1 and e == 1 and k == 1):
            return None
        v = sp.Symbol(self._letter("v", x).name, positive=True)
        place = (d * v / e) ** (1 / k)
        w, beneath = found.powers[found.others[0]], found.others[0]
        # taken apart by hand: sympy multiplies a number into a sum, and then nothing would have been gained
        apart = {beneath**w: d**w * (1 + v) ** w, sp.log(beneath): sp.log(d) + sp.log(1 + v)}
        new = g.xreplace(apart).xreplace({x: place}) * sp.diff(place, v)
        new = sp.powsimp(sp.expand_power_base(sp.expand_log(new, force=True), force=True))
        self._substitute("Substitution", g, new, x, v, (a, b), (a, b), place,
                         "The sum under the power becomes a multiple of 1 + v; the ends stay 0 and ∞.")  # fmt: skip
        return self.work(new, v, a, b)

    def _tail(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        if self.known.sign(a) != 1:
            return None
        y = sp.Symbol(x.name, positive=True)
        g = sp.powsimp(g.xreplace({x: y}))
        kernel = tail_kernel(a)(factors(g, y))
        return None if kernel is None else self._by_kernel(kernel, g, y, a, b)

    def _shifted(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """From a to ∞: put x = a + u, and the range begins at 0."""
        if a == 0:
            return None
        u = self._letter("u", x)
        moved = sp.powsimp(cleared(g.xreplace({x: u + a}), u))
        why = f"Count {u.name} from the lower end: the range begins at 0."
        self._substitute("Substitution", g, moved, x, u, (a, b), (sp.Integer(0), b), u + a, why)
        return self.work(moved, u, sp.Integer(0), b)

    def _turned(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        turned = g.xreplace({x: -x})
        self.line("Turn around", self.question(g, x, a, b), self.question(turned, x, -b, -a),
                  f"Put -{x.name} for {x.name}: the range then goes to the right.")  # fmt: skip
        return self.work(turned, x, -b, -a)


__all__ = ["HalfLine"]
