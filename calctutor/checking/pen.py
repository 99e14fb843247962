"""Is all of an answer right but for one sign, one number, one term or one factor?"""

from __future__ import annotations

from collections.abc import Iterator
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
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, negative, number

LARGEST = 60
"""A factor or a difference is told only as a fraction of such numbers."""


def pen_slips(task: Task, answer: Tree, target: Fingerprint) -> Iterator[Slip]:
    """Changes of the answer, as small as possible, that make it right."""
    if task.kind in ("implicit", "same") or target.parts:
        yield from _opposite(task, answer, target)
        return
    question, given = asked(task, answer)
    yield from _opposite(task, answer, target)
    truth = Fingerprint(question, tuple(dict.fromkeys((*free_names(task.f), *task.wrt))), task.let)
    for mistake, rewriting in (("sign-in-the-answer", signs), ("number-in-the-answer", numbers)):
        for changed, old, _ in rewritten(answer, rewriting):
            if truth.matches(asked(task, changed)[1]):
                yield slip(mistake, {"number": old, "term": old}, Place(old))
                break
    yield from _factor(task, question, given, truth)


def asked(task: Task, answer: Tree) -> tuple[Tree, Tree]:
    """What must be equal: for an antiderivative, the integrand and the derivative of the answer."""
    if task.question.head == "I" and len(task.question.args) == 2:
        return task.f, derivative(answer, name(task.wrt[0]))
    return task.question, answer


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
    if _plain(ratio) and ratio not in (0, 1, -1) and free_names(given) and truth.matches(divide(given, signed(ratio))):
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
