"""How is a slip told?

As a good tutor would: the step where it happened with what was written there, one sentence that helps, and what else would
explain the same answer. The right step is only shown to those who ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from calctutor.blocks import Body, Equation, Panel, Prose
from calctutor.checking.slips import Place, Slip
from calctutor.notation.tree import Tree

NOTHING: Mapping[Tree, Tree] = {}
HERE = "In this step of the solution:"


def told_slip(
    slip: Slip, asked: Mapping[Tree, Tree] = NOTHING, others: tuple[Slip, ...] = (), show_solution: bool = False
) -> Panel:
    """What probably happened; `others` explain it too. `asked` says how the whole question is written on the page."""
    place = slip.place
    body: list[Body] = [*_written(place, asked)] if place else []
    if slip.solved is not None:
        body.append(Prose(("Your answer is right for ", slip.solved, " instead.")))
    body.append(Prose(slip.text))
    if slip.changes > 1:
        body.append(Prose((_more(slip),), "note"))
    if show_solution and place and place.should is not None and place.before not in asked:
        body.append(Prose(("This step should be:",)))
        body.append(Equation(place.before, (place.should,)))
    rivals = [other for other in others if other.vague < 2 and other.changes == slip.changes]
    if rivals:
        body.append(Prose((_also(rivals),), "note"))
    opening = "One possible reading: " if rivals else "It looks like: "
    return Panel(opening + slip.title, tuple(body), None, place.formula if place else None)


def _written(place: Place, asked: Mapping[Tree, Tree]) -> list[Body]:
    """What was written at the place, as an equation that does not hold."""
    if place.wrote is None or place.wrote == place.before:
        return []
    false = Equation(asked.get(place.before, place.before), (place.wrote,), "!=")
    return [false] if place.before in asked or not place.rule else [Prose((HERE,)), false]


def _more(slip: Slip) -> str:
    """What else happened, or how often the same."""
    if slip.also:
        return f"And also: {', '.join(title for _, title in slip.also)}."
    return "The same happened twice." if slip.changes == 2 else f"The same happened {slip.changes} times."


def _also(rivals: list[Slip]) -> str:
    """The other explanations; where no other change is named, by their titles."""
    named = list(dict.fromkeys(rival.title for rival in rivals))
    return f"It could also be: {'; or '.join(named)}."
