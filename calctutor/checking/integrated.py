"""Which wrong integrals come of a rule that lies, in the derivation that is found here or in another?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.inquiry import Inquiry, between, slope
from calctutor.checking.lies import Candidate
from calctutor.checking.lying import told
from calctutor.checking.pen import terms
from calctutor.checking.slips import Slip
from calctutor.notation.tree import derivative, name, names
from calctutor.steps import every_step


def integrated(inquiry: Inquiry) -> Iterator[Slip]:
    """A false rule at a step of the integral; and what does not need its derivation."""
    if inquiry.task.kind != "integrate":
        return
    from calctutor.checking.guessing import at_bounds, explained, whole_ones

    yield from whole_ones(inquiry.task, inquiry.answer)
    derivation = inquiry.antiderivation()
    found = False
    for several in (derivation.single, derivation.everywhere) if derivation else ():
        for explanation in integrals(inquiry, several()):
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


def integrals(inquiry: Inquiry, candidates: Iterable[Candidate]) -> Iterator[Slip]:
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
        explained = [e for several in (way.single, way.everywhere) for e in integrals(inquiry, several())]
        explained = explained or list(integrals(inquiry, way.other_v()))
        yield from explained
        if explained:
            return  # the ways that come after are detours, on which much can be explained by accident
