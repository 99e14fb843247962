"""How are two expressions compared where something is known of their letters?

What is known becomes a part of both sides: where a condition does not hold they have no value, so that no point there counts
for or against an answer. For a letter that stands for whole numbers, whole numbers are put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace as changed
from fractions import Fraction

from calctutor.balls.equality import compare
from calctutor.balls.verdicts import Verdict
from calctutor.notation.tree import Tree, negative, number

INTEGER = "integer"
"""The head of `n integer`; every other condition is a comparison, or an `and` of some."""

WHOLE = (2, 1, 3, 4, 5, 6, 9, 12, 0, -1, -2, -5)
ENOUGH = 3
"""So many whole numbers must have been looked at."""

Given = tuple[Tree, ...]


def compared(question: Tree, answer: Tree, let: Mapping[str, Tree], given: Given) -> Verdict:
    """The verdict on question = answer where all that is `given` holds; the letters of `let` stand for their trees."""
    if not given:
        return compare(question, answer, let)
    whole = integers(given)
    left, right = (_in_steps(under(side, given), whole) for side in (question, answer))
    letters = sorted(set(whole) & (free(left) | free(right)) - set(let))
    return _together(list(_at_whole_numbers(left, right, letters, let))) if letters else compare(left, right, let)


def under(tree: Tree, given: Given) -> Tree:
    """The expression where the conditions hold, and without a value elsewhere."""
    for condition in given:
        if condition.head != INTEGER:
            tree = Tree("piecewise", (Tree("case", (tree, condition)),))
    return tree


def integers(given: Given) -> tuple[str, ...]:
    """The letters that stand for whole numbers."""
    return tuple(str(condition.args[0].value) for condition in given if condition.head == INTEGER)


def free(tree: Tree, bound: tuple[str, ...] = ()) -> set[str]:
    """The letters that have to be known for it to have a value: not those of an integral or a limit."""
    if tree.head == "name":
        return {tree.value} - set(bound)
    if tree.head in BINDING and tree.args[1].head == "name":
        body, letter, *ends = tree.args
        return free(body, (*bound, letter.value)).union(*(free(end, bound) for end in ends))
    return set().union(*(free(part, bound) for part in tree.args))


BINDING = ("I", "L")


def _put(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    """The values for the letters where they are free."""
    if tree.head == "name":
        return values.get(tree.value, tree)
    if tree.head in BINDING and tree.args[1].head == "name":
        body, letter, *ends = tree.args
        inside = {known: value for known, value in values.items() if known != letter.value}
        return tree.with_args((_put(body, inside), letter, *(_put(end, values) for end in ends)))
    return tree.with_args(tuple(_put(part, values) for part in tree.args)) if tree.args else tree


def _in_steps(tree: Tree, whole: tuple[str, ...]) -> Tree:
    """A limit by a letter that stands for whole numbers goes through these alone."""
    if not whole or not tree.args:
        return tree
    args = tuple(_in_steps(part, whole) for part in tree.args)
    if tree.head == "L" and tree.args[1].value in whole:
        letter = tree.args[1]
        args = (_put(args[0], {letter.value: Tree("floor", (letter,))}), *args[1:])
    return tree.with_args(args)


def _at_whole_numbers(left: Tree, right: Tree, letters: list[str], let: Mapping[str, Tree]) -> Iterator[Verdict]:
    """The verdicts with whole numbers for these letters, up to the first that differs."""
    for k, first in enumerate(WHOLE):
        values = {letter: WHOLE[(k + 5 * i) % len(WHOLE)] if i else first for i, letter in enumerate(letters)}
        trees = {letter: number(value) if value >= 0 else negative(number(-value)) for letter, value in values.items()}
        verdict = compare(_put(left, trees), _put(right, trees), let)
        if found := verdict.counterexample:
            place = {**found.point, **{letter: Fraction(value) for letter, value in values.items()}}
            verdict = changed(verdict, counterexample=changed(found, point=place))
        yield verdict
        if verdict.kind == "different":
            return


def _together(verdicts: list[Verdict]) -> Verdict:
    """One verdict: different where one is; what has no value at a whole number says nothing."""
    if verdicts[-1].kind == "different":
        return verdicts[-1]
    equal = [verdict for verdict in verdicts if verdict.equal]
    if len(equal) < ENOUGH:
        return changed(verdicts[0], kind="undecided")
    weakest = min(equal, key=lambda verdict: verdict.digits)
    return changed(weakest, kind="agrees", points=len(equal), remarks=())
