"""Is an answer to an implicit question the slope of the curve?

Along the curve itself, which is followed by numbers; where the equation has parameters they get plain numbers first.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from calctutor.balls.curves import agree_on_curve
from calctutor.balls.verdicts import Verdict
from calctutor.checking.answer import settled, unfinished
from calctutor.checking.given import compared, under
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, WRONG, Example, Judged, remark
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, add, name, negative, number, replace


def slope_of_curve(task: Task, answer: Tree) -> Judged:
    """`implicit`: along the curve itself, which is followed by numbers."""
    x, y = task.wrt[0], task.about["of"]
    if unfinished(task, answer):
        return Judged(WRONG, remarks=(remark("unfinished"),), suspicion="unfinished")
    if parameters := sorted((set(free_names(task.f)) | set(free_names(answer))) - {x, y}):
        return by_formula(task, answer, tuple(parameters))
    verdict = agree_on_curve(task.f, under(answer, task.given), x, y, task.order)
    return _along(verdict, {}) or (by_formula(task, answer) if verdict.kind == "undecided" else _agreeing([verdict]))


def by_formula(task: Task, answer: Tree, parameters: tuple[str, ...] = ()) -> Judged:
    """-F_x/F_y, evaluated by jets, decides if it is the same everywhere; otherwise curves are followed with numbers for the
    parameters."""
    x, y = task.wrt[0], task.about["of"]
    curve = add(task.f.args[0], negative(task.f.args[1]))
    slope = negative(Tree("/", (Tree("D", (curve, name(x))), Tree("D", (curve, name(y))))))
    if task.order == 1 and (verdict := compared(slope, answer, {}, task.given)).equal:
        return settled(task, [((), slope, answer, verdict)])
    followed = []
    for values in _some_values(parameters):
        known = {name(letter): number(value) for letter, value in values.items()}
        candidate = replace(under(answer, task.given), known)
        followed.append(agree_on_curve(replace(task.f, known), candidate, x, y, task.order))
        if wrong := _along(followed[-1], values):
            return wrong
    decided = [verdict for verdict in followed if verdict.kind != "undecided"]
    return _agreeing(decided) if decided else Judged(UNKNOWN)


VALUES = tuple(map(Fraction, ("2", "3", "5", "1/2", "7", "3/2", "4", "1/3")))


def _some_values(parameters: tuple[str, ...]) -> list[dict[str, Fraction]]:
    """Three choices of plain numbers, different ones for different letters."""
    each = [{p: VALUES[(i + 3 * k) % len(VALUES)] for i, p in enumerate(parameters)} for k in range(3)]
    return each if parameters else []


def _along(verdict: Verdict, values: Mapping[str, Fraction]) -> Judged | None:
    """Wrong, where the curve has another slope than the answer."""
    found = verdict.counterexample
    if verdict.kind != "different" or found is None:
        return None
    example = Example({**values, **found.point}, found.right, found.left)
    return Judged(WRONG, "counterexample", 0, verdict.digits, example)


def _agreeing(verdicts: list[Verdict]) -> Judged:
    return Judged(CORRECT, "agrees", sum(v.points for v in verdicts), min(v.digits for v in verdicts))
