"""How is a teacher told what a quiz file needs?"""

from __future__ import annotations

from calctutor.blocks import Answer, Block, Heading, Page, Panel, Prose, Table
from calctutor.quiz.findings import ERROR, NOTE, WARNING, Finding, Report

TITLES = {ERROR: "Must be mended", WARNING: "Worth a look", NOTE: "For your information"}


def page(file: str, report: Report) -> Page:
    """What was found, the worst first, and a table of the questions."""
    blocks: list[Block] = [Heading((f"Quiz file  {file}",))]
    for level, title in TITLES.items():
        if found := [finding for finding in report.findings if finding.level == level]:
            blocks.append(Panel(title, tuple(Prose(_said(finding), "why") for finding in found)))
    if report.questions:
        blocks.append(_questions(report))
    blocks.append(_verdict(report))
    return Page(tuple(blocks))


def _said(finding: Finding) -> tuple[str, ...]:
    who = f"{finding.question}: " if finding.question else ""
    seeds = f" (seed {', '.join(map(str, finding.seeds))})" if finding.seeds and finding.seeds != (0,) else ""
    remedy = f" → {finding.remedy}" if finding.remedy else ""
    return (f"line {finding.line}, {who}{finding.reason}{seeds}{'' if finding.reason[-1] in '.?' else '.'}{remedy}",)


def _questions(report: Report) -> Panel:
    rows = tuple(
        ((one.id,), (one.kind,), (str(one.variants),), (_range(one.steps),), (one.answer[:48],)) for one in report.questions
    )
    return Panel("Questions", (Table(("id", "kind", "draws", "steps", "an answer"), rows, (False, False, True, True, False)),))


def _range(steps: tuple[int, int]) -> str:
    return "" if steps == (0, 0) else str(steps[0]) if steps[0] == steps[1] else f"{steps[0]}-{steps[1]}"


def _verdict(report: Report) -> Answer:
    errors, warnings = (sum(f.level == level for f in report.findings) for level in (ERROR, WARNING))
    if report.exit_code == 2:
        said = "This file cannot be used as a quiz yet."
    elif errors:
        said = f"{_count(errors, 'thing')} must be mended before students see this."
    else:
        said = "Ready to be given to students" + (f"; {_count(warnings, 'thing')} may be worth a look." if warnings else ".")
    return Answer((Prose((said,)),), "", not errors, "✓ Good" if not errors else "✗ Not yet")


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
