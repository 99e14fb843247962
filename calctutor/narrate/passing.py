"""Which steps are so plain that their result may be used without a panel of their own?"""

from __future__ import annotations

from calctutor.steps import Asked, Step

BRIEF, NORMAL, FULL = "brief", "normal", "full"

PASSING_OVER = frozenset(
    {"constant-multiple-rule", "minus-sign", "constant-multiple-of-an-integral", "minus-sign-of-an-integral"}
)
"""Rules that are obvious when what they leave to do is."""

FACTORS = frozenset({"constant-multiple-of-an-integral", "minus-sign-of-an-integral"})
"""Rules that only take a constant out of an integral."""

LINEAR = "linear-substitution"

SUMS = frozenset({"sum-rule", "sum-rule-for-integrals"})

TERMS = SUMS | {"integration-by-parts"}
"""Rules that leave integrals of which one line of the table is enough to be said."""

OBVIOUS = PASSING_OVER | SUMS

POWERS = frozenset({"power-rule-for-integrals", "power-rule-for-integrals-of-roots-and-fractions", "integral-of-1-x"})

TABLED = POWERS | {"arctangent", "arcsine"}
"""Lines of the table that are rules of their own."""

TERM_BY_TERM = PASSING_OVER | POWERS | {"power-rule", "power-rule-for-roots-and-fractions"}
"""Rules that a sum's panel may use on its terms without a panel each."""


def in_passing(asked: Asked, parent: Step, detail: str) -> bool:
    """Is this substep so plain, where it stands, that its result may be used without a panel of its own?"""
    term = _plain_term(asked.step, parent) or (parent.rule in TERMS and linear_term(asked.step))
    plain = obvious(asked.step) or _by_a_letter(asked) or term or _plain_limit(asked, parent)
    return detail != FULL and (plain or from_the_table(asked.step))


def from_the_table(step: Step) -> bool:
    """An antiderivative that stands in the table, perhaps with a constant in front: ∫ eˣ dx, ∫ 2 cos(x) dx."""
    if step.before.head != "I" or len(step.before.args) != 2:
        return False
    if step.rule in PASSING_OVER:
        return all(from_the_table(part) for part in step.substeps)
    return not step.asked and (step.rule in TABLED or step.rule.startswith("integral-of-"))


def linear_term(step: Step) -> bool:
    """A term of a sum that stands in the table but for a x + b in the place of x: ∫ 3/(x - 1) dx."""
    if step.rule in FACTORS:
        return all(map(linear_term, step.substeps))
    return step.rule == LINEAR and all(map(from_the_table, step.substeps))


def passes_on(step: Step) -> bool:
    """A limit or integral that becomes another over the same letter: what that one gives is the answer, and there is nothing
    to put together.
    """
    same = step.after.head == "L" or (step.after.head == "I" and not step.let)
    return same and any(step.after == asked.place for asked in step.asked)


def obvious(step: Step) -> bool:
    """A constant, the variable itself, or constant multiples and sums of these: the derivative of 3x + 1 needs no panel."""
    if not step.asked:
        return step.small
    return step.rule in OBVIOUS and len(step.asked) <= 3 and all(obvious(part) for part in step.substeps)


def _by_a_letter(asked: Asked) -> bool:
    """The outer function of a chain, or the integrand of a substitution, by the letter of its inside: one line of the table."""
    known = asked.place.head == "D" or asked.step.rule in POWERS or asked.step.rule.startswith("integral-of-")
    return known and asked.place.head in ("D", "I") and asked.place.args[1].head == "mark" and not asked.step.asked


def _plain_term(step: Step, parent: Step) -> bool:
    """A power of x times a number, as a term of a sum."""
    if parent.rule not in (*SUMS, *PASSING_OVER):
        return False
    return step.rule in TERM_BY_TERM and all(obvious(part) or _plain_term(part, step) for part in step.substeps)


READ_OFF = frozenset({"direct-substitution", "limit-laws", "known-limit", "infinite-limit", "limit-of-a-constant"})
"""Limits that need no working."""


ENDS = frozenset({"improper-integral", "limit-from-inside"})
"""Steps of an integral that ask for a limit only where it is read off."""


def _plain_limit(asked: Asked, parent: Step) -> bool:
    """The derivatives in L'Hôpital's quotient, and parts of a limit that can be read off or stand in the table."""
    if parent.rule == "lhopitals-rule" and asked.place.head == "D":
        return True
    known = asked.step.rule in READ_OFF or asked.step.rule.startswith("standard-limit-of")
    if parent.rule in ENDS:
        return True
    return parent.before.head == "L" and known and not (asked.step.asked or passes_on(parent))
