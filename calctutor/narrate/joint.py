"""How are two random variables told without saying everything five times?

The mass and the marginals are worked in full. After that an integral is a line: what is asked, what is left when an inner
integral is done, and the value. Each of these integrals goes as those above it, and `--detail full` shows their steps.
"""

from __future__ import annotations

from typing import Any

from calctutor.blocks import Block, Body, Equation, Panel, Prose
from calctutor.narrate.probability_parts import equation, is_equation, outcome, told
from calctutor.narrate.steps import Telling

ROUTINE = ("mean", "product", "second-moment", "expectation")
FOLDED = "The integrals go as those above; --detail full shows them."
INNER = "inner-integral-done"


def joint_part(telling: Telling, part: Any) -> list[Block]:
    """One answer: with its steps where they are the first of their kind, and otherwise in one panel."""
    if part.steps and part.what not in ROUTINE:
        return told(telling, part)
    if part.what in ROUTINE and part.answer is not None:
        return [routine(part)]
    if part.lines and is_equation(part.lines[-1]) and part.lines[-1][0] == part.left and part.answer is not None:
        worked = Equation(part.left, (part.lines[-1][2], part.answer))
        return [Panel(part.title, (*(Prose(line) for line in part.before), worked))]
    body: list[Body] = [equation(line) if is_equation(line) else Prose(line) for line in (*part.before, *part.lines)]
    if part.what == "independence":
        return [Panel(part.title, tuple(body if part.answer is not None else [*body, *outcome(part)]))]
    return [Panel(part.title, (*body, *outcome(part)))]


def routine(part: Any) -> Panel:
    """The double integral in one chain."""
    left = [step.after for step in part.steps if step.rule == INNER]
    why = [Prose(sentence) for sentence in part.before]
    folded = [Prose((FOLDED,), "note")] if left else []
    return Panel(part.title, (*why, Equation(part.left, (part.question, *left, part.answer)), *folded))


__all__ = ["joint_part"]
