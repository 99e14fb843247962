"""How are functions with corners and jumps differentiated?

Piece by piece: on each open piece by the ordinary rules, and at a corner not at all. Every rule here says where its
answer ends.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.tree import Tree, call, derivative, name
from calctutor.rulebook import rule, template
from calctutor.rules.joins import open_pieces
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
    head = {"ceiling": "ceil"}.get(type(f).__name__, type(f).__name__.lower())
    return Rewrite(given={"title": head}, remarks=(_away_from_jumps(f, x),), formula=f"{head}(x)' = 0")


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


MINIMUM = "min(f, g)' = piecewise(f', f < g, g', g < f)"


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
    return Rewrite(
        where=dict(zip(letters, parts, strict=True)),
        equation=equation,
        given={"extreme": extreme},
        formula="" if f.func is sp.Max else MINIMUM,
        remarks=("no derivative is given where two parts are equal",),
    )


def _beats(letter: str, letters: list[str], relation: str) -> Tree:
    """The condition that this part is the extreme one."""
    beaten = [call(relation, name(letter), name(other)) for other in letters if other != letter]
    return beaten[0] if len(beaten) == 1 else call("and", *beaten)


@rule("Piece by piece", "D(f, x) = g", formula="", example="piecewise(x^2, x < 0, sin(x), otherwise)")
def piecewise(f: Expr, x: Expr) -> Rewrite | None:
    """On each open piece the function is given by one formula, so each is differentiated by itself.{ends}"""
    if not f.is_Piecewise:
        return None
    kept, ends = open_pieces(f, x)
    letters = [f"t{i}" for i in range(len(f.args))]
    left = [(name(t), name(f"c{i}")) for i, t in enumerate(letters)]
    right = [(derivative(name(letters[i]), name("x")), name(f"o{i}")) for i, _ in kept]
    where = {t: value for t, (value, _) in zip(letters, f.args, strict=True)}
    where |= {f"c{i}": condition for i, (_, condition) in enumerate(f.args)} | {f"o{i}": condition for i, condition in kept}
    equation = Tree("=", (derivative(_cases(left), name("x")), _cases(right)))
    return Rewrite(where=where, given={"ends": ends}, equation=equation)


def _cases(cases: list[tuple[Tree, Tree]]) -> Tree:
    return Tree("piecewise", tuple(Tree("case", case) for case in cases))


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
