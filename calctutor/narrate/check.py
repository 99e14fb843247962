"""How is a verdict told?

As a good tutor would: what is right, where it differs, what probably happened, and one thing to try.
"""

from __future__ import annotations

import math
from fractions import Fraction

from calctutor.balls.verdicts import Counterexample
from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Prose, Sentence
from calctutor.checking.answers import NOWHERE
from calctutor.checking.descent import signed
from calctutor.checking.slips import Diagnosis
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, Example, Judged
from calctutor.narrate.slips import told_slip
from calctutor.notation.tree import Tree, name

NOUNS = {
    "diff": "the derivative", "partial": "the partial derivative", "chain": "the derivative", "implicit": "the curve’s slope",
    "gradient": "the gradient", "jacobian": "the derivative", "hessian": "the second derivative", "limit": "the limit",
    "directional": "the directional derivative", "descend-step": "the next point", "integrate": "the integrand",
    "same": "the first expression", "probability": "the answer",
}  # fmt: skip
LONGEST_LIST = 3
UNEXPLAINED = "No known mistake explains this answer: work the problem again, one rule at a time."
NO_AREA = "The integrand has no finite area between these bounds."
OTHER_WAY = "It is not so: look at the region, and compare the joint density with the product of the marginals."
IS_THERE = "Is there a value at all? Look from both sides, and at every place where something grows beyond all bounds."


def heading(task: Task) -> Heading:
    """What was read as the question."""
    return Heading(("Check  ", _asked(task) if task.kind == "partial" else task.f))


def page(task: Task, judged: Judged, diagnosis: Diagnosis, retry: str, show_solution: bool = False) -> Page:
    """The verdict; for a wrong answer also where it differs and what probably happened. `retry` is the command to type next."""
    if judged.verdict == CORRECT:
        return Page((_right(task, judged),))
    if judged.verdict == UNKNOWN:
        return Page((_undecided(judged),))
    blocks: list[Block] = [_different(task, judged, diagnosis, show_solution)]
    if diagnosis.slips:
        first, *others = diagnosis.slips
        blocks.append(told_slip(first, {task.question: _asked(task)}, tuple(others), show_solution))
    if show_solution and diagnosis.solution is not None:
        blocks.append(Answer((Equation(_asked(task), (diagnosis.solution,)),), "", True, "Right would be"))
    elif not show_solution:
        blocks.append(Next((retry,)))
    return Page(tuple(blocks))


def certainty(judged: Judged) -> str:
    """How sure a good verdict is, in words."""
    if judged.certainty == "proved":
        return "proved: exactly equal"
    if not judged.digits:
        return "from a worked solution"
    points = "1 point" if judged.points <= 1 else f"{judged.points} points"
    return f"agrees at {points} to {judged.digits} digits"


def _asked(task: Task) -> Tree:
    """The left side of the answer."""
    if "left" in task.about:
        left: Tree = task.about["left"]
        return left
    if task.kind in ("gradient", "hessian", "jacobian"):
        return name({"gradient": "∇f", "hessian": "H", "jacobian": "J"}[task.kind])
    if task.kind == "partial" and task.question.head == "D":
        return partially(task.question)
    return task.f if task.kind == "same" else task.question


def partially(question: Tree) -> Tree:
    """The same derivative written with ∂."""
    f, x = question.args
    return Tree("D", (partially(f) if f.head == "D" else f, x), "partial")


def _right(task: Task, judged: Judged) -> Answer:
    body: list[Body] = []
    if judged.answer == NOWHERE:
        body.append(Prose((task.question, " does not exist." if task.kind == "limit" else " diverges.")))
    elif judged.answer is not None and task.kind not in ("implicit", "descend-step") and not task.let:
        body.append(Equation(_asked(task), (judged.answer,)))
    elif judged.answer is not None:
        body.append(Prose((judged.answer,)))
    body += [Prose((remark.text,), "note") for remark in judged.remarks]
    return Answer(tuple(body), certainty(judged), True, "✓ Correct")


def _undecided(judged: Judged) -> Answer:
    body = (Prose(("Neither a proof nor a counterexample was found, so nothing is said against your answer.",)),
            *(Prose((remark.text,), "note") for remark in judged.remarks))  # fmt: skip
    return Answer(body, "", False, "? Undecided")


def _different(task: Task, judged: Judged, diagnosis: Diagnosis, show_solution: bool = False) -> Answer:
    """Where it differs, and what of it is right. A number that is asked for is only told to those who want the solution."""
    body: list[Body] = []
    if judged.counterexample:
        given_away = not judged.counterexample.point and not show_solution and not task.about.get("reached")
        body.append(Prose((_off if given_away else _example)(task, judged.counterexample)))
    elif not judged.remarks and diagnosis.refuted:
        body.append(Prose((OTHER_WAY if task.kind == "probability" else NO_AREA,)))
    hidden = not show_solution and judged.counterexample is None
    body += [Prose((IS_THERE if hidden and remark.code == "no-value" else remark.text,), "note") for remark in judged.remarks]
    if len(judged.entries) > 1:
        body.append(Prose((f"It also differs in {_places(judged.entries[1:])}.",)))
    if diagnosis.right_terms:
        body.append(Prose(_listed("Right in your answer: ", diagnosis.right_terms)))
    if diagnosis.odd_terms and diagnosis.right_terms:
        body.append(Prose(_listed("Look again at: ", diagnosis.odd_terms)))
    equal = judged.certainty in ("proved", "agrees")  # right but for what a strict reading asks
    if not diagnosis.slips and not equal:
        body.append(Prose((UNEXPLAINED,)))
    return Answer(tuple(body), "", False, "✗ Equal, but not as asked" if equal else "✗ Not equal")


def _example(task: Task, example: Example) -> Sentence:
    where = _point({**example.point}) or _given_point(task)
    which = f" in {_place(example.entry)}" if example.entry else ""
    theirs = (
        "the derivative of your answer is" if task.kind == "integrate" and not task.about["bounds"] else "your answer gives"
    )
    noun = _noun(task)
    return (*where, f"{noun}{which} is {_signed(example.expected)}, {theirs} {_signed(example.given)}.") if where else (
        f"{noun[0].upper()}{noun[1:]}{which} is {_signed(example.expected)}, {theirs} {_signed(example.given)}.",)  # fmt: skip


def _noun(task: Task) -> str:
    if task.kind == "integrate" and task.about["bounds"]:
        return "the integral"
    if task.kind == "implicit" and task.order > 1:
        return "the second derivative" if task.order == 2 else "the derivative"
    return str(task.about.get("noun", NOUNS[task.kind]))


def _off(task: Task, example: Example) -> Sentence:
    """By what a number is off, without saying what it should be."""
    which = f" in {_place(example.entry)}" if example.entry else ""
    given = "" if example.given == NO_VALUE else f", {_signed(example.given)},"
    opening: Sentence = (*_given_point(task), "your answer") if _given_point(task) else ("Your answer",)
    return (*opening, f"{given}{which} {_how_far(example)}.")


NO_VALUE = "no value"


def _how_far(example: Example) -> str:
    if example.given == NO_VALUE:
        return "is that there is no value, but there is one"
    try:
        given, expected = float(example.given), float(example.expected)
    except ValueError:
        return "is not right"
    if given == -expected:
        return "has the wrong sign"
    if math.isinf(expected):
        return "is a number, but there is none"
    return "is too large" if given > expected else "is too small"


def example_sentence(found: Counterexample, integrated: bool = False) -> Sentence:
    """Where two lines of a working differ."""
    before, written = (
        ("the derivative of what stands before", "that of your line") if integrated else ("what stands before", "your line")
    )
    said = f"{before} is {_signed(found.left)}, {written} {_signed(found.right)}."
    where = _point(found.point)
    return (*where, said) if where else (said[0].upper() + said[1:],)


def _signed(value: str) -> str:
    return value.replace("-oo", "−∞").replace("oo", "∞").replace("-", "−")


def _point(point: dict[str, Fraction]) -> Sentence:
    pieces: list[str | Tree] = []
    for letter, value in sorted(point.items()):
        simple = value if value.denominator <= 1000 else value.limit_denominator(10**4)
        equals = " = " if simple == value else " ≈ "
        shown = signed(value) if simple == value else f"{float(value):.4g}".replace("-", "−")
        pieces += [", " if pieces else "At ", name(letter), equals, shown]
    return (*pieces, " ") if pieces else ()


def _given_point(task: Task) -> Sentence:
    pieces: list[str | Tree] = []
    for letter, tree in task.let.items() if task.kind != "descend-step" else ():
        pieces += [", " if pieces else "At ", name(letter), " = ", tree]
    return (*pieces, " ") if pieces else ()


def _place(entry: tuple[int, ...]) -> str:
    return f"component {entry[0]}" if len(entry) == 1 else f"row {entry[0]}, column {entry[1]}"


def _places(entries: tuple[tuple[int, ...], ...]) -> str:
    return "; ".join(map(_place, entries))


def _listed(opening: str, trees: tuple[Tree, ...]) -> Sentence:
    pieces: list[str | Tree] = [opening]
    for tree in trees[:LONGEST_LIST]:
        pieces += [tree, ", "]
    return (*pieces[:-1], " and more." if len(trees) > LONGEST_LIST else ".")
