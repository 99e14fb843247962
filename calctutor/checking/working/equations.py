"""Does an equation hold where others do? They are solved, exactly, and their solutions are put in. Loads sympy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calctutor.balls.equality import compare
from calctutor.checking.working.equality import free_letters
from calctutor.checking.working.vectors import put
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, negative

MOST = 5
Solutions = list[dict[str, Tree]]
ALL, SOME, NONE, OPEN = "all", "some", "none", "open"


def solutions(equations: Sequence[Tree]) -> Solutions | None:
    """The real points where all equations hold, or None where that is not known (too many of them, or no method)."""
    import sympy as sp

    from calctutor.notation.algebra import Algebra, symbol

    algebra = Algebra()
    letters = sorted({x for equation in equations for x in free_letters(equation)})
    if not equations or len(equations) > MOST or len(letters) > MOST:
        return None
    try:
        gaps = [calculated(algebra, add(eq.args[0], negative(eq.args[1]))) for eq in equations]
        where = [symbol(x) for x in letters]
        if len(where) > 1 and not all(gap.as_numer_denom()[0].is_polynomial(*where) for gap in gaps):
            return None
        found = sp.solve(gaps, where, dict=True)
    except (StudentError, NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    real = [s for s in found if all(v.is_real is not False for v in s.values())]
    if any(set(s) != set(where) or any(v.free_symbols for v in s.values()) for s in real) or (found and not real):
        return None
    return [{str(key): algebra.tree(v) for key, v in s.items()} for s in real]


def calculated(algebra: Any, tree: Tree) -> Any:
    """In sympy, with every derivative worked out."""
    import sympy as sp

    from calctutor.notation.algebra import symbol

    if tree.head == "D":
        return sp.diff(calculated(algebra, tree.args[0]), symbol(str(tree.args[1].value)))
    if tree.head == "at":
        inner, letter, place = tree.args
        return calculated(algebra, inner).subs(symbol(str(letter.value)), calculated(algebra, place))
    if not tree.args:
        return algebra.expression(tree)
    return algebra.build(tree, [calculated(algebra, arg) for arg in tree.args])


def holds(equation: Tree, where: Solutions | None) -> str:
    """At all of these points, at some, at none; or open."""
    if not where:
        return OPEN
    found = []
    for point in where:
        left, right = (put(side, tuple(point), tuple(point.values())) for side in equation.args)
        if free_letters(left) or free_letters(right):
            return OPEN
        found.append(compare(left, right).kind)
    if "undecided" in found:
        return OPEN
    fine = sum(kind != "different" for kind in found)
    return ALL if fine == len(found) else SOME if fine else NONE
