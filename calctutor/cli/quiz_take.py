"""`calctutor quiz take`: one question at a time, kept after every answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.cli import screen
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calctutor.cli.quiz_desk import Desk
    from calctutor.quiz.sessions import Session

INTERRUPTED = 130


def take(
    file: Annotated[str, typer.Argument(help="The quiz file.")],
    seed: Annotated[str, typer.Option("--seed", help="Which of the quizzes that the file can give.")] = "0",
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew; what was kept is put aside.")] = False,
    answers_out: Annotated[
        str | None, typer.Option("--answers-out", help="Also write the answers here, to be handed in: .toml or .json.")
    ] = None,
    student: Annotated[str | None, typer.Option("--student", help="Your name, for what you hand in.")] = None,
    data_dir: screen.DataOption = None,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
    timeout: screen.TimeOption = 20,
) -> int:
    """Take a quiz. Stop whenever you like: what you answered is kept, and the same command goes on.

    Ends with 0 when the pass mark is reached or the quiz is not finished yet, 1 below the pass mark. Answers may be piped in,
    one a line.

    \b
    calctutor quiz take examples/week1.toml
    calctutor quiz take examples/week1.toml --seed 2
    """
    from calctutor.cli.quiz_desk import Desk, Stopped
    from calctutor.cli.quiz_prompt import asker
    from calctutor.narrate import quiz as pages
    from calctutor.quiz.drawing import draw
    from calctutor.quiz.files import read_quiz
    from calctutor.quiz.keeping import alone, folder, session_file
    from calctutor.quiz.sessions import Session

    if format is screen.Format.json:
        raise StudentError(
            "format", "a quiz is taken by a person", remedy="--format panels or plain; calctutor quiz grade has json"
        )
    here = screen.Screen(format, theme, width, no_color)
    session = Session(draw(read_quiz(file), seed))
    path = session_file(folder(data_dir), Path(file), seed)
    chosen = {"seed": seed if seed != "0" else None, "student": student, "answers-out": answers_out, "data-dir": data_dir}
    going_on = again(file, chosen)
    with alone(path):
        restored(session, path, restart)

        def keep() -> None:
            written(session, path, answers_out, student)

        desk = Desk(session, here, asker(), keep, timeout)
        here.show(pages.opening(session.quiz, session))
        try:
            desk.run()
            return finished(session, desk, answers_out)
        except Stopped:
            sys.stderr.write(f"Everything is kept. To go on: {going_on}\n")
            return 0
        except KeyboardInterrupt:
            sys.stderr.write(f"\nEverything is kept. To go on: {going_on}\n")
            return INTERRUPTED
        finally:
            keep()


def again(file: str, given: Mapping[str, str | None]) -> str:
    """The command with which to go on: with the same options, or what is handed in would stay behind."""
    import shlex

    from calctutor.render.paper import clean

    words = ["calctutor", "quiz", "take", file]
    for option, value in given.items():
        words += [f"--{option}", value] if value else []
    return clean(shlex.join(words))


def restored(session: Session, path: Path, restart: bool) -> None:
    """What was kept, if it is to be gone on with."""
    from calctutor.quiz.keeping import free, kept
    from calctutor.render.paper import clean

    if restart:
        if path.exists():
            path.replace(free(path, "before"))
        return
    data, told = kept(path)
    if told:
        sys.stderr.write(clean(told) + "\n")
    if data is not None:
        session.restore(data)


def written(session: Session, path: Path, answers_out: str | None, student: str | None) -> None:
    import json

    from calctutor.quiz.keeping import write_safely

    write_safely(path, json.dumps(session.data(), ensure_ascii=False, indent=1))
    if answers_out:
        from calctutor.quiz.handing_in import handed_in

        write_safely(Path(answers_out), handed_in(session, student, answers_out.lower().endswith(".toml")))


def finished(session: Session, desk: Desk, answers_out: str | None) -> int:
    """The result, where the answers are, and the worked solutions."""
    from calctutor.cli.quiz_afterwards import afterwards
    from calctutor.narrate import quiz as pages

    desk.screen.show(pages.result(session))
    if answers_out:
        desk.say(f"Your answers are in {answers_out}: this is the file to hand in.")
    afterwards(desk)
    return 0 if session.passed else 1
