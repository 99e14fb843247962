"""Which commands are there, and how do they end?

Exit codes: 0 done or correct, 1 wrong answer, 2 the input could not be read, 3 undecided or out of time, 4 no method
found, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer

from calctutor import __version__
from calctutor.cli import screen
from calctutor.cli.arguments import ExpressionCommand
from calctutor.errors import StudentError

INTERRUPTED = 130

OVERVIEW = """\
calctutor: worked calculus in the terminal, every step checked

  calctutor diff "x^2 sin(3x)"                   a worked derivative
  calctutor diff "ln(x)/x" --at x=1              with value, slope and tangent at a point
  calctutor diff "sqrt(x)" --first-principles    from the limit of the difference quotient
  calctutor implicit "x^2 + y^2 = 25" --wrt x    implicit differentiation
  calctutor partial "x^2*y + sin(x*y)" --wrt x   a partial derivative, the other letters held constant
  calctutor gradient "x^2 + 3y^2" --at x=1,y=2   gradient, steepest ascent, tangent plane
  calctutor jacobian "r*cos(t)" "r*sin(t)"       the matrix of several functions, and its determinant
  calctutor hessian "x^2*y + sin(x*y)"           second derivatives, definiteness, Taylor
  calctutor chain "sin(exp(x^2))" --at x=0.5     the layers of a composition, unravelled
  calctutor backprop "(w*x - y)^2" --at w=1,x=2,y=3   the chain rule through a graph
  calctutor descend "x^2 + 4y^2" --start x=2,y=1 downhill, step by step
  calctutor limit "sin(x)/x" --to x=0            a worked limit
  calctutor integrate "x e^x"                    a worked integral
  calctutor probability "normal(mu, sigma)"       a density: mass, areas, expected values
  calctutor critical "x^3 + y^3 - 3x*y"          minima, maxima and saddle points; --subject-to for constraints
  calctutor check diff "x^2" "2x"                is my answer right, and if not, where did it slip?
  calctutor quiz take examples/week1.toml        a quiz from a file; quiz lint and grade for teachers

calctutor COMMAND --help says more about each, with examples.
"""

HELP = {"help_option_names": ["-h", "--help"]}

COMMANDS = (
    "diff", "implicit", "check", "partial", "gradient", "jacobian", "hessian", "critical", "chain", "backprop", "descend",
    "limit", "integrate", "probability",
)  # fmt: skip
"""Every command: a function of that name in the module of that name."""

GROUPS = ("quiz",)
"""Commands with commands of their own: their module has a function `group`."""


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"calctutor {__version__}\n")
        raise typer.Exit


def overview(
    ctx: typer.Context,
    _version_asked: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Worked calculus in the terminal, one rule to a panel, every step checked."""
    if ctx.invoked_subcommand is None:
        sys.stdout.write(OVERVIEW)


def program(arguments: list[str]) -> typer.Typer:
    """The command line for these arguments. The command that is called is the only one that has to be loaded."""
    app = typer.Typer(
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        context_settings=HELP,
    )
    app.callback()(overview)
    called = [name for name in arguments[:1] if name in (*COMMANDS, *GROUPS)]
    whole = bool(called) or any(variable.endswith("_COMPLETE") for variable in os.environ)
    for name in called or (*COMMANDS, *GROUPS):
        if name in GROUPS:
            group = import_module(f"calctutor.cli.{name}").group(arguments[1:] if arguments[:1] == [name] else [])
            app.add_typer(group, name=name, context_settings=HELP)
            continue
        command = getattr(import_module(f"calctutor.cli.{name}"), name)
        app.command(name, cls=ExpressionCommand, context_settings=HELP)(command if whole else _listed(command))
    return app


def _listed(command: Any) -> Any:
    """A command that is only named in a list: what it takes is not looked at, which would be a third of the time."""

    def listed() -> None: ...

    listed.__doc__ = command.__doc__
    return listed


USAGE_PROBLEM: type[Any] = typer.BadParameter.__mro__[2]
"""What typer raises for a command line that it cannot take apart; its own name for it differs between versions."""


def _wants_json(arguments: list[str]) -> bool:
    return "--format=json" in arguments or any(a == "--format" and b == "json" for a, b in pairwise(arguments))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code. Nothing but a `StudentError` ever explains itself to a person."""
    try:
        return program(arguments)(arguments, prog_name="calctutor", standalone_mode=False) or 0
    except StudentError as problem:
        sys.stdout.flush()
        screen.show_problem(problem, _wants_json(arguments))
        return problem.exit_code
    except USAGE_PROBLEM as problem:
        problem.show()
        return int(problem.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has stopped, as `head` does. What is still buffered must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
