"""How are functions with corners and jumps differentiated?

Piece by piece: on each open piece by the ordinary rules, and at a corner not at all. Every rule here says where its
answer ends.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.tree import Tree, call, derivative, name
from calctutor.rulebook import rule, template
from calctutor.steps import Rewrite

Expr = Any


@rule("Absolute value", "D(abs(x), x) = x/abs(x)", formula="abs(x)' = x/abs(x)", example="abs(x)")
def absolute_value(f: Expr, x: Expr) -> Rewrite | None:
    """The slope of |{x}| is −1 left of 0 and 1 right of it, which is {x}/|{x}|. At 0 there is a corner and no derivative."""
    return Rewrite(remarks=(f"{x} ≠ 0",)) if f == sp.Abs(x) else None


@rule("Derivative of a step", "D(f, x) = 0", formula="sign(x)' = 0", example="sign(x)")
def step_function(f: Expr, x: Expr) -> Rewrite | None:
    """{title} is level between its jumps, so its slope is 0 there; at a jump there is no derivative."""
    if not isinstance(f, (sp.sign, sp.floor, sp.ceiling, sp.Heaviside)) or f.args[0] != x:
        return None
    return Rewrite(given={"title": type(f).__name__}, remarks=(_away_from_jumps(f, x),))


def _away_from_jumps(f: Expr, x: Expr) -> str:
    return f"{x} not a whole number" if isinstance(f, (sp.floor, sp.ceiling)) else f"{x} ≠ 0"


@rule(
    "Derivative of relu",
    "D(relu(x), x) = piecewise(0, x < 0, 1, x > 0)",
    formula="relu(x)' = piecewise(0, x < 0, 1, x > 0)",
    example="relu(x)",
)
def relu(f: Expr, x: Expr) -> Rewrite | None:
    """ReLU is 0 left of 0 and {x} right of it: slopes 0 and 1. At 0 there is a corner and no derivative (programs take
    0 there).
    """
    return Rewrite(remarks=(f"{x} ≠ 0",)) if type(f).__name__ == "relu" and f.args[0] == x else None


@rule("Maximum and minimum", "D(f, x) = g", formula="max(f, g)' = piecewise(f', f > g, g', f < g)", example="max(x^2, x)")
def maximum(f: Expr, x: Expr) -> Rewrite | None:
    """Where one part is the {extreme} it alone decides the slope. Where two parts are equal there may be a corner."""
    if f.func not in (sp.Max, sp.Min):
        return None
    parts = sorted(f.args, key=lambda part: part.sort_key())
    letters = [f"t{i}" for i in range(len(parts))]
    relation = ">" if f.func is sp.Max else "<"
    cases = tuple(Tree("case", (derivative(name(t), name("x")), _beats(t, letters, relation))) for t in letters)
    left = derivative(call("max" if f.func is sp.Max else "min", *map(name, letters)), name("x"))
    equation = Tree("=", (left, Tree("piecewise", cases)))
    extreme = "largest" if f.func is sp.Max else "smallest"
    return Rewrite(where=dict(zip(letters, parts, strict=True)), equation=equation, given={"extreme": extreme},
                   remarks=("no derivative is given where two parts are equal",))  # fmt: skip


def _beats(letter: str, letters: list[str], relation: str) -> Tree:
    """The condition that this part is the extreme one."""
    beaten = [call(relation, name(letter), name(other)) for other in letters if other != letter]
    return beaten[0] if len(beaten) == 1 else call("and", *beaten)


@rule("Piece by piece", "D(f, x) = g", formula="", example="piecewise(x^2, x < 0, sin(x), otherwise)")
def piecewise(f: Expr, x: Expr) -> Rewrite | None:
    """On each open piece the function is given by one formula, so each is differentiated by itself.{ends}"""
    if not f.is_Piecewise:
        return None
    values = [value for value, _ in f.args]
    letters = [f"t{i}" for i in range(len(values))]
    left = _cases([name(t) for t in letters], [condition for _, condition in f.args])
    slopes, ends = _open_pieces(f, x)
    right = _cases([derivative(name(t), name("x")) for t in letters], slopes)
    conditions = {f"c{i}": condition for i, (_, condition) in enumerate(f.args)} | {f"o{i}": c for i, c in enumerate(slopes)}
    return Rewrite(where=dict(zip(letters, values, strict=True)) | conditions, given={"ends": ends},
                   equation=Tree("=", (derivative(_lettered(left, "c"), name("x")), _lettered(right, "o"))))  # fmt: skip


def _cases(values: list[Tree], conditions: list[Expr]) -> list[tuple[Tree, Expr]]:
    return list(zip(values, conditions, strict=True))


def _lettered(cases: list[tuple[Tree, Expr]], letter: str) -> Tree:
    return Tree("piecewise", tuple(Tree("case", (value, name(f"{letter}{i}"))) for i, (value, _) in enumerate(cases)))


def _open_pieces(f: Expr, x: Expr) -> tuple[list[Expr], str]:
    """The conditions without the ends at which there is a corner or a jump, and what is to be said of those."""
    corners = [end for end in _ends(f, x) if not _smooth_at(f, x, end)]
    if not corners:
        return [condition for _, condition in f.args], ""
    places = ", ".join(f"{x} = {end}" for end in corners)
    return _disjoint(
        f, [sp.Ne(x, end) for end in corners]
    ), f" At {places} the pieces do not join smoothly: no derivative there."


def _disjoint(f: Expr, away: list[Expr]) -> list[Expr]:
    """The conditions made to exclude each other and the corners, so that each says by itself where its piece is."""
    earlier: list[Expr] = []
    found = []
    for _, condition in f.args:
        found.append(
            sp.And(condition, *(sp.Not(c) for c in earlier), *away).simplify() if len(f.args) < 7 else sp.And(condition, *away)
        )
        earlier.append(condition)
    return found


def _ends(f: Expr, x: Expr) -> list[Expr]:
    """The points at which one piece gives way to another, in order."""
    found = set()
    for _, condition in f.args:
        for relation in condition.atoms(sp.core.relational.Relational):
            boundary = relation.lhs - relation.rhs
            if boundary.is_polynomial(x) and sp.degree(boundary, x) == 1:
                found.add(-boundary.coeff(x, 0) / boundary.coeff(x, 1))
    return sorted(found, key=lambda end: end.sort_key())


def _smooth_at(f: Expr, x: Expr, end: Expr) -> bool:
    """Do value and slope agree on the two sides of `end`? Unknown counts as no."""
    nearby = sp.Rational(1, 10**6)
    left, right = (_formula_at(f, x, end + side) for side in (-nearby, nearby))
    if left is None or right is None or not end.is_Rational:
        return False
    if f.xreplace({x: end}) not in (left.xreplace({x: end}), right.xreplace({x: end})):
        return False
    gap = left - right
    return bool(gap.xreplace({x: end}) == 0 and gap.diff(x).xreplace({x: end}) == 0)


def _formula_at(f: Expr, x: Expr, point: Expr) -> Expr | None:
    return next((value for value, condition in f.args if condition.xreplace({x: point}) == sp.true), None)


@rule(
    "Derivative of log-sum-exp",
    "D(f, x) = g",
    formula="logsumexp(u, v)' = (e^u u' + e^v v')/(e^u + e^v)",
    example="logsumexp(x, 2*x)",
)
def log_sum_exp(f: Expr, x: Expr) -> Rewrite | None:
    """The logarithm of a sum of exponentials: the chain rule gives the average of the derivatives, weighted by softmax."""
    if type(f).__name__ != "logsumexp":
        return None
    letters = [f"t{i}" for i in range(len(f.args))]
    top = " + ".join(f"e^{t}*D({t}, x)" for t in letters)
    bottom = " + ".join(f"e^{t}" for t in letters)
    equation = template(f"D(logsumexp({', '.join(letters)}), x) = ({top})/({bottom})")
    return Rewrite(where=dict(zip(letters, f.args, strict=True)), equation=equation)
