"""How are derivatives, integrals and limits written on one line?"""

from __future__ import annotations

from calctutor.notation.tree import Tree
from calctutor.notation.writing.arithmetic import superscript
from calctutor.notation.writing.boxes import Picture, beside, row_text, written
from calctutor.notation.writing.hand import Hand, separated
from calctutor.notation.writing.letters import SUBSCRIPTS, SUPERSCRIPTS, small
from calctutor.notation.writing.precedence import ATOM, PRODUCT, bare, is_ratio_of_differentials, open_ended


def derivation(tree: Tree) -> tuple[Tree, list[tuple[Tree, int]], bool]:
    """What a derivative is taken of, by which variables and how often each, outermost first, and whether it is partial.

    It is partial when several variables are involved, or when the tree says so.
    """
    by: list[tuple[Tree, int]] = []
    partial = False
    while tree.head == "D":
        partial = partial or bool(tree.value)
        variable = tree.args[1]
        again = bool(by) and bare(by[-1][0]) == bare(variable)
        by = [*by[:-1], (variable, by[-1][1] + 1)] if again else [*by, (variable, 1)]
        tree = tree.args[0]
    return tree, by, partial or len(by) > 1


def order(count: int, hand: Hand) -> str:
    """The exponent of an operator that is applied `count` times."""
    return "" if count == 1 else (small(str(count), SUPERSCRIPTS) or "") if hand.style.unicode else f"^{count}"


def operator(tree: Tree, hand: Hand) -> tuple[Picture, Picture]:
    """The two halves of d/dx."""
    _, by, partial = derivation(tree)
    d = "d" if not (partial and hand.style.unicode) else "∂"
    below = [part for variable, count in by for part in (written(d), hand.flat(variable), written(order(count, hand)))]
    return written(d + order(sum(count for _, count in by), hand)), beside(*below)


def derivative(tree: Tree, hand: Hand) -> Picture:
    """d/dx(x²), and dy/dx of what is only a name."""
    over, under = operator(tree, hand)
    inside = derivation(tree)[0]
    if is_ratio_of_differentials(tree):
        return beside(over, hand.of(inside), written("/"), under)
    return beside(over, written("/"), under, hand.arguments([inside]))


def integral(tree: Tree, hand: Hand) -> Picture:
    if len(tree.args) == 4 and not hand.style.unicode:
        return beside(written("int"), hand.arguments(tree.args))
    body = integrand(tree, hand)
    if len(tree.args) == 2:
        return beside(hand.sign("∫ ", "int "), body)
    return beside(written("∫"), *bounds(tree.args[2], tree.args[3], hand), written(" "), body)


def integrand(tree: Tree, hand: Hand) -> Picture:
    f, x = tree.args[:2]
    return beside(hand.group(f, PRODUCT, open_ended(f) and bare(f).head == "L"), written(" d"), hand.flat(x))


def bounds(low: Tree, high: Tree, hand: Hand) -> tuple[Picture, ...]:
    """₀¹ where there are such characters, and otherwise _(0)^(π/2)."""
    over, under = superscript(high, hand), small(row_text(hand.flat(low).rows[0]), SUBSCRIPTS)
    if over is not None and under is not None:
        return written(under), over
    return written("_"), hand.group(low, ATOM), written("^"), hand.group(high, ATOM)


def total(tree: Tree, hand: Hand) -> Picture:
    """Σ with its letter and bounds, and what is added up."""
    f, k, low, high = tree.args
    if not hand.style.unicode:
        return beside(written("sum"), hand.arguments(tree.args))
    ends = beside(hand.flat(k), written("="), hand.flat(low), written(".."), hand.flat(high))
    return beside(written("Σ_("), ends, written(") "), hand.group(f, PRODUCT))


def limit(tree: Tree, hand: Hand) -> Picture:
    return beside(written("lim "), approach(tree, hand), written(" "), hand.group(tree.args[0], PRODUCT))


def approach(tree: Tree, hand: Hand) -> Picture:
    """x→0⁺"""
    _, x, a = tree.args
    side = hand.sign(SUPERSCRIPTS[tree.value], tree.value) if tree.value else written("")
    return beside(hand.flat(x), hand.sign("→", "->"), hand.flat(a), side)


def evaluated(tree: Tree, hand: Hand) -> Picture:
    """[F]₀¹ between two bounds, F at x = a with one."""
    inside = beside(written("["), hand.of(tree.args[0]), written("]"))
    if len(tree.args) == 4 and hand.style.unicode:
        return beside(inside, *bounds(tree.args[2], tree.args[3], hand))
    ends = [hand.flat(end) for end in tree.args[2:]]
    return beside(inside, written("_("), hand.flat(tree.args[1]), written("="), separated(ends, ".."), written(")"))
