"""Where did a wrong answer slip?

Everything that people are known to do wrong is done to the problem, and what comes out is compared with the answer:
misreadings of the whole question, one false rule at one place, at every place, false algebra, two false rules, and at last
slips of the pen. This loads sympy, and belongs in a worker that can be stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.checking.answer import reshaped, shape
from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.lies import Candidate, Derivation
from calctutor.checking.pen import pen_slips, right_terms
from calctutor.checking.slips import Diagnosis, Place, Slip
from calctutor.checking.solutions import solution
from calctutor.checking.tasks import Task
from calctutor.checking.telling import slip
from calctutor.engines.asking import free_names
from calctutor.errors import StudentError
from calctutor.mistakes.algebra import SLIPS, rewritten
from calctutor.mistakes.book import MISTAKES
from calctutor.mistakes.questions import MISREADINGS
from calctutor.notation.tree import Tree, add, derivative, divide, name, negative, unmarked
from calctutor.notation.tree import replace as put_in
from calctutor.solver import Stuck

SECONDS = 2.0
"""For everything together; what comes first is told first."""
MOST_SLIPS = 4
DERIVATIVES = ("diff", "partial", "chain")
GRIDS = ("gradient", "hessian", "jacobian")


def diagnose(
    task: Task,
    answer: Tree,
    suspicion: str = "",
    wrong: tuple[tuple[int, ...], ...] = (),
    seconds: float = SECONDS,
    solve: bool = False,
) -> Diagnosis:
    """The slips that explain `answer`, best first. `wrong` are the entries known to be wrong; with
    `solve`, the right answer is worked out whatever it takes."""
    search = Search(task, answer, wrong, time.monotonic() + seconds)
    found: list[Slip] = [slip(suspicion)] if suspicion else []
    for stage in STAGES:
        if found and (stage in LAST or suspicion):
            break
        for explained in stage(search):
            found.append(explained)
            if search.late():
                break
        if search.late():
            break
    refuted = any(s.mistake == "across-a-pole" for s in found)
    truth = search.truth() or (solution(task) if solve else None)
    return Diagnosis(ranked(found), search.right_terms(), truth, refuted)


def ranked(found: Iterable[Slip]) -> tuple[Slip, ...]:
    """Fewest changes first, then what says most; each mistake once."""
    unique: dict[tuple[str, ...], Slip] = {}
    for one in found:
        key = (one.mistake, *(m for m, _ in one.also))
        unique.setdefault(key, one)
    ordered = sorted(unique.values(), key=lambda s: (s.vague >= 2, s.changes, s.vague))
    return tuple(ordered[:MOST_SLIPS])


class Search:
    """One wrong answer, and what it is compared with."""

    def __init__(self, task: Task, answer: Tree, wrong: tuple[tuple[int, ...], ...], deadline: float) -> None:
        self.task, self.deadline, self.wrong = task, deadline, wrong
        self.answer = reshaped(task.question, answer)
        letters = (*free_names(task.f), *task.wrt, *free_names(answer))
        self.print = Fingerprint(self.answer, tuple(dict.fromkeys(letters)), task.let)
        self._derivations: dict[tuple[Any, ...], Derivation | None] = {}

    def late(self) -> bool:
        return time.monotonic() > self.deadline

    def holes(self) -> dict[str, str | Tree]:
        return {"x": name(self.task.wrt[0])} if self.task.wrt else {}

    def derivation(self, f: Tree, by: tuple[str, ...]) -> Derivation | None:
        """The true derivatives, or None where no rule applies."""
        if (f, by) not in self._derivations:
            try:
                self._derivations[f, by] = Derivation(f, by)
            except (Stuck, StudentError):
                self._derivations[f, by] = None
        return self._derivations[f, by]

    def derivatives(self) -> Iterator[tuple[Derivation, Fingerprint]]:
        """The derivatives in which a false rule may have been used, each with what the student has for it."""
        task = self.task
        if task.kind in DERIVATIVES:
            by = task.wrt * task.order if len(task.wrt) == 1 else task.wrt
            yield from self._derivation_and(task.f, by, self.print)
        elif task.kind in GRIDS and self.print.parts and shape(self.answer) == shape(task.question):
            for place in self.wrong[:3]:
                question, part = task.question, self.print
                for index in place:
                    question, part = question.args[index - 1], part.parts[index - 1]
                f, by = _unwrapped(question)
                yield from self._derivation_and(f, by, part)
        elif task.kind == "descend-step" and task.order == 1 and self.print.parts and len(self.print.parts) == len(task.wrt):
            for (i,) in self.wrong[:3]:
                x = task.wrt[i - 1]
                slope = divide(add(task.about["start"][x], negative(self.answer.args[i - 1])), task.about["rate"])
                yield from self._derivation_and(task.f, (x,), Fingerprint(slope, (), task.about["start"]))

    def _derivation_and(self, f: Tree, by: tuple[str, ...], target: Fingerprint) -> Iterator[tuple[Derivation, Fingerprint]]:
        if derivation := self.derivation(f, by):
            yield derivation, target

    def truth(self) -> Tree | None:
        """The right answer, as far as it was worked out."""
        task = self.task
        if task.kind in DERIVATIVES:
            by = task.wrt * task.order if len(task.wrt) == 1 else task.wrt
            derivation = self.derivation(task.f, by)
            return derivation.algebra.tree(derivation.value) if derivation else None
        if task.kind in GRIDS:
            return self._grid(task.question)
        return task.question if task.kind == "descend-step" else None

    def _grid(self, question: Tree) -> Tree | None:
        if question.head == "list":
            parts = [self._grid(part) for part in question.args]
            return None if None in parts else Tree("list", tuple(part for part in parts if part is not None))
        derivation = self.derivation(*_unwrapped(question))
        return derivation.algebra.tree(derivation.value) if derivation else None

    def right_terms(self) -> tuple[Tree, ...]:
        truth = self.truth()
        if truth is None or self.print.parts or self.task.kind == "descend-step":
            return ()
        return right_terms(self.answer, truth)


def _unwrapped(question: Tree) -> tuple[Tree, tuple[str, ...]]:
    by: list[str] = []
    while question.head == "D":
        by.insert(0, str(question.args[1].value))
        question = question.args[0]
    return question, tuple(by)


# The stages, from what says most to what says least.


def misread(search: Search) -> Iterator[Slip]:
    """The whole question taken for another one."""
    task = search.task
    for mistake, (kinds, pairs) in MISREADINGS.items():
        if task.kind not in kinds or (task.kind == "integrate" and not task.about["bounds"] and mistake != "opposite-sign"):
            continue
        if mistake == "opposite-sign":
            continue
        for left, right in pairs(task, search.answer):
            if _same(search, left, right):
                yield slip(mistake, search.holes())
                break


def _same(search: Search, left: Tree, right: Tree) -> bool:
    if right is search.answer:
        return search.print.matches(left)
    from calctutor.balls.equality import compare

    return compare(left, right, dict(search.task.let)).equal


def lied(search: Search) -> Iterator[Slip]:
    """One false rule at one place, or the same at every place."""
    for derivation, target in search.derivatives():
        for several in (derivation.single, derivation.everywhere):
            yield from told(several(), target, search)


def lied_twice(search: Search) -> Iterator[Slip]:
    for derivation, target in search.derivatives():
        yield from told(derivation.pairs(), target, search)


def told(candidates: Iterable[Candidate], target: Fingerprint, search: Search) -> Iterator[Slip]:
    """The candidates that give the answer, as slips."""
    for candidate in candidates:
        if search.late():
            return
        if target.matches(candidate.answer):
            yield from_candidate(candidate)


def from_candidate(candidate: Candidate) -> Slip:
    """A slip at the first of the steps that lie; the others are named beside it."""
    first, *others = candidate.lies
    before, wrote, should = map(unmarked, (first.true.before, first.false.filled, first.true.answer))
    place = Place(before, wrote, should, first.true.title, first.true.formula)
    different = tuple((lie.mistake.id, lie.mistake.title) for lie in others if lie.mistake.id != first.mistake.id)
    return Slip(
        first.mistake.id, first.mistake.title, first.false.why, len(candidate.lies), first.mistake.vague, place, different
    )


def curved(search: Search) -> Iterator[Slip]:
    """A false rule on one side of an equation whose curve is differentiated."""
    if search.task.kind == "implicit":
        from calctutor.checking.curves import candidates

        yield from told(candidates(search.task), search.print, search)


def integrated(search: Search) -> Iterator[Slip]:
    """A false rule of integration."""
    if search.task.kind == "integrate":
        from calctutor.checking.guessing import explained

        yield from explained(search.task, search.answer)


def algebra_first(search: Search) -> Iterator[Slip]:
    """False algebra before the calculus, and then everything right: the answer to another problem."""
    for mistake, rewriting in SLIPS.items():
        for seen, old, new in rewritten(search.task.f, rewriting):
            if search.late():
                return
            if asked := question_of(search.task, seen):
                if not _answers(search, asked):
                    continue
                yield slip(mistake, place=Place(old, new), solved=seen if search.task.kind != "same" else None)
                break


def question_of(task: Task, f: Tree) -> Tree | None:
    """The same question about another function."""
    if task.kind == "implicit" or task.kind == "descend-step":
        return None
    return put_in(task.question, {task.f: f})


def _answers(search: Search, question: Tree) -> bool:
    if question.head == "I" and len(question.args) == 2:
        x = question.args[1]
        return Fingerprint(question.args[0], (*search.task.wrt,)).matches(derivative(search.answer, x))
    return search.print.matches(question)


def algebra_after(search: Search) -> Iterator[Slip]:
    """Everything right, and then false algebra on the result."""
    for derivation, target in search.derivatives():
        for result in dict.fromkeys((derivation.roots[-1].filled, derivation.roots[-1].answer)):
            for mistake, rewriting in SLIPS.items():
                if MISTAKES[mistake].vague:
                    continue
                for wrong, old, new in rewritten(result, rewriting):
                    if target.matches(wrong):
                        yield slip(mistake, place=Place(old, new))
                        break


def by_pen(search: Search) -> Iterator[Slip]:
    """All but one sign, number or factor is right."""
    yield from pen_slips(search.task, search.answer, search.print)


STAGES: tuple[Callable[[Search], Iterator[Slip]], ...] = (
    misread, lied, curved, integrated, algebra_first, algebra_after, lied_twice, by_pen,
)  # fmt: skip
LAST = (algebra_after, lied_twice, by_pen)
"""Looked for only when nothing else explains the answer."""
