"""How is a tree drawn when a line may take several rows?

Two dimensions only where they read better: fractions, d/dx, integrals, limits, matrices, cases, and exponents that have no
superscript characters. Everything else stands on the baseline, written by `lines`. A line whose only fractions are simple
ones, as x/2, stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from calctutor.notation.tree import Tree
from calctutor.notation.writing import arithmetic, functions, letters
from calctutor.notation.writing.boxes import (  # fmt: skip
    Picture,
    beside,
    blank,
    coloured,
    fenced,
    row_text,
    stacked,
    written,
)
from calctutor.notation.writing.hand import Form, Hand, separated
from calctutor.notation.writing.letters import POWERED, UNICODE, Style
from calctutor.notation.writing.lines import LINE
from calctutor.notation.writing.picture_calculus import (
    bar,
    binomial,
    derivative,
    evaluated,
    integral,
    limit,
    matrix,
    piecewise,
    total,
)
from calctutor.notation.writing.precedence import (
    CALL,
    bare,
    halves,
    is_quotient,
    is_ratio,
    open_ended,
)
from calctutor.notation.writing.underlines import underlined

_BRACKETS = {
    "(": "(⎛⎜⎝", ")": ")⎞⎟⎠", "[": "[⎡⎢⎣", "]": "]⎤⎥⎦", "|": "|│││", "{": "{⎧⎪⎩⎨", "": "",
    "⌊": "⌊⎢⎢⎣", "⌋": "⌋⎥⎥⎦", "⌈": "⌈⎡⎢⎢", "⌉": "⌉⎤⎥⎥",
}  # fmt: skip


_ASCII_BRACKETS = {"(": "(/|\\", ")": ")\\|/", "[": "[[[[", "]": "]]]]", "|": "||||", "{": "{/|\\<", "": ""}


class Drawing(Hand):
    """A hand that stacks fractions and draws brackets as tall as what they hold."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, PICTURE, stacks=True)
        self.line = Hand(style, LINE)

    def flat(self, tree: Tree) -> Picture:
        return self.line.of(tree)

    def arguments(self, trees: Sequence[Tree]) -> Picture:
        """arcsin(x/3) reads better on the line than around a stacked fraction."""
        low = all(is_low(tree, self) for tree in trees)
        return self.line.parentheses(separated(list(map(self.flat, trees)), ", ")) if low else super().arguments(trees)

    def bracketed(self, inside: Picture, left: str, right: str) -> Picture:
        table = _BRACKETS if self.style.unicode else _ASCII_BRACKETS
        return fenced(inside, table[left], table[right])

    def trails(self, tree: Tree) -> bool:
        """A stacked d/dx shows by its parentheses where it ends."""
        last = bare(tree)
        while last.head in ("*", "neg"):
            last = bare(last.args[-1])
        return last.head != "D" and open_ended(tree)

    def layer(self, tree: Tree) -> Picture:
        return underlined(self.of(tree)) if self.style.underlines else self.of(tree)

    def minus(self, after: Picture, role: str | None = None) -> Picture:
        """A minus sign would run into a fraction bar."""
        apart = row_text(after.rows[after.base]).startswith(("─", "--"))
        return beside(written("-", role), written(" " if apart else ""), after)


def quotient(tree: Tree, hand: Hand) -> Picture:
    if (picture := arithmetic.signed(tree, hand)) is not None:
        return picture
    over, under = (half_of(half, hand) for half in halves(tree))
    width = max(over.width, under.width)
    width = 3 if width == 1 else width  # one dash looks like a minus sign
    width += 2 * any(is_quotient(half) and shown.height > 1 for half, shown in zip(halves(tree), (over, under), strict=True))
    return stacked([over, bar(width, hand), under], over.height, "centre")


def half_of(half: Tree, hand: Hand) -> Picture:
    """Top or bottom of a fraction; short fractions in it are written on the line."""
    nodes = list(on_the_line(half))
    if not any(map(is_quotient, nodes)) or any(node.head in _NEVER_FLAT for node in nodes):
        return hand.layer(half)
    flat = hand.flat(half)
    if flat.width > _WIDEST_HALF:
        return hand.layer(half)
    return underlined(flat) if hand.style.underlines else flat


def number(tree: Tree, hand: Hand) -> Picture:
    return quotient(tree, hand) if is_ratio(tree) else arithmetic.number(tree, hand)


def power(tree: Tree, hand: Hand) -> Picture:
    """In superscript characters if there are any; otherwise the exponent stands one row higher."""
    base, exponent = tree.args
    over = arithmetic.superscript(exponent, hand) if hand.style.unicode else None
    lift = arithmetic.tight(hand.flat(exponent)) if over is None else over  # flat: a fraction bar in the air cannot be read
    inner = bare(base)
    if inner.head in POWERED and arithmetic.is_count(exponent):
        name = written(letters.shown(inner.head, hand.style))
        call = beside(with_exponent(name, lift, over is not None), hand.arguments(inner.args))
        return coloured(base.value, call) if base.head == "mark" else call
    bottom = hand.group(base, CALL, True) if is_quotient(base) else arithmetic.power_base(base, hand)
    return with_exponent(bottom, lift, over is not None)


def with_exponent(base: Picture, exponent: Picture, in_characters: bool) -> Picture:
    """`exponent` at the top right corner of `base`: in its top row, or above a base that has only one."""
    lift = base.base if in_characters or base.height > 1 else 1
    corner = Picture((*exponent.rows, *((blank(exponent.width),) * lift)), lift, exponent.width)
    return beside(base, corner)


def root(tree: Tree, hand: Hand) -> Picture:
    """A tall radical over tall content."""
    inside = hand.of(tree.args[0])
    if inside.height == 1:
        return functions.root(tree, hand)
    height = inside.height
    hook = "╲╱" if hand.style.unicode else "\\/"
    rows = [" " * (height - i) + hook[1] + " " * i for i in range(height)]
    rows[-1] = hook + " " * (height - 1)
    slope = Picture(tuple(((row, None),) for row in rows), inside.base, height + 1)
    roof = beside(written(" " * (height + 1)), written("_" * inside.width))
    return stacked([roof, beside(slope, inside)], inside.base + 1)


PICTURE: Mapping[str, Form] = {
    **LINE,
    "number": number, "/": quotient, "^": power, "sqrt": root, "D": derivative, "I": integral, "S": total, "L": limit,
    "at": evaluated, "list": matrix, "piecewise": piecewise, "binomial": binomial,
}  # fmt: skip


_ALWAYS_TALL = frozenset(("D", "L", "S", "at", "list", "piecewise", "binomial"))


_NEVER_FLAT = _ALWAYS_TALL | {"I"}


_WIDEST_SIMPLE = 6


_WIDEST_LOW, _WIDEST_HALF = 16, 24


def picture(tree: Tree, style: Style = UNICODE) -> Picture:
    """`tree` drawn in as many rows as it reads best in, with its baseline."""
    drawing = Drawing(style)
    return drawing.of(tree) if any(is_tall(node, drawing) for node in on_the_line(tree)) else drawing.flat(tree)


def on_the_line(tree: Tree) -> Iterator[Tree]:
    """Every distinct node that is not part of an exponent."""
    seen: set[int] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(node.args[:1] if node.head == "^" else node.args)


def is_tall(node: Tree, drawing: Drawing) -> bool:
    """Does `node` read better in several rows?"""
    if node.head == "^":
        return is_quotient(node.args[0]) or not drawing.style.unicode or arithmetic.superscript(node.args[1], drawing) is None
    if node.head == "*":
        return any(map(is_quotient, node.args))
    if node.head == "I":
        return len(node.args) == 4 or not drawing.style.unicode
    return node.head in _ALWAYS_TALL or (is_quotient(node) and node.head != "mark" and not is_simple(node, drawing))


def is_low(argument: Tree, drawing: Drawing) -> bool:
    """Is this argument of a function short, and are its fractions free of sums, so that it reads well on the line?"""
    if drawing.flat(argument).width > _WIDEST_LOW:
        return False
    nodes = list(on_the_line(argument))
    fractions = [node for node in nodes if is_quotient(node) and node.head != "mark"]
    plain = all(bare(half).head != "+" for fraction in fractions for half in halves(fraction))
    return plain and not any(node.head in ("^", *_NEVER_FLAT) and is_tall(node, drawing) for node in nodes)


def is_simple(fraction: Tree, drawing: Drawing) -> bool:
    """As x/2 or 1/x²: short, and without parentheses."""
    row = drawing.flat(fraction)
    return row.width <= _WIDEST_SIMPLE and "(" not in row_text(row.rows[0])
