"""How is a slip told?

As a good tutor would: the step where it happened with what was written there, one sentence that helps, and what else would
explain the same answer. The right step is only shown to those who ask for it.
"""

from __future__ import annotations

from calctutor.blocks import Body, Equation, Panel, Prose
from calctutor.checking.slips import Place, Slip
from calctutor.notation.tree import Tree

HERE = "In this step of the solution:"


def told_slip(slip: Slip, question: Tree | None = None, others: tuple[Slip, ...] = (), show_solution: bool = False) -> Panel:
    """What probably happened; `others` explain it too. What was written for the whole `question` stands above already."""
    place = slip.place if slip.place and slip.place.before != question else None
    body: list[Body] = [*_written(place)] if place else []
    if slip.solved is not None:
        body.append(Prose(("Your answer is right for ", slip.solved, " instead.")))
    body.append(Prose(slip.text))
    if slip.changes > 1:
        body.append(Prose((_more(slip),), "note"))
    if show_solution and place and place.should is not None:
        body.append(Prose(("This step should be:",)))
        body.append(Equation(place.before, (place.should,)))
    rivals = [other for other in others if other.vague < 2 and other.changes == slip.changes]
    if rivals:
        body.append(Prose((_also(rivals),), "note"))
    opening = "One possible reading: " if rivals else "It looks like: "
    return Panel(opening + slip.title, tuple(body), None, slip.place.formula if slip.place else None)


def _written(place: Place) -> list[Body]:
    """What was written at the place, as an equation that does not hold."""
    if place.wrote is None or place.wrote == place.before:
        return []
    false = Equation(place.before, (place.wrote,), "!=")
    return [Prose((HERE,)), false] if place.rule else [false]


def _more(slip: Slip) -> str:
    """What else happened, or how often the same."""
    if slip.also:
        return f"And also: {', '.join(title for _, title in slip.also)}."
    return "The same happened twice." if slip.changes == 2 else f"The same happened {slip.changes} times."


def _also(rivals: list[Slip]) -> str:
    """The other explanations; where no other change is named, by their titles."""
    named = list(dict.fromkeys(rival.title for rival in rivals))
    return f"It could also be: {'; or '.join(named)}."
