"""How does a quiz look to the one who takes it?"""

from __future__ import annotations

from contextlib import suppress

from calctutor.blocks import Answer, Block, Body, Heading, Next, Page, Panel, Prose, Sentence, Table
from calctutor.errors import StudentError
from calctutor.narrate import check
from calctutor.narrate.quiz_questions import put
from calctutor.notation.tree import Tree
from calctutor.quiz.drawing import Drawn, DrawnQuiz
from calctutor.quiz.judging import LABELS, chosen
from calctutor.quiz.sessions import Session
from calctutor.quiz.tutoring import Told
from calctutor.quiz.words import formula, sentence, sentences

KEYS = "h a hint · s skip and come back · ? how to type · f finish · q stop, everything is kept"
SEVERAL = "More than one is right: give all their letters, as a, b."
BAR = 20
LONGEST_ANSWER = 40


def opening(quiz: DrawnQuiz, session: Session) -> Page:
    """The title, what the author says, and what there is to be had."""
    blocks: list[Block] = [Heading((quiz.title,))]
    blocks += [Prose(said) for said in sentences(quiz.description)]
    count = len(quiz.questions)
    facts = f"{count} question{'s' * (count != 1)}, {number(quiz.points)} points; {number(quiz.pass_mark)}% pass. "
    blocks.append(Prose((facts, KEYS + "."), "note"))
    if begun := count - session.left:
        blocks.append(Prose((f"Welcome back: {begun} of {count} are done, {number(session.total)} points so far.",), "note"))
    for name in session.changed:
        blocks.append(Prose((f"The question {name} has changed since you answered it: please answer it again.",), "warning"))
    return Page(tuple(blocks))


def number(value: float) -> str:
    return f"{value:g}"


def question_page(session: Session, question: Drawn, colons: bool) -> Page:
    """One question with its options and where one stands. With `colons` the keys are typed as `:h`."""
    place = list(session.questions).index(question.id) + 1
    worth = f"{number(question.points)} point{'s' * (question.points != 1)}"
    body: list[Body] = [Prose(one) for one in put(question)]
    body += [Prose((f"{LABELS[i]})  ", *shown(choice))) for i, choice in enumerate(question.choices)]
    if len(question.correct) > 1:
        body.append(Prose((SEVERAL,), "note"))
    body += [Prose((line,), "note") for line in _standing(session, question, colons)]
    blocks: list[Block] = list(_section(session, question))
    return Page((*blocks, Panel(f"Question {place} of {len(session.questions)} · {worth}", tuple(body))))


def _section(session: Session, question: Drawn) -> tuple[Block, ...]:
    """The heading of a section where its first question stands."""
    first = next((one for one in session.quiz.questions if one.section == question.section), None)
    for name, title, text in session.quiz.sections:
        if name == question.section and first is question and not session.states[question.id].tries:
            return (Heading((title or name,)), *(Prose(one) for one in sentences(text)))
    return ()


def shown(choice: str) -> Sentence:
    """An option: as maths if it is maths, else as a text."""
    if "$" in choice:
        return sentence(choice)
    return (formula(choice),)


def _standing(session: Session, question: Drawn, colons: bool) -> tuple[str, str]:
    """A bar of what is done, how many tries are left, how long one has, and the keys."""
    done, count = len(session.questions) - session.left, len(session.questions)
    bar = "█" * (BAR * done // count) + "░" * (BAR - BAR * done // count)
    left = session.attempts_left(question.id)
    tries = f"{left} tries" if left > 1 else "one try"
    state = session.states[question.id]
    time = f", {max(0, question.time - round(state.seconds))} s left" if question.time else ""
    keys = ":" if colons else ""
    keyed = f"{keys}h hint (-{question.hint_cost:.0%}) · {keys}s skip · {keys}? help · {keys}q stop"
    return f"{bar} {done}/{count} done · {tries}{time}", keyed


def hint_page(count: int, hint: Sentence, cost: float) -> Page:
    price = f" (-{cost:.0%} of the points)" if cost else ""
    return Page((Panel(f"Hint {count}{price}", (Prose(hint),)),))


def told_page(question: Drawn, told: Told, left: int, worth: float) -> Page:
    """What came of an answer: praise, or where it differs and what probably happened, without giving the answer away."""
    outcome = told.outcome
    if outcome.verdict == "unreadable":
        said = [Prose((f"That cannot be read: {outcome.reason}. It does not cost a try.",), "warning")]
        said += [Prose((f"help: {outcome.remedy}",), "note")] if outcome.remedy else []
        return Page(tuple(said))
    again = f"Try again: {left} more {'tries' if left > 1 else 'try'}." if left > 0 else "No tries are left for this one."
    blocks = _judged(told)
    if outcome.verdict == "undecided":
        return Page((*blocks, Prose(("It is kept for your teacher to look at.",), "note")))
    if outcome.verdict == "correct":
        got = f"{number(worth)} of {number(question.points)} point{'s' * (question.points != 1)}."
        if told.task is None:
            return Page((Answer((Prose((got,)),), "", True, "✓ Correct"),))
        return Page((*blocks, Prose((got,), "note")))
    return Page((*blocks, Prose((again,), "note")))


def _judged(told: Told) -> tuple[Block, ...]:
    """The page of `calctutor check`, or what stands for it."""
    if told.task is None or told.judged is None or told.diagnosis is None:
        return (_own_kind(told),)
    page = check.page(told.task, told.judged, told.diagnosis, "")
    return tuple(block for block in page.blocks if not isinstance(block, Next))


def _own_kind(told: Told) -> Block:
    said = told.outcome.text or told.outcome.title
    if told.outcome.verdict == "correct":
        return Answer((), "", True, "✓ Correct")
    title = "? Undecided" if told.outcome.verdict == "undecided" else "✗ Not right"
    return Answer((Prose((f"{said[:1].upper()}{said[1:]}" if said else "This is not it.",)),), "", False, title)


def solution_heading(whose: str) -> Page:
    return Page((Heading((f"Worked solution {whose}",)),))


def right_page(right: str | Tree) -> Page:
    """An answer that has no steps."""
    return Page((Answer((Prose(shown(right) if isinstance(right, str) else (right,)),), "", True, "Right would be"),))


def result(session: Session) -> Page:
    """Every question with its points, and whether the pass mark is reached."""
    rows = tuple(_row(session, name, place) for place, name in enumerate(session.questions, 1))
    table = Table(("", "question", "", "points", "your answer"), rows, (True, False, False, True, False))
    passed = session.passed
    said = f"{number(round(session.total, 2))} of {number(session.quiz.points)} points, {session.percent:.0f}%"
    mark = f"{number(session.quiz.pass_mark)}% are needed to pass"
    varied = any(question.values for question in session.quiz.questions)
    further = "another --seed gives another quiz like it" if varied else "--restart begins it anew"
    kind = "Well done." if passed else f"Not yet: the worked solutions show how, and {further}."
    title = "✓ Passed" if passed else "✗ Below the pass mark"
    return Page((Panel("Your result", (table,)), Answer((Prose((f"{said}; {mark}.",)), Prose((kind,))), "", passed, title)))


def _answer(question: Drawn, answer: str) -> str:
    """What was answered, short; of a choice, what the letters stand for."""
    said = " ".join(answer.split())
    if question.kind == "choice":
        with suppress(StudentError):
            said = ", ".join(f"{LABELS[i]}) {question.choices[i]}" for i in chosen(question, answer))
    return said if len(said) <= LONGEST_ANSWER else said[: LONGEST_ANSWER - 1] + "…"


def _row(session: Session, name: str, place: int) -> tuple[Sentence, ...]:
    state, question = session.states[name], session.questions[name]
    last = state.tries[-1] if state.tries else None
    sign = "✓" if session.solved(name) else "?" if last and last.outcome.verdict == "undecided" else "✗" if last else "·"
    given = _answer(question, last.answer) if last else "no answer"
    late = " (too late)" if last and last.late else ""
    hints = f" ({state.hints} hint{'s' * (state.hints > 1)})" if state.hints else ""
    return (
        (str(place),),
        (name,),
        (sign,),
        (f"{number(session.points(name))}/{number(question.points)}",),
        (given + late + hints,),
    )
