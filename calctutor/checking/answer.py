"""Is one answer right?

Balls and jets decide: the question itself (`D(f, x)`, an integral, a limit) is evaluated, so that a right answer is accepted
without any rule of calculus and without sympy. What is found wrong is wrong by a counterexample.
"""

from __future__ import annotations

from collections.abc import Callable

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import decimal, evaluate
from calctutor.balls.verdicts import Verdict
from calctutor.checking.answers import NOWHERE
from calctutor.checking.given import compared
from calctutor.checking.nearly import domain_remarks, foreign, never, rounded
from calctutor.checking.shapes import composed, entries, reshaped, shape
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, STRICT, UNKNOWN, WRONG, Example, Judged, remark
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, contents, walk

VECTORS = ("tuple", "list")


def judge(task: Task, answer: Tree) -> Judged:
    """The verdict on `answer`, from numbers alone. Never raises for what can be read."""
    judged = JUDGES.get(task.kind, by_value)(task, answer)._replace(answer=answer)
    if judged.verdict in (WRONG, UNKNOWN) and (strangers := foreign(task, answer)):
        judged = judged._replace(remarks=(*judged.remarks, strangers))
    broken = [r.code for r in judged.remarks if r.code in STRICT]
    return judged._replace(verdict=WRONG) if task.strict and judged.verdict == CORRECT and broken else judged


def no_value(task: Task) -> Judged:
    """The answer that there is no value: refuted by a value, if numbers find one."""
    try:
        found = evaluate(task.question, {}, 128).ball
    except NoValue:
        return Judged(UNKNOWN)
    if not found.is_finite():
        return Judged(CORRECT, "agrees", 1, 12, remarks=(remark("infinite-limit"),))
    return Judged(WRONG, "counterexample", 0, 12, Example({}, decimal(found, 5), "no value"))


def by_value(task: Task, answer: Tree) -> Judged:
    """Entry by entry: the question's value against the answer's."""
    if answer == NOWHERE:
        return no_value(task)
    if unfinished(task, answer):
        return Judged(WRONG, remarks=(remark("unfinished"),), suspicion="unfinished")
    answer = reshaped(task.question, answer)
    if shape(task.question) != shape(answer):
        return Judged(WRONG, remarks=(remark("shape"),))
    if task.let and (letters := task.let.keys() & set(free_names(answer))):
        return _not_evaluated(task, answer, letters)
    verdicts = [(place, q, a, compared(q, a, task.let, task.given)) for place, q, a in entries(task.question, answer)]
    return settled(task, verdicts)


def _not_evaluated(task: Task, answer: Tree, letters: set[str]) -> Judged:
    """A formula where a number was asked for: was it the right formula?"""
    right = all(compared(q, a, {}, task.given).equal for _, q, a in entries(task.question, answer))
    return Judged(
        WRONG, remarks=(remark("not-evaluated"),), suspicion="not-evaluated-at-the-point" if right and letters else ""
    )


Entry = tuple[tuple[int, ...], Tree, Tree, Verdict]


def settled(task: Task, verdicts: list[Entry]) -> Judged:
    """One verdict from those on the entries: wrong if one is wrong, correct if all are."""
    wrong = [(place, q, a, v) for place, q, a, v in verdicts if v.kind == "different" or never(task, q, a, v)]
    wrong = [entry for entry in wrong if not rounded(entry[1], entry[2], task.let)]
    if wrong:
        return _wrong(wrong)
    lost = [entry for entry in verdicts if entry[3].kind == "undecided"]
    remarks = tuple(dict.fromkeys(r for entry in verdicts for r in domain_remarks(task, entry[3])))
    if any(v.kind == "different" for *_, v in verdicts):
        remarks = (remark("rounded"), *remarks)
    if lost:
        return Judged(UNKNOWN, remarks=remarks)
    proved = all(v.kind == "proved" for *_, v in verdicts)
    points = min((v.points for *_, v in verdicts if v.kind != "proved"), default=0)
    digits = min(v.digits for *_, v in verdicts)
    return Judged(CORRECT, "proved" if proved else "agrees", points, digits, remarks=remarks)


def _wrong(wrong: list[Entry]) -> Judged:
    place, _, _, verdict = wrong[0]
    named = tuple(entry[0] for entry in wrong if entry[0])
    if verdict.counterexample is None:
        return Judged(WRONG, entries=named, remarks=(remark("never-defined"),))
    found = verdict.counterexample
    example = Example(dict(found.point), found.left, found.right, place)
    remarks = (remark("approximate"),) if verdict.approximate else ()
    return Judged(WRONG, "counterexample", 0, verdict.digits, example, remarks, named)


def unfinished(task: Task, answer: Tree) -> bool:
    """Does it still ask what was asked?"""
    open_heads = {"D", "prime", "I", "L"} if task.kind != "same" else {"I"}
    if open_heads.isdisjoint(contents(answer).heads):
        return False
    asked = {n.head for n in walk(answer) if n.head in open_heads and (n.head != "I" or len(n.args) == 2)}
    return bool(asked) and not any(node.head in asked for node in walk(task.f))


# Kinds with a way of their own.


def equivalent(task: Task, answer: Tree) -> Judged:
    """`same`: two expressions, or two equations, whose sides may have been moved."""
    if (task.f.head == "=") != (answer.head == "="):
        return Judged(WRONG, remarks=(remark("shape"),))
    if task.f.head == "=":
        from calctutor.checking.equations import alike

        return alike(task, answer)
    return by_value(task, answer)


def along_the_chain(task: Task, answer: Tree) -> Judged:
    """`chain`: an answer in the inner letters of the problem is right where they have their values, and may be told so."""
    plain = composed(task.about.get("inner", {}), answer, task.wrt)
    judged = by_value(task, plain)
    if plain == answer or judged.verdict != CORRECT:
        return judged
    return judged._replace(remarks=(*judged.remarks, remark("inner-letters")))


def _integral(task: Task, answer: Tree) -> Judged:
    from calctutor.checking import integrals

    return integrals.definite(task, answer) if task.about["bounds"] else integrals.indefinite(task, answer)


def _slope(task: Task, answer: Tree) -> Judged:
    from calctutor.checking.slopes import slope_of_curve

    return slope_of_curve(task, answer)


def _of_chance(task: Task, answer: Tree) -> Judged:
    from calctutor.checking.probability.judging import judged

    return judged(task, answer)


JUDGES: dict[str, Callable[[Task, Tree], Judged]] = {
    "same": equivalent, "implicit": _slope, "integrate": _integral, "chain": along_the_chain,
    "probability": _of_chance,
}  # fmt: skip
