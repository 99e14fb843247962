"""What is known while one wrong answer is being explained?

The answer itself, with a fingerprint by which candidates are recognised; the true derivations of the problem, solved once; the
terms of the answer that are right; and how much time is left.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.lies import Derivation
from calctutor.checking.pen import MOST_ENTRIES, entry, right_terms, terms
from calctutor.checking.shapes import composed, reshaped, shape
from calctutor.checking.tasks import Task
from calctutor.engines.asking import free_names
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, derivative, divide, name, names, negative, replace
from calctutor.solver import Stuck

DERIVATIVES = ("diff", "partial", "chain")
GRIDS = ("gradient", "hessian", "jacobian")
Pair = tuple[Derivation, Fingerprint]


class Inquiry:
    """One wrong answer, and what it is compared with."""

    def __init__(self, task: Task, answer: Tree, wrong: tuple[tuple[int, ...], ...], deadline: float) -> None:
        self.task, self.deadline, self.wrong = task, deadline, wrong
        self.answer = reshaped(task.question, composed(task.about.get("inner", {}), answer, task.wrt))
        letters = (*free_names(task.f), *task.wrt, *free_names(answer))
        self.print = Fingerprint(self.answer, tuple(dict.fromkeys(letters)), task.let)
        self._derivations: dict[tuple[Any, ...], Derivation | None] = {}

    def late(self) -> bool:
        return time.process_time() > self.deadline

    def holes(self) -> dict[str, str | Tree]:
        return {"x": name(self.task.wrt[0])} if self.task.wrt else {}

    @property
    def numeric(self) -> bool:
        """Is the answer a mere number? Then much fits by accident."""
        return not free_names(self.answer)

    # The problem, solved.

    def derivation(self, f: Tree, by: tuple[str, ...]) -> Derivation | None:
        """The true derivatives, or None where no rule applies."""
        self._derivations[f, by] = solved(f, by)
        return self._derivations[f, by]

    def antiderivation(self) -> Derivation | None:
        """The true antiderivative, or None where none is found soon."""
        key = ("I", self.task.f)
        self._derivations[key] = integrated(self.task.f, self.task.wrt[0])
        return self._derivations[key]

    def derivatives(self) -> Iterator[Pair]:
        """The derivatives in which a false rule may have been used, each with what the student has for it."""
        task = self.task
        if task.kind in DERIVATIVES:
            yield from self._paired(task.f, self.letters(), self.print)
        elif task.kind in GRIDS and self.print.parts and shape(self.answer) == shape(task.question):
            yield from self._of_entries()
        elif task.kind == "descend-step" and task.order == 1 and self.print.parts and len(self.print.parts) == len(task.wrt):
            for (i,) in self.wrong[:MOST_ENTRIES]:
                yield from self._of_step(task.wrt[i - 1], self.answer.args[i - 1])

    def letters(self) -> tuple[str, ...]:
        """By what is differentiated, each time."""
        task = self.task
        return task.wrt * task.order if len(task.wrt) == 1 else task.wrt

    def _of_entries(self) -> Iterator[Pair]:
        for place in self.wrong[:MOST_ENTRIES]:
            part = self.print
            for index in place:
                part = part.parts[index - 1]
            yield from self._paired(*unwrapped(entry(self.task.question, place)), part)

    def _of_step(self, x: str, given: Tree) -> Iterator[Pair]:
        """The slope that a step of descent was made with."""
        start, rate = self.task.about["start"], self.task.about["rate"]
        slope = divide(add(start[x], negative(given)), rate)
        yield from self._paired(self.task.f, (x,), Fingerprint(slope, (), start))

    def _paired(self, f: Tree, by: tuple[str, ...], target: Fingerprint) -> Iterator[Pair]:
        if derivation := self.derivation(f, by):
            yield derivation, target

    # What would be right.

    def truth(self) -> Tree | None:
        """The right answer, as far as it was worked out."""
        task = self.task
        if task.kind in DERIVATIVES:
            return _value(self.derivation(task.f, self.letters()))
        if task.kind in GRIDS:
            return self._grid(task.question)
        if task.kind == "integrate" and not task.about["bounds"]:
            return _value(self._derivations.get(("I", task.f)))
        return task.question if task.kind == "descend-step" else None

    def _grid(self, question: Tree) -> Tree | None:
        if question.head == "list":
            parts = [self._grid(part) for part in question.args]
            return None if None in parts else Tree("list", tuple(part for part in parts if part is not None))
        return _value(self.derivation(*unwrapped(question)))

    def solution(self) -> Tree | None:
        """The right answer as it is shown: an antiderivative has its constant."""
        truth = self.truth()
        if truth is None or self.task.kind != "integrate":
            return truth
        letter = next(letter for letter in ("C", "K", "C_1") if letter not in names(self.task.f))
        return add(*(truth.args if truth.head == "+" else (truth,)), name(letter))

    def odd_terms(self) -> tuple[Tree, ...]:
        """The terms of the answer that the right answer has not, where some are right."""
        right = self.right_terms()
        constants = set(names(self.answer)) if self.task.kind == "integrate" else set()
        extra = constants - {*names(self.task.f), *self.task.wrt}
        odd = (term for term in terms(self.answer) if term not in right and (not extra or not set(names(term)) <= extra))
        return tuple(odd) if right else ()

    def right_terms(self) -> tuple[Tree, ...]:
        """The terms of the answer that the right answer has too."""
        truth = self.truth()
        if truth is None or self.print.parts or self.task.kind == "descend-step":
            return ()
        return right_terms(self.answer, truth)


REMEMBERED = 64
"""Problems whose derivations are kept, with the wrong answers that they lead to: many people answer the same question."""


@lru_cache(maxsize=REMEMBERED)
def solved(f: Tree, by: tuple[str, ...]) -> Derivation | None:
    """The true derivatives, or None where no rule applies."""
    try:
        return Derivation(f, by)
    except (Stuck, StudentError):
        return None


@lru_cache(maxsize=REMEMBERED)
def integrated(f: Tree, x: str) -> Derivation | None:
    """The true antiderivative, or None where none is found soon."""
    from calctutor.checking.antiderivations import Antiderivation

    try:
        return Antiderivation(f, x)
    except (Stuck, StudentError):
        return None


def _value(derivation: Derivation | None) -> Tree | None:
    return None if derivation is None else derivation.algebra.tree(derivation.value)


def unwrapped(question: Tree) -> tuple[Tree, tuple[str, ...]]:
    """What is differentiated in D(D(f, x), y), and by what."""
    by: list[str] = []
    while question.head == "D":
        by.insert(0, str(question.args[1].value))
        question = question.args[0]
    return question, tuple(by)


def question_of(task: Task, f: Tree) -> Tree | None:
    """The same question about another function."""
    if task.kind in ("implicit", "descend-step"):
        return None
    return replace(task.question, {task.f: f})


def between(F: Tree, x: str, bounds: tuple[Tree, ...]) -> Tree:
    """F at the upper bound less F at the lower one; a limit where a bound is infinite."""
    low, high = (_at(F, x, bound) for bound in bounds)
    return add(high, negative(low))


def _at(F: Tree, x: str, place: Tree) -> Tree:
    infinite = any(node.value == "oo" for node in (place, *place.args))
    return Tree("L", (F, name(x), place)) if infinite else replace(F, {name(x): place})


def slope(F: Tree, x: str) -> Tree:
    return derivative(F, name(x))
