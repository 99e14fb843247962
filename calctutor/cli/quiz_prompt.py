"""How is a line asked for? In a terminal with a live echo of how it is read; from a pipe line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Protocol

Echo = Callable[[str], list[str]]
"""What has been typed so far -> the rows that show how it is read."""


class Asker(Protocol):
    """Something that asks for one line. None means that there will be no more."""

    def ask(self, label: str, echo: Echo) -> str | None: ...


def asker() -> Asker:
    """For this terminal, or for what is piped in."""
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        return _Terminal()
    return _Pipe()


class _Pipe:
    """Lines from standard input. What was read is repeated, so that what is printed can be read as a conversation."""

    def ask(self, label: str, echo: Echo) -> str | None:
        from calctutor.render.paper import clean

        sys.stdout.write(label)
        sys.stdout.flush()
        line = sys.stdin.readline(100_000)
        sys.stdout.write("\n" if sys.stdin.isatty() else f"{clean(line)}\n")
        if not line:
            return None
        if rows := echo(line.strip()):
            sys.stdout.write("\n".join(rows) + "\n")
        return line.strip()


class _Terminal:
    """A line with history and editing; below it stands how it is read, while it is typed."""

    def __init__(self) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.styles import Style

        style = Style.from_dict({"bottom-toolbar": "noreverse", "bottom-toolbar.text": "noreverse"})
        self._session: PromptSession[str] = PromptSession(style=style, reserve_space_for_menu=0, enable_open_in_editor=False)

    def ask(self, label: str, echo: Echo) -> str | None:
        from prompt_toolkit.application import get_app

        def below() -> str:
            return "\n".join(echo(get_app().current_buffer.text.strip()))

        try:
            return self._session.prompt(label, bottom_toolbar=below).strip()
        except EOFError:
            return None
