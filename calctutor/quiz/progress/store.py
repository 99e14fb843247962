"""Where are the events kept, so that two programs, a full disk or a damaged file lose none of them?

In one SQLite file. Events are only ever added, each in a transaction with those of the same answer. A file that is damaged
is put aside and never deleted; a file of a newer version is left alone.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from calctutor.errors import StudentError
from calctutor.quiz.progress.events import Event

VERSION = 1
NAME = "progress.db"
PATIENCE = 10.0
"""Seconds to wait for another program that is writing."""

FIELDS = tuple(Event.__slots__)

TABLE = """
CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, skill TEXT NOT NULL, rating INTEGER NOT NULL,
    topic TEXT NOT NULL, level INTEGER NOT NULL, question TEXT NOT NULL
) WITHOUT ROWID
"""


class Store:
    """The events of one folder. `note` says what happened to a damaged file."""

    def __init__(self, place: Path) -> None:
        self.path = place / NAME
        self.note = ""
        try:
            self._db = self._opened()
        except sqlite3.DatabaseError as problem:
            if not _damaged(problem):
                raise self._trouble(problem) from None
            self.note = self._put_aside()
            self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise StudentError(
                    "newer", f"{self.path} was written by a newer version of calctutor; it was left as it is",
                    remedy="use that version, or another folder with --data-dir",
                )  # fmt: skip
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            if (found := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(f"malformed: {found}")
            if version < VERSION:
                with _transaction(db):
                    db.execute(TABLE)
                    db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute(f"SELECT {', '.join(FIELDS)} FROM events LIMIT 1")
        except BaseException:
            db.close()
            raise
        return db

    def _put_aside(self) -> str:
        """The damaged file, with what belongs to it, under another name."""
        number = 1
        while (aside := self.path.with_name(f"{NAME}.damaged{number}")).exists():
            number += 1
        for ending in ("-wal", "-shm", ""):
            old = self.path.with_name(NAME + ending)
            if old.exists():
                old.replace(aside.with_name(aside.name + ending))
        return (
            f"What was kept of your practice is damaged. It was put aside as {aside}, and a new file was begun. If you have an "
            "export, calctutor quiz stats --import takes it over."
        )

    def add(self, events: Iterable[Event]) -> int:
        """Keep them, all or none, each once. How many were not there before? Raises `StudentError`."""
        rows = [tuple(getattr(event, field) for field in FIELDS) for event in events]
        holes = ", ".join("?" * len(FIELDS))
        try:
            with _transaction(self._db):
                before = self._db.total_changes
                self._db.executemany(f"INSERT OR IGNORE INTO events ({', '.join(FIELDS)}) VALUES ({holes})", rows)
                return self._db.total_changes - before
        except sqlite3.Error as problem:
            raise self._trouble(problem) from None

    def events(self) -> list[Event]:
        """All of them, the oldest first."""
        try:
            rows = self._db.execute(f"SELECT {', '.join(FIELDS)} FROM events ORDER BY at, id").fetchall()
        except sqlite3.Error as problem:
            raise self._trouble(problem) from None
        return [Event(*row) for row in rows]

    def close(self) -> None:
        self._db.close()

    def _trouble(self, problem: sqlite3.Error) -> StudentError:
        """What a person can do about it. Nothing that was kept before is lost in any of these cases."""
        said = str(problem)
        for part, reason, remedy in TROUBLES:
            if part in said:
                return StudentError("not-kept", f"{self.path}: {reason}", remedy=remedy)
        return StudentError("not-kept", f"{self.path} cannot be used: {said}", remedy="choose another folder with --data-dir")


TROUBLES = (
    ("full", "the disk is full; what was kept before is safe, the last answer is not kept", "make room, or use --data-dir"),
    ("disk I/O", "the disk takes no more of it; what was kept before is safe", "make room, or use --data-dir"),
    ("locked", "another program has been writing to it for too long", "try again when the other one has finished"),
    ("readonly", "it cannot be written to", "give yourself the right to write there, or choose another folder with --data-dir"),
    ("unable to open", "it cannot be opened", "choose another folder with --data-dir"),
)
"""A part of what SQLite says, what it means, and what to try."""


def _damaged(problem: sqlite3.DatabaseError) -> bool:
    said = str(problem)
    return any(part in said for part in ("malformed", "not a database", "no such column", "no such table"))


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. It asks for the right to write at once, so that two programs take turns instead of failing half-way."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
