"""How is a function integrated that has another formula on the other side of a seam: |u|, max, min, sign, steps, cases?

Piece by piece. Each piece has an antiderivative of its own, and the constants are chosen so that the pieces meet: an
antiderivative has a slope everywhere inside an interval, so it cannot jump.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.tree import Tree, add, constant, name
from calctutor.rulebook import rule
from calctutor.rules.integrals.seams import MOST_SEAMS, Region, bends, regions, seams
from calctutor.rules.integrals.shapes import small
from calctutor.steps import Rewrite

Expr = Any


@rule(
    "Integrate piece by piece",
    "I(f, x) = g",
    formula="I(f, x) = piecewise(I(p, x), x < s, I(q, x) + k, otherwise)",
    example="max(x, x^2)",
    asks=True,
    least=2,
)
def by_pieces(f: Expr, x: Expr, search: Any) -> Rewrite | None:
    """{reason} Each piece is integrated by its own formula, and numbers are added so that neighbours meet at the seams."""
    found = bends(f, x)
    if not found or not small(f, 60):
        return None
    places = seams(found, x)
    if places is None or len(places) > MOST_SEAMS:
        return None
    parts = regions(f, x, places)
    if parts is None or any(part.formula == f for part in parts):
        return None
    if len(parts) == 1:
        return _without_seam(parts[0])
    values = [None if part.formula is None else search.antiderivative(part.formula) for part in parts]
    if any(v is None and part.formula is not None for v, part in zip(values, parts, strict=True)):
        return None
    return _joined(parts, values, x)


def _without_seam(part: Region) -> Rewrite | None:
    """One formula serves everywhere: |x² + 1| is x² + 1."""
    if part.formula is None:
        return None
    equation = Tree("=", (Tree("I", (name("f"), name("x"))), Tree("I", (name("g"), name("x")))))
    reason = "One formula serves everywhere."
    return Rewrite(where={"g": part.formula}, equation=equation, given={"reason": reason}, final=True)


def _joined(parts: list[Region], values: list[Expr | None], x: Expr) -> Rewrite:
    """The cases, each with the integral of its formula and the number that makes it meet the one before."""
    where: dict[str, Expr] = {}
    cases: list[Tree] = []
    lines: list[tuple[Expr | str, ...]] = []
    before: Expr | None = None
    start: Expr | None = None
    for i, (part, value) in enumerate(zip(parts, values, strict=True)):
        if value is None:
            before, start = None, part.upto
            continue
        k = sp.Integer(0)
        if before is not None and (gap := _gap(before, value, x, start)) is not None:
            k = gap
            lines.append(_meeting(x, start, before, value, k))
        where |= {f"t{i}": part.formula, f"k{i}": k}
        piece = Tree("I", (name(f"t{i}"), name("x")))
        condition = _condition(x, part, before is None and start is not None, start)
        where |= {} if condition is None else {f"c{i}": condition}
        shown = piece if k == 0 else add(piece, name(f"k{i}"))
        cases.append(Tree("case", (shown, constant("true") if condition is None else name(f"c{i}"))))
        before, start = value + k, part.upto
    equation = Tree("=", (Tree("I", (name("f"), name("x"))), Tree("piecewise", tuple(cases))))
    return Rewrite(where=where, equation=equation, given={"reason": _reason(parts, x)}, lines=tuple(lines), price=1)


def _condition(x: Expr, part: Region, alone: bool, start: Expr | None) -> Expr | None:
    """Up to where the piece reaches; from where as well, if nothing stands to the left of it."""
    ends = [sp.Lt(x, part.upto)] if part.upto is not None else []
    starts = [sp.Gt(x, start)] if alone else []
    return sp.And(*starts, *ends) if starts or ends else None


def _gap(before: Expr, value: Expr, x: Expr, place: Expr | None) -> Expr | None:
    """What must be added to the right piece for both to meet; None where they have no common end."""
    left, right = _end(before, x, place, "-"), _end(value, x, place, "+")
    if left is None or right is None:
        return None
    return sp.expand(left - right)


def _end(value: Expr, x: Expr, place: Expr | None, side: str) -> Expr | None:
    """The value of a piece at its end, put in or as a limit from inside; None where it grows beyond all bounds."""
    put = value.xreplace({x: place})
    if put.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
        put = _limit(value, x, place, side) if small(value, 25) else sp.nan
    return None if put.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.AccumBounds) else put


def _limit(value: Expr, x: Expr, place: Expr | None, side: str) -> Expr:
    """The limit as sympy finds it, or nan: on what oscillates, as sin(1/x)/x, it fails in one of these ways."""
    try:
        return sp.limit(value, x, place, side)
    except (NotImplementedError, ValueError, TypeError, sp.PoleError):
        return sp.nan


def _meeting(x: Expr, place: Expr | None, before: Expr, value: Expr, k: Expr) -> tuple[Expr | str, ...]:
    left, right = _end(before, x, place, "-"), _end(value, x, place, "+")
    if k == 0:
        return ("At ", x, " = ", place, " both antiderivatives are ", left, ": they meet as they are.")
    told = ("At ", x, " = ", place, " the antiderivative on the left is ", left, " and the one on the right ", right)
    return (*told, ", so ", k, " is added on the right.")


def _reason(parts: list[Region], x: Expr) -> str:
    count = len(parts) - 1
    return f"The formula of the integrand changes at {'a seam' if count == 1 else f'{count} seams'}."
