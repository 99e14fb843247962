"""How does a worked draft stand in a quiz file? In words, with its tags, its wrong choices and its sample answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from calctutor.checking.tasks import Task
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree
from calctutor.notation.writing import latex
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.drafts import Draft, Worked
from calctutor.quiz.making.levels import LEVELS
from calctutor.quiz.making.slips import WrongAnswer, wrong_answers
from calctutor.quiz.making.solving import budgeted
from calctutor.quiz.making.topics import topics
from calctutor.quiz.stating import density_of

MOST_TAGS = 12
CHOICES = 4
"""Options of a multiple-choice question, the right one among them."""

Question = dict[str, Any]


@budgeted
def question(found: Worked, topic: str, level: int, choice: bool, tests: bool) -> Question | None:
    """The question as data of the file, without its id; None for a choice to which not enough wrong answers are known."""
    draft, bounds = found.draft, LEVELS[topics()[topic].family][level]
    wanted = topics()[topic].wanted & found.rules
    tags = list(dict.fromkeys((topic, *sorted(wanted), *sorted(found.rules))))[:MOST_TAGS]
    common = {"level": level, "tags": tags}
    if draft.kind in ("choice", "number"):
        return {**_ready(found), **common}
    wrong = wrong_answers(found, bounds, CHOICES - 1) if choice or tests else []
    if choice:
        return {**_choice(found, wrong), **common} if len(wrong) == CHOICES - 1 else None
    asked = {"kind": draft.kind, "text": words(draft), "expression": draft.expression, **_options(draft)}
    return {**asked, **common, **({"tests": _tests(found.answer, wrong)} if tests else {})}


def _options(draft: Draft) -> dict[str, Any]:
    return {**draft.asked, **({"order": draft.order} if draft.order > 1 else {})}


def _ready(found: Worked) -> Question:
    """A question that is a choice or a number by itself."""
    draft = found.draft
    if draft.kind == "number":
        said = spelled(found.answer)
        return {"kind": "number", "text": draft.text, "answer": said, "tests": [{"answer": said}]}
    return {"kind": "choice", "text": draft.text, "options": list(draft.choices), "correct": draft.correct,
            "tests": [{"answer": draft.correct}]}  # fmt: skip


def _choice(found: Worked, wrong: list[WrongAnswer]) -> Question:
    right = spelled(found.answer)
    options = [right, *(spelled(one.answer) for one in wrong)]
    named = [{"slip": one.mistake} if one.mistake else {} for one in wrong]
    return {
        "kind": "choice", "text": chosen_words(found.draft), "options": options, "correct": right, "attempts": 1,
        "mistakes": ["", *(one.mistake for one in wrong)],
        "tests": [{"answer": right}, *({"answer": option, "verdict": "wrong", **slip}
                                       for option, slip in zip(options[1:], named, strict=True))],
    }  # fmt: skip


def _tests(right: Tree, wrong: list[WrongAnswer]) -> list[dict[str, str]]:
    """The right answer, and the wrong ones for which a mistake is named."""
    named = [one for one in wrong if one.mistake]
    return [
        {"answer": spelled(right)},
        *({"answer": spelled(one.answer), "verdict": "wrong", "slip": one.mistake} for one in named[:2]),
    ]


# In words.


def words(draft: Draft) -> str:
    """What is asked, in a sentence; `{expression}` is left for the reader's program to fill."""
    return draft.text or SENTENCES[draft.kind](draft.task)


def chosen_words(draft: Draft) -> str:
    """The same with the expression written out, for a question in which it does not stand by itself."""
    shown = density_of(draft.expression) if draft.kind == "probability" else read(draft.expression)
    return words(draft).replace("{expression}", latex(shown))


def _diff(task: Task) -> str:
    x = task.wrt[0]
    if task.order > 1:
        return f"Find the second derivative of ${{expression}}$ with respect to ${x}$."
    return f"Differentiate ${{expression}}$ with respect to ${x}$."


def _partial(task: Task) -> str:
    if len(task.wrt) > 1:
        return f"Differentiate ${{expression}}$ first with respect to ${task.wrt[0]}$, then with respect to ${task.wrt[1]}$."
    others = " and ".join(f"${x}$" for x in ("x", "y") if x not in task.wrt)
    return f"Find the partial derivative of ${{expression}}$ with respect to ${task.wrt[0]}$; {others} is held constant."


def _integral(task: Task) -> str:
    if task.about["bounds"]:
        low, high = map(latex, task.about["bounds"])
        return f"Integrate ${{expression}}$ over $x$ from ${low}$ to ${high}$."
    return "Find an antiderivative of ${expression}$ by $x$, with its constant."


def _limit(task: Task) -> str:
    side = {"+": " from above", "-": " from below"}.get(task.about["side"] or "", "")
    return f"Where does ${{expression}}$ go as $x$ goes to ${latex(task.about['to'])}${side}?"


def _place(point: Mapping[str, Tree]) -> str:
    return ", ".join(f"${letter} = {latex(value)}$" for letter, value in point.items())


def _directional(task: Task) -> str:
    vector = ", ".join(map(latex, task.about["direction"]))
    return f"How fast does ${{expression}}$ grow at {_place(task.let)} in the direction $({vector})$, per unit of length?"


def _descent(task: Task) -> str:
    steps = "does one step" if task.order == 1 else f"do {task.order} steps"
    rate = latex(task.about["rate"])
    start = _place(task.about["start"])
    return f"Where {steps} of gradient descent on ${{expression}}$ lead from {start}, with the learning rate ${rate}$?"


def _listed(task: Task) -> str:
    return ", ".join(f"${x}$" for x in task.wrt)


SENTENCES: dict[str, Callable[[Task], str]] = {
    "diff": _diff, "partial": _partial, "integrate": _integral, "limit": _limit, "directional": _directional,
    "descend-step": _descent,
    "chain": lambda task: f"Differentiate the composition ${{expression}}$ with respect to ${task.wrt[0]}$.",
    "implicit": lambda _: "On the curve ${expression}$, what is the slope of $y$ with respect to $x$?",
    "gradient": lambda task: f"Find the gradient of ${{expression}}$ by {_listed(task)}, as a vector.",
    "jacobian": lambda task: f"Find the Jacobian matrix of ${{expression}}$ by {_listed(task)}, a row for each function.",
    "hessian": lambda task: f"Find the Hessian matrix of ${{expression}}$ by {_listed(task)}.",
}  # fmt: skip
"""Kind of question -> what is asked."""
