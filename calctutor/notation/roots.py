"""How are roots, and LaTeX's fractions and binomials read, which stand in two storeys?"""

from __future__ import annotations

from calctutor.notation.brackets import bracket, items, placed
from calctutor.notation.parser import POSTFIX, POWER, Parser, begins
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree, number


def group(parser: Parser) -> Tree:
    """What a LaTeX command takes: something in braces, or a single token."""
    parser.depth += 1
    taken = parser.expression(POSTFIX)
    parser.depth -= 1
    return taken


@begins("radical")
def radical(parser: Parser, token: Token, _: int) -> Tree:
    """√x takes what follows directly; √(…) its brackets."""
    inner = parser.expression(POWER)
    return root_of(parser, inner, number(token.value), token)


@begins("root")
def root(parser: Parser, token: Token, _: int) -> Tree:
    """LaTeX's \\sqrt, with or without an index in square brackets."""
    if not (opened := parser.take_any("[")):
        return parser.node("sqrt", (group(parser),), token.start)
    nth = items(parser, opened)[0]
    inner = group(parser)
    return root_of(parser, inner, nth, token)


def root_of(parser: Parser, inner: Tree, nth: Tree, token: Token) -> Tree:
    if nth.value == 2:
        return parser.node("sqrt", (inner,), token.start)
    return parser.node("root", (inner, nth), token.start)


@begins("binom")
def binomial(parser: Parser, token: Token, _: int) -> Tree:
    return parser.node("binomial", (group(parser), group(parser)), token.start)


@begins("frac")
def fraction(parser: Parser, token: Token, _: int) -> Tree:
    """LaTeX's fractions. Inside an integral the numerator may hold the differential."""
    opened = parser.take_any("group")
    top = numerator(parser, opened) if opened else group(parser)
    return parser.node("/", (top, group(parser)), token.start)


def numerator(parser: Parser, opened: Token) -> Tree:
    """A group; directly inside an integral, its differential may be in it and is left on top of what is open."""
    if not parser.open or parser.open[-1].kind != "integral":
        return bracket(parser, opened, 0)
    parser.depth += 1
    top = number(1) if parser.next.kind == "differential" else parser.expression(0)
    parser.depth -= 1
    x = parser.take_any("differential")
    parser.open.append(opened)
    parser.close("end group")
    if x:
        parser.open.append(x)
    return placed(parser, top, opened)
