"""Which wrong answers does a problem invite? The answers of the false twins of its rules, run on this very problem.

Only what is proved wrong by a counterexample counts, and no two that are equal as functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import sympy as sp

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.checking.answer import judge
from calctutor.checking.descent import signed
from calctutor.checking.diagnosis import diagnose
from calctutor.checking.lies import Derivation
from calctutor.checking.probability.explaining import Looked
from calctutor.checking.shapes import entries, shape
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import WRONG
from calctutor.engines.asking import unwrapped
from calctutor.engines.derivative import derive
from calctutor.errors import StudentError
from calctutor.mistakes.algebra import SLIPS, rewritten
from calctutor.mistakes.guesses import everywhere, guesses, whole
from calctutor.mistakes.probability import SLIPS as CHANCES
from calctutor.mistakes.questions import MISREADINGS
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, derivative, name, negative, number, replace, walk
from calctutor.notation.writing import text
from calctutor.quiz.making.drafts import Worked
from calctutor.quiz.making.levels import Level
from calctutor.quiz.making.solving import antiderivative, solution_of
from calctutor.quiz.making.tidiness import left_open, tidy
from calctutor.rules.tidying import tidy as shorter
from calctutor.solver import Solver, Stuck

FOREVER = 1e9
"""Seconds that looking for a slip may take: what is found must not depend on the machine."""

MOST_LOOKED_AT = 40

LARGEST_MISREAD = 30
"""Nodes of an expression whose integral is worked out for a misread question."""

SMALL = 60
"""The largest denominator of the limit of a misread question."""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that is wrong, and the mistake that `check` names for it; empty where it names none."""

    answer: Tree
    mistake: str


def wrong_answers(found: Worked, level: Level, count: int) -> list[WrongAnswer]:
    """At most so many wrong answers, those that say most first; each by another mistake as far as there are enough."""
    task, level = found.draft.task, level._replace(answer=max(level.answer, len(text(found.answer)) * 3 // 2))
    told: list[WrongAnswer] = []
    for candidate in _looked_at(task, found, level):
        if len({wrong.mistake for wrong in told}) >= count:
            break
        if all(differ(task, candidate, wrong.answer) for wrong in told):
            told.append(WrongAnswer(candidate, named(task, candidate)))
    first = list({wrong.mistake: wrong for wrong in reversed(told)}.values())[::-1]
    rest = [wrong for wrong in told if wrong not in first]
    return (first + rest)[:count]


def _looked_at(task: Task, found: Worked, level: Level) -> Iterator[Tree]:
    """Candidates that are tidy and really wrong."""
    seen: set[Tree] = set()
    for candidate in candidates(task, found.answer):
        if len(seen) >= MOST_LOOKED_AT:
            return
        if candidate in seen or candidate == number(0) or not tidy(candidate, level) or left_open(candidate):
            continue
        if shape(candidate) != shape(found.answer):
            continue
        seen.add(candidate)
        if refuted(task, candidate):
            yield candidate


def refuted(task: Task, answer: Tree) -> bool:
    """Is it proved to be wrong?"""
    judged = judge(task, answer)
    return judged.verdict == WRONG and judged.certainty == "counterexample"


def named(task: Task, answer: Tree) -> str:
    """The mistake by which `check` explains it."""
    judged = judge(task, answer)
    diagnosis = diagnose(task, answer, judged.suspicion, judged.entries, FOREVER)
    return diagnosis.slips[0].mistake if diagnosis.slips else ""


def differ(task: Task, a: Tree, b: Tree) -> bool:
    """Are two answers different for sure? Of antiderivatives, more than by a constant."""
    if task.question.head == "I" and len(task.question.args) == 2:
        a, b = (derivative(side, name(task.wrt[0])) for side in (a, b))
    return any(compare(p, q).kind == "different" for _, p, q in entries(a, b))


def candidates(task: Task, answer: Tree) -> Iterator[Tree]:
    """Wrong answers in order: false rules, misreadings, false algebra, slips of the pen; to be checked."""
    rules, misread = _by_false_rules(task, answer), _by_misreading(task, answer)
    yield from _in_turn(rules, misread) if answer.head == "list" else chain(rules, misread)
    for vague in (False, True):
        for mistake, rewriting in sorted(SLIPS.items()):
            if (mistake in ("sign-in-the-answer", "number-in-the-answer")) == vague:
                for wrong, _, _ in rewritten(answer, rewriting):
                    yield from _tidied(wrong)


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
                yield from _worked_out(candidate.answer, {})


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
                    yield from _worked_out(left, {name(x): value for x, value in task.let.items()})
    if answer.head != "list":
        yield from _tidied(negative(answer))


def _by_false_chances(task: Task, answer: Tree) -> Iterator[Tree]:
    """What random variables are mistaken for, worked out."""
    problem = Looked(task.about["chance"])
    for quantities, pairs in CHANCES.values():
        if task.about["asked"] in quantities:
            for left, right in pairs(problem, answer):
                if right is answer:
                    yield from _worked_out(left, {})


def _worked_out(tree: Tree, place: dict[Tree, Tree]) -> Iterator[Tree]:
    """What a tree comes to that may still ask for derivatives, limits and integrals, at a place."""
    try:
        yield from _tidied(replace(_plain(tree), place))
    except (StudentError, Stuck, ZeroDivisionError, RecursionError):
        return


def _plain(tree: Tree) -> Tree:
    """The tree with every question in it answered, the innermost first."""
    args = tuple(map(_plain, tree.args)) if tree.head not in ("I", "L") else tree.args
    if tree.head == "D":
        algebra = Algebra()
        _, value = derive(Solver(algebra), algebra.expression(args[0]), str(args[1].value))
        return algebra.tree(value)
    if tree.head == "at":
        f, x, *ends = args
        values = [replace(f, {x: end}) for end in ends]
        return values[0] if len(values) == 1 else add(values[1], negative(values[0]))
    if tree.head == "L":
        return _simple_number(tree)
    if tree.head == "I":
        f = _plain(tree.args[0])
        if sum(1 for _ in walk(f)) > LARGEST_MISREAD:
            raise StudentError("too-large", "nobody would work this out")
        return solution_of(Task("integrate", "", f, (str(tree.args[1].value),), tree, about={"bounds": tree.args[2:]})).answer
    return tree.with_args(args) if args else tree


def _simple_number(tree: Tree) -> Tree:
    """The simple fraction that a limit is worth, by looking at numbers. Raises `StudentError` where there is none."""
    try:
        middle = evaluate(tree, {}).ball.mid().fmpq()
    except (NoValue, ValueError):
        raise StudentError("no-value", "it has no value") from None
    value = Fraction(int(middle.p), int(middle.q))
    simple = value.limit_denominator(SMALL)
    if abs(simple - value) > Fraction(1, 10**12):
        raise StudentError("no-value", "it is no simple number")
    return signed(simple)


def _tidied(tree: Tree) -> Iterator[Tree]:
    """The answer as a student would write it; nothing where it is no real expression."""
    if tree.head in ("list", "tuple"):
        parts = [list(_tidied(part)) for part in tree.args]
        if all(parts):
            yield Tree("list", tuple(part[0] for part in parts))
        return
    algebra = Algebra()
    value = algebra.expression(tree)
    if not isinstance(value, sp.Expr) or value.has(sp.nan, sp.zoo, sp.I):
        return
    simpler = shorter(value)
    yield algebra.tree(simpler[0] if simpler else value)
