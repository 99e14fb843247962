"""Which rows does an equation take: what is said anew, and how is it neatest?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.blocks import Equation
from calctutor.notation.tree import Tree, divide, multiply, negative, number, replace, unmarked, walk
from calctutor.notation.writing import text
from calctutor.notation.writing.precedence import bare, is_ratio, unsigned
from calctutor.steps import Asked, Step

OPEN = ("I", "L")
"""Questions that stand behind a number rather than on top of it."""


def lines_of(left: Tree, rows: Sequence[Tree]) -> Equation:
    """The rows that say something new: of those of an integral or a limit that differ in nothing but the order of factors, the
    last one. For a derivative, what moves to the front is a line of the textbook.
    """
    told: list[Tree] = []
    same = _same if left.head in OPEN else _written
    seen = same(left)
    for row in rows:
        line = same(row)
        if line != seen:
            told.append(row)
        elif told:
            told[-1] = row
        seen = line
    return Equation(left, tuple(map(neat, told or rows[-1:])))


def by_letter(asked: Asked) -> bool:
    """Is this an integral by a new letter, whose part is put back later?"""
    return asked.place.head == "I" and len(asked.place.args) == 2 and asked.place.args[1].head == "mark"


def in_its_letter(asked: Asked) -> Tree:
    """What an integral by a new letter gives, before its part is put back."""
    letter = asked.place.args[1]
    return replace(unmarked(asked.step.answer), {letter.args[0]: letter})


def filled(step: Step) -> Tree:
    """What the step says with its answers put in, those of new letters still in these letters."""
    return replace(step.after, {a.place: in_its_letter(a) if by_letter(a) else a.told for a in step.asked})


def neat(tree: Tree) -> Tree:
    """1/2 ∫ f dx rather than the integral on top of a 2, and no factor 1 or -1 in front of one."""
    found = {node: _in_front(node) for node in walk(tree) if node.head in ("*", "/") and _needs(node)}
    return replace(tree, found) if found else tree


def _open(tree: Tree) -> bool:
    return bare(tree).head in OPEN


def _needs(tree: Tree) -> bool:
    """An integral or a limit as a factor or on top, a sum behind a minus one, or a negative number below."""
    if tree.head == "/":
        return _open(tree.args[0]) or (bare(tree.args[1]).head in ("number", "neg") and unsigned(bare(tree.args[1]))[0])
    return any(map(_open, tree.args)) or (len(tree.args) == 2 and bare(tree.args[1]).head == "+")


def _in_front(tree: Tree) -> Tree:
    if tree.head == "/":
        top, (minus, size) = tree.args[0], unsigned(bare(tree.args[1]))
        positive = top if size == number(1) else multiply(divide(number(1), size), top) if _open(top) else divide(top, size)
        return negative(positive) if minus else positive
    first, *others = tree.args
    if not _one(first):
        return tree
    return negative(multiply(*others)) if unsigned(bare(first))[0] else multiply(*others)


def _one(tree: Tree) -> bool:
    """1 or -1."""
    return unsigned(bare(tree))[1] == number(1)


def _written(tree: Tree) -> object:
    return text(unmarked(tree))


def _same(tree: Tree) -> object:
    """What two rows have in common that differ only in the order of factors, or in where the fraction bar ends."""
    return _key(unmarked(tree))


def _key(tree: Tree) -> object:
    if tree.head in ("*", "/", "neg") or is_ratio(tree):
        over, under, minus = _factors(tree)
        return "*", minus, tuple(sorted(map(repr, over))), tuple(sorted(map(repr, under)))
    if tree.head == "+":
        return "+", tuple(sorted(repr(_key(term)) for term in tree.args))
    if tree.head == "I":
        return "I", _key(tree.args[0]), *map(text, tree.args[1:])
    return text(tree)


def _factors(tree: Tree) -> tuple[list[object], list[object], bool]:
    """The factors above and below the bar, and whether there is a minus sign."""
    if tree.head == "neg":
        over, under, minus = _factors(tree.args[0])
        return over, under, not minus
    if tree.head == "/":
        (over, under, minus), (above, below, other) = map(_factors, tree.args)
        over = [] if tree.args[0] == number(1) else over
        return over + below, under + above, minus != other
    if tree.head == "*":
        parts = [_factors(factor) for factor in tree.args]
        over, under = [f for part in parts for f in part[0]], [f for part in parts for f in part[1]]
        return over, under, sum(part[2] for part in parts) % 2 == 1
    if is_ratio(tree):
        top = abs(tree.value.numerator)
        return [text(number(top))] if top != 1 else [], [text(number(tree.value.denominator))], tree.value < 0
    return [_key(tree)], [], False
