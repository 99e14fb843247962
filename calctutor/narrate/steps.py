"""How are steps told? One panel a rule, and one that puts the results together.

`detail` is `brief` (a line a step), `normal` (what is obvious is said in passing), or `full` (every constant has its
panel).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from calctutor.blocks import Block, Panel, Prose
from calctutor.narrate.passing import BRIEF, FACTORS, FULL, NORMAL, in_passing, passes_on
from calctutor.narrate.rows import lines_of
from calctutor.narrate.together import MOST_LINES, Waiting, source, together
from calctutor.narrate.working import panel
from calctutor.notation.tree import Tree, unmarked
from calctutor.steps import Asked, Step

DETAILS = (BRIEF, NORMAL, FULL)


@dataclass
class Telling:
    """One pass over the steps: which have been told under which number, where the value of a question was `worked`, and the
    blocks so far."""

    detail: str
    numbers: dict[int, int] = field(default_factory=dict)
    worked: dict[Tree, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    count: int = 0

    def next_number(self) -> int:
        self.count += 1
        return self.count


def tell(steps: tuple[Step, ...], detail: str = NORMAL, first: int = 1) -> list[Block]:
    """The panels of a solution, in the order in which they are to be read, numbered from `first`."""
    telling = Telling(detail, count=first - 1)
    tell_one = _tell_briefly if detail == BRIEF else _tell
    for step in steps:
        tell_one(telling, step, None)
    return telling.blocks


def tell_more(telling: Telling, steps: tuple[Step, ...]) -> list[Block]:
    """The panels of more steps of the same solution. What was told before is named by its number and not told again."""
    already = len(telling.blocks)
    for step in steps:
        if id(step) in telling.numbers:
            again = lines_of(step.before, [step.answer])
            where = Prose((f"As in step {telling.numbers[id(step)]}.",))
            telling.blocks.append(Panel("As before", (again, where), telling.next_number()))
        else:
            (_tell_briefly if telling.detail == BRIEF else _tell)(telling, step, None)
    return telling.blocks[already:]


# Panels.


def _tell(telling: Telling, step: Step, role: str | None) -> None:
    """The panels of a step and of what it asks, and one that puts the results together."""
    _put_together(telling, _told(telling, step, role, top=True))


def _told(telling: Telling, step: Step, role: str | None, top: bool = False) -> list[Waiting]:
    """The panel of a step and the panels of those of its substeps that deserve one; what is still to be put together, the
    innermost first. The results of one of several questions are put together before the next is begun, if they are long.
    """
    if id(step) in telling.numbers:
        return []
    open_questions = [asked for asked in step.asked if not in_passing(asked, step, telling.detail)]
    if not top and open_questions and step.rule in FACTORS and telling.detail != FULL:
        return _told_without_a_panel(telling, step, role, open_questions)
    number = telling.numbers[id(step)] = telling.next_number()
    telling.blocks.append(panel(step, number, role, open_questions))
    waiting: list[Waiting] = []
    for asked in open_questions:
        found = _told(telling, asked.step, asked.role or role)
        if len(open_questions) > 1 and len(found) > 1:
            _put_together(telling, found)
        else:
            waiting += found
    if open_questions and not passes_on(step):
        used = sorted({telling.numbers[id(source(asked.step, telling.detail))] for asked in open_questions})
        waiting.append(Waiting(step, number, role, tuple(used)))
    return waiting


def _told_without_a_panel(telling: Telling, step: Step, role: str | None, open_questions: list[Asked]) -> list[Waiting]:
    """A constant in front needs no panel of its own; what it does is seen where the results are put together."""
    [asked] = open_questions
    waiting = _told(telling, asked.step, asked.role or role)
    telling.numbers[id(step)] = telling.numbers[id(source(asked.step, telling.detail))]
    return [*waiting, Waiting(step, 0, role, (telling.numbers[id(step)],))]


def _put_together(telling: Telling, waiting: list[Waiting]) -> None:
    for start in range(0, len(waiting), MOST_LINES):
        telling.blocks.append(together(waiting[start : start + MOST_LINES], telling.next_number()))


# One line a step.


def _tell_briefly(telling: Telling, step: Step, role: str | None) -> None:
    """Substeps first, each a line: by the time a rule is used, what it asks is known."""
    if id(step) in telling.numbers:
        return
    for asked in step.asked:
        if not in_passing(asked, step, NORMAL):
            _tell_briefly(telling, asked.step, asked.role or role)
    number = telling.numbers[id(step)] = telling.next_number()
    telling.blocks.append(Panel(step.title, (lines_of(unmarked(step.before), [unmarked(step.answer)]),), number))
