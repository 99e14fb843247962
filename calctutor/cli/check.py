"""`calctutor check`: read, judge, and only if the answer is wrong ask a worker what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from calctutor.checking.slips import Diagnosis
    from calctutor.checking.tasks import Options, Task
    from calctutor.checking.verdicts import Judged
    from calctutor.notation.tree import Tree

EXAMPLE = 'calctutor check diff "x^2*sin(x)" "2x*cos(x)"'


def check(
    kind: Annotated[
        str,
        typer.Argument(
            help="diff, partial, chain, implicit, gradient, jacobian, hessian, directional, integrate, "
            "limit, descend-step, same, probability; or batch or work, with a file."
        ),
    ],
    question: Annotated[str | None, typer.Argument(help="The problem; or the file, `-` for standard input.")] = None,
    answer: Annotated[str | None, typer.Argument(help="The answer to be checked; `-` reads standard input.")] = None,
    wrt: Annotated[
        list[str] | None, typer.Option("--wrt", "--vars", help="The variable, or several: `x,y`; may be repeated.")
    ] = None,
    inner: Annotated[
        list[str] | None, typer.Option("--with", "--let", help="For `chain`, what a variable stands for: `x=cos(t)`.")
    ] = None,
    order: Annotated[int, typer.Option("--order", help="How often to differentiate, or how many steps of descent.")] = 1,
    at: Annotated[
        str | None, typer.Option("--at", "--start", help="The point: `x=1,y=2`; where a limit goes; where descent starts.")
    ] = None,
    of: Annotated[str | None, typer.Option("--of", help="The dependent variable of an implicit equation.")] = None,
    below: Annotated[str | None, typer.Option("--from", help="The lower bound of an integral.")] = None,
    above: Annotated[str | None, typer.Option("--to", help="The upper bound of an integral, or where a limit goes.")] = None,
    side: Annotated[str | None, typer.Option("--side", help="The side of a limit: `+` or `-`.")] = None,
    rate: Annotated[str | None, typer.Option("--rate", help="The learning rate of descent.")] = None,
    direction: Annotated[str | None, typer.Option("--direction", help="The direction of a derivative: `3,4`.")] = None,
    what: Annotated[
        str | None,
        typer.Option(
            "--what", help="Of `probability`: mass, constant, density, cdf, mean, variance, median, mode, marginal, ..."
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The support of a density: `0..oo`; of two letters `x=0..1,y=0..x`.")
    ] = None,
    assume: Annotated[list[str] | None, typer.Option("--assume", help="What is known of a letter: `k>0`; repeat it.")] = None,
    between: Annotated[str | None, typer.Option("--between", help="The range whose probability is asked.")] = None,
    expect: Annotated[str | None, typer.Option("--expect", help="The function whose expected value is asked.")] = None,
    quantile: Annotated[str | None, typer.Option("--quantile", help="The share below the quantile: `0.9`.")] = None,
    transform: Annotated[str | None, typer.Option("--transform", help="The function of X whose density is asked.")] = None,
    data: Annotated[
        str | None, typer.Option("--data", help="The sample of an estimate: `1,2,3`, a CSV file, or `x1..xn`.")
    ] = None,
    discrete: Annotated[bool, typer.Option("--discrete", help="The value is a whole number.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Remarks (a missing + C, ln x for ln|x|) make an answer wrong.")
    ] = False,
    form: Annotated[
        str | None, typer.Option("--form", help="simplified, expanded, factored, single-fraction or lowest-terms.")
    ] = None,
    show_solution: Annotated[bool, typer.Option("--show-solution", help="Also say what would be right.")] = False,
    prove: Annotated[
        bool, typer.Option("--prove", help="Look for a proof by algebra where numbers agree; this takes longer.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes for `batch`; 0: one a core.")] = 0,
    output: Annotated[str | None, typer.Option("--output", help="Where `batch` writes; by default standard output.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an interrupted `batch` whose output file exists.")
    ] = False,
    summary: Annotated[bool, typer.Option("--summary", help="A summary of a `batch` instead of its rows.")] = False,
    summary_to: Annotated[
        str | None, typer.Option("--summary-to", help="A file for the summary: .csv, .json, or text.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="A Dask scheduler that does the work of `batch`: `tcp://host:8786`.")
    ] = None,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 10,
) -> int:
    """Check an answer: is it right, and if not, where did it slip?

    Ends with 0 for correct, 1 for wrong, 3 for undecided, 2 for what cannot be read.

    \b
    calctutor check diff "x^2*sin(x)" "2x*cos(x)"
    calctutor check partial "x^2*y" "2x" --wrt x
    calctutor check gradient "x^2*y" "(2xy, x^2)"
    calctutor check integrate "cos(3x)" "sin(3x) + C"
    calctutor check limit "sin(3x)/x" "3" --at x=0
    calctutor check probability "exponential(k)" "1/k" --what mean
    calctutor check same "sin(x)^2" "1 - cos(x)^2"
    calctutor check work examples/homework.txt
    calctutor check batch examples/answers.jsonl --summary
    """  # fmt: skip
    from calctutor.checking.tasks import Options

    letters, inside = ",".join(wrt or ()) or None, tuple(inner or ())
    options = Options(letters, order, at, of, below, above, side, rate, direction, strict, form, show_solution, inside,
                      what, on, tuple(assume or ()), between, expect, quantile, transform, sample(data), discrete)  # fmt: skip
    here = screen.Screen(format, theme, width, no_color)
    if kind == "batch":
        from calctutor.cli import check_batch

        wanted = check_batch.Wanted(workers, output, resume, summary, summary_to, cluster)
        return check_batch.run(question, here, wanted, timeout)
    if kind == "work":
        from calctutor.cli import check_work

        return check_work.run(question, here, timeout, show_solution)
    return one(kind, typed(question, "problem", EXAMPLE), answer, options, here, timeout, prove)


def sample(data: str | None) -> str | None:
    """The sample as numbers, if it stands in a file."""
    from calctutor.engines.probability.samples import is_file

    if data is None or not is_file(data):
        return data
    from calctutor.cli.samples import sample_of

    return ",".join(map(str, sample_of(data, None) or ()))


def one(
    kind: str, question: str, answer: str | None, options: Options, here: screen.Screen, timeout: float, prove: bool = False
) -> int:
    """One answer: the verdict, the page and the exit code."""
    from calctutor.checking.tasks import read_answer, read_task

    task = read_task(kind, question, options)
    text = typed(answer, "answer", EXAMPLE)
    try:
        tree = read_answer(task, text)
    except StudentError as problem:
        if here.format is not screen.Format.json:
            raise
        from calctutor.render.verdicts import unreadable_data

        here.data(unreadable_data(task.kind, question, text, problem))
        return problem.exit_code
    judged, diagnosis = judged_and_explained(task, tree, options, timeout, prove)
    if here.format is screen.Format.json:
        from calctutor.render.verdicts import verdict_data

        here.data(verdict_data(task, judged, diagnosis, text))
    else:
        from calctutor.cli.check_again import again
        from calctutor.narrate.check import page

        here.show(page(task, judged, diagnosis, again(task, text, options), options.show_solution))
    return judged.exit_code


def judged_and_explained(task: Task, tree: Tree, options: Options, timeout: float, prove: bool) -> tuple[Judged, Diagnosis]:
    """The verdict from numbers; for what is not right, a worker looks for the reason as long as it may."""
    from calctutor.checking.whole import certain, examined
    from calctutor.cli.worker import Job

    def at_work(function: str) -> Callable[..., Any]:
        return lambda *asked, **options: Job(function, *asked, **options).result(timeout)

    explain = at_work("calctutor.checking.diagnosis:diagnose")
    judged, diagnosis = examined(task, tree, options.form, options.show_solution, explain)
    if prove:
        judged = certain(task, tree, judged, at_work("calctutor.checking.proof:proved"))
    if judged.exit_code == 0 and options.show_solution and task.kind == "integrate" and not task.about["bounds"]:
        judged = disguised(task, tree, judged, timeout)
    return judged, diagnosis


def disguised(task: Task, tree: Tree, judged: Judged, timeout: float) -> Judged:
    """A right antiderivative beside the one that is found here: by which constant do they differ?"""
    from calctutor.checking.integrals import apart
    from calctutor.cli.worker import Job

    try:
        ours = Job("calctutor.checking.solutions:solution", task).result(timeout)
    except StudentError:
        return judged
    found = None if ours is None else apart(task, tree, ours)
    return judged if found is None else judged._replace(remarks=(*judged.remarks, found))
