"""What is a question before it has been accepted? An expression, what is asked about it, and what solving it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from calctutor.checking.tasks import Options, Task, read_task
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, walk
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.tidiness import shape
from calctutor.steps import Solution, Step, every_step


@dataclass(frozen=True, slots=True)
class Draft:
    """An expression in the student's notation, the kind of question, and its options as a quiz file calls them."""

    kind: str
    expression: str
    asked: Mapping[str, str] = field(default_factory=dict)
    order: int = 1
    text: str = ""
    """What is asked, where it is not what is always asked of this kind; `{expression}` stands for the expression."""
    choices: tuple[str, ...] = ()
    correct: str = ""

    @property
    def options(self) -> Options:
        """The same as options of `check`."""
        asked = self.asked
        return Options(
            wrt=asked.get("wrt") or asked.get("vars"), order=self.order, at=asked.get("at"), of=asked.get("of"),
            below=asked.get("from"), above=asked.get("to"), side=asked.get("side"), rate=asked.get("rate"),
            direction=asked.get("direction"), what=asked.get("what"), on=asked.get("on"), between=asked.get("between"),
            expect=asked.get("expect"),
        )  # fmt: skip

    @property
    def task(self) -> Task:
        return read_task(self.kind, self.expression, self.options)

    @property
    def likeness(self) -> str:
        """What is left of the question when its numbers are forgotten; two that share it differ by their numbers alone."""
        about = self.task.f if self.kind == "probability" else read(self.expression)  # a law may be typed by its name
        wanted = [self.asked.get("what", ""), shape(read(self.asked["expect"])) if "expect" in self.asked else ""]
        return " ".join([self.kind, shape(about), *wanted]).rstrip()


@dataclass(frozen=True, slots=True)
class Worked:
    """A draft with its worked solution: the right answer, the rules that it uses, its steps and its depth."""

    draft: Draft
    answer: Tree
    rules: frozenset[str]
    steps: int
    depth: int


def canonical(text: str) -> str:
    """A drawn expression as a textbook would write it: x·x as x², numbers in front. Raises `StudentError` where that brings an
    absolute value that nobody has drawn, as of the root of a square.
    """
    algebra = Algebra()
    tree = read(text)
    if tree.head in ("=", "list", "tuple"):
        return spelled(tree.with_args(tuple(read(canonical(spelled(part))) for part in tree.args)))
    written = algebra.tree(algebra.expression(tree))
    if "abs" in _heads(written) - _heads(tree):
        raise StudentError("absolute-value", "an absolute value has come in")
    return spelled(written)


def _heads(tree: Tree) -> set[str]:
    return {node.head for node in walk(tree)}


def counted(solution: Solution) -> Iterator[Step]:
    """The steps that make a question long: not those said in passing, and not the algebra before and after."""
    return (step for step in every_step(solution.steps) if not step.small and step.rule not in ("simplify", "rewrite"))


def worked(draft: Draft, solution: Solution, answer: Tree) -> Worked:
    steps = list(counted(solution))
    return Worked(draft, answer, frozenset(step.rule for step in steps), len(steps), deepest(solution.steps))


def deepest(steps: tuple[Step, ...]) -> int:
    """How many steps that count stand inside one another at most."""
    known: dict[int, int] = {}

    def depth(step: Step) -> int:
        if id(step) not in known:
            inside = max(map(depth, step.substeps), default=0)
            known[id(step)] = inside + (not step.small and step.rule not in ("simplify", "rewrite"))
        return known[id(step)]

    return max(map(depth, steps), default=0)
