"""How is a sum over the values of a discrete random variable worked?

A polynomial is written in falling powers k(k - 1)(k - 2)..., and each of these is a derivative of a known series: the geometric
series, the exponential series, or the binomial theorem. A short finite sum is added up term by term.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from calctutor.engines.probability.integral import Diverges, Needs, Unworked, shortest
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.series import Series, falling, in_falling_powers, taken_apart
from calctutor.notation.algebra import OWN, Algebra
from calctutor.notation.tree import Tree, add, call, constant, divide, multiply, name, negative, number, power
from calctutor.notation.writing import text
from calctutor.steps import Step

Expr = Any
SHORT = 12
HIGHEST = 6


FALLING = "Write the powers of the value as falling powers, k² = k(k - 1) + k and so on, and take constants out."
CONSTANT = "What does not change from term to term stands before the sum."


def _times(m: int) -> str:
    return "once" if m == 1 else f"{m} times"


def _power(m: int) -> str:
    return "r" if m == 1 else f"r^{m}"


@dataclass
class Sums:
    """Sums in the letters of one problem; `steps` is the working so far."""

    algebra: Algebra
    known: Known
    taken: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    solved: dict[Tree, Expr] = field(default_factory=dict)

    def question(self, f: Expr, k: Expr, a: Expr, b: Expr) -> Tree:
        tree = self.algebra.tree
        return Tree("S", (tree(f), name(k.name), tree(a), tree(b)))

    def line(self, title: str, before: Tree, after: Tree, why: str, answer: Expr = None, **more: Any) -> None:
        rule = title.lower().replace(" ", "-")
        told = after if answer is None else self.algebra.tree(answer)
        self.steps.append(Step(rule, title, before, after, told, why=(why,), **more))

    def work(self, f: Expr, k: Expr, a: Expr, b: Expr) -> Expr:
        """The sum of f over k from a to b. Raises `Diverges`, `Needs` or `Unworked`."""
        f, a, b = (self.known.own(part) for part in (f, a, b))
        found = taken_apart(f, k)
        whole = found is not None and found.n is not None and (a, b) == (0, found.n)
        if a.is_Integer and b.is_Integer and b - a < (3 if whole else SHORT):
            return self._added(f, k, int(a), int(b))
        if found is None or not found.polynomial.is_polynomial(k) or sp.degree(sp.expand(found.polynomial), k) > HIGHEST:
            return self._split(f, k, a, b)
        if found.n is not None and (a, b) == (0, found.n) and not found.factorial:
            return self._by_terms(f, k, a, b, found, self._binomial)
        if b == sp.oo and a.is_Integer and found.n is None:
            return self._by_terms(f, k, a, b, found, self._exponential if found.factorial else self._geometric)
        return self._split(f, k, a, b)

    def _split(self, f: Expr, k: Expr, a: Expr, b: Expr) -> Expr:
        """A sum of sums, as for the logarithm of a probability."""
        terms = sp.Add.make_args(sp.expand(f, power_base=False, power_exp=False, log=False))
        if len(terms) < 2:
            raise Unworked(self.question(f, k, a, b))
        values = [self.work(term, k, a, b) for term in terms]
        return shortest(sp.Add(*values))

    def _added(self, f: Expr, k: Expr, a: int, b: int) -> Expr:
        values = [_counted(f.subs(k, i)) for i in range(a, b + 1)]
        result = shortest(sp.Add(*values))
        self.line("Add up", self.question(f, k, sp.Integer(a), sp.Integer(b)), add(*map(self.algebra.tree, values)),
                  f"Put in every value of {text(name(k.name))} and add.", result)  # fmt: skip
        return result

    def _by_terms(self, f: Expr, k: Expr, a: Expr, b: Expr, found: Series, series: Any) -> Expr:
        """Each falling power by itself."""
        polynomial = sp.expand(found.polynomial)
        coefficients = in_falling_powers(polynomial, k) if polynomial.has(k) else [polynomial]
        rest = found.ratio**k / (sp.factorial(k) if found.factorial else 1)
        rest = rest * OWN["binomial"](found.n, k) if found.n is not None else rest
        whole, used = self.question(f, k, a, b), [(m, c) for m, c in enumerate(coefficients) if c != 0]
        tree = self.algebra.tree
        parts = [(c, m, self._term(k, m, rest, a, b)) for m, c in used]
        shown = add(
            *(multiply(tree(c * found.factor), question) if c * found.factor != 1 else question for c, _, question in parts)
        )
        if shown != whole:
            why = FALLING if len(used) > 1 or used[-1][0] > 1 else CONSTANT
            self.line("Take the sum apart", whole, shown, why)
        values = [(c * found.factor, series(found, m, question, a)) for c, m, question in parts]
        value = shortest(sp.Add(*(c * v for c, v in values)))
        if shown != whole:
            told = add(*(multiply(tree(c), tree(v)) if c != 1 else tree(v) for c, v in values))
            self.line("Put it together", whole, told, "Put in the value of every sum.", value)
        return value

    def _term(self, k: Expr, m: int, rest: Expr, a: Expr, b: Expr) -> Tree:
        """The sum of a falling power times the rest, as a tree."""
        tree = self.algebra.tree
        factors = [tree(k - i) for i in range(m)]
        parts = tree(rest)
        return Tree("S", (multiply(*factors, parts) if factors else parts, name(k.name), tree(a), tree(b)))

    def _geometric(self, found: Series, m: int, question: Tree, a: Expr) -> Expr:
        """Σ k(k-1)...(k-m+1) r^k from a on: m derivatives of the geometric series."""
        r = found.ratio
        self._within_one(r)
        whole = sp.factorial(m) * r**m / (1 - r) ** (m + 1)
        missing = sp.Add(*(falling(sp.Integer(i), m) * r**i for i in range(int(a))))
        value = shortest(whole - missing)
        letter = name("r")
        plain = divide(number(1), add(number(1), negative(letter)))
        formula = Tree("=", (Tree("S", (power(letter, name("k")), name("k"), number(0), constant("oo"))), plain))
        why = "The geometric series, for a ratio between -1 and 1." if m == 0 else (
            f"Differentiate the geometric series {_times(m)} by its ratio r, and multiply by {_power(m)}.")  # fmt: skip
        if missing != 0:
            why += " The terms before the first one are taken off."
        tree = self.algebra.tree
        told = tree(whole) if missing == 0 else add(tree(whole), negative(tree(missing)))
        title = "Geometric series" if m == 0 else "Derivative of the geometric series"
        self.line(title, question, told, why, value, formula=formula, parameters=(("r", self.algebra.tree(r)),))  # fmt: skip
        return value

    def _within_one(self, r: Expr) -> None:
        """The ratio must lie between -1 and 1."""
        for gap in (-sp.expand_log(sp.log(r), force=True),) if r.has(sp.exp) else (1 - r, 1 + r):
            sign = self.known.sign(gap)
            if sign is None:
                raise Needs(gap)
            if sign != 1:
                raise Diverges("the terms do not shrink: the ratio of neighbours is not smaller than 1")

    def _exponential(self, found: Series, m: int, question: Tree, a: Expr) -> Expr:
        """Σ k(k-1)...(k-m+1) r^k/k! from 0 on."""
        r = found.ratio
        missing = sp.Add(*(falling(sp.Integer(i), m) * r**i / sp.factorial(i) for i in range(int(a))))
        value = shortest(r**m * sp.exp(r) - missing)
        letter, k_ = name("r"), name("k")
        term = divide(power(letter, k_), call("!", k_))
        formula = Tree("=", (Tree("S", (term, k_, number(0), constant("oo"))), power(constant("e"), letter)))
        why = "The exponential series." if m == 0 else (
            f"The top factors of k! cancel: what is left is {_power(m)} times the exponential series.")  # fmt: skip
        self.line("Exponential series", question, self.algebra.tree(r**m * sp.exp(r) - missing), why, value, formula=formula,
                  parameters=(("r", self.algebra.tree(r)),))  # fmt: skip
        return value

    def _binomial(self, found: Series, m: int, question: Tree, _: Expr) -> Expr:
        """Σ k(k-1)...(k-m+1) C(n, k) r^k."""
        r, n = found.ratio, found.n
        value = falling(n, m) * r**m * (1 + r) ** (n - m)
        letter, k_, n_ = name("r"), name("k"), name("n")
        term = multiply(Tree("binomial", (n_, k_)), power(letter, k_))
        formula = Tree("=", (Tree("S", (term, k_, number(0), n_)), power(add(number(1), letter), n_)))
        why = "The binomial theorem." if m == 0 else (
            f"Differentiate the binomial theorem {_times(m)} by r, and multiply by {_power(m)}.")  # fmt: skip
        told = shortest(sp.powsimp(sp.together(value)))
        self.line("Binomial theorem", question, self.algebra.tree(value), why, told, formula=formula,
                  parameters=(("r", self.algebra.tree(sp.factor(r))), ("n", self.algebra.tree(n))))  # fmt: skip
        return told


def _counted(expr: Expr) -> Expr:
    """Binomial coefficients of numbers as numbers."""
    return expr.replace(lambda e: e.func is OWN["binomial"], lambda e: sp.binomial(*e.args))


__all__ = ["Sums", "falling", "in_falling_powers"]
