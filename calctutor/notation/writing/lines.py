"""How is a tree written on one line, as a textbook prints it?

One function a head, in the table `LINE`; what binds looser than its place asks goes in parentheses. The two-dimensional
writer in `pictures` is this one with a few heads replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from calctutor.notation.tree import Tree, walk
from calctutor.notation.writing import letters
from calctutor.notation.writing.boxes import Picture, Row, beside, coloured, row_text, written
from calctutor.notation.writing.juxtaposition import between, opening
from calctutor.notation.writing.letters import SUBSCRIPTS, SUPERSCRIPTS, UNICODE, Style, small
from calctutor.notation.writing.precedence import (
    ATOM,
    CALL,
    NEGATIVE,
    POWER,
    PRODUCT,
    RELATION,
    SUM,
    Fold,
    bare,
    halves,
    is_quotient,
    is_ratio,
    is_ratio_of_differentials,
    level,
    looser,
    open_ended,
    sign_role,
    unsigned,
)

LONGEST_SUPERSCRIPT = 6


class Hand(Fold[Picture]):
    """A writer at work: its style, its table, whether it stacks fractions, and what it has written so far."""

    def __init__(self, style: Style, table: Mapping[str, Form], stacks: bool = False) -> None:
        super().__init__(lambda tree, _: table.get(tree.head, function)(tree, self))
        self.style = style
        self.stacks = stacks

    def sign(self, unicode: str, ascii: str) -> Picture:
        return written(unicode if self.style.unicode else ascii)

    def group(self, tree: Tree, least: int, also: bool = False) -> Picture:
        """`tree` in a place that asks for `least`, in parentheses if it needs them (or if `also` says so)."""
        return self.parentheses(self.of(tree)) if also or looser(tree, least) else self.of(tree)

    def parentheses(self, inside: Picture) -> Picture:
        return self.bracketed(inside, "(", ")")

    def bracketed(self, inside: Picture, left: str, right: str) -> Picture:
        return beside(written(left), inside, written(right))

    def minus(self, after: Picture, role: str | None = None) -> Picture:
        return beside(written("-", role), after)

    def arguments(self, trees: Sequence[Tree]) -> Picture:
        return self.parentheses(separated([self.of(tree) for tree in trees], ", "))

    def trails(self, tree: Tree) -> bool:
        """Would a factor after `tree` be read as part of it?"""
        return open_ended(tree)

    def flat(self, tree: Tree) -> Picture:
        """`tree` on one line."""
        return self.of(tree)

    def layer(self, tree: Tree) -> Picture:
        """`tree` with something over or under it in the same columns; its marks, if not coloured, are underlined here."""
        return self.of(tree)


Form: TypeAlias = Callable[[Tree, Hand], Picture]


def separated(pictures: Sequence[Picture], separator: str) -> Picture:
    parts = [part for picture in pictures for part in (written(separator), picture)]
    return beside(*parts[1:])


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
        call = beside(written(shown(inner.head, hand.style)), over, hand.arguments(inner.args))
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


def shown(head: str, style: Style) -> str:
    """The name that a function is printed with."""
    known = letters.SHOWN.get(head, head)
    return known if style.unicode or known.isascii() else head


def function(tree: Tree, hand: Hand) -> Picture:
    return beside(written(shown(tree.head, hand.style)), hand.arguments(tree.args))


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


LINE: Mapping[str, Form] = {
    "number": number, "name": name, "constant": constant, "mark": mark,
    "+": total, "neg": negative, "*": product, "/": quotient, "^": power, "!": factorial,
    "apply": apply, "prime": prime, "abs": absolute, "floor": floors("⌊", "⌋"), "ceil": floors("⌈", "⌉"),
    "log": logarithm, "sqrt": root, "root": root,
    "=": relation, "<": relation, "<=": relation, ">": relation, ">=": relation, "!=": relation,
    "and": conjunction, "or": conjunction, "tuple": listing, "list": listing, "piecewise": piecewise, "case": case,
    "D": derivative, "I": integral, "L": limit, "at": evaluated,
}  # fmt: skip


def line(tree: Tree, style: Style = UNICODE) -> Row:
    """`tree` on one line, in spans that carry the roles of its marked parts."""
    return Hand(style, LINE).of(tree).rows[0]


def text(tree: Tree, style: Style = UNICODE) -> str:
    """`tree` on one line, without colours."""
    return row_text(line(tree, style))
