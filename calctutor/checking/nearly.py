"""Is an answer that differs from the question merely rounded, or never defined, or defined elsewhere?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NotReal, NoValue, Precision
from calctutor.balls.points import plain
from calctutor.balls.programs import compiled
from calctutor.balls.tape import ball
from calctutor.balls.values import evaluate, functions
from calctutor.balls.verdicts import Verdict
from calctutor.checking.given import under
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import Remark, remark
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, derivative, name, number


def domain_remarks(task: Task, verdict: Verdict) -> Iterator[Remark]:
    """A narrower answer is worth a remark everywhere, a wider one where two expressions are compared as such."""
    if "domain-differs" in verdict.remarks:
        if verdict.wider == "a":
            yield remark("domain-narrower")
        elif task.kind == "same":
            yield remark("domain-wider")
    elif "point-differs" in verdict.remarks and task.kind == "same":
        yield remark("point-differs")


def foreign(task: Task, answer: Tree) -> Remark | None:
    """Letters of the answer that do not occur in the problem, named; a constant of integration may be any letter."""
    if task.kind == "probability":
        return None
    inner = task.about.get("inner", {})
    trees = (task.f, task.question, task.about.get("outer", task.f), *inner, *inner.values())
    known = {*task.wrt, *(letter for tree in trees for letter in free_names(tree))}
    if task.kind == "integrate":
        known |= {str(term.value) for term in answer.args if term.head == "name"} if answer.head == "+" else set()
    strangers = [letter for letter in free_names(answer) if letter not in known]
    if not strangers:
        return None
    *first, last = strangers
    which = f"{', '.join(first)} and {last}" if first else last
    return Remark(
        "foreign-letters", f"Your answer contains {which}, which {'do' if first else 'does'} not occur in the problem."
    )


def never(task: Task, question: Tree, answer: Tree, verdict: Verdict) -> bool:
    """Has the answer no real value at any point where the question has one?"""
    if verdict.kind != "undecided" or verdict.approximate:
        return False
    try:
        left, right = compiled(under(question, task.given), task.let), compiled(under(answer, task.given))
    except NoValue:
        return False
    names = tuple(sorted(left.free | right.free))
    env = {**functions(question, 0), **functions(answer, 0)}
    seen = [_sides(left, right, {**env, **point}) for point in plain(names)[: 22 if names else 1]]
    real = [b for a, b in seen if a]
    return len(real) >= min(3, len(seen)) and not any(real)


def _sides(left: Any, right: Any, env: dict[str, Any]) -> tuple[bool, bool]:
    """Is the question surely real here, and may the answer be?"""
    with Precision(128):
        place = {k: ball(v) if isinstance(v, Fraction) else v for k, v in env.items()}
        found = []
        for program in (left, right):
            try:
                found.append(program.value(place).is_finite())
            except NotReal:
                found.append(False)
            except NoValue:
                found.append(program is right)
    return found[0], found[1]


def rounded(question: Tree, answer: Tree, let: Mapping[str, Tree]) -> bool:
    """Is the answer a decimal number that is the value of the question to all of its (at least three) digits?"""
    size = answer.args[0] if answer.head == "neg" else answer
    if size.head != "number" or not isinstance(size.value, Fraction):
        return False
    places = _decimal_places(size.value)
    free = sorted(set(free_names(question)) - set(let))
    if places is None or len(str(size.value.numerator)) < 3 or not _constant(question, free, let):
        return False
    try:
        known = {**{letter: Fraction(1, 2) for letter in free}, **{k: evaluate(tree, {}).ball for k, tree in let.items()}}
        gap = abs(evaluate(question, known).ball - evaluate(answer, {}).ball)
    except NoValue:
        return False
    return bool(gap < ball(Fraction(51, 100 * 10**places)))


def _constant(question: Tree, free: list[str], let: Mapping[str, Tree]) -> bool:
    """Is its value the same whatever these letters are? The slope of 3x is."""
    return all(compare(derivative(question, name(letter)), number(0), dict(let)).equal for letter in free)


def _decimal_places(value: Fraction) -> int | None:
    return next((k for k in range(1, 40) if 10**k % value.denominator == 0), None)
