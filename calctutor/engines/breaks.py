"""Where between two bounds does an integrand (or its antiderivative) break: poles, corners, jumps, ends of its domain?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb

from calctutor.balls.outcomes import NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.values import evaluate
from calctutor.notation.algebra import Algebra

Expr = Any

MOST_BREAKS = 24
MOST_OPERATIONS = 12
"""Larger equations are not given to sympy, which may take for ever."""
KINKS = (sp.Abs, sp.sign, sp.Heaviside, sp.floor, sp.ceiling, sp.Max, sp.Min, sp.Piecewise)
"""Functions with another formula on the other side; between two breaks each is replaced by its formula there."""


def number(algebra: Algebra, value: Expr) -> float:
    """A bound as a float, for comparing. Infinities are themselves; raises NoValue for what is no number."""
    if value in (sp.oo, -sp.oo):
        return float(value)
    return float(evaluate(algebra.tree(value), {}, 128).ball.mid())


def breaks(algebra: Algebra, f: Expr, x: Expr, a: Expr, b: Expr) -> list[Expr]:
    """The points strictly between a and b at which f may break, in order; a < b are numbers or infinite."""
    low, high = number(algebra, a), number(algebra, b)
    found: dict[float, Expr] = {}
    for quantity in quantities(f, x):
        if never_zero(algebra, quantity, x, low, high):
            continue
        for root in zeros(quantity, x, low, high):
            place = _place(algebra, root)
            if place is not None and low + 1e-12 < place < high - 1e-12:
                found.setdefault(round(place, 12), root)
    return [found[place] for place in sorted(found)][:MOST_BREAKS]


MOST_PARTS = 400
MOST_PASSED = 60
"""Multiples of π that are looked for one by one inside a sine."""


def never_zero(algebra: Algebra, u: Expr, x: Expr, low: float, high: float) -> bool:
    """Is u proved not to vanish between low and high? By its values on smaller and smaller intervals, in balls."""
    if float("inf") in (abs(low), abs(high)):
        return False
    program = compiled(algebra.tree(u))
    waiting, count = [(low, high)], 0
    while waiting and count < MOST_PARTS:
        p, q = waiting.pop()
        count += 1
        try:
            ball = program.value({x.name: arb((p + q) / 2, (q - p) / 2 * (1 + 1e-12))})
            settled = ball.is_finite() and not ball.contains(0)
        except (NoValue, ValueError, ZeroDivisionError):
            settled = False
        if not settled:
            if q - p < 1e-9 * (high - low):
                return False
            waiting += [(p, (p + q) / 2), ((p + q) / 2, q)]
    return not waiting


def _place(algebra: Algebra, root: Expr) -> float | None:
    try:
        return number(algebra, root)
    except (NoValue, ValueError, ZeroDivisionError, TypeError):
        return None


POLE, POSITIVE, ROOT, KINK = "pole", "positive", "root", "kink"
"""What must be true of a quantity: not 0, positive, not negative; or that the formula changes where it is 0."""


def quantities(f: Expr, x: Expr) -> list[Expr]:
    """What must not be 0 (or, for floor, not whole): under fraction bars, in logarithms and bars, in conditions."""
    return [u for _, u in demands(f, x)]


def demands(f: Expr, x: Expr) -> list[tuple[str, Expr]]:
    """The same, each with what must be true of it."""
    found: list[tuple[str, Expr]] = []
    for g in sorted(f.atoms(sp.Pow, sp.Function, sp.Max, sp.Min), key=sp.default_sort_key):
        if not g.has(x):
            continue
        if g.is_Pow and (g.exp.is_negative or not g.exp.is_Integer) and g.base.has(x) and g.base.func is not sp.exp:
            found.append((POLE if g.exp.is_Integer else POSITIVE if g.exp.is_negative else ROOT, g.base))
        elif g.func is sp.log:
            found.append((POSITIVE, g.args[0]))
        elif g.func in (sp.Abs, sp.sign, sp.Heaviside) or type(g).__name__ == "root":
            found.append((KINK, g.args[0]))
        elif g.func in (sp.tan, sp.sec):
            found.append((POLE, sp.cos(g.args[0])))
        elif g.func in (sp.cot, sp.csc, sp.coth, sp.csch):
            found.append((POLE, g.args[0] if g.func in (sp.coth, sp.csch) else sp.sin(g.args[0])))
        elif g.func in (sp.floor, sp.ceiling):
            found.append((KINK, sp.sin(sp.pi * g.args[0])))
        elif g.func in (sp.Max, sp.Min):
            found += [(KINK, p - q) for i, p in enumerate(g.args) for q in g.args[i + 1 :]]
        elif g.is_Piecewise:
            found += [(KINK, r.lhs - r.rhs) for _, c in g.args for r in c.atoms(sp.core.relational.Relational)]
    return found


def zeros(u: Expr, x: Expr, low: float, high: float) -> list[Expr]:
    """The zeros of u between two floats, as far as they can be written down."""
    if u.func in (sp.sin, sp.cos) and u.args[0].is_polynomial(x) and sp.degree(u.args[0], x) == 1:
        return _turns(u, x, low, high)
    if u.func in (sp.sin, sp.cos) and (inside := _passed(u, x, low, high)):
        return [root for v in inside for root in zeros(v, x, low, high)]
    if u.is_Mul:
        return [root for factor in u.args for root in zeros(factor, x, low, high) if factor.has(x)]
    if u.is_Pow and u.base.has(x):
        return zeros(u.base, x, low, high) if not u.exp.is_negative else []
    if u.is_polynomial(x):
        return _of_polynomial(sp.Poly(u, x))
    if u.count_ops() > MOST_OPERATIONS:
        return []
    domain = sp.Interval(*(sp.nsimplify(v) if abs(v) != float("inf") else sp.oo * (1 if v > 0 else -1) for v in (low, high)))
    try:
        solved = sp.solveset(u, x, domain)
    except (NotImplementedError, ValueError, TypeError):
        return []
    return list(solved) if isinstance(solved, sp.FiniteSet) else []


GRID = 400
HALVINGS = 110


def seams(algebra: Algebra, f: Expr, x: Expr, a: Expr, b: Expr) -> list[Fraction]:
    """Where a formula changes between two finite bounds, in decimals: for numbers only, where no root can be written down."""
    low, high = (Fraction(number(algebra, end)) for end in (a, b))
    places = [low + (high - low) * Fraction(2 * k + 1, 2 * GRID) for k in range(GRID)]
    found: set[Fraction] = set()
    for kind, u in demands(f, x):
        program = compiled(algebra.tree(u))
        signs = [_sign(program, x, place) for place in places]
        for k in range(GRID - 1 if kind == KINK else 0):
            if signs[k] * signs[k + 1] < 0:
                found.add(_narrowed(program, x, places[k], places[k + 1]))
    return sorted(found)


def _sign(program: Any, x: Expr, place: Fraction) -> int:
    try:
        ball = program.value({x.name: arb(place.numerator) / place.denominator})
    except (NoValue, ValueError, ZeroDivisionError):
        return 0
    return 1 if ball > 0 else -1 if ball < 0 else 0


def _narrowed(program: Any, x: Expr, low: Fraction, high: Fraction) -> Fraction:
    with Precision(192):
        sign = _sign(program, x, low)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if _sign(program, x, middle) == sign else (low, middle)
    return (low + high) / 2


def _of_polynomial(u: Any) -> list[Expr]:
    found = [r for r in sp.roots(u) if r.is_real]
    return sp.real_roots(u) if not found and u.get_domain() == sp.ZZ else found


def _passed(u: Expr, x: Expr, low: float, high: float) -> list[Expr]:
    """What is 0 where sin g or cos g is: g − nπ, for each n that g may pass between the two. Empty where these are too many."""
    g, shift = u.args[0], sp.Integer(0) if u.func is sp.sin else sp.pi / 2
    inner = (high - low) * 1e-9
    program = compiled(Algebra().tree((g - shift) / sp.pi))
    try:
        ball = program.value({x.name: arb((low + high) / 2, (high - low) / 2 - inner)})
        first, last = int(ball.lower().floor().unique_fmpz()), int(ball.upper().ceil().unique_fmpz())
    except (NoValue, ValueError, ZeroDivisionError, TypeError, OverflowError):
        return []
    return [g - shift - n * sp.pi for n in range(first, last + 1)] if last - first < MOST_PASSED else []


def _turns(u: Expr, x: Expr, low: float, high: float) -> list[Expr]:
    """All zeros of sin or cos of c x + d."""
    c, d = u.args[0].coeff(x, 1), u.args[0].subs(x, 0)
    if not (c.is_number and d.is_number) or float("inf") in (abs(low), abs(high)):
        return []
    shift = sp.Integer(0) if u.func is sp.sin else sp.pi / 2
    ends = sorted(float((c * v + d - shift) / sp.pi) for v in (low, high))
    whole = range(int(ends[0]) - 1, int(ends[1]) + 2)
    return [(n * sp.pi + shift - d) / c for n in whole] if len(whole) < 200 else []
