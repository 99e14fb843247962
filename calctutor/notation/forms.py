"""How are words read that are applied like functions but mean more than one node? `exp`, `diff`, `int`, `lim` and the like."""

from __future__ import annotations

from collections.abc import Callable

from calctutor.notation import misuses
from calctutor.notation.brackets import comma_ahead
from calctutor.notation.calculus import differential_ahead, limit_below
from calctutor.notation.cases import piecewise
from calctutor.notation.defined import DEFINITIONS, places, written_out
from calctutor.notation.functions import arguments_of, exponent_of_function, inverse, is_minus_one
from calctutor.notation.parser import BEGIN, PREFIX, Parser, begins
from calctutor.notation.pieces import Token
from calctutor.notation.tokens import HIGHEST_ORDER
from calctutor.notation.tree import Tree, constant, number

Form = Callable[[Parser, Token], Tree]


@begins("form")
def form(parser: Parser, token: Token, _: int) -> Tree:
    parser.depth += 1
    tree = FORMS[token.value](parser, token)
    parser.depth -= 1
    return tree


def arguments(parser: Parser, token: Token, least: int, most: int, example: str) -> tuple[Tree, ...]:
    """The arguments in brackets, as many as the form takes; a single one may stand without brackets."""
    found = arguments_of(parser, token)
    if not least <= len(found) <= most:
        misuses.arguments_of_form(parser, token, len(found), example)
    return found


def simple(count: int, example: str, build: Callable[[tuple[Tree, ...]], tuple[str, tuple[Tree, ...]]]) -> Form:
    """A form that takes `count` arguments, perhaps behind an exponent as in `exp^2(x)`, and is one node."""

    def read(parser: Parser, token: Token) -> Tree:
        exponent = exponent_of_function(parser)
        if exponent and is_minus_one(exponent):
            inverse(parser, parser.text[token.start : token.end], token)
        head, args = build(arguments(parser, token, count, count, example))
        tree = parser.node(head, args, token.start)
        return tree if exponent is None else parser.node("^", (tree, exponent), token.start)

    return read


# Derivatives.


def derivative(parser: Parser, token: Token) -> Tree:
    """`diff(f, x)`, `diff(f, x, 2)`, `Derivative(f, (x, 2))`, `diff(f, x, y)`."""
    example = "diff(x^2, x)"
    f, *rest = arguments(parser, token, 2, 9, example)
    by: list[Tree] = []
    for x in rest:
        x, times = x.args if x.head == "tuple" and len(x.args) == 2 else (x, number(1))
        if x.head == "number" and by:
            x, times = by.pop(), x
        by += [variable(parser, x, example)] * order(parser, times)
    for x in by:
        f = parser.node("D", (f, x), token.start)
    return f


def order(parser: Parser, times: Tree) -> int:
    if times.head != "number" or times.value not in range(1, HIGHEST_ORDER + 1):
        reason = f"the order of a derivative is a whole number from 1 to {HIGHEST_ORDER}"
        parser.fail("order", reason, times.place or (0, 1), "write diff(x^2, x, 2)")
    return int(times.value)


def variable(parser: Parser, tree: Tree, example: str) -> Tree:
    if tree.head != "name":
        parser.fail("not-a-variable", "a variable was expected here", tree.place or (0, 1), f"write {example}")
    return tree


# Integrals.


def integral(parser: Parser, token: Token) -> Tree:
    """`int(f, x)`, `int(f, x, a, b)`, `Integral(f, (x, a, b))`, and `int x^2 dx`."""
    if parser.next.kind != "(" or differential_ahead(parser):
        return BEGIN["integral"](parser, Token("integral", " dx", token.start, token.end), 0)
    example = "int(x^2, x, 0, 1)"
    f, *rest = arguments(parser, token, 2, 4, example)
    if len(rest) == 1 and rest[0].head == "tuple":
        rest = list(rest[0].args)
    if len(rest) not in (1, 3):
        parser.fail("arguments", "an integral has two limits or none", (token.start, parser.end), f"write {example}")
    return parser.node("I", (f, variable(parser, rest[0], "int(x^2, x)"), *rest[1:]), token.start)


# Limits.


def limit(parser: Parser, token: Token) -> Tree:
    """`lim(f, x, a)`, `lim(f, x, a, +)`, `lim_{x->0+} f` and `lim x->0 f`."""
    if parser.take_any("_") or not (parser.next.kind == "(" and comma_ahead(parser)):
        return limit_of_what_follows(parser, token)
    parser.open.append(parser.take())
    args = [parser.expression(0)]
    side = None
    while side is None and parser.take_any(","):
        side = side_mark(parser)
        if side is None:
            args.append(parser.expression(0))
    parser.close(")")
    if len(args) != 3:
        misuses.arguments_of_form(parser, token, len(args), "lim(sin(x)/x, x, 0)")
    f, x, a = args
    return parser.node("L", (f, variable(parser, x, "lim(sin(x)/x, x, 0)"), a), token.start, side)


def side_mark(parser: Parser) -> str | None:
    """A side on its own, as the last argument: `+`, `-`, or either in quotes."""
    quoted = 1 if parser.next.kind == "'" else 0
    if parser.peek(quoted).kind not in ("+", "-") or parser.peek(quoted + 1).kind not in (")", "'"):
        return None
    parser.take_any("'")
    side = parser.take().kind
    parser.take_any("'")
    return side


def limit_of_what_follows(parser: Parser, token: Token) -> Tree:
    opened = parser.take_any("(", "{", "group")
    if opened:
        parser.open.append(opened)
    x, a, side = limit_below(parser, bool(opened))
    if opened:
        parser.close({"(": ")", "{": "}", "group": "end group"}[opened.kind])
    example = "lim_{x->0} sin(x)/x"
    return parser.node("L", (parser.expression(PREFIX), variable(parser, x, example), a), token.start, side)


# Functions that are written out.


def defined(word: str) -> Form:
    """`gelu(x)` is read as its formula."""

    def read(parser: Parser, token: Token) -> Tree:
        exponent = exponent_of_function(parser)
        count = places(word)
        args = arguments(parser, token, count, count, f"{word}({', '.join('xy'[:count])})")
        tree = written_out(parser, token, word, args)
        return tree if exponent is None else parser.node("^", (tree, exponent), token.start)

    return read


FORMS: dict[str, Form] = {
    **{word: defined(word) for word in DEFINITIONS},
    "exp": simple(1, "exp(x)", lambda u: ("^", (constant("e"), *u))),
    "cbrt": simple(1, "cbrt(x)", lambda u: ("root", (*u, number(3)))),
    "log2": simple(1, "log2(x)", lambda u: ("log", (*u, number(2)))),
    "log10": simple(1, "log10(x)", lambda u: ("log", (*u, number(10)))),
    "pow": simple(2, "pow(x, 2)", lambda u: ("^", u)),
    "factorial": simple(1, "factorial(n)", lambda u: ("!", u)),
    "quotient": simple(2, "Rational(1, 2)", lambda u: ("/", u)),
    "D": derivative,
    "I": integral,
    "L": limit,
    "piecewise": piecewise,
}
"""Form -> how it is read, once its word has been taken."""
