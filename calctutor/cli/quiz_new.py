"""`calctutor quiz new`: which topics and levels, how many, and then generate."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from calctutor.cli import screen
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.quiz.making.generator import Wish

MOST = 500
PATIENCE = 180.0
"""Seconds for a draft. Drafts take less than one, and what bounds them is counted; where this is not enough, no quiz is
written, for it would not be the one that another machine writes.
"""


def new(
    topic: Annotated[list[str] | None, typer.Option("--topic", help="Topics, as `chain-rule,product-rule`.")] = None,
    level: Annotated[str, typer.Option("--level", help="From 1 (a step or two) to 5: `3`, or `1-3`.")] = "1-3",
    count: Annotated[int, typer.Option("--count", min=1, max=MOST, help="How many questions.")] = 10,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, other questions; the same seed, the same file.")] = 0,
    choice: Annotated[bool, typer.Option("--choice", help="Multiple choice: mistakes make the wrong options.")] = False,
    tests: Annotated[bool, typer.Option("--tests", help="With sample answers for `quiz lint`.")] = False,
    title: Annotated[str | None, typer.Option("--title", help="The title of the quiz.")] = None,
    list_topics: Annotated[bool, typer.Option("--list-topics", help="Which topics are there?")] = False,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes; 0: one a core.")] = 0,
    format: screen.FormatOption = screen.Format.panels,
    theme: screen.ThemeOption = None,
    width: screen.WidthOption = None,
    no_color: screen.ColourOption = False,
) -> int:
    """Write a quiz about given topics, of given levels: every question is worked before it is taken.

    The file goes to standard output; the same arguments give the same file, to the byte.

    \b
    calctutor quiz new --topic chain-rule,product-rule --level 1-3 --count 2 --seed 7
    calctutor quiz new --topic integration-by-parts --level 2 --count 2 --choice
    calctutor quiz new --list-topics
    """
    here = screen.Screen(format, theme, width, no_color)
    if list_topics:
        return show_topics(here)
    from calctutor.quiz.making.generator import Wish
    from calctutor.quiz.making.ranges import require
    from calctutor.quiz.making.topics import topic as known

    names = [name for one in topic or [] for name in one.split(",") if name.strip()]
    if not names:
        raise StudentError("missing", "about which topic?", remedy="--topic product-rule; --list-topics shows all")
    found = tuple(dict.fromkeys(known(name).id for name in names))
    wish = Wish(found, levels(level), count, seed, choice, tests)
    for name in found:
        require(name, wish.levels)
    sys.stdout.write(written(wish, title or ", ".join(known(name).title for name in found), workers))
    return 0


def levels(text: str) -> tuple[int, ...]:
    """`3` or `1-5`. Raises `StudentError`."""
    low, _, high = text.replace("..", "-").partition("-")
    ends = [int(end) if end.strip().isdecimal() and len(end.strip()) == 1 else 0 for end in (low, high or low)]
    if not 1 <= ends[0] <= ends[1] <= 5:
        raise StudentError("level", "levels go from 1 to 5", text, (0, len(text)), "--level 3, or --level 1-3")
    return tuple(range(ends[0], ends[1] + 1))


def written(wish: Wish, title: str, workers: int) -> str:
    """The text of the file."""
    from calctutor.checking.crew import Crew
    from calctutor.cli.progress import bar
    from calctutor.quiz.making.generator import Generator, quiz_of
    from calctutor.quiz.writing import quiz_text

    gc.enable()  # it is off while modules are loaded, and this may take a while
    crew = Crew(workers or os.cpu_count() or 1, PATIENCE)
    try:
        with bar("questions") as watch:
            generator = Generator(wish, crew, watch)
            questions = generator.questions()
    finally:
        crew.shutdown(wait=False, cancel_futures=True)
    for note in dict.fromkeys(generator.notes):
        sys.stderr.write(f"note: {note}\n")
    return quiz_text(quiz_of(questions, title), command(wish))


def command(wish: Wish) -> str:
    """The command that writes this file, for its first line."""
    span = str(wish.levels[0]) + (f"-{wish.levels[-1]}" if len(wish.levels) > 1 else "")
    flags = " --choice" * wish.choice + " --tests" * wish.tests
    return f"calctutor quiz new --topic {','.join(wish.topics)} --level {span} --count {wish.count} --seed {wish.seed}{flags}"


def show_topics(here: screen.Screen) -> int:
    from calctutor.quiz.making.ranges import levels_of, said
    from calctutor.quiz.making.topics import topics

    found = list(topics().values())
    if here.format is screen.Format.json:
        here.data([
            {"topic": one.id, "title": one.title, "levels_of": one.family, "levels": list(levels_of(one.id)),
             "rules": sorted(one.wanted)} for one in found
        ])  # fmt: skip
        return 0
    from calctutor.narrate.quiz_topics import page

    here.show(page([(one.id, one.title, one.family, said(levels_of(one.id))) for one in found]))
    return 0
