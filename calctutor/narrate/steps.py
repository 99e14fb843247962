"""How are steps told? One panel a rule, and one that puts the results together.

`detail` is `brief` (a line a step), `normal` (what is obvious is said in passing), or `full` (every constant has its
panel).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from calctutor.blocks import Answer, Block, Body, Equation, Let, Panel, Prose, Sentence, Table
from calctutor.notation.tree import Tree, mark, replace, unmarked
from calctutor.notation.writing import text
from calctutor.steps import Asked, Step, Verified, every_step

BRIEF, NORMAL, FULL = "brief", "normal", "full"
DETAILS = (BRIEF, NORMAL, FULL)

PASSING_OVER = frozenset(
    {"constant-multiple-rule", "minus-sign", "constant-multiple-of-an-integral", "minus-sign-of-an-integral"}
)
"""Rules that are obvious when what they leave to do is."""

SUMS = frozenset({"sum-rule", "sum-rule-for-integrals"})

OBVIOUS = PASSING_OVER | SUMS

POWERS = frozenset({"power-rule-for-integrals", "power-rule-for-integrals-of-roots-and-fractions", "integral-of-1-x"})

TERM_BY_TERM = PASSING_OVER | POWERS | {"power-rule", "power-rule-for-roots-and-fractions"}
"""Rules that a sum's panel may use on its terms without a panel each."""


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
            again = _equation(step.before, [step.answer])
            where = Prose((f"As in step {telling.numbers[id(step)]}.",))
            telling.blocks.append(Panel("As before", (again, where), telling.next_number()))
        else:
            (_tell_briefly if telling.detail == BRIEF else _tell)(telling, step, None)
    return telling.blocks[already:]


# Which steps are said in passing.


def in_passing(asked: Asked, parent: Step, detail: str) -> bool:
    """Is this substep so plain, where it stands, that its result may be used without a panel of its own?"""
    plain = obvious(asked.step) or _by_a_letter(asked) or _plain_term(asked.step, parent) or _plain_limit(asked, parent)
    return detail != FULL and plain


def obvious(step: Step) -> bool:
    """A constant, the variable itself, or constant multiples and sums of these: the derivative of 3x + 1 needs no panel."""
    if not step.asked:
        return step.small
    return step.rule in OBVIOUS and len(step.asked) <= 3 and all(obvious(part) for part in step.substeps)


def _by_a_letter(asked: Asked) -> bool:
    """The outer function of a chain, or the integrand of a substitution, by the letter of its inside: one line of the table."""
    known = asked.place.head == "D" or asked.step.rule in POWERS or asked.step.rule.startswith("integral-of-")
    return known and asked.place.head in ("D", "I") and asked.place.args[1].head == "mark" and not asked.step.asked


def _plain_term(step: Step, parent: Step) -> bool:
    """A power of x times a number, as a term of a sum."""
    if parent.rule not in (*SUMS, *PASSING_OVER):
        return False
    return step.rule in TERM_BY_TERM and all(obvious(part) or _plain_term(part, step) for part in step.substeps)


READ_OFF = frozenset({"direct-substitution", "limit-laws", "known-limit", "infinite-limit", "limit-of-a-constant"})
"""Limits that need no working."""


def _plain_limit(asked: Asked, parent: Step) -> bool:
    """The derivatives in L'Hôpital's quotient, and parts of a limit that can be read off or stand in the table."""
    if parent.rule == "lhopitals-rule" and asked.place.head == "D":
        return True
    known = asked.step.rule in READ_OFF or asked.step.rule.startswith("standard-limit-of")
    return parent.before.head == "L" and known and not (asked.step.asked or _passes_on(parent))


# Panels.


def _tell(telling: Telling, step: Step, role: str | None) -> None:
    """The panel of a step, the panels of those of its substeps that deserve one, and the panel that puts them together."""
    if id(step) in telling.numbers:
        return
    number = telling.numbers[id(step)] = telling.next_number()
    open_questions = [asked for asked in step.asked if not in_passing(asked, step, telling.detail)]
    telling.blocks.append(_panel(step, number, role, open_questions))
    for asked in open_questions:
        _tell(telling, asked.step, asked.role or role)
    if open_questions and not _passes_on(step):
        telling.blocks.append(_together(telling, step, number, role, open_questions))


def _passes_on(step: Step) -> bool:
    """A limit or integral that becomes another over the same letter: what that one gives is the answer, and there is nothing
    to put together.
    """
    same = step.after.head == "L" or (step.after.head == "I" and not step.let)
    return same and any(step.after == asked.place for asked in step.asked)


def _panel(step: Step, number: int, role: str | None, open_questions: list[Asked]) -> Panel:
    known = {a.place: _said(a) for a in step.asked if a not in open_questions}
    rows = [step.after, replace(step.after, known)]
    if not open_questions:
        rows.append(_coloured(step.answer, role))
    body: list[Body] = [Let(step.let)] if step.let else []
    body += map(_line, step.lines)
    body += [_table(step.table)] if step.table else []
    if step.before.head == "!=":
        sides = zip(step.before.args, step.answer.args, strict=True)
        body += [Equation(before, (answer,)) for before, answer in sides if before != answer]
    elif step.before.head == "=":
        body += [Equation(side.args[0], (side.args[1],)) for side in (step.before, step.after)]
    else:
        body.append(_equation(_question(step, role), rows))
    body += [Prose(_reason(step, open_questions))] if step.why else []
    body += [Prose((remark,), "note") for remark in map(_remark, step.remarks)]
    return Panel(step.title, tuple(body), number, step.formula, step.parameters)


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


def _coloured(tree: Tree, role: str | None) -> Tree:
    return tree if role is None else mark(role, tree)


def _together(telling: Telling, step: Step, number: int, role: str | None, open_questions: list[Asked]) -> Panel:
    used = sorted({telling.numbers[id(asked.step)] for asked in open_questions})
    body = (
        _equation(step.before, [step.filled, _coloured(step.answer, role)]),
        Prose((f"Use the result{'s' if len(used) > 1 else ''} of {_steps(used)} in step {number}.",)),
    )
    return Panel("Put it together", body, telling.next_number())


def _steps(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"step {numbers[0]}"
    if len(numbers) > 4 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"steps {numbers[0]} to {numbers[-1]}"
    return "steps " + ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"


def _equation(left: Tree, rows: list[Tree]) -> Equation:
    """The rows that say something new."""
    told: list[Tree] = []
    seen = text(unmarked(left))
    for row in rows:
        line = text(unmarked(row))
        if line != seen:
            told.append(row)
            seen = line
    return Equation(left, tuple(told or rows[-1:]))


# One line a step.


def _tell_briefly(telling: Telling, step: Step, role: str | None) -> None:
    """Substeps first, each a line: by the time a rule is used, what it asks is known."""
    if id(step) in telling.numbers:
        return
    for asked in step.asked:
        if not in_passing(asked, step, NORMAL):
            _tell_briefly(telling, asked.step, asked.role or role)
    number = telling.numbers[id(step)] = telling.next_number()
    telling.blocks.append(Panel(step.title, (_equation(unmarked(step.before), [unmarked(step.answer)]),), number))


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
