"""Which line of a worked derivation is the first that does not hold? One after the other, against the one before and the task.

A statement gives a letter its meaning (`u = x^2`), goes on with a chain of equal expressions, or is an equation that must
follow from those before. Words are passed over; what cannot be read is not wrong, and the next line is judged without it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from calctutor.checking.verdicts import UNKNOWN, UNREADABLE, WRONG, Remark
from calctutor.checking.working.coefficients import determined, undetermined
from calctutor.checking.working.concluding import concluded
from calctutor.checking.working.criticals import Criticals
from calctutor.checking.working.definitions import SUBSTITUTED
from calctutor.checking.working.equality import free_letters, is_constant
from calctutor.checking.working.equating import componentwise, is_identity
from calctutor.checking.working.following import Following
from calctutor.checking.working.lines import MOST_LINES, Written, written
from calctutor.checking.working.logarithms import logarithm, relative_slope
from calctutor.checking.working.meaning import label_of
from calctutor.checking.working.outcomes import Outcome, worse
from calctutor.checking.working.pieces import applied_letters
from calctutor.checking.working.posing import Posing
from calctutor.checking.working.problem import QUESTIONS, goal, is_label, named_points, point_in
from calctutor.checking.working.quantities import rates_by_time, with_rates
from calctutor.checking.working.related import Relating
from calctutor.checking.working.statements import Read, read_statement
from calctutor.checking.working.tangents import Tangents
from calctutor.checking.working.verdicts import COMMENT, Line, Step, remark
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, name, walk


def judged_lines(text: str, seconds: float = 60.0) -> list[Line]:
    """A verdict on every line that is not empty. Lines for which no time is left are undecided."""
    return judged_work(text, seconds)[0]


def judged_work(text: str, seconds: float = 60.0) -> tuple[list[Line], Tree | None]:
    """The same, and what the working comes to: the last expression that could be judged, in the letters of the problem."""
    lines, deadline = written(text), time.monotonic() + seconds
    functions = applied_letters(text)
    reads = [[read_statement(statement, functions) for statement in line.statements] for line in lines]
    if t := rates_by_time([one for line in reads for one in line]):
        reads = [[with_rates(one, t) for one in line] for line in reads]
    work = Working([one for line in reads for one in line])
    judged = [
        work.line(line, read) if time.monotonic() < deadline else Line(line.number, line.text, UNKNOWN, "out of time")
        for line, read in zip(lines, reads, strict=True)
    ]
    return [*concluded(judged, work.main, work.meaning, work.coefficients), *_left_out(text)], work.result


def _left_out(text: str) -> list[Line]:
    """What comes after the last line that is judged."""
    more = len(text.splitlines()) - MOST_LINES
    return [Line(MOST_LINES + 1, f"({more:,} more)", UNKNOWN, f"only {MOST_LINES} lines are judged")] if more > 0 else []


class Working(Following):
    """What has been written so far, and the chain that is being followed."""

    def __init__(self, statements: list[Read]) -> None:
        super().__init__(statements)
        self.relating = Relating(self.problem.related, self.steps) if self.problem.related else None
        self.posing = Posing(self.definitions, self.conditions, self.relating)
        self.criticals = Criticals(self.equating)
        self.beside: list[Read] = []
        """All statements of the line that is being judged."""
        self.goal = ""
        self.tangents = Tangents(self.meaning, self.steps, self.conditions)
        self.coefficients: set[str] = set()
        """Letters whose values an identity has determined."""

    def line(self, line: Written, reads: list[Read]) -> Line:
        self.text, self.goal = line.text, goal(line) or self.goal
        self.named += named_points(line.text)
        self.tangents.notice(line.text, reads)
        if curve := self.meaning.curve:
            self.conditions.point = point_in(line.text, (curve.x, curve.y)) or self.conditions.point
        if line.problem:
            return Line(line.number, line.text, UNREADABLE, line.problem)
        self.beside = reads
        outcomes = [self._judged(line, one) for one in reads]
        if not outcomes:
            return Line(line.number, line.text, COMMENT)
        whole = outcomes[0]
        for one in outcomes[1:]:
            whole = worse(whole, one)
        found = [r for r in whole.remarks if r.code != "one-of-several" or len(reads) == 1]
        whole = whole._replace(remarks=(*found, *self._notation(reads)))
        follows = 0 if whole.verdict == WRONG else whole.follows
        told = tuple(dict.fromkeys(whole.remarks))
        return Line(line.number, line.text, whole.verdict, whole.note, follows, told, "", whole.steps, whole.slip, whole.again)

    def _notation(self, reads: list[Read]) -> Iterator[Remark]:
        codes = [code for one in reads for part in one.parts if part for code in part.remarks]
        yield from map(remark, dict.fromkeys(codes))

    # A statement.

    def _judged(self, line: Written, read: Read) -> Outcome:
        """What is said of a statement; nothing against one that is beyond reach."""
        try:
            return self.posing.judged(line.text, read) or self._statement(line, read)
        except StudentError as problem:
            return Outcome(UNKNOWN, problem.reason)

    def _statement(self, line: Written, read: Read) -> Outcome:
        if read.problem:
            return Outcome(UNREADABLE, read.problem)
        if self.relating:
            return self.relating.judged(line.number, read)
        if read.first is None:
            return self.goes_on(line, read, 1)
        if self._chooses_x(read):
            return Outcome(note=f"a value of {self.meaning.x}")
        if outcome := self.criticals.judged(line.text, self.beside, read, self.chains):
            return outcome
        if len(read.parts) == 1:
            return self.bare(line, read)
        if outcome := self.tangents.judged(line.number, read) or self.posing.below_zero(read):
            return outcome
        if outcome := self.definitions.defined(line.number, read, self.main):
            self._after_definition(read)
            return outcome
        return self._equal_things(line, read)

    def _after_definition(self, read: Read) -> None:
        """`f(x) = x^2` may be followed by `= 2x`, or by a line that is meant to be its derivative."""
        last = read.parts[-1]
        if last is None or read.first is None or read.first.head == "tuple":
            return
        label = label_of(read.first, self.meaning) or ""
        if not self.chains and label in SUBSTITUTED[:6]:
            return
        if label[:1] == "d" and len(label) == 2:
            return
        question = any(node.head in QUESTIONS for node in walk(last.trees[0]))
        if question or read.first.head == "apply" or self.goal or not self.chains:
            chain = self.steps.chain(last.trees[0], label)
            chain.loose = not question
            self.begin(chain)

    # Equations.

    def _equal_things(self, line: Written, read: Read) -> Outcome:
        """Both sides are known already: a label and what it is, a question and its answer, two expressions, an equation."""
        first = read.first
        assert first is not None
        label = label_of(first, self.meaning) if is_label(first) else None
        if self.equating.is_principle(first, read):
            return Outcome(note="the condition of Lagrange")
        if self.equating.multiplies(first, read):
            return self._equation(line, read)
        if self._of_coefficients(read) or self.equating.is_claim(first, label, read.trees[-1], self.chains):
            chain = self.begin(self.steps.chain(first, label or ""))
            chain.logarithm_of, chain.relative_slope_of = logarithm(first), relative_slope(first)
            return self.along(chain, line, read, 1)
        return self._equation(line, read)

    def _equation(self, line: Written, read: Read) -> Outcome:
        trees = [part.trees for part in read.parts if part]
        left, right = trees[0][0], trees[-1]
        outcome = Outcome()
        meant = [self.meaning.resolved(tree[0]) for tree in trees]
        if (found := self._for_every_x(line, left, right[0], meant)) is not None:
            return found
        if not self.meaning.curve and is_identity(meant):
            chain = self.begin(self.steps.chain(left))
            return self.along(chain, line, read, 1)
        if self.meaning.curve and Tree("=", (left, right[0])) == self.meaning.curve.equation:
            self.definitions.base |= (free_letters(left)) | (free_letters(right[0]))
            return Outcome(note="the curve")
        for k in range(len(trees) - 1):
            alternatives = [self.equating.opened(Tree("=", (trees[k][0], other))) for other in trees[k + 1]]
            pieces = [equation for one in alternatives for equation in componentwise(one)]
            outcome = worse(outcome, self.equating.judged(line.number, pieces))
        return outcome

    def _for_every_x(self, line: Written, left: Tree, right: Tree, meant: list[Tree]) -> Outcome | None:
        """Coefficients that an identity in x determines: from here on each has its value."""
        x = self.meaning.x
        letters = [] if self.meaning.curve or len(meant) != 2 else undetermined(meant[0], meant[1], x)
        values = determined(meant[0], meant[1], x, letters) if letters else None
        if values is None:
            return None
        made = Step(left, right, (meant[0], meant[1]), kind="equation", rule="Partial fractions")
        if not values:
            self.steps.slips.append(line.number)
            return Outcome(WRONG, f"no numbers {', '.join(letters)} make this true for every {x}", slip=made)
        self.meaning.letters |= values
        self.coefficients |= set(values)
        self.steps.decomposed = right
        return Outcome(steps=(made,))

    def _of_coefficients(self, read: Read) -> bool:
        """Once they are determined, what is said of them holds for every x or not at all."""
        return any(free_letters(tree) & self.coefficients for tree in read.trees)

    def _chooses_x(self, read: Read) -> bool:
        """`x = 1` where coefficients are looked for: any value may be put in."""
        return bool(self.coefficients) and read.first == name(self.meaning.x) and all(map(is_constant, read.trees[1:]))
