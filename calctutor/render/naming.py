"""How is an expression that is too wide made narrower? By giving its parts names: `sin(A)`, where A = ...

Names are given bottom-up, each as late as possible, so that every definition nearly fills a line. Only printing is shortened,
never what was computed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from calctutor.notation.tree import Tree, name, names, replace
from calctutor.notation.writing.letters import SHOWN, UNICODE, letter
from calctutor.notation.writing.precedence import PRODUCT, Fold, bare, level

_CAPITALS = "ABCFGHJKMNPQRSTUVWXYZ"  # without those that mean something: D, E, I, L, O
_OVERHEAD = {"+": 3, "*": 1, "/": 1, "^": 1, "neg": 1, "mark": 0, "case": 4, "prime": 1, "!": 1, "D": 5, "I": 4, "L": 8, "S": 6}
ELLIPSIS = name("…")
_STAND_INS = 0xE000  # a character that no name has
_CONTAINERS = frozenset(("list", "tuple", "case", "piecewise", "=", "<", "<=", ">", ">=", "!="))
_TERMS = frozenset("+*")


def width(tree: Tree, fold: Fold[int]) -> int:
    """About how many columns `tree` takes on one line."""
    if tree.head == "number":
        top, bottom = int(tree.value.numerator), int(tree.value.denominator)
        return (top.bit_length() + bottom.bit_length()) * 3 // 10 + (1 if bottom == 1 else 4)
    if not tree.args:
        return len(letter(tree.value, UNICODE)) if tree.head == "name" else 1
    sign = _OVERHEAD.get(tree.head)
    inside = sum(fold.of(part) + 2 * (sign is not None and level(part) < PRODUCT) for part in tree.args)
    if sign is None:
        return inside + len(SHOWN.get(tree.head, tree.head)) + 2 * len(tree.args)
    return inside + sign * max(len(tree.args) - 1, 1)


def breakable(tree: Tree) -> bool:
    """Can it be spread over several rows, at its terms or factors?"""
    return bare(tree).head in _TERMS


class Names:
    """The names given so far. `taken` are those that mean something else already."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = frozenset(taken)
        self.given: dict[Tree, Tree] = {}
        self.limit = 0
        self.measure = Fold[int](width)

    def named(self, part: Tree) -> Tree:
        """A stand-in for `part`, the same one each time; it gets its letter when it is known in which order they are read."""
        return self.given.setdefault(part, name(chr(_STAND_INS + len(self.given))))

    def shortened(self, tree: Tree, limit: int) -> Tree:
        """`tree` with names in the place of parts, so that it fits in `limit` columns, or its terms or factors do."""
        self.limit = limit
        short = Fold[Tree](self._short).of(tree)
        return self._in_columns(short) if short.head in _CONTAINERS else short

    def _in_columns(self, tree: Tree) -> Tree:
        """A matrix, vector or the like: names for the entries that are wider than their share of a row."""
        columns = max(len(part.args) if part.head in _CONTAINERS else 1 for part in tree.args)
        share = self.limit // (columns if tree.head in ("list", "piecewise") else len(tree.args)) - 2
        for part in candidates(tree):
            if self.measure.of(part) > share:
                tree = put(tree, part, self.named(part))
        return tree

    def lettered(self, trees: Sequence[Tree]) -> tuple[list[Tree], list[tuple[Tree, Tree]]]:
        """The shortened `trees` with letters for the stand-ins, and what the letters mean, both in the order of reading."""
        meanings = {stand_in: part for part, stand_in in self.given.items()}
        letters: dict[Tree, Tree] = {}
        free = (name(letter) for letter in capitals() if letter not in self.taken)
        waiting = list(trees) if meanings else []
        for tree in waiting:
            for used in map(name, names(tree)):
                if used in meanings and used not in letters:
                    letters[used] = next(free)
                    waiting.append(meanings[used])
        if not letters:
            return list(trees), []
        return [replace(tree, letters) for tree in trees], [
            (letters[used], replace(meanings[used], letters)) for used in letters
        ]

    def _short(self, tree: Tree, fold: Fold[Tree]) -> Tree:
        if not tree.args:
            return tree
        tree = tree.with_args(tuple(map(fold.of, tree.args)))
        if self.measure.of(tree) <= self.limit or tree.head in _CONTAINERS or tree.head == "mark":
            return tree
        return self._broken(tree) if breakable(tree) else self._narrowed(tree)

    def _broken(self, tree: Tree) -> Tree:
        """A sum or product: it may stay wide, if each of its terms fits in a row or can be spread over several itself."""
        keep = ("*", "neg") if tree.head == "+" else ()
        args = (part if part.head in keep or self._fits(part) else self.named(part) for part in tree.args)
        return tree.with_args(tuple(args))

    def _fits(self, tree: Tree) -> bool:
        return self.measure.of(tree) <= self.limit - 4

    def _narrowed(self, tree: Tree) -> Tree:
        """The widest parts named, until the rest fits."""
        by_width = sorted(candidates(tree), key=lambda part: -self.measure.of(part))
        for part in by_width:
            tree = put(tree, part, self.named(part))
            if self.measure.of(tree) <= self.limit:
                break
        return tree


def candidates(tree: Tree) -> list[Tree]:
    """The parts of `tree` that may be given a name: not its variables, and not the rows of a matrix but their entries."""
    parts = tree.args[:1] if tree.head in ("D", "I", "L", "S", "at") else tree.args
    found: list[Tree] = []
    for part in parts:
        found += candidates(part) if part.head in _CONTAINERS else [part] if part.args or _long(part) else []
    return found


def _long(tree: Tree) -> bool:
    return tree.head == "number" and tree.value.numerator.bit_length() > 40


def put(tree: Tree, part: Tree, instead: Tree) -> Tree:
    """`instead` in the place of `part`, among the arguments of `tree` and of the containers in it."""
    args = (instead if a is part else put(a, part, instead) if a.head in _CONTAINERS else a for a in tree.args)
    return tree.with_args(tuple(args))


class Dots(Names):
    """Names nothing: what does not fit is left out, shown as three dots."""

    def named(self, part: Tree) -> Tree:  # noqa: ARG002 - all parts look the same
        return ELLIPSIS


def elided(tree: Tree, limit: int) -> Tree:
    """`tree` in about `limit` columns at most, with three dots for what is left out. Never to be computed with."""
    dots = Dots(())
    if dots.measure.of(tree) <= limit:
        return tree
    tree = bare(dots.shortened(tree, limit))
    if tree.head not in _TERMS or dots.measure.of(tree) <= limit:
        return tree
    kept = tree.args[: max(limit * len(tree.args) // dots.measure.of(tree), 1)]
    return tree.with_args((*kept, ELLIPSIS))


def capitals() -> Iterator[str]:
    """A, B, C, ..., then A1, B1, ..."""
    for count in itertools.count():
        for capital in _CAPITALS:
            yield capital + (str(count) if count else "")
