"""Are two trees equal, wherever the letters of a problem obey its conditions?

The letters are put for a few numbers that a person can follow. Two balls apart are a proof of a difference; balls that
overlap to many digits at every place are evidence of equality.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from calctutor.balls.outcomes import NotReal, NoValue
from calctutor.balls.values import Value, decimal, evaluate
from calctutor.engines.probability.conditions import Bounds
from calctutor.notation.tree import Tree, names, number, walk
from calctutor.notation.tree import replace as put_in

BITS, DIGITS = 96, 12
SLACK = 1e-9
"""How far apart values must be that are no rigorous bounds, relative to their size."""
TURNS = 5

Place = Mapping[Tree, Tree]


class Seen(NamedTuple):
    """`kind` is `equal`, `different` (at `place`, where the sides are `left` and `right`), `never` (the second has no value
    where the first has) or `open`; `points` is at how many places they agreed.
    """

    kind: str
    points: int = 0
    place: Mapping[str, Fraction] | None = None
    left: str = ""
    right: str = ""


class Places:
    """Numbers for the letters, and the values of trees there; each is found once."""

    def __init__(self, bounds: Bounds, letters: Sequence[str], more: Iterable[Place] = ()) -> None:
        self.all: list[Place] = [bounds.simple(letters, turn) for turn in range(TURNS if letters or bounds.letters else 1)]
        self.all += list(more)
        self._found: dict[tuple[Tree, int], Value | NoValue] = {}

    def value(self, tree: Tree, turn: int) -> Value | NoValue:
        """The value of a tree at a place, or why there is none."""
        key = tree, turn
        if key not in self._found:
            try:
                found = evaluate(tree, self._numbers(turn), BITS)
                self._found[key] = found if found.ball.is_finite() else NotReal()
            except NoValue as reason:
                self._found[key] = reason
            except (ValueError, ZeroDivisionError, OverflowError):
                self._found[key] = NotReal()
        return self._found[key]

    def _numbers(self, turn: int) -> dict[str, Any]:
        return {
            str(letter.value): tree.value if tree.head == "number" else evaluate(tree, {}, BITS).ball
            for letter, tree in self.all[turn].items()
        }

    def compare(self, one: Tree, other: Tree) -> Seen:
        """What is seen of one = other."""
        return self.compare_each([(one, other)] * len(self.all))

    def compare_each(self, pairs: Sequence[tuple[Tree, Tree] | None]) -> Seen:
        """The same where each place has its own pair, or none."""
        points = lost = 0
        for turn, pair in enumerate(pairs):
            seen = self._at(turn, *pair) if pair else None
            if seen is None:
                continue
            if seen.kind == "different":
                return seen._replace(points=points)
            points += seen.kind == "equal"
            lost += seen.kind == "never"
        if lost:
            return Seen("never" if not points else "open", points)
        return Seen("equal" if points else "open", points)

    def _at(self, turn: int, one: Tree, other: Tree) -> Seen | None:
        a, b = self.value(one, turn), self.value(other, turn)
        if isinstance(a, NoValue):
            return None
        if isinstance(b, NoValue):
            return Seen("never") if isinstance(b, NotReal) else None
        if apart(a, b):
            return Seen("different", 0, self._place(turn, one, other), *shown(a.ball, b.ball))
        return Seen("equal") if sharp(a.ball) and sharp(b.ball) else None

    def _place(self, turn: int, *trees: Tree) -> dict[str, Fraction]:
        """The numbers of the letters that these trees have."""
        inside = {letter for tree in trees for letter in names(tree)}
        bound = {node.args[1].value for tree in trees for node in walk(tree) if node.head in ("I", "S") and len(node.args) == 4}
        place = self.all[turn]
        wanted = sorted(letter for letter in inside if Tree("name", (), letter) in place and letter not in bound - _free(trees))
        return {letter: _fraction(place[Tree("name", (), letter)]) for letter in wanted}

    def same(self, one: Tree, other: Tree) -> bool:
        """Equal at every place, and at one at least?"""
        return self.compare(one, other).kind == "equal"


def _free(trees: Sequence[Tree]) -> set[str]:
    from calctutor.engines.asking import free_names

    return {letter for tree in trees for letter in free_names(tree)}


def _fraction(tree: Tree) -> Fraction:
    if tree.head == "number":
        return Fraction(tree.value)
    found = evaluate(tree, {}, BITS).ball
    return Fraction(decimal(found, 30)).limit_denominator(10**6)


def apart(a: Value, b: Value) -> bool:
    """Are they surely two numbers?"""
    if a.ball.overlaps(b.ball):
        return False
    return (a.rigorous and b.rigorous) or bool(abs(a.ball - b.ball) > (abs(a.ball) + abs(b.ball) + 1) * SLACK)


def sharp(ball: Any) -> bool:
    """Is it known to twelve digits, relative to its size or to 1?"""
    return bool(ball.rad() <= (abs(ball.mid()) + 1) * 10.0**-DIGITS)


def shown(a: Any, b: Any) -> tuple[str, str]:
    """Both in decimals, with enough digits to tell them apart."""
    for digits in (5, 8, 12, 16, 24):
        left, right = decimal(a, digits), decimal(b, digits)
        if left != right:
            break
    return left, right


def outside(letter: str, low: Tree, high: Tree, place: Place) -> list[tuple[Place, int]]:
    """A place below the support and one above it, each with what F is there."""
    found: list[tuple[Place, int]] = []
    for end, way, share in ((low, -1, 0), (high, 1, 1)):
        try:
            at = evaluate(put_in(end, dict(place)), {}, BITS).ball
        except NoValue:
            continue
        if at.is_finite():
            there = number(Fraction(decimal(at, 12)) + way)
            found.append(({**place, Tree("name", (), letter): there}, share))
    return found


__all__ = ["DIGITS", "Place", "Places", "Seen", "apart", "outside", "sharp", "shown"]
