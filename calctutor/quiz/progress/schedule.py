"""What should be practised next, and how hard? Weak rules come back soon, strong ones later: spaced repetition by FSRS.

The state of a rule is worked out from its events whenever it is needed, so that events from two machines can be put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from fsrs import Card, Rating, Scheduler

from calctutor.quiz.progress.events import MISTAKE, RULE, Event

CURRICULUM = (
    "power-rule", "constant-multiple-rule", "sum-rule", "power-rule-for-roots-and-fractions", "product-rule", "quotient-rule",
    "chain-rule", "derivative-of-ln", "second-derivatives", "implicit", "partials", "gradients", "chain", "descent-steps",
    "power-rule-for-integrals", "linear-substitution", "substitution", "integration-by-parts", "definite-integrals",
    "partial-fractions", "direct-substitution", "factor-and-cancel", "lhopitals-rule", "hessians", "critical-points",
)  # fmt: skip
"""In this order topics are met by somebody who has not asked for any in particular."""

RECENT = 5
"""So many of the last answers count for how well a rule is known."""

NEW_AFTER = 3
"""Right answers in a row on a topic, after which a new one may come in between."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One rule as it stands now. `known` is how likely it is remembered by now, times the share of recent right answers."""

    rule: str
    answers: int
    right: int
    known: float
    last: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake that was made: how often, and when last."""

    mistake: str
    times: int
    last: datetime


@cache
def scheduler() -> Scheduler:
    return Scheduler(enable_fuzzing=False)  # the same events, the same dates


def skills(events: Sequence[Event], now: datetime) -> list[Skill]:
    """Every rule that was practised, the weakest first."""
    of_rule: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == RULE:
            of_rule.setdefault(event.skill, []).append(event)
    return sorted((_skill(rule, found, now) for rule, found in of_rule.items()), key=lambda skill: (skill.known, skill.rule))


def _skill(rule: str, events: Sequence[Event], now: datetime) -> Skill:
    card = carded(events)
    recent = [event.right for event in events[-RECENT:]]
    recalled = scheduler().get_card_retrievability(card, max(now, events[-1].time))
    known = float(recalled) * sum(recent) / len(recent)
    return Skill(rule, len(events), sum(event.right for event in events), known, events[-1].time, card.due.astimezone(UTC))


def carded(events: Iterable[Event]) -> Card:
    """The scheduler's card after these events, in their order."""
    card: Card | None = None
    for event in events:
        card = card or Card(card_id=1, due=event.time)
        card, _ = scheduler().review_card(card, Rating(event.rating), event.time.astimezone(UTC))
    return card or Card(card_id=1)


def slips(events: Sequence[Event]) -> list[Slip]:
    """Every mistake that was made, the commonest first."""
    times: dict[str, list[datetime]] = {}
    for event in events:
        if event.kind == MISTAKE:
            times.setdefault(event.skill, []).append(event.time)
    found = (Slip(mistake, len(when), max(when)) for mistake, when in times.items())
    return sorted(found, key=lambda slip: (-slip.times, slip.mistake))


# What comes next.


def asked(events: Sequence[Event]) -> list[list[Event]]:
    """The events of each question together, in the order in which they were answered."""
    rows: dict[tuple[str, str, str], list[Event]] = {}
    for event in events:
        rows.setdefault((event.at, event.topic, event.question), []).append(event)
    return list(rows.values())


def results(events: Sequence[Event]) -> dict[str, list[tuple[int, bool]]]:
    """Topic -> the level and whether it was right, for each question in order."""
    found: dict[str, list[tuple[int, bool]]] = {}
    for row in asked(events):
        found.setdefault(row[0].topic, []).append((row[0].level, all(event.right for event in row)))
    return found


def level(history: Sequence[tuple[int, bool]], lowest: int = 1, highest: int = 5) -> int:
    """One up after two right answers in a row at a level, one down after two wrong ones."""
    now, run = lowest, 0
    for at, right in history:
        now = min(max(at, lowest), highest)
        run = (max(run, 0) + 1) if right else (min(run, 0) - 1)
        if abs(run) == 2:
            now = min(max(now + (1 if run > 0 else -1), lowest), highest)
            run = 0
    return now


def next_topic(events: Sequence[Event], topics: Sequence[str], wanted: Mapping[str, frozenset[str]], now: datetime) -> str:
    """The topic with the weakest rule that is due; a new one where none is or the last ones went well; else the weakest."""
    done = results(events)
    standing = {skill.rule: skill for skill in skills(events, now)}
    last = asked(events)[-1][0].topic if events else ""
    met = [topic for topic in topics if topic in done]
    strengths = {topic: _strength(topic, wanted.get(topic, frozenset()), standing, done) for topic in met}
    due = [
        topic for topic in met if any(s.due <= now for s in _about(wanted.get(topic, frozenset()), standing)) and topic != last
    ]
    fresh = next((topic for topic in topics if topic not in done), None)
    if last in strengths and not done[last][-1][1]:
        return last  # at once again, while the explanation is fresh
    well = last in done and [right for _, right in done[last][-NEW_AFTER:]].count(True) >= NEW_AFTER
    if fresh is not None and (not met or well or (not due and last in done and done[last][-1][1])):
        return fresh
    pool = due or [topic for topic in met if topic != last] or met
    return min(pool, key=lambda topic: (strengths[topic], topics.index(topic)))


def _about(rules: frozenset[str], standing: Mapping[str, Skill]) -> list[Skill]:
    return [standing[rule] for rule in sorted(rules) if rule in standing]


def _strength(
    topic: str, rules: frozenset[str], standing: Mapping[str, Skill], done: Mapping[str, Sequence[tuple[int, bool]]]
) -> float:
    """How well a topic is known: its weakest rule, or where it is about none in particular, its last answers."""
    found = _about(rules, standing)
    recent = [right for _, right in done[topic][-RECENT:]]
    return min(skill.known for skill in found) if found else sum(recent) / len(recent)
