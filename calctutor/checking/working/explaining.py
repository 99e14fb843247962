"""What is there to say of a judged working? The rule of every good step, and what happened in the first wrong line.

This loads sympy, and belongs in a worker that can be stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from calctutor.balls.equality import compare
from calctutor.balls.verdicts import Counterexample
from calctutor.checking.answer import judge
from calctutor.checking.diagnosis import diagnose
from calctutor.checking.examples import simple_counterexample
from calctutor.checking.inquiry import GRIDS
from calctutor.checking.slips import Slip
from calctutor.checking.solutions import solution
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import WRONG
from calctutor.checking.working.equality import free_letters, slope
from calctutor.checking.working.naming import named, questions
from calctutor.checking.working.verdicts import Explained, Line, Step
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, divide, name, names, negative, number, replace, walk
from calctutor.notation.writing import text

NAMING = 0.5
"""The part of the time that naming rules may take."""


def explained(lines: list[Line], seconds: float, solve: bool = False) -> Explained:
    """Rules for as many lines as there is time for, and the first slip."""
    start = time.monotonic()
    wrong = next((line for line in lines if line.verdict == WRONG and line.slip), None)
    found = _slip(wrong.slip, solve) if wrong and wrong.slip else (None, None, None)
    rules = {}
    for line in lines:
        if time.monotonic() - start > seconds * NAMING:
            break
        if titles := _rules(line, time.monotonic() + seconds * NAMING / 4):
            rules[line.number] = titles
    return Explained(rules, *found)


def _rules(line: Line, deadline: float) -> str:
    titles = dict.fromkeys(title for step in line.steps if (title := named(step, deadline)))
    several = [title for title in titles if title != "Simplified"] if len(titles) > 1 else list(titles)
    return ", ".join(several)


# The first slip.


def _slip(step: Step, solve: bool) -> tuple[Slip | None, Counterexample | None, Tree | None]:
    example, slip, right = _example(step), None, None
    for task, answer, put_back in tasks(step):
        try:
            found = diagnose(task, answer, wrong=judge(task, answer).entries if task.kind in GRIDS else ())
        except StudentError:
            continue  # the verdict stands without an explanation
        slip = min(filter(None, (slip, *found.slips[:1])), key=lambda one: one.vague, default=None)
        if solve and right is None and task.kind != "same":
            truth = found.solution or solution(task)
            right = None if truth is None else put_back(truth)
        if slip and not slip.vague and (right is not None or not solve):
            break
    return slip, example, right


def _example(step: Step) -> Counterexample | None:
    """A point at which the two sides differ."""
    if step.kind != "step" or step.meant[0].head in ("tuple", "list"):
        return None
    a, b = (slope(tree, step.x) if step.x else tree for tree in step.meant)
    found = compare(a, b).counterexample
    return None if found is None else simple_counterexample(a, b, {}, found)


Asked = tuple[Task, Tree, Callable[[Tree], Tree]]


def tasks(step: Step) -> Iterator[Asked]:
    """What the wrong line answers: the question before it; the one question in a sum; else plain algebra. Each with what was
    answered, and how the right answer is put back into the line."""
    before, after = step.meant
    typed = step.before
    if step.task is not None:
        yield step.task, after, lambda truth: truth
    if step.kind == "rates":
        return
    if grid := _grid(step):
        yield grid, after, lambda truth: truth
    if step.claim is not None and step.curve is not None:
        yield curve_task(*step.curve), step.claim, lambda truth: truth
        return
    for tree, answer in ((typed, step.after), (before, after)):
        yield from _asked(tree, answer)
    if not questions(before):
        yield Task("same", text(before), before, tuple(sorted(free_letters(before))), before), after, lambda tree: tree


def _grid(step: Step) -> Task | None:
    """A gradient or a Hessian, whose entries are derivatives of one function."""
    kind = "gradient" if step.label.startswith("grad_") else "hessian" if step.label == "Hess" else ""
    first = step.meant[0]
    while first.args and first.head in ("tuple", "list", "D"):
        first = first.args[0]
    if not kind:
        return None
    letters = tuple(sorted(free_letters(first)))
    asked = Tree("list", step.meant[0].args)
    return Task(kind, text(first), first, letters, asked, order=1 if kind == "gradient" else 2)


def _asked(tree: Tree, answer: Tree) -> Iterator[Asked]:
    if any(node.head in ("apply", "prime") for node in walk(tree)):
        return
    for question in questions(tree):
        beside, factor = _around(tree, question)
        task = task_of(question) if factor is not None else None
        if task is not None and factor is not None:
            rest = add(answer, negative(beside)) if beside != number(0) else answer
            yield task, divide(rest, factor) if factor != number(1) else rest, partial(_put_back, tree, question)


def _put_back(tree: Tree, question: Tree, truth: Tree) -> Tree:
    return replace(tree, {question: truth})


def _around(tree: Tree, question: Tree) -> tuple[Tree, Tree | None]:
    """`T + c Q` around its question Q: T and c; None for c where it is not of that form."""
    if tree == question:
        return number(0), number(1)
    holding = [arg for arg in tree.args if any(node == question for node in walk(arg))]
    if len(holding) != 1:
        return number(0), None
    beside, factor = _around(holding[0], question)
    others = [arg for arg in tree.args if arg is not holding[0]]
    if factor is None:
        return beside, None
    if tree.head == "+":
        return add(*others, beside) if beside != number(0) else add(*others), factor
    if tree.head == "neg":
        return negative(beside) if beside != number(0) else beside, negative(factor)
    if tree.head == "*" and beside == number(0):
        return beside, Tree("*", (*others, factor))
    return beside, None


def task_of(question: Tree) -> Task | None:
    """A question as a task of its own."""
    said = text(question)
    if question.head == "D":
        by: list[str] = []
        f = question
        while f.head == "D":
            by.insert(0, str(f.args[1].value))
            f = f.args[0]
        if any(node.head in ("D", "I", "L", "at") for node in walk(f)):
            return None
        one = tuple(by[:1]) if len(set(by)) == 1 else tuple(by)
        kind = "diff" if len(names(f)) <= 1 else "partial"
        return Task(kind, said, f, one, question, order=len(by))
    f, x, *rest = question.args
    if any(node.head in ("D", "I", "L", "at") for node in walk(f)):
        return None
    if question.head == "I":
        return Task("integrate", said, f, (str(x.value),), question, about={"bounds": tuple(rest)})
    return Task("limit", said, f, (str(x.value),), question, about={"to": rest[0], "side": question.value})


def curve_task(curve: Tree, x: str, y: str) -> Task:
    """The slope of a curve."""
    return Task("implicit", text(curve), curve, (x,), Tree("D", (name(y), name(x))), about={"of": y})
