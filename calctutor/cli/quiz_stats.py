"""`calctutor quiz stats`: how does one stand? And the events, written to a file or taken over from one."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from calctutor.cli import screen
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.quiz.progress.events import Event
    from calctutor.quiz.progress.store import Store

LARGEST = 200_000_000


def stats(
    export: Annotated[str | None, typer.Option("--export", help="Write everything to this file.")] = None,
    take_over: Annotated[str | None, typer.Option("--import", help="Add what an export holds; nothing counts twice.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    data_dir: screen.DataOption = None,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
) -> int:
    """How well do you know each rule, and when should you practise it again?

    \b
    calctutor quiz stats
    calctutor quiz stats --json
    """
    from calctutor.quiz.keeping import folder, write_safely
    from calctutor.quiz.progress.events import exported
    from calctutor.quiz.progress.store import Store

    here = screen.Screen(screen.Format.json if as_json else format, theme, width, no_color)
    store = Store(folder(data_dir))
    try:
        if store.note:
            sys.stderr.write(store.note + "\n")
        if take_over:
            taken_over(store, take_over)
        events = store.events()
    finally:
        store.close()
    if export:
        write_safely(Path(export), json.dumps(exported(events), ensure_ascii=True, indent=1) + "\n")
        sys.stderr.write(f"{len(events)} results written to {export}\n")
    if not (export or take_over) or here.format is screen.Format.json:
        show(here, events)
    return 0


def taken_over(store: Store, file: str) -> None:
    from calctutor.cli.files import read_text
    from calctutor.quiz.progress.events import imported

    try:
        data = json.loads(read_text(file, LARGEST))
    except (ValueError, RecursionError):
        raise StudentError("not-progress", f"{file} is not JSON", remedy="calctutor quiz stats --export writes it") from None
    events = imported(data)
    new = store.add(events)
    sys.stderr.write(f"{new} new results taken over, {len(events) - new} were known already\n")


def show(here: screen.Screen, events: list[Event]) -> None:
    from calctutor.quiz.progress.schedule import skills, slips

    now = datetime.now(UTC)
    rules, mistakes = skills(events, now), slips(events)
    if here.format is screen.Format.json:
        here.data(
            {
                "schema": "calctutor-stats/1",
                "rules": [plain(one) for one in rules],
                "mistakes": [plain(one) for one in mistakes],
            }
        )
        return
    from calctutor.narrate.quiz_practice import stats_page

    here.show(stats_page(rules, mistakes, titles() if events else {}, now))


def plain(one: Any) -> dict[str, Any]:
    """Dates as ISO, shares to four digits."""
    fields = {name: getattr(one, name) for name in type(one).__slots__}
    return {
        name: value.isoformat() if isinstance(value, datetime) else round(value, 4) if isinstance(value, float) else value
        for name, value in fields.items()
    }


def titles() -> dict[str, str]:
    """What rules and mistakes are called."""
    from calctutor.cli.worker import Job

    named: dict[str, str] = Job("calctutor.quiz.making.fresh:titles").result(60)
    return named
