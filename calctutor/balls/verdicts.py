"""What can be said of two expressions?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

DIGITS = 60
"""To so many digits two values agree, or they do not count as agreeing."""


@dataclass(frozen=True)
class Counterexample:
    """A point, and the two values there, written with enough digits to differ."""

    point: dict[str, Fraction]
    left: str
    right: str


@dataclass(frozen=True)
class Verdict:
    """`kind`: proved (by exact algebra), agrees (at `points` points, to `digits` digits), different (with a counterexample,
    which is a proof unless `approximate`), or undecided.

    `remarks` are codes: `domain-differs` (one side is real in a region where the other is not; `outside` is a point there,
    `wider` the side, `a` or `b`, that is real), `point-differs` (the same at a single point, as a hole), `never-both-defined`,
    `beyond-precision` (no point was found where both could be told), `no-number` (a side stands for no number).
    """

    kind: str
    points: int = 0
    digits: int = DIGITS
    counterexample: Counterexample | None = None
    remarks: tuple[str, ...] = ()
    approximate: bool = False
    outside: dict[str, Fraction] | None = None
    wider: str | None = None

    @property
    def equal(self) -> bool:
        return self.kind in ("proved", "agrees")
