"""What might somebody answer who is wrong? False rules, misread questions, false algebra and slips of the pen.

They are worked out on the very problem. Whether what comes out is wrong, and how it differs, is for `slips` to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import sympy as sp

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.checking.lies import Derivation
from calctutor.checking.probability.explaining import Looked
from calctutor.checking.shapes import entries
from calctutor.checking.tasks import Task
from calctutor.engines.asking import unwrapped
from calctutor.errors import StudentError
from calctutor.mistakes.algebra import SLIPS, rewritten
from calctutor.mistakes.guesses import everywhere, guesses, whole
from calctutor.mistakes.probability import SLIPS as CHANCES
from calctutor.mistakes.questions import MISREADINGS
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, negative
from calctutor.quiz.making.coming_to import tidied, worked_out
from calctutor.quiz.making.solving import antiderivative
from calctutor.solver import Stuck


def candidates(task: Task, answer: Tree) -> Iterator[Tree]:
    """Wrong answers in order: false rules, misreadings, false algebra, slips of the pen; to be checked."""
    rules, misread = _by_false_rules(task, answer), _by_misreading(task, answer)
    yield from _in_turn(rules, misread) if answer.head == "list" else chain(rules, misread)
    for vague in (False, True):
        for mistake, rewriting in sorted(SLIPS.items()):
            if (mistake in ("sign-in-the-answer", "number-in-the-answer")) == vague:
                for wrong, _, _ in rewritten(answer, rewriting):
                    yield from tidied(wrong)


def _in_turn(one: Iterator[Tree], other: Iterator[Tree]) -> Iterator[Tree]:
    """One of each as long as there are both, then the rest."""
    waiting = [one, other]
    while waiting:
        first = waiting.pop(0)
        for tree in first:
            yield tree
            waiting.append(first)
            break


def _by_false_rules(task: Task, answer: Tree) -> Iterator[Tree]:
    if task.kind in ("diff", "partial", "chain"):
        by = task.wrt * task.order if len(task.wrt) == 1 else task.wrt
        yield from _lied(task.f, by)
    elif task.kind in ("gradient", "jacobian", "hessian"):
        for place, question, right in entries(task.question, answer):
            f, letters = unwrapped(question)
            for wrong in _lied(f, tuple(letters)):
                if wrong != right:
                    yield _with_entry(answer, place, wrong)
    elif task.kind == "integrate" and not task.about["bounds"]:
        yield from _integrated_falsely(task)


def _lied(f: Tree, by: tuple[str, ...]) -> Iterator[Tree]:
    """The derivatives to which one false rule leads, at one place or everywhere."""
    try:
        derivation = Derivation(f, by)
    except (Stuck, StudentError):
        return
    for several in (derivation.single, derivation.everywhere):
        for candidate in several():
            if not any(lie.mistake.vague for lie in candidate.lies):
                yield from worked_out(candidate.answer, {})


def _with_entry(grid: Tree, place: tuple[int, ...], entry: Tree) -> Tree:
    """A vector or matrix with one entry replaced; places are counted from 1."""
    if not place:
        return entry
    args = list(grid.args)
    args[place[0] - 1] = _with_entry(args[place[0] - 1], place[1:], entry)
    return grid.with_args(tuple(args))


def _integrated_falsely(task: Task) -> Iterator[Tree]:
    """False rules of integration are known by the slopes of their results; those are integrated truly."""
    algebra, x = Algebra(), symbol(task.wrt[0])
    f = algebra.expression(task.f)
    seen = set()
    for guess in (*guesses(f, x), *everywhere(f, x), *whole(f, x)):
        if guess.slope in seen or guess.slope == f or guess.slope.has(sp.nan, sp.zoo, sp.I, sp.Derivative):
            continue
        seen.add(guess.slope)
        try:
            yield antiderivative(algebra.tree(guess.slope), x.name).answer
        except StudentError:
            continue


def _by_misreading(task: Task, answer: Tree) -> Iterator[Tree]:
    if task.kind == "integrate" and not task.about["bounds"]:
        return
    if task.kind == "probability":
        yield from _by_false_chances(task, answer)
    for mistake, (kinds, pairs) in MISREADINGS.items():
        if task.kind in kinds and mistake != "opposite-sign":
            for left, right in pairs(task, answer):
                if right is answer:
                    yield from worked_out(left, {name(x): value for x, value in task.let.items()})
    if answer.head != "list":
        yield from tidied(negative(answer))


def _by_false_chances(task: Task, answer: Tree) -> Iterator[Tree]:
    """What random variables are mistaken for, worked out."""
    problem = Looked(task.about["chance"])
    for quantities, pairs in CHANCES.values():
        if task.about["asked"] in quantities:
            for left, right in pairs(problem, answer):
                if right is answer:
                    yield from worked_out(left, {})
