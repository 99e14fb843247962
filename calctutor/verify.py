"""Does each step of this solution hold?

Every step claims `before = after` and `after, answered = answer`. Both are compared as numbers: balls at seeded points,
derivatives by jets. Nothing here knows a rule of differentiation, so a wrong rule cannot vouch for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from calctutor.balls.equality import Verdict, compare
from calctutor.notation.tree import Tree, add, derivative, multiply, name, names, negative, number, power, unmarked, walk
from calctutor.notation.tree import replace as put_in
from calctutor.steps import Asked, Solution, Step, Verified

FAILS = "fails"
ORDER = (FAILS, "undecided", "agrees", "proved")
"""From the worst news to the best."""


def holds(verdict: Verdict) -> str:
    return FAILS if verdict.kind == "different" else verdict.kind


def verify(steps: Iterable[Step], meaning: Mapping[Tree, Tree] | None = None) -> tuple[Step, ...]:
    """The same steps, each saying whether it holds. A step that occurs twice is checked once.

    `meaning` says what some parts stand for where that is not what is printed, as y for y(x).
    """
    done: dict[int, Step] = {}
    return tuple(_verified(step, dict(meaning or {}), done) for step in steps)


def _verified(step: Step, meaning: dict[Tree, Tree], done: dict[int, Step]) -> Step:
    if id(step) not in done:
        asked = tuple(Asked(a.place, _verified(a.step, meaning, done), a.told, a.role) for a in step.asked)
        asked_step = replace(step, asked=asked)
        compare = Generically(variable_of(step.before))
        held = _step_holds(asked_step, meaning, compare)
        seen = replace(asked_step, holds=held, remarks=(*step.remarks, *compare.remark()))
        done[id(step)] = seen if _unsimplified_holds(seen) else replace(seen, unsimplified=None)
    return done[id(step)]


def _step_holds(step: Step, meaning: dict[Tree, Tree], compare: Generically) -> str:
    """The worse of two checks: the rule's equation, and what became of it once its questions were answered."""

    def meant(tree: Tree) -> Tree:
        return put_in(unmarked(tree), meaning) if meaning else unmarked(tree)

    if step.before.head == "=" == step.after.head:
        return _same_equation(meant(step.before), meant(step.after))
    if step.before.head == "!=":
        return _they_differ(meant(step.before), meant(step.answer))
    let = {letter: meant(part) for letter, part in step.let}
    x = variable_of(step.before)
    before, after, answer = (slope(meant(tree), x) for tree in (step.before, step.after, step.answer))
    first = compare(before, after, let=let)
    rule = holds(first)
    answered = all(asked.step.holds in ("agrees", "proved") for asked in step.asked)
    if answered and (rule == "undecided" or (rule == FAILS and first.approximate)):
        # What the step asks may be out of reach of numbers where it stands; its answers hold, so they may stand there instead.
        # The same where only samples say that the sides differ, as they do at an end of the domain.
        second = holds(compare(before, slope(meant(step.filled), x), let=let))
        rule = second if second != "undecided" else rule
    return rule if after == answer else worst([rule, holds(compare(before, answer, let=let))])


def _unsimplified_holds(step: Step) -> bool:
    """Is the line before anything was simplified seen to hold too? If not, it is not told."""
    if step.unsimplified is None:
        return False
    let, x = {letter: unmarked(part) for letter, part in step.let}, variable_of(step.before)
    before, after, line = map(unmarked, (step.before, step.after, step.unsimplified))
    if step.holds in ("agrees", "proved") and (integrands := _inside_of_the_same(after, line)):
        return Generically(x)(*integrands, let=let).equal
    return Generically(x)(slope(before, x), slope(line, x), let=let).equal


def _inside_of_the_same(one: Tree, other: Tree) -> tuple[Tree, Tree] | None:
    """The integrands of two lines that are the same but for the integrand of their one integral."""
    (first, *more), (second, *others) = ([node for node in walk(tree) if node.head == "I"] or [tree] for tree in (one, other))
    if more or others or first.head != "I" or second.head != "I" or first.args[1:] != second.args[1:]:
        return None
    place = name("J")
    same = put_in(one, {first: place}) == put_in(other, {second: place})
    return (first.args[0], second.args[0]) if same else None


class Generically:
    """Compares two sides. The other letters of an indefinite integral stand for general values: where the two sides differ
    for some, they are compared once more with all of them positive, and it is remembered that this was needed.
    """

    def __init__(self, x: Tree | None) -> None:
        self._x = x
        self.positive: set[str] = set()
        """The letters for whose positive values alone something was found to hold."""

    def __call__(self, a: Tree, b: Tree, let: Mapping[str, Tree] | None = None) -> Verdict:
        verdict, let = compare(a, b, let=let), let or {}
        if self._x is None or verdict.kind != "different":
            return verdict
        letters = {n for tree in (a, b, *let.values()) for n in names(tree)} - {self._x.value, *let}
        if not letters:
            return verdict
        general = {name(n): positive(n) for n in sorted(letters)}
        again = compare(put_in(a, general), put_in(b, general), let={k: put_in(v, general) for k, v in let.items()})
        if again.kind != "different":
            self.positive |= letters
        return again

    def remark(self) -> tuple[str, ...]:
        """For which values of the letters it was compared, where that was not for all."""
        if not self.positive:
            return ()
        return (f"checked for positive values of {_listed(sorted(self.positive))}; for others a sign may differ",)


def _listed(letters: list[str]) -> str:
    return letters[0] if len(letters) == 1 else ", ".join(letters[:-1]) + " and " + letters[-1]


def positive(letter: str) -> Tree:
    """A quantity that takes all values above 1/7, in the place of a letter that stands for a positive one."""
    return add(power(name(letter), number(2)), number(Fraction(1, 7)))


def _they_differ(before: Tree, answer: Tree) -> str:
    """A claim that two quantities differ: each is what the answer says, and those two are different."""
    apart = {"different": "agrees", "proved": FAILS, "agrees": FAILS}.get(
        compare(answer.args[0], answer.args[1]).kind, "undecided"
    )
    return worst([apart, *(holds(compare(one, other)) for one, other in zip(before.args, answer.args, strict=True))])


def variable_of(tree: Tree) -> Tree | None:
    """The variable of an indefinite integral, which is known but for a constant: only slopes can be compared."""
    tree = unmarked(tree)
    return tree.args[1] if tree.head == "I" and len(tree.args) == 2 else None


def slope(tree: Tree, x: Tree | None) -> Tree:
    """The derivative by x of what is known but for a constant; without an x, the tree itself."""
    if x is None:
        return tree
    if tree.head == "I" and tree.args[1:] == (x,):
        return tree.args[0]
    left = sorted({node for node in walk(tree) if node.head == "I" and node.args[1:] == (x,)}, key=repr)
    return _slope_with(tree, x, left) if left else derivative(tree, x)


def _slope_with(tree: Tree, x: Tree, left: list[Tree]) -> Tree:
    """The derivative of an answer in which integrals are left: each counts as a letter of its own, whose slope is its
    integrand.
    """
    letters = {node: name(f"J_{k}") for k, node in enumerate(left)}
    plain = put_in(tree, letters)
    return add(derivative(plain, x), *(multiply(derivative(plain, w), node.args[0]) for node, w in letters.items()))


def _same_equation(before: Tree, after: Tree) -> str:
    """Terms may be moved, and both sides change sign: left minus right stays the same, or becomes its opposite."""
    gap, kept = (add(tree.args[0], negative(tree.args[1])) for tree in (before, after))
    same = holds(compare(gap, kept))
    return holds(compare(gap, negative(kept))) if same == FAILS else same


def worst(verdicts: Iterable[str]) -> str:
    return min(verdicts, key=ORDER.index, default="undecided")


def checked(solution: Solution) -> Solution:
    """A solution whose question is one expression, with every step and the answer checked."""
    return replace(solution, steps=verify(solution.steps), verified=verify_answer(solution.question, solution.answer))


def domain_note(verdict: Verdict) -> str:
    """What is to be said when one side has real values in a region where the other has none."""
    if not verdict.equal or "domain-differs" not in verdict.remarks:
        return ""
    return "holds where the function is real" if verdict.wider == "b" else "holds where the formula has a value"


def verify_answer(question: Tree, answer: Tree) -> Verified:
    """The whole answer against the question, without looking at the steps."""
    x = variable_of(question)
    verdict = Generically(x)(slope(question, x), slope(answer, x))
    return Verified(holds(verdict), verdict.points, domain_note(verdict))
