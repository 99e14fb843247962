"""Which wrong answers come of a rule that lies: at one place of the solution, at every place, at two?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.inquiry import Inquiry
from calctutor.checking.lies import Candidate
from calctutor.checking.light import lightened
from calctutor.checking.slips import Place, Slip
from calctutor.mistakes.questions.limits import indeterminate
from calctutor.notation.tree import Tree, derivative, divide, name, unmarked

Reading = Callable[[Tree], Tree]
"""From a candidate to what is compared with the answer: its value between bounds, its slope."""


def lied(inquiry: Inquiry) -> Iterator[Slip]:
    """One false rule at one place, or the same at every place."""
    found = [
        [slip for several in (derivation.single, derivation.everywhere) for slip in told(several(), target, inquiry)]
        for derivation, target in inquiry.derivatives()
    ]
    for slips in found:
        for one in slips:
            in_all = all(any(one.mistake == other.mistake for other in others) for others in found)
            yield one if in_all else one._replace(vague=max(1, one.vague))  # some entries are wrong in another way


def hospital(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule on the top or the bottom in l’Hôpital’s rule."""
    task = inquiry.task
    if task.kind != "limit" or not indeterminate(task):
        return
    x = task.wrt[0]
    slopes = [derivative(part, name(x)) for part in task.f.args]
    for i, part in enumerate(task.f.args):
        derivation = inquiry.derivation(part, (x,))
        for candidate in derivation.single() if derivation else ():
            top, bottom = (candidate.answer if i == j else slopes[j] for j in range(2))
            limit = task.question.with_args((divide(top, bottom), *task.question.args[1:]))
            if inquiry.late():
                return
            if inquiry.print.matches(limit):
                one = from_candidate(candidate)
                yield one._replace(vague=one.vague + 1)  # a mere number fits by accident too


def lied_twice(inquiry: Inquiry) -> Iterator[Slip]:
    """Two false rules; of a mere number they prove nothing."""
    if inquiry.numeric:
        return
    for derivation, target in inquiry.derivatives():
        yield from told(derivation.again(), target, inquiry)
        yield from told(derivation.pairs(), target, inquiry)
    if inquiry.task.kind == "integrate" and (whole := inquiry.antiderivation()):
        from calctutor.checking.integrated import integrals

        yield from integrals(inquiry, whole.pairs())


def told(
    candidates: Iterable[Candidate], target: Fingerprint, inquiry: Inquiry, reading: Reading | None = None
) -> Iterator[Slip]:
    """The candidates that give the answer, as slips."""
    for candidate in candidates:
        if inquiry.late():
            return
        if target.matches(reading(candidate.answer) if reading else candidate.answer):
            yield from_candidate(candidate)


def from_candidate(candidate: Candidate) -> Slip:
    """A slip at the first of the steps that lie; the others are named beside it."""
    first, *others = candidate.lies
    before, wrote, should = (lightened(unmarked(tree)) for tree in (first.true.before, first.false.filled, first.true.answer))
    place = Place(before, wrote, should, first.true.title, first.true.formula)
    different = tuple((lie.mistake.id, lie.mistake.title) for lie in others if lie.mistake.id != first.mistake.id)
    return Slip(
        first.mistake.id, first.mistake.title, first.false.why, len(candidate.lies), first.mistake.vague, place, different
    )
