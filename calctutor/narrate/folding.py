"""Which lines of a worked integral say one thing, and can stand in one panel?

The working of an integral comes line by line: a constant is taken out, the integral that is left is worked, the value is put
in. Told as they come, these are three panels. Here they are read as what they are, one line inside the other: what was worked
before is put in at once, a constant in front has no panel of its own, and results are put together in one panel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from calctutor.blocks import Body, Equation, Panel, Prose
from calctutor.narrate.rows import lines_of
from calctutor.narrate.steps import Telling, tell_more
from calctutor.narrate.together import MOST_LINES, steps_said
from calctutor.notation.tree import Tree
from calctutor.notation.tree import replace as put_in
from calctutor.steps import Step

CLOSING = frozenset({"put-it-together", "add-the-parts"})
CONSTANT, KNOWN = "constant-factor", "as-before"


@dataclass(frozen=True)
class Group:
    """A line of the working, the lines that work what it leaves to do, and the line that puts their results in."""

    opening: Step
    parts: tuple[Group, ...] = ()
    closing: Step | None = None

    @property
    def answer(self) -> Tree:
        return self.rows[-1]

    @property
    def rows(self) -> tuple[Tree, ...]:
        """What stands behind the signs of equality."""
        if self.closing:
            return self.opening.after, self.closing.after, self.closing.answer
        if not self.parts:
            return self.opening.after, self.opening.answer
        return self.opening.after, put_in(self.opening.after, {part.opening.before: part.answer for part in self.parts})

    @property
    def known(self) -> bool:
        """Does it need nothing but what was worked before?"""
        return bool(self.parts) and all(part.opening.rule == KNOWN or part.short for part in self.parts)

    @property
    def short(self) -> bool:
        """Is it a constant in front of what was worked before, or that itself?"""
        return self.opening.rule == KNOWN or (self.opening.rule == CONSTANT and self.known)


def grouped(steps: Sequence[Step]) -> tuple[Group, ...]:
    """The lines, each with those that belong to it."""
    found: list[Group] = []
    for step in steps:
        opened = _opened_by(found, step) if step.rule in CLOSING else None
        if opened is not None:
            found[opened:] = [Group(found[opened].opening, (*found[opened].parts, *found[opened + 1 :]), step)]
        elif step.rule == KNOWN and found and found[-1].opening.after == step.before and found[-1].opening.rule != CONSTANT:
            found[-1] = Group(found[-1].opening, (Group(step),))
        else:
            found.append(Group(step))
    return tuple(found)


def _opened_by(groups: Sequence[Group], closing: Step) -> int | None:
    """The last line that is still open and asks what `closing` answers."""
    open_ = [i for i, group in enumerate(groups) if group.closing is None and group.opening.before == closing.before]
    return open_[-1] if open_ else None


@dataclass(frozen=True)
class Result:
    """What is still to be put together: `before` is the integral, `left` how it is written there."""

    before: Tree
    left: Tree
    rows: tuple[Tree, ...]
    constant: bool
    why: tuple[str | Tree, ...]


Names = Mapping[Tree, Tree]
"""What some integrals are called, where they and the constants before them were shown: E(X) for the integral of x f(x)."""


def tell_folded(telling: Telling, groups: Sequence[Group], names: Names = MappingProxyType({})) -> None:
    """The panels of these lines, results put together as soon as a line by their side begins."""
    run: list[Group] = []
    for group in (*groups, None):
        if group is not None and group.short:
            run.append(group)
            continue
        if run:
            _tell_known(telling, run, names)
            run = []
        if group is not None:
            _put_together(telling, _told(telling, group, names))


def _told(telling: Telling, group: Group, names: Names = MappingProxyType({})) -> list[Result]:
    """The panels of a line and of what it leaves to do; the results that are to be put together, the innermost first."""
    step = group.opening
    if group.known:
        _tell_known(telling, [group], names)
        return []
    waiting: list[Result] = []
    if step.rule != CONSTANT:
        tell_more(telling, (step,))
        if group.closing is None:
            telling.worked[step.before] = telling.count
    if len(group.parts) == 1 and not group.parts[0].short:
        waiting += _told(telling, group.parts[0])
    else:
        tell_folded(telling, group.parts)
    if group.closing:
        constant = step.rule == CONSTANT and step.before not in names
        rows = group.rows if constant else group.rows[1:]
        waiting.append(Result(step.before, names.get(step.before, step.before), rows, constant, group.closing.why))
    return waiting


def _tell_known(telling: Telling, run: Sequence[Group], names: Names) -> None:
    """Lines that need nothing but what was worked before, in one panel."""
    number = telling.next_number()
    sources = sorted({telling.worked[tree] for group in run for tree in _sources(group) if tree in telling.worked})
    body: list[Body] = [lines_of(names.get(group.opening.before, group.opening.before), group.rows) for group in run]
    opening = run[0].opening
    why = () if opening.rule in (KNOWN, CONSTANT) or len(run) > 1 else opening.why
    lines: list[Body] = [Equation(line[0], (line[2],)) for line in opening.lines if _is_equation(line)] if why else []  # type: ignore[arg-type]
    what = "sum" if opening.before.head == "S" else "integral"
    where = f"worked in {steps_said(sources)}" if sources else "worked above"
    sentence = _known_said(run, what, where)
    title = opening.title if why or len(run) == 1 else f"Known {what}s"
    telling.blocks.append(Panel(title, (*lines, *body, Prose((*why, " " if why else "", sentence))), number, opening.formula))
    telling.worked = {group.opening.before: number for group in run} | telling.worked


def _known_said(run: Sequence[Group], what: str, where: str) -> str:
    """Where what is used was worked."""
    constant, known = any(group.opening.rule == CONSTANT for group in run), run[0].opening.rule == KNOWN
    if len(run) > 1:
        return f"Constants stand before the {what}s, which were {where}." if constant else f"Each {what} was {where}."
    if constant:
        return f"The constant stands before the {what}, which was {where}."
    return f"This {what} was {where}." if known else f"What is left was {where}."


def _sources(group: Group) -> list[Tree]:
    """Which integrals it takes from above."""
    if group.opening.rule == KNOWN:
        return [group.opening.before]
    return [tree for part in group.parts for tree in _sources(part)]


def _is_equation(line: Sequence[object]) -> bool:
    return len(line) == 3 and line[1] == " = "


def _put_together(telling: Telling, waiting: Sequence[Result]) -> None:
    for start in range(0, len(waiting), MOST_LINES):
        some, number = waiting[start : start + MOST_LINES], telling.next_number()
        what = "sum" if some[0].before.head == "S" else "integral"
        constant = f"The constant stands before the {what}. " if any(result.constant for result in some) else ""
        why = Prose((constant, *some[0].why) if len(some) == 1 else (f"{constant}Put in what was found, from the inside out.",))
        telling.blocks.append(Panel("Put it together", (*(lines_of(r.left, r.rows) for r in some), why), number))
        telling.worked |= {result.before: number for result in some}


__all__ = ["grouped", "tell_folded"]
