"""How are words read that are applied like functions but mean more than one node? `exp`, `diff`, `int`, `lim`, `piecewise` and the like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from calctutor.notation.tokens import Token
from calctutor.notation.tree import Tree, constant, number

if TYPE_CHECKING:
    from calctutor.notation.reading import Parser

Reader = Callable[["Parser", Token], Tree]


def _arguments(parser: Parser, token: Token, least: int, most: int, example: str) -> tuple[Tree, ...]:
    """The arguments in brackets, as many as the form takes; a single one may stand without brackets."""
    args = parser.arguments() if parser.next.kind == "(" else (parser.bare_argument(token),)
    if not least <= len(args) <= most:
        shown = parser.text[token.start : token.end]
        place = (token.start, parser.tokens[parser.position - 1].end)
        parser.fail("arguments", f"{shown} does not take {len(args)} argument{'s' * (len(args) != 1)}", place, f"write it as {example}")
    return args


def _exp(parser: Parser, token: Token) -> Tree:
    power = parser.function_exponent()
    (u,) = _arguments(parser, token, 1, 1, "exp(x)")
    raised = parser.node("^", (constant("e"), u), token)
    return raised if power is None else parser.node("^", (raised, power), token)


def _cbrt(parser: Parser, token: Token) -> Tree:
    return parser.node("root", (*_arguments(parser, token, 1, 1, "cbrt(x)"), number(3)), token)


def _pow(parser: Parser, token: Token) -> Tree:
    return parser.node("^", _arguments(parser, token, 2, 2, "pow(x, 2)"), token)


def _factorial(parser: Parser, token: Token) -> Tree:
    return parser.node("!", _arguments(parser, token, 1, 1, "factorial(n)"), token)


def _quotient(parser: Parser, token: Token) -> Tree:
    return parser.node("/", _arguments(parser, token, 2, 2, "Rational(1, 2)"), token)


def _log_base(base: int) -> Reader:
    def read(parser: Parser, token: Token) -> Tree:
        power = parser.function_exponent()
        taken = parser.node("log", (*_arguments(parser, token, 1, 1, f"log{base}(x)"), number(base)), token)
        return taken if power is None else parser.node("^", (taken, power), token)

    return read


def _derivative(parser: Parser, token: Token) -> Tree:
    """`diff(f, x)`, `diff(f, x, 2)`, `Derivative(f, (x, 2))`, `diff(f, x, y)`."""
    f, *by = _arguments(parser, token, 2, 9, "diff(x^2, x)")
    for x in by:
        if x.head == "tuple":
            x, times = x.args[0], int(x.args[1].value) if x.args[1].head == "number" else 1
        elif x.head == "number":
            x, times = by[by.index(x) - 1], int(x.value) - 1
        else:
            times = 1
        for _ in range(min(times, 20)):
            f = parser.node("D", (f, _variable(parser, x, "diff(x^2, x)")), token)
    return f


def _integral(parser: Parser, token: Token) -> Tree:
    """`int(f, x)`, `int(f, x, a, b)`, `Integral(f, (x, a, b))`, and `int x^2 dx`."""
    if parser.next.kind != "(" or _differential_ahead(parser):
        parser.position -= 1
        parser.next = Token("integral", None, token.start, token.end)
        return parser.integral(0)
    parser.open_integrals, depth = 0, parser.open_integrals
    f, *rest = _arguments(parser, token, 2, 4, "int(x^2, x, 0, 1)")
    parser.open_integrals = depth
    if len(rest) == 1 and rest[0].head == "tuple":
        rest = list(rest[0].args)
    if len(rest) not in (1, 3):
        parser.fail("arguments", "an integral has two limits or none", (token.start, parser.tokens[parser.position - 1].end), "int(x^2, x, 0, 1)")
    return parser.node("I", (f, _variable(parser, rest[0], "int(x^2, x)"), *rest[1:]), token)


def _differential_ahead(parser: Parser) -> bool:
    """Does a `dx` follow behind the bracket that comes next, rather than a comma inside it?"""
    depth = 0
    for token in parser.tokens[parser.position :]:
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if depth == 1 and token.kind == ",":
            return False
        if depth == 0 and token.kind == "differential":
            return True
    return False


def _limit(parser: Parser, token: Token) -> Tree:
    """`lim(f, x, a)` and `lim_{x->0} f`; `0+` and `0-` are the sides."""
    if parser.next.kind == "_":
        parser.take()
        return _limit_below(parser, token)
    args = _arguments(parser, token, 3, 4, "lim(sin(x)/x, x, 0)")
    side = str(args[3].value) if len(args) == 4 else None
    return parser.node("L", (args[0], _variable(parser, args[1], "lim(sin(x)/x, x, 0)"), args[2]), token, side)


def _limit_below(parser: Parser, token: Token) -> Tree:
    opened = parser.take()
    x = parser.expression(0)
    if parser.next.kind != "->":
        parser.fail_here("an arrow was expected here, as in x->0")
    parser.take()
    a = parser.expression(20)
    side = None
    if parser.next.kind in ("^", "superscript"):
        mark = parser.take()
        side = mark.value if mark.kind == "superscript" else parser.take().kind
    elif parser.next.kind in ("+", "-"):
        side = parser.take().kind
    parser.expect(")" if opened.kind == "(" else "}", opened)
    return parser.node("L", (parser.expression(19), _variable(parser, x, "lim_{x->0} f"), a), token, side if side in ("+", "-") else None)


def _piecewise(parser: Parser, token: Token) -> Tree:
    """`piecewise(x^2, x < 0, x, otherwise)` and `Piecewise((x^2, x < 0), (x, True))`."""
    if parser.next.kind != "(":
        parser.fail_here("piecewise takes its cases in brackets")
    opened = parser.take()
    cases: list[Tree] = []
    while True:
        value = _otherwise(parser)
        if value.head == "tuple" and len(value.args) == 2:
            cases.append(parser.node("case", value.args, value))
        elif parser.next.kind == "," or parser.next.kind == "keyword":
            if parser.next.kind == ",":
                parser.take()
            cases.append(parser.node("case", (value, _condition(parser)), value))
        else:
            cases.append(parser.node("case", (value, constant("true")), value))
        if parser.next.kind not in (",", ";"):
            break
        parser.take()
    parser.expect(")", opened)
    return parser.node("piecewise", tuple(cases), token)


def _condition(parser: Parser) -> Tree:
    if parser.next.kind == "keyword" and parser.next.value == "if":
        parser.take()
    return _otherwise(parser)


def _otherwise(parser: Parser) -> Tree:
    """An expression, or a pair, or the word `otherwise`."""
    if parser.next.kind == "keyword" and parser.next.value == "otherwise":
        parser.take()
        return constant("true")
    if parser.next.kind == "(" and pair_ahead(parser):
        opened = parser.take()
        value = parser.expression(0)
        parser.take()
        condition = _condition(parser)
        parser.expect(")", opened)
        return parser.node("tuple", (value, condition), opened)
    return parser.expression(0)


def pair_ahead(parser: Parser) -> bool:
    """Is the bracket that comes next a (value, condition) pair?"""
    depth = 0
    for token in parser.tokens[parser.position :]:
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if depth == 1 and token.kind == ",":
            return True
        if depth == 0:
            return False
    return False


def _variable(parser: Parser, tree: Tree, example: str) -> Tree:
    if tree.head != "name":
        parser.fail("not-a-variable", "this is not a variable", tree.place or (0, 1), f"write it as {example}")
    return tree


FORM_READERS: dict[str, Reader] = {
    "exp": _exp, "cbrt": _cbrt, "pow": _pow, "factorial": _factorial, "quotient": _quotient, "log2": _log_base(2),
    "log10": _log_base(10), "D": _derivative, "I": _integral, "L": _limit, "piecewise": _piecewise,
}  # fmt: skip
