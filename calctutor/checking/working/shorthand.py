"""Is an expression only shorter than it is meant? A limit sign dropped, a number rounded, a letter that was not introduced."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from calctutor.checking.verdicts import UNKNOWN
from calctutor.checking.working.equality import decimals, free_letters, is_constant, rounded, same, value
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.outcomes import Chain, Outcome
from calctutor.checking.working.problem import unknown_letters
from calctutor.checking.working.progress import Progress
from calctutor.checking.working.verdicts import Step, remark
from calctutor.notation.tree import Tree, derivative, name, names, walk


class Shorthand(Progress):
    """What people write shorter than they mean, each with its remark."""

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
        if rough and made.after.args and is_constant(made.meant[0]) and _near(*map(value, made.meant)):
            return Outcome(UNKNOWN, "near it; how good the approximation should be was not said")
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


def _typed_roundings(meaning: Meaning) -> set[Fraction]:
    """Numbers that the student has rounded already, and that are therefore not exact."""
    return decimals(*meaning.claims.values())


CLOSE = 0.05
"""Of the number: an approximation that is further off is wrong."""


def _near(a: Any, b: Any) -> bool:
    return a is not None and b is not None and bool(abs(a - b) < abs(a) * CLOSE)
