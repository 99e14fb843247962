"""How is what stands between brackets, bars and braces read?"""

from __future__ import annotations

from calctutor.notation.parser import Parser, begins, begun
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree

CLOSING = {"(": ")", "[": "]", "{": "}", "group": "end group"}
OPENING, CLOSERS = frozenset(CLOSING), frozenset(CLOSING.values())


def items(parser: Parser, opened: Token) -> tuple[Tree, ...]:
    """Expressions with commas between them, up to the bracket that closes `opened`."""
    parser.open.append(opened)
    parser.depth += 1
    found = [parser.expression(0)]
    while parser.take_any(","):
        if parser.next.kind == "]":
            break
        found.append(parser.expression(0))
    parser.depth -= 1
    parser.close(CLOSING[opened.kind])
    return tuple(found)


@begins("(", "group")
def bracket(parser: Parser, opened: Token, _: int) -> Tree:
    """`(x + 1)`, and `(a, b)` for a point or a vector."""
    found = items(parser, opened)
    return parser.node("tuple", found, opened.start) if len(found) > 1 else placed(parser, found[0], opened)


def placed(parser: Parser, inner: Tree, opened: Token) -> Tree:
    """What stood in brackets, with the place of the brackets."""
    return Tree(inner.head, inner.args, inner.value, (opened.start, parser.end))


@begins("[")
def listed(parser: Parser, opened: Token, _: int) -> Tree:
    """`[a, b]`, `[[a, b], [c, d]]`; `2[x + 1]` is a bracket."""
    before = parser.peek(-2).kind if parser.position > 1 else "end"
    found = items(parser, opened)
    neighbours = {before, parser.next.kind} - {"(", ")", "[", "]", ",", "=", "end"}
    if len(found) == 1 and found[0].head != "list" and neighbours:
        return placed(parser, found[0], opened)
    return matrix_of(parser, found, opened)


def matrix_of(parser: Parser, found: tuple[Tree, ...], opened: Token) -> Tree:
    rows = [item for item in found if item.head == "list"]
    if rows and (len(rows) < len(found) or len({len(row.args) for row in rows}) > 1):
        remedy = "give every row the same number of entries, as in [[a, b], [c, d]]"
        parser.fail("ragged", "the rows of this matrix are not equally long", (opened.start, parser.end), remedy)
    return parser.node("list", found, opened.start)


@begins("matrix")
def matrix(parser: Parser, opened: Token, _: int) -> Tree:
    """LaTeX's matrices; one row or one column is a vector."""
    parser.open.append(opened)
    rows = [[parser.expression(0)]]
    while separator := parser.take_any(",", ";"):
        if separator.kind == ",":
            rows[-1].append(parser.expression(0))
        elif parser.next.kind != "close":
            rows.append([parser.expression(0)])
    parser.close("close")
    if len(rows) == 1:
        return parser.node("list", tuple(rows[0]), opened.start)
    if all(len(row) == 1 for row in rows):
        return parser.node("list", tuple(row[0] for row in rows), opened.start)
    lists = tuple(Tree("list", tuple(row), None, (begun(row[0]), parser.end)) for row in rows)
    return matrix_of(parser, lists, opened)


@begins("|")
def bars(parser: Parser, opened: Token, _: int) -> Tree:
    """`|x|`: a bar closes what the last bar opened, if nothing else was opened since."""
    parser.open.append(opened)
    inner = parser.expression(0)
    parser.close("|")
    return parser.node("abs", (inner,), opened.start)


@begins("abs", "floor", "ceil")
def paired(parser: Parser, opened: Token, _: int) -> Tree:
    """Bars, floors and ceilings that differ left and right."""
    parser.open.append(opened)
    inner = parser.expression(0)
    parser.close("close")
    return parser.node(opened.kind, (inner,), opened.start)


def comma_ahead(parser: Parser) -> bool:
    """Does the bracket that comes next hold a comma of its own?"""
    depth = 0
    for token in parser.tokens[parser.position :]:
        depth += (token.kind in OPENING) - (token.kind in CLOSERS)
        if depth <= 1 and token.kind == ",":
            return depth == 1
        if depth == 0:
            return False
    return False


def behind_bracket(parser: Parser, at: int) -> int:
    """The position behind the bracket that opens at `at`."""
    depth = 0
    for here in range(at, len(parser.tokens)):
        depth += (parser.tokens[here].kind in OPENING) - (parser.tokens[here].kind in CLOSERS)
        if depth == 0:
            return here + 1
    return len(parser.tokens)
