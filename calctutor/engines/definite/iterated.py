"""How is an iterated integral worked? From the inside out, each by itself, with what the outer ranges say of the letters.

Where the inner integral has no elementary answer and the region is a triangle, the other order is tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from calctutor.engines.assumptions import Assumptions
from calctutor.engines.definite import work
from calctutor.engines.definite.iterated_check import agrees, region_number
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, call, name, names, walk
from calctutor.notation.writing import text
from calctutor.steps import Solution, Step, Verified

Range = tuple[str, Tree, Tree]
SPECIAL = frozenset(
    {"erf", "erfi", "erfc", "Si", "Ci", "Ei", "li", "fresnels", "fresnelc", "Shi", "Chi", "lowergamma", "uppergamma"}
)


@dataclass
class _Level:
    """One integral of the nest: its range, and what the ranges outside of it say of their letters."""

    over: Range
    outer: tuple[Range, ...]

    def assumed(self, given: Sequence[Tree | str]) -> list[Tree | str]:
        known = {letter for relation in given if isinstance(relation, Tree) for letter in names(relation)}
        told = [relation for x, a, b in self.outer if x not in known for relation in _inside(x, a, b)]
        return [*given, *told]


def _inside(x: str, a: Tree, b: Tree) -> list[Tree]:
    """x lies between its bounds; which of them is the larger one is only known where both are numbers or it is usual."""
    below = [call(">", name(x), a)] if a.head != "neg" or a.args[0].head != "constant" else []
    above = [call("<", name(x), b)] if b.head != "constant" or b.value != "oo" else []
    return [*below, *above]


def integrate(f: Tree, ranges: Sequence[Range], assumed: Sequence[Tree | str] = ()) -> Solution:
    """The integral of `f` over `ranges` (variable, from, to), the innermost first. Raises `StudentError` as
    `work.integrate`, and for ranges that cannot be nested so.
    """
    checked(ranges)
    solution = _worked(f, ranges, assumed)
    other = turned(ranges) if len(ranges) == 2 and _unwelcome(solution) else None
    if other is not None:
        again = _worked(f, other, assumed)
        if not isinstance(again, StudentError) and again.about["exists"] and again.answer != again.question:
            return _in_the_other_order(f, ranges, again)
    if isinstance(solution, StudentError):
        return _number_alone(f, ranges, solution)
    return solution


def checked(ranges: Sequence[Range]) -> None:
    """Refuse an order that makes no sense: a bound with its own letter, or with one that is integrated before."""
    done: list[str] = []
    for x, a, b in ranges:
        inside = set(names(a)) | set(names(b))
        if x in done:
            raise StudentError("which-order", f"{x} is integrated twice", remedy=f"leave out one --over {x}=...")
        if x in inside:
            raise StudentError("which-order", f"the bounds of {x} contain {x} itself", remedy=f"--over {x}=0..1")
        if clash := sorted(inside & set(done)):
            reason = f"the bounds of {x} contain {clash[0]}, which is integrated before {x}; the inner integral comes first"
            raise StudentError("which-order", reason, remedy=f"put --over {x}=... before --over {clash[0]}=...")
        done.append(x)


def nested(f: Tree, ranges: Sequence[Range]) -> Tree:
    for x, a, b in ranges:
        f = Tree("I", (f, name(x), a, b))
    return f


def _unwelcome(solution: Solution | StudentError) -> bool:
    """No answer, or one that needed special functions on the way."""
    if isinstance(solution, StudentError) or solution.about.get("closed_form") is False:
        return True
    trees = [solution.answer, *(step.answer for step in solution.steps)]
    return any(node.head in SPECIAL for tree in trees for node in walk(tree))


def _worked(f: Tree, ranges: Sequence[Range], assumed: Sequence[Tree | str]) -> Solution | StudentError:
    """The levels one after the other; or what stopped them."""
    steps: list[Step] = []
    integrand, complete, question = f, True, nested(f, ranges)
    about: dict[str, Any] = _about(ranges)
    for depth, (x, a, b) in enumerate(ranges):
        level = _Level((x, a, b), tuple(ranges[depth + 1 :]))
        try:
            solution = work.integrate(integrand, x, a, b, level.assumed(assumed))
        except StudentError as problem:
            return problem
        steps += solution.steps
        if not solution.about["exists"]:
            reason = f"the integral over {x} diverges: {solution.about['reason']}"
            more = {"exists": False, "reason": reason, "verdict": "diverges"}
            return Solution("integrate", f, question, tuple(steps), question, solution.verified, True, about | more)
        if solution.answer == solution.question:
            return StudentError("no-rule", f"no rule here integrates {text(integrand)} over {x}", exit_code=NO_METHOD)
        complete = complete and solution.complete
        if level.outer:
            steps.append(_inner_done(nested(integrand, ranges[depth:]), nested(solution.answer, level.outer), x, solution))
        about["conditions"] = (*about.get("conditions", ()), *solution.about.get("conditions", ()))
        integrand = solution.answer
    held = agrees(integrand, ranges, f, Assumptions.of(assumed))
    if held.verdict == "fails":
        reason = "the answer found does not agree with quadrature, so it is not shown"
        return StudentError("no-rule", reason, exit_code=NO_METHOD)
    return Solution("integrate", f, question, tuple(steps), integrand, held, complete, about)


def _about(ranges: Sequence[Range]) -> dict[str, Any]:
    x, a, b = ranges[-1]
    return {"wrt": x, "from": a, "to": b, "exists": True, "ranges": tuple((name(y), c, d) for y, c, d in ranges)}


def _inner_done(before: Tree, after: Tree, x: str, inner: Solution) -> Step:
    """It holds as the inner integral does: nothing else has changed."""
    why = f"The integral over {x} is done; what it gave is the next integrand."
    return Step(
        "inner-integral-done", "The inner integral is done", before, after, after, why=(why,), holds=inner.verified.verdict
    )


# The other order.


def turned(ranges: Sequence[Range]) -> tuple[Range, Range] | None:
    """The ranges of a triangle, taken the other way round: y from 0 to x, x from 0 to 1 is x from y to 1, y from 0 to 1."""
    (y, c, d), (x, a, b) = ranges
    if names(a) or names(b):
        return None
    if d == name(x) and c == a:
        return (x, name(y), b), (y, a, b)
    return ((x, a, name(y)), (y, a, b)) if c == name(x) and d == b else None


def _in_the_other_order(f: Tree, ranges: Sequence[Range], again: Solution) -> Solution:
    question = nested(f, ranges)
    (x, c, d), (y, a, b) = ((r.args[0].value, r.args[1], r.args[2]) for r in map(_tupled, again.about["ranges"]))
    why = (f"The inner integral leads nowhere simple. The region is a triangle: {y} runs from {text(a)} to {text(b)}, and for "
           f"each {y} the other letter {x} runs from {text(c)} to {text(d)}.")  # fmt: skip
    first = Step("turn-the-order", "Turn the order of integration", question, again.question, again.question, why=(why,),
                 holds=again.verified.verdict)  # fmt: skip
    about = {**again.about, **_about(ranges)}
    return replace(again, question=question, steps=(first, *again.steps), about=about)


def _tupled(given: tuple[Tree, Tree, Tree]) -> Tree:
    return Tree("tuple", given)


def _number_alone(f: Tree, ranges: Sequence[Range], problem: StudentError) -> Solution:
    """No closed form: the number by quadrature over the region, where all is numbers. Raises the `problem` otherwise."""
    found = region_number(f, ranges)
    if found is None:
        raise problem
    more = {"numeric": found[0], "error": found[1], "how": "sampled", "closed_form": False}
    question = nested(f, ranges)
    note = "the number was found by numerical quadrature over the region"
    return Solution("integrate", f, question, (), question, Verified("agrees", 1, note), False, {**_about(ranges), **more})
