"""What is one definite integral while it is being worked: the integrand, the bounds, what is assumed, and the steps so far?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.engines.assumptions import Assumptions
from calctutor.engines.breaks import number
from calctutor.engines.limit import LimitSolver
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, names
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.reading_off import continuous
from calctutor.rules.limits.values import infinite
from calctutor.rules.tidying import cost
from calctutor.steps import Step

Expr = Any


@dataclass
class Piece:
    """A part of the range, from p to q, the formula of the integrand there, and its antiderivative."""

    p: Expr
    q: Expr
    f: Expr
    F: Expr = None


class Diverges(Exception):  # noqa: N818 (an outcome, not an error)
    """An end has no limit, or an infinite one; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Definite:
    """The integral of f over x from a to b. `conditions` are those under which the answer holds, in words."""

    algebra: Algebra
    f: Expr
    x: Expr
    a: Expr
    b: Expr
    taken: Sequence[str]
    assumed: Assumptions = field(default_factory=Assumptions)
    steps: list[Step] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.limits = LimitSolver(self.algebra, self.taken)
        self.limits.meaning = self.meaning = self.assumed.meaning
        self.t = symbol(next(letter for letter in ("t", "s", "T", "t_1") if letter not in self.taken))

    @property
    def numeric(self) -> bool:
        return not (self.f.free_symbols - {self.x} or self.a.free_symbols or self.b.free_symbols)

    @property
    def question(self) -> Tree:
        return self.asked(self.a, self.b)

    def asked(self, p: Expr, q: Expr, f: Expr = None) -> Tree:
        """The question for a part of the range, perhaps with the formula that holds there."""
        tree = self.algebra.tree
        return Tree("I", (tree(self.f if f is None else f), name(self.x.name), tree(p), tree(q)))

    def over(self, f: Expr, p: Expr, q: Expr, x: Expr = None) -> Definite:
        """Another integral that comes up on the way, with steps of its own."""
        x = self.x if x is None else x
        return Definite(self.algebra, f, x, p, q, [*self.taken, x.name], self.assumed)

    def line(self, title: str, before: Tree, after: Tree, why: str, answer: Tree | None = None, **more: Any) -> None:
        rule = title.lower().replace(" ", "-").replace("'", "").replace("’", "")
        self.steps.append(Step(rule, title, before, after, answer or after, why=(why,), **more))

    def near(self, at: Expr, side: int) -> Near:
        return self.limits.near(self.x, at, side)

    def sign(self, value: Expr) -> int | None:
        """The sign of a number or of an expression in the letters, as far as numbers and assumptions tell."""
        if value in (sp.oo, -sp.oo):
            return 1 if value == sp.oo else -1
        return 0 if value == 0 else self.limits.near(self.x, sp.Integer(0), 1).sign(value)

    def closed(self, piece: Piece, at: Expr, side: int) -> bool:
        """Is the antiderivative continuous up to this end, as put in?"""
        if infinite(at):
            return False
        if at.free_symbols:
            return not piece.F.xreplace({self.x: at}).has(sp.zoo, sp.nan, sp.oo)
        return continuous(piece.F, self.near(at, side))

    def middle(self, p: Expr, q: Expr) -> Expr:
        """A rational point between two numbers."""
        low, high = (number(self.algebra, end) for end in (p, q))
        inf = float("inf")
        value = 0.5 if (low, high) == (-inf, inf) else high - 1 if low == -inf else low + 1 if high == inf else (low + high) / 2
        return sp.nsimplify(value, rational=True).limit_denominator(1000) if abs(value) < 10**6 else sp.Integer(int(value))

    def words(self, value: Expr) -> str:
        from calctutor.notation.writing import text

        return text(self.algebra.tree(value))


def problem_of(f: Tree, x: str, a: Tree, b: Tree, assumed: Assumptions) -> Definite:
    """The problem in algebra, its letters as they are assumed to be."""
    algebra = Algebra()
    letters = {letter: s for letter, s in assumed.symbols.items() if letter != x}
    expr, low, high = (algebra.expression(tree, letters) for tree in (f, a, b))
    return Definite(algebra, expr, symbol(x), low, high, [*names(f), *names(a), *names(b)], assumed)


def backwards(problem: Definite) -> bool:
    """Is the lower bound the larger one?"""
    try:
        return number(problem.algebra, problem.a) > number(problem.algebra, problem.b)
    except (NoValue, TypeError, ValueError):
        return problem.sign(problem.a - problem.b) == 1


def shortest(value: Expr) -> Expr:
    """The value in the form that is shortest to read."""
    forms = [value, sp.expand(value), sp.radsimp(value), sp.together(value), sp.factor(value)]
    if value.count_ops() < 60:
        forms.append(simple := sp.simplify(value))
        if _logarithms_expand(value) and _logarithms_expand(simple):
            forms += [sp.logcombine(sp.expand_log(value, force=True), force=True), sp.expand_log(simple)]
    best = min((form for form in forms if not form.has(sp.nan, sp.zoo, sp.I)), key=cost, default=value)
    best = best.replace(lambda e: e.func is sp.log and e.args[0].is_number, _plain_logarithm)
    return best.replace(lambda e: e.func is sp.log and e.args[0].is_Pow and not e.args[0].exp.is_number, _power_in_front)


def _power_in_front(e: Expr) -> Expr:
    """ln(a^n) is n ln(a) for a positive a."""
    base, n = e.args[0].as_base_exp()
    return n * sp.log(base) if base.is_positive else e


def _logarithms_expand(value: Expr) -> bool:
    """Does taking logarithms apart come to an end? Of ln(-cos(e)), where cos(e) < 0, sympy takes out minus for ever."""
    factors = (factor for log in value.atoms(sp.log) for factor in sp.Mul.make_args(log.args[0]))
    return not any(factor.is_extended_negative and not factor.is_Rational for factor in factors)


def _plain_logarithm(e: Expr) -> Expr:
    """ln(10^10) is 10 ln(10), ln(√3) is ln(3)/2 and ln(2^π) is π ln(2); ln(8) may stay."""
    base, n = e.args[0].as_base_exp()
    power: Any = sp.perfect_power(base) if base.is_Integer and base > 100 else False
    base, n = (sp.Integer(power[0]), n * power[1]) if power else (base, n)
    plain = base.is_Rational or not n.is_Rational
    return n * sp.log(base) if plain and n.is_number and n.is_positive else e
