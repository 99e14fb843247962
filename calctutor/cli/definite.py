"""`calctutor integrate` with bounds: parse, ask, show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calctutor.cli.screen import Format, Screen
from calctutor.cli.worker import Job, out_of_time
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.notation.tree import Tree

    Range = tuple[str, Tree, Tree]
    Ranged = tuple[Tree, list[Range]]


def ranges_of(
    tree: Tree, named: str | None, below: str | None, above: str | None, over: list[str], text: str, assume: list[str]
) -> Ranged | None:  # fmt: skip
    """The integrand and its ranges, the innermost first, by `--from` and `--to`, by `--over` or as typed; None for an
    antiderivative.
    """
    from calctutor.engines.asking import free_names, integrand
    from calctutor.engines.asking_where import bounded, which_assumptions, which_bounds, which_range
    from calctutor.notation.tree import names

    bounds = which_bounds(below, above, text)
    if bounds and over:
        raise StudentError("which-bounds", "either --from and --to, or --over", text, (0, len(text)), "--over x=0..1")
    if over:
        return tree, [which_range(given) for given in over]
    if bounds:
        known = {letter for relation in which_assumptions(assume) for letter in names(relation)}
        others = [letter for letter in free_names(tree) if letter not in known]
        f, x = integrand(tree, named or (others[0] if len(others) == 1 else None), text)
        return f, [(x, *bounds)]
    return bounded(tree)


def definite(
    here: Screen, ranged: Ranged, assume: list[str], another_way: bool, detail: str, text: str, timeout: float
) -> int:  # fmt: skip
    """Work a definite or an iterated integral and show it; the exit code."""
    from calctutor.blocks import Page
    from calctutor.engines.asking_where import which_assumptions
    from calctutor.narrate import definite as told

    f, ranges = ranged
    assumed = which_assumptions(assume)
    if len(ranges) > 1:
        job = Job("calctutor.engines.definite.iterated:integrate", f, tuple(ranges), assumed)
    else:
        task = "another" if another_way else "work"
        job = Job(f"calctutor.engines.definite.{task}:integrate", f, *ranges[0], assumed)
    if here.format is not Format.json:
        here.show(Page((told.heading(f, ranges, assumed),)))
    solution = job.result(timeout, text) if len(ranges) > 1 else _in_time(job, f, ranges[0], assumed, timeout, text)
    return here.solution(solution, lambda solution: told.page(solution, detail, text))


FOR_THE_STEPS = 0.75
"""The share of the time that the derivation may take; what is left is enough for the number alone."""


def _in_time(job: Job, f: Tree, over: Range, assumed: tuple[Tree, ...], timeout: float, text: str) -> Any:
    """The worked solution; the number alone, which says so, where the rules do not come to an end in time."""
    try:
        return job.result(timeout * FOR_THE_STEPS, text)
    except StudentError as late:
        if late.code != "out-of-time":
            raise
    alone = Job("calctutor.engines.definite.work:number", f, *over, assumed)
    try:
        return alone.result(timeout * (1 - FOR_THE_STEPS), text)
    except StudentError:
        raise out_of_time(timeout, text) from None
