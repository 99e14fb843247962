"""Which chain of equal expressions does a line go on with, and does it hold there?

A line may begin a chain, go on with the last one, with the main one after a calculation at the side, or say what the last
expression is at a point.
"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.checking.verdicts import UNKNOWN
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.conditions import Conditions
from calctutor.checking.working.definitions import Definitions
from calctutor.checking.working.equality import free_letters, integrated_by, is_constant, same
from calctutor.checking.working.equating import Equating
from calctutor.checking.working.lines import Written
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.outcomes import Chain, Outcome, worse
from calctutor.checking.working.problem import QUESTIONS, by_letter, goal, point_in, the_problem
from calctutor.checking.working.statements import Read
from calctutor.checking.working.vectors import put
from calctutor.notation.tree import Tree, constant, derivative, multiply, name, names, number, power, walk


class Following:
    """The chains that have been written so far, and what is known of the problem."""

    def __init__(self, statements: list[Read]) -> None:
        self.problem = the_problem(statements)
        self.meaning = Meaning(self.problem.x)
        self.steps = Steps(self.meaning, self.problem.later)
        self.definitions = Definitions(self.meaning, self.steps, self.problem)
        self.conditions = Conditions(self.meaning, self.steps)
        self.equating = Equating(self.problem, self.meaning, self.definitions, self.conditions)
        self.chains: list[Chain] = []
        self.main: Chain | None = None
        self.text = ""
        self.named: list[tuple[Tree, ...]] = []
        """Points that words have named: `at (1, 2)`."""
        self.result: Tree | None = None

    def begin(self, chain: Chain) -> Chain:
        self.chains.append(chain)
        if self.main is None or (chain.x and not self.main.x):
            self.main = chain
        defined = {*self.meaning.letters, *self.problem.later} - {self.meaning.x}
        self.definitions.base |= {x for x in names(chain.truth) if x not in defined}
        return chain

    def bare(self, line: Written, read: Read) -> Outcome:
        """An expression alone: the task, the next expression of the chain, or a calculation at the side."""
        tree = read.trees[0]
        if self.problem.multipliers and name("lambda") in walk(tree):
            return Outcome()
        if not self.chains:
            self.begin(self._task(line, tree))
            return Outcome()
        if self._asks_anew(tree) and tree != self.chains[-1].last and not self._continues(tree):
            self.begin(self.steps.chain(tree))
            return Outcome()
        return self.goes_on(line, read, 0)

    def _asks_anew(self, tree: Tree) -> bool:
        """A question, or an integral in some form where only functions stood so far."""
        last = self.chains[-1]
        told = last.loose and not any(node.head in QUESTIONS for node in walk(self.meaning.resolved(last.last)))
        return tree.head in QUESTIONS or (told and any(node.head in ("I", "L") for node in walk(tree)))

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

    def goes_on(self, line: Written, read: Read, start: int) -> Outcome:
        if start >= len(read.parts):
            return Outcome()
        if not self.chains:
            first = read.parts[start]
            if first is None:
                return Outcome()
            self.begin(self._task(line, first.trees[0]))
            start += 1
        first = read.parts[start] if start < len(read.parts) else None
        chain = self._which(first.trees[0]) if first else self.chains[-1]
        return self.along(chain, line, read, start)

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

    def along(self, chain: Chain, line: Written, read: Read, start: int) -> Outcome:
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
        if chain.logarithm_of and chain.slip:
            self.meaning.claims[chain.logarithm_of] = power(constant("e"), chain.last)
            self.steps.lines[chain.logarithm_of] = chain.slip
        if chain.relative_slope_of and chain.slip:
            y = chain.relative_slope_of
            self.meaning.claims[f"{y}'"] = multiply(name(y), chain.last)
            self.steps.lines[f"{y}'"] = chain.slip
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
