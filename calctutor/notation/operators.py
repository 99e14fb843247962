"""How do the signs of arithmetic, relations and numbers make a tree?"""

from __future__ import annotations

from calctutor.notation import refusals
from calctutor.notation.parser import INFIX, POSTFIX, POWER, PREFIX, PRODUCT, RELATION, SUM, Parser, begins, begun, flat, joins
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree

RELATIONS = frozenset({"=", "<", ">", "<=", ">=", "!="})


@joins(PRODUCT, "*")
def times(parser: Parser, left: Tree) -> Tree:
    parser.take()
    return flat(parser, "*", left, parser.expression(PRODUCT))


@joins(PRODUCT, "/")
def over(parser: Parser, left: Tree) -> Tree:
    parser.take()
    return parser.node("/", (left, parser.expression(PRODUCT)), begun(left))


@joins(SUM, "+")
def plus(parser: Parser, left: Tree) -> Tree:
    parser.take()
    return flat(parser, "+", left, parser.expression(SUM))


@joins(SUM, "-")
def minus(parser: Parser, left: Tree) -> Tree:
    parser.take()
    right = parser.expression(SUM)
    return flat(parser, "+", left, Tree("neg", (right,), None, right.place))


@joins(POWER, "^")
def power(parser: Parser, left: Tree) -> Tree:
    """`2^3^2` is 2^(3^2)."""
    parser.take()
    return parser.node("^", (left, parser.expression(POWER - 1)), begun(left))


@joins(POWER, "superscript")
def raised(parser: Parser, left: Tree) -> Tree:
    return parser.node("^", (left, superscript(parser)), begun(left))


def superscript(parser: Parser) -> Tree:
    """The raised letters that come next."""
    parser.open.append(parser.take())
    inner = parser.expression(0)
    parser.close("close")
    return inner


@joins(POSTFIX, "!")
def factorial(parser: Parser, left: Tree) -> Tree:
    token = parser.take()
    if parser.next.kind == "!":
        parser.fail("double-factorial", "double factorials are not read", (token.start, parser.next.end), "leave one ! out")
    return parser.node("!", (left,), begun(left))


@joins(POSTFIX, "'")
def prime(parser: Parser, left: Tree) -> Tree:
    parser.take()
    return parser.node("prime", (left,), begun(left))


@joins(RELATION, *RELATIONS)
def relation(parser: Parser, left: Tree) -> Tree:
    """`a < b`; of several in a row, as in `0 < x < 1`, all hold."""
    token = parser.take()
    right = parser.expression(RELATION)
    last = left.args[-1] if left.head == "and" else left
    if last.head not in RELATIONS:
        return parser.node(token.kind, (left, right), begun(left))
    if "=" in (last.head, token.kind):
        refusals.two_relations(parser, token)
    link = Tree(token.kind, (last.args[1], right), None, (begun(last.args[1]), parser.end))
    return parser.node("and", (*left.args, link) if left.head == "and" else (left, link), begun(left))


@joins(2, "or")
@joins(3, "and")
def connective(parser: Parser, left: Tree) -> Tree:
    token = parser.take()
    return flat(parser, token.kind, left, parser.expression(INFIX[token.kind][0]))


@begins("number")
def number(_: Parser, token: Token, __: int) -> Tree:
    return Tree("number", (), token.value, (token.start, token.end))


@begins("constant")
def constant(_: Parser, token: Token, __: int) -> Tree:
    return Tree("constant", (), token.value, (token.start, token.end))


@begins("-", factor=False)
def opposite(parser: Parser, token: Token, least: int) -> Tree:
    return parser.node("neg", (parser.expression(max(least, PREFIX)),), token.start)


@begins("+", factor=False)
def itself(parser: Parser, _: Token, least: int) -> Tree:
    return parser.expression(max(least, PREFIX))
