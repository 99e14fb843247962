"""What is said of a line of working?"""

from __future__ import annotations

from typing import NamedTuple

from calctutor.balls.verdicts import Counterexample
from calctutor.checking.slips import Slip
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, Remark
from calctutor.notation.tree import Tree

COMMENT = "comment"
"""The verdict on a line of words: nothing to be judged."""

REMARKS: dict[str, str] = {
    "missing-constant": "A constant of integration is missing at the end: write + C.",
    "missing-differential": "The integral does not say by which letter: write the dx.",
    "dropped-limit": "The limit sign is missing: until the value is put in, each line begins with lim.",
    "dropped-integral": "A function is not equal to its antiderivative: write the integral sign.",
    "run-on-equals": "A function is not equal to its derivative: write f′(x) = … on a line of its own.",
    "rounded": "Right to the digits that you give; exact would be better.",
    "undefined-letter": "A letter is used that was not introduced: say what it stands for.",
    "parts-do-not-multiply": "u times dv is not what stands under the integral sign.",
    "slope-missing": "If this is meant to be the derivative of the curve, each term with y needs a factor y′ (the chain rule).",
    "rate-missing": "Each quantity that changes brings its own rate as a factor (the chain rule): one is missing.",
    "one-of-several": "This is one of the solutions; there are others.",
}
"""Stable codes, and what they say."""


def remark(code: str) -> Remark:
    return Remark(code, REMARKS[code])


class Step(NamedTuple):
    """One equality: what stands on its two sides as typed, and what that means in the letters of the problem.

    `x` is the letter of integration where both are only known but for a constant. `kind` is `step` for an expression that
    follows another, `equation` for one that must hold where others do, `rates` for one
    between quantities that move together. `label` is what the line gives a value to (`f_xy`),
    `claim` the slope that follows from a wrong line about the `curve` (its equation, x and y). `rule` is how it was reached,
    where that is known without the book, `task` what it answers, where the expressions do not say so, and `mistake` what went
    wrong (with the letter that it is `about`), where that is seen at once. `inside` is the new letter of an integral and what
    it stands for, `given` are the equations before this one.
    """

    before: Tree
    after: Tree
    meant: tuple[Tree, Tree]
    x: str = ""
    kind: str = "step"
    label: str = ""
    claim: Tree | None = None
    curve: tuple[Tree, str, str] | None = None
    rule: str = ""
    task: Task | None = None
    mistake: str = ""
    about: Tree | None = None
    inside: tuple[str, Tree] | None = None
    given: tuple[Tree, ...] = ()


class Line(NamedTuple):
    """One line and what is said of it.

    `follows` is the number of the line whose slip this one is consistent with. `steps` are the equalities that hold, `slip` the
    first that does not. `rule` says how the line was reached. `again` tells a second slip from the first one.
    """

    number: int
    text: str
    verdict: str = CORRECT
    note: str = ""
    follows: int = 0
    remarks: tuple[Remark, ...] = ()
    rule: str = ""
    steps: tuple[Step, ...] = ()
    slip: Step | None = None
    again: bool = False


class Explained(NamedTuple):
    """`rules` by line number; of the first wrong line: the slip, a point at which its sides differ, and what would be right."""

    rules: dict[int, str]
    slip: Slip | None = None
    example: Counterexample | None = None
    right: Tree | None = None
