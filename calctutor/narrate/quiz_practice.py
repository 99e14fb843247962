"""How do practice and its statistics look?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from calctutor.blocks import Body, Next, Page, Panel, Prose, Table
from calctutor.narrate.quiz import SEVERAL, shown
from calctutor.narrate.quiz_questions import put
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.judging import LABELS

CELLS = 8


def question_page(question: Drawn, number: int, topic: str, level: int, colons: bool) -> Page:
    """One question with its topic and level. With `colons` the keys are typed as `:h`."""
    body: list[Body] = [Prose(one) for one in put(question)]
    body += [Prose((f"{LABELS[i]})  ", *shown(choice))) for i, choice in enumerate(question.choices)]
    if len(question.correct) > 1:
        body.append(Prose((SEVERAL,), "note"))
    keys = ":" if colons else ""
    body.append(Prose((f"{keys}h hint · {keys}s another one · {keys}? help · {keys}q stop, everything is kept",), "note"))
    return Page((Panel(f"{number} · {topic} · level {level}", tuple(body)),))


class Known(Protocol):
    """One rule as it stands."""

    @property
    def rule(self) -> str: ...
    @property
    def answers(self) -> int: ...
    @property
    def right(self) -> int: ...
    @property
    def known(self) -> float: ...
    @property
    def last(self) -> datetime: ...
    @property
    def due(self) -> datetime: ...


class Made(Protocol):
    """A mistake that was made."""

    @property
    def mistake(self) -> str: ...
    @property
    def times(self) -> int: ...
    @property
    def last(self) -> datetime: ...


def stats_page(rules: Sequence[Known], mistakes: Sequence[Made], titles: dict[str, str], now: datetime) -> Page:
    """A bar for each rule, the weakest first, with dates; and the commonest mistakes."""
    if not rules:
        return Page((Prose(("Nothing has been practised yet.",)), Next(("calctutor quiz practice",))))
    rows = tuple(
        ((titles.get(one.rule, one.rule),), (bar(one.known),), (f"{one.known:.0%}",), (f"{one.right} of {one.answers}",),
         (day(one.last, now),), (day(one.due, now) if one.due > now else "now",))
        for one in rules
    )  # fmt: skip
    table = Table(("rule", "known", "", "right", "last", "next"), rows, (False, False, True, True, False, False))
    panels = [Panel("What you know, the weakest first", (table,))]
    if mistakes:
        made = tuple(
            ((titles.get(one.mistake, one.mistake),), (str(one.times),), (day(one.last, now),)) for one in mistakes[:10]
        )
        panels.append(Panel("Your commonest mistakes", (Table(("mistake", "times", "last"), made, (False, True, False)),)))
    note = "“Known” is how likely you still remember it by now, times the share of your last five answers that were right."
    return Page((*panels, Prose((note,), "note"), Next(("calctutor quiz practice",))))


def bar(share: float) -> str:
    full = round(CELLS * share)
    return "█" * full + "░" * (CELLS - full)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEAR = {0: "today", -1: "yesterday", 1: "tomorrow"}
FAR = 200
"""Days from which on a month says enough."""


def day(when: datetime, now: datetime) -> str:
    """A date as people say it: `today`, `3 May`, or `May 2027` when it is far."""
    date = when.astimezone().date()
    days = (date - now.astimezone().date()) // timedelta(days=1)
    month = MONTHS[date.month - 1]
    return NEAR.get(days) or (f"{date.day} {month}" if abs(days) < FAR else f"{month} {date.year}")
