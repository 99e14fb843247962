"""`calctutor quiz ...`: which commands are there? Each stands in a module of its own, `quiz_lint`, `quiz_take`, ...

Only the command that is called is loaded.
"""

from __future__ import annotations

from importlib import import_module

import typer

from calctutor.cli.arguments import ExpressionCommand

COMMANDS = ("export", "grade", "import", "lint", "new", "practice", "stats", "take")
"""Every command: a function of that name in the module `quiz_` and that name."""

CALLED = {"import": "take_over"}
"""Functions that cannot have the name of their command, which is a word of Python."""

HELP = """Quizzes: written in a file or generated, taken in the terminal, graded by a script.

\b
calctutor quiz lint examples/week1.toml --seeds 2
calctutor quiz take examples/week1.toml
calctutor quiz new --topic chain-rule,product-rule --level 1-3 --count 2
calctutor quiz practice --topic chain-rule
calctutor quiz stats
calctutor quiz grade examples/week1.toml examples/week1-ada.toml
"""


def group(arguments: list[str]) -> typer.Typer:
    """The commands that these arguments need: the one that is called, or all of them for their help."""
    app = typer.Typer(help=HELP, rich_markup_mode=None, no_args_is_help=True)
    settings = {"help_option_names": ["-h", "--help"]}
    for name in [name for name in arguments[:1] if name in COMMANDS] or COMMANDS:
        command = getattr(import_module(f"calctutor.cli.quiz_{name}"), CALLED.get(name, name))
        app.command(name, cls=ExpressionCommand, context_settings=settings)(command)
    return app
