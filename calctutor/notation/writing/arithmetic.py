"""How are sums, products, quotients and powers written on one line?"""

from __future__ import annotations

from calctutor.notation.tree import Tree, walk
from calctutor.notation.writing import letters
from calctutor.notation.writing.boxes import Picture, beside, coloured, row_text, written
from calctutor.notation.writing.hand import Hand
from calctutor.notation.writing.juxtaposition import between, opening
from calctutor.notation.writing.letters import SUPERSCRIPTS, UNICODE, small
from calctutor.notation.writing.precedence import (
    ATOM,
    CALL,
    NEGATIVE,
    POWER,
    PRODUCT,
    bare,
    halves,
    is_quotient,
    is_ratio,
    looser,
    sign_role,
    unsigned,
)

LONGEST_SUPERSCRIPT = 6


def number(tree: Tree, hand: Hand) -> Picture:
    return quotient(tree, hand) if is_ratio(tree) else written(letters.digits(int(tree.value)))


def name(tree: Tree, hand: Hand) -> Picture:
    return written(letters.letter(tree.value, hand.style))


def constant(tree: Tree, hand: Hand) -> Picture:
    return written(letters.CONSTANTS[tree.value] if hand.style.unicode else tree.value)


def mark(tree: Tree, hand: Hand) -> Picture:
    return coloured(tree.value, hand.of(tree.args[0]))


def total(tree: Tree, hand: Hand) -> Picture:
    parts: list[Picture] = []
    for term in tree.args:
        minus, rest = unsigned(term)
        if parts:
            parts += [written(" "), written("-" if minus else "+", sign_role(term) if minus else None), written(" ")]
            parts.append(hand.group(rest, PRODUCT if minus else NEGATIVE))
        else:
            parts.append(hand.minus(hand.group(rest, PRODUCT), sign_role(term)) if minus else hand.group(rest, NEGATIVE))
    return beside(*parts)


def signed(tree: Tree, hand: Hand) -> Picture | None:
    """A product or quotient that begins with a minus sign: the sign in front of all of it."""
    minus, rest = unsigned(tree)
    return hand.minus(hand.group(rest, PRODUCT), sign_role(tree)) if minus else None


def negative(tree: Tree, hand: Hand) -> Picture:
    return hand.minus(hand.group(tree.args[0], PRODUCT))


def needs_group(factor: Tree, first: bool, last: bool, hand: Hand) -> bool:
    return (
        looser(factor, NEGATIVE if first else PRODUCT)
        or (is_quotient(factor) and not hand.stacks)
        or (not last and hand.trails(factor))
    )


def product(tree: Tree, hand: Hand) -> Picture:
    if (picture := signed(tree, hand)) is not None:
        return picture
    last = len(tree.args) - 1
    grouped = [needs_group(factor, i == 0, i == last, hand) for i, factor in enumerate(tree.args)]
    parts = [hand.group(tree.args[0], NEGATIVE, grouped[0])]
    for i in range(1, last + 1):
        separator = between(tree.args[i - 1], grouped[i - 1], tree.args[i], grouped[i])
        parts += [separation(separator, tree.args[i - 1], tree.args[i], hand), hand.group(tree.args[i], PRODUCT, grouped[i])]
    return beside(*parts)


def separation(separator: str, left: Tree, right: Tree, hand: Hand) -> Picture:
    """In ASCII an exponent is written with `^` and a root with its name: both then stand apart."""
    apart = bare(left).head == "^" or opening(right) == "root"
    if separator == "" and not hand.style.unicode and apart:
        return written(" ")
    return hand.sign("·", "*") if separator == "·" else written(separator)


def quotient(tree: Tree, hand: Hand) -> Picture:
    if (picture := signed(tree, hand)) is not None:
        return picture
    top, bottom = halves(tree)
    over = hand.group(top, PRODUCT, is_quotient(top) or hand.trails(top))
    return beside(over, written("/"), hand.group(bottom, POWER))


def power(tree: Tree, hand: Hand) -> Picture:
    base, exponent = tree.args
    inner, over = bare(base), superscript(exponent, hand)
    if over is not None and inner.head in letters.POWERED and is_count(exponent):
        call = beside(written(letters.shown(inner.head, hand.style)), over, hand.arguments(inner.args))
        return coloured(base.value, call) if base.head == "mark" else call
    return beside(power_base(base, hand), over or beside(written("^"), tight(hand.group(exponent, ATOM))))


def tight(flat: Picture) -> Picture:
    """A short exponent without spaces around its plus and minus signs: x^(n-1)."""
    spans = [(text.replace(" + ", "+").replace(" - ", "-"), role) for text, role in flat.rows[0]]
    return flat if any(" " in text for text, _ in spans) else beside(*(written(text, role) for text, role in spans))


def power_base(base: Tree, hand: Hand) -> Picture:
    ambiguous = bare(base).head in ("at", "list") or (hand.style.unicode and bare(base).head in ("sqrt", "root"))
    return hand.group(base, CALL, ambiguous)


def is_count(exponent: Tree) -> bool:
    """A whole number from 2 on: as an exponent of a function's name, -1 would mean the inverse."""
    return bare(exponent).head == "number" and bare(exponent).value > 1 and not is_ratio(bare(exponent))


def superscript(exponent: Tree, hand: Hand) -> Picture | None:
    """The exponent in superscript characters; None if it has none, or would be too long for them."""
    if not hand.style.unicode:
        return hand.sign("", "^" + row_text(hand.flat(exponent).rows[0])) if is_count(exponent) else None
    flat = hand.flat(exponent)
    whole_names = (node.value for node in walk(exponent) if node.head == "name")
    if flat.width > 2 * LONGEST_SUPERSCRIPT or any(letters.letter(n, UNICODE)[1:] for n in whole_names):
        return None
    row = [(small(text, SUPERSCRIPTS), role) for text, role in flat.rows[0]]
    if any(text is None or "⁽" in text for text, _ in row) or sum(len(text or "") for text, _ in row) > LONGEST_SUPERSCRIPT:
        return None
    return beside(*(written(text or "", role) for text, role in row))


def factorial(tree: Tree, hand: Hand) -> Picture:
    return beside(hand.group(tree.args[0], ATOM), written("!"))
