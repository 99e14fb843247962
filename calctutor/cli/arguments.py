"""How is a command line taken apart when what is typed may itself start with a minus?

`-x**2` is an expression, not options. So there are no short options besides `-h` and `-V`, and every other token that
starts with one minus is handed through as an argument. A token that starts with two minuses and a word stays an option,
so that a mistyped one is reported.
"""

from __future__ import annotations

import sys
from typing import Any

from typer.core import TyperCommand

from calctutor.errors import StudentError

LONGEST_STDIN = 100_000


class ExpressionCommand(TyperCommand):
    """A command whose arguments may start with a minus."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        takes_value = {
            name: not getattr(p, "is_flag", False) for p in self.get_params(ctx) for name in (*p.opts, *p.secondary_opts)
        }
        return super().parse_args(ctx, _minus_last(args, takes_value))


def _minus_last(args: list[str], takes_value: dict[str, bool]) -> list[str]:
    """Options first, then `--`, then everything else: the same command line, with nothing left to mistake for an option."""
    options: list[str] = []
    others: list[str] = []
    waiting = list(args)
    while waiting:
        token = waiting.pop(0)
        if token == "--":
            others += waiting
            break
        if token in takes_value:
            options += [token, *([waiting.pop(0)] if takes_value[token] and waiting else [])]
        elif _looks_like_option(token):
            options.append(token)
        else:
            others.append(token)
    return [*options, "--", *others]


def _looks_like_option(token: str) -> bool:
    return token.startswith("--") and token[2:4].isalpha() and len(token) > 3


def typed(argument: str | None, what: str, example: str) -> str:
    """The text of an argument; `-`, or nothing where something is piped in, means standard input."""
    if argument is not None and argument != "-":
        return argument
    if argument is None and sys.stdin.isatty():
        raise StudentError("missing", f"there is no {what}", remedy=example)
    piped = sys.stdin.read(LONGEST_STDIN).strip()
    if not piped:
        raise StudentError("missing", f"there is no {what}: standard input was empty", remedy=example)
    return piped
