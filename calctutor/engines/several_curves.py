"""Is a critical point a minimum, a maximum or neither, when the Hessian does not tell? Look along curves through it.

Curves can prove a saddle: one of them goes up and another down. They can never prove a minimum, but some forms do: a sum
of even powers, or a perfect square.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import derivatives
from calctutor.engines.several_points import sign
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree

Expr = Any
BENDS = (1, -1, 2, sp.Rational(3, 2), sp.Rational(1, 2))
ORDER = 10


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve through the point, f on it less f at the point (its first term, for small t), and what that does.

    `goes` is `up` or `down` on both sides, `through` (up on one side and down on the other) or `flat`.
    """

    along: tuple[Tree, ...]
    first_term: Tree
    goes: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What the curves say together: `saddle`, `minimum`, `maximum` (both proved by the form of f) or `undecided`."""

    kind: str
    curves: tuple[Curve, ...]
    why: str


def examine(algebra: Algebra, f: Expr, point: Mapping[Expr, Expr]) -> Examined:
    """The point where the second-derivative test is undecided, looked at along lines and parabolas."""
    t = symbol("t" if symbol("t") not in point else "s")
    found: list[Curve] = []
    for curve in curves(list(point), t):
        term = first_term(algebra, f, point, curve, t)
        if term is None:
            continue
        along = tuple(Tree("=", (algebra.tree(x), algebra.tree(point[x] + step))) for x, step in curve.items())
        found.append(Curve(along, algebra.tree(term), goes(algebra, term, t)))
    return concluded(f, point, found)


def concluded(f: Expr, point: Mapping[Expr, Expr], found: Sequence[Curve]) -> Examined:
    """The fewest curves that prove a saddle, or all of them."""
    through = [curve for curve in found if curve.goes == "through"]
    if through:
        return Examined(
            "saddle",
            (through[0],),
            (
                "Along this curve the function goes up on one side of the point and down on the other, "
                "so it is neither a minimum nor a maximum: a saddle point."
            ),
        )
    up, down = ([curve for curve in found if curve.goes == way] for way in ("up", "down"))
    if up and down:
        return Examined(
            "saddle",
            (up[0], down[0]),
            "Along one curve the function goes up from the point, along another it goes down: a saddle point.",
        )
    shape = by_form(f, point)
    if shape:
        return Examined(shape[0], tuple((up or down or list(found))[:2]), shape[1])
    way = "up" if up else "down" if down else "nowhere"
    said = {
        "up": "Every curve that was tried goes up (or stays level): this looks like a minimum, but curves cannot prove it.",
        "down": "Every curve that was tried goes down (or stays level): this looks like a maximum, but curves cannot prove it.",
        "nowhere": "The function is level along every curve that was tried.",
    }
    return Examined("undecided", tuple(found[:4]), said[way])


def curves(letters: Sequence[Expr], t: Expr) -> Iterator[dict[Expr, Expr]]:
    """Lines along the axes and diagonals, then parabolas that bend between pairs of axes: steps away from the point."""
    nothing = dict.fromkeys(letters, sp.Integer(0))
    for x in letters:
        yield {**nothing, x: t}
    pairs = [*pairwise(letters)] if len(letters) > 2 else [(letters[0], letters[1])] if len(letters) == 2 else []
    for x, y in pairs:
        yield {**nothing, x: t, y: t}
        yield {**nothing, x: t, y: -t}
        for bend in BENDS:
            yield {**nothing, x: t, y: bend * t**2}
            yield {**nothing, x: bend * t**2, y: t}


def first_term(algebra: Algebra, f: Expr, point: Mapping[Expr, Expr], curve: Mapping[Expr, Expr], t: Expr) -> Expr | None:
    """The first term in t of f on the curve less f at the point: exactly for polynomials, by power series for others."""
    on_curve = f.xreplace({x: point[x] + curve[x] for x in point})
    if on_curve.is_polynomial(t):
        rise = sp.Poly(sp.expand(on_curve - f.xreplace(dict(point))), t)
        terms = [(power, c) for (power,), c in reversed(rise.terms()) if c != 0 and power]
        return terms[0][1] * t ** terms[0][0] if terms else sp.Integer(0)
    return _by_series(algebra, on_curve, t)


def _by_series(algebra: Algebra, on_curve: Expr, t: Expr) -> Expr | None:
    tree = algebra.tree(on_curve)
    try:
        jet = derivatives(tree, {t.name: 0}, t.name, ORDER, 256)
    except NoValue:
        return None
    for power, ball in enumerate(jet[1:], 1):
        if abs(ball) > 1e-40:
            exact = sp.nsimplify(float(ball.mid()) / float(sp.factorial(power)), rational=True, tolerance=1e-12)
            return exact * t**power
    return sp.Integer(0)


def goes(algebra: Algebra, term: Expr, t: Expr) -> str:
    if term == 0:
        return "flat"
    if sp.degree(term, t) % 2:
        return "through"
    return "up" if (sign(algebra, sp.Poly(term, t).LC()) or 0) > 0 else "down"


def by_form(f: Expr, point: Mapping[Expr, Expr]) -> tuple[str, str] | None:
    """A minimum or maximum that the form of a polynomial proves: even powers only, or a perfect square."""
    letters = list(point)
    if not f.is_polynomial(*letters) or (f.free_symbols - set(letters)):
        return None
    rise = sp.Poly(sp.expand(f.subs({x: x + point[x] for x in letters}, simultaneous=True) - f.subs(point)), *letters)
    if not rise.is_zero and all(c.is_Rational for c in rise.coeffs()):
        for word, side, sense, side_of in (("minimum", rise, "", "below"), ("maximum", -rise, "minus ", "above")):
            if all(c > 0 and not any(p % 2 for p in powers) for powers, c in side.terms()):
                return (
                    word,
                    (
                        f"Measured from the point the function is {sense}a sum of even powers, so it is never "
                        f"{side_of} its value there: a {word}."
                    ),
                )
            number, factors = side.factor_list()
            if number > 0 and all(n % 2 == 0 for _, n in factors):
                return (
                    word,
                    (
                        f"Measured from the point the function is {sense}a perfect square, so it is never "
                        f"{side_of} its value there: a {word}."
                    ),
                )
    return None
