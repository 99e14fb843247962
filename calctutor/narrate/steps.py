"""How are steps told? One panel a rule, and one that puts the results together.

`detail` is `brief` (a line a step), `normal` (what is obvious is said in passing), or `full` (every constant has its
panel).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from calctutor.blocks import Answer, Block, Body, Equation, Let, Panel, Prose, Sentence, Table
from calctutor.narrate.passing import BRIEF, FACTORS, FULL, NORMAL, from_the_table, in_passing, obvious, passes_on
from calctutor.narrate.together import MOST_LINES, Waiting, coloured, lines_of, source, together
from calctutor.notation.tree import Tree, mark, replace, unmarked
from calctutor.notation.writing import text
from calctutor.steps import Asked, Step, Verified, every_step

DETAILS = (BRIEF, NORMAL, FULL)


@dataclass
class Telling:
    """One pass over the steps: which have been told under which number, and the blocks so far."""

    detail: str
    numbers: dict[int, int] = field(default_factory=dict)
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
    telling.blocks.append(_panel(step, number, role, open_questions))
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


def _panel(step: Step, number: int, role: str | None, open_questions: list[Asked]) -> Panel:
    known = {a.place: _said(a) for a in step.asked if a not in open_questions and not (open_questions and a.place.head == "at")}
    rows = [step.after, replace(step.after, known)]
    if not open_questions:
        rows.append(coloured(step.answer, role))
    body: list[Body] = [Let(step.let)] if step.let else []
    body += map(_line, step.lines)
    body += [_table(step.table)] if step.table else []
    if step.before.head == "!=":
        sides = zip(step.before.args, step.answer.args, strict=True)
        body += [Equation(before, (answer,)) for before, answer in sides if before != answer]
    elif step.before.head == "=":
        body += [Equation(side.args[0], (side.args[1],)) for side in (step.before, step.after)]
    else:
        body.append(lines_of(_question(step, role), rows))
    body += [Prose(_reason(step, open_questions))] if step.why else []
    body += _from_the_table(step, open_questions)
    body += [Prose((remark,), "note") for remark in map(_remark, step.remarks)]
    return Panel(step.title, tuple(body), number, step.formula, step.parameters)


def _from_the_table(step: Step, open_questions: list[Asked]) -> list[Body]:
    """The lines of the table that are used in passing, where they are not the panel's own."""
    used = [a.step for a in step.asked if a not in open_questions and from_the_table(a.step)]
    leaves = [leaf for one in used for leaf in every_step((one,)) if not leaf.asked and not leaf.small]
    lines = dict.fromkeys(leaf.formula for leaf in leaves if leaf.formula is not None and leaf.formula != step.formula)
    if not lines:
        return []
    said: list[str | Tree] = ["From the table: "]
    for i, line in enumerate(lines):
        said += ["; " if i else "", line]
    return [Prose((*said, "."), "note")]


def _line(line: Sentence) -> Body:
    """A line of the working: an equation where it is no more than that, and otherwise a sentence."""
    match line:
        case (Tree() as left, " = ", Tree() as right):
            return Equation(left, (right,))
    return Prose(line, "note")


def _table(rows: tuple[Sentence, ...]) -> Table:
    """A table of the working: its headings stand in the first row."""
    headings = tuple(piece for piece in rows[0] if isinstance(piece, str))
    return Table(headings, tuple(tuple((cell,) for cell in row) for row in rows[1:]))


def _reason(step: Step, open_questions: list[Asked]) -> Sentence:
    """The rule's sentence; a sum whose powers are done in passing says how."""
    powers = step.rule == "sum-rule" and any(a not in open_questions and not obvious(a.step) for a in step.asked)
    return (*step.why, " Each power comes down in front and is lowered by one.") if powers else step.why


def _said(asked: Asked) -> Tree:
    """What is put in for a question that is answered in passing: 3·2x rather than 6x for the derivative of 3x²."""
    step = asked.step
    multiple = step.rule == "constant-multiple-rule" and not obvious(step)
    return step.filled if multiple and asked.role is None else asked.told


def _remark(remark: str) -> str:
    return (
        remark[0].upper() + remark[1:] + "."
        if remark[:1].islower() and " " in remark and remark[1] != " "
        else f"For {remark}."
    )


def _question(step: Step, role: str | None) -> Tree:
    """The left side; what the enclosing step called u keeps the colour of u, unless this step names parts of its own."""
    if role is None or step.let or step.before.head != "D":
        return step.before
    f, x = step.before.args
    return step.before.with_args((mark(role, f), x))


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


# The answer.


def answer(left: Tree, right: Tree, verified: Verified, complete: bool, title: str = "Answer") -> Answer:
    return Answer((Equation(left, (right,)),), verdict(verified, complete), verified.verdict in ("proved", "agrees"), title)


def verdict(verified: Verified, complete: bool = True) -> str:
    """What was computed to check the answer, in a few words."""
    said = VERDICTS[verified.verdict](verified)
    if verified.note and verified.verdict in ("proved", "agrees"):
        said = f"{said}; {verified.note}"
    return said if complete else f"{said}; not every part was worked by a rule"


def _agrees(verified: Verified) -> str:
    points = "1 point" if verified.points == 1 else f"{verified.points} points"
    return f"agrees with a second method at {points}"


VERDICTS: dict[str, Callable[[Verified], str]] = {
    "proved": lambda _: "proved: exactly equal to the result of a second method",
    "agrees": _agrees,
    "undecided": lambda v: v.note or "could not be checked: no point was found at which both sides have a real value",
    "fails": lambda _: "does not hold: this is an error of the program, please report it",
}


def failing(steps: tuple[Step, ...]) -> list[Step]:
    """Steps that are proved not to hold: errors of this program, which must be said and never printed as true."""
    return [step for step in every_step(steps) if step.holds == "fails"]


def sentence_text(sentence: Sentence) -> str:
    """A sentence as plain text, its maths on the line."""
    return "".join(piece if isinstance(piece, str) else text(piece) for piece in sentence)
