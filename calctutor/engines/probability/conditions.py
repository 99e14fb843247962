"""Which values may the letters of a problem have? Conditions such as a > 2 or 0 < p < 1, and numbers that obey them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, call, divide, multiply, name, names, negative, number, replace
from calctutor.notation.writing import text

A_COUNT = 5
"""A letter that stands for a whole number is put for this one in checks."""
LEAST_REST = Fraction(1, 3)
"""How far at least a letter is put from its bound in checks; at most two more."""
SIMPLE_RESTS = tuple(map(Fraction, ("2", "3", "1/2", "5", "3/2", "1/3", "4")))
SIMPLE_FREE = tuple(map(Fraction, ("2", "1/2", "-1", "3", "-2")))
SIMPLE_COUNTS = (4, 3, 6, 5)
"""What letters are put for where a person is to follow."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lower and upper bounds of letters, as trees; `whole` are letters for whole numbers."""

    lower: tuple[tuple[str, Tree], ...] = ()
    upper: tuple[tuple[str, Tree], ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(sorted({*dict(self.lower), *dict(self.upper), *self.whole}))

    def meaning(self, letters: Sequence[str] = ()) -> dict[Tree, Tree]:
        """What these letters and those with bounds are put for, so that a letter may be any number: quantities of moderate size
        that obey the conditions.
        """

        def rest(letter: str) -> Tree:
            return add(number(LEAST_REST), multiply(number(2), call("sigmoid", name(letter))))

        def free(letter: str) -> Tree:
            return multiply(number(2), call("tanh", name(letter)))

        return {name(letter): self._value(letter, rest, free) for letter in sorted({*letters, *self.letters})}

    def choice(self, letters: Sequence[str], random: Random) -> dict[Tree, Tree]:
        """Numbers for these letters and for those with bounds."""
        drawn = {letter: Fraction(random.randint(1, 23), 12) for letter in sorted({*letters, *self.letters})}

        def rest(letter: str) -> Tree:
            return number(LEAST_REST + drawn.setdefault(letter, Fraction(1)))

        def free(letter: str) -> Tree:
            return number(2 * drawn.setdefault(letter, Fraction(1)) - 2)

        return {name(letter): self._value(letter, rest, free) for letter in list(drawn)}

    def simple(self, letters: Sequence[str], turn: int) -> dict[Tree, Tree]:
        """Numbers that are easy to follow, for these letters and for those with bounds; others for every `turn`."""
        placed = {letter: turn + k for k, letter in enumerate(sorted({*letters, *self.letters}))}

        def rest(letter: str) -> Tree:
            return number(SIMPLE_RESTS[placed.get(letter, turn) % len(SIMPLE_RESTS)])

        def free(letter: str) -> Tree:
            return number(SIMPLE_FREE[placed.get(letter, turn) % len(SIMPLE_FREE)])

        count = number(SIMPLE_COUNTS[turn % len(SIMPLE_COUNTS)])
        return {name(letter): count if letter in self.whole else self._value(letter, rest, free) for letter in placed}

    def _value(self, letter: str, rest: Callable[[str], Tree], free: Callable[[str], Tree]) -> Tree:
        if letter in self.whole:
            return number(A_COUNT)
        low, high = dict(self.lower).get(letter), dict(self.upper).get(letter)
        if low is None and high is None:
            return free(letter)
        low, high = (end if end is None else self._opened(end, rest, free) for end in (low, high))
        more = rest(letter)
        if low is not None and high is not None:
            return divide(add(low, multiply(high, more)), add(number(1), more))
        return add(low, more) if low is not None else add(high, negative(more)) if high is not None else more

    def _opened(self, bound: Tree, rest: Callable[[str], Tree], free: Callable[[str], Tree]) -> Tree:
        return replace(bound, {name(letter): self._value(letter, rest, free) for letter in names(bound)})


def bounds_of(conditions: Sequence[Tree], whole: Sequence[str] = ()) -> Bounds:
    """The bounds that conditions give; of several for one letter, the last. Raises `StudentError`."""
    lower: dict[str, Tree] = {}
    upper: dict[str, Tree] = {}
    for condition in taken_apart(conditions):
        small, large = sides(condition)
        if large.head == "name" and (large.value not in lower or small.head != "name"):
            lower[large.value] = small
        elif small.head == "name":
            upper[small.value] = large
        else:
            raise not_a_bound(condition)
        if set(names(small)) & set(names(large)):
            raise not_a_bound(condition)
    return Bounds(tuple(lower.items()), tuple(upper.items()), tuple(whole))


def agreeing(conditions: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """The conditions, if a letter can obey them all. Raises `StudentError` where none can: k > 0 and k < 0."""
    from calctutor.balls.values import evaluate

    lower: list[tuple[Tree, Tree, Tree]] = []
    upper: list[tuple[Tree, Tree, Tree]] = []
    for condition in taken_apart(conditions):
        small, large = sides(condition)
        if large.head == "name" and not names(small):
            lower.append((large, small, condition))
        elif small.head == "name" and not names(large):
            upper.append((small, large, condition))
    for letter, low, one in lower:
        for other_letter, high, other in upper:
            if letter == other_letter and not evaluate(low, {}, 64).ball < evaluate(high, {}, 64).ball:
                raise StudentError("contradiction", f"no {text(letter)} obeys both {text(one)} and {text(other)}",
                                   remedy="leave one of the two conditions out")  # fmt: skip
    return conditions


def sides(condition: Tree) -> tuple[Tree, Tree]:
    """The smaller and the larger side."""
    if condition.head not in ("<", "<=", ">", ">="):
        raise not_a_bound(condition)
    one, other = condition.args
    return (one, other) if condition.head in ("<", "<=") else (other, one)


def taken_apart(conditions: Sequence[Tree]) -> list[Tree]:
    """0 < p < 1 as two conditions."""
    return [part for tree in conditions for part in (taken_apart(tree.args) if tree.head == "and" else [tree])]


def not_a_bound(condition: Tree) -> StudentError:
    return StudentError("which-assumption", f"{text(condition)} does not say how large a letter is",
                        remedy='--assume "k>0", or "a<b", or "0<p<1"')  # fmt: skip


__all__ = ["Bounds", "agreeing", "bounds_of", "taken_apart"]
