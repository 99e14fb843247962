"""What is a chain of equal expressions, and what is said of one step of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, WRONG, Remark
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree


@dataclass
class Chain:
    """Expressions that are said to be equal. `truth` is what they should all be worth; `x` the letter of integration where that
    is only known but for a constant; `slip` the line of the first wrong one; `label` what they are the value of, or
    of what letter the logarithm (`ln y`) or the relative slope (`y'/y`)."""

    truth: Tree
    last: Tree
    x: str = ""
    slip: int = 0
    label: str = ""
    limit: Tree | None = None
    loose: bool = False
    """May the next expression be the derivative of this one? So people write who do not repeat f'(x)."""
    task: Task | None = None
    rule: str = ""
    """How its expressions are reached, where that is known without the book."""
    logarithm_of: str = ""
    relative_slope_of: str = ""
    opened: bool = False
    """Has anything been said about it yet?"""
    doubtful: tuple[Tree, ...] = ()
    """Expressions about which nothing could be decided: the next one is compared with what stood before them."""


class Outcome(NamedTuple):
    """What is said of one step or statement."""

    verdict: str = CORRECT
    note: str = ""
    follows: int = 0
    remarks: tuple[Remark, ...] = ()
    steps: tuple[Step, ...] = ()
    slip: Step | None = None
    again: bool = False


DEFINES = "defines "
ORDER = (CORRECT, UNKNOWN, "unreadable", WRONG)


def worse(one: Outcome, other: Outcome) -> Outcome:
    """Both together: the worse verdict with what belongs to it, and all remarks and steps."""
    first, second = (one, other) if ORDER.index(one.verdict) >= ORDER.index(other.verdict) else (other, one)
    remarks = tuple(dict.fromkeys((*one.remarks, *other.remarks)))
    note = _both_notes(one.note, other.note) if first.verdict == second.verdict else first.note
    follows, steps = first.follows or second.follows, (*one.steps, *other.steps)
    return first._replace(note=note, follows=follows, remarks=remarks, steps=steps)


def _both_notes(one: str, other: str) -> str:
    """`defines u, v`, or the first that says something."""
    if "your slip" in other:
        return other
    if one.startswith(DEFINES) and other.startswith(DEFINES):
        letters = dict.fromkeys([*one.removeprefix(DEFINES).split(", "), *other.removeprefix(DEFINES).split(", ")])
        return DEFINES + ", ".join(letters)
    return one or other
