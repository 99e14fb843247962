"""Is an answer about a random variable right?

The definition decides: the integral or the sum itself is evaluated, where the letters obey their conditions. What has no
definition that numbers reach (a mode, an estimate, the density of g(X)) is compared with what the engine works out.
"""

from __future__ import annotations

from fractions import Fraction

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.checking.answers import NOWHERE
from calctutor.checking.probability.chance import Chance, Range
from calctutor.checking.probability.places import BITS, DIGITS, Places, Seen, outside, shown
from calctutor.checking.probability.quantities import REACHED
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, WRONG, Example, Judged, remark
from calctutor.engines.asking import free_names
from calctutor.engines.probability.asking import INFINITIES
from calctutor.engines.probability.conditions import bounds_of
from calctutor.notation.tree import Tree, add, name, negative, number, walk

OUTSIDE = {"cdf": 1, "density": 0, "marginal": 0, "transform": 0}
"""What is asked on all of the line, and its value above the support; below it, it is 0."""
SAMPLES = tuple(
    tuple(map(Fraction, sample)) for sample in (("1", "2", "4"), ("2", "5"), ("1/2", "3", "5", "3/2"), ("3", "7/2", "8"))
)
"""Whose sums stand for those of any sample."""
WORDS = (name("yes"), name("no"))


def judged(task: Task, answer: Tree) -> Judged:
    """The verdict from numbers alone; undecided where they do not reach."""
    chance: Chance = task.about["chance"]
    question = chance.question
    if answer.head in ("tuple", "list", "=") or (answer in WORDS) != (chance.asked == "independence"):
        return Judged(WRONG, remarks=(remark("shape"),))
    if any(node.head in ("I", "S", "D") for node in walk(answer)):
        return Judged(WRONG, remarks=(remark("unfinished"),), suspicion="unfinished")
    if chance.asked in REACHED:
        return _reaching(chance, answer)
    if question is None or out_of_reach(question) or answer in (NOWHERE, *INFINITIES):
        return _no_value(question) if answer == NOWHERE and question is not None else Judged(UNKNOWN)
    return compared(chance, question, answer)


def out_of_reach(question: Tree) -> bool:
    """A double integral over an infinite range takes seconds; the engine is faster."""
    return any(
        node.head == "I" and any(inner.head == "I" for inner in walk(node.args[0])) and _infinite(node)
        for node in walk(question)
    )


def _infinite(tree: Tree) -> bool:
    return any(node.value == "oo" for node in walk(tree))


def compared(chance: Chance, truth: Tree, answer: Tree, ranges: tuple[Range, ...] = ()) -> Judged:
    """The verdict on an answer that should be `truth` where its letters lie in `ranges`, by default those of the problem."""
    ranges = ranges or ranges_of(chance)
    seen = _everywhere(chance, truth, answer, ranges)
    if seen.kind == "different" and not free_names(answer) and not free_names(truth):
        from calctutor.checking.nearly import rounded

        if rounded(truth, answer, {}):
            return Judged(CORRECT, "agrees", 1, DIGITS, remarks=(remark("rounded"),))
    found = verdict_of(seen)
    limited = any(end not in INFINITIES for end in ranges[0][1:])
    silent = chance.asked in OUTSIDE and answer.head != "piecewise" and limited and len(ranges) == 1
    if found.verdict == CORRECT and silent and not chance.law.discrete:
        return found._replace(remarks=(remark("support-unsaid"),))
    return found


def ranges_of(chance: Chance) -> tuple[Range, ...]:
    """Each letter for a value, and where it lies."""
    if chance.asked == "marginal" and not _turned(chance):
        return ((chance.of, *chance.ends(chance.of)),)
    return chance.ranges or ((chance.law.x, chance.law.low, chance.law.high),)


def _turned(chance: Chance) -> bool:
    return chance.marginal(chance.of) is None


def verdict_of(seen: Seen) -> Judged:
    if seen.kind == "equal":
        return Judged(CORRECT, "agrees", seen.points, DIGITS)
    if seen.kind == "never":
        return Judged(WRONG, remarks=(remark("never-defined"),))
    if seen.kind == "different":
        return Judged(WRONG, "counterexample", 0, DIGITS, Example(dict(seen.place or {}), seen.left, seen.right))
    return Judged(UNKNOWN)


def places_of(chance: Chance, *trees: Tree, ranges: tuple[Range, ...] = ()) -> Places:
    """Places for the letters of a problem; its value lies inside the support."""
    letters = {*(x for tree in trees for x in free_names(tree)), *chance.law.parameters}
    places = Places(bounds_of(_conditions(chance, letters, ranges or ranges_of(chance)), chance.law.whole), sorted(letters))
    if chance.asked == "estimate" and not chance.sample:
        places.all = [{**place, **sums(sample)} for place, sample in zip(places.all, SAMPLES, strict=False)]
    return places


def sums(sample: tuple[Fraction, ...]) -> dict[Tree, Tree]:
    """What the letters for the sums of a sample are, for this one."""
    values = tuple(map(number, sample))
    said = {"n": number(len(sample)), "S_1": number(sum(sample)), "S_2": number(sum(v * v for v in sample)),
            "x_min": number(min(sample)), "x_max": number(max(sample)),
            "L": add(*(Tree("ln", (v,)) for v in values))}  # fmt: skip
    return {name(letter): tree for letter, tree in said.items()}


def _conditions(chance: Chance, letters: set[str], ranges: tuple[Range, ...]) -> list[Tree]:
    """What the letters obey, those that stand for a value inside its range as well."""
    found = list(chance.law.conditions)
    for x, low, high in ranges:
        if x in letters:
            found += [Tree("<", (low, name(x)))] if low not in INFINITIES else []
            found += [Tree("<", (name(x), high))] if high not in INFINITIES else []
    return found


def _everywhere(chance: Chance, truth: Tree, answer: Tree, ranges: tuple[Range, ...]) -> Seen:
    """Inside the support; of an answer by cases, outside of it too."""
    places = places_of(chance, truth, answer, ranges=ranges)
    pairs: list[tuple[Tree, Tree] | None] = [(truth, answer)] * len(places.all)
    if chance.asked in OUTSIDE and len(ranges) == 1 and answer.head == "piecewise":
        for place, above in outside(*ranges[0], places.all[0]):
            places.all.append(place)
            pairs.append((number(OUTSIDE[chance.asked] * above), answer))
    return places.compare_each(pairs)


# What need not exist.


def _no_value(question: Tree) -> Judged:
    """The answer that there is none: refuted by a value."""
    if free_names(question):
        return Judged(UNKNOWN)
    try:
        found = evaluate(question, {}, BITS).ball
    except NoValue:
        return Judged(UNKNOWN)
    if not found.is_finite():
        return Judged(UNKNOWN)
    return Judged(WRONG, "counterexample", 0, DIGITS, Example({}, shown(found, found)[0], "no value"))


# A place that is looked for.


def _reaching(chance: Chance, answer: Tree) -> Judged:
    """A median or a quantile: is F there what it should be? A decimal number may be rounded."""
    share, law = chance.share or number(1), chance.law
    inside = _in_support(chance, answer)
    if inside is not None:
        return inside
    places = places_of(chance, answer)
    seen = places.compare(share, chance.up_to(answer))
    if seen.kind == "different" and not free_names(answer) and not law.parameters and _rounds(chance, share, answer):
        return Judged(CORRECT, "agrees", 1, DIGITS, remarks=(remark("rounded"),))
    return verdict_of(seen)


def _in_support(chance: Chance, answer: Tree) -> Judged | None:
    """An answer outside the support is wrong, whatever the formula of the density would give there."""
    places = places_of(chance, answer)
    for end, way, share in ((chance.law.low, 1, "0"), (chance.law.high, -1, "1")):
        if end in INFINITIES:
            continue
        gap = add(answer, negative(end)) if way == 1 else add(end, negative(answer))
        for turn in range(len(places.all)):
            found = places.value(gap, turn)
            if not isinstance(found, NoValue) and found.ball < 0:
                point = {str(k.value): Fraction(v.value) for k, v in places.all[turn].items() if v.head == "number"}
                point = {letter: value for letter, value in point.items() if letter in chance.law.parameters}
                wanted = places.value(chance.share or number(1), turn)
                expected = "" if isinstance(wanted, NoValue) else shown(wanted.ball, wanted.ball)[0]
                return Judged(WRONG, "counterexample", 0, DIGITS, Example(point, expected, share))
    return None


def _rounds(chance: Chance, share: Tree, answer: Tree) -> bool:
    """Does F pass the share within half a digit of the answer?"""
    size = answer.args[0] if answer.head == "neg" else answer
    if size.head != "number" or not isinstance(size.value, Fraction):
        return False
    places = next((k for k in range(1, 40) if 10**k % size.value.denominator == 0), None)
    if places is None or len(str(size.value.numerator)) < 3:
        return False
    half = number(Fraction(51, 100 * 10**places))
    try:
        wanted = evaluate(share, {}, BITS).ball
        low, high = (evaluate(chance.up_to(add(answer, gap)), {}, BITS).ball for gap in (negative(half), half))
    except NoValue:
        return False
    return bool(low < wanted < high)


__all__ = ["compared", "judged", "out_of_reach", "places_of", "ranges_of"]
