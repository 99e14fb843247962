"""How are derivatives, integrals, sums, limits, matrices and cases drawn in several rows?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.notation.tree import Tree
from calctutor.notation.writing import functions, operators
from calctutor.notation.writing.boxes import (  # fmt: skip
    EMPTY,
    Picture,
    beside,
    column,
    stacked,
    tall,
    written,
)
from calctutor.notation.writing.hand import Hand, separated
from calctutor.notation.writing.precedence import (
    PRODUCT,
    bare,
    is_ratio_of_differentials,
    open_ended,
)


def bar(width: int, hand: Hand) -> Picture:
    return hand.sign("─" * width, "-" * width)


def derivative(tree: Tree, hand: Hand) -> Picture:
    """d over dx, then the function in parentheses; dy over dx where the function is only a name."""
    over, under = operators.operator(tree, hand)
    inside = operators.derivation(tree)[0]
    is_name = is_ratio_of_differentials(tree)
    over = beside(over, hand.of(inside)) if is_name else over
    fraction = stacked([over, bar(max(over.width, under.width), hand), under], 1)
    return fraction if is_name else beside(fraction, hand.parentheses(hand.of(inside)))


def integral(tree: Tree, hand: Hand) -> Picture:
    f, x, *ends = tree.args
    body = beside(hand.group(f, PRODUCT, open_ended(f)), written(" d"), hand.flat(x))
    if not ends and body.height == 1 and hand.style.unicode:
        return beside(written("∫ "), body)
    height = max(3, body.height)
    sign = column(tall("∫⌠⎮⌡" if hand.style.unicode else "|/|/", height), max(1, body.base))
    whole = beside(sign, written(" "), body)
    if not ends:
        return whole
    low, high = map(hand.flat, ends)
    return stacked([high, whole, low], whole.base + 1)


def total(tree: Tree, hand: Hand) -> Picture:
    """A sign of three rows, `k = 0` below it and the upper end above."""
    f, k, low, high = tree.args
    rows = ("╲", "╱", "‾") if hand.style.unicode else ("\\", "/", "-")
    sign = stacked(
        [written("__" if not hand.style.unicode else "___"), written(rows[0]), written(rows[1]), written(rows[2] * 3)], 1
    )
    over, under = hand.flat(high), beside(hand.flat(k), written("="), hand.flat(low))
    whole = stacked([over, sign, under], over.height + 1, "centre")
    return beside(whole, written(" "), hand.group(f, PRODUCT, open_ended(f)))


def limit(tree: Tree, hand: Hand) -> Picture:
    under = stacked([written("lim"), operators.approach(tree, hand)], 0, "centre")
    return beside(under, written(" "), hand.group(tree.args[0], PRODUCT))


def evaluated(tree: Tree, hand: Hand) -> Picture:
    """Square brackets with the two bounds at their right, or one with `x = a` under it."""
    inside = hand.bracketed(hand.of(tree.args[0]), "[", "]")
    _, x, low, *high = tree.args
    over = hand.flat(high[0]) if high else EMPTY
    under = hand.flat(low) if high else beside(hand.flat(x), written(" = "), hand.flat(low))
    corner = stacked([over, *([EMPTY] * inside.height), under], inside.base + 1)
    return beside(inside, corner)


def matrix(tree: Tree, hand: Hand) -> Picture:
    """A list as a column, a list of lists as a matrix."""
    rows = [bare(row).args if bare(row).head == "list" else (row,) for row in tree.args]
    if not rows or not rows[0] or len({len(row) for row in rows}) > 1:
        return functions.listing(tree, hand)
    entries = [[hand.layer(cell) for cell in row] for row in rows]
    widths = [max(picture.width for picture in cells) for cells in zip(*entries, strict=True)]
    lines = [grid_row(row, widths) for row in entries]
    airy = len(widths) > 1 and 1 < len(lines) <= 4
    spaced = [part for entry in lines for part in ([EMPTY, entry] if airy else [entry])][airy:]
    height = sum(part.height for part in spaced)
    return hand.bracketed(stacked(spaced, (height - 1) // 2), "[", "]")


def grid_row(row: Sequence[Picture], widths: Sequence[int]) -> Picture:
    filled = [beside(picture, written(" " * (width - picture.width))) for picture, width in zip(row, widths, strict=True)]
    return separated(filled, "  ")


def piecewise(tree: Tree, hand: Hand) -> Picture:
    """A tall brace, one case a row, the conditions aligned."""
    values = [hand.layer(case.args[0]) for case in tree.args]
    conditions = [functions.condition_of(case.args[1], hand) for case in tree.args]
    rows = [grid_row(row, [max(v.width for v in values), 0]) for row in zip(values, conditions, strict=True)]
    if sum(row.height for row in rows) % 2 == 0:
        rows.insert(len(rows) // 2, EMPTY)
    return hand.bracketed(stacked(rows, sum(row.height for row in rows) // 2), "{", "")


def binomial(tree: Tree, hand: Hand) -> Picture:
    over, under = map(hand.layer, tree.args)
    return hand.parentheses(stacked([over, under], over.height - 1, "centre"))
