"""How is a line asked for? In a terminal with a live echo of how it is read; from a pipe line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings

Echo = Callable[[str], list[str]]
"""What has been typed so far -> the rows that show how it is read."""


class Asker(Protocol):
    """Something that asks for one line. None means that there will be no more. `helper` names what judges meanwhile; it is
    `interactive` where somebody sits there and can be asked.
    """

    helper: str
    interactive: bool

    def ask(self, label: str, echo: Echo) -> str | None: ...


def asker() -> Asker:
    """For this terminal, or for what is piped in."""
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        return _Terminal()
    return _Pipe()


class _Pipe:
    """Lines from standard input. What was read is repeated, so that what is printed can be read as a conversation."""

    helper = "calctutor.quiz.tutoring:answered"
    interactive = False

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
    """A line with editing and history; right below it stands how it is read, while it is typed and afterwards."""

    helper = "calctutor.quiz.warm:answered"
    interactive = True

    def __init__(self) -> None:
        from prompt_toolkit.history import InMemoryHistory

        self._history = InMemoryHistory()

    def ask(self, label: str, echo: Echo) -> str | None:
        from prompt_toolkit.application import Application, get_app
        from prompt_toolkit.buffer import Buffer
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
        from prompt_toolkit.widgets import TextArea

        def entered(buffer: Buffer) -> bool:
            get_app().exit(result=buffer.text)
            return True  # what was typed stays on the screen

        line = TextArea(multiline=False, prompt=label, history=self._history, accept_handler=entered, dont_extend_height=True)

        def below() -> str:
            return "\n".join(echo(line.text.strip()))

        shown = Window(FormattedTextControl(below, focusable=False), dont_extend_height=True)
        visible = ConditionalContainer(shown, Condition(lambda: bool(below())))
        application: Application[str] = Application(Layout(HSplit([line, visible])), key_bindings=_keys())
        try:
            return application.run().strip()
        except EOFError:
            return None


def _keys() -> KeyBindings:
    """Ctrl-C interrupts, and Ctrl-D on an empty line says that there will be no more."""
    from prompt_toolkit.application import get_app
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("c-c")
    def _interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    @keys.add("c-d", filter=Condition(lambda: not get_app().current_buffer.text))
    def _end(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError())

    return keys
