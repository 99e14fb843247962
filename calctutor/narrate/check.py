"""How is a verdict told?

As a good tutor would: what is right, where it differs, what probably happened, and one thing to try.
"""

from __future__ import annotations

from calctutor.blocks import Answer, Block, Body, Equation, Heading, Next, Page, Prose, Sentence
from calctutor.checking.answers import NOWHERE
from calctutor.checking.slips import Diagnosis, Slip
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, Judged
from calctutor.narrate.counterexamples import counterexample, off, places
from calctutor.narrate.slips import told_slip
from calctutor.notation.tree import Tree, name

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
        first, *others = (_with_partials(task, slip) for slip in diagnosis.slips)
        blocks.append(told_slip(first, task.question, tuple(others), show_solution))
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


def _with_partials(task: Task, slip: Slip) -> Slip:
    """The step of a partial derivative written with ∂."""
    several = task.kind in ("partial", "gradient", "jacobian", "hessian")
    if not several or slip.place is None or slip.place.before.head != "D" or slip.place.before == task.question:
        return slip
    return slip._replace(place=slip.place._replace(before=partially(slip.place.before)))


def _right(task: Task, judged: Judged) -> Answer:
    body = _read(task, judged, "=")
    body += [Prose((remark.text,), "note") for remark in judged.remarks]
    return Answer(tuple(body), certainty(judged), True, "✓ Correct")


def _read(task: Task, judged: Judged, relation: str) -> list[Body]:
    """What was asked, and how the answer was read."""
    if judged.answer is None:
        return []
    if judged.answer == NOWHERE:
        return [Prose((task.question, " does not exist." if task.kind == "limit" else " diverges."))]
    if task.kind == "descend-step" or task.let or "=" in (task.f.head if task.kind == "same" else "", judged.answer.head):
        bare = judged.answer.head == "number" and judged.verdict != CORRECT  # it is said anyway by how much it is off
        return [] if bare else [Prose(("Your answer: ", judged.answer))]
    return [Equation(_asked(task), (judged.answer,), relation)]


def _undecided(judged: Judged) -> Answer:
    read = () if judged.answer is None else (Prose(("Your answer: ", judged.answer)),)
    body = (*read, Prose(("Neither a proof nor a counterexample was found, so nothing is said against your answer.",)),
            *(Prose((remark.text,), "note") for remark in judged.remarks))  # fmt: skip
    return Answer(body, "", False, "? Undecided")


def _different(task: Task, judged: Judged, diagnosis: Diagnosis, show_solution: bool = False) -> Answer:
    """Where it differs, and what of it is right. A number that is asked for is only told to those who want the solution."""
    equal = judged.certainty in ("proved", "agrees")  # right but for what a strict reading asks
    body: list[Body] = _read(task, judged, "=" if equal else "!=")
    if judged.counterexample:
        given_away = not judged.counterexample.point and not show_solution and not task.about.get("reached")
        body.append(Prose((off if given_away else counterexample)(task, judged.counterexample)))
    elif not judged.remarks and diagnosis.refuted:
        body.append(Prose((OTHER_WAY if task.kind == "probability" else NO_AREA,)))
    hidden = not show_solution and judged.counterexample is None
    body += [Prose((IS_THERE if hidden and remark.code == "no-value" else remark.text,), "note") for remark in judged.remarks]
    if len(judged.entries) > 1:
        body.append(Prose((f"It also differs in {places(judged.entries[1:])}.",)))
    if diagnosis.right_terms:
        body.append(Prose(_listed("Right in your answer: ", diagnosis.right_terms)))
    if diagnosis.odd_terms and diagnosis.right_terms:
        body.append(Prose(_listed("Look again at: ", diagnosis.odd_terms)))
    if not diagnosis.slips and not equal and all(remark.code != "foreign-letters" for remark in judged.remarks):
        body.append(Prose((UNEXPLAINED,)))
    return Answer(tuple(body), "", False, "✗ Equal, but not as asked" if equal else "✗ Not equal")


def _listed(opening: str, trees: tuple[Tree, ...]) -> Sentence:
    pieces: list[str | Tree] = [opening]
    for tree in trees[:LONGEST_LIST]:
        pieces += [tree, ", "]
    return (*pieces[:-1], " and more." if len(trees) > LONGEST_LIST else ".")
