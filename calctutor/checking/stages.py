"""By which ways is a wrong answer explained?

One function a way, each giving the slips that lead to exactly this answer: misreadings of the whole question, one false rule at
one place of the solution, the same at every place, false algebra before or after, two false rules, and slips of the pen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from calctutor.balls.equality import compare
from calctutor.checking.answer import judge
from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.inquiry import Inquiry, Pair, between, question_of, slope
from calctutor.checking.lies import Candidate, Derivation, rebuilt
from calctutor.checking.light import lightened
from calctutor.checking.pen import pen_slips, terms
from calctutor.checking.slips import Place, Slip
from calctutor.checking.telling import slip
from calctutor.checking.verdicts import CORRECT
from calctutor.engines.asking import free_names
from calctutor.mistakes.algebra import SLIPS, rewritten
from calctutor.mistakes.book import MISTAKES
from calctutor.mistakes.questions import MISREADINGS
from calctutor.mistakes.questions.limits import indeterminate
from calctutor.notation.tree import Tree, derivative, divide, name, names, unmarked
from calctutor.steps import Step, every_step

Reading = Callable[[Tree], Tree]
"""From a candidate to what is compared with the answer: its value between bounds, its slope."""


def impossible(inquiry: Inquiry) -> Iterator[Slip]:
    """What is seen before any derivation: a pole between the bounds, a division by 0."""
    if inquiry.task.kind == "integrate":
        from calctutor.checking.guessing import without_rules

        yield from without_rules(inquiry.task, inquiry.answer)


def misread(inquiry: Inquiry) -> Iterator[Slip]:
    """The whole question taken for another one."""
    task = inquiry.task
    for mistake, (kinds, pairs) in MISREADINGS.items():
        if task.kind not in kinds or mistake == "opposite-sign" or (task.kind == "integrate" and not task.about["bounds"]):
            continue
        for left, right in pairs(task, inquiry.answer):
            if _same(inquiry, left, right):
                yield slip(mistake, inquiry.holes())
                break


def _same(inquiry: Inquiry, left: Tree, right: Tree) -> bool:
    if right is inquiry.answer:
        return inquiry.print.matches(left)
    return compare(left, right, dict(inquiry.task.let)).equal


# A rule that lies.


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
        yield from _integrals(inquiry, whole.pairs())


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


def typed(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule on a product or a fraction as typed, where algebra makes something simpler of it first."""
    from calctutor.checking.typed import answers

    for explanation, wrong in answers(inquiry):
        if inquiry.print.matches(wrong):
            yield explanation


def curved(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule on one side of an equation whose curve is differentiated."""
    if inquiry.task.kind == "implicit" and inquiry.task.order == 1:
        from calctutor.checking.curves import candidates

        yield from told(candidates(inquiry.task), inquiry.print, inquiry)


# Integrals.


def integrated(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule at a step of the integral; and what does not need its derivation."""
    if inquiry.task.kind != "integrate":
        return
    from calctutor.checking.guessing import at_bounds, explained, whole_ones

    yield from whole_ones(inquiry.task, inquiry.answer)
    derivation = inquiry.antiderivation()
    found = False
    for several in (derivation.single, derivation.everywhere) if derivation else ():
        for explanation in _integrals(inquiry, several()):
            found = True
            yield explanation
    if derivation and inquiry.task.about["bounds"]:
        yield from at_bounds(inquiry, derivation.algebra.tree(derivation.value))
    by_parts = derivation is None or any(step.rule == "integration-by-parts" for step in every_step(tuple(derivation.roots)))
    for guess in explained(inquiry.task, inquiry.answer):
        doubtful = found or (guess.mistake.startswith("parts-") and not by_parts)
        bracket = guess.mistake == "coefficient-on-the-first-term-only" and inquiry.task.f.head == "*"
        yield guess._replace(vague=-1 if bracket else guess.vague + doubtful)
    if not found:
        yield from _otherwise(inquiry)


def _integrals(inquiry: Inquiry, candidates: Iterable[Candidate]) -> Iterator[Slip]:
    """Compared by their slopes, or by their values between the bounds."""
    task, x = inquiry.task, inquiry.task.wrt[0]
    if bounds := task.about["bounds"]:
        yield from told(candidates, inquiry.print, inquiry, partial(between, x=x, bounds=bounds))
    else:
        target = Fingerprint(derivative(inquiry.answer, name(x)), (x,))
        numbers = any(not names(term) for term in terms(inquiry.answer))
        for explanation in told(candidates, target, inquiry, partial(slope, x=x)):
            if numbers or explanation.mistake not in LEAVES_A_NUMBER:
                yield explanation


LEAVES_A_NUMBER = ("constant-integrated-to-itself", "constant-integrated-as-a-variable")
"""As its slope does not show, these explain only an answer in which a number stands as a term."""


def _otherwise(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule where v is found in integration by parts, or on another way to the same integral."""
    from calctutor.checking.antiderivations import other_ways

    for way in other_ways(inquiry.task.f, inquiry.task.wrt[0]):
        explained = [e for several in (way.single, way.everywhere) for e in _integrals(inquiry, several())]
        explained = explained or list(_integrals(inquiry, way.other_v()))
        yield from explained
        if explained:
            return  # the ways that come after are detours, on which much can be explained by accident


# False algebra.


def algebra_first(inquiry: Inquiry) -> Iterator[Slip]:
    """False algebra before the calculus, and then everything right: the answer to another problem."""
    task = inquiry.task
    for mistake, rewriting in SLIPS.items():
        for seen, old, new in rewritten(task.f, rewriting):
            if inquiry.late():
                return
            if (asked := question_of(task, seen)) and _answers(inquiry, asked):
                found = slip(mistake, place=Place(old, new), solved=seen if task.kind != "same" else None)
                yield found._replace(vague=found.vague + 1) if inquiry.numeric and task.kind != "same" else found
                break


def _answers(inquiry: Inquiry, question: Tree) -> bool:
    if question.head == "I" and len(question.args) == 2:
        x = question.args[1]
        letters = (*inquiry.task.wrt, *free_names(inquiry.answer))
        return Fingerprint(question.args[0], letters).matches(derivative(inquiry.answer, x))
    if question.head == "=":
        return judge(inquiry.task._replace(f=question, question=question), inquiry.answer).verdict == CORRECT
    return inquiry.print.matches(question)


def algebra_after(inquiry: Inquiry) -> Iterator[Slip]:
    """Everything right, and then false algebra on the result of a step."""
    if inquiry.numeric:
        return
    for derivation, target in inquiry.derivatives():
        for level, root in enumerate(derivation.roots):
            for step in every_step((root,)):
                yield from _miscalculated(inquiry, derivation, target, level, step)


def _miscalculated(inquiry: Inquiry, derivation: Derivation, target: Fingerprint, level: int, step: Step) -> Iterator[Slip]:
    for form in dict.fromkeys((lightened(unmarked(step.filled)), step.answer)):
        for mistake, rewriting in SLIPS.items():
            if MISTAKES[mistake].vague:
                continue
            for wrong, old, new in rewritten(form, rewriting):
                if inquiry.late():
                    return
                false = replace(step, after=wrong, answer=wrong, asked=())
                whole = rebuilt(derivation.roots[level], {id(step): false})
                if target.matches(derivative(whole, *map(name, derivation.by[level + 1 :]))):
                    yield slip(mistake, place=Place(old, new))
                    break


def by_pen(inquiry: Inquiry) -> Iterator[Slip]:
    """All but one sign, number or factor is right."""
    yield from pen_slips(inquiry.task, inquiry.answer, inquiry.print, inquiry.wrong)


STAGES: tuple[Callable[[Inquiry], Iterator[Slip]], ...] = (
    impossible, misread, lied, hospital, typed, curved, integrated, algebra_first, algebra_after, by_pen, lied_twice,
)  # fmt: skip


def of_chance(inquiry: Inquiry) -> Iterator[Slip]:
    """What people get wrong about a random variable."""
    from calctutor.checking.probability.explaining import explained

    yield from explained(inquiry)


def stages_of(inquiry: Inquiry) -> tuple[Callable[[Inquiry], Iterator[Slip]], ...]:
    return (of_chance,) if inquiry.task.kind == "probability" else STAGES


LAST = (algebra_after, by_pen, lied_twice)
"""Looked for only when nothing else explains the answer."""

__all__ = ["LAST", "STAGES", "Pair", "stages_of"]
