"""Does one expression of a working follow from the one before it?

First as it should be, then as it follows from what the student has: a step that is right but for an earlier slip is said to
follow from it. What people write shorter than they mean (a limit sign dropped, a number rounded) is no slip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from calctutor.balls.verdicts import Verdict
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, UNKNOWN, WRONG, Remark
from calctutor.checking.working.equality import AGAIN, decimals, free_letters, integrated_by, is_constant, rounded, same
from calctutor.checking.working.meaning import Function, Meaning
from calctutor.checking.working.problem import unknown_letters
from calctutor.checking.working.verdicts import Step, remark
from calctutor.notation.tree import Tree, add, derivative, multiply, name, names, negative, number, replace, walk


@dataclass
class Chain:
    """Expressions that are said to be equal. `truth` is what they should all be worth; `x` the letter of integration where that
    is only known but for a constant; `slip` the line of the first wrong one; `label` what they are the value of, or
    of what letter the logarithm (`ln y`) or the relative slope (`y'/y`)."""

    truth: Tree
    last: Tree
    x: str = ""
    slip: int = 0
    label: str = ""
    limit: Tree | None = None
    loose: bool = False
    """May the next expression be the derivative of this one? So people write who do not repeat f'(x)."""
    task: Task | None = None
    rule: str = ""
    """How its expressions are reached, where that is known without the book."""
    logarithm_of: str = ""
    relative_slope_of: str = ""
    opened: bool = False
    """Has anything been said about it yet?"""
    doubtful: tuple[Tree, ...] = ()
    """Expressions about which nothing could be decided: the next one is compared with what stood before them."""


class Outcome(NamedTuple):
    """What is said of one step or statement."""

    verdict: str = CORRECT
    note: str = ""
    follows: int = 0
    remarks: tuple[Remark, ...] = ()
    steps: tuple[Step, ...] = ()
    slip: Step | None = None
    again: bool = False


DEFINES, SOLVED = "defines ", "Solved for {}′"
ORDER = (CORRECT, UNKNOWN, "unreadable", WRONG)


def worse(one: Outcome, other: Outcome) -> Outcome:
    """Both together: the worse verdict with what belongs to it, and all remarks and steps."""
    first, second = (one, other) if ORDER.index(one.verdict) >= ORDER.index(other.verdict) else (other, one)
    remarks = tuple(dict.fromkeys((*one.remarks, *other.remarks)))
    note = _both_notes(one.note, other.note) if first.verdict == second.verdict else first.note
    follows, steps = first.follows or second.follows, (*one.steps, *other.steps)
    return first._replace(note=note, follows=follows, remarks=remarks, steps=steps)


def _both_notes(one: str, other: str) -> str:
    """`defines u, v`, or the first that says something."""
    if "your slip" in other:
        return other
    if one.startswith(DEFINES) and other.startswith(DEFINES):
        letters = dict.fromkeys([*one.removeprefix(DEFINES).split(", "), *other.removeprefix(DEFINES).split(", ")])
        return DEFINES + ", ".join(letters)
    return one or other


class Steps:
    """One step after the other. `lines` tells on which line a label went wrong (0: it was only rounded)."""

    def __init__(self, meaning: Meaning, later: Mapping[str, Tree]) -> None:
        self.meaning, self.later = meaning, later
        self.lines: dict[str, int] = {}
        self.parts_slip = 0
        self.decomposed: Tree | None = None
        """An integrand in partial fractions, with the letters of its coefficients."""
        self.slips: list[int] = []

    def chain(self, first: Tree, label: str = "") -> Chain:
        truth = self.meaning.resolved(first)
        limit = next((node for node in walk(first) if node.head == "L"), None)
        return Chain(truth, first, integrated_by(truth), 0, label, limit)

    def step(self, chain: Chain, after: Tree, line: int, rough: bool = False) -> Outcome:
        """One more expression on the chain. What is undecided does not count as what stands before the next."""
        before = chain.last
        outcome = self._judged(chain, after, line, rough)
        chain.opened = True
        if outcome.verdict == UNKNOWN:
            chain.last, chain.doubtful = before, (*chain.doubtful, self.meaning.resolved(after))
        return outcome

    def _judged(self, chain: Chain, after: Tree, line: int, rough: bool) -> Outcome:
        before, chain.last = chain.last, after
        a, b = self.meaning.resolved(before), self.meaning.resolved(after)
        chain.x = chain.x or integrated_by(a, b)
        curve = self.meaning.curve
        solved = curve is not None and chain.label == f"{curve.y}'" and not chain.opened
        made = Step(
            before, after, (a, b), chain.x, label=chain.label, rule=SOLVED.format(chain.label[:-1]) if solved else chain.rule
        )
        if inside := self._inside(before, after):
            made = made._replace(inside=inside)
        found = self._same(a, b, chain)
        if found.equal:
            return self._good(chain, made)
        if self.meaning.solved and self._by_equations(chain, a, b):
            return self._good(chain, made)
        if outcome := self._as_claimed(chain, made, before, after):
            return outcome
        if (chain.slip or self.meaning.claims) and self._same(chain.truth, b, chain).equal:
            chain.slip = 0
            return Outcome(note="right again", steps=(made,))
        if outcome := self._shorthand(chain, made, rough):
            return outcome
        if strange := _unknown_functions(a) ^ _unknown_functions(b):
            return Outcome(UNKNOWN, f"what {min(strange)} is was not said, or could not be read")
        if found.kind == "undecided" or any(self._same(one, b, chain).equal for one in chain.doubtful):
            return Outcome(UNKNOWN, "could not be decided")
        return self._wrong(chain, made, line)

    def _inside(self, before: Tree, after: Tree) -> tuple[str, Tree] | None:
        """The letter by which `after` integrates and `before` does not, or that is put back, and what it stands for."""
        old, new = ({str(n.args[1].value) for n in walk(tree) if n.head == "I"} for tree in (before, after))
        fresh = sorted(u for u in new - old if u in self.meaning.letters) if old else []
        fresh += sorted(u for u in names(before) if u in self.meaning.letters and u not in names(after))
        return (fresh[0], self.meaning.resolved(name(fresh[0]))) if fresh else None

    def _same(self, a: Tree, b: Tree, chain: Chain) -> Verdict:
        return same(a, b, chain.x, self.meaning.curve)

    def _by_equations(self, chain: Chain, a: Tree, b: Tree) -> bool:
        """Equal where the equations hold that were solved; from then on a function has the letters that are left."""
        here = {name(z): formula for z, formula in self.meaning.solved.items()}
        if not self._same(replace(a, here), replace(b, here), chain).equal:
            return False
        known = self.meaning.functions.get(chain.label)
        left = tuple(x for x in known.letters if x in free_letters(b)) if known else ()
        if known and left and left != known.letters and set(known.letters) - set(left) <= set(self.meaning.solved):
            self.meaning.functions[chain.label], self.meaning.x = Function(left, b), left[0]
        if chain.label in self.meaning.letters:
            self.meaning.letters[chain.label] = b
        return True

    def _good(self, chain: Chain, made: Step) -> Outcome:
        if chain.slip:
            return Outcome(note=f"consistent with your slip in line {chain.slip}", follows=chain.slip)
        return Outcome(steps=(made,))

    def _as_claimed(self, chain: Chain, made: Step, before: Tree, after: Tree) -> Outcome | None:
        """Equal with what the student has for the labels?"""
        if not self.meaning.claims and not self.parts_slip:
            return None
        a, b = (self.meaning.resolved(tree, claimed=True) for tree in (before, after))
        if self.meaning.claims and (self._same(a, b, chain).equal or rounded(a, b, decimals(a), units=AGAIN)):
            return self._consistent(chain, made)
        if self.decomposed and self.meaning.claims and self._by_wrong_coefficients(made.meant[1], chain):
            return self._consistent(chain, made)
        if self.parts_slip and self._by_wrong_parts(made.meant[1], chain):
            chain.slip = self.parts_slip
            return Outcome(note=f"consistent with your slip in line {chain.slip}", follows=chain.slip)
        return None

    def _consistent(self, chain: Chain, made: Step) -> Outcome:
        line = min((n for label, n in self.lines.items() if n and label in self.meaning.claims), default=0)
        if not line:
            return Outcome(remarks=(remark("rounded"),), steps=(made,))
        chain.slip = line
        return Outcome(note=f"consistent with your slip in line {line}", follows=line)

    def _by_wrong_coefficients(self, b: Tree, chain: Chain) -> bool:
        """The integral of the partial fractions that the student has."""
        assert self.decomposed
        integrand = self.meaning.resolved(self.decomposed, claimed=True)
        return bool(chain.x) and same(integrand, derivative(b, name(chain.x))).equal

    def _by_wrong_parts(self, b: Tree, chain: Chain) -> bool:
        """u v - ∫ v du, with the u, v and du that the student has."""
        letters, x = self.meaning.letters, name(self.meaning.x)
        if not {"u", "v"} <= set(letters):
            return False
        u, v = (self.meaning.resolved(name(z), claimed=True) for z in "uv")
        rate = self.meaning.resolved(Tree("I", (number(1), name("u"))), claimed=True).args[0]
        expected = add(derivative(multiply(u, v), x), negative(multiply(v, rate)))
        return bool(chain.x) and same(expected, derivative(b, x)).equal

    # Shorter than it is meant.

    def _shorthand(self, chain: Chain, made: Step, rough: bool) -> Outcome | None:
        for attempt in (self._rounded, self._without_limit, self._run_on, self._undefined):
            if outcome := attempt(chain, made, rough):
                return outcome
        return None

    def _rounded(self, chain: Chain, made: Step, rough: bool) -> Outcome | None:
        exact = decimals(made.before, *self.meaning.letters.values()) - _typed_roundings(self.meaning)
        if is_constant(made.meant[0]) and rounded(*made.meant, exact, rough):
            if chain.slip:
                return Outcome(note=f"consistent with your slip in line {chain.slip}", follows=chain.slip)
            return Outcome(remarks=(remark("rounded"),), steps=(made,))
        return None

    def _without_limit(self, chain: Chain, made: Step, _: bool) -> Outcome | None:
        """The limit sign was left out."""
        sign = chain.limit
        if sign is None or str(sign.args[1].value) not in names(made.after) or any(n.head == "L" for n in walk(made.after)):
            return None
        whole = Tree("L", (made.after, *sign.args[1:]), sign.value)
        meant = self.meaning.resolved(whole)
        if not self._same(made.meant[0], meant, chain).equal:
            return None
        chain.last = whole
        return Outcome(remarks=(remark("dropped-limit"),), steps=(made._replace(after=whole, meant=(made.meant[0], meant)),))

    def _run_on(self, chain: Chain, made: Step, _: bool) -> Outcome | None:
        """`x^2 = 2x` for a function and its derivative."""
        a, b = made.meant
        x = name(self.meaning.x)
        if not chain.loose or self.meaning.x not in names(a) or any(n.head in ("D", "I", "L") for n in walk(a)):
            return None
        for code, question in (
            ("run-on-equals", derivative(made.before, x)),
            ("dropped-integral", Tree("I", (made.before, x))),
        ):
            meant = self.meaning.resolved(question)
            by = "" if code == "run-on-equals" else self.meaning.x
            if same(meant, b, by).equal:
                chain.truth, chain.x, chain.loose = meant, by, False
                return Outcome(remarks=(remark(code),), steps=(Step(question, made.after, (meant, b), by),))
        return None

    def _undefined(self, chain: Chain, made: Step, _: bool) -> Outcome | None:
        """A letter that was not introduced: what could it stand for?"""
        known = {*free_letters(chain.truth), *self.meaning.letters, *self.meaning.functions, self.meaning.x}
        unknown = unknown_letters(made.meant[1], known)
        if not unknown:
            return None
        if all(letter in self.later for letter in unknown):
            return self._said_later(chain, made, unknown)
        if len(unknown) == 1 and chain.x:
            inner = {n for n in walk(made.meant[0]) if n.args and n.head not in ("I", "D") and self.meaning.x in names(n)}
            for inside in sorted(inner, key=repr)[:16]:
                self.meaning.letters[unknown[0]] = inside
                meant = self.meaning.resolved(made.after)
                if self._same(made.meant[0], meant, chain).equal:
                    return Outcome(remarks=(remark("undefined-letter"),), steps=(made._replace(meant=(made.meant[0], meant)),))
                del self.meaning.letters[unknown[0]]
        return Outcome(UNKNOWN, f"{', '.join(unknown)} was not introduced: say what it stands for")

    def _said_later(self, chain: Chain, made: Step, unknown: list[str]) -> Outcome | None:
        self.meaning.letters |= {letter: self.later[letter] for letter in unknown}
        meant = self.meaning.resolved(made.after)
        if self._same(made.meant[0], meant, chain).equal:
            return Outcome(steps=(made._replace(meant=(made.meant[0], meant)),))
        return None

    def _wrong(self, chain: Chain, made: Step, line: int) -> Outcome:
        again = bool(self.slips)
        self.slips.append(line)
        chain.slip = chain.slip or line
        curve = self.meaning.curve
        if curve and chain.label == f"{curve.y}'":
            made = made._replace(claim=made.meant[1], curve=curve[:3])
        made = made._replace(task=chain.task, mistake="numerators-crossed" if self._crossed(made) else "")
        said = "a second, separate slip: not equal to what stands before it" if again else "not equal to what stands before it"
        return Outcome(WRONG, said, slip=made, again=again)

    def _crossed(self, made: Step) -> bool:
        """Would it be right if two coefficients of the partial fractions changed places?"""
        letters = free_letters(made.after) & free_letters(self.decomposed) if self.decomposed else set()
        for a, b in combinations(sorted(letters & set(self.meaning.letters)), 2):
            other = replace(made.after, {name(a): name(b), name(b): name(a)})
            if same(made.meant[0], self.meaning.resolved(other)).equal:
                return True
        return False


def _unknown_functions(tree: Tree) -> set[str]:
    return {str(node.value).rstrip("'") for node in walk(tree) if node.head == "apply"}


def _typed_roundings(meaning: Meaning) -> set[Fraction]:
    """Numbers that the student has rounded already, and that are therefore not exact."""
    return decimals(*meaning.claims.values())
