"""What follows when no question is open any more? The worked solutions."""

from __future__ import annotations

from calctutor.blocks import Page
from calctutor.cli.quiz_desk import Desk
from calctutor.narrate import quiz as pages
from calctutor.quiz.drawing import Drawn


def afterwards(desk: Desk) -> None:
    """The worked solutions of what went wrong; where somebody is there to ask, of what is asked for."""
    names = list(desk.session.questions)
    missed = [name for name in names if not desk.session.solved(name)]
    if not desk.asker.interactive:
        solutions(desk, missed)
        return
    while True:
        typed = desk.asker.ask(_label([names.index(name) + 1 for name in missed]), lambda _: [])
        if typed and typed.isdigit() and 1 <= int(typed) <= len(names):
            solutions(desk, [names[int(typed) - 1]])
        elif typed == "" and missed:
            solutions(desk, missed)
            missed = []
        else:
            return


def _label(missed: list[int]) -> str:
    if not missed:
        return "a number for its solution, or q> "
    return f"Enter for the worked solutions of {', '.join(map(str, missed))}, a number, or q> "


def solutions(desk: Desk, names: list[str]) -> None:
    """The worked solutions of these questions, each under its number."""
    for name in names:
        question = desk.session.questions[name]
        place = list(desk.session.questions).index(name) + 1
        solution(desk, question, pages.solution_heading(f"of question {place} ({name})"))


def solution(desk: Desk, question: Drawn, heading: Page) -> None:
    """The worked solution, or what would have been right where there is none."""
    from calctutor.narrate.whole import solution_page

    worked = desk.worked("calctutor.quiz.solving:solved", question)
    desk.screen.show(heading)
    if worked is not None:
        desk.screen.show(solution_page(worked))
    elif right := desk.worked("calctutor.quiz.solving:right", question):
        desk.screen.show(pages.right_page(right))
