"""`calctutor check`: read, judge, and only if the answer is wrong ask a worker what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.cli import screen
from calctutor.cli.arguments import typed
from calctutor.errors import StudentError

if TYPE_CHECKING:
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
            "limit, descend-step, same; or batch or work, with a file."
        ),
    ],
    question: Annotated[str | None, typer.Argument(help="The problem; or the file, `-` for standard input.")] = None,
    answer: Annotated[str | None, typer.Argument(help="The answer to be checked; `-` reads standard input.")] = None,
    wrt: Annotated[
        list[str] | None, typer.Option("--wrt", "--vars", help="The variable, or several: `x,y`; may be repeated.")
    ] = None,
    inner: Annotated[
        list[str] | None, typer.Option("--with", help="For `chain`, what a variable stands for: `x=cos(t)`.")
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
    strict: Annotated[
        bool, typer.Option("--strict", help="Remarks (a missing + C, ln x for ln|x|) make an answer wrong.")
    ] = False,
    form: Annotated[
        str | None, typer.Option("--form", help="simplified, expanded, factored, single-fraction or lowest-terms.")
    ] = None,
    show_solution: Annotated[bool, typer.Option("--show-solution", help="Also say what would be right.")] = False,
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
    calctutor check same "sin(x)^2" "1 - cos(x)^2"
    calctutor check work examples/homework.txt
    calctutor check batch examples/answers.jsonl --summary
    """  # fmt: skip
    from calctutor.checking.tasks import Options

    letters, inside = ",".join(wrt or ()) or None, tuple(inner or ())
    options = Options(letters, order, at, of, below, above, side, rate, direction, strict, form, show_solution, inside)
    here = screen.Screen(format, theme, width, no_color)
    if kind == "batch":
        from calctutor.cli import check_batch

        wanted = check_batch.Wanted(workers, output, resume, summary, summary_to, cluster)
        return check_batch.run(question, here, wanted, timeout)
    if kind == "work":
        from calctutor.cli import check_work

        return check_work.run(question, here, timeout, show_solution)
    return one(kind, typed(question, "problem", EXAMPLE), answer, options, here, timeout)


def one(kind: str, question: str, answer: str | None, options: Options, here: screen.Screen, timeout: float) -> int:
    """One answer: the verdict, the page and the exit code."""
    from calctutor.checking.tasks import read_answer, read_task

    task = read_task(kind, question, options)
    text = typed(answer, "answer", EXAMPLE)
    try:
        tree = read_answer(task, text)
    except StudentError as problem:
        if here.format is not screen.Format.json:
            raise
        here.data(unreadable(task.kind, question, text, problem))
        return problem.exit_code
    judged, diagnosis = judged_and_explained(task, tree, options, timeout)
    if here.format is screen.Format.json:
        from calctutor.render.verdicts import verdict_data

        here.data(verdict_data(task, judged, diagnosis, text))
    else:
        from calctutor.narrate.check import page

        here.show(page(task, judged, diagnosis, _retry(task, text, options), options.show_solution))
    return judged.exit_code


def judged_and_explained(task: Task, tree: Tree, options: Options, timeout: float) -> tuple[Judged, Diagnosis]:
    """The verdict from numbers; for what is not right, a worker looks for the reason as long as it may."""
    from calctutor.checking.answer import illustrated, judge
    from calctutor.checking.form import formed
    from calctutor.checking.slips import Diagnosis
    from calctutor.checking.verdicts import CORRECT, WRONG

    judged = formed(illustrated(task, judge(task, tree)), tree, options.form, options.strict)
    diagnosis = Diagnosis()
    if judged.verdict != CORRECT and not (judged.verdict == WRONG and judged.certainty in ("proved", "agrees")):
        from calctutor.cli.worker import Job

        try:
            explain = "calctutor.checking.diagnosis:diagnose"
            job = Job(explain, task, tree, judged.suspicion, judged.entries, solve=options.show_solution)
            diagnosis = job.result(timeout)
        except StudentError:
            diagnosis = Diagnosis()  # the verdict stands without an explanation
        if diagnosis.refuted:
            judged = judged._replace(verdict=WRONG)
    elif options.show_solution and task.kind == "integrate" and not task.about["bounds"]:
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


def unreadable(kind: str, question: str, answer: str, problem: StudentError) -> dict[str, object]:
    """An answer that cannot be read is never called wrong."""
    from calctutor.render.json import problem_data

    return {**problem_data(problem), "kind": kind, "question": question, "answer": answer, "verdict": "unreadable"}


def _retry(task: Task, answer: str, options: Options) -> str:
    """The same command, asking for the solution."""
    given = {"--wrt": options.wrt, "--at": options.at, "--of": options.of, "--from": options.below, "--to": options.above,
             "--rate": options.rate, "--direction": options.direction, "--side": options.side}  # fmt: skip
    said = "".join(f' {key} "{value}"' if " " in value else f" {key} {value}" for key, value in given.items() if value)
    order = f" --order {options.order}" if options.order != 1 else ""
    return f'calctutor check {task.kind} "{task.typed}" "{answer}"{said}{order} --show-solution'
