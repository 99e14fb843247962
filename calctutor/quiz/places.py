"""On which line of a TOML file does a key stand?

tomllib gives values without places. But it can say where a statement ends: with the first line with which it can be parsed. So
the text is taken statement by statement, each parsed by itself; nothing of TOML need be known here but how tables are nested.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

Key = Sequence[str | int]

LONGEST = 500
"""Lines that one statement may have; what stands in a longer one is not looked for."""


def line_of(text: str, key: Key) -> int:
    """The line, counted from 1, on which the statement begins that sets `key`; of its nearest part that is there at all."""
    lines, wanted = lines_of(text), tuple(key)
    while wanted and wanted not in lines:
        wanted = wanted[:-1]
    return lines.get(wanted, 1)


@lru_cache(maxsize=2)
def lines_of(text: str) -> Mapping[tuple[str | int, ...], int]:
    """Every key that is set -> the line of its statement. `text` is TOML that can be parsed."""
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for line, statement, values in _statements(text.splitlines()):
        if statement.lstrip().startswith("["):
            table = _entered(values, statement.lstrip().startswith("[["), counts)
            found.setdefault(table, line)
        else:
            for path in _paths(values):
                found.setdefault((*table, *path), line)
    return found


def _statements(lines: list[str]) -> Iterator[tuple[int, str, Any]]:
    """Each statement with the line on which it begins and what it says by itself."""
    start = 0
    while start < len(lines):
        for end in range(start + 1, min(start + LONGEST, len(lines)) + 1):
            statement = "\n".join(lines[start:end])
            try:
                values = tomllib.loads(statement + "\n")
            except (tomllib.TOMLDecodeError, RecursionError):
                continue
            if values:
                yield start + 1, statement, values
            break
        start = end


def _entered(values: Any, is_list: bool, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """The path of the table that a header opens; of lists of tables, the last one that was begun is meant."""
    path: tuple[str | int, ...] = ()
    while values:
        ((name, values),) = values.items()
        path = (*path, name)
        last = not values or isinstance(values, list)
        if last and is_list:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
        if last:
            break
    return path


def _paths(value: Any) -> Iterator[tuple[str | int, ...]]:
    """The path of everything inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield (key,)
        yield from ((key, *rest) for rest in _paths(part))
