"""Is a step of descent made as it should be? `x1 = x0 - 0.1 f'(x0) = 2.4`, and the same in several letters at once."""

from __future__ import annotations

import re

from calctutor.checking.descent import descended
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import UNKNOWN
from calctutor.checking.working.chains import Steps
from calctutor.checking.working.equality import same
from calctutor.checking.working.meaning import INDEXED, Meaning, plain
from calctutor.checking.working.outcomes import Outcome, worse
from calctutor.checking.working.statements import Read
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, multiply, name, negative, replace, walk
from calctutor.notation.writing import text

STEP_DOWN = "Step of gradient descent"
NEXT = re.compile(r"([A-Za-z])_next")
NOW = name("now")
RATES = ("eta", "alpha", "gamma", "lr", "r", "epsilon")
"""Letters that people use for the learning rate."""


class Iterates:
    """Letters with a number: each is the one before, less the rate times the slope there."""

    def __init__(self, meaning: Meaning, steps: Steps) -> None:
        self.meaning, self.steps = meaning, steps
        self.rules: dict[str, Tree] = {}
        """What the working says of each iterate, in that before: `x_{n+1} = x_n - 0.1 f'(x_n)`."""
        self.claimed: dict[str, tuple[Tree, int]] = {}
        """The same where it is not the rule of descent, and on which line that was said."""

    def rule(self, label: str, read: Read, line: int) -> Outcome | None:
        """A rule of iteration, judged as that of descent where a rate was said; None for another statement."""
        found = NEXT.fullmatch(label)
        if not found or len(read.parts) < 2:
            return None
        letter, right = found[1], read.trees[-1]
        here = next((node for node in walk(right) if re.fullmatch(f"{letter}_[nkti]", str(node.value))), None)
        if here is None:
            return Outcome(UNKNOWN, f"of which {letter} is this the next one?")
        f = next((g for g, known in self.meaning.functions.items() if known.letters == (letter,)), None)
        rate = self._rate()
        if f is None or rate is None:
            self.rules[letter] = replace(right, {here: NOW})
            return Outcome(note="a rule of iteration")
        return self._of_descent(read, line, here, multiply(name(rate), Tree("apply", (here,), f + "'")))

    def _of_descent(self, read: Read, line: int, here: Tree, down: Tree) -> Outcome:
        chain, outcome = self.steps.chain(add(here, negative(down))), Outcome()
        chain.rule = STEP_DOWN
        for part in read.parts[1:]:
            outcome = worse(outcome, self.steps.step(chain, part.trees[0], line)) if part else outcome
        if outcome.slip is None:
            return outcome
        self.claimed[str(here.value)[0]] = replace(read.trees[-1], {here: NOW}), line
        uphill = same(outcome.slip.meant[1], self.meaning.resolved(add(here, down))).equal
        return outcome._replace(slip=outcome.slip._replace(mistake="ascent-instead-of-descent" if uphill else ""))

    def _as_claimed(self, label: str, read: Read) -> Outcome | None:
        """An iterate by the wrong rule that the student has."""
        rule, line = self.claimed.get(label[0], (None, 0))
        if rule is None:
            return None
        wanted = self.meaning.resolved(replace(rule, {NOW: name(f"{label[0]}{int(label[1:]) - 1}")}), claimed=True)
        if not all(same(wanted, self.meaning.resolved(tree, claimed=True)).equal for tree in read.trees[1:]):
            return None
        self.meaning.claims[label], self.steps.lines[label] = read.trees[-1], line
        return Outcome(note=f"consistent with your slip in line {line}", follows=line)

    def _rate(self) -> str | None:
        return next((r for r in RATES if r in self.meaning.letters), None)

    def stated(self, label: str) -> Tree | None:
        """What x1 must be: x0 less rate times slope, where the function, the start and the rate are known."""
        found = INDEXED.match(label)
        if not found or found[2] == "0":
            return None
        letter, before = found[1], name(f"{found[1]}{int(found[2]) - 1}")
        if letter in self.rules and str(before.value) in self.meaning.letters:
            return replace(self.rules[letter], {NOW: before})
        rate = self._rate()
        if rate is None:
            return None
        f = next((g for g, known in self.meaning.functions.items() if letter in known.letters), None)
        if f is None or str(before.value) not in self.meaning.letters:
            return None
        known = self.meaning.functions[f]
        place = tuple(name(f"{x}{int(found[2]) - 1}") for x in known.letters)
        if any(str(p.value) not in self.meaning.letters for p in place):
            return None
        slope: Tree = (
            Tree("apply", place, f + "'") if len(place) == 1 else multiply(name(f"{f}_{letter}"), Tree("tuple", place))
        )
        return add(before, negative(multiply(name(rate), slope)))

    def judged(self, label: str, stated: Tree, read: Read, line: int) -> Outcome:
        """The iterate as the line has it, against the rule."""
        self.meaning.letters[label] = stated
        if outcome := self._as_claimed(label, read):
            return outcome
        chain = self.steps.chain(stated, label)
        chain.rule = "Rule of iteration" if label[0] in self.rules else STEP_DOWN
        chain.task = self._descent(label) if self._is_alone(label) else None
        made = Outcome()
        for k, part in enumerate(read.parts[1:], 1):
            if part:
                made = worse(made, self.steps.step(chain, part.trees[0], line, k in read.rough))
        last = read.parts[-1]
        if last and not same(self.meaning.resolved(stated), self.meaning.resolved(last.trees[0])).equal:
            self.meaning.claims[label] = last.trees[0]
            self.steps.lines[label] = chain.slip
        return made

    def _is_alone(self, label: str) -> bool:
        """Is it the only letter of its function?"""
        return any(known.letters == (label[0],) for known in self.meaning.functions.values())

    def _descent(self, label: str) -> Task | None:
        """One step of descent as a task, in all letters of the function at once."""
        letter, index = label[0], int(label[1:])
        rate = self._rate()
        f = next((known for known in self.meaning.functions.values() if letter in known.letters), None)
        if f is None or rate is None:
            return None
        start = {x: self.meaning.resolved(name(f"{x}{index - 1}"), claimed=True) for x in f.letters}
        eta, body = self.meaning.resolved(name(rate)), self.meaning.resolved(f.body)
        try:
            question = descended(body, f.letters, start, eta)
        except StudentError:
            return None
        return Task("descend-step", text(body), body, f.letters, question, start, about={"rate": eta, "start": start})

    def several(self, first: Tree, read: Read, line: int, base: set[str]) -> Outcome | None:
        """`(x1, y1) = (x0, y0) - 0.1 (2, 8) = (0.8, 0.2)`: each letter by its entry."""
        labels = [plain(str(arg.value)) for arg in first.args]
        if any(label in base or label in self.meaning.letters or not INDEXED.match(label) for label in labels):
            return None
        assert read.parts[1]
        vector = self.meaning.resolved(read.parts[1].trees[0])
        if vector.head not in ("tuple", "list") or len(vector.args) != len(labels):
            return Outcome(UNKNOWN, "could not be decided")
        stated = [self.stated(label) for label in labels]
        truth = Tree("tuple", tuple(s for s in stated if s is not None)) if all(stated) else read.parts[1].trees[0]
        chain = self.steps.chain(truth)
        chain.task = self._descent(labels[0]) if all(stated) else None
        outcome = Outcome(note="" if all(stated) else f"defines {', '.join(labels)}")
        for k, part in enumerate(read.parts[1:], 1):
            if part and (k > 1 or all(stated)):
                outcome = worse(outcome, self.steps.step(chain, part.trees[0], line, k in read.rough))
        last = self.meaning.resolved(chain.last)
        exact = self.meaning.resolved(truth)
        for label, entry, told in zip(labels, exact.args, last.args, strict=False):
            self.meaning.letters[label] = entry
            if not same(entry, told).equal:
                self.meaning.claims[label] = told
                self.steps.lines[label] = chain.slip
        return outcome


def is_step(label: str, right: Tree) -> bool:
    """An iterate that is reached from the one before by a slope."""
    sloping = any(node.head == "apply" and str(node.value).endswith("'") for node in walk(right))
    return sloping and bool(INDEXED.match(label))
