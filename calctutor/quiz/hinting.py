"""What helps without giving the answer away? The ladder of hints that is made from a solution."""

from __future__ import annotations

from calctutor.notation.tree import Tree, name, unmarked
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.solving import solved, telling
from calctutor.steps import Step

Hint = tuple[str | Tree, ...]


def ladder(question: Drawn) -> tuple[Hint, ...]:
    """Which rule; what its parts are; the first line. Raises `StudentError` where the question cannot be worked."""
    if question.kind == "rule":
        return ()
    steps = solved(question).steps
    return tuple(climbed(telling(steps[0]))) if steps else ()


def climbed(step: Step) -> list[Hint]:
    """The same step with less and less of it withheld."""
    rungs: list[Hint] = [("Use this rule: " + step.title, *((", ", unmarked(step.formula)) if step.formula else ()), ".")]
    if step.let:
        rungs.append(("Take ", *_listed(step.let), "."))
    elif step.parameters:
        rungs.append(("Here ", *_listed(step.parameters), "."))
    if unmarked(step.after) != unmarked(step.answer):
        rungs.append(("The first line is ", unmarked(step.before), " = ", unmarked(step.after), "."))
    return rungs


def _listed(letters: tuple[tuple[str, Tree], ...]) -> list[str | Tree]:
    pieces: list[str | Tree] = []
    for letter, value in letters:
        pieces += [", " if pieces else "", name(letter), " = ", unmarked(value)]
    return pieces
