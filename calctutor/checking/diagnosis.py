"""Where did a wrong answer slip?

Everything that people are known to do wrong is done to the problem, and what comes out is compared with the answer. This loads
sympy, and belongs in a worker that can be stopped.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.checking.answer import judge
from calctutor.checking.answers import NOWHERE
from calctutor.checking.inquiry import Inquiry
from calctutor.checking.proof import settled
from calctutor.checking.slips import Diagnosis, Slip
from calctutor.checking.solutions import solution
from calctutor.checking.stages import LAST, STAGES
from calctutor.checking.tasks import Task
from calctutor.checking.telling import slip
from calctutor.checking.verdicts import CORRECT, UNKNOWN, WRONG, Judged
from calctutor.notation.tree import Tree

SECONDS = 2.0
"""Of the processor, for everything together; what comes first is told first."""
MOST_SLIPS = 4
CERTAIN = ("across-a-pole", "power-rule-at-minus-one")
"""What needs no further explanation."""


def diagnose(
    task: Task,
    answer: Tree,
    suspicion: str = "",
    wrong: tuple[tuple[int, ...], ...] = (),
    seconds: float = SECONDS,
    solve: bool = False,
) -> Diagnosis:
    """The slips that explain `answer`, best first. `wrong` are the entries known to be wrong; with
    `solve`, the right answer is worked out whatever it takes."""
    inquiry = Inquiry(task, answer, wrong, time.process_time() + seconds)
    conclusion = None if suspicion or wrong or judge(task, answer).verdict != UNKNOWN else settled(task, answer)
    if answer == NOWHERE or (conclusion is not None and conclusion.verdict == CORRECT):
        return Diagnosis(settled=conclusion)
    found = explanations(inquiry, suspicion)
    if conclusion is None and any(s.mistake in CERTAIN for s in found):
        conclusion = Judged(WRONG)
    truth = inquiry.truth() or (solution(task) if solve else None)
    return Diagnosis(ranked(found), inquiry.right_terms(), truth, conclusion)


def explanations(inquiry: Inquiry, suspicion: str) -> list[Slip]:
    """What every stage finds, in time; the last ones only if the others find nothing."""
    found: list[Slip] = [slip(suspicion)] if suspicion else []
    for stage in STAGES:
        if inquiry.late() or (stage in LAST and any(s.vague < 2 for s in found)) or (found and suspicion):
            break
        for explained in stage(inquiry):
            found.append(explained)
            if inquiry.late() or explained.mistake in CERTAIN:
                return found
    return found


def ranked(found: Iterable[Slip]) -> tuple[Slip, ...]:
    """Fewest changes first, then what says most; each mistake once."""
    unique: dict[tuple[str, ...], Slip] = {}
    for one in found:
        key = (one.mistake, *(m for m, _ in one.also))
        unique.setdefault(key, one)
    ordered = sorted(unique.values(), key=lambda s: (s.vague >= 2, s.changes, s.vague))
    return tuple(ordered[:MOST_SLIPS])
