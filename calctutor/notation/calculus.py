"""How is the notation of calculus read inside an expression? `d/dx (…)`, `∫ … dx`, `lim_{x→0} …`."""

from __future__ import annotations

from calctutor.notation import misuses
from calctutor.notation.brackets import CLOSERS, OPENING, comma_ahead
from calctutor.notation.functions import index
from calctutor.notation.operators import superscript
from calctutor.notation.parser import INFIX, LOOSE, POWER, PREFIX, PRODUCT, SUM, Parser, begins
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree, name, number

# Derivatives.


@begins("d/dx")
def operator(parser: Parser, token: Token, _: int) -> Tree:
    """`d/dx (…)` takes the bracket, `d/dx x^2 y` the product; `dy/dx` says itself what it takes."""
    of, by = token.value
    f = name(of) if of else operand(parser, token)
    for x in by:
        f = parser.node("D", (f, Tree("name", (), x, (token.start, token.end))), token.start)
    return f


def operand(parser: Parser, token: Token) -> Tree:
    if parser.next.kind == "end":
        misuses.operator_of_nothing(parser, token)
    in_brackets = parser.next.kind in OPENING
    parser.depth += 1
    f = parser.expression(PRODUCT if in_brackets else PREFIX)
    parser.depth -= 1
    if not in_brackets:
        return f
    if (parser.next.kind == "/" or is_product(parser)) and parser.next.kind != "*":
        misuses.operator_of_what(parser, token)
    return f.args[0] if f.head == "list" and len(f.args) == 1 else f


def is_product(parser: Parser) -> bool:
    """Would the next token make a product with what stands before it?"""
    kind = parser.next.kind
    return INFIX.get(kind, LOOSE)[0] == PRODUCT and not (kind in ("|", "differential") and parser.closes(kind))


# Integrals.


@begins("integral")
def integral(parser: Parser, token: Token, _: int) -> Tree:
    """`∫ f dx`, `∫_0^1 f dx`, `∫ dx/x`, `∫ f dx from 0 to 1`."""
    below, above = bounds(parser)
    f, x = integrand(parser, token)
    if below is None and parser.take_any("from"):
        below = parser.expression(SUM)
        if not parser.take_any("to"):
            misuses.one_limit(parser)
        above = parser.expression(SUM)
    variable = Tree("name", (), x.value, (x.start + 1, x.end))
    return parser.node("I", (f, variable) if below is None or above is None else (f, variable, below, above), token.start)


def integrand(parser: Parser, token: Token) -> tuple[Tree, Token]:
    """What stands between the sign and the differential, and the differential."""
    parser.open.append(token)
    if parser.next.kind == "differential":
        return lone_differential(parser)
    parser.depth += 1
    f = parser.expression(0)
    parser.depth -= 1
    if parser.open[-1] is not token:  # the numerator of a fraction held the differential
        x = parser.open.pop()
        parser.open.pop()
        return f, x
    if parser.next.kind != "differential":
        misuses.no_differential(parser, token)
    parser.open.pop()
    x = parser.take()
    if parser.next.kind == "/" or (is_product(parser) and parser.next.kind not in ("*", "differential")):
        misuses.behind_differential(parser, token, x)
    return f, x


def lone_differential(parser: Parser) -> tuple[Tree, Token]:
    """`∫ dx` and `∫ dx/x`."""
    x = parser.take()
    f = number(1)
    if parser.take_any("/"):
        f = parser.node("/", (f, parser.expression(PRODUCT)), x.start)
    parser.open.pop()
    return f, x


def bounds(parser: Parser) -> tuple[Tree | None, Tree | None]:
    below = above = None
    for _ in range(2):
        if parser.take_any("_"):
            below = bound(parser)
        elif parser.next.kind == "superscript":
            above = superscript(parser)
        elif parser.take_any("^"):
            above = bound(parser)
    if (below is None) != (above is None):
        misuses.one_limit(parser)
    return below, above


def bound(parser: Parser) -> Tree:
    if sign := parser.take_any("-"):
        return parser.node("neg", (index(parser),), sign.start)
    parser.take_any("+")
    return index(parser)


def differential_ahead(parser: Parser) -> bool:
    """Does a `dx` follow behind the bracket that comes next, rather than a comma inside it?"""
    return not comma_ahead(parser) and any(token.kind == "differential" for token in parser.tokens[parser.position :])


@begins("differential")
def stray(parser: Parser, token: Token, _: int) -> Tree:
    return misuses.stray_differential(parser, token)


# Limits.


def limit_below(parser: Parser, in_brackets: bool) -> tuple[Tree, Tree, str | None]:
    """The `x -> 0+` of a limit: the variable, where it goes, from which side. Without brackets the point is a single token."""
    x = parser.expression(POWER)
    if not parser.take_any("->", "to"):
        misuses.no_arrow(parser)
    if not in_brackets:
        return x, bound(parser), None
    side = side_ahead(parser)
    return x, parser.expression(0), side


def side_ahead(parser: Parser) -> str | None:
    """The side in `0+`, `0^+` or `0⁺`, taken out of the tokens in front of the bracket that closes."""
    depth, last = 1, parser.position
    while True:
        kind = parser.tokens[last].kind
        depth += (kind in OPENING) - (kind in CLOSERS)
        if depth == 0 or kind == "end":
            break
        last += 1
    for tail in SIDES:
        first = last - len(tail)
        if first > parser.position and tuple(token.kind for token in parser.tokens[first:last]) == tail:
            del parser.tokens[first:last]
            return "+" if "+" in tail else "-"
    return None


SIDES = [
    tail for sign in "+-" for tail in (("^", "group", sign, "end group"), ("superscript", sign, "close"), ("^", sign), (sign,))
]
"""The ways in which a side is written behind the point that a variable goes to."""
