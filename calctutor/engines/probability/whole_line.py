"""How is an integral from -∞ to ∞ worked: with its middle at 0, by symmetry, and by the Gaussian integral?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.probability.forms import cleared, shortest
from calctutor.engines.probability.kernels import factors
from calctutor.engines.probability.outcomes import Diverges, Unworked
from calctutor.engines.probability.working import Working
from calctutor.notation.tree import add, multiply, number
from calctutor.rulebook import template

Expr = Any
GAUSSIAN = "I(e^(-c*x^2), x, -oo, oo) = sqrt(pi/c)"


class WholeLine(Working):
    """Ways over the whole line."""

    def _moved(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """The middle moved to 0: by completing the square, or by the one x - m that everything hangs on."""
        middle = self.middle(g, x)
        if middle is None or middle == 0:
            return None
        u = self._letter("u", x)
        moved = sp.powsimp(cleared(g.xreplace({x: u + middle}), u))
        if self.middle(moved, u) not in (None, 0):
            return None
        why = "Move the middle to 0; the ends of the line stay where they are."
        self._substitute("Substitution", g, moved, x, u, (a, b), (a, b), u + middle, why)
        return self.work(moved, u, a, b)

    def middle(self, g: Expr, x: Expr) -> Expr | None:
        """The place that everything in g is measured from, if there is one."""
        exponent = sp.Add(*(e.args[0] for e in sp.Mul.make_args(g) if isinstance(e, sp.exp)))
        if exponent.has(x) and exponent.is_polynomial(x) and sp.degree(sp.expand(exponent), x) == 2:
            square, linear = (sp.expand(exponent).coeff(x, k) for k in (2, 1))
            return sp.factor(sp.cancel(-linear / (2 * square)))
        core = sp.Mul(*(part for part in sp.Mul.make_args(g) if not part.is_polynomial(x)))
        roots = {sp.cancel(-node.coeff(x, 0) / node.coeff(x, 1)) for node in core.atoms(sp.Add)
                 if node.is_polynomial(x) and sp.degree(node, x) == 1 and not node.coeff(x, 1).has(x)}  # fmt: skip
        squares = {sp.cancel(-sp.expand(n).coeff(x, 1) / (2 * sp.expand(n).coeff(x, 2))) for n in core.atoms(sp.Add)
                   if n.is_polynomial(x) and sp.degree(n, x) == 2}  # fmt: skip
        found = roots or squares
        return found.pop() if len(found) == 1 and not next(iter(found)).has(x) else None

    def _swinging_line(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """A power of a sum of squares alone (Cauchy, Student) whose halves do not converge is not an integral at all."""
        if not self._odd(g, x):
            return None
        trial = self._trial()
        half = g.xreplace({x: sp.Symbol(x.name, positive=True)})
        try:
            trial.work(half, sp.Symbol(x.name, positive=True), sp.Integer(0), sp.oo)
        except Diverges as why:
            raise Diverges(f"each half of the line alone is infinite, so the halves do not cancel: {why.reason}") from why
        except Unworked:
            return None
        self.line("Odd function", self.question(g, x, a, b), number(0),
                  "The integrand changes its sign with its variable, and both halves converge: they cancel.")  # fmt: skip
        return sp.Integer(0)

    def _odd(self, g: Expr, x: Expr) -> bool:
        return bool(sp.simplify(g + g.xreplace({x: -x})) == 0)

    def _gaussian(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """x^n exp(-c x²): by parts down to the Gaussian integral."""
        found = factors(g, x)
        n, square = found.power(x), found.exponent.coeff(x, 2)
        if found.rest != 1 or found.others or found.logs or found.exponent != square * x**2 or square == 0:
            return None
        if not (n.is_Integer and n >= 0 and n % 2 == 0):
            return None
        c = -square
        self._demand(c)
        if n > 0:
            rest = sp.exp(-c * x**2)
            return self._by_parts(g, x ** (n - 2) * rest, (n - 1) / (2 * c), x ** (n - 1), x * rest, x, (a, b))
        value = sp.sqrt(sp.pi / c)
        why = "Its square is an integral over the plane. In polar coordinates that is 2π ∫ r e^(-c r²) dr from 0 to ∞, so π/c."
        self.line("Gaussian integral", self.question(g, x, a, b), self.algebra.tree(value), why,
                  formula=template(GAUSSIAN), parameters=(("c", self.algebra.tree(c)),))  # fmt: skip
        return value

    def _logistic(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """exp(-c x)/(1 + exp(-c x))²: put v for 1/(1 + exp(-c x)), and the line becomes 0..1."""
        slopes = {node.args[0].coeff(x, 1) for node in g.atoms(sp.exp)
                  if sp.Add(1, node) in g.atoms(sp.Add) and node.args[0] == node.args[0].coeff(x, 1) * x}  # fmt: skip
        if len(slopes) != 1:
            return None
        c = -slopes.pop()
        if self.known.sign(c) != 1:
            return None
        v = sp.Symbol(self._letter("v", x).name, positive=True)
        place = (sp.log(v) - sp.log(1 - v)) / c
        inside = g.xreplace({1 + sp.exp(-c * x): 1 / v})
        grown = sp.Mul(*(self._grown(part, x, c, v) for part in sp.Mul.make_args(inside)))
        new = sp.powsimp(sp.expand_power_base(grown.xreplace({x: place}) / (c * v * (1 - v)), force=True))
        self._substitute(
            "Substitution",
            g,
            new,
            x,
            v,
            (a, b),
            (sp.Integer(0), sp.Integer(1)),
            place,
            f"{v.name} = 1/(1 + e^(-c {x.name})) goes from 0 to 1, and its slope is c {v.name} (1 - {v.name}).",
        )
        return self.work(new, v, sp.Integer(0), sp.Integer(1))

    def _grown(self, part: Expr, x: Expr, c: Expr, v: Expr) -> Expr:
        """exp(k x) in the new letter."""
        if isinstance(part, sp.exp) and part.args[0].is_polynomial(x) and sp.degree(part.args[0], x) == 1:
            k = sp.cancel(sp.expand(part.args[0]).coeff(x, 1) / c)
            return v**k * (1 - v) ** (-k) * sp.exp(part.args[0].subs(x, 0))
        return part

    def _symmetric(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """An even function has the same integral over both halves."""
        if self._gaussian_like(g, x) or sp.simplify(g - g.xreplace({x: -x})) != 0:
            return None
        y = sp.Symbol(x.name, positive=True)
        half = g.xreplace({x: y})
        after = multiply(number(2), self.question(half, y, sp.Integer(0), b))
        self.line("Even function", self.question(g, x, a, b), after, "The integrand is the same on both sides of 0.")
        value = shortest(2 * self.work(half, y, sp.Integer(0), b))
        self.line("Put it together", self.question(g, x, a, b), after, "Put in the value of the integral.", value)
        return value

    def _gaussian_like(self, g: Expr, x: Expr) -> bool:
        found = factors(g, x)
        return found.exponent.coeff(x, 2) != 0 and not found.others and not found.logs and found.rest == 1

    def _halves(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """Bars in it: the two sides of 0 each by itself."""
        if not any(bars.args[0].xreplace({x: 0}) == 0 for bars in g.atoms(sp.Abs)):
            return None
        y = sp.Symbol(x.name, positive=True)
        right, left = (sp.powsimp(g.xreplace({x: side})) for side in (y, -y))
        parts = add(self.question(left, y, sp.Integer(0), b), self.question(right, y, sp.Integer(0), b))
        self.line("Two halves", self.question(g, x, a, b), parts,
                  f"Left of 0, put -{x.name} for {x.name}: both halves then go from 0 to ∞, without bars.")  # fmt: skip
        values = [self.work(half, y, sp.Integer(0), b) for half in (left, right)]
        value = shortest(sp.Add(*values))
        self.line(
            "Add the parts", self.question(g, x, a, b), add(*map(self.algebra.tree, values)), "Put in both values.", value
        )
        return value


__all__ = ["WholeLine"]
