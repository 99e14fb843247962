"""How is an integral over the range of a random variable worked, with letters in it?

Constants are taken out, sums apart; the middle is moved to 0, both halves are laid on top of each other; and then a known
integral or the engine of definite integrals gives the value. What a letter must obey for that is asked of `Known`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from calctutor.engines import definite
from calctutor.engines.probability.kernels import (
    Factors,
    Kernel,
    beta_kernel,
    beta_line_kernel,
    factors,
    gamma_kernel,
    tail_kernel,
)
from calctutor.engines.probability.letters import Known
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, multiply, name, negative, number
from calctutor.notation.writing import text
from calctutor.rulebook import template
from calctutor.rules.tidying import cost
from calctutor.steps import Step

Expr = Any


GAUSSIAN = "I(e^(-c*x^2), x, -oo, oo) = sqrt(pi/c)"


class Diverges(Exception):  # noqa: N818 (an outcome, not an error)
    """The integral has no finite value; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Needs(Exception):  # noqa: N818 (an outcome, not an error)
    """Whether the integral converges depends on whether `quantity` is positive."""

    def __init__(self, quantity: Expr) -> None:
        super().__init__(str(quantity))
        self.quantity = quantity


class Unworked(Exception):  # noqa: N818 (an outcome, not an error)
    """No rule here works this integral; `number` is its value by quadrature where there is one."""

    def __init__(self, question: Tree, number: str = "", error: str = "") -> None:
        super().__init__(text(question))
        self.question, self.number, self.error = question, number, error


@dataclass
class Integrals:
    """Integrals in the letters of one problem; `steps` is the working so far."""

    algebra: Algebra
    known: Known
    taken: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    solved: dict[Tree, Expr] = field(default_factory=dict)
    """What was worked before in the same solution."""

    def question(self, f: Expr, x: Expr, a: Expr, b: Expr) -> Tree:
        tree = self.algebra.tree
        return Tree("I", (tree(f), name(x.name), tree(a), tree(b)))

    def line(self, title: str, before: Tree, after: Tree, why: str, answer: Expr = None, **more: Any) -> None:
        rule = title.lower().replace(" ", "-")
        told = after if answer is None else self.algebra.tree(answer)
        self.steps.append(Step(rule, title, before, after, told, why=(why,), **more))

    def work(self, f: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        """The value of the integral of f over x from a to b. Raises `Diverges`, `Needs` or `Unworked`."""
        f, a, b = (self.known.own(part) for part in (f, a, b))
        if not f.has(x):
            return self._constant(f, x, a, b)
        constant, g = f.as_independent(x, as_Add=False)
        whole = self.question(f, x, a, b)
        if constant != 1:
            inner = self.question(g, x, a, b)
            why = f"What does not contain {text(name(x.name))} stands before the integral."
            self.line("Constant factor", whole, multiply(self.algebra.tree(constant), inner), why)
        before = len(self.steps)
        value = self._remembered(g, x, a, b)
        if constant == 1:
            return value
        result = shortest(constant * value)
        told = multiply(self.algebra.tree(constant), self.algebra.tree(value))
        if len(self.steps) > before or value != result:
            self.line("Put it together", whole, told, "Put in the value of the integral.", result)
        return result

    def _remembered(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        """The integral without its constant factor, worked once and then named again."""
        question = self.question(g, x, a, b)
        if question in self.solved:
            value = self.solved[question]
            self.line("As before", question, self.algebra.tree(value), "This integral was worked above.")
            return value
        value = self._core(g, x, a, b)
        self.solved[question] = value
        return value

    def _trial(self) -> Integrals:
        """Another attempt, whose working is only kept where it succeeds."""
        return Integrals(self.algebra, self.known, self.taken, solved=dict(self.solved))

    def _kept(self, trial: Integrals) -> None:
        self.steps += trial.steps
        self.solved |= trial.solved

    def _constant(self, f: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        if f == 0:
            return sp.Integer(0)
        if not (a.is_finite is not False and b.is_finite is not False) or {a, b} & {sp.oo, -sp.oo}:
            raise Diverges("a constant has no finite integral over an infinite range")
        value = shortest(f * (b - a))
        after = multiply(self.algebra.tree(f), add(self.algebra.tree(b), negative(self.algebra.tree(a))))
        self.line("Constant over a range", self.question(f, x, a, b), after, "A constant times the length of the range.", value)
        return value

    def _core(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        for method in self._methods(a, b):
            value = method(g, x, a, b)
            if value is not None:
                return value
        return self._by_engine(g, x, a, b)

    def _methods(self, a: Expr, b: Expr) -> tuple[Callable[..., Expr | None], ...]:
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

    # The whole line.

    def _moved(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """The middle moved to 0: by completing the square, or by the one x - m that everything hangs on."""
        middle = self.middle(g, x)
        if middle is None or middle == 0:
            return None
        u = self._letter("u", x)
        moved = sp.powsimp(_cleared(g.xreplace({x: u + middle}), u))
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

    def _split(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        """A sum in brackets multiplied out, and each term by itself, where each has an integral of its own."""
        expanded = _terms(g)
        if len(expanded) < 2:
            return None
        trial = self._trial()
        try:
            values = [trial.work(term, x, a, b) for term in expanded]
        except (Diverges, Unworked):
            return None
        whole = self.question(g, x, a, b)
        self.line("Sum rule", whole, add(*(self.question(term, x, a, b) for term in expanded)),
                  "The integral of a sum is the sum of the integrals; each of them converges.")  # fmt: skip
        self._kept(trial)
        value = shortest(sp.Add(*values))
        self.line("Add the parts", whole, add(*map(self.algebra.tree, values)), "Put in the value of every integral.", value)
        return value

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

    # Half of the line.

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

    def _by_parts(self, g: Expr, smaller: Expr, factor: Expr, u: Expr, rest: Expr, x: Expr, ends: tuple[Expr, Expr]) -> Expr:
        """g = u v′ with a product u v that vanishes at both ends; what is left is `factor` times the integral of `smaller`."""
        tree = self.algebra.tree
        after = multiply(tree(factor), self.question(smaller, x, *ends))
        why = (f"By parts, with u = {text(tree(u))} and dv = {text(tree(rest))} d{x.name}: u v vanishes at both ends, "
               "and what is left has a lower power.")  # fmt: skip
        self.line("Integration by parts", self.question(g, x, *ends), after, why)
        value = shortest(factor * self._remembered(smaller, x, *ends))
        self.line("Put it together", self.question(g, x, *ends), after, "Put in the value of the integral.", value)
        return value

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
        moved = sp.powsimp(_cleared(g.xreplace({x: u + a}), u))
        why = f"Count {u.name} from the lower end: the range begins at 0."
        self._substitute("Substitution", g, moved, x, u, (a, b), (sp.Integer(0), b), u + a, why)
        return self.work(moved, u, sp.Integer(0), b)

    def _turned(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr | None:
        turned = g.xreplace({x: -x})
        self.line("Turn around", self.question(g, x, a, b), self.question(turned, x, -b, -a),
                  f"Put -{x.name} for {x.name}: the range then goes to the right.")  # fmt: skip
        return self.work(turned, x, -b, -a)

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

    # What all use.

    def _by_kernel(self, kernel: Kernel, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        for quantity in kernel.conditions:
            self._demand(quantity)
        value, tree = shortest(kernel.value), self.algebra.tree
        self.line(kernel.title, self.question(g, x, a, b), tree(kernel.value), kernel.why, value, formula=kernel.formula,
                  parameters=tuple((letter, tree(part)) for letter, part in kernel.parameters))  # fmt: skip
        return value

    def _demand(self, quantity: Expr) -> None:
        """It converges only where `quantity` is positive."""
        sign = self.known.sign(quantity)
        if sign is None:
            raise Needs(quantity)
        if sign != 1:
            said = text(self.algebra.tree(quantity))
            reason = (
                f"it converges only where {said} is positive"
                if quantity.free_symbols
                else "the integrand does not fall off fast enough"
            )
            raise Diverges(reason)

    def _by_engine(self, g: Expr, x: Expr, a: Expr, b: Expr) -> Expr:
        """By the engine of definite integrals."""
        tree = self.algebra.tree
        question = self.question(g, x, a, b)
        try:
            solution = definite.integrate(tree(g), x.name, tree(a), tree(b), self.known.positive_letters)
        except StudentError as problem:
            if problem.code == "depends-on-a-sign":
                raise
            raise Unworked(question) from problem
        except (RecursionError, sp.PolynomialError) as problem:
            raise Unworked(question) from problem
        self.steps += solution.steps
        if not solution.about["exists"]:
            raise Diverges(solution.about["reason"])
        if solution.about.get("closed_form") is False:
            raise Unworked(question, solution.about["numeric"], solution.about["error"])
        return self.known.expression(solution.answer)

    def _substitute(
        self, title: str, old: Expr, new: Expr, x: Expr, u: Expr, ends: tuple[Expr, Expr], new_ends: tuple[Expr, Expr],
        place: Expr, why: str,
    ) -> None:  # fmt: skip
        tree = self.algebra.tree
        slope = sp.simplify(sp.diff(place, u))
        dx, du = (tree(symbol(f"d{letter.name}")) for letter in (x, u))
        lines = ((tree(x), " = ", tree(place)), (dx, " = ", multiply(tree(slope), du) if slope != 1 else du))
        self.line(title, self.question(old, x, *ends), self.question(new, u, *new_ends), why, lines=lines)

    def _letter(self, wanted: str, x: Expr) -> Expr:
        used = {*self.taken, x.name}
        return symbol(next(letter for letter in (wanted, "u", "v", "w", "z", "r", "y") if letter not in used))


def _cleared(g: Expr, u: Expr) -> Expr:
    """After a shift: exponents and sums multiplied out, so that what cancels is gone."""
    changes = {e: sp.exp(sp.expand(e.args[0])) for e in g.atoms(sp.exp) if e.args[0].is_polynomial(u)}
    sums = {e: sp.expand(e) for e in g.atoms(sp.Add) if e.is_polynomial(u) and e.has(u)}
    changes |= {e: plain for e, plain in sums.items() if plain.count_ops() < e.count_ops()}
    return g.xreplace(changes)


def _terms(g: Expr) -> list[Expr]:
    """The terms of a product in which sums of plain parts are multiplied out; exponents and denominators stay."""
    sums = [f for f in sp.Mul.make_args(g) if f.is_Add or (f.is_Pow and f.base.is_Add and f.exp.is_Integer and f.exp > 0)]
    if not sums:
        return [g]
    rest = sp.Mul(*(f for f in sp.Mul.make_args(g) if f not in sums))
    return [sp.powsimp(term * rest) for term in sp.Add.make_args(sp.expand(sp.Mul(*sums), power_exp=False, log=False))]


def shortest(value: Expr) -> Expr:
    """The value in the form that is shortest to read; gamma functions of neighbours are cancelled."""
    forms = [value, sp.powsimp(value)]
    if value.has(sp.gamma, sp.polygamma):
        forms += [_gamma_free(form) for form in list(forms)]
    base = min(forms, key=cost)
    forms += [definite.shortest(base)]
    if base.count_ops() < 80:
        forms += [
            sp.powsimp(sp.simplify(base)),
            sp.factor(base),
            sp.collect(sp.expand(base), sp.log(2)) if base.has(sp.log(2)) else base,
        ]
    if base.has(sp.log) and base.count_ops() < 80:
        forms += [sp.expand(sp.expand_log(base, force=True)), sp.expand_log(base, force=True)]
    return _turned(min((form for form in forms if not form.has(sp.nan, sp.zoo)), key=_price, default=value))


def _price(form: Expr) -> int:
    """How hard a form is to read: a logarithm of a power with letters in its exponent counts more than it is long."""
    hard = [u for u in form.atoms(sp.log) if any(p.exp.free_symbols for p in u.args[0].atoms(sp.Pow))]
    return int(cost(form)) + 12 * len(hard)


def _turned(value: Expr) -> Expr:
    """-(π - 4) s as (4 - π) s."""
    if not value.is_Mul or not value.as_coeff_Mul()[0].is_negative:
        return value
    sums = [f for f in value.args if f.is_Add and (f.could_extract_minus_sign() or _less_than(f))]
    return -value / sums[0] * sp.Add(*(-term for term in sums[0].args)) if sums else value


def _less_than(total: Expr) -> bool:
    """p - 1: a quantity less a number."""
    return len(total.args) == 2 and any(term.is_number and term.is_negative for term in total.args)


def _gamma_free(value: Expr) -> Expr:
    return sp.simplify(sp.expand_func(sp.gammasimp(sp.powsimp(value))))


__all__ = ["Diverges", "Integrals", "Needs", "Unworked", "shortest"]
