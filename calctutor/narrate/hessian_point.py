"""What does a Hessian say at a point? Minors, eigenvalues, what they mean, and the second-order approximation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calctutor.blocks import Block, Body, Equation, Panel, Prose
from calctutor.narrate.several import approximately, matrix, of_variables, point_title, shown
from calctutor.notation.tree import Tree, name, number
from calctutor.notation.writing import text

MOST_DRAWN = 6
"""Matrices with more columns are not drawn."""

MEANING = {
    "positive definite": "Positive definite: the function curves upward in every direction.",
    "negative definite": "Negative definite: the function curves downward in every direction.",
    "indefinite": "Indefinite: the function curves upward in some directions and downward in others, as a saddle does.",
    "positive semidefinite": "Positive semidefinite: the function curves upward or, to second order, not at all.",
    "negative semidefinite": "Negative semidefinite: the function curves downward or, to second order, not at all.",
    "zero": "The matrix is 0: to second order the function does not curve at all.",
}
CRITICAL = {
    "positive definite": "The gradient is 0 here too, so this is a local minimum.",
    "negative definite": "The gradient is 0 here too, so this is a local maximum.",
    "indefinite": "The gradient is 0 here too, so this is a saddle point.",
}
UNDECIDED = "The gradient is 0 here too, but the second-derivative test is undecided: `critical` looks closer."


def panels(at: Any) -> list[Block]:
    """The matrix in numbers, the minors, the eigenvalues, what they mean, and the second-order approximation."""
    panels: list[Block] = [_numbers(at)] if len(at.matrix) <= MOST_DRAWN else []
    if at.minors:
        panels.append(_minors(at))
    if at.eigenvalues and at.eigenvalues.decimals:
        panels.append(_eigenvalues(at))
    if at.definiteness:
        panels.append(_meaning(at))
    if at.taylor is not None:
        panels.append(_taylor(at))
    return panels


def _numbers(at: Any) -> Panel:
    body: list[Body] = [shown(name("H"), at.put_in, matrix(at.matrix))]
    if any(d for row in at.decimals for d in row):
        body.append(Equation(name("H"), (_rounded(at),), "≈"))
    return Panel(point_title(at.point), tuple(body))


def _rounded(at: Any) -> Tree:
    pairs = (zip(exact, decimals, strict=True) for exact, decimals in zip(at.matrix, at.decimals, strict=True))
    return matrix([name(d) if d else e for e, d in row] for row in pairs)


def _minors(at: Any) -> Panel:
    body: list[Body] = []
    for minor in at.minors:
        left = name(f"D_{minor.size}")
        body.append(
            shown(left, minor.put_in, minor.value.exact) if minor.put_in is not None else Equation(left, (minor.value.exact,))
        )
        body += approximately(minor.value.decimal)
    return Panel("Leading minors", (*body, Prose((_sylvester([minor.sign for minor in at.minors]),))))


def _sylvester(signs: Sequence[int | None]) -> str:
    if all(s == 1 for s in signs):
        return "All leading minors are positive, so by Sylvester's criterion the matrix is positive definite."
    if all(s == (-1) ** (i + 1) for i, s in enumerate(signs)):
        return (
            "The leading minors alternate in sign, beginning with a negative one, so by Sylvester's "
            "criterion the matrix is negative definite."
        )
    if signs[-1] in (1, -1):
        return (
            "The last minor, the determinant, is not 0, and the signs fit neither pattern of "
            "Sylvester's criterion (all positive; alternating from negative), so the matrix is "
            "indefinite."
        )
    return (
        "The determinant is 0, so at least one eigenvalue is 0 and Sylvester's criterion does not decide: the eigenvalues do."
    )


def _eigenvalues(at: Any) -> Panel:
    found = at.eigenvalues
    body: list[Body] = []
    if found.polynomial is not None and found.exact and len(at.matrix) > 1:
        body += [Prose(("They are the numbers λ for which the determinant of λ I − H is 0.",)), _polynomial(found)]
    for i, decimal in enumerate(found.decimals):
        body += _eigenvalue(found, i, decimal)
    if not found.exact:
        body.append(Prose((_how(at),), "note"))
    return Panel("Eigenvalues", tuple(body))


def _polynomial(found: Any) -> Equation:
    left = found.polynomial if found.factored is None else found.factored
    return Equation(left, (number(0),)) if found.factored is None else Equation(found.polynomial, (found.factored, number(0)))


def _eigenvalue(found: Any, i: int, decimal: str) -> list[Body]:
    left = name(f"lambda_{i + 1}")
    if not found.exact:
        return [Equation(left, (name(decimal),), "≈")]
    rows = (found.worked[i], found.exact[i]) if found.worked else (found.exact[i],)
    plain = text(found.exact[i]) == decimal
    return [shown(left, *rows), *([] if plain else approximately(decimal))]


def _how(at: Any) -> str:
    if len(at.matrix) == 2:
        return "From λ = (t ± √(t² − 4d))/2 with the trace t and the determinant d of the matrix, in decimals."
    return "Computed numerically: the roots have no simple form."


def _meaning(at: Any) -> Panel:
    body: list[Body] = [Prose((MEANING[at.definiteness],))]
    if at.critical:
        body.append(Prose((CRITICAL.get(at.definiteness, UNDECIDED),)))
    else:
        body.append(
            Prose(
                (
                    (
                        "The gradient is not 0 here, so this is no critical point: the matrix tells how the "
                        "function bends, not where it is lowest."
                    ),
                ),
                "note",
            )
        )
    curvature = at.curvature
    if curvature and curvature.condition:
        body += _descent(curvature)
    return Panel("What this means", tuple(body))


def _descent(curvature: Any) -> list[Body]:
    return [
        Prose(
            (
                (
                    f"Curvature is between {curvature.smallest} and {curvature.largest} depending on the "
                    "direction. The condition number is the ratio of the two:"
                ),
            )
        ),
        *_quantity(name("κ"), curvature.condition_exact, curvature.condition),
        Prose(
            (
                (
                    "The larger it is, the slower gradient descent is along the flattest direction. The "
                    "largest stable learning rate is"
                ),
            )
        ),
        *_quantity(name("2/λmax"), curvature.learning_rate_exact, curvature.learning_rate),
        Prose(("Where the second-order approximation holds, descent with a larger step overshoots by more each time.",)),
    ]


def _quantity(left: Tree, exact: Tree | None, decimal: str) -> list[Body]:
    if exact is None or text(exact) == decimal:
        return [Equation(left, (name(decimal),), "≈" if exact is None else "=")]
    return [Equation(left, (exact,)), *approximately(decimal)]


def _taylor(at: Any) -> Panel:
    variables = list(at.point)[: len(at.matrix)]
    why = (
        "Value, gradient and Hessian together: the best quadratic approximation near the point. "
        "Off the diagonal each entry counts twice, which cancels the factor ½."
    )
    return Panel("Second-order Taylor approximation", (Equation(of_variables("T", variables), (at.taylor,)), Prose((why,))))
