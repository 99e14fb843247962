"""What has been stated as an equation so far, and what is said of one that does not follow?"""

from __future__ import annotations

from calctutor.checking.verdicts import WRONG
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.outcomes import Outcome
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, walk


class Stated:
    """The equations of a working: those that are given or follow, and those that the student has instead."""

    def __init__(self, meaning: Meaning, steps: Steps) -> None:
        self.meaning, self.steps = meaning, steps
        self.true: list[Tree] = []
        self.claimed: list[Tree] = []
        self.written: list[Tree] = []
        """The equations as they were judged, one after the other."""
        self.begun = 0
        """The line of the first equation: others beside it are given like it."""
        self.slip = 0
        self.differentiated = False
        self.point: dict[str, Tree] | None = None
        """The point of a curve that the words have named last."""

    def given(self, equation: Tree) -> None:
        self.true.append(self._meant(equation))
        self.written.append(self.true[-1])

    def _meant(self, equation: Tree, claimed: bool = False) -> Tree:
        return Tree("=", tuple(self.meaning.resolved(side, claimed) for side in equation.args))

    def _step(self, equation: Tree, meant: Tree, label: str = "") -> Step:
        (before, after), (left, right) = equation.args, meant.args
        return Step(before, after, (left, right), kind="equation", label=label, given=(*self.true, *self.written))

    def _follows(self, line: int) -> Outcome:
        return Outcome(note=f"consistent with your slip in line {line}", follows=line)

    def _wrong(self, line: int, made: Step, why: str) -> Outcome:
        again = bool(self.steps.slips)
        self.steps.slips.append(line)
        return Outcome(WRONG, f"a second, separate slip: {why}" if again else why, slip=made, again=again)

    def _differentiates(self, equation: Tree) -> bool:
        return any(node.head in ("D", "prime") for node in walk(equation))
