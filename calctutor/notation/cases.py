"""How are functions read that differ from case to case? Braces, `piecewise(…)`, LaTeX's cases, and Python's `if` and `else`."""

from __future__ import annotations

from calctutor.notation import misuses
from calctutor.notation.brackets import comma_ahead, placed
from calctutor.notation.parser import CONDITIONAL, Parser, begins, begun, joins
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree, constant


@begins("{")
def brace(parser: Parser, opened: Token, _: int) -> Tree:
    """`{x^2 if x < 0; x otherwise}`, or braces used as brackets."""
    parser.open.append(opened)
    first = parser.expression(CONDITIONAL)
    if parser.next.kind in ("}", "end"):
        parser.close("}")
        return placed(parser, first, opened)
    found = [case(parser, first)]
    while parser.take_any(";", ","):
        found.append(case(parser, parser.expression(CONDITIONAL)))
    parser.close("}")
    return parser.node("piecewise", tuple(found), opened.start)


@begins("cases")
def cases(parser: Parser, opened: Token, _: int) -> Tree:
    """LaTeX's cases: value & condition, a row each."""
    parser.open.append(opened)
    found = [case(parser, parser.expression(CONDITIONAL))]
    while parser.take_any(";", ","):
        if parser.next.kind not in ("close", ";"):
            found.append(case(parser, parser.expression(CONDITIONAL)))
    parser.close("close")
    return parser.node("piecewise", tuple(found), opened.start)


def case(parser: Parser, value: Tree) -> Tree:
    """The condition that goes with a value: `if x < 0`, `, x < 0`, `otherwise`, or nothing in the last case."""
    while parser.take_any(","):
        pass
    if parser.next.kind in ("}", ")", "close", ";"):
        return parser.node("case", (value, constant("true")), begun(value))
    return parser.node("case", (value, condition(parser)), begun(value))


def condition(parser: Parser) -> Tree:
    parser.take_any("if")
    if parser.take_any("otherwise"):
        parser.take_any("if")
        return constant("true")
    return parser.expression(CONDITIONAL)


@joins(CONDITIONAL, "if")
def conditional(parser: Parser, value: Tree) -> Tree:
    """Python's `x^2 if x < 0 else x`."""
    parser.take()
    first = parser.node("case", (value, parser.expression(CONDITIONAL)), begun(value))
    if not parser.take_any("otherwise"):
        misuses.no_otherwise(parser, value)
    other = parser.expression(0)
    rest = other.args if other.head == "piecewise" else (parser.node("case", (other, constant("true")), begun(other)),)
    return parser.node("piecewise", (first, *rest), begun(value))


def piecewise(parser: Parser, token: Token) -> Tree:
    """`piecewise(x^2, x < 0, x, otherwise)` and `Piecewise((x^2, x < 0), (x, True))`."""
    if parser.next.kind != "(":
        misuses.missing_argument(parser, token, "piecewise(x^2, x < 0, x, otherwise)")
    parser.open.append(parser.take())
    found = [one_case(parser)]
    while parser.take_any(",", ";"):
        found.append(one_case(parser))
    parser.close(")")
    return parser.node("piecewise", tuple(found), token.start)


def one_case(parser: Parser) -> Tree:
    opened = parser.take() if parser.next.kind == "(" and comma_ahead(parser) else None
    if opened is None:
        return case(parser, parser.expression(CONDITIONAL))
    parser.open.append(opened)
    found = case(parser, parser.expression(CONDITIONAL))
    parser.close(")")
    return Tree("case", found.args, None, (opened.start, parser.end))
