"""How are the results of steps put together? A chain of steps that each asked one question, in one panel with a line a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from calctutor.blocks import Equation, Panel, Prose
from calctutor.narrate.passing import in_passing, passes_on
from calctutor.narrate.rows import filled, lines_of
from calctutor.notation.tree import Tree, add, call, multiply, negative, number, power, replace, unmarked, walk
from calctutor.steps import Step, coloured

MOST_LINES = 5
"""Steps that share a panel."""


@dataclass(frozen=True)
class Waiting:
    """A step whose questions have been answered since, under which numbers they were `used`, and its own number (0 where it
    has no panel).
    """

    step: Step
    number: int
    role: str | None
    used: tuple[int, ...]


def source(step: Step, detail: str) -> Step:
    """Where the result of a step comes from: one that only passes on is not where it was found."""
    while passes_on(step):
        asked = [a for a in step.asked if not in_passing(a, step, detail)]
        if len(asked) != 1:
            break
        step = asked[0].step
    return step


def together(waiting: Sequence[Waiting], number: int) -> Panel:
    """The equations from the innermost to the outermost, and which result goes where."""
    return Panel("Put it together", (*map(_equation, waiting), Prose((_said(waiting),))), number)


def _equation(waiting: Waiting) -> Equation:
    step = waiting.step
    return lines_of(step.before, [*_filled(step), coloured(step.answer, waiting.role, step.before.head)])


def _filled(step: Step) -> list[Tree]:
    """What the step said with the answers put in; where that leaves a bracket, once more with its bounds put in."""
    put_in = filled(step)
    brackets = {node: bracket_put_in(node) for node in walk(put_in) if node.head == "at" and len(node.args) == 4}
    if brackets:
        return [put_in, replace(put_in, brackets)]
    halved = {node: _halved(node) for node in walk(put_in) if step.triangle and node.head in ("sin", "cos") and _doubled(node)}
    return [put_in, replace(put_in, halved)] if halved else [put_in]


def _doubled(node: Tree) -> bool:
    """Is it sin(2u) or cos(2u)?"""
    inside = unmarked(node).args[0]
    return inside.head == "*" and inside.args[0] == number(2) and len(inside.args) == 2


def _halved(node: Tree) -> Tree:
    """2 sin(u) cos(u) for sin(2u), and 2 cos(u)² − 1 for cos(2u): the triangle knows u only."""
    u = node.args[0].args[1]
    if node.head == "sin":
        return multiply(number(2), call("sin", u), call("cos", u))
    return add(multiply(number(2), power(call("cos", u), number(2))), negative(number(1)))


def bracket_put_in(bracket: Tree) -> Tree:
    """[F] between its bounds, as F at the upper one less F at the lower one."""
    F, x, low, high = bracket.args
    return add(replace(unmarked(F), {x: high}), negative(replace(unmarked(F), {x: low})))


def _said(waiting: Sequence[Waiting]) -> str:
    """`Use the results of steps 2 and 3 in step 1`; or `Use the result of step 4 in step 3, and that in step 2`."""
    constants, waiting = [w for w in waiting if not w.number], [w for w in waiting if w.number]
    if not waiting:
        return f"Use the result of {steps_said(constants[0].used)}, with the constant in front."
    first = waiting[0]
    said = f"Use the result{'s' if len(first.used) > 1 else ''} of {steps_said(first.used)} in step {first.number}"
    for before, now in pairwise(waiting):
        passed = now.used == (before.number,)
        said += f", that in step {now.number}" if passed else f"; {steps_said(now.used)} in step {now.number}"
    return said + "."


def steps_said(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"step {numbers[0]}"
    if len(numbers) > 4 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"steps {numbers[0]} to {numbers[-1]}"
    return "steps " + ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"
