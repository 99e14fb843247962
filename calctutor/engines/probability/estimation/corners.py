"""Where is a log-likelihood largest whose slope jumps at the values of the sample? Where it changes from + to -.

The sum of the distances |x - m| has a corner at every value; between two of them its slope has one sign.
"""

from __future__ import annotations

from statistics import median
from typing import Any

import sympy as sp

from calctutor.engines.probability.estimation.slopes import slope_of
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.log_likelihood import Sample
from calctutor.engines.probability.parts import Part, Problem, Said, numeric
from calctutor.engines.probability.pieces import place_between
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, derivative, name
from calctutor.notation.writing import text
from calctutor.steps import Verified
from calctutor.verify import worst

Expr = Any
Piece = tuple[Expr, Expr, Expr, int | None]
MOST_PIECES = 9
"""With more pieces, only the two around the largest value are shown."""


def at_a_corner(problem: Problem, known: Known, logarithm: Expr, letter: str, sample: Sample) -> tuple[Part, Expr] | None:
    """The estimate of a letter that stands between bars; None where the slope does not change its sign once, at a corner."""
    x = known.own(symbol(letter))
    pieces = _pieces(known, logarithm, x)
    signs = [sign for *_, sign in pieces if sign is not None]
    falling = signs == sorted(signs, reverse=True) and len(signs) == len(pieces)
    if not pieces or not falling or signs[0] != 1 or signs[-1] != -1:
        return None
    at = signs.index(-1)
    left = pieces[at][0]
    flat = signs[at - 1] == 0
    value = (pieces[at - 1][0] + left) / 2 if flat else left
    steps, _ = slope_of(problem, logarithm, letter)
    tree = problem.algebra.tree
    held = Verified(worst([s.holds for s in steps]), len(pieces), "the sign of the derivative on every piece")
    lines = (*_told(problem, letter, pieces, at), _why(problem, letter, pieces[at - 1], left, flat))
    lines += (("This is the median of the values.",),) if value == median(sample) else ()
    part = Part("estimate", f"Estimate of {text(name(letter))}", name(letter), derivative(tree(logarithm), name(letter)),
                steps, tree(value), held, lines=lines, numeric=numeric(tree(value)), about={"boundary": False})  # fmt: skip
    return part, value


def _pieces(known: Known, logarithm: Expr, x: Expr) -> list[Piece]:
    """Between neighbouring corners: both ends, the slope there, and its sign."""
    bars = [b for b in logarithm.atoms(sp.Abs) if b.has(x)]
    insides = [b.args[0] for b in bars]
    if not bars or any(not i.is_polynomial(x) or sp.degree(i, x) != 1 or i.free_symbols != {x} for i in insides):
        return []
    corners = sorted({sp.cancel(-i.subs(x, 0) / i.coeff(x, 1)) for i in insides})
    found = []
    for low, high in zip([-sp.oo, *corners], [*corners, sp.oo], strict=True):
        place = place_between(low, high)
        signed = {b: b.args[0] * sp.sign(b.args[0].subs(x, place)) for b in bars}
        slope = sp.factor(sp.diff(logarithm.xreplace(signed), x))
        found.append((low, high, slope, known.sign(slope)))
    return found


def _told(problem: Problem, letter: str, pieces: list[Piece], at: int) -> list[Said]:
    """The slope on every piece, or on those around the largest value."""
    shown = pieces if len(pieces) <= MOST_PIECES else pieces[max(0, at - 2) : at + 1]
    lines: list[Said] = []
    for low, high, slope, sign in shown:
        what = {1: "positive", -1: "negative"}.get(sign or 0, "flat")
        lines.append(
            ("For ", _range(problem, letter, low, high), " the derivative is ", problem.algebra.tree(slope), f": {what}.")
        )
    return lines


def _range(problem: Problem, letter: str, low: Expr, high: Expr) -> Tree:
    tree, x = problem.algebra.tree, name(letter)
    below, above = Tree("<", (tree(low), x)), Tree("<", (x, tree(high)))
    return above if low == -sp.oo else below if high == sp.oo else Tree("and", (below, above))


def _why(problem: Problem, letter: str, before: Piece, corner: Expr, flat: bool) -> Said:
    tree, called = problem.algebra.tree, text(name(letter))
    if flat:
        ends = (tree(before[0]), tree(corner))
        return (f"The likelihood grows up to {called} = ", ends[0], ", is constant up to ", ends[1], ", and then falls: every "
                f"{called} between the two is as good. By custom their middle is taken.")  # fmt: skip
    return ("The derivative changes from + to - at the corner ", Tree("=", (name(letter), tree(corner))),
            ", where it does not exist itself: the likelihood is largest there.")  # fmt: skip


__all__ = ["at_a_corner"]
