"""What does `gradient --form` put together? A loss in matrix notation, derived in index form and checked on components.

For a small size the function is written out, differentiated by the rules, and compared by numbers with the matrix formula.
Where sympy's matrix expressions can carry the form, they are differentiated too, for any size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from calctutor.balls.equality import compare
from calctutor.engines.hessian import second_partials, symmetric
from calctutor.engines.several import Work, partial, together, vector
from calctutor.engines.several_forms import which_form
from calctutor.steps import Solution, Verified
from calctutor.verify import holds, worst

Expr = Any


def symbolic(f: Expr, x: Expr) -> dict[str, str]:
    """Gradient and Hessian of a matrix expression, of any size."""
    gradient = f.diff(x)
    return {
        "gradient": str(gradient).replace(".T", "ᵀ").replace("*", " "),
        "hessian": str(gradient.diff(x)).replace(".T", "ᵀ").replace("*", " "),
    }


def _quadratic() -> dict[str, str]:
    n = sp.Symbol("n", integer=True, positive=True)
    a, x = sp.MatrixSymbol("A", n, n), sp.MatrixSymbol("x", n, 1)
    return symbolic(x.T * a * x, x)


def _least_squares() -> dict[str, str]:
    m, n = sp.symbols("m n", integer=True, positive=True)
    rows, w, y = sp.MatrixSymbol("X", m, n), sp.MatrixSymbol("w", n, 1), sp.MatrixSymbol("y", m, 1)
    return symbolic((rows * w - y).T * (rows * w - y), w)


SYMBOLIC: dict[str, Callable[[], dict[str, str]]] = {"quadratic": _quadratic, "least-squares": _least_squares}
"""The forms that matrix expressions can carry. The others need functions of each entry, and are worked on components only."""


def differentiate(form_id: str) -> Solution:
    """The form with that name, derived, and checked on components."""
    form = which_form(form_id)
    parts = form.components()
    work = Work(parts.f)
    expr = work.read(parts.f)
    firsts, slopes = work.gradient(parts.f, expr, parts.variables)
    seconds, _ = second_partials(work, parts.f, parts.variables, slopes)
    found = symmetric(len(parts.variables), [entry.answer for entry in seconds])
    pairs = [(e.answer, claimed) for e, claimed in zip(firsts, parts.gradient, strict=True)]
    pairs += [(a, b) for row, claimed in zip(found, parts.hessian, strict=True) for a, b in zip(row, claimed, strict=True)]
    agreed = [holds(compare(a, b)) for a, b in pairs]
    checked = together(entry.verified for entry in (*firsts, *seconds))
    about = {
        "form": form.id,
        "title": form.title,
        "function": form.function,
        "meaning": form.meaning,
        "derivation": form.derivation,
        "gradient": form.gradient,
        "hessian": form.hessian,
        "notes": list(form.notes),
        "size": parts.size,
        "variables": list(parts.variables),
        "constants": [],
        "partials": firsts,
        "symbolic": SYMBOLIC[form.id]() if form.id in SYMBOLIC else None,
        "components": {"gradient": parts.gradient, "hessian": parts.hessian},
        "components_agree": worst(agreed),
    }
    question = vector(partial(parts.f, x) for x in parts.variables)
    verified = Verified(worst([checked.verdict, *agreed]), checked.points)
    steps = work.verified_steps()
    return Solution("gradient", parts.f, question, steps, vector(parts.gradient), verified, work.complete, about)
