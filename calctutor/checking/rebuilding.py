"""What becomes of a solution when some of its steps are replaced by others?"""

from __future__ import annotations

from calctutor.notation.tree import Tree, name, unmarked
from calctutor.notation.tree import replace as put_in
from calctutor.steps import Asked, Step


def rebuilt(root: Step, instead: dict[int, Step]) -> Tree:
    """The answer of `root` with some steps, anywhere below it, replaced by others."""
    affected: dict[int, bool] = {}
    answers: dict[int, Tree] = {}

    def touched(step: Step) -> bool:
        if id(step) not in affected:
            affected[id(step)] = id(step) in instead or any(touched(part) for part in step.substeps)
        return affected[id(step)]

    busy: set[int] = set()
    """Steps being put together: a false step may ask what the true one is a part of."""

    def told(parent: Step, asked: Asked) -> Tree:
        if not touched(asked.step) or id(asked.step) in busy:
            return asked.told
        by = asked.place.args[1]
        closing = {name(letter): part for letter, part in parent.let if by.head == "mark" and letter == by.value}
        return put_in(unmarked(answer(asked.step)), closing) if closing else answer(asked.step)

    def answer(step: Step) -> Tree:
        if id(step) not in answers:
            chosen = instead.get(id(step), step)
            busy.add(id(step))
            answers[id(step)] = put_in(chosen.after, {asked.place: told(chosen, asked) for asked in chosen.asked})
            busy.discard(id(step))
        return answers[id(step)]

    return unmarked(answer(root))
