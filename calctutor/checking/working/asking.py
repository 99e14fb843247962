"""Which question does a wrong line answer, and with what?

The question that stands before it; the one question in a sum; an entry of a gradient or a Hessian; the slope of a curve; else
plain algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from calctutor.balls.equality import compare
from calctutor.checking.solutions import solution
from calctutor.checking.tasks import Task
from calctutor.checking.working.equality import free_letters
from calctutor.checking.working.logarithms import expanded, slope_over_itself
from calctutor.checking.working.meaning import CONSTANTS
from calctutor.checking.working.questions import curve_task, questions, task_of
from calctutor.checking.working.slips import limits
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, add, derivative, divide, name, names, negative, number, replace, walk
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
    yield from _below_limits(step)
    yield from _multiplied(step)
    if found := _logarithmic(step):
        yield found, after, lambda truth: truth
    if grid := _grid(step):
        yield grid, after, lambda truth: truth
    if step.claim is not None and step.curve is not None:
        yield curve_task(*step.curve), step.claim, lambda truth: truth
        return
    for tree, answer in ((typed, step.after), (before, after)):
        yield from _asked(tree, answer)
    yield from _at_a_place(before, after)
    if put_together := worked_out(step):
        before, after = put_together
    if not questions(before):
        yield Task("same", text(before), before, tuple(sorted(free_letters(before))), before), after, lambda tree: tree


def _at_a_place(before: Tree, answer: Tree) -> Iterator[Asked]:
    """`f'(3) = 6` answers the derivative of f, where x is 3."""
    if before.head == "at" and len(before.args) == 3 and before.args[0].head == "D":
        question, x, place = before.args
        if task := task_of(question):
            yield task._replace(let={str(x.value): place}), answer, lambda truth: truth


def _below_limits(step: Step) -> Iterator[Asked]:
    """A derivative of l'Hôpital's rule, and an integral under a limit sign."""
    for f, x, wrote in limits.derivatives(step):
        if task := task_of(derivative(f, x)):
            yield task, wrote, lambda truth: truth
    inner = limits.below_the_sign(step)
    if inner is not None:
        yield from tasks(inner)


def _multiplied(step: Step) -> Iterator[Asked]:
    """`f_y = λ g_y` where one of the two derivatives is right: the other one."""
    lam, (left, right) = name("lambda"), step.meant
    for equation in step.given if step.kind == "equation" and lam in walk(right) else ():
        f, multiple = equation.args
        other = divide(right, lam)
        if f.head != "D" or lam not in walk(multiple):
            continue
        for mine, theirs, wrote, wanted in ((left, f, other, divide(multiple, lam)), (other, divide(multiple, lam), left, f)):
            g = next((node for node in walk(wanted) if node.head == "D"), None)
            if g is not None and compare(mine, theirs).equal and (task := task_of(g)):
                yield task, _tidy(wrote, lam), lambda truth: truth


def _tidy(tree: Tree, lam: Tree) -> Tree:
    """A multiple of λ, divided by λ."""
    return replace(tree.args[0], {lam: number(1)}) if tree.head == "/" and tree.args[1] == lam else tree


def _logarithmic(step: Step) -> Task | None:
    """`y'/y = …` answers the derivative of ln y."""
    found = slope_over_itself(step.meant[0])
    return None if found is None else task_of(derivative(expanded(found[0]), found[1]))


def worked_out(step: Step) -> tuple[Tree, Tree] | None:
    """The line before with its one integral worked out, and this one without its constant: was it put together falsely?"""
    asked = questions(step.before)
    task = task_of(asked[0]) if len(asked) == 1 and asked[0].head == "I" and step.before != asked[0] else None
    value = solution(task) if task is not None and not questions(step.after) else None
    if value is None or not step.x:
        return None
    constants = {name(x): number(0) for tree in (value, step.after) for x in names(tree) if CONSTANTS.match(x)}
    before = replace(step.before, {asked[0]: value})
    return _without_zeros(replace(before, constants)), _without_zeros(replace(step.after, constants))


def _without_zeros(tree: Tree) -> Tree:
    """Sums without the terms that are 0."""
    args = tuple(map(_without_zeros, tree.args))
    if tree.head == "+":
        return add(*(arg for arg in args if arg != number(0)))
    return tree.with_args(args) if args else tree


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
        beside, factor = around(tree, question)
        task = task_of(question) if factor is not None else None
        if task is not None and factor is not None:
            rest = add(answer, negative(beside)) if beside != number(0) else answer
            yield task, divide(rest, factor) if factor != number(1) else rest, partial(_put_back, tree, question)


def _put_back(tree: Tree, question: Tree, truth: Tree) -> Tree:
    return replace(tree, {question: truth})


def around(tree: Tree, question: Tree) -> tuple[Tree, Tree | None]:
    """`T + c Q` around its question Q: T and c; None for c where it is not of that form."""
    if tree == question:
        return number(0), number(1)
    holding = [arg for arg in tree.args if any(node == question for node in walk(arg))]
    if len(holding) != 1:
        return number(0), None
    beside, factor = around(holding[0], question)
    others = [arg for arg in tree.args if arg is not holding[0]]
    if factor is None:
        return beside, None
    if tree.head == "+":
        return add(*others, beside) if beside != number(0) else add(*others), factor
    if tree.head == "neg":
        return negative(beside) if beside != number(0) else beside, negative(factor)
    if tree.head == "/" and holding[0] is tree.args[0]:
        return divide(beside, tree.args[1]) if beside != number(0) else beside, divide(factor, tree.args[1])
    if tree.head == "*" and beside == number(0):
        return beside, Tree("*", (*others, factor))
    return beside, None
