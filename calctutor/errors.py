"""What can go wrong in a way that a person should hear about?

`StudentError` is the only exception that reaches a person. Everything it says is in the person's own terms: what was
read, where it stopped, one reason and one thing to try.
"""

from __future__ import annotations

from dataclasses import dataclass

READ_FAILED, UNDECIDED, NO_METHOD = 2, 3, 4
"""Exit codes: the input could not be read; undecided or out of time; no method found."""


@dataclass
class StudentError(Exception):
    """An error for a person.

    `code` is a stable short name (`unclosed`), `reason` one sentence, `text` what was being read, `place` the half-open
    range of characters of `text` that is to blame, `remedy` one thing to try, `exit_code` what the process ends with.
    """

    code: str
    reason: str
    text: str = ""
    place: tuple[int, int] = (0, 0)
    remedy: str = ""
    exit_code: int = READ_FAILED

    def __str__(self) -> str:
        return f"{self.reason} ({self.code})"
