"""Where did a wrong answer slip?

Everything that people are known to do wrong is done to the problem, and what comes out is compared with the answer. This loads
sympy, and belongs in a worker that can be stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.checking.answer import judge
from calctutor.checking.answers import NOWHERE
from calctutor.checking.inquiry import Inquiry
from calctutor.checking.miscalculated import algebra_after
from calctutor.checking.proof import settled
from calctutor.checking.slips import Diagnosis, Place, Slip
from calctutor.checking.solutions import solution
from calctutor.checking.stages import LAST, stages_of
from calctutor.checking.tasks import Task
from calctutor.checking.telling import slip
from calctutor.checking.verdicts import CORRECT, UNKNOWN, WRONG, Judged
from calctutor.mistakes.questions.limits import indeterminate
from calctutor.notation.tree import Tree

SECONDS = 2.0
"""Of the processor, for everything together; what comes first is told first."""
MOST_SLIPS = 4
IMPLIED = {
    "constant-factor-lost": "inner-derivative-missing", "other-variable-factor-lost": "inner-derivative-missing",
    "product-rule-with-minus": "inner-derivative-missing", "bars-dropped": "absolute-value-dropped",
    "minus-of-integrand-lost": "bars-dropped", "constant-factor-kept-alone": "inner-derivative-missing",
    "sum-term-dropped": "implicit-y-constant", "power-lowered": "power-spread-over-a-sum",
    "integral-term-dropped": "power-spread-over-a-sum",
    "limit-zero-over-zero": "limit-growth",
    "differentiated-instead": "bounds-into-the-derivative", "derivative-of-one-part": "differentiated-instead",
}  # fmt: skip
"""The first says nothing more where the second explains the answer too: the slope of an inside may be a constant factor, or −1;
left of 0, |u| is −u."""

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
    known = WRONG if suspicion or wrong else judge(task, answer).verdict
    conclusion = settled(task, answer) if known == UNKNOWN else None
    if answer == NOWHERE:
        refuted = WRONG in (known, conclusion.verdict if conclusion else UNKNOWN)
        return Diagnosis(tuple(denied(task)) if refuted else (), settled=conclusion)
    if conclusion is not None and conclusion.verdict == CORRECT:
        return Diagnosis(settled=conclusion)
    found = explanations(inquiry, suspicion)
    if conclusion is None and any(s.mistake in CERTAIN for s in found):
        conclusion = Judged(WRONG)
    truth = inquiry.solution() or (solution(task) if solve else None)
    slips = tuple(placed(one, task, inquiry.answer, truth) for one in ranked(found))
    return Diagnosis(slips, inquiry.right_terms(), truth, conclusion, inquiry.odd_terms())


def denied(task: Task) -> Iterator[Slip]:
    """Why somebody may think that there is no value where there is one."""
    if task.kind == "limit" and indeterminate(task):
        yield slip("limit-zero-over-zero")
    elif task.kind == "integrate" and improper(task):
        yield slip("improper-taken-for-divergent")


def improper(task: Task) -> bool:
    """Is the range unbounded, or the integrand without a value at one of its ends?"""
    for bound in task.about["bounds"]:
        try:
            end = evaluate(bound, {}, 64).ball
            if not (end.is_finite() and evaluate(task.f, {task.wrt[0]: end}, 64).ball.is_finite()):
                return True
        except NoValue:
            return True
    return False


def placed(found: Slip, task: Task, answer: Tree, truth: Tree | None) -> Slip:
    """A slip about the whole question happened at the question itself: there the answer was written."""
    whole = task.question
    place = found.place or (None if found.solved is not None else Place(whole))
    if place is None or task.kind == "same" or place.before not in (whole, Tree("I", whole.args[:2])):
        return found
    wrote, should = place.wrote or answer, place.should or truth
    return found._replace(place=place._replace(before=whole, wrote=wrote, should=should))


def explanations(inquiry: Inquiry, suspicion: str) -> list[Slip]:
    """What every stage finds, in time; the last ones only if the others find nothing."""
    found: list[Slip] = [slip(suspicion)] if suspicion else []
    for stage in stages_of(inquiry):
        if inquiry.late() or (stage in LAST and any(plain(s, stage) for s in found)) or (found and suspicion):
            break
        for explained in stage(inquiry):
            found.append(explained)
            if inquiry.late() or explained.mistake in CERTAIN:
                return found
    return found


def plain(found: Slip, stage: Callable[..., object]) -> bool:
    """Does it explain the answer well enough not to look further? False algebra may still be simpler than two changes."""
    return found.vague < 2 and (found.changes == 1 or stage is not algebra_after)


def ranked(found: Iterable[Slip]) -> tuple[Slip, ...]:
    """Fewest changes first, then what says most; each mistake once."""
    unique: dict[tuple[str, ...], Slip] = {}
    for one in found:
        key = (one.mistake, *(m for m, _ in one.also))
        unique.setdefault(key, one)
    mistakes = {one.mistake for one in unique.values()}
    unique = {key: one for key, one in unique.items() if IMPLIED.get(one.mistake) not in mistakes}
    ordered = sorted(unique.values(), key=lambda s: (s.vague >= 2, s.changes, s.vague))
    return tuple(ordered[:MOST_SLIPS])
