"""What does `critical` put together? The points where the gradient is 0, each classified by the Hessian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import decimal as rounded
from calctutor.balls.values import evaluate
from calctutor.engines.gradient import letters
from calctutor.engines.hessian import second_partials, symmetric
from calctutor.engines.several import Work, partial, together, vector
from calctutor.engines.several_cases import Branch
from calctutor.engines.several_curves import Examined, examine
from calctutor.engines.several_matrices import Minor, definiteness, minors, named_definiteness
from calctutor.engines.several_numeric import BOX, zeros
from calctutor.engines.several_points import Number, finite, number_of
from calctutor.engines.several_solving import Search
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, number
from calctutor.steps import Solution, Verified
from calctutor.verify import holds, worst

Expr = Any

NOTHING = 1e-12
"""A numeric result so small is written 0."""

KINDS = {"positive definite": "local minimum", "negative definite": "local maximum", "indefinite": "saddle point"}
"""What a critical point is, by its Hessian; in all other cases the test is undecided."""


@dataclass(frozen=True, slots=True)
class Critical:
    """A critical point: its coordinates, the value there, the Hessian and its minors, and what it is.

    `kind` is `local minimum`, `local maximum`, `saddle point` or `undecided`; `examined` is what curves through the point said
    where the Hessian did not. `numeric` points were found by a search and are known to the digits shown; `checked` says whether
    the gradient was found to be 0 there.
    """

    point: dict[str, Tree]
    decimals: list[str]
    value: Number
    hessian: tuple[tuple[Tree, ...], ...]
    minors: tuple[Minor, ...]
    definiteness: str
    kind: str
    examined: Examined | None
    numeric: bool
    checked: str


@dataclass(frozen=True, slots=True)
class Family:
    """Critical points that are not isolated: some coordinates in terms of the free ones."""

    point: dict[str, Tree]
    free: list[str]
    value: Tree
    why: str


def find(f: Tree, variables: Sequence[str]) -> Solution:
    """The critical points of `f` in `variables`, with the algebra that finds them, or numbers where no algebra does."""
    work = Work(f)
    expr = work.read(f)
    firsts, slopes = work.gradient(f, expr, variables)
    entries, seconds = second_partials(work, f, variables, slopes)
    where = [symbol(x) for x in variables]
    search = Search(work.algebra, where, tuple(slopes), (expr,))
    search.solve(Branch(tuple(slopes)))
    rows = symmetric(len(variables), seconds)
    problem = Problem(work.algebra, expr, where, slopes, rows)
    points = [problem.critical(place) for place in by_place(search.points)]
    by_numbers = [] if search.complete or constants_left(slopes, where) else problem.numeric()
    about = {
        **letters(f, variables),
        "partials": firsts,
        "gradient": tuple(e.answer for e in firsts),
        "second_partials": entries,
        "hessian": tuple(tuple(map(work.algebra.tree, row)) for row in rows),
        "working": tuple(search.moves),
        "solved_exactly": search.complete,
        "conditions": tuple(map(work.algebra.tree, search.conditions)),
        "box": BOX,
        "points": tuple(points),
        "families": tuple(map(problem.family, search.families)),
        "numeric_points": tuple(p for p in by_numbers if not any(same_place(p, q) for q in points)),
    }
    steps = work.verified_steps()
    question = Tree("=", (vector(partial(f, x) for x in variables), vector([number(0)] * len(variables))))
    checked = _checked(together(e.verified for e in (*firsts, *entries)), about)
    return Solution(
        "critical", f, question, steps, vector(vector(p.point.values()) for p in points), checked, work.complete, about
    )


def constants_left(slopes: Sequence[Expr], where: Sequence[Expr]) -> bool:
    return any(slope.free_symbols - set(where) for slope in slopes)


def _checked(derivatives: Verified, about: Mapping[str, Any]) -> Verified:
    """The derivatives hold, and the gradient is 0 at every point."""
    exact = worst([derivatives.verdict, *(p.checked for p in about["points"])])
    return Verified(exact, derivatives.points)


def by_place(points: Sequence[Mapping[Expr, Expr]]) -> list[Mapping[Expr, Expr]]:
    """In order of their coordinates, as on a map from left to right."""
    return sorted(points, key=lambda p: [(0, float(v), "") if v.is_number else (1, 0.0, str(v)) for v in p.values()])


def same_place(one: Critical, other: Critical) -> bool:
    return all(abs(float(a) - float(b)) < 1e-5 for a, b in zip(one.decimals, other.decimals, strict=True))


@dataclass(frozen=True, slots=True)
class Problem:
    """A function with its derivatives, in sympy."""

    algebra: Algebra
    f: Expr
    where: Sequence[Expr]
    slopes: Sequence[Expr]
    rows: tuple[tuple[Expr, ...], ...]

    def critical(self, place: Mapping[Expr, Expr]) -> Critical:
        """An exact critical point, classified."""
        tree = self.algebra.tree
        found = [[finite(entry.xreplace(dict(place))) for entry in row] for row in self.rows]
        smooth = all(entry is not None for row in found for entry in row)
        here = found if smooth else []
        constant = smooth and not any(entry is not None and entry.free_symbols for row in here for entry in row)
        definite = (definiteness(self.algebra, here) if constant else None) or "unknown"
        kind = KINDS.get(definite, "undecided")
        examined = examine(self.algebra, self.f, place) if kind == "undecided" and (constant or not smooth) else None
        return Critical(
            point={x.name: tree(v) for x, v in place.items()},
            decimals=[number_of(self.algebra, v).decimal or str(v) for v in place.values()],
            value=number_of(self.algebra, self._value(self.f, place)),
            hessian=tuple(tuple(map(tree, row)) for row in here),
            minors=minors(self.algebra, here) if smooth else (),
            definiteness=definite,
            kind=_concluded(kind, examined),
            examined=examined,
            numeric=False,
            checked=worst(holds(compare(tree(s.xreplace(dict(place))), number(0))) for s in self.slopes),
        )

    def _value(self, expr: Expr, place: Mapping[Expr, Expr]) -> Expr:
        found = finite(expr.xreplace(dict(place)))
        if found is None:
            raise StudentError(
                "singular-point",
                "a second derivative has no value at one of the critical points",
                remedy="look at it with diff",
            )
        return found

    def family(self, place: Mapping[Expr, Expr]) -> Family:
        """Critical points that are not isolated. On them the function has one value."""
        from calctutor.engines.several_curves import by_form

        tree = self.algebra.tree
        free = [x for x in self.where if place[x] == x]
        origin = {x: v.subs(dict.fromkeys(free, 0)) for x, v in place.items()}
        shape = by_form(self.f, origin)
        value = sp.simplify(self.f.xreplace(dict(place))) if self.f.is_polynomial(*self.where) else self.f.xreplace(dict(place))
        why = shape[1] if shape else "Along them the Hessian has an eigenvalue 0, so the second-derivative test is undecided."
        return Family({x.name: tree(v) for x, v in place.items() if x not in free}, [x.name for x in free], tree(value), why)

    def numeric(self) -> list[Critical]:
        """What Newton's method finds in the box."""
        names = [x.name for x in self.where]
        found = zeros([self.algebra.tree(s) for s in self.slopes], names)
        return [critical for point in found if (critical := self._rounded(point)) is not None]

    def _rounded(self, point: Mapping[str, float]) -> Critical | None:
        from flint import arb

        env = {x: arb(v) for x, v in point.items()}
        try:
            rows = [[_at(self.algebra.tree(entry), env) for entry in row] for row in self.rows]
            height = _at(self.algebra.tree(self.f), env)
        except NoValue:
            return None
        definite = _by_numbers(rows)
        shown = {x: _decimal_tree(v) for x, v in point.items()}
        matrix = tuple(tuple(map(_decimal_tree, row)) for row in rows)
        value, kind = Number(_decimal_tree(height), _six(height)), KINDS.get(definite, "undecided")
        return Critical(shown, [_six(v) for v in point.values()], value, matrix, (), definite, kind, None, True, "agrees")


def _concluded(kind: str, examined: Examined | None) -> str:
    if examined is None or examined.kind == "undecided":
        return kind
    return "saddle point" if examined.kind == "saddle" else f"local {examined.kind}"


def _at(tree: Tree, env: Mapping[str, Any]) -> float:
    return float(evaluate(tree, env, 128).ball.mid())


def _six(value: float) -> str:
    from flint import arb

    return "0" if abs(value) < NOTHING else rounded(arb(value), 6)


def _decimal_tree(value: float) -> Tree:
    """A decimal, written as such."""
    return Tree("name", (), _six(value))


def _by_numbers(rows: Sequence[Sequence[float]]) -> str:
    """Definiteness from eigenvalues in floating point; what is nearly 0 counts as undecided."""
    from flint import acb_mat, arb_mat

    found = [float(v.real.mid()) for v in acb_mat(arb_mat([list(row) for row in rows])).eig(algorithm="approx")]
    largest = max(1.0, *map(abs, found))
    if any(abs(v) < 1e-6 * largest for v in found):
        return "unknown"
    return named_definiteness(sum(v > 0 for v in found), sum(v < 0 for v in found), 0)


__all__ = ["Critical", "Family", "Problem", "find"]
