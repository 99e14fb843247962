"""How are functions, relations, vectors and cases written on one line?"""

from __future__ import annotations

from calctutor.notation.tree import Tree, walk
from calctutor.notation.writing import letters
from calctutor.notation.writing.boxes import Picture, beside, row_text, written
from calctutor.notation.writing.hand import Form, Hand, separated
from calctutor.notation.writing.letters import SUBSCRIPTS, small
from calctutor.notation.writing.precedence import ATOM, CALL, RELATION, SUM, bare, is_chain, is_ratio, level, unsigned


def function(tree: Tree, hand: Hand) -> Picture:
    return beside(written(letters.shown(tree.head, hand.style)), hand.arguments(tree.args))


def apply(tree: Tree, hand: Hand) -> Picture:
    return beside(written(letters.primed(tree.value, hand.style)), hand.arguments(tree.args))


def absolute(tree: Tree, hand: Hand) -> Picture:
    """Bars inside bars cannot be told apart, so an outer one is written `abs(...)`."""
    if any(node.head == "abs" for node in walk(tree.args[0])):
        return function(tree, hand)
    return hand.bracketed(hand.of(tree.args[0]), "|", "|")


def floors(left: str, right: str) -> Form:
    def form(tree: Tree, hand: Hand) -> Picture:
        if not hand.style.unicode:
            return function(tree, hand)
        return hand.bracketed(hand.of(tree.args[0]), left, right)

    return form


def logarithm(tree: Tree, hand: Hand) -> Picture:
    argument, base = tree.args
    below = small(row_text(hand.flat(base).rows[0]), SUBSCRIPTS) if bare(base).head in ("number", "name") else None
    if below is None or is_ratio(bare(base)) or unsigned(base)[0]:
        return function(tree, hand)
    plain = row_text(hand.flat(base).rows[0])
    return beside(hand.sign(f"log{below}", f"log_{plain}"), hand.arguments([argument]))


def root(tree: Tree, hand: Hand) -> Picture:
    """√x, √(x + 1), ∛x; other roots, and all roots in ASCII, as functions."""
    degree = 2 if tree.head == "sqrt" else bare(tree.args[1]).value if bare(tree.args[1]).head == "number" else None
    argument = tree.args[0]
    if hand.style.unicode and degree in (2, 3, 4):
        simple = len(row_text(hand.flat(argument).rows[0])) == 1 or (level(argument) == ATOM and bare(argument).head != "tuple")
        return beside(written("√∛∜"[int(degree) - 2]), hand.of(argument) if simple else hand.arguments([argument]))
    if degree in (2, 3):
        return beside(written("sqrt" if degree == 2 else "cbrt"), hand.arguments([argument]))
    return function(tree, hand)


def prime(tree: Tree, hand: Hand) -> Picture:
    count = 1
    while tree.args[0].head == "prime":
        tree, count = tree.args[0], count + 1
    return beside(hand.group(tree.args[0], CALL), written(letters.marks(count, hand.style)))


def relation(tree: Tree, hand: Hand) -> Picture:
    sign = hand.sign(letters.RELATIONS[tree.head], tree.head)
    return beside(hand.group(tree.args[0], SUM), written(" "), sign, written(" "), hand.group(tree.args[1], SUM))


def conjunction(tree: Tree, hand: Hand) -> Picture:
    """a ≤ x ≤ b where neighbours share a side, and otherwise with words between."""
    if is_chain(tree):
        first, *others = tree.args
        more = (beside(written(" "), hand.sign(letters.RELATIONS[r.head], r.head), written(" "), hand.group(r.args[1], SUM))
                for r in others)  # fmt: skip
        return beside(relation(first, hand), *more)
    return separated([hand.group(part, RELATION) for part in tree.args], f" {tree.head} ")


def listing(tree: Tree, hand: Hand) -> Picture:
    inside = separated([hand.of(part) for part in tree.args], ", ") if tree.args else written("")
    left, right = "()" if tree.head == "tuple" else "[]"
    return hand.bracketed(inside, left, right)


def piecewise(tree: Tree, hand: Hand) -> Picture:
    return beside(written("{"), separated([hand.of(row) for row in tree.args], "; "), written("}"))


def case(tree: Tree, hand: Hand) -> Picture:
    value, condition = tree.args
    return beside(hand.of(value), written(" "), condition_of(condition, hand))


def condition_of(condition: Tree, hand: Hand) -> Picture:
    if bare(condition).value == "true":
        return written("otherwise")
    return beside(written("if "), hand.flat(condition))
