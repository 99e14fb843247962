"""At which simple point do two expressions visibly differ?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from calctutor.balls.outcomes import NoNumber, NoValue, Precision
from calctutor.balls.programs import compiled
from calctutor.balls.tape import ball
from calctutor.balls.values import approximate, decimal, functions
from calctutor.balls.verdicts import Counterexample
from calctutor.checking.given import under
from calctutor.checking.shapes import entries, reshaped
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import Example, Judged
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, name, number, replace

SIMPLE = [Fraction(q) for q in ("1", "2", "1/2", "3", "-1", "4", "0", "-2", "1/3", "5", "1/10", "-1/2", "10")]
BITS = 128
SHOWN = 4


def illustrated(task: Task, judged: Judged) -> Judged:
    """The same verdict with its counterexample at a point that is easy to follow, where there is one."""
    example, answer = judged.counterexample, judged.answer
    if example is None or answer is None or task.kind in ("implicit", "probability") or answer.head == "=":
        return judged
    question = task.question
    if task.kind == "integrate" and not task.about["bounds"]:
        extra = set(free_names(answer)) - {*free_names(task.f), *task.wrt}
        plain_answer = replace(answer, {name(letter): number(1) for letter in extra})
        question, answer = task.f, Tree("D", (plain_answer, name(task.wrt[0])))
    for place, q, a in entries(question, reshaped(question, answer)):
        if place == example.entry:
            found = Counterexample(example.point, example.expected, example.given)
            shown = simple_counterexample(under(q, task.given), under(a, task.given), task.let, found)
            return judged._replace(counterexample=Example(dict(shown.point), shown.left, shown.right, place))
    return judged


def simple_counterexample(question: Tree, answer: Tree, let: Mapping[str, Tree], found: Counterexample) -> Counterexample:
    """The first simple point that shows the difference in four digits, or else the one that was found."""
    try:
        left, right = compiled(question, let), compiled(answer)
    except NoNumber:
        return found
    names = sorted(left.free | right.free)
    if approximate(left.heads | right.heads) or "I" in left.heads | right.heads or not names:
        return found
    env = {**functions(question, 0), **functions(answer, 0)}
    for k in range(len(SIMPLE)):
        point = {name: SIMPLE[(k + i) % len(SIMPLE)] for i, name in enumerate(names)}
        with Precision(BITS):
            place = {**env, **{name: ball(value) for name, value in point.items()}}
            a, b = _value(left, place), _value(right, place)
        if a is not None and b is not None and not a.overlaps(b) and decimal(a, SHOWN) != decimal(b, SHOWN):
            return Counterexample(point, decimal(a, SHOWN), decimal(b, SHOWN))
    return found


def _value(program: Any, place: dict[str, Any]) -> Any:
    try:
        found = program.value(place)
    except NoValue:
        return None
    return found if found.is_finite() and (found.is_exact() or found.rel_accuracy_bits() > 30 or found.contains(0)) else None
