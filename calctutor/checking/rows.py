"""How does a row of a file say what was asked and answered?

A row is a mapping with `kind`, `question`, `answer`, perhaps an `id`, and any option of `check` under its name (`wrt`, `at`,
`from`), directly or under `options`. What cannot be understood becomes a row that says why.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TextIO

from calctutor.checking.tasks import Options
from calctutor.errors import StudentError

Row = Mapping[str, Any]

NAMES = {
    "wrt": "wrt", "vars": "wrt", "order": "order", "at": "at", "start": "at", "of": "of", "from": "below", "below": "below",
    "to": "above", "above": "above", "side": "side", "rate": "rate", "direction": "direction", "strict": "strict",
    "form": "form", "with": "inner", "what": "what", "on": "on", "assume": "assume", "between": "between", "expect": "expect",
    "quantile": "quantile", "transform": "transform", "data": "data", "discrete": "discrete",
}  # fmt: skip
"""How options are called in a row -> in `Options`."""

LONGEST = 100_000
"""Characters that a line may have."""

AS_THEY_ARE = ("order", "strict", "discrete", "inner", "assume")

Key = tuple[tuple[str, str], ...]


def read_rows(stream: TextIO, is_csv: bool = False) -> Iterator[Row]:
    """The rows of a JSON-lines or CSV file, one at a time; a line that is no row becomes one with the key `problem`."""
    return _comma_rows(stream) if is_csv else _json_rows(stream)


def _json_rows(stream: TextIO) -> Iterator[Row]:
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        whole = line.endswith("\n")
        while not whole and (rest := stream.readline(LONGEST)):
            line, whole = "", rest.endswith("\n")
        if line == "":
            yield {"problem": f"line {number} is longer than {LONGEST:,} characters"}
        elif line.strip():
            yield _json_row(line, number)


def _json_row(line: str, number: int) -> Row:
    try:
        row = json.loads(line, parse_constant=_refused)
    except (ValueError, RecursionError) as problem:
        return {"problem": f"line {number} is not JSON: {problem}"}
    return row if isinstance(row, dict) else {"problem": f"line {number} is not an object"}


def _refused(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def _comma_rows(stream: TextIO) -> Iterator[Row]:
    reader = csv.DictReader(stream)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield {"problem": f"line {reader.line_num} is not CSV: {problem}"}
            continue
        yield {key: value for key, value in row.items() if key is not None and value is not None}


def opening(row: Row) -> dict[str, Any]:
    """What a verdict repeats of its row, so that it can be told whose it is."""
    return {key: row[key] for key in ("id", "kind", "question", "answer") if key in row}


def key_of(row: Row) -> Key:
    """The same for two rows that ask and answer the same."""
    return tuple(sorted((key, repr(row[key])) for key in row if key in KEYS))


KEYS = {*NAMES, "kind", "question", "answer", "options", "problem"}


def asked(row: Row) -> tuple[str, str, str, Options]:
    """Kind, question, answer and options of a row. Raises `StudentError` for what makes no sense."""
    if "problem" in row:
        raise StudentError("row", str(row["problem"]))
    for key in ("kind", "question", "answer"):
        value = row.get(key)
        if not isinstance(value, str | int | float) or (isinstance(value, float) and not math.isfinite(value)):
            raise StudentError("row", f"there is no {key}")
    kind, question, answer = (str(row[key]) for key in ("kind", "question", "answer"))
    return kind, question, answer, options_of(row)


def options_of(row: Row) -> Options:
    """The options that a row gives, directly or under `options`. Raises `StudentError` for values that make no sense."""
    inside = row.get("options")
    given = {**(inside if isinstance(inside, dict) else {}), **row}
    found: dict[str, Any] = {NAMES[key]: value for key, value in given.items() if key in NAMES and value not in (None, "")}
    try:
        found["order"] = int(found.get("order", 1))
    except (TypeError, ValueError):
        raise StudentError("order", "order is a whole number") from None
    for key in ("strict", "discrete"):
        if key in found:
            found[key] = str(found[key]).lower() in ("true", "1", "yes")
    for key in ("inner", "assume"):
        if key in found:
            found[key] = _several(found[key])
    plain: dict[str, Any] = {k: v if k in AS_THEY_ARE else _plain(v) for k, v in found.items()}
    return Options(**plain)


def _several(value: Any) -> tuple[str, ...]:
    """`["x=cos(t)", "y=sin(t)"]`, or the same in one text with semicolons."""
    parts = value if isinstance(value, list) else str(value).split(";")
    return tuple(str(part).strip() for part in parts)


def _plain(value: Any) -> str:
    """A list of letters or of numbers is written with commas."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
