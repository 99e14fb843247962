"""How is a tree written in LaTeX?

Brackets are \\left and \\right, so that they grow with what they hold, and functions keep their parentheses, so that what is
written can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from calctutor.notation.tree import Tree
from calctutor.notation.vocabulary import FUNCTIONS, GREEK
from calctutor.notation.writing.arithmetic import is_count
from calctutor.notation.writing.juxtaposition import DOT, between, closing, opening
from calctutor.notation.writing.letters import POWERED, digits
from calctutor.notation.writing.operators import derivation
from calctutor.notation.writing.precedence import (  # fmt: skip
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

Hand: TypeAlias = Fold[str]
Form: TypeAlias = Callable[[Tree, Hand], str]

_CONSTANTS = {"pi": r"\pi", "e": "e", "oo": r"\infty", "catalan": r"\mathrm{Catalan}", "true": r"\text{true}"}
_RELATIONS = {"=": "=", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "!=": r"\ne"}
_PRIME = "'"
_NEWLINE = r" \\ "
_INDEXED = re.compile(r"([A-Za-z]+?)_?(\d+)|([A-Za-z]+)_(\w+)")


def parentheses(inside: str) -> str:
    return rf"\left({inside}\right)"


def group(tree: Tree, least: int, hand: Hand, also: bool = False) -> str:
    return parentheses(hand.of(tree)) if also or looser(tree, least) else hand.of(tree)


def letter(name: str) -> str:
    r"""`theta` is \theta, `w1` is w_{1}, `x_max` is x_{max}, `rate` is \mathrm{rate}."""
    indexed = _INDEXED.fullmatch(name)
    if indexed:
        stem, index = indexed[1] or indexed[3], indexed[2] or indexed[4]
        return f"{letter(stem)}_{{{index}}}"
    if name.startswith("∇"):
        return rf"\nabla {letter(name[1:])}"
    if name in GREEK:
        return "o" if name == "omicron" else "\\" + name
    return name if len(name) == 1 and name.isalpha() else rf"\mathrm{{{_escaped(name)}}}"


def _escaped(name: str) -> str:
    return "".join(rf"\{c}" if c in "_#%&$" else c if c.isalnum() else "" for c in name)


def number(tree: Tree, hand: Hand) -> str:
    return quotient(tree, hand) if is_ratio(tree) else digits(int(tree.value))


def total(tree: Tree, hand: Hand) -> str:
    text = ""
    for term in tree.args:
        minus, rest = unsigned(term)
        sign = (" - " if minus else " + ") if text else ("-" if minus else "")
        text += sign + group(rest, PRODUCT if minus else NEGATIVE, hand)
    return text


def signed(tree: Tree, hand: Hand) -> str | None:
    minus, rest = unsigned(tree)
    return "-" + group(rest, PRODUCT, hand) if minus else None


def negative(tree: Tree, hand: Hand) -> str:
    return "-" + group(tree.args[0], PRODUCT, hand)


def product(tree: Tree, hand: Hand) -> str:
    if (text := signed(tree, hand)) is not None:
        return text
    last = len(tree.args) - 1
    grouped = [looser(f, PRODUCT if i else NEGATIVE) or (open_ended(f) and i < last) for i, f in enumerate(tree.args)]
    text = group(tree.args[0], NEGATIVE, hand, grouped[0])
    for i in range(1, last + 1):
        dotted = needs_dot(tree.args[i - 1], grouped[i - 1], tree.args[i], grouped[i])
        text += (r" \cdot " if dotted else " ") + group(tree.args[i], PRODUCT, hand, grouped[i])
    return text


def needs_dot(left: Tree, left_grouped: bool, right: Tree, right_grouped: bool) -> bool:
    """As on one line, except that roots and bars show here where they end."""
    delimited = not left_grouped and closing(left) in ("root", "bar") and opening(right) not in ("digit", "minus")
    return between(left, left_grouped, right, right_grouped) == DOT and not delimited


def quotient(tree: Tree, hand: Hand) -> str:
    if (text := signed(tree, hand)) is not None:
        return text
    top, bottom = halves(tree)
    return rf"\frac{{{hand.of(top)}}}{{{hand.of(bottom)}}}"


def power(tree: Tree, hand: Hand) -> str:
    base, exponent = tree.args
    inner = bare(base)
    if inner.head in POWERED and is_count(exponent):
        return f"{FUNCTIONS[inner.head].latex}^{{{hand.of(exponent)}}}{arguments(inner, hand)}"
    return f"{group(base, CALL, hand, inner.head in ('at', 'list'))}^{{{hand.of(exponent)}}}"


def arguments(tree: Tree, hand: Hand) -> str:
    return parentheses(", ".join(map(hand.of, tree.args)))


def function(tree: Tree, hand: Hand) -> str:
    known = FUNCTIONS.get(tree.head)
    return (known.latex if known else rf"\operatorname{{{_escaped(tree.head)}}}") + arguments(tree, hand)


def apply(tree: Tree, hand: Hand) -> str:
    stem, inverse, _ = tree.value.partition("^-1")
    count = stem.count("'")
    primes = count * "'" + ("^{-1}" if inverse else "")
    return f"{letter(stem.strip(_PRIME))}{primes}{arguments(tree, hand)}"


def root(tree: Tree, hand: Hand) -> str:
    degree = f"[{hand.of(tree.args[1])}]" if tree.head == "root" else ""
    return rf"\sqrt{degree}{{{hand.of(tree.args[0])}}}"


def logarithm(tree: Tree, hand: Hand) -> str:
    return rf"\log_{{{hand.of(tree.args[1])}}}{parentheses(hand.of(tree.args[0]))}"


def between_signs(left: str, right: str) -> Form:
    return lambda tree, hand: f"{left}{hand.of(tree.args[0])}{right}"


def prime(tree: Tree, hand: Hand) -> str:
    count = 1
    while tree.args[0].head == "prime":
        tree, count = tree.args[0], count + 1
    return group(tree.args[0], CALL, hand) + _PRIME * count


def relation(tree: Tree, hand: Hand) -> str:
    return f"{group(tree.args[0], SUM, hand)} {_RELATIONS[tree.head]} {group(tree.args[1], SUM, hand)}"


def conjunction(tree: Tree, hand: Hand) -> str:
    """a <= x <= b where neighbours share a side, and otherwise with words between."""
    if is_chain(tree):
        first, *others = tree.args
        return relation(first, hand) + "".join(f" {_RELATIONS[r.head]} {group(r.args[1], SUM, hand)}" for r in others)
    return rf" \text{{ {tree.head} }} ".join(group(part, RELATION, hand) for part in tree.args)


def listing(tree: Tree, hand: Hand) -> str:
    """A list of lists as a matrix, a list as a column."""
    rows = [" & ".join(map(hand.of, row.args)) if row.head == "list" else hand.of(row) for row in map(bare, tree.args)]
    return rf"\begin{{bmatrix}} {_NEWLINE.join(rows)} \end{{bmatrix}}"


def piecewise(tree: Tree, hand: Hand) -> str:
    return rf"\begin{{cases}} {_NEWLINE.join(map(hand.of, tree.args))} \end{{cases}}"


def case(tree: Tree, hand: Hand) -> str:
    value, condition = tree.args
    otherwise = bare(condition).value == "true"
    return f"{hand.of(value)} & " + (r"\text{otherwise}" if otherwise else rf"\text{{if }} {hand.of(condition)}")


def derivative(tree: Tree, hand: Hand) -> str:
    inside, by, partial = derivation(tree)
    d, dx = (r"\partial", r"\partial ") if partial else ("d", "d")
    under = " ".join(f"{dx}{hand.of(x)}{_order(count)}" for x, count in by)
    over = d + _order(sum(count for _, count in by))
    if is_ratio_of_differentials(tree):
        return rf"\frac{{{over}{' ' * partial}{hand.of(inside)}}}{{{under}}}"
    return rf"\frac{{{over}}}{{{under}}}{parentheses(hand.of(inside))}"


def _order(count: int) -> str:
    return "" if count == 1 else f"^{{{count}}}"


def summation(tree: Tree, hand: Hand) -> str:
    f, k, low, high = tree.args
    return rf"\sum_{{{hand.of(k)}={hand.of(low)}}}^{{{hand.of(high)}}} {group(f, PRODUCT, hand)}"


def integral(tree: Tree, hand: Hand) -> str:
    f, x, *ends = tree.args
    limits = f"_{{{hand.of(ends[0])}}}^{{{hand.of(ends[1])}}}" if ends else ""
    return rf"\int{limits} {group(f, PRODUCT, hand, open_ended(f))} \, d{hand.of(x)}"


def limit(tree: Tree, hand: Hand) -> str:
    f, x, a = tree.args
    side = f"^{{{tree.value}}}" if tree.value else ""
    return rf"\lim_{{{hand.of(x)} \to {hand.of(a)}{side}}} {group(f, PRODUCT, hand)}"


def evaluated(tree: Tree, hand: Hand) -> str:
    f, x, low, *high = map(hand.of, tree.args)
    ends = f"_{{{low}}}^{{{high[0]}}}" if high else f"_{{{x} = {low}}}"
    return rf"\left[{f}\right]{ends}"


LATEX: Mapping[str, Form] = {
    "number": number, "name": lambda tree, _: letter(tree.value), "constant": lambda tree, _: _CONSTANTS[tree.value],
    "mark": lambda tree, hand: hand.of(tree.args[0]),
    "+": total, "neg": negative, "*": product, "/": quotient, "^": power,
    "!": lambda tree, hand: group(tree.args[0], CALL + 1, hand, is_quotient(tree.args[0])) + "!",
    "apply": apply, "prime": prime, "abs": between_signs(r"\left|", r"\right|"),
    "floor": between_signs(r"\left\lfloor ", r"\right\rfloor"), "ceil": between_signs(r"\left\lceil ", r"\right\rceil"),
    "log": logarithm, "sqrt": root, "root": root,
    "binomial": lambda tree, hand: rf"\binom{{{hand.of(tree.args[0])}}}{{{hand.of(tree.args[1])}}}",
    "=": relation, "<": relation, "<=": relation, ">": relation, ">=": relation, "!=": relation,
    "and": conjunction, "or": conjunction, "list": listing, "tuple": arguments, "piecewise": piecewise, "case": case,
    "D": derivative, "I": integral, "S": summation, "L": limit, "at": evaluated,
}  # fmt: skip


def latex(tree: Tree) -> str:
    """`tree` in LaTeX, without dollar signs."""
    return Fold[str](lambda node, hand: LATEX.get(node.head, function)(node, hand)).of(tree)
