"""How is a tree written in MathML, which browsers draw without help?

Presentation MathML as browsers know it: `mfrac`, `msup`, `msqrt`, ... Everything that is text goes through the library's
escaping.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TypeAlias

from calctutor.notation.tree import Tree
from calctutor.notation.writing import letters
from calctutor.notation.writing.arithmetic import is_count
from calctutor.notation.writing.letters import POWERED, RELATIONS, UNICODE
from calctutor.notation.writing.lines import text
from calctutor.notation.writing.operators import derivation
from calctutor.notation.writing.precedence import (
    CALL,
    NEGATIVE,
    PRODUCT,
    RELATION,
    SUM,
    Fold,
    bare,
    halves,
    is_chain,
    is_quotient,
    is_ratio,
    is_ratio_of_differentials,
    looser,
    open_ended,
    unsigned,
)
from calctutor.notation.writing.tex import needs_dot

Hand: TypeAlias = Fold[str]
Form: TypeAlias = Callable[[Tree, Hand], str]

BRACKETED = ' style="border-left:1px solid;border-right:1px solid;border-radius:6px;padding:0 .3em"'
"""Round a matrix. Brackets that grow need a font for mathematics, which not every machine has; a border needs none."""

THIN = '<mspace width="0.17em"/>'


def element(kind: str, *parts: str) -> str:
    return f"<{kind}>{''.join(parts)}</{kind}>"


def row(*parts: str) -> str:
    return parts[0] if len(parts) == 1 else element("mrow", *parts)


def operator(sign: str) -> str:
    return element("mo", escape(sign))


def word(said: str) -> str:
    return element("mi", escape(said))


def parentheses(*inside: str) -> str:
    return row(operator("("), *inside, operator(")"))


def group(tree: Tree, least: int, hand: Hand, also: bool = False) -> str:
    return parentheses(hand.of(tree)) if also or looser(tree, least) else hand.of(tree)


def leaf(tree: Tree, hand: Hand) -> str:
    """A letter, a constant or a number; an index is set as such, and a ratio as a fraction."""
    if tree.head == "number":
        return quotient(tree, hand) if is_ratio(tree) else element("mn", escape(text(tree)))
    if tree.head == "constant":
        return word(letters.CONSTANTS[tree.value])
    stem, _, index = str(tree.value).partition("_")
    if stem and index:
        return element("msub", word(letters.letter(stem, UNICODE)), word(letters.letter(index, UNICODE)))
    return word(letters.letter(tree.value, UNICODE))


def total(tree: Tree, hand: Hand) -> str:
    parts: list[str] = []
    for term in tree.args:
        minus, rest = unsigned(term)
        if parts or minus:
            parts.append(operator("−" if minus else "+"))
        parts.append(group(rest, PRODUCT if minus else NEGATIVE, hand))
    return row(*parts)


def negative(tree: Tree, hand: Hand) -> str:
    return row(operator("−"), group(tree.args[0], PRODUCT, hand))


def signed(tree: Tree, hand: Hand) -> str | None:
    minus, rest = unsigned(tree)
    return row(operator("−"), group(rest, PRODUCT, hand)) if minus else None


def product(tree: Tree, hand: Hand) -> str:
    if (written := signed(tree, hand)) is not None:
        return written
    last = len(tree.args) - 1
    grouped = [looser(f, PRODUCT if i else NEGATIVE) or (open_ended(f) and i < last) for i, f in enumerate(tree.args)]
    parts = [group(tree.args[0], NEGATIVE, hand, grouped[0])]
    for i in range(1, last + 1):
        dotted = needs_dot(tree.args[i - 1], grouped[i - 1], tree.args[i], grouped[i])
        parts += [operator("·") if dotted else THIN, group(tree.args[i], PRODUCT, hand, grouped[i])]
    return row(*parts)


def quotient(tree: Tree, hand: Hand) -> str:
    if (written := signed(tree, hand)) is not None:
        return written
    top, bottom = halves(tree)
    return element("mfrac", *(row(leaf(side, hand)) if is_ratio(tree) else hand.of(side) for side in (top, bottom)))


def power(tree: Tree, hand: Hand) -> str:
    base, exponent = tree.args
    inner = bare(base)
    if inner.head in POWERED and is_count(exponent):
        return row(element("msup", word(letters.shown(inner.head, UNICODE)), hand.of(exponent)), arguments(inner, hand))
    return element("msup", group(base, CALL, hand, inner.head in ("at", "list")), hand.of(exponent))


def arguments(tree: Tree, hand: Hand) -> str:
    parts = [part for i, arg in enumerate(tree.args) for part in ([operator(",")] if i else []) + [hand.of(arg)]]
    return parentheses(*parts)


def function(tree: Tree, hand: Hand) -> str:
    return row(word(letters.shown(tree.head, UNICODE)), arguments(tree, hand))


def apply(tree: Tree, hand: Hand) -> str:
    return row(word(letters.primed(tree.value, UNICODE)), arguments(tree, hand))


def root(tree: Tree, hand: Hand) -> str:
    if tree.head == "root":
        return element("mroot", hand.of(tree.args[0]), hand.of(tree.args[1]))
    return element("msqrt", hand.of(tree.args[0]))


def logarithm(tree: Tree, hand: Hand) -> str:
    return row(element("msub", word("log"), hand.of(tree.args[1])), parentheses(hand.of(tree.args[0])))


def between(left: str, right: str) -> Form:
    return lambda tree, hand: row(operator(left), hand.of(tree.args[0]), operator(right))


def prime(tree: Tree, hand: Hand) -> str:
    return element("msup", group(tree.args[0], CALL, hand), operator("′"))


def relation(tree: Tree, hand: Hand) -> str:
    return row(group(tree.args[0], SUM, hand), operator(RELATIONS[tree.head]), group(tree.args[1], SUM, hand))


def conjunction(tree: Tree, hand: Hand) -> str:
    """a ≤ x ≤ b where neighbours share a side, and otherwise with words between."""
    if is_chain(tree):
        first, *others = tree.args
        more = (part for r in others for part in (operator(RELATIONS[r.head]), group(r.args[1], SUM, hand)))
        return row(relation(first, hand), *more)
    parts: list[str] = []
    for part in tree.args:
        parts += [element("mtext", f" {escape(tree.head)} ")] if parts else []
        parts.append(group(part, RELATION, hand))
    return row(*parts)


def table(rows: list[list[str]], style: str = "") -> str:
    inside = "".join(element("mtr", *(element("mtd", cell) for cell in cells)) for cells in rows)
    return f"<mtable{style}>{inside}</mtable>"


def listing(tree: Tree, hand: Hand) -> str:
    """A list of lists as a matrix, a list as a column."""
    rows = [list(map(hand.of, part.args)) if part.head == "list" else [hand.of(part)] for part in map(bare, tree.args)]
    return table(rows, BRACKETED)


def piecewise(tree: Tree, hand: Hand) -> str:
    rows = []
    for part in map(bare, tree.args):
        value, condition = part.args
        otherwise = bare(condition).value == "true"
        said = element("mtext", "otherwise") if otherwise else row(element("mtext", "if "), hand.of(condition))
        rows.append([hand.of(value), said])
    return table(rows, ' style="border-left:1px solid;border-radius:6px;padding-left:.3em"')


def derivative(tree: Tree, hand: Hand) -> str:
    inside, by, partial = derivation(tree)
    d = operator("∂" if partial else "d")
    count = sum(times for _, times in by)
    over = raised(d, count)
    under = [part for x, times in by for part in (d, raised(hand.of(x), times))]
    if is_ratio_of_differentials(tree):
        return element("mfrac", row(over, hand.of(inside)), row(*under))
    return row(element("mfrac", over, row(*under)), parentheses(hand.of(inside)))


def raised(what: str, times: int) -> str:
    return element("msup", what, element("mn", str(times))) if times > 1 else what


def integral(tree: Tree, hand: Hand) -> str:
    f, x, *ends = tree.args
    sign = operator("∫")
    whole = element("msubsup", sign, hand.of(ends[0]), hand.of(ends[1])) if ends else sign
    return row(whole, group(f, PRODUCT, hand, open_ended(f)), THIN, operator("d"), hand.of(x))


def summation(tree: Tree, hand: Hand) -> str:
    f, k, low, high = tree.args
    sign = element("munderover", operator("∑"), row(hand.of(k), operator("="), hand.of(low)), hand.of(high))
    return row(sign, group(f, PRODUCT, hand))


def limit(tree: Tree, hand: Hand) -> str:
    f, x, a = tree.args
    place = element("msup", hand.of(a), operator(str(tree.value))) if tree.value else hand.of(a)
    under = element("munder", operator("lim"), row(hand.of(x), operator("→"), place))
    return row(under, THIN, group(f, PRODUCT, hand))


def evaluated(tree: Tree, hand: Hand) -> str:
    f, x, low, *high = map(hand.of, tree.args)
    inside = row(operator("["), f, operator("]"))
    return element("msubsup", inside, low, high[0]) if high else element("msub", inside, row(x, operator("="), low))


MATHML: Mapping[str, Form] = {
    "number": leaf, "name": leaf, "constant": leaf, "mark": lambda tree, hand: hand.of(tree.args[0]),
    "+": total, "neg": negative, "*": product, "/": quotient, "^": power,
    "!": lambda tree, hand: row(group(tree.args[0], CALL + 1, hand, is_quotient(tree.args[0])), operator("!")),
    "apply": apply, "prime": prime, "abs": between("|", "|"), "floor": between("⌊", "⌋"), "ceil": between("⌈", "⌉"),
    "log": logarithm, "sqrt": root, "root": root, **dict.fromkeys(("=", "<", "<=", ">", ">=", "!="), relation),
    "and": conjunction, "or": conjunction, "list": listing, "tuple": arguments, "piecewise": piecewise,
    "case": lambda tree, hand: hand.of(tree.args[0]),
    "D": derivative, "I": integral, "S": summation, "L": limit, "at": evaluated,
}  # fmt: skip


def mathml(tree: Tree) -> str:
    """`tree` as a `math` element, with the line that a text would have for those who hear it."""
    inside = Fold[str](lambda node, hand: MATHML.get(node.head, function)(node, hand)).of(tree)
    return f'<math displaystyle="true" aria-label="{escape(text(tree, UNICODE))}">{inside}</math>'
