"""How is a judged working told? Every line with what is said of it, and the first slip as a good tutor would explain it."""

from __future__ import annotations

from calctutor.blocks import Answer, Block, Body, Equation, Page, Panel, Prose, Table
from calctutor.checking.verdicts import CORRECT, UNKNOWN, UNREADABLE, WRONG
from calctutor.checking.working.verdicts import COMMENT, Explained, Line
from calctutor.narrate.counterexamples import example_sentence
from calctutor.notation.tree import Tree, unmarked

SIGNS = {CORRECT: "✓", WRONG: "✗", UNKNOWN: "?", UNREADABLE: "?", COMMENT: ""}
FOLLOWING = "↓"
"""The sign of a line that is right but for an earlier slip."""


def page(lines: list[Line], found: Explained, show_solution: bool = False) -> Page:
    """All lines, the first slip, and the outcome."""
    rows = tuple(((str(line.number),), (sign(line),), (line.text,), (comment(line, found),)) for line in lines)
    body: list[Body] = [Table(("line", "", "as you wrote it", ""), rows, (True, False, False, False))]
    body += [Prose((f"Line {line.number}: {remark.text}",), "note") for line in lines for remark in line.remarks]
    blocks: list[Block] = [Panel("Your working", tuple(body))]
    wrong = first_wrong(lines)
    if wrong:
        blocks.append(slip(wrong, found, show_solution))
    blocks.append(outcome(lines))
    return Page(tuple(blocks))


def first_wrong(lines: list[Line]) -> Line | None:
    return next((line for line in lines if line.verdict == WRONG), None)


def sign(line: Line) -> str:
    return FOLLOWING if line.follows and line.verdict == CORRECT else SIGNS[line.verdict]


def comment(line: Line, found: Explained) -> str:
    """One short remark beside the line."""
    if line.verdict == UNREADABLE:
        return f"not readable: {line.note}"
    if line.verdict == UNKNOWN:
        return f"undecided: {line.note}" if line.note != "could not be decided" else "undecided"
    return line.note or found.rules.get(line.number, "")


def slip(line: Line, found: Explained, show_solution: bool) -> Panel:
    """What stood there before, what was written, where they differ, and what probably happened."""
    body: list[Body] = []
    made = line.slip
    if made is not None and made.kind == "step":
        body.append(Equation(unmarked(made.before), (unmarked(made.after),), "!="))
    elif made is not None:
        body.append(Prose(("You wrote ", made.before, " = ", made.after, ", which ", *_because(line, found), ".")))
    if found.example is not None:
        body.append(Prose(example_sentence(found.example, bool(made and made.x))))
    if found.slip is not None:
        body.append(Prose(found.slip.text))
    elif made is not None:
        body.append(Prose(("No known mistake explains this line: work this step again, one rule at a time.",)))
    if show_solution and found.right is not None and made is not None:
        body.append(Prose(("Right would be:",)))
        body.append(Equation(unmarked(made.before), (found.right,)))
    title = f"Line {line.number}: {found.slip.title}" if found.slip else f"Line {line.number} does not hold"
    place = found.slip.place if found.slip else None
    return Panel(title, tuple(body), None, place.formula if place else None)


def _because(line: Line, found: Explained) -> tuple[str | Tree, ...]:
    """From which equation it does not follow, where that is known."""
    place = found.slip.place if found.slip else None
    if place is not None and place.before.head == "=":
        return "does not follow from ", place.before
    return (line.note,)


def outcome(lines: list[Line]) -> Answer:
    """All of it in one sentence."""
    wrong = [line for line in lines if line.verdict == WRONG]
    later = [line for line in lines if line.verdict == CORRECT and line.follows]
    open_ones = [line for line in lines if line.verdict in (UNKNOWN, UNREADABLE)]
    said: list[str] = []
    if len(wrong) > 1:
        said.append(f"Further slips: {_listed(wrong[1:])}.")
    if later:
        said.append(f"Right but for that slip: {_listed(later)}.")
    if open_ones:
        said.append(f"Not judged: {_listed(open_ones)}; nothing is said against {'them' if len(open_ones) > 1 else 'it'}.")
    body = tuple(Prose((sentence,)) for sentence in said)
    if wrong:
        return Answer(body or (Prose(("All other lines hold.",)),), "", False, f"✗ First slip in line {wrong[0].number}")
    if open_ones:
        return Answer(body, "", False, "? No slip found")
    return Answer((Prose(("Every line holds.",)),), "", True, "✓ Correct")


def _listed(lines: list[Line]) -> str:
    numbers = [str(line.number) for line in lines]
    return ("line " if len(numbers) == 1 else "lines ") + ", ".join(numbers)
