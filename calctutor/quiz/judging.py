"""Is an answer to a question of a quiz right?

Most kinds are those of `calctutor check`, whose batch checker is asked, in rows. A choice, a number, the name of a rule and a
derivation of several lines are judged here. Nothing here knows calculus.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from calctutor.checking.row_verdicts import check_row
from calctutor.checking.verdicts import CORRECT, UNREADABLE, WRONG
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, divide, number
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.outcomes import Outcome

LONGEST_ANSWER = 20_000

MOST_LINES = 200

LABELS = "abcdefghijklmnopqrst"


def row_of(question: Drawn, answer: str) -> dict[str, Any]:
    """The row for the batch checker; the same answer to the same question gives the same row."""
    return {"kind": question.kind, "question": question.expression, "answer": answer, **question.options}


def is_row(question: Drawn) -> bool:
    """Is it of a kind that the batch checker judges?"""
    return question.kind not in JUDGES


def judge(question: Drawn, answer: str, explain: bool = True) -> Outcome:
    """The outcome of one answer. Never raises for anything that may stand in an answer. May load sympy."""
    if not answer.strip():
        return Outcome(UNREADABLE, reason="there is no answer")
    if len(answer) > LONGEST_ANSWER:
        return Outcome(UNREADABLE, reason=f"this is longer than {LONGEST_ANSWER:,} characters")
    try:
        own = JUDGES.get(question.kind)
        return own(question, answer) if own else Outcome.of_row(check_row(row_of(question, answer), explain))
    except StudentError as problem:
        return Outcome.unreadable(problem)


# A choice.


def chosen(question: Drawn, answer: str) -> list[int]:
    """Which options are meant: by their letters, `b` or `a, c`, or by one of them in full. Raises `StudentError`."""
    words = re.findall(r"[A-Za-z]+|[^\sA-Za-z,;.)(]+", answer)
    last = LABELS[len(question.choices) - 1]
    if words and all(len(word) == 1 and word.lower() in LABELS[: len(question.choices)] for word in words):
        return sorted({LABELS.index(word.lower()) for word in words})
    exact = [i for i, choice in enumerate(question.choices) if _squeezed(choice) == _squeezed(answer)]
    exact = exact or [
        i for i, choice in enumerate(question.choices) if _tree(choice) is not None and _tree(choice) == _tree(answer)
    ]
    if not exact:
        raise StudentError("option", f"this is none of the options: answer with a letter from a to {last}")
    return exact


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()


def _tree(text: str) -> Tree | None:
    try:
        return read(text)
    except StudentError:
        return None


def _choice(question: Drawn, answer: str) -> Outcome:
    found = chosen(question, answer)
    if len(found) < len(question.correct) and set(found) < set(question.correct):
        return Outcome(WRONG, text="More than one option is right.", right=len(found), lines=len(question.correct))
    if tuple(found) == question.correct:
        return Outcome(CORRECT)
    return _by_mistake(question.mistakes[found[0]] if question.mistakes and len(found) == 1 else "")


def _by_mistake(mistake: str) -> Outcome:
    """A wrong option, and what leads to it."""
    if not mistake:
        return Outcome(WRONG)
    import calctutor.mistakes  # noqa: F401  (fills the book)
    from calctutor.mistakes.book import MISTAKES

    return Outcome(WRONG, mistake, MISTAKES[mistake].title if mistake in MISTAKES else "")


# A number.


def _number(question: Drawn, answer: str) -> Outcome:
    percent = answer.rstrip().endswith("%")
    tree = read(answer.rstrip().rstrip("%"))
    if percent:
        tree = divide(tree, number(100))
    return Outcome(CORRECT if near(tree.args[-1] if tree.head == "=" else tree, question) else WRONG)


def near(given: Tree, question: Drawn) -> bool:
    """Is it within the tolerance, an absolute one or a percentage? Decided by balls. Raises `StudentError` for no number."""
    from calctutor.balls.outcomes import NoNumber, NoValue
    from calctutor.balls.values import settled

    percent = question.tolerance.strip().endswith("%")
    try:
        mine, theirs, limit = (settled(tree, {}, 60) for tree in (
            read(question.answer[0]), given, read(question.tolerance.strip().rstrip("%"))))  # fmt: skip
    except (NoNumber, NoValue):
        raise StudentError("number", "this is not a number: a number is asked for here") from None
    if percent:
        limit = abs(mine) * limit / 100
    return not abs(mine - theirs) > limit


# The name of a rule.


def rule_called(name: str) -> str:
    """The id of the rule that a person calls so, as `the chain rule`. Raises `StudentError` where none is."""
    known = _rule_names()
    wanted = _plain(name)
    if wanted in known:
        return known[wanted]
    if parts := [name for name in known if set(wanted.split()) <= set(name.split())]:
        return known[min(parts, key=lambda name: (len(name), name))]
    close = get_close_matches(wanted, known, n=1, cutoff=0.7)
    hint = f"did you mean {close[0]}?" if close else "give the name of a rule, as chain rule"
    raise StudentError("rule", f"no rule is called {name.strip()[:60]}: {hint}")


def rule_title(rule: str) -> str:
    """What the rule with this id is called."""
    from calctutor.rulebook import every_rule

    return every_rule()[rule].title


def _rule_names() -> dict[str, str]:
    from calctutor.rulebook import every_rule

    names: dict[str, str] = {}
    for rule in every_rule().values():
        for spelled in (rule.title, rule.id):
            names.setdefault(_plain(spelled), rule.id)
    return names


def _plain(name: str) -> str:
    words = re.sub(r"[^\w\s]", " ", name.lower().replace("'", "").replace("’", "")).split()
    return " ".join(word for word in words if word not in ("the", "a", "rule", "by", "of")) or name.lower()


def _rule(question: Drawn, answer: str) -> Outcome:
    given = rule_called(answer)
    if given in rules_of(question):
        return Outcome(CORRECT)
    return Outcome(WRONG, text=f"This is not it: you named the rule “{rule_title(given)}”.")


def rules_of(question: Drawn) -> tuple[str, ...]:
    """The rules that may be named: those that the file gives, or the one with which the solution begins."""
    if question.answer:
        return tuple(rule_called(answer) for answer in question.answer)
    from calctutor.quiz.solving import solved, telling

    first = solved(question).steps[0]
    return tuple(dict.fromkeys((first.rule, telling(first).rule)))


# A derivation.


def _work(question: Drawn, answer: str) -> Outcome:
    """Line by line; and the last line must answer the question. Lines that only say the question again count for nothing."""
    from calctutor.checking.answer import judge as judged
    from calctutor.checking.working.judging import judged_work
    from calctutor.checking.working.verdicts import COMMENT
    from calctutor.quiz.solving import task_of

    (first, *lines), result = judged_work("\n".join([question.expression, *answer.splitlines()[:MOST_LINES]]))
    said = [line for line in lines if line.verdict != COMMENT]
    own = [line for line in said if _squeezed(line.text).lstrip("=") != _squeezed(first.text)]
    if not own:
        return Outcome(UNREADABLE, reason="there is no line of work yet")
    right = next((i for i, line in enumerate(own) if line.verdict != CORRECT), len(own))
    if right < len(own):
        bad = own[right]
        note = f"line {bad.number - 1}, {bad.text[:80]}: {bad.note or bad.verdict}."
        return Outcome(bad.verdict, text=note, reason=note, right=right, lines=len(own))
    last = judged(task_of(question), result) if result is not None else None
    if last is None or last.verdict != CORRECT:
        return Outcome(WRONG, text="Every line holds, but the last one is not the answer yet.", right=right, lines=right + 1)
    return Outcome(CORRECT, remarks=tuple(remark.code for remark in last.remarks), right=right, lines=right)


JUDGES: dict[str, Callable[[Drawn, str], Outcome]] = {
    "choice": _choice, "number": _number, "rule": _rule, "work": _work,
}  # fmt: skip
"""The kinds of question that only quizzes have."""
