"""Is all of an answer right but for one sign, one number, one term or one factor?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.balls.simple import rational
from calctutor.balls.values import evaluate
from calctutor.checking.descent import signed
from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.slips import Place, Slip
from calctutor.checking.tasks import Task
from calctutor.checking.telling import slip
from calctutor.engines.asking import free_names
from calctutor.mistakes.algebra import numbers, rewritten, signs
from calctutor.mistakes.questions import MISREADINGS
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number, walk

LARGEST = 60
"""A factor or a difference is told only as a fraction of such numbers."""
SHIFTS = tuple(Fraction(10) ** k for k in (-3, -2, -1, 1, 2, 3))
MOST_ENTRIES = 3
"""So many wrong entries of a vector or a matrix are looked at."""


def pen_slips(task: Task, answer: Tree, target: Fingerprint, wrong: Sequence[tuple[int, ...]] = ()) -> Iterator[Slip]:
    """Changes of the answer, as small as possible, that make it right; of the entries that are wrong, if it has any."""
    yield from _opposite(task, answer, target)
    if task.kind in ("implicit", "same"):
        return
    letters = tuple(dict.fromkeys((*free_names(task.f), *task.wrt)))
    places = wrong[:MOST_ENTRIES] if target.parts else ((),)
    for place in places:
        question, given = entry(task.question, place), entry(answer, place)
        truth = Fingerprint(asked(task, question, given)[0], letters, task.let)
        yield from _retouched(task, question, given, truth, letters)
        yield from _factors(task, question, given, truth)
        yield from _factor(task, *asked(task, question, given), truth)


def entry(tree: Tree, place: tuple[int, ...]) -> Tree:
    """The component of a vector or matrix at a place, counted from 1."""
    for index in place:
        tree = tree.args[index - 1]
    return tree


def _retouched(task: Task, question: Tree, given: Tree, truth: Fingerprint, letters: tuple[str, ...]) -> Iterator[Slip]:
    """One sign, one number or one letter of the answer changed."""

    def others(tree: Tree) -> Iterator[Tree]:
        if tree.head == "name" and tree.value in letters:
            yield from (name(letter) for letter in letters if letter != tree.value)

    changes = {"sign-in-the-answer": signs, "number-in-the-answer": numbers, "letter-in-the-answer": others}
    if all(node.head in ("number", "neg", "/", "*") for node in walk(given)):
        del changes["number-in-the-answer"]  # of a bare fraction, another number is just another answer
    for mistake, rewriting in changes.items():
        for changed, old, new in rewritten(given, rewriting):
            if new == number(0) and not free_names(given):
                continue  # that is another term or factor, and no slip of the pen
            if truth.matches(asked(task, question, changed)[1]):
                yield slip(mistake, {"number": old, "term": old}, Place(old))
                break


def _factors(task: Task, question: Tree, given: Tree, truth: Fingerprint) -> Iterator[Slip]:
    """A letter or a function of the problem that is a factor too few or too many."""
    if not free_names(given):
        return
    for part in dict.fromkeys(node for node in walk(task.f) if node.head == "name" or len(node.args) == 1):
        if task.wrt[0] not in free_names(part) or part.head in ("neg", "list", "tuple"):
            continue
        for mistake, changed in (
            ("factor-lost-in-the-answer", multiply(given, part)),
            ("factor-too-much-in-the-answer", divide(given, part)),
        ):
            if truth.matches(asked(task, question, changed)[1]):
                yield slip(mistake, {"factor": part})
                return


def asked(task: Task, question: Tree, given: Tree) -> tuple[Tree, Tree]:
    """What must be equal: for an antiderivative, the integrand and the derivative of the answer."""
    if question.head == "I" and len(question.args) == 2:
        return task.f, derivative(given, name(task.wrt[0]))
    return question, given


def _opposite(task: Task, answer: Tree, target: Fingerprint) -> Iterator[Slip]:
    kinds, pairs = MISREADINGS["opposite-sign"]
    if task.kind in kinds:
        for left, right in pairs(task, answer):
            if target.matches(left) if right is answer else compare(left, right, dict(task.let)).equal:
                yield slip("opposite-sign")


def _factor(task: Task, question: Tree, given: Tree, truth: Fingerprint) -> Iterator[Slip]:
    """A number that the answer is too large by, as a factor or as a term."""
    if not truth.points:
        return
    point = truth.points[0][0]
    try:
        right = evaluate(question, {**point, **_values(task)}).ball
        wrong = evaluate(given, point).ball
        if right.contains(0) or not (wrong.is_finite() and right.is_finite()):
            return
        ratio, gap = rational(wrong / right), rational(wrong - right)
    except (NoValue, ValueError, ZeroDivisionError):
        return
    if not free_names(given) and ratio in SHIFTS:
        yield slip("decimal-point")
    elif _plain(ratio) and ratio not in (0, 1, -1) and free_names(given) and truth.matches(divide(given, signed(ratio))):
        yield slip("constant-factor", {"factor": signed(ratio)})
    elif (
        _plain(gap)
        and gap
        and task.kind != "integrate"
        and free_names(given)
        and truth.matches(add(given, negative(signed(gap))))
    ):
        yield slip("constant-difference")


def _values(task: Task) -> dict[str, object]:
    return {letter: evaluate(tree, {}).ball for letter, tree in task.let.items()}


def _plain(value: Fraction) -> bool:
    return abs(value.numerator) <= LARGEST and value.denominator <= LARGEST


# What is right.


def right_terms(answer: Tree, truth: Tree) -> tuple[Tree, ...]:
    """The terms of the answer that are also terms of the right answer, both multiplied out as typed."""
    given, wanted = terms(answer), terms(truth)
    if len(wanted) < 2:
        return ()
    letters = tuple(dict.fromkeys((*free_names(answer), *free_names(truth))))
    prints = [Fingerprint(term, letters) for term in wanted]
    return tuple(term for term in given if any(p.matches(term) for p in prints))


def terms(tree: Tree) -> list[Tree]:
    """The terms of a sum, with brackets opened one level: x(a + b) counts as two terms."""
    if tree.head == "+":
        return [term for arg in tree.args for term in terms(arg)]
    if tree.head == "neg":
        return [negative(term) if term.head != "neg" else term.args[0] for term in terms(tree.args[0])]
    if tree.head == "*":
        for i, factor in enumerate(tree.args):
            if factor.head == "+":
                return [multiply(*tree.args[:i], term, *tree.args[i + 1 :]) for term in factor.args]
    if tree.head == "/" and len(split := terms(tree.args[0])) > 1:
        return [divide(term, tree.args[1]) for term in split]
    return [tree] if tree != number(0) else []
