"""How is a tree written as a Python expression that sympy's own parser reads back to the same value?

Functions go by sympy's names, and those it does not know are written out: sigmoid(u) as 1/(1 + exp(-u)). Questions are
written D(f, x), I(f, x, a, b) and L(f, x, a), and y' is Prime(y), for sympy's own `prime` counts prime numbers.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from typing import TypeAlias

from calctutor.notation.tree import Tree, add, call, divide, multiply, names, negative, number, power
from calctutor.notation.vocabulary import FUNCTIONS
from calctutor.notation.writing.letters import digits
from calctutor.notation.writing.precedence import (
    CALL,
    NEGATIVE,
    POWER,
    PRODUCT,
    SUM,
    Fold,
    bare,
    exponential,
    halves,
    is_ratio,
    level,
    unsigned,
)

Hand: TypeAlias = Fold[str]
Form: TypeAlias = Callable[[Tree, Hand], str]

ONE, ZERO = number(1), number(0)

WRITTEN_OUT: Mapping[str, Callable[..., Tree]] = {
    "sigmoid": lambda u: divide(ONE, add(ONE, exponential(negative(u)))),
    "relu": lambda u: call("max", ZERO, u),
    "softplus": lambda u: call("ln", add(ONE, exponential(u))),
    "logsumexp": lambda *terms: call("ln", add(*map(exponential, _spread(terms)))),
    "root": lambda u, n: _real_root(u, n),
}
"""Functions that sympy's parser does not know -> what they stand for."""

IMAGINARY = {"Cl2": "im(polylog(2, exp(sqrt(-1)*({}))))", "Ti2": "im(polylog(2, sqrt(-1)*({})))"}
"""Functions that sympy knows as the imaginary part of another. A letter I could be somebody's variable; sqrt(-1) cannot."""

TAKEN = frozenset({
    "I", "E", "N", "O", "Q", "S", "C", "pi", "oo", "nan", "zoo", "beta", "gamma", "zeta", "Chi", "Ci", "Si", "Shi", "Ei", "li",
    "re", "im", "arg", "test", "series", "solve", "expand", "factor", "diff", "limit", "symbols", "product", "plot", "roots",
    "poly", "degree", "rad", "sets", "var", "sign",
})  # fmt: skip
"""Names that would reach sympy as something else than a variable."""


def _spread(terms: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """logsumexp takes its terms one by one or as one list."""
    return terms[0].args if len(terms) == 1 and bare(terms[0]).head == "list" else terms


def _real_root(u: Tree, n: Tree) -> Tree:
    odd = bare(n).head == "number" and bare(n).value % 2 == 1
    lift = divide(ONE, n)
    return multiply(call("sign", u), power(call("abs", u), lift)) if odd else power(u, lift)


def group(tree: Tree, least: int, hand: Hand) -> str:
    loose = binds(tree) < least or (least > NEGATIVE and unsigned(tree)[0])
    return f"({hand.of(tree)})" if loose else hand.of(tree)


def binds(tree: Tree) -> int:
    """The level of what is really written: some functions turn into products."""
    tree = bare(tree)
    if tree.head in ("D", "I", "L", "S", "!", "prime"):
        return CALL
    return level(WRITTEN_OUT[tree.head](*tree.args)) if tree.head in WRITTEN_OUT else level(tree)


def arguments(hand: Hand, *trees: Tree) -> str:
    return "(" + ", ".join(map(hand.of, trees)) + ")"


def name(tree: Tree, _: Hand) -> str:
    if tree.value in TAKEN:
        return f"Symbol('{tree.value}')"
    return "lamda" if tree.value == "lambda" else f"{tree.value}_" if keyword.iskeyword(tree.value) else f"{tree.value}"


def constant(tree: Tree, _: Hand) -> str:
    return {"e": "E", "true": "True", "catalan": "Catalan"}.get(tree.value, str(tree.value))


def value(tree: Tree, hand: Hand) -> str:
    return quotient(tree, hand) if is_ratio(tree) else digits(int(tree.value))


def total(tree: Tree, hand: Hand) -> str:
    text = ""
    for term in tree.args:
        minus, rest = unsigned(term)
        sign = (" - " if minus else " + ") if text else ("-" if minus else "")
        text += sign + group(rest, PRODUCT if minus else NEGATIVE, hand)
    return text


def negation(tree: Tree, hand: Hand) -> str:
    return "-" + group(tree.args[0], PRODUCT, hand)


def product(tree: Tree, hand: Hand) -> str:
    first, *others = tree.args
    return "*".join([group(first, NEGATIVE, hand), *(factor(other, hand) for other in others)])


def factor(tree: Tree, hand: Hand) -> str:
    """A factor that is not the first: a quotient there stands in parentheses."""
    quotient_inside = binds(tree) == PRODUCT and bare(tree).head != "*"
    return f"({hand.of(tree)})" if quotient_inside or binds(tree) < PRODUCT or unsigned(tree)[0] else hand.of(tree)


def quotient(tree: Tree, hand: Hand) -> str:
    if tree.head == "number" and tree.value < 0:
        return f"-{digits(-tree.value.numerator)}/{digits(tree.value.denominator)}"
    top, bottom = halves(tree)
    return f"{group(top, NEGATIVE, hand)}/{group(bottom, POWER, hand)}"


def exponentiation(tree: Tree, hand: Hand) -> str:
    base, exponent = tree.args
    if bare(base).head == "constant" and bare(base).value == "e":
        return "exp" + arguments(hand, exponent)
    return f"{group(base, CALL, hand)}**{group(exponent, CALL, hand)}"


def function(tree: Tree, hand: Hand) -> str:
    if tree.head in WRITTEN_OUT:
        return hand.of(WRITTEN_OUT[tree.head](*tree.args))
    if tree.head in IMAGINARY:
        return IMAGINARY[tree.head].format(hand.of(tree.args[0]))
    known = FUNCTIONS.get(tree.head)
    return (known.sympy if known else tree.head) + arguments(hand, *tree.args)


def renamed(to: str) -> Form:
    return lambda tree, hand: to + arguments(hand, *tree.args)


def apply(tree: Tree, hand: Hand) -> str:
    """f(x), and for g''(x) the derivatives of g, at a place that is put in afterwards unless it is a plain name."""
    stem, inverse, _ = tree.value.partition("^-1")
    label, count = stem.rstrip("'") + ("_inverse" if inverse else ""), stem.count("'")
    if count == 0:
        return f"{label}{arguments(hand, *tree.args)}"
    argument = tree.args[0]
    inside = hand.of(argument) if bare(argument).head == "name" else fresh("xi", argument)
    derived = f"{label}({inside})"
    for _ in range(count):
        derived = f"Derivative({derived}, {inside})"
    return derived if bare(argument).head == "name" else f"Subs({derived}, {inside}, {hand.of(argument)})"


def fresh(wanted: str, tree: Tree) -> str:
    """A name that does not occur in `tree`."""
    while wanted in names(tree):
        wanted += "_"
    return wanted


def piecewise(tree: Tree, hand: Hand) -> str:
    return f"Piecewise({', '.join(map(hand.of, tree.args))})"


def comparison(tree: Tree, hand: Hand) -> str:
    return f"{group(tree.args[0], SUM, hand)} {tree.head} {group(tree.args[1], SUM, hand)}"


def listing(tree: Tree, hand: Hand) -> str:
    return "[" + ", ".join(map(hand.of, tree.args)) + "]"


def limit(tree: Tree, hand: Hand) -> str:
    side = f", '{tree.value}'" if tree.value else ""
    return f"Limit({', '.join(map(hand.of, tree.args))}{side})"


def integral(tree: Tree, hand: Hand) -> str:
    """Under sympy's own name: I alone is the imaginary unit to it."""
    f, x, *ends = map(hand.of, tree.args)
    return f"Integral({f}, ({', '.join([x, *ends])}))" if ends else f"Integral({f}, {x})"


def summation(tree: Tree, hand: Hand) -> str:
    f, k, low, high = map(hand.of, tree.args)
    return f"Sum({f}, ({k}, {low}, {high}))"


def tuple_(tree: Tree, hand: Hand) -> str:
    inside = ", ".join(map(hand.of, tree.args))
    return f"({inside},)" if len(tree.args) == 1 else f"({inside})"


def evaluated(tree: Tree, hand: Hand) -> str:
    f, x, *ends = map(hand.of, tree.args)
    return " - ".join(f"Subs({f}, {x}, {end})" for end in reversed(ends))


PYTHON: Mapping[str, Form] = {
    "number": value, "name": name, "constant": constant, "mark": lambda tree, hand: hand.of(tree.args[0]),
    "+": total, "neg": negation, "*": product, "/": quotient, "^": exponentiation, "!": renamed("factorial"),
    "apply": apply, "prime": renamed("Prime"), "=": renamed("Eq"), "!=": renamed("Ne"),
    "and": renamed("And"), "or": renamed("Or"), "<": comparison, "<=": comparison, ">": comparison, ">=": comparison,
    "tuple": tuple_, "list": listing, "piecewise": piecewise, "case": tuple_,
    "D": renamed("D"), "I": integral, "S": summation, "L": limit, "at": evaluated,
}  # fmt: skip


def python(tree: Tree) -> str:
    """`tree` in Python syntax."""
    return Fold[str](lambda node, hand: PYTHON.get(node.head, function)(node, hand)).of(tree)
