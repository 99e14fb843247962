"""Is one answer right?

Balls and jets decide: the question itself (`D(f, x)`, an integral, a limit) is evaluated, so that a right answer is accepted
without any rule of calculus and without sympy. What is found wrong is wrong by a counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NotReal, NoValue, Precision
from calctutor.balls.points import plain
from calctutor.balls.programs import compiled
from calctutor.balls.tape import ball
from calctutor.balls.values import decimal, evaluate, functions
from calctutor.balls.verdicts import Counterexample, Verdict
from calctutor.checking.answers import NOWHERE
from calctutor.checking.examples import simple_counterexample
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, STRICT, UNKNOWN, WRONG, Example, Judged, Remark, remark
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, add, name, negative, number, replace, walk

VECTORS = ("tuple", "list")


def judge(task: Task, answer: Tree) -> Judged:
    """The verdict on `answer`, from numbers alone. Never raises for what can be read."""
    judged = JUDGES.get(task.kind, by_value)(task, answer)._replace(answer=answer)
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
    if letters := set(task.let) & set(free_names(answer)):
        return _not_evaluated(task, answer, letters)
    verdicts = [(place, q, a, compared(q, a, task.let)) for place, q, a in entries(task.question, answer)]
    return settled(task, verdicts)


def _not_evaluated(task: Task, answer: Tree, letters: set[str]) -> Judged:
    """A formula where a number was asked for: was it the right formula?"""
    right = all(compared(q, a, {}).equal for _, q, a in entries(task.question, answer))
    return Judged(
        WRONG, remarks=(remark("not-evaluated"),), suspicion="not-evaluated-at-the-point" if right and letters else ""
    )


def compared(question: Tree, answer: Tree, let: Mapping[str, Tree]) -> Verdict:
    """The verdict on question = answer; the letters of `let` have values in the question only."""
    return compare(question, answer, let=dict(let)) if let else compare(question, answer)


Entry = tuple[tuple[int, ...], Tree, Tree, Verdict]


def settled(task: Task, verdicts: list[Entry]) -> Judged:
    """One verdict from those on the entries: wrong if one is wrong, correct if all are."""
    wrong = [(place, q, a, v) for place, q, a, v in verdicts if v.kind == "different" or _never(task, q, a, v)]
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


def illustrated(task: Task, judged: Judged) -> Judged:
    """The same verdict with its counterexample at a point that is easy to follow, where there is one."""
    example, answer = judged.counterexample, judged.answer
    if example is None or answer is None or task.kind in ("implicit", "probability") or answer.head == "=":
        return judged
    question = task.question
    if task.kind == "integrate" and not task.about["bounds"]:
        extra = set(free_names(answer)) - {*free_names(task.f), *task.wrt}
        plain_answer = replace(answer, {name(letter): number(1) for letter in extra})
        question, answer = task.f, Tree("D", (plain_answer, name(task.wrt[0])))
    for place, q, a in entries(question, reshaped(question, answer)):
        if place == example.entry:
            found = Counterexample(example.point, example.expected, example.given)
            shown = simple_counterexample(q, a, task.let, found)
            return judged._replace(counterexample=Example(dict(shown.point), shown.left, shown.right, place))
    return judged


def domain_remarks(task: Task, verdict: Verdict) -> Iterator[Remark]:
    """A narrower answer is worth a remark everywhere, a wider one where two expressions are compared as such."""
    if "domain-differs" in verdict.remarks:
        if verdict.wider == "a":
            yield remark("domain-narrower")
        elif task.kind == "same":
            yield remark("domain-wider")
    elif "point-differs" in verdict.remarks and task.kind == "same":
        yield remark("point-differs")


def _never(task: Task, question: Tree, answer: Tree, verdict: Verdict) -> bool:
    """Has the answer no real value at any point where the question has one?"""
    if verdict.kind != "undecided" or verdict.approximate:
        return False
    try:
        left, right = compiled(question, task.let), compiled(answer)
    except NoValue:
        return False
    names = tuple(sorted(left.free | right.free))
    env = {**functions(question, 0), **functions(answer, 0)}
    seen = [_sides(left, right, {**env, **point}) for point in plain(names)[: 22 if names else 1]]
    real = [b for a, b in seen if a]
    return len(real) >= min(3, len(seen)) and not any(real)


def _sides(left: Any, right: Any, env: dict[str, Any]) -> tuple[bool, bool]:
    """Is the question surely real here, and may the answer be?"""
    with Precision(128):
        place = {k: ball(v) if isinstance(v, Fraction) else v for k, v in env.items()}
        found = []
        for program in (left, right):
            try:
                found.append(program.value(place).is_finite())
            except NotReal:
                found.append(False)
            except NoValue:
                found.append(program is right)
    return found[0], found[1]


def rounded(question: Tree, answer: Tree, let: Mapping[str, Tree]) -> bool:
    """Is the answer a decimal number that is the value of the question to all of its (at least three) digits?"""
    size = answer.args[0] if answer.head == "neg" else answer
    if size.head != "number" or not isinstance(size.value, Fraction) or set(free_names(question)) - set(let):
        return False
    places = _decimal_places(size.value)
    if places is None or len(str(size.value.numerator)) < 3:
        return False
    try:
        known = {k: evaluate(tree, {}).ball for k, tree in let.items()}
        gap = abs(evaluate(question, known).ball - evaluate(answer, {}).ball)
    except NoValue:
        return False
    return bool(gap < ball(Fraction(51, 100 * 10**places)))


def _decimal_places(value: Fraction) -> int | None:
    return next((k for k in range(1, 40) if 10**k % value.denominator == 0), None)


# Shapes.


def shape(tree: Tree) -> tuple[Any, ...]:
    return tuple(map(shape, tree.args)) if tree.head in VECTORS else ()


def reshaped(question: Tree, answer: Tree) -> Tree:
    """Rows for columns and brackets that say the same: a 1 by n matrix is a vector, [a, b] is (a, b)."""
    wanted, given = shape(question), shape(answer)
    if wanted == given:
        return answer
    if given and all(len(row) == 1 for row in given) and len(given) == len(wanted):
        return Tree("list", tuple(row.args[0] for row in answer.args))
    if len(given) == 1 and given[0] and shape(answer.args[0]) == wanted:
        return answer.args[0]
    if len(wanted) == 1 and wanted[0] == given:
        return Tree("list", (answer,))
    if given and len(given) == 1 and not wanted and not given[0]:
        return answer.args[0]
    return answer


def entries(question: Tree, answer: Tree, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Tree, Tree]]:
    """Pairs of components with their places, counted from 1."""
    if question.head not in VECTORS:
        yield place, question, answer
        return
    for i, (q, a) in enumerate(zip(question.args, answer.args, strict=True), 1):
        yield from entries(q, a, (*place, i))


def unfinished(task: Task, answer: Tree) -> bool:
    """Does it still ask what was asked?"""
    open_heads = {"D", "prime", "I", "L"} if task.kind != "same" else {"I"}
    asked = {n.head for n in walk(answer) if n.head in open_heads and (n.head != "I" or len(n.args) == 2)}
    return bool(asked) and not any(node.head in asked for node in walk(task.f))


# Kinds with a way of their own.


def equivalent(task: Task, answer: Tree) -> Judged:
    """`same`: two expressions, or two equations, whose sides may have been moved."""
    if (task.f.head == "=") != (answer.head == "="):
        return Judged(WRONG, remarks=(remark("shape"),))
    if task.f.head == "=":
        left, right = (add(side.args[0], negative(side.args[1])) for side in (task.f, answer))
        mirrored = compare(left, negative(right))
        verdict = mirrored if mirrored.equal else compare(left, right)
        return settled(task, [((), left, right, verdict)])
    return by_value(task, answer)


def slope_of_curve(task: Task, answer: Tree) -> Judged:
    """`implicit`: along the curve itself, which is followed by numbers."""
    from calctutor.balls.curves import agree_on_curve

    x, y = task.wrt[0], task.about["of"]
    if unfinished(task, answer):
        return Judged(WRONG, remarks=(remark("unfinished"),), suspicion="unfinished")
    if set(free_names(task.f)) | set(free_names(answer)) > {x, y}:
        return by_formula(task, answer)
    verdict = agree_on_curve(task.f, answer, x, y, task.order)
    if verdict.kind == "different" and verdict.counterexample:
        found = verdict.counterexample
        return Judged(WRONG, "counterexample", 0, verdict.digits, Example(dict(found.point), found.right, found.left))
    return (
        by_formula(task, answer) if verdict.kind == "undecided" else Judged(CORRECT, "agrees", verdict.points, verdict.digits)
    )


def by_formula(task: Task, answer: Tree) -> Judged:
    """With parameters the curve cannot be followed: -F_x/F_y, evaluated by jets, decides if it is the same everywhere."""
    x, y = name(task.wrt[0]), name(task.about["of"])
    curve = add(task.f.args[0], negative(task.f.args[1]))
    slope = negative(Tree("/", (Tree("D", (curve, x)), Tree("D", (curve, y)))))
    verdict = compare(slope, answer)
    return settled(task, [((), slope, answer, verdict)]) if verdict.equal else Judged(UNKNOWN)


def _integral(task: Task, answer: Tree) -> Judged:
    from calctutor.checking import integrals

    return integrals.definite(task, answer) if task.about["bounds"] else integrals.indefinite(task, answer)


def _of_chance(task: Task, answer: Tree) -> Judged:
    from calctutor.checking.probability.judging import judged

    return judged(task, answer)


JUDGES: dict[str, Callable[[Task, Tree], Judged]] = {
    "same": equivalent, "implicit": slope_of_curve, "integrate": _integral, "probability": _of_chance,
}  # fmt: skip
