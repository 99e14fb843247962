"""Where is what people do kept, so that nothing is lost?

A file is written beside the old one, forced to the disk, and then takes its place: whenever the program or the machine stops,
either the old or the new one is there, whole.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from calctutor.errors import StudentError
from calctutor.quiz.sessions import SCHEMA

LARGEST = 20_000_000


def folder(given: str | None) -> Path:
    """The folder for what is kept: `--data-dir`, `CALCTUTOR_DATA`, or the user's own for data of programs. It is made."""
    chosen = given or os.environ.get("CALCTUTOR_DATA")
    if not chosen:
        from platformdirs import user_data_dir

        chosen = user_data_dir("calctutor", appauthor=False)
    path = Path(chosen).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _not_kept(path, problem) from None
    return path


def _not_kept(path: Path, problem: OSError) -> StudentError:
    full = problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    safe, room = ("; what was kept before is safe", "make room, or ") if full else ("", "")
    return StudentError("not-kept", f"nothing more can be kept in {path}: {problem.strerror}{safe}",
                        remedy=f"{room}choose another folder with --data-dir")  # fmt: skip


def write_safely(path: Path, text: str) -> None:
    """Put `text` into the file at once or not at all. Raises `StudentError` where the disk does not take it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as problem:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise _not_kept(path.parent, problem) from None


def _sync_folder(path: Path) -> None:
    """The new name of a file is part of its folder, which has to reach the disk as well where that is possible."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def session_file(place: Path, quiz: Path, seed: str) -> Path:
    """The file for the session of a quiz file with a seed."""
    where = hashlib.sha256(f"{quiz.resolve()}|{seed}".encode()).hexdigest()[:12]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", quiz.stem)[:40] or "quiz"
    sessions = place / "sessions"
    sessions.mkdir(exist_ok=True)
    return sessions / f"{stem}-{where}.json"


def kept(path: Path) -> tuple[Mapping[str, Any] | None, str]:
    """What is written there, and what to tell: a damaged file is put aside, and a file of a newer version left alone."""
    if not path.exists():
        return None, ""
    try:
        with path.open("rb") as stream:
            data = json.loads(stream.read(LARGEST))
        if data["schema"] != SCHEMA:
            raise StudentError("newer", f"{path} was written by another version of calctutor",
                               remedy="use that version, or begin anew with --restart")  # fmt: skip
        _ = data["questions"], data["order"]
    except (ValueError, KeyError, TypeError, RecursionError):
        aside = free(path, "damaged")
        path.replace(aside)
        return None, f"What was kept of this quiz is damaged. It was put aside as {aside}, and the quiz begins anew."
    except OSError as problem:
        raise _not_kept(path, problem) from None
    return data, ""


def free(path: Path, word: str) -> Path:
    """A name beside `path` that is not taken."""
    number = 1
    while (other := path.with_suffix(f".{word}{number}.json")).exists():
        number += 1
    return other


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process at a time may take this session; the system lets go when a process ends. Raises `StudentError`."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    with path.with_suffix(".lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StudentError("taken", "this quiz is being taken in another window",
                               remedy="go on there, or take it with another --seed") from None  # fmt: skip
        yield
