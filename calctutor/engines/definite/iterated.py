"""How is an iterated integral worked? From the inside out, each integral by itself."""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.engines.definite import work as definite
from calctutor.engines.definite.iterated_check import agrees
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution, Step, Verified

Range = tuple[str, Tree, Tree]


def integrate(f: Tree, ranges: Sequence[Range], assumed: Sequence[Tree | str] = ()) -> Solution:
    """The integral of `f` over `ranges` (variable, from, to), the innermost first. Raises `StudentError` as
    `definite.integrate`.
    """
    steps: list[Step] = []
    question, integrand, complete = f, f, True
    for x, a, b in ranges:
        question = Tree("I", (question, name(x), a, b))
    left = question
    for depth, (x, a, b) in enumerate(ranges):
        solution = definite.integrate(integrand, x, a, b, assumed)
        if not solution.about["exists"] or solution.answer == solution.question:
            reason = solution.about.get("reason", text(solution.question))
            raise StudentError("no-rule", f"the integral over {x} could not be worked: {reason}", exit_code=NO_METHOD)
        steps += solution.steps
        complete = complete and solution.complete
        integrand = solution.answer
        outer = integrand
        for y, c, d in ranges[depth + 1 :]:
            outer = Tree("I", (outer, name(y), c, d))
        if depth < len(ranges) - 1:
            steps.append(_inner_done(left, outer, x))
        left = outer
    held = agrees(integrand, ranges, f)
    about = {"wrt": ranges[-1][0], "from": ranges[-1][1], "to": ranges[-1][2], "exists": True,
             "ranges": tuple((name(x), a, b) for x, a, b in ranges)}  # fmt: skip
    return Solution("integrate", f, question, tuple(steps), integrand, held, complete, about)


def _inner_done(before: Tree, after: Tree, x: str) -> Step:
    why = f"The integral over {x} is done; what it gave is the next integrand."
    return Step("inner-integral-done", "The inner integral is done", before, after, after, why=(why,), holds="agrees")


__all__ = ["Range", "Verified", "integrate"]
