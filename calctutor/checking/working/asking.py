"""Which question does a wrong line answer, and with what?

The question that stands before it; the one question in a sum; an entry of a gradient or a Hessian; the slope of a curve; else
plain algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from calctutor.checking.tasks import Task
from calctutor.checking.working.equality import free_letters
from calctutor.checking.working.naming import questions
from calctutor.checking.working.questions import curve_task, task_of
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, add, divide, negative, number, replace, walk
from calctutor.notation.writing import text

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
