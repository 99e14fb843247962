"""How is a graded class told to its teacher?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calctutor.blocks import Answer, Block, Heading, Page, Panel, Prose, Sentence, Table
from calctutor.quiz.marks import Class, Doubt, Graded, Mark, Tally

MOST_STUDENTS, MOST_ROWS = 60, 30


def page(graded: Class, remarks: tuple[str, ...] = ()) -> Page:
    """The students, then the questions, the skills and the slips of the class."""
    blocks: list[Block] = [Heading((f"{graded.title}: {_count(len(graded.students), 'student')}",))]
    blocks += [Prose((remark,), "warning") for remark in remarks]
    if len(graded.students) == 1:
        blocks.append(one_student(graded.students[0]))
    else:
        blocks.append(Panel("Students, the weakest first", (students(graded.students),)))
        blocks.append(Panel("Questions", (tallies("question", graded.questions),)))
    rules = {one.name for one in graded.rules}
    if tags := [one for one in graded.tags if one.name not in rules]:
        blocks.append(Panel("Skills", (tallies("skill", _weakest(tags)),)))
    if graded.rules:
        blocks.append(Panel("Rules that the solutions use", (tallies("rule", _weakest(graded.rules)),)))
    if graded.slips:
        blocks.append(Panel("The commonest slips", (_slips(graded),)))
    blocks += [Panel(title, (_doubts(found),)) for title, found in _doubtful(graded) if found]
    return Page((*blocks, _verdict(graded)))


def _weakest(many: Iterable[Tally]) -> tuple[Tally, ...]:
    """With spaces for hyphens, at which a narrow column can break; the slips stand beside the questions."""
    ordered = sorted(many, key=lambda one: (one.share, one.name))[:MOST_ROWS]
    return tuple(replace(one, name=one.name.replace("-", " "), slips=()) for one in ordered)


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def students(many: tuple[Graded, ...]) -> Table:
    """The weakest first, so that who needs help is seen."""
    ordered = sorted(many, key=lambda one: (one.percent, one.student))
    rows = [
        ((one.student,), (f"{one.points:g}/{one.most:g}",), (f"{one.percent:.0f}%",), ("✓" if one.passed else "✗",))
        for one in ordered[:MOST_STUDENTS]
    ]
    if len(many) > MOST_STUDENTS:
        rows.append(((f"... {len(many) - MOST_STUDENTS:,} more: --report csv=FILE has all",), ("",), ("",), ("",)))
    return Table(("student", "points", "", ""), tuple(rows), (False, True, True, False))


SIGNS = {"correct": "✓", "wrong": "✗", "undecided": "?", "unreadable": "?", "unanswered": "·"}


def one_student(one: Graded) -> Panel:
    """Every answer, with what is said of it."""
    rows = tuple(
        ((mark.question,), (SIGNS[mark.verdict],), (f"{mark.points:g}/{mark.most:g}",), (" ".join(mark.answer.split())[:40],),
         (_remark(mark),))
        for mark in one.marks
    )  # fmt: skip
    return Panel(one.student, (Table(("question", "", "points", "answer", ""), rows, (False, False, True, False, False)),))


def _remark(mark: Mark) -> str:
    if mark.verdict == "correct":
        return ""
    return mark.outcome.title or mark.outcome.reason or mark.outcome.text or mark.verdict


def tallies(what: str, many: tuple[Tally, ...]) -> Table:
    """A bar for each; the commonest slips beside it where there were any."""
    rows = [((one.name,), (_bar(one.share),), (f"{one.share:.0%}",), (str(one.answers),)) for one in many]
    headings, numeric = (what, "earned", "", "answers"), (False, False, True, True)
    if not any(one.slips for one in many):
        return Table(headings, tuple(rows), numeric)
    told = [", ".join(f"{title} ({count})" for _, title, count in one.slips[:2]) for one in many]
    return Table((*headings, "slips"), tuple((*row, (said,)) for row, said in zip(rows, told, strict=True)), (*numeric, False))


def _bar(share: float) -> str:
    full = round(10 * share)
    return "█" * full + "░" * (10 - full)


def _slips(graded: Class) -> Table:
    rows: tuple[tuple[Sentence, ...], ...] = tuple(
        ((str(count),), (title,), (mistake,)) for mistake, title, count in graded.slips
    )
    return Table(("", "slip", "id"), rows, (True, False, False))


def _doubtful(graded: Class) -> tuple[tuple[str, tuple[Doubt, ...]], ...]:
    """What needs a teacher's eyes; of a single student, the panel with all answers has said what could not be read."""
    return (
        ("Look at these: they could not be decided, and count for nothing so far", graded.undecided),
        ("These could not be read, and count for nothing", graded.unreadable if len(graded.students) > 1 else ()),
    )


def _doubts(many: tuple[Doubt, ...]) -> Table:
    rows = [((student,), (question,), (" ".join(answer.split())[:40],), (why,)) for student, question, answer, why in many]
    if len(rows) > MOST_ROWS:
        rows[MOST_ROWS:] = [((f"... {len(many) - MOST_ROWS:,} more: --report json=FILE has all",), ("",), ("",), ("",))]
    return Table(("student", "question", "answer", "why"), tuple(rows))


def _verdict(graded: Class) -> Answer:
    passed = sum(one.passed for one in graded.students)
    mean = sum(one.percent for one in graded.students) / len(graded.students)
    reached = f"{passed:,} of {_count(len(graded.students), 'student')} reached the pass mark of {graded.pass_mark:g}%"
    said = f"{reached}; the mean is {mean:.0f}%."
    return Answer((Prose((said,)),), "", graded.passed, "✓ Passed" if graded.passed else "✗ Below the pass mark")


def markdown(graded: Class, remarks: tuple[str, ...] = ()) -> str:
    """The same page as Markdown; nothing that students wrote can become markup."""
    lines: list[str] = []
    for block in page(graded, remarks).blocks:
        if isinstance(block, Heading):
            lines += ["# " + _flat(block.sentence), ""]
        elif isinstance(block, Prose):
            lines += [_flat(block.sentence), ""]
        elif isinstance(block, Panel | Answer):
            lines += ["## " + _safe(block.title), ""]
            for part in block.body:
                lines += [
                    *(_table(part) if isinstance(part, Table) else [_flat(part.sentence)] if isinstance(part, Prose) else []),
                    "",
                ]
    return "\n".join(lines)


def _table(table: Table) -> list[str]:
    rows = [[_safe(heading) for heading in table.headings], ["---"] * len(table.headings)]
    rows += [[_flat(cell) for cell in row] for row in table.rows]
    return ["| " + " | ".join(row) + " |" for row in rows]


def _flat(sentence: Sentence) -> str:
    return _safe("".join(str(piece) for piece in sentence))


def _safe(text: str) -> str:
    """Text in which no character means anything to Markdown or HTML."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return "".join("\\" + c if c in "\\`*_{}[]<>#|!~$&" else c for c in shown)
