"""What is there to say of a judged working? The rule of every good step, and what happened in the first wrong line.

This loads sympy, and belongs in a worker that can be stopped.
"""

from __future__ import annotations

import time

from calctutor.balls.equality import compare
from calctutor.balls.verdicts import Counterexample
from calctutor.checking.answer import judge
from calctutor.checking.diagnosis import diagnose
from calctutor.checking.examples import simple_counterexample
from calctutor.checking.inquiry import GRIDS
from calctutor.checking.slips import Slip
from calctutor.checking.solutions import solution
from calctutor.checking.verdicts import WRONG
from calctutor.checking.working.asking import tasks
from calctutor.checking.working.equality import slope
from calctutor.checking.working.naming import named
from calctutor.checking.working.slips.reasons import VAGUE, first, last
from calctutor.checking.working.verdicts import Explained, Line, Step
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree

NAMING = 0.5
"""The part of the time that naming rules may take."""


def explained(lines: list[Line], seconds: float, solve: bool = False) -> Explained:
    """Rules for as many lines as there is time for, and the first slip."""
    start = time.monotonic()
    wrong = next((line for line in lines if line.verdict == WRONG and line.slip), None)
    found = _slip(wrong.slip, solve) if wrong and wrong.slip else (None, None, None)
    rules = {}
    for line in lines:
        if time.monotonic() - start > seconds * NAMING:
            break
        if titles := _rules(line, time.monotonic() + seconds * NAMING / 4):
            rules[line.number] = titles
    return Explained(rules, *found)


def _rules(line: Line, deadline: float) -> str:
    titles = dict.fromkeys(title for step in line.steps if (title := named(step, deadline)))
    several = [title for title in titles if title != "Simplified"] if len(titles) > 1 else list(titles)
    return ", ".join(several)


# The first slip.


def _slip(step: Step, solve: bool) -> tuple[Slip | None, Counterexample | None, Tree | None]:
    example, slip, right = _example(step), first(step), None
    for task, answer, put_back in tasks(step):
        if slip and not slip.vague and (right is not None or not solve):
            break
        try:
            found = diagnose(task, answer, wrong=judge(task, answer).entries if task.kind in GRIDS else ())
        except StudentError:
            continue  # the verdict stands without an explanation
        told = [one for one in found.slips[:1] if one.vague < VAGUE or task.kind not in ("same", "limit")]
        slip = min(filter(None, (slip, *told)), key=lambda one: one.vague, default=None)
        if solve and right is None and task.kind != "same":
            truth = found.solution or solution(task)
            right = None if truth is None else put_back(truth)
    return slip or last(step), example, right


def _example(step: Step) -> Counterexample | None:
    """A point at which the two sides differ."""
    if step.kind != "step" or step.meant[0].head in ("tuple", "list"):
        return None
    a, b = (slope(tree, step.x) if step.x else tree for tree in step.meant)
    found = compare(a, b).counterexample
    return None if found is None else simple_counterexample(a, b, {}, found)
