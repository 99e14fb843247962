"""`calctutor backprop`: parse, ask, show."""

from __future__ import annotations

import sys
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.files import read_text
from calctutor.cli.worker import Job
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.engines.assignments import Network

EXAMPLE = 'calctutor backprop "(sigmoid(w*x + b) - y)^2" --at w=0.5,x=1,b=0,y=1'


class GraphFormat(StrEnum):
    panels = "panels"
    plain = "plain"
    json = "json"
    mermaid = "mermaid"
    dot = "dot"


def backprop(
    expression: Annotated[str | None, typer.Argument(help="The output, as a loss; `-` reads standard input.")] = None,
    let: Annotated[
        list[str] | None, typer.Option("--let", help='A node with a name: `--let "h1=tanh(w1*x+b1)"`. May be repeated.')
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", help="A file with an assignment a line; its last line is the output.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="Values of the inputs; without them the passes stay symbolic.")] = None,
    wrt: Annotated[
        str | None, typer.Option("--wrt", help="The parameters whose slopes are wanted: `--wrt w,b`. By default all inputs.")
    ] = None,
    steps: screen.DetailOption = screen.Detail.normal,
    format: Annotated[
        GraphFormat, typer.Option("--format", help="How the answer, or only the graph, is written.")
    ] = GraphFormat.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 30,
) -> int:
    """Backpropagate through an expression or a network: the graph, both passes, the gradient and its check.

    \b
    calctutor backprop "(sigmoid(w*x + b) - y)^2" --at w=0.5,x=1,b=0,y=1 --wrt w,b
    calctutor backprop "(sigmoid(w*x + b) - y)^2"
    calctutor backprop "(v*h - y)^2" --let "h=tanh(w*x+b)" --at v=1,w=2,x=0.5,b=0,y=1
    calctutor backprop --file examples/net.txt --format mermaid
    """
    from calctutor.blocks import Page
    from calctutor.engines.assignments import point, wanted
    from calctutor.narrate import backprop as told

    text, found = _network(expression, let or [], file, at)
    values, parameters = point(found, at), wanted(found, wrt)
    if not parameters:
        raise StudentError("no-input", "there is no variable in this, so there is no slope", text, (0, len(text)), EXAMPLE)
    graph = found.graph
    job = Job("calctutor.engines.backprop:work", graph, values, parameters)
    if format in (GraphFormat.mermaid, GraphFormat.dot):
        from calctutor.render import graph as drawing

        solution = job.result(timeout, text)
        sys.stdout.write(getattr(drawing, format.value)(told.labels(solution)))
        return 0
    here = screen.Screen(screen.Format(format.value), theme, width, no_color)
    title = told.heading(found.output, graph.output, parameters, values)
    again = _again(expression, let or [], file=file, at=at, wrt=wrt)
    return here.solution(job.result(timeout, text), lambda s: Page((title, *told.page(s, steps.value, again).blocks)))


def _again(expression: str | None, let: list[str], **options: str | None) -> str:
    """What was typed, for the command that is offered next."""
    typed = [f'"{expression}"'] if expression else []
    typed += [f'--let "{line}"' for line in let]
    typed += [f"--{option} {quote(value)}" for option, value in options.items() if value]
    return " ".join(typed)


def _network(expression: str | None, let: list[str], file: str | None, at: str | None) -> tuple[str, Network]:
    """What was typed, and the network that it means."""
    from calctutor.cli.arguments import typed
    from calctutor.engines.assignments import LARGEST_FILE, Line, lines_of, network, words_in

    lines = lines_of(read_text(file, LARGEST_FILE), file) if file else []
    lines += [Line(line, "--let") for line in let]
    text = expression if expression is None and lines else typed(expression, "expression", EXAMPLE)
    return text or "", network(text, lines, words_in(at))
