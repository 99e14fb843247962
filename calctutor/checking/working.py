"""Which line of a worked derivation is the first that does not hold?

A line is a chain of expressions with `=` between them; one that starts with `=` goes on from the line before. Every
expression is compared with the one before it and with the first, which is the task. `u = x^2` defines a letter. Integrals
without bounds are compared by their derivatives, so that a constant may come and go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from calctutor.balls.equality import compare
from calctutor.balls.verdicts import Verdict
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, UNREADABLE, WRONG
from calctutor.engines.asking import free_names
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, derivative, name, walk

_EQUALS = re.compile(r"(?<![<>!=:])=(?!=)")
_DEFINITION = re.compile(r"^\s*(?:let\s+|with\s+)?([a-zA-Z])\s*=(.*)$")
_DIFFERENTIAL = re.compile(r"^\s*d[a-zA-Z]\s*=")
MOST_LINES = 500


class Line(NamedTuple):
    """One line and what is said of it.

    `follows` is the number of the first wrong line when this one is consistent with it. `start` and `end` are the expressions
    between which a wrong equality stands.
    """

    number: int
    text: str
    verdict: str
    note: str = ""
    follows: int = 0
    start: Tree | None = None
    end: Tree | None = None


def judged_lines(text: str) -> tuple[Task | None, list[Line]]:
    """The task that the first line states, and a verdict on every line that is not empty."""
    work = Work()
    lines = list(work.judged(text.splitlines()[:MOST_LINES]))
    return work.task, [*lines[:-1], *map(work.concluded, lines[-1:])]


class Work:
    """What has been written so far."""

    def __init__(self) -> None:
        self.first: Tree | None = None
        self.last: Tree | None = None
        self.let: dict[str, Tree] = {}
        self.task: Task | None = None
        self.slip = 0

    def judged(self, lines: Iterable[str]) -> Iterator[Line]:
        for number, text in enumerate(lines, 1):
            if text.strip() and not text.lstrip().startswith("#"):
                yield self._line(number, text.strip())

    def concluded(self, line: Line) -> Line:
        """The last line: an antiderivative without a constant gets a remark."""
        if self.first is None or self.last is None or _integration_variable(self.first) is None or line.verdict != CORRECT:
            return line
        complete = set(free_names(self.last)) > set(free_names(self.first)) or _integration_variable(self.last)
        return line if complete or line.note else line._replace(note="a constant of integration is missing: write + C")

    def _line(self, number: int, text: str) -> Line:
        if self.first is not None and (said := self._defined(text)):
            return Line(number, text, CORRECT, said)
        try:
            expressions = [read(part) for part in _EQUALS.split(text) if part.strip()]
        except StudentError as problem:
            return Line(number, text, UNREADABLE, problem.reason)
        return self._chained(number, text, expressions)

    def _defined(self, text: str) -> str:
        """Letters of a substitution or of parts, separated by commas."""
        letters = []
        for part in text.split(","):
            if _DIFFERENTIAL.match(part):
                letters.append(part.strip().split("=")[0].strip())
                continue
            found = _DEFINITION.match(part)
            if not found or found[1] in self._known():
                return ""
            try:
                self.let[found[1]] = read(found[2])
            except StudentError:
                return ""
            letters.append(found[1])
        return "defines " + ", ".join(letters)

    def _known(self) -> set[str]:
        """The letters of the problem itself, which a line cannot define anew."""
        return set(free_names(self.first)) - set(self.let) if self.first is not None else set()

    def _chained(self, number: int, text: str, expressions: list[Tree]) -> Line:
        goes_on = text.startswith("=") or len(expressions) == 1
        if self.first is None:
            self._begin(expressions[0])
        elif not goes_on and expressions[0] != self.last:
            self.last = expressions[0] if self._same(self.first, expressions[0]).equal else self.last
        worst = Line(number, text, CORRECT)
        for expression in expressions:
            worst = self._next(worst, expression)
        return worst

    def _begin(self, task: Tree) -> None:
        self.first = self.last = task
        kind = {"D": "diff", "I": "integrate", "L": "limit"}.get(task.head)
        if kind:
            f, x, *rest = task.args
            self.task = _task(kind, task, f, str(x.value), tuple(rest))

    def _next(self, line: Line, expression: Tree) -> Line:
        """The line's verdict with one more expression."""
        before, self.last = self.last, expression
        if before is None or before == expression or line.verdict not in (CORRECT, UNKNOWN):
            return line
        step = self._same(before, expression)
        if step.kind == "undecided":
            return line._replace(verdict=UNKNOWN, note="could not be decided")
        if step.kind == "different":
            return self._wrong(line, before, expression)
        if self.slip:
            return line._replace(note=f"consistent with the slip in line {self.slip}", follows=self.slip)
        return line

    def _wrong(self, line: Line, before: Tree, expression: Tree) -> Line:
        if self.first is not None and self.slip and self._same(self.first, expression).equal:
            return line._replace(note="right again")
        self.slip = self.slip or line.number
        return line._replace(verdict=WRONG, note="not equal to what stands before it", start=before, end=expression)

    def _same(self, a: Tree, b: Tree) -> Verdict:
        """Equal as numbers, or, where an integral without bounds is involved, as functions up to a constant."""
        x = _integration_variable(self.first) if self.first is not None else None
        if x is not None:
            a, b = derivative(a, name(x)), derivative(b, name(x))
        return compare(a, b, dict(self.let)) if self.let else compare(a, b)


def _integration_variable(tree: Tree) -> str | None:
    return next((str(node.args[1].value) for node in walk(tree) if node.head == "I" and len(node.args) == 2), None)


def _text(tree: Tree) -> str:
    from calctutor.notation.writing import text

    return text(tree)


def _task(kind: str, question: Tree, f: Tree, x: str, rest: tuple[Tree, ...]) -> Task:
    about = {"bounds": rest} if kind == "integrate" else {"to": rest[0], "side": question.value} if kind == "limit" else {}
    return Task(kind, _text(question), f, (x,), question, about=about)
