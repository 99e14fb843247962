"""Which numbers make an equation with undetermined coefficients an identity? `(5x+1)/((x+2)(x-1)) = A/(x+2) + B/(x-1)`.

The two sides must agree for every x, so the coefficients of each power of x must; that is a linear system. Loads sympy.
"""

from __future__ import annotations

import re

from calctutor.checking.working.equality import free_letters
from calctutor.checking.working.equations import calculated
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, negative

CAPITAL = re.compile(r"[A-Z](?:_?\d)?")
MOST = 8


def undetermined(left: Tree, right: Tree, x: str) -> list[str]:
    """The capital letters of the right side, where both sides depend on x and on nothing else."""
    letters = sorted(free_letters(right) - {x})
    fits = letters and free_letters(left) == {x} and x in free_letters(right) and len(letters) <= MOST
    return letters if fits and all(CAPITAL.fullmatch(z) for z in letters) else []


def determined(left: Tree, right: Tree, x: str, letters: list[str]) -> dict[str, Tree] | None:
    """Their values; empty if there are none (the form is not general enough), None if that could not be found."""
    import sympy as sp

    from calctutor.notation.algebra import Algebra, symbol

    algebra, where = Algebra(), [symbol(z) for z in letters]
    try:
        top = sp.together(calculated(algebra, add(left, negative(right)))).as_numer_denom()[0]
        powers = sp.Poly(sp.expand(top), symbol(x)).coeffs()
        found = list(sp.linsolve(powers, *where))
    except (StudentError, NotImplementedError, ValueError, TypeError, AttributeError, sp.PolynomialError):
        return None
    if not found:
        return {}
    return (
        None if any(v.free_symbols for v in found[0]) else {z: algebra.tree(v) for z, v in zip(letters, found[0], strict=True)}
    )
