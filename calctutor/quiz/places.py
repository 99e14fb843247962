"""On which line of a TOML file does a key stand?

tomllib gives values without places. But a key is there as soon as the lines that set it have been read, and stays: so the first
line with which a beginning of the file can be parsed and has the key is where its statement ends. The parser itself finds it,
and nothing of TOML need be known here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

Key = Sequence[str | int]


def line_of(text: str, key: Key) -> int:
    """The line, counted from 1, on which the statement begins that sets `key`; of its nearest part that is there at all."""
    lines = text.splitlines()
    while key and not _has(_parsed(lines, len(lines)), key):
        key = key[:-1]
    if not key:
        return 1
    low, high = 0, len(lines)
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _has(_parsed_before(lines, middle, low), key) else (middle, high)
    return _begun(lines, high)


def _parsed(lines: list[str], count: int) -> Any:
    """The values of the first `count` lines, or None where they end in the middle of something."""
    try:
        return tomllib.loads("\n".join(lines[:count]) + "\n")
    except tomllib.TOMLDecodeError:
        return None


def _parsed_before(lines: list[str], count: int, least: int) -> Any:
    """The values of the most lines up to `count` that can be parsed."""
    while count > least:
        if (found := _parsed(lines, count)) is not None:
            return found
        count -= 1
    return None


def _has(value: Any, key: Key) -> bool:
    for part in key:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _begun(lines: list[str], end: int) -> int:
    """The first line of the statement that ends on line `end`."""
    start = end - 1
    while start > 0 and _parsed(lines, start) is None:
        start -= 1
    while start < end - 1 and (not lines[start].strip() or lines[start].lstrip().startswith("#")):
        start += 1
    return start + 1
