"""Is this an antiderivative, and what of its constant? Is this the value of an integral?

An antiderivative is judged by its own derivative, found by jets. Letters that the problem does not have are constants of
integration, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoValue
from calctutor.balls.points import plain
from calctutor.balls.simple import rational
from calctutor.balls.values import evaluate
from calctutor.balls.verdicts import Verdict
from calctutor.checking.answer import by_value, no_value, settled, unfinished
from calctutor.checking.answers import NOWHERE
from calctutor.checking.descent import signed
from calctutor.checking.given import compared
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, WRONG, Judged, Remark, remark
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, add, derivative, name, names, negative, number, walk
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text as line_of


def indefinite(task: Task, answer: Tree) -> Judged:
    """The verdict on an antiderivative."""
    if unfinished(task, answer):
        return Judged(WRONG, remarks=(remark("unfinished"),), suspicion="unfinished")
    if answer.head in ("tuple", "list"):
        return Judged(WRONG, remarks=(remark("shape"),))
    x = name(task.wrt[0])
    verdict = compared(derivative(answer, x), task.f, {}, task.given)
    judged = settled(task, [((), task.f, derivative(answer, x), _turned(verdict))])
    extra = constants(task, answer)
    if judged.verdict == CORRECT:
        return judged._replace(remarks=tuple(_remarks(task, answer, extra, verdict)))
    return judged._replace(suspicion=_misplaced_constant(task, answer, extra))


def _turned(verdict: Verdict) -> Verdict:
    """The same with the sides exchanged: here the answer stood on the left."""
    wider = {"a": "b", "b": "a", None: None}[verdict.wider]
    found = verdict.counterexample
    return replace(verdict, wider=wider, counterexample=replace(found, left=found.right, right=found.left) if found else None)


def constants(task: Task, answer: Tree) -> list[str]:
    """The letters of the answer that the problem does not have."""
    known = {*free_names(task.f), *task.wrt}
    return [letter for letter in free_names(answer) if letter not in known]


def _remarks(task: Task, answer: Tree, extra: list[str], verdict: Verdict) -> Iterator[Remark]:
    if "domain-differs" in verdict.remarks and verdict.wider == "b":
        yield remark("ln-abs" if has_plain_logarithm(answer, task.wrt[0]) else "domain-narrower")
    if not extra:
        yield remark("numeric-constant" if _adds_number(answer) else "missing-constant")
    elif len(extra) > 1:
        yield remark("two-constants")
    elif not _plain_term(answer, extra[0]):
        yield remark("absorbed-constant" if _in_logarithm(answer, extra[0]) else "odd-constant")


def has_plain_logarithm(answer: Tree, x: str) -> bool:
    """A logarithm of something with x that has no bars around it."""
    return any(node.head == "ln" and node.args[0].head not in ("abs", "mark") and x in names(node) for node in walk(answer))


def terms(tree: Tree) -> list[Tree]:
    """The terms of a sum as typed, brackets and minus signs opened."""
    if tree.head == "+":
        return [term for arg in tree.args for term in terms(arg)]
    if tree.head == "neg" and tree.args[0].head == "+":
        return [Tree("neg", (term,)) for term in terms(tree.args[0])]
    return [tree]


def _adds_number(answer: Tree) -> bool:
    found = terms(answer)
    return len(found) > 1 and any(not names(term) and term != number(0) for term in found)


def _plain_term(answer: Tree, letter: str) -> bool:
    """Is the letter added, perhaps with a sign or a number? Then the answer grows with it steadily, and everywhere alike."""
    growth = derivative(answer, name(letter))
    return all(compare(derivative(growth, name(by)), number(0)).equal for by in free_names(answer))


def _in_logarithm(answer: Tree, letter: str) -> bool:
    return any(node.head == "ln" and letter in names(node) for node in walk(answer))


def _misplaced_constant(task: Task, answer: Tree, extra: list[str]) -> str:
    """A constant that multiplies, or a letter of a substitution that was left in."""
    x = name(task.wrt[0])
    for letter in extra:
        for value, slip in ((1, "constant-multiplied"), (0, "constant-times-the-variable")):
            if compare(derivative(put_in(answer, {name(letter): number(value)}), x), task.f).equal:
                return slip
        if _plain_term(answer, letter):
            continue
        inner = {node for node in walk(task.f) if node.args and task.wrt[0] in names(node)}
        for inside in sorted(inner, key=repr)[:12]:
            if compare(derivative(put_in(answer, {name(letter): inside}), x), task.f).equal:
                return "answer-left-in-u"
    return ""


def apart(task: Task, answer: Tree, ours: Tree) -> Remark | None:
    """The constant by which two antiderivatives differ, where it is a simple one other than 0."""
    zero = {name(letter): number(0) for tree in (answer, ours) for letter in constants(task, tree)}
    gap = add(put_in(answer, zero), negative(put_in(ours, zero)))
    for point in plain(tuple(free_names(gap)))[:12]:
        try:
            ball = evaluate(gap, point, 128).ball
        except NoValue:
            continue
        if not ball.is_finite():
            continue
        value = rational(ball)
        simple = value and value.denominator < 1000 and compare(gap, signed(value)).equal
        usual = add(*(term for term in terms(ours) if task.wrt[0] in names(term)))
        said = f"It differs from {line_of(usual)} by the constant {line_of(signed(value))}, which C takes up."
        return Remark("constant-in-disguise", said) if simple else None
    return None


# Definite integrals.


def definite(task: Task, answer: Tree) -> Judged:
    """The verdict on the value of a definite integral."""
    if answer == NOWHERE:
        return no_value(task)
    extra = [letter for letter in constants(task, answer) if letter not in _bound_names(task)]
    x = task.wrt[0]
    if x in free_names(answer) and x not in _bound_names(task):
        right = compare(derivative(answer, name(x)), task.f).equal
        return Judged(WRONG, remarks=(remark("unfinished"),), suspicion="left-unevaluated" if right else "")
    bare = put_in(answer, {name(letter): number(0) for letter in extra})
    judged = by_value(task, bare)
    if extra:
        found = remark("needless-constant")
        sure = judged.verdict == CORRECT
        return judged._replace(verdict=WRONG if sure else judged.verdict, remarks=(*judged.remarks, found),
                       suspicion="constant-on-a-definite-integral" if sure else "")  # fmt: skip
    return judged


def _bound_names(task: Task) -> set[str]:
    return {letter for bound in task.about["bounds"] for letter in names(bound)}
