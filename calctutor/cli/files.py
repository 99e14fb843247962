"""How is a file read that nobody has vouched for? As text, and never more of it than is wanted."""

from __future__ import annotations

import sys
from pathlib import Path

from calctutor.errors import StudentError


def read_text(path: str, most: int) -> str:
    """The text of a file, or of standard input for `-`; at most `most` characters. Raises `StudentError`."""
    try:
        if path == "-":
            text = sys.stdin.read(most + 1)
        else:
            with Path(path).open(encoding="utf-8-sig", newline=None) as file:
                text = file.read(most + 1)
    except UnicodeDecodeError:
        raise StudentError("not-text", f"{path} is not a text file in UTF-8", remedy="save it as plain text") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise StudentError("no-file", f"{path} cannot be read: {reason}", remedy="check the name of the file") from None
    if len(text) > most:
        raise StudentError("too-long", f"{path} is too long: at most {most:,} characters are read", remedy="use a part of it")
    return text
