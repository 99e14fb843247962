"""What does `critical --subject-to` put together? Lagrange multipliers: where the gradients are parallel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.engines.asking import free_names
from calctutor.engines.critical import by_place
from calctutor.engines.gradient import letters
from calctutor.engines.several import Entry, Work, together, vector
from calctutor.engines.several_cases import Branch
from calctutor.engines.several_matrices import definiteness
from calctutor.engines.several_numeric import BOX, zeros
from calctutor.engines.several_points import Number, decimal, finite, number_of
from calctutor.engines.several_solving import Search
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, multiply, name, negative, number
from calctutor.steps import Solution, Verified
from calctutor.verify import holds, worst

Expr = Any


@dataclass(frozen=True, slots=True)
class Constrained:
    """A candidate: its coordinates, the multipliers, the value of f, and how that compares with the other candidates.

    `kind` is `largest value`, `smallest value`, `between` or `only candidate`.
    """

    point: dict[str, Tree]
    multipliers: dict[str, Tree]
    decimals: list[str]
    value: Number
    kind: str
    numeric: bool
    checked: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """g = c, as g − c, with its multiplier and the gradient of g."""

    equation: Tree
    multiplier: str
    partials: tuple[Entry, ...]


def find(f: Tree, variables: Sequence[str], subject_to: Sequence[Tree]) -> Solution:
    """The points of the constraint `subject_to` (equations) where `f` can be largest or smallest, compared."""
    work = Work(f, *subject_to)
    expr = work.read(f)
    firsts, slopes = work.gradient(f, expr, variables)
    gaps = [_gap(equation) for equation in subject_to]
    values = [work.algebra.expression(gap) for gap in gaps]
    found = [work.gradient(gap, value, variables) for gap, value in zip(gaps, values, strict=True)]
    names = _multipliers(f, subject_to)
    constraints = tuple(Constraint(e, m, entries) for e, m, (entries, _) in zip(subject_to, names, found, strict=True))
    where, lams = [symbol(x) for x in variables], [symbol(m) for m in names]
    system = _system(slopes, [row for _, row in found], lams)
    search = Search(work.algebra, [*where, *lams], (*system, *values), (expr,))
    search.solve(Branch((*system, *values)))
    candidates = _candidates(work, expr, [*system, *values], search.points, where, lams)
    if not search.complete:
        candidates += _numeric(work, expr, [*system, *values], where, lams, candidates)
    checked = together(e.verified for e in (*firsts, *(e for c in constraints for e in c.partials)))
    equations = tuple(_equation(e, constraints, i) for i, e in enumerate(firsts))
    about = {
        **letters(f, variables),
        "partials": firsts,
        "gradient": tuple(e.answer for e in firsts),
        "constraints": constraints,
        "system": (*equations, *subject_to),
        "working": tuple(search.moves),
        "solved_exactly": search.complete,
        "conditions": tuple(map(work.algebra.tree, search.conditions)),
        "box": BOX,
        "points": _compared(candidates),
        "bounded": len(values) == 1 and _bounded(work, values[0], where),
        "singular": _singular(work, [row for _, row in found], values, where),
    }
    verified = Verified(worst([checked.verdict, *(c.checked for c in candidates)]), checked.points)
    question = vector(equations)
    answer = vector(vector(c.point.values()) for c in candidates)
    return Solution("critical", f, question, work.verified_steps(), answer, verified, work.complete, about)


def _gap(equation: Tree) -> Tree:
    """Left minus right."""
    left, right = equation.args
    return left if right == number(0) else add(left, negative(right))


def _multipliers(f: Tree, subject_to: Sequence[Tree]) -> list[str]:
    """λ, or λ₁, λ₂, ...; μ where the problem has a λ of its own."""
    used = {letter for tree in (f, *subject_to) for letter in free_names(tree)}
    stem = next(letter for letter in ("lambda", "mu", "nu", "kappa", "m") if letter not in used)
    return [stem] if len(subject_to) == 1 else [f"{stem}_{i}" for i in range(1, len(subject_to) + 1)]


def _system(slopes: Sequence[Expr], rows: Sequence[Sequence[Expr]], lams: Sequence[Expr]) -> list[Expr]:
    """f_x − λ g_x = 0, for every variable."""
    return [
        slope - sum((lam * row[i] for lam, row in zip(lams, rows, strict=True)), sp.Integer(0))
        for i, slope in enumerate(slopes)
    ]


def _equation(entry: Entry, constraints: Sequence[Constraint], i: int) -> Tree:
    """f_x = λ g_x, as it is shown."""
    right = [multiply(name(c.multiplier), c.partials[i].answer) for c in constraints]
    return Tree("=", (entry.answer, add(*right)))


def _candidates(
    work: Work,
    f: Expr,
    system: Sequence[Expr],
    points: Sequence[Mapping[Expr, Expr]],
    where: Sequence[Expr],
    lams: Sequence[Expr],
) -> list[Constrained]:
    tree = work.algebra.tree
    found: list[Constrained] = []
    for place in by_place(points):
        value = finite(f.xreplace(dict(place)))
        shown = {x.name: tree(place[x]) for x in where}
        if value is None or any(shown == other.point for other in found):
            continue
        numbers = [number_of(work.algebra, place[x]).decimal or str(place[x]) for x in where]
        checked = worst(holds(compare(tree(e.xreplace(dict(place))), number(0))) for e in system)
        multipliers = {lam.name: tree(place[lam]) for lam in lams}
        found.append(Constrained(shown, multipliers, numbers, number_of(work.algebra, value), "", False, checked))
    return found


def _numeric(
    work: Work, f: Expr, system: Sequence[Expr], where: Sequence[Expr], lams: Sequence[Expr], known: Sequence[Constrained]
) -> list[Constrained]:
    """What Newton's method finds in the box, beyond what is known already."""
    from calctutor.engines.critical import _at, _decimal_tree, _six

    every = [*where, *lams]
    if any(e.free_symbols - set(every) for e in system):
        return []
    found: list[Constrained] = []
    tree = work.algebra.tree(f)
    for point in zeros([work.algebra.tree(e) for e in system], [x.name for x in every]):
        numbers = [_six(point[x.name]) for x in where]
        if any(
            all(abs(float(a) - float(b)) < 1e-5 for a, b in zip(numbers, c.decimals, strict=True)) for c in (*known, *found)
        ):
            continue
        try:
            height = _at(tree, _balls({x.name: point[x.name] for x in where}))
        except NoValue:
            continue
        shown = {x.name: _decimal_tree(point[x.name]) for x in where}
        lambdas = {x.name: _decimal_tree(point[x.name]) for x in lams}
        found.append(Constrained(shown, lambdas, numbers, Number(_decimal_tree(height), _six(height)), "", True, "agrees"))
    return found


def _balls(point: Mapping[str, float]) -> dict[str, Any]:
    from flint import arb

    return {x: arb(v) for x, v in point.items()}


def _compared(candidates: Sequence[Constrained]) -> tuple[Constrained, ...]:
    """Each with its place among the values."""
    from dataclasses import replace

    sizes = [_size(c) for c in candidates]
    if any(s is None for s in sizes):
        return tuple(replace(c, kind="between") for c in candidates)
    numbers = [s for s in sizes if s is not None]
    top, bottom = max(numbers, default=0.0), min(numbers, default=0.0)

    def kind(size: float) -> str:
        if len(candidates) == 1 or abs(top - bottom) < 1e-9 * (1 + abs(top)):
            return "only value"
        close = 1e-9 * (1 + abs(top - bottom))
        return "largest value" if abs(size - top) < close else "smallest value" if abs(size - bottom) < close else "between"

    return tuple(replace(c, kind=kind(s)) for c, s in zip(candidates, numbers, strict=True))


def _size(candidate: Constrained) -> float | None:
    from calctutor.notation.tree import names

    tree = candidate.value.exact
    if candidate.numeric:
        return float(candidate.value.decimal)
    return None if names(tree) else float(decimal(tree, 15))


def _bounded(work: Work, gap: Expr, where: Sequence[Expr]) -> bool:
    """Is the constraint an ellipse or ellipsoid (or empty)? Then it is closed and bounded, so f has its extreme values."""
    if not gap.is_polynomial(*where) or sp.total_degree(gap, *where) != 2:
        return False
    return definiteness(work.algebra, sp.hessian(gap, where).tolist()) in ("positive definite", "negative definite")


def _singular(work: Work, rows: Sequence[Sequence[Expr]], gaps: Sequence[Expr], where: Sequence[Expr]) -> str:
    """`none`, `some` or `unknown`: points of the constraint where the gradient of g is 0, which the multipliers do not see."""
    if len(gaps) > 1:
        return "unknown"
    search = Search(work.algebra, where)
    search.solve(Branch((*rows[0], *gaps)))
    if search.points or search.families:
        return "some"
    return "none" if search.complete else "unknown"


__all__ = ["Constrained", "Constraint", "find"]
