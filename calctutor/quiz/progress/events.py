"""What is known about somebody's skills? One event for each answer and each skill that it was evidence for."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from calctutor.errors import StudentError

RULE, MISTAKE = "rule", "mistake"
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
"""How well a rule was remembered; the numbers are those of the scheduler. A mistake that was made has the rating `AGAIN`."""

SCHEMA = "calctutor-progress/1"
LONGEST = 2000
MOST_EVENTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is unique in the world, `at` an ISO date in UTC, `skill` a rule or a mistake; `topic`, `level` and `question` say on
    what it was.
    """

    id: str
    at: str
    kind: str
    skill: str
    rating: int
    topic: str = ""
    level: int = 0
    question: str = ""

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def right(self) -> bool:
        return self.rating > AGAIN


def evidence(
    topic: str, level: int, question: str, now: datetime, ratings: Mapping[str, int], mistakes: Iterable[str]
) -> list[Event]:
    """The events of one question: how well each rule went, and which mistakes were made."""
    at = now.astimezone(UTC).isoformat(timespec="milliseconds")
    rows = [(RULE, skill, rating) for skill, rating in sorted(ratings.items())]
    rows += [(MISTAKE, mistake, AGAIN) for mistake in dict.fromkeys(mistakes)]
    return [Event(str(uuid.uuid4()), at, kind, skill, rating, topic, level, question) for kind, skill, rating in rows]


def exported(events: Iterable[Event]) -> dict[str, Any]:
    """All events as data, the oldest first."""
    rows = [{field: getattr(event, field) for field in Event.__slots__} for event in sorted(events, key=lambda e: (e.at, e.id))]
    return {"schema": SCHEMA, "events": rows}


def imported(data: Any) -> list[Event]:
    """The events in data that nobody has vouched for. Raises `StudentError` at the first that is none."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("events"), list):
        raise StudentError("not-progress", f"this is not what quiz stats exports: it has no schema {SCHEMA} and events",
                           remedy="calctutor quiz stats --export progress.json writes such a file")  # fmt: skip
    if len(data["events"]) > MOST_EVENTS:
        raise StudentError("too-large", f"more than {MOST_EVENTS:,} events", remedy="divide the file")
    return [_event(number, row) for number, row in enumerate(data["events"], 1)]


def _event(number: int, row: Any) -> Event:
    try:
        event = Event(**row)
        strings = (event.id, event.at, event.kind, event.skill, event.topic, event.question)
        if not all(isinstance(part, str) and len(part) <= LONGEST and part.isprintable() for part in strings):
            raise ValueError
        if event.kind not in (RULE, MISTAKE) or event.rating not in (AGAIN, HARD, GOOD, EASY) or event.time.tzinfo is None:
            raise ValueError
        if not (isinstance(event.level, int) and 0 <= event.level <= 5 and event.id and event.skill):
            raise ValueError
    except (TypeError, ValueError):
        raise StudentError("not-progress", f"event {number} of the file is damaged, so nothing was taken over",
                           remedy="export it once more") from None  # fmt: skip
    return event
