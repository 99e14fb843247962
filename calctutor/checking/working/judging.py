"""Which line of a worked derivation is the first that does not hold? One after the other, against the one before and the task.

A statement gives a letter its meaning (`u = x^2`), goes on with a chain of equal expressions, or is an equation that must
follow from those before. Words are passed over; what cannot be read is not wrong, and the next line is judged without it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from calctutor.checking.verdicts import CORRECT, UNKNOWN, UNREADABLE, WRONG, Remark
from calctutor.checking.working.chains import Chain, Outcome, Steps, worse
from calctutor.checking.working.coefficients import determined, undetermined
from calctutor.checking.working.conditions import Conditions
from calctutor.checking.working.definitions import SUBSTITUTED, Definitions
from calctutor.checking.working.equality import free_letters, integrated_by, is_constant, same
from calctutor.checking.working.equating import Equating, componentwise, is_identity
from calctutor.checking.working.lines import MOST_LINES, Written, written
from calctutor.checking.working.meaning import Meaning, label_of
from calctutor.checking.working.problem import (
    QUESTIONS,
    Read,
    by_letter,
    goal,
    is_label,
    named_points,
    point_in,
    read_statement,
    the_problem,
)
from calctutor.checking.working.related import Relating
from calctutor.checking.working.tangents import Tangents
from calctutor.checking.working.vectors import put
from calctutor.checking.working.verdicts import COMMENT, Line, Step, remark
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, derivative, name, names, number, walk


def judged_lines(text: str, seconds: float = 60.0) -> list[Line]:
    """A verdict on every line that is not empty. Lines for which no time is left are undecided."""
    return judged_work(text, seconds)[0]


def judged_work(text: str, seconds: float = 60.0) -> tuple[list[Line], Tree | None]:
    """The same, and what the working comes to: the last expression that could be judged, in the letters of the problem."""
    lines, deadline = written(text), time.monotonic() + seconds
    reads = [[read_statement(statement) for statement in line.statements] for line in lines]
    work = Working([one for line in reads for one in line])
    judged = [
        work.line(line, read) if time.monotonic() < deadline else Line(line.number, line.text, UNKNOWN, "out of time")
        for line, read in zip(lines, reads, strict=True)
    ]
    return [*work.concluded(judged), *_left_out(text)], work.result


def _left_out(text: str) -> list[Line]:
    """What comes after the last line that is judged."""
    more = len(text.splitlines()) - MOST_LINES
    return [Line(MOST_LINES + 1, f"({more:,} more)", UNKNOWN, f"only {MOST_LINES} lines are judged")] if more > 0 else []


class Working:
    """What has been written so far, and the chain that is being followed."""

    def __init__(self, statements: list[Read]) -> None:
        self.problem = the_problem(statements)
        self.meaning = Meaning(self.problem.x)
        self.steps = Steps(self.meaning, self.problem.later)
        self.definitions = Definitions(self.meaning, self.steps, self.problem)
        self.conditions = Conditions(self.meaning, self.steps)
        self.equating = Equating(self.problem, self.meaning, self.definitions, self.conditions)
        self.relating = Relating(self.problem.related, self.steps) if self.problem.related else None
        self.chains: list[Chain] = []
        self.goal = ""
        self.main: Chain | None = None
        self.text = ""
        self.tangents = Tangents(self.meaning, self.steps)
        self.coefficients: set[str] = set()
        """Letters whose values an identity has determined."""
        self.named: list[tuple[Tree, ...]] = []
        """Points that words have named: `at (1, 2)`."""
        self.result: Tree | None = None

    def line(self, line: Written, reads: list[Read]) -> Line:
        self.text, self.goal = line.text, goal(line) or self.goal
        self.named += named_points(line.text)
        self.tangents.notice(line.text, reads)
        if curve := self.meaning.curve:
            self.conditions.point = point_in(line.text, (curve.x, curve.y)) or self.conditions.point
        if line.problem:
            return Line(line.number, line.text, UNREADABLE, line.problem)
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
            return self._statement(line, read)
        except StudentError as problem:
            return Outcome(UNKNOWN, problem.reason)

    def _statement(self, line: Written, read: Read) -> Outcome:
        if read.problem:
            return Outcome(UNREADABLE, read.problem)
        if self.relating:
            return self.relating.judged(line.number, read)
        if read.first is None:
            return self._goes_on(line, read, 1)
        if self._chooses_x(read):
            return Outcome(note=f"a value of {self.meaning.x}")
        if len(read.parts) == 1:
            return self._bare(line, read)
        if outcome := self.tangents.judged(line.number, read):
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
            self._begin(chain)

    def _begin(self, chain: Chain) -> Chain:
        self.chains.append(chain)
        if self.main is None or (chain.x and not self.main.x):
            self.main = chain
        defined = {*self.meaning.letters, *self.problem.later} - {self.meaning.x}
        self.definitions.base |= {x for x in names(chain.truth) if x not in defined}
        return chain

    def _bare(self, line: Written, read: Read) -> Outcome:
        """An expression alone: the task, the next expression of the chain, or a calculation at the side."""
        tree = read.trees[0]
        if self.problem.multipliers and name("lambda") in walk(tree):
            return Outcome()
        if not self.chains:
            self._begin(self._task(line, tree))
            return Outcome()
        if tree.head in QUESTIONS and tree != self.chains[-1].last and not self._continues(tree):
            self._begin(self.steps.chain(tree))
            return Outcome()
        return self._goes_on(line, read, 0)

    def _task(self, line: Written, tree: Tree) -> Chain:
        """The question of the first line; where it is only a function, the words say what is asked of it."""
        asks = any(node.head in QUESTIONS for node in walk(tree))
        wanted = "" if asks else goal(line)
        x = by_letter(line, [tree])
        if wanted:
            self.meaning.x = x
            tree = derivative(tree, name(x)) if wanted == "D" else Tree("I", (tree, name(x)))
        chain = self.steps.chain(tree)
        chain.loose = not asks and not wanted
        return chain

    def _continues(self, tree: Tree) -> bool:
        last = self.chains[-1]
        return same(self.meaning.resolved(last.last), self.meaning.resolved(tree), last.x, self.meaning.curve).equal

    def _goes_on(self, line: Written, read: Read, start: int) -> Outcome:
        if start >= len(read.parts):
            return Outcome()
        if not self.chains:
            first = read.parts[start]
            if first is None:
                return Outcome()
            self._begin(self._task(line, first.trees[0]))
            start += 1
        first = read.parts[start] if start < len(read.parts) else None
        chain = self._which(first.trees[0]) if first else self.chains[-1]
        return self._along(chain, line, read, start)

    def _which(self, tree: Tree) -> Chain:
        """The chain that an expression goes on with: the last one, unless it was a calculation at the side."""
        last = self.chains[-1]
        meant = self.meaning.resolved(tree)
        candidates = list(dict.fromkeys(id(c) for c in (last, self.main, *self.chains[:-4:-1]) if c))
        for chain in (c for key in candidates for c in self.chains if id(c) == key):
            found = self.meaning.resolved(chain.last)
            if same(found, meant, chain.x or integrated_by(found, meant), self.meaning.curve).equal:
                return chain
        asks = any(node.head == "I" for node in walk(meant))
        aside = is_constant(last.truth) and not is_constant(meant)
        return self.main if self.main and (aside or (asks and not last.x and self.main.x)) else last

    def _along(self, chain: Chain, line: Written, read: Read, start: int) -> Outcome:
        """The expressions of a statement from `start` on, one step after the other."""
        outcome = Outcome()
        for k in range(start, len(read.parts)):
            part = read.parts[k]
            if part is None:
                continue
            tree = part.trees[0]
            if k == len(read.parts) - 1 and self.equating.is_condition(chain, tree, k):
                self.equating.set_to_zero(chain)
                self._remember(chain)
                return outcome
            at_point = self._at_a_point(chain, tree)
            one = at_point or self.steps.step(chain, tree, line.number, k in read.rough)
            outcome = worse(outcome, one)
        self._remember(chain)
        self.result = self.meaning.resolved(chain.last)
        return outcome

    def _remember(self, chain: Chain) -> None:
        """What the student has for the label of the chain, where it is not what it should be."""
        if chain.label and chain.slip:
            self.meaning.claims[chain.label] = chain.last
            self.steps.lines[chain.label] = chain.slip

    def _at_a_point(self, chain: Chain, tree: Tree) -> Outcome | None:
        """A number for something that is none: its value at a point that the words name, or at a solution of the equations."""
        meant = self.meaning.resolved(tree)
        if not is_constant(meant) or is_constant(chain.truth) or tree == number(0) or chain.x:
            return None
        if same(self.meaning.resolved(chain.last), meant, chain.x, self.meaning.curve).equal:
            return None
        letters = tuple(x for x in sorted(free_letters(chain.truth)) if not x.startswith("d"))
        for point in self._points(letters):
            here = put(self.meaning.resolved(chain.last), letters, tuple(point[x] for x in letters))
            if same(here, meant).equal:
                chain.last = tree
                return Outcome()
        if chain.label or self.meaning.curve:
            return Outcome(UNKNOWN, "at which point? a number for something that is none")
        return None

    def _points(self, letters: tuple[str, ...]) -> Iterator[dict[str, Tree]]:
        found = point_in(self.text, letters) or (self.conditions.point if self.meaning.curve else None)
        if found and set(letters) <= set(found):
            yield found
        else:
            order = next((f.letters for f in self.meaning.functions.values() if set(f.letters) == set(letters)), letters)
            yield from (dict(zip(order, point, strict=True)) for point in reversed(self.named) if len(point) == len(order))
            yield from (point for point in self.conditions.points() if set(letters) <= set(point))

    # Equations.

    def _equal_things(self, line: Written, read: Read) -> Outcome:
        """Both sides are known already: a label and what it is, a question and its answer, two expressions, an equation."""
        first = read.first
        assert first is not None
        label = label_of(first, self.meaning) if is_label(first) else None
        if self.equating.multiplies(first, read):
            return self._equation(line, read)
        if self._of_coefficients(read) or self.equating.is_claim(first, label, read.trees[-1], self.chains):
            chain = self._begin(self.steps.chain(first, label or ""))
            return self._along(chain, line, read, 1)
        return self._equation(line, read)

    def _equation(self, line: Written, read: Read) -> Outcome:
        trees = [part.trees for part in read.parts if part]
        left, right = trees[0][0], trees[-1]
        outcome = Outcome()
        meant = [self.meaning.resolved(tree[0]) for tree in trees]
        if (found := self._for_every_x(line, left, right[0], meant)) is not None:
            return found
        if not self.meaning.curve and is_identity(meant):
            chain = self._begin(self.steps.chain(left))
            return self._along(chain, line, read, 1)
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

    # The end.

    def concluded(self, lines: list[Line]) -> list[Line]:
        """An antiderivative without a constant at the end gets a remark, at its last line only."""
        chain = self.main
        if chain is None or not chain.x or not chain.opened:
            return lines
        letters = (free_letters(self.meaning.resolved(chain.last)) | (free_letters(chain.last) & self.coefficients)) - {
            self.meaning.x
        }
        asked = free_letters(chain.truth)
        finished = not any(node.head == "I" for node in walk(chain.last))
        if not finished or letters - asked:
            return lines
        return [
            self._reminded(line) if line.number == max(n.number for n in lines if n.verdict != COMMENT) else line
            for line in lines
        ]

    def _reminded(self, line: Line) -> Line:
        return line._replace(remarks=(*line.remarks, remark("missing-constant"))) if line.verdict == CORRECT else line
