"""What can be said of an answer?"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from calctutor.errors import READ_FAILED, UNDECIDED
from calctutor.notation.tree import Tree

CORRECT, WRONG, UNKNOWN, UNREADABLE = "correct", "wrong", "undecided", "unreadable"
EXIT_CODES = {CORRECT: 0, WRONG: 1, UNKNOWN: UNDECIDED, UNREADABLE: READ_FAILED}

REMARKS: dict[str, str] = {
    "missing-constant": "A constant of integration is missing: write + C.",
    "numeric-constant": "The constant of integration is any number, not one in particular: write + C.",
    "odd-constant": "The constant of integration is written in an unusual way: + C says the same.",
    "two-constants": "One constant of integration is enough: two add up to one.",
    "absorbed-constant": "The constant is inside the logarithm, where it counts as an added one.",
    "needless-constant": "A definite integral is one number: the constant cancels, so leave + C out.",
    "ln-abs": "Right where the logarithm is defined; the problem is also defined where its argument is negative: write ln|…|.",
    "domain-narrower": "Equal where both are defined, but your answer is not defined everywhere the problem is.",
    "domain-wider": "Equal where both are defined; your answer is also defined where the problem is not.",
    "point-differs": "Equal but for single points where only one of the two is defined.",
    "rounded": "Right to the digits that you give; exact would be better.",
    "unfinished": "There is still something to be worked out in your answer.",
    "never-defined": "Your answer has no real value where the problem has one.",
    "shape": "Your answer has another shape than what was asked for.",
    "not-evaluated": "Your answer still contains a letter of the point: put the numbers in.",
    "foreign-letters": "Your answer contains letters that do not occur in the problem.",
    "inner-letters": "Right with the inner letters; put in what they stand for to have it in one letter.",
    "form": "The value is right, but not the form that was asked for.",
    "constant-in-disguise": "It differs from the usual answer by a constant.",
    "infinite-limit": "It grows beyond all bounds, so there is no number: ∞ says more than that it does not exist.",
    "no-value": "There is no value: the limit does not exist, or the integral diverges.",
    "support-unsaid": "Right on the support; say also what holds outside of it.",
    "approximate": "Compared by numbers that are not rigorous bounds.",
}
"""Stable codes, and what they say."""

STRICT = frozenset({"missing-constant", "numeric-constant", "odd-constant", "two-constants", "needless-constant", "ln-abs",
                    "domain-narrower", "rounded", "inner-letters", "form", "infinite-limit", "support-unsaid"})  # fmt: skip
"""Remarks that make an answer wrong under `--strict`."""


class Remark(NamedTuple):
    code: str
    text: str


def remark(code: str) -> Remark:
    return Remark(code, REMARKS[code])


class Example(NamedTuple):
    """A point, and what the right and the given answer are worth there. `entry` names the component of a vector."""

    point: dict[str, Fraction]
    expected: str
    given: str
    entry: tuple[int, ...] = ()


class Judged(NamedTuple):
    """A verdict on one answer.

    `certainty` is `proved`, `agrees` (at `points` points, to `digits` digits), `counterexample`, or empty. `entries` are the
    components that are wrong, counted from 1. `suspicion` is the id of a mistake that was recognised on the way.
    """

    verdict: str
    certainty: str = ""
    points: int = 0
    digits: int = 0
    counterexample: Example | None = None
    remarks: tuple[Remark, ...] = ()
    entries: tuple[tuple[int, ...], ...] = ()
    suspicion: str = ""
    answer: Tree | None = None

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.verdict]
